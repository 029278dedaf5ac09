"""Whatever people write, in whichever field: a paper is made, stays on its page and can be copied."""

import re
import subprocess
from pathlib import Path

import msgspec
import pytest

from intake_app.documents.making import make_paper
from intake_app.records.figures import PaperFigure, PaperTable, StatisticsReport
from intake_app.records.papers import Paper, PaperContact, PaperDate, PaperStep, SeenLine, SupportLine
from tests.intake_app.documents.sample_papers import NOW, all_papers, goal, head
from tests.intake_app.documents.test_interview_record import tool

SHORT = {
    "lone surrogates": "a\ud800b \udfffc",
    "right-to-left override": "\u202e\u202e\u202eabc سلام",
    "left-to-right override": "\u202dسلام abc",
    "stray ends": "\u2069" * 50 + "\u202cabc",
    "open isolate": "\u2067abc",
    "sixty marks a letter": "".join(c + "".join(chr(0x300 + n) for n in range(60)) for c in "Zalgo hier"),
    "vowel signs": "".join(c + "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652" * 8 for c in "سلام عليكم"),
    "controls": "a\x00b\x01\x1f\x7f\x80\x85\x9fc",
    "emoji": "👨‍👩‍👧‍👦 🏳️‍🌈 🇩🇪🇸🇾 1️⃣ 👍🏽",
    "private use": "a\ue000b\uf8ff\U000f0000\U0010fffd",
    "byte order mark": "\ufeffabc\ufeffdef",
    "no characters": "a\ufffe\uffff\U0001fffeb",
    "a mark begins": "\u0301abc\n\u064eسلام",
    "nested isolates": "\u2067" * 500 + "x" + "\u2069" * 500,
    "nested and written": "\u2067a\u2066b" * 100 + "x",
    "line ends": "a\u2028b\u2029c\x0bd\x0ce\rf" + "\n" * 300,
    "tags and selectors": "a\U000e0041\U000e007fb\ufe0f\U000e0100",
    "fillers": "\u3164\u115f\u1160a",
    "a path": '../../etc/passwd\\..\\x:*?"<>|',
}
LONG = {
    "5,000 letters": "N" * 5000,
    "5,000 Arabic letters": "محمد " * 1000,
    "10,000 letters in a word": "W" * 10_000,
    "10,000 Georgian letters": "ქ" * 10_000,
    "10,000 Ethiopic letters": "ሰ" * 10_000,
    "10,000 full stops": "." * 10_000,
    "10,000 digits": "1" * 10_000,
    "10,000 turns": "aب" * 5000,
    "brackets": "([" * 2000 + "ب",
    "spaces": "\u2000\u2003\u3000\u00a0" * 500,
    "soft hyphens": "\u00ad" * 3000 + "a",
    "places to break": "\u200b" * 3000 + "a",
}
MARGIN = 30.0  # points from the edge of the page into which nothing may run
PAGE = 595.0, 842.0


def papers(hostile: str) -> dict[str, Paper | StatisticsReport]:
    """Return papers with ``hostile`` in every field and every column of a table; each names a Jobcenter."""
    made = all_papers("ar")
    top = msgspec.structs.replace(
        head("ar"), person=hostile, person_original=hostile, site=hostile, counsellor=hostile,
        case_number=hostile[:40],
    )  # fmt: skip
    steps = (
        PaperStep({"de": hostile}, "third", hostile, "2026-12"),
        PaperStep({"de": "Jobcenter"}, "client", "", hostile[:30]),
    )
    bad = msgspec.structs.replace(
        goal("ar"), domain={"de": hostile}, text={"de": hostile, "ar": hostile}, resources=({"de": hostile},),
        specific=hostile, steps=steps,
    )  # fmt: skip
    seen = (
        SeenLine(NOW, hostile, "passed on", hostile, ("contact",)),
        SeenLine(NOW, "x", "passed on", "Jobcenter", ("contact",)),
    )
    table = PaperTable(
        {"de": hostile}, ({"de": hostile}, {"de": "a"}, {"de": hostile}), (({"de": hostile}, (1, 2)),)
    )
    changed: dict[str, dict[str, object]] = {
        "copy": {"goals": (bad,), "dates": (PaperDate(hostile[:20], "step", {"de": hostile}),),
                 "contacts": (PaperContact(hostile, "office", (hostile, "Jobcenter")),)},
        "special": {"recipient": "Jobcenter",
                    "supports": (SupportLine("reception", {"de": hostile}, text=hostile, owner=hostile),)},
        "transparency": {"passed_on": seen},
        "certificate": {"name": hostile, "trainer": "Jobcenter", "training": {"de": hostile},
                        "topics": ({"de": hostile},)},
        "statistics": {"figures": (PaperFigure({"de": hostile}, hostile[:50], {"de": "Jobcenter"}),),
                       "tables": (table,)},
    }  # fmt: skip
    return {kind: msgspec.structs.replace(made[kind], head=top, **facts) for kind, facts in changed.items()}


def stands(paper: Paper | StatisticsReport, path: Path) -> None:
    """Assert that a paper is whole: others can read it, nothing leaves the page, its words are there."""
    made = make_paper(paper)
    assert re.fullmatch(r"[\w-]{1,120}\.pdf", made.name, re.ASCII)
    path.write_bytes(made.pdf)
    done = subprocess.run([tool("pdftotext"), "-bbox", str(path), "-"], capture_output=True, check=True)
    assert not done.stderr
    words = done.stdout.decode()
    assert "Jobcenter" in words
    for found in re.finditer(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"', words):
        left, top, right, foot = map(float, found.groups())
        assert left > MARGIN
        assert right < PAGE[0] - MARGIN
        assert top > -MARGIN, "marks piled on a letter may stand out above the first line"
        assert foot < PAGE[1] + MARGIN


@pytest.mark.parametrize("name", SHORT)
def test_hostile_words_in_every_column_leave_a_paper_whole(name: str, tmp_path: Path) -> None:
    stands(papers(SHORT[name])["transparency"], tmp_path / "paper.pdf")


@pytest.mark.long
@pytest.mark.parametrize("kind", ["copy", "special", "transparency", "certificate", "statistics"])
@pytest.mark.parametrize("name", [*SHORT, *LONG])
def test_hostile_words_leave_every_paper_whole(name: str, kind: str, tmp_path: Path) -> None:
    stands(papers({**SHORT, **LONG}[name])[kind], tmp_path / "paper.pdf")
