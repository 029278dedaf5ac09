"""A fictional interview in German with Arabic and Dari, as the services hand it over. Sample data."""

import csv
import datetime
from functools import lru_cache

import msgspec

from intake_app import places
from intake_app.records.interpreter import InterpreterAssignment
from intake_app.records.interview_record import AnswerLine, InterviewReading, InterviewRecord, Remark

NOW = datetime.datetime(2026, 11, 23, 10, 42, tzinfo=datetime.UTC)


def question(
    ref: str, labels: tuple[str, str, str], values: tuple[str, str, str] | str, **facts: object
) -> AnswerLine:
    names = ("Deutsch", "العربية", "دری")
    given = (values,) * 3 if isinstance(values, str) else values
    return AnswerLine(
        ref=f"/data/{ref}",
        depth=int(facts.pop("depth", 1)),  # type: ignore[call-overload]
        kind=facts.pop("kind", "question"),  # type: ignore[arg-type]
        labels={name: text for name, text in zip(names, labels, strict=True) if text},
        values={name: text for name, text in zip(names, given, strict=True) if text},
        raw=given[0],
        **facts,  # type: ignore[arg-type]
    )


def section(ref: str, *labels: str, depth: int = 0, kind: str = "section", number: str = "") -> AnswerLine:
    return question(ref, labels, number, depth=depth, kind=kind)  # type: ignore[arg-type]


LINES = (
    section("person", "Zur Person", "معلومات شخصية", "معلومات شخصی"),
    question("name", ("Wie heißen Sie?", "ما اسمك؟", "نام شما چیست؟"), "محمد حسینی (Mohammad Hosseini)"),
    question(
        "birth",
        ("Wann sind Sie geboren?", "متى وُلدت؟", "چه زمانی تولد شده‌اید؟"),
        ("5. März 1994", "٥ مارس ١٩٩٤", "۱۴ حوت ۱۳۷۲"),
    ),
    question(
        "phone",
        ("Unter welcher Nummer erreichen wir Sie?", "ما هو رقم هاتفك؟", "شماره تلفون شما چند است؟"),
        "+49 40 123456-78",
        oral=True,
    ),
    question(
        "status",
        (
            "Haben Sie eine Aufenthaltsgestattung (§ 55 AsylG)?",
            "هل لديك تصريح إقامة (§ 55 AsylG)؟",
            "آیا شما Aufenthaltsgestattung (§ 55 AsylG) دارید؟",
        ),
        ("ja, bis 12.05.2027", "نعم، حتى 12/05/2027", "بلی، تا ۱۲/۰۵/۲۰۲۷"),
        reviewed=False,
    ),
    section("family", "Familie", "الأسرة", "خانواده"),
    section("child[1]", "Kind", "طفل", "طفل", depth=1, kind="repeat", number="1"),
    question("child[1]/name", ("Wie heißt das Kind?", "ما اسم الطفل؟", "نام طفل چیست؟"), "Laila", depth=2),
    question("child[1]/age", ("Wie alt ist das Kind?", "كم عمر الطفل؟", "طفل چند ساله است؟"), "7", depth=2,
             is_confirmed=True),
    section("child[2]", "Kind", "طفل", "طفل", depth=1, kind="repeat", number="2"),
    question("child[2]/name", ("Wie heißt das Kind?", "ما اسم الطفل؟", "نام طفل چیست؟"), "", depth=2,
             non_answer="declined"),
    section("daily", "Alltag und Netz", "الحياة اليومية", "زندگی روزمره"),
    question(
        "strength",
        (
            "Was gibt Ihnen an schweren Tagen Kraft?",
            "ما الذي يمنحك القوة في الأيام الصعبة؟",
            "در روزهای دشوار چه چیزی به شما نیرو می‌دهد؟",
        ),
        "می‌خواهم در شهر Hamburg (هامبورگ) زندگی کنم و هر هفته در انجمن «سلام» "
        "کمک می‌کنم؛ شماره‌ی دفتر 040 7654321 است. 😀",
        note="Sie lächelt, als sie vom Verein erzählt.",
        language="دری",
    ),
    question("wish", ("Was wünschen Sie sich für das nächste Jahr?", "", ""), "", non_answer="unknown"),
)  # fmt: skip


