"""The interview becomes a paper in memory."""

from intake_app.languages import Words
from intake_app.services.documents import interview_pdf
from tests.intake_app.documents.sample_reading import NOW, reading


def test_the_interview_becomes_a_pdf_in_memory() -> None:
    data = interview_pdf(reading(), languages=("Deutsch", "العربية"), words=Words.load("de"), now=NOW)
    assert data.startswith(b"%PDF-1.7")
    assert data.rstrip().endswith(b"%%EOF")
