"""Fictional papers in German with a person's language, as the services hand them over. Sample data."""

import datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, cast

from intake_app.assessment.domains import domain_name
from intake_app.records.assessment import Assessment, DomainRating
from intake_app.records.drawing import Box, Caption, Drawing
from intake_app.records.figures import PaperFigure, PaperTable, StatisticsReport
from intake_app.records.network import NetworkTie
from intake_app.records.papers import (
    AccessSection,
    BatchNote,
    Checklist,
    ClientCopy,
    ConsentForm,
    Handover,
    ListedItem,
    Paper,
    PaperContact,
    PaperDate,
    PaperGoal,
    PaperHead,
    PaperRating,
    PaperStep,
    ReadText,
    RecoverySheet,
    SeenLine,
    ServicePlan,
    SpecialNeedsLetter,
    SubjectAccess,
    SupportLine,
    TrainingCertificate,
    TransparencySheet,
)
from intake_app.records.partial_date import PartialDate
from intake_app.records.status import Episode
from intake_app.services.consents import release_text
from intake_app.services.paper_pictures import network_picture, radar_picture
from intake_app.services.papers import _checklist
from intake_app.services.status_papers import timeline_picture

NOW = datetime.datetime(2026, 11, 23, 10, 42, tzinfo=datetime.UTC)
OWN_WORDS = {
    "ar": "أريد أن أتعلم الألمانية حتى المستوى B1 (دورة مسائية)، وأن أعمل بعد ذلك.",
    "fa-AF": "می‌خواهم تا سطح B1 آلمانی بیاموزم (کورس شبانه) و بعد کار کنم.",
    "ti": "ጀርመን ክሳብ B1 ክመሃር ደልየ (ናይ ምሸት ኮርስ)፣ ድሕሪኡ ክሰርሕ።",
    "uk": "Хочу вивчити німецьку до рівня B1 (вечірній курс), а потім працювати.",
    "ku": "Ez dixwazim heta asta B1 almanî hîn bibim (kursa êvarê), paşê bixebitim.",
    "ka": "მინდა ვისწავლო გერმანული B1 დონემდე (საღამოს კურსი) და შემდეგ ვიმუშაო.",
    "so": "Waxaan rabaa inaan Jarmalka barto ilaa heerka B1 (koorso fiidkii), dabadeedna aan shaqeeyo.",
}
NAMES = {
    "ar": "فاطمة نموذج",
    "fa-AF": "فاطمه نمونه",
    "ti": "ሳባ ኣብነት",
    "uk": "Олена Зразкова",
    "ka": "ნინო ნიმუში",
}


def head(tag: str = "ar", *, is_client_first: bool = True, **facts: object) -> PaperHead:
    languages = (tag, "de") if is_client_first else ("de", tag)
    return PaperHead(
        site="Ankunftszentrum Nord", counsellor="Ayşe Özdemir", made_at=NOW, languages=languages,
        case_number="K-2291-7", person="Muster, Fatima", person_original=NAMES.get(tag, ""), is_sample=True,
        **facts,  # type: ignore[arg-type]
    )  # fmt: skip


def goal(tag: str) -> PaperGoal:
    return PaperGoal(
        domain=_domain("D04", tag),
        text={"de": "Deutsch bis B1 lernen (Abendkurs), dann arbeiten.", tag: OWN_WORDS.get(tag, "")},
        resources=({"de": "Schwester wohnt in Köln, Tel. 0221 5550-123", tag: NAMES.get(tag, "")},),
        steps=(
            PaperStep({"de": "Beim BAMF-Kursträger anmelden (§ 44 AufenthG)"}, "client", "", "2026-12-01"),
            PaperStep({"de": "Kinderbetreuung klären"}, "worker", "", "2026-12", status="appointment"),
            PaperStep({"de": "Zum ersten Termin begleiten"}, "third", "Nachbarschaftsverein „Brücke“", ""),
        ),
        due_on="2027-06", review_on="2027-01-15", is_interpreted=True, specific="Kurs an zwei Abenden",
        measure="Zertifikat B1", accepted="will als Schneiderin arbeiten", realistic="Schwester hilft",
        attainment=-1,
    )  # fmt: skip


