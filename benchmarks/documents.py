"""Papers beside plain reportlab: a bilingual record of ten pages, and 200 client copies one after the other.

Plain reportlab writes Latin text of the same length with its own paragraphs and a built-in font: no shaping,
no bidi, no tags, no subset. The ratio says what right-to-left on paper costs; both run in turn.
"""

import datetime
import io
import resource
import statistics
import time
from collections.abc import Callable

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

from intake_app.documents.interview_record import make_interview_record
from intake_app.documents.making import make_paper
from intake_app.languages import Words
from intake_app.records.interview_record import AnswerLine, InterviewReading, InterviewRecord
from intake_app.records.papers import ClientCopy, PaperContact, PaperDate, PaperGoal, PaperHead, PaperStep

_NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
_TURNS = 7
_COPIES = 200
_GERMAN = "Wie lange waren Sie unterwegs, und welche Papiere (Pass, Ausweis) haben Sie noch bei sich?"
_ARABIC = "كم استغرقت رحلتك، وما هي الوثائق (جواز السفر، الهوية) التي لا تزال معك؟ رقم 040 123456-78"


def measure() -> list[tuple[str, str]]:
    """Return rows (what, figure)."""
    reading = _reading(115)
    words = Words.load("de")
    pages = make_interview_record(reading, ("Deutsch", "العربية"), words, _NOW).count(b"/Type /Page\n")
    texts = [text for line in reading.lines for text in (*line.labels.values(), *line.values.values())]
    ours, plain = _in_turn(
        lambda: make_interview_record(reading, ("Deutsch", "العربية"), words, _NOW),
        lambda: _plain_reportlab(texts),
    )
    before = _peak()
    copy = _client_copy()
    times = []
    for _n in range(_COPIES):
        begun = time.perf_counter()
        made = make_paper(copy)
        assert made.pages[0], "the page that is looked at"
        times.append(time.perf_counter() - begun)
        if _n == _COPIES // 4:
            before = _peak()
    grown = (_peak() - before) / 1024
    return [
        (f"bilingual record, German and Arabic, {pages} pages", f"{ours * 1000:.0f} ms"),
        ("plain reportlab, Latin text of the same length", f"{plain * 1000:.0f} ms"),
        ("ratio (wanted: at most 2.5)", f"{ours / plain:.2f}"),
        (
            f"{_COPIES} client copies with the preview of the first page, each",
            f"median {statistics.median(times) * 1000:.0f} ms",
        ),
        ("memory grown from the 50th to the 200th copy", f"{grown:.1f} MiB"),
    ]


def _in_turn(*calls: Callable[[], object]) -> list[float]:
    """Return the median processor time of each call, made in turn: others may use the machine."""
    taken: list[list[float]] = [[] for _call in calls]
    for _turn in range(_TURNS):
        for times, call in zip(taken, calls, strict=True):
            begun = time.process_time()
            call()
            times.append(time.process_time() - begun)
    return [statistics.median(times) for times in taken]


def _plain_reportlab(texts: list[str]) -> bytes:
    """Write Latin text of the same length as ``texts``."""
    style = getSampleStyleSheet()["Normal"]
    story: list[Flowable] = []
    for text in texts:
        latin = (_GERMAN * (len(text) // len(_GERMAN) + 1))[: len(text)]
        story += [Paragraph(latin, style), Spacer(1, 3)]
    out = io.BytesIO()
    SimpleDocTemplate(out).build(story)
    return out.getvalue()


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _reading(count: int) -> InterviewReading:
    lines = tuple(
        AnswerLine(
            ref=f"/data/q{n}", depth=1, kind="question",
            labels={"Deutsch": f"{n}. {_GERMAN}", "العربية": f"{n}. {_ARABIC}"},
            values={"Deutsch": f"etwa {n} Wochen", "العربية": f"حوالي {n} أسبوعًا"}, raw=str(n),
        )
        for n in range(count)
    )  # fmt: skip
    record = InterviewRecord(
        id="b", case_id="c", person_id="p", form_id="f", form_version="1", form_title="Ankunft",
        status="completed", begun_at=_NOW, begun_by="u", language="Deutsch", client_language="العربية",
        saved_at=_NOW, is_sample=True,
    )  # fmt: skip
    return InterviewReading(
        record=record, case_number="K-2291-7", person_display="Muster, Fatima", person_original="فاطمة",
        counsellor="M. Beispiel", site="Beispielhaus", languages={"Deutsch": "de", "العربية": "ar"},
        lines=lines, trail=(),
    )  # fmt: skip


def _client_copy() -> ClientCopy:
    goal = PaperGoal(
        domain={"de": "Sprache", "ar": "اللغة"}, text={"de": _GERMAN, "ar": _ARABIC},
        steps=(PaperStep({"de": "Beim Kursträger anmelden"}, "client", "", "2026-12-01"),), due_on="2027-06",
    )  # fmt: skip
    return ClientCopy(
        head=PaperHead("Beispielhaus", "M. Beispiel", _NOW, ("ar", "de"), "K-2291-7", "Muster, Fatima",
                       is_sample=True),
        goals=(goal, goal), dates=(PaperDate("2026-12-01", "step", {"de": "Anmelden"}),),
        contacts=(PaperContact("M. Beispiel", "counsellor"),),
    )  # fmt: skip
