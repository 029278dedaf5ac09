"""Papers: made in memory from frozen data (``services.saving`` writes them where a person says).

All of it runs on the work lane and does not know the vault; ``services.papers`` gathers what papers say.
"""

import datetime
from collections.abc import Callable
from pathlib import Path

from intake_app.documents import fonts, making
from intake_app.documents.interview_record import make_interview_record
from intake_app.documents.watching import watched
from intake_app.languages import Words
from intake_app.records.interview_record import InterviewReading
from intake_app.records.papers import MadePaper, Paper


def interview_pdf(
    reading: InterviewReading,
    *,
    languages: tuple[str, str],
    words: Words,
    now: datetime.datetime,
    progress: Callable[[int, int], object] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """Return the interview record as PDF bytes; ``languages`` are form languages, the counsellor's first.

    ``progress`` and ``is_cancelled``: see :func:`make_paper`.

    Raises:
        Cancelled: ``is_cancelled`` said so.
        MissingGlyphs: the form's text in one of the languages needs letters no font here has.
    """
    with watched(progress, is_cancelled):
        return make_interview_record(reading, languages, words, now)


def make_paper(
    paper: Paper,
    *,
    progress: Callable[[int, int], object] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> MadePaper:
    """Return the finished paper with a picture of each page; the same content gives the same bytes.

    ``progress`` is told pages done and pages in all (0 while they are counted). Raises Cancelled.
    """
    with watched(progress, is_cancelled):
        return making.make_paper(paper)


def fonts_folder() -> Path:
    """Return where a person puts a font for letters that no shipped one has."""
    return fonts.own_fonts_folder()