def client_copy(tag: str = "ar", goals: int = 2) -> ClientCopy:
    return ClientCopy(
        head=head(tag),
        goals=(goal(tag),) * goals,
        dates=(
            PaperDate("2026-12-01", "step", {"de": "Beim BAMF-Kursträger anmelden"}),
            PaperDate("2026-12-04", "appointment", {"de": "Jobcenter Köln-Kalk, Zimmer 2.14, 9:30 Uhr"}),
            PaperDate("2027-01-15", "review", {"de": "Deutsch bis B1", tag: OWN_WORDS.get(tag, "")}),
        ),
        contacts=(
            PaperContact("Ayşe Özdemir", "counsellor", ("Ankunftszentrum Nord",)),
            PaperContact(
                "Jobcenter Köln",
                "office",
                (
                    "Luxemburger Straße 121",
                    "+49 221 9429-0",
                    "info@jc.example",
                    "https://jobcenter.example/koeln",
                ),
            ),
        ),
    )


def consent_form(tag: str = "ar") -> ConsentForm:
    categories = ("contact", "language")
    given = {
        one: release_text(recipient="Jobcenter Köln", categories=categories, language=one)
        for one in (tag, "de")
    }
    return ConsentForm(
        head=head(tag),
        version="K-SPE/1",
        recipient="Jobcenter Köln",
        categories=categories,
        texts=tuple(
            ReadText(one, text.language, text.is_withheld, tuple(part for _name, part in text.parts))
            for one, text in given.items()
        ),
    )


def handover(tag: str = "ar", letter: str = "") -> Handover:
    return Handover(
        head=head(tag, is_client_first=False),
        recipient="Jobcenter Köln",
        categories=("contact", "language", "goal", "resources", "needs"),
        consent_on="2026-11-20",
        consent_language=tag,
        contact=("+49 170 1234567",),
        languages=(tag, "fr"),
        goal=goal(tag),
        resources=(ListedItem(_domain("D06", tag), {"de": "Schneiderin, 8 Jahre"}),),
        needs=(ListedItem(_domain("D04", tag), {"de": "Deutschkurs", tag: OWN_WORDS.get(tag, "")}),),
        letter=letter,
    )


def transparency(tag: str = "ar") -> TransparencySheet:
    return TransparencySheet(
        head=head(tag),
        passed_on=(SeenLine(NOW, "Ayşe Özdemir", "passed on", "Jobcenter Köln", ("contact", "language")),),
        seen=(
            SeenLine(NOW, "Ayşe Özdemir", "data looked at", times=3),
            SeenLine(NOW, "S. Muster", "interview"),
        ),
        consents=(
            ("K-SPE", "given", "2026-11-20", "Jobcenter Köln"),
            ("K-TRANS", "refused", "2026-11-20", ""),
        ),
    )


def statistics(tag: str = "ar") -> StatisticsReport:
    lines = (({"de": "Deutschland", "en": "Germany"}, (12, None)), ({"de": "Zusammen"}, (31, None)))
    drawing = Drawing(
        400, 40, (Box(90, 20, 120, 16, 2, "res", fill="ressoft"), Caption(10, 20, "Köln", align="left")), "12"
    )
    return StatisticsReport(
        head=PaperHead("Ankunftszentrum Nord", "S. Muster", NOW, ("de", tag), is_sample=True),
        year=2026,
        ags="05315000",
        k=5,
        as_of="2026-11-23",
        figures=(PaperFigure({"de": "Gespräche", "en": "Interviews"}, "43", {"de": "43 von 50"}),),
        tables=(
            PaperTable(
                {"de": "Nach Land", "en": "By country"}, ({"de": "Land"}, {"de": "2026"}, {"de": "2025"}),
                lines, drawing,
            ),
            PaperTable({"de": "Nach Alter", "en": "By age"}, (), ()),
        ),
        is_running=True,
    )  # fmt: skip


