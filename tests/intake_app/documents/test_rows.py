"""A row keeps its columns together, and cut in two it fits the page and loses no line."""

from pathlib import Path

import pytest

from intake_app.documents.fonts import Fonts
from intake_app.documents.paragraph import Look, Paragraph
from intake_app.documents.rows import Row

FONTS = Fonts(Path("/nowhere"))


def stack(*texts: str) -> list[Paragraph]:
    return [Paragraph(text, Look(size=9, before=3, after=4), FONTS) for text in texts]


def texts(row: Row) -> list[str]:
    return [line.text for column in row._stacks for paragraph in column for line, _ in paragraph.lines]


@pytest.mark.parametrize("height", [30.0, 57.3, 100.0, 149.9, 200.0, 333.0, 500.0])
def test_a_high_row_is_cut_to_fit_and_loses_no_line(height: float) -> None:
    row = Row([stack("Frage " * 60, "Antwort " * 300), stack("سؤال " * 60, "جواب " * 500)], is_mirrored=False)
    _, whole = row.wrap(500)
    before = texts(row)
    parts = row.split(500, height)
    if parts:
        first, second = parts
        assert first.wrap(500)[1] <= height
        assert sorted(texts(first) + texts(second)) == sorted(before)
        assert second.wrap(500)[1] < whole
    else:
        assert height < 40


def test_a_low_row_moves_to_the_next_page_whole() -> None:
    row = Row([stack("kurz"), stack("قصير")], is_mirrored=False)
    assert row.split(500, 10) == []
