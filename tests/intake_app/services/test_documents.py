"""The interview becomes a paper in memory."""

import pytest

from intake_app.errors import Cancelled
from intake_app.languages import Words
from intake_app.services.documents import interview_pdf
from tests.intake_app.documents.sample_reading import NOW, reading


def test_the_interview_becomes_a_pdf_in_memory() -> None:
    data = interview_pdf(reading(), languages=("Deutsch", "العربية"), words=Words.load("de"), now=NOW)
    assert data.startswith(b"%PDF-1.7")
    assert data.rstrip().endswith(b"%%EOF")


def test_the_interview_says_how_far_it_is_and_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []
    paper = {"languages": ("Deutsch", "العربية"), "words": Words.load("de"), "now": NOW}
    interview_pdf(reading(), **paper, progress=lambda done, of: told.append((done, of)))  # type: ignore[arg-type]
    assert told[0] == (1, 0), "pages are counted first"
    assert told[-1][0] == told[-1][1] > 0
    with pytest.raises(Cancelled):
        interview_pdf(reading(), **paper, is_cancelled=lambda: True)  # type: ignore[arg-type]