@lru_cache(maxsize=1)
def pictures() -> tuple[Drawing | None, Drawing | None, Drawing | None]:
    """Return radar, network and timeline, in German as the plan has them."""
    ratings = tuple(
        DomainRating(f"D{n:02d}", "rated", resource_self=n % 5, resource_pro=2, need_self=(n + 2) % 5)
        for n in range(1, 12)
    )
    ids: dict[str, Any] = {"case_id": "c", "person_id": "p", "recorded_at": NOW, "recorded_by": "u"}
    ties = (
        NetworkTie("1", label="Schwester in Köln", sector="family", ring=1, quality="supportive", **ids),
        NetworkTie("2", label="خالد (Onkel)", sector="family", ring=3, quality="ambivalent", **ids),
        NetworkTie("3", label="Nachbarin Öz", sector="friends", ring=2, quality="supportive", **ids),
    )
    episodes = (
        Episode("1", lane="title", code="G03", begins=PartialDate("2026-01-05"), **ids),
        Episode("2", lane="livelihood", code="ASYLBLG_3", begins=PartialDate("2026-01-09"), **ids),
        Episode("3", lane="health", code="TREATMENT", begins=PartialDate("2026-02"), **ids),
    )
    page = SimpleNamespace(episodes=episodes, gaps=(), open_tasks=(), today=NOW.date())
    return (
        radar_picture(Assessment("a", "c", "p", "initial", NOW, "u", ratings), "de", hidden=()),
        network_picture(ties, "de"),
        timeline_picture(cast("Any", page), "de"),
    )


def _domain(code: str, tag: str) -> dict[str, str]:
    return {one: domain_name(code, one, is_short=True) for one in ("de", tag)}


def all_papers(tag: str = "ar") -> dict[str, Paper | StatisticsReport]:
    other = "en" if tag == "de" else tag
    return {
        "copy": client_copy(tag),
        "consent": consent_form(tag),
        "handover": handover(tag),
        "letter": handover(tag, "Sehr geehrte Damen und Herren,\nich bitte um einen Termin für Frau Muster."),
        "plan": ServicePlan(
            head=head(tag, is_client_first=False),
            goals=(goal(tag),),
            dates=client_copy(tag).dates,
            ratings=(
                PaperRating(_domain("D04", tag), 3, 2, 3, 3, "U1"),
                PaperRating(_domain("D02", tag), 1, None, 4, 3, "U2"),
            ),
            rated_on="2026-11-19",
            resources=({"de": "Schneiderin, 8 Jahre"},),
            radar=pictures()[0],
            eco_map=pictures()[1],
            timeline=pictures()[2],
        ),
        "special": SpecialNeedsLetter(
            head=head(tag, is_client_first=False),
            recipient="BAMF Köln",
            consent_on="2026-11-20",
            categories=({"de": "Schwangere"},),
            application_on="2026-11-02",
            supports=(
                SupportLine(
                    "reception",
                    {"de": "Zimmer in der Nähe der Waschräume"},
                    owner="Heimleitung",
                    due_on="2026-11-27",
                ),
                SupportLine("procedural", {"de": "Anhörung mit Dolmetscherin"}),
            ),
        ),
        "checklist": Checklist(
            head=head(tag),
            groups=_checklist(),
        ),
        "transparency": transparency(tag),
        "access": SubjectAccess(
            head=head(tag),
            sections=(
                AccessSection(
                    {"de": "Person", "en": "Person"},
                    (
                        ({"de": "Name", "en": "Name"}, {"de": "Muster, Fatima"}),
                        ({"de": "Geboren", "en": "Born"}, {"de": "1994"}),
                    ),
                ),
            ),
            transparency=transparency(tag),
            is_protected_left_out=True,
        ),
        "statistics": statistics(tag),
        "recovery": RecoverySheet(
            head=PaperHead("Ankunftszentrum Nord", "", NOW, ("de", other), is_sample=True),
            identity="AGE-SECRET-KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L" + "QPZRY9X8GF2TVDW0S3JN54KHCE",
            recipient="age1" + "qpzry9x8gf2tvdw0s3jn54khce6mua7l" * 2,
        ),
        "batch": BatchNote(
            head=PaperHead("Ankunftszentrum Nord", "S. Muster", NOW, ("de", other), is_sample=True),
            sequence=7,
            batch_id="0193f2",
            file="batch-7.intake",
            sha256="ab" * 32,
            recipient="1f2e 3d4c",
            counts=(("person", 12), ("interview", 14)),
        ),
        "certificate": TrainingCertificate(
            head=PaperHead("Ankunftszentrum Nord", "", NOW, ("de", tag), is_sample=True),
            name="Samuel Muster",
            training={"de": "Erstgespräche mit Dolmetschung führen"},
            begun_on="2026-11-16",
            ended_on="2026-11-18",
            hours=13.5,
            trainer="Dr. Ayşe Özdemir",
            topics=(
                {"de": "Fragen in zwei Sprachen, Regeln für Dolmetschende"},
                {"de": "Einwilligung und Schweigepflicht (§ 203 StGB)"},
            ),
        ),
    }