def reading(
    *, lines: tuple[AnswerLine, ...] = LINES, is_sample: bool = True, **facts: object
) -> InterviewReading:
    record = InterviewRecord(
        id="0193", case_id="c", person_id="p", form_id="arrival", form_version="2026.11",
        form_title="Ankunftsgespräch",
        status="completed", begun_at=NOW - datetime.timedelta(hours=1), begun_by="u", language="Deutsch",
        client_language="دری", saved_at=NOW, completed_at=NOW, answered=8, asked=10, is_sample=is_sample,
    )  # fmt: skip
    return InterviewReading(
        record=record,
        case_number="K-2291-7",
        person_display="Hosseini, Mohammad",
        person_original="محمد حسینی",
        counsellor="Ayşe Özdemir",
        site="Ankunftszentrum Nord",
        languages={"Deutsch": "de", "العربية": "ar", "دری": "fa-AF"},
        lines=lines,
        trail=((NOW - datetime.timedelta(minutes=60), "دری"),
               (NOW - datetime.timedelta(minutes=20), "العربية")),
        remarks=(
            Remark(id="r", interview_id="0193", by="s", at=NOW, ref="/data/phone",
                   text="Bitte die Nummer noch einmal nachfragen: مرة أخرى."),
        ),
        **facts,  # type: ignore[arg-type]
    )  # fmt: skip


def interpreters() -> tuple[InterpreterAssignment, ...]:
    """One interpreter the person refused, one who confirmed, and a relative without an undertaking."""
    begun = NOW - datetime.timedelta(minutes=58)
    common = {"interview_id": "0193", "language": "fa-AF", "begun_by": "u"}
    return (
        InterpreterAssignment(id="a0", name="Karim Beispiel", mode="video", begun_at=begun, ended_at=begun,
                              acceptance="refused", secrecy_on="2025-01-07", **common),  # type: ignore[arg-type]
        InterpreterAssignment(id="a1", name="Nilofar Rahimi", mode="on-site", begun_at=begun,
                              ended_at=NOW - datetime.timedelta(minutes=20), acceptance="accepted",
                              secrecy_on="2026-03-01", attested_at=NOW, attested_as="N. R.",
                              **common),  # type: ignore[arg-type]
        InterpreterAssignment(id="a2", name="Cousin", mode="relative-emergency", acceptance="not-asked",
                              begun_at=NOW - datetime.timedelta(minutes=19), reason="Rettungswagen",
                              direction="to-client", **common),  # type: ignore[arg-type]
    )  # fmt: skip


ASKED = (
    "person", "name_given", "name_original", "birth_date", "sex", "phone", "family", "marital",
    "d09_resource", "d09_strength", "language", "languages_spoken", "latin_script", "arrival",
    "arrived_on", "registered",
)  # fmt: skip
TOLD = {
    "name_given": "Fatima (فاطمة)", "name_original": "فاطمة نموذج", "birth_date": "1994-03-05",
    "phone": "+49 40 123456-78", "arrived_on": "2026-11-02",
    "d09_resource": "3 Geschwister (Köln, § 55 AsylG)",
}  # fmt: skip


def arrival_reading(tag: str) -> InterviewReading:
    """Return some of the shipped arrival interview in German and ``tag``, with every mark there can be."""
    rows, choices = _arrival_form()
    named = {label.split("::")[1].split(" (")[0]: label for label in rows[0] if label.startswith("label::")}
    tags = {name: label.rsplit("(", maxsplit=1)[1].rstrip(")") for name, label in named.items()}
    own = next((name for name, one in tags.items() if one == tag), tag)
    marks = ({"oral": True}, {"reviewed": False}, {"is_confirmed": True}, {"interpreter": "a1"},
             {"language": own}, {"first_language": "Deutsch"}, {"disputed": "1993"},
             {"interpreter": "a2"})  # fmt: skip
    lines: list[AnswerLine] = []
    for row in rows:
        if row["name"] not in ASKED:
            continue
        labels = {name: row[label] for name, label in named.items() if name in {"Deutsch", own}}
        is_group = row["type"].startswith("begin")
        told = TOLD.get(row["name"], "")
        chosen = next((one for one in choices if row["type"].endswith(" " + one["list_name"])), None)
        values = {name: chosen[named[name]] if chosen else told for name in labels}
        facts = marks[len(lines) % len(marks)] if not is_group else {}
        if not any(values.values()) and not is_group:
            facts = {"non_answer": ("declined", "unknown", "not-asked", "not-applicable")[len(lines) % 4]}
        lines.append(
            AnswerLine(ref=f"/data/{row['name']}", depth=0 if is_group else 1,
                       kind="section" if is_group else "question", labels=labels, values=values,
                       raw=values.get("Deutsch", ""), **facts)
        )  # fmt: skip
    given = reading(lines=tuple(lines), interpreters=interpreters())
    record = msgspec.structs.replace(given.record, client_language=own)
    trail = ((NOW - datetime.timedelta(minutes=60), own), (NOW - datetime.timedelta(minutes=9), "Deutsch"))
    return msgspec.structs.replace(
        given, record=record, trail=trail, languages={"Deutsch": "de", own: tag}, remarks=()
    )


@lru_cache(maxsize=1)
def _arrival_form() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    folder = places.resources() / "forms" / "arrival-intake"
    tables = []
    for name in ("survey.csv", "choices.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as stream:
            tables.append(list(csv.DictReader(stream)))
    return tables[0], tables[1]
