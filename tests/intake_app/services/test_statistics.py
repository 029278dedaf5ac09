"""Figures told: in words and dots, as bars that show no more than the table, as a report on paper."""

from itertools import chain, repeat
from pathlib import Path

import pytest

from intake_app.languages import Words
from intake_app.records.drawing import Box, Caption
from intake_app.records.figures import Figure, FiguresPage, FigureTable
from intake_app.services.figures import figures_page
from intake_app.services.session import Workspace
from intake_app.services.statistics import (
    code_words,
    figure_bytes,
    figure_words,
    make_report,
    note_words,
    only_columns,
    report_languages,
    table_drawing,
)
from tests.intake_app.documents.test_interview_record import text_of
from tests.intake_app.services.caseload import add_cases
from tests.intake_app.vault.sample import NOW

ENGLISH, GERMAN, ARABIC = (Words.load(tag) for tag in ("en", "de", "ar"))
TABLE = FigureTable(
    "talks", "language", "fit", ("ar", "ti", "uk"), ("own", "neither"),
    ((20, 10, 30), (None, None, None), (0, 12, 12), (None, None, 50)), k=5,
)  # fmt: skip


@pytest.fixture
def page(counsellor: Workspace) -> FiguresPage:
    for sex, counts in (("w", {"ar": 12, "uk": 9, "ti": 2}), ("m", {"ar": 20, "uk": 7, "ti": 8})):
        add_cases(counsellor, chain.from_iterable(repeat(tag, n) for tag, n in counts.items()), sex=sex)
    return figures_page(counsellor, now=NOW)


def measure(text: str, size: float) -> float:
    return len(text) * size / 2


def test_a_hidden_figure_is_a_dot_and_one_without_anything_to_count_is_not() -> None:
    hidden, empty = Figure("I16", "share"), Figure("I16", "share", is_empty=True)
    assert (figure_words(hidden, ENGLISH), note_words(hidden, ENGLISH, 5)) == ("•", "hidden, smaller than 5")
    assert (figure_words(empty, ENGLISH), note_words(empty, ENGLISH, 5)) == ("–", "nothing to count yet")
    share = Figure("I16", "share", 66.6, part=20, whole=30)
    assert (figure_words(share, ENGLISH), note_words(share, ENGLISH, 5)) == ("67 %", "20 of 30")
    assert figure_words(Figure("I09", "ratio", 1.25, part=5, whole=4), ENGLISH) == "1 : 1.2"
    days = Figure("I05", "days", 6, 3, 11)
    assert (figure_words(days, ENGLISH), note_words(days, ENGLISH, 5)) == ("6 days", "middle half 3 to 11")


def test_rows_and_columns_have_names_in_the_readers_language() -> None:
    assert code_words("month", "03", ENGLISH) == "Mar"
    assert code_words("status", "protected", GERMAN) == "Schutzberechtigt, humanitär aufgenommen"
    assert code_words("language", "fa-AF", GERMAN) == "Dari"
    assert code_words("domain", "D02", ENGLISH) == "Housing and where you live"
    assert code_words("result", "unknown", ENGLISH) == "Not known"
    assert code_words("barrier", "childcare", ENGLISH) == "No childcare"


def test_bars_show_no_more_than_the_table() -> None:
    drawing = table_drawing(TABLE, ENGLISH, width=600, measure=measure)
    boxes = [shape for shape in drawing.shapes if isinstance(shape, Box)]
    said = [shape.text for shape in drawing.shapes if isinstance(shape, Caption)]
    assert [(box.fill, round(box.width / boxes[0].width, 3)) for box in boxes] == [
        ("soft", 1.0), ("accent", 0.667), ("soft", 0.4),
    ]  # fmt: skip
    assert "•" in said
    assert drawing.says.startswith("Interviews by language")


def test_bars_grow_from_the_reading_edge() -> None:
    left = table_drawing(TABLE, ENGLISH, width=600, measure=measure)
    right = table_drawing(TABLE, ARABIC, width=600, measure=measure)
    first, mirrored = (next(one for one in d.shapes if isinstance(one, Box)) for d in (left, right))
    assert first.x < 300
    assert mirrored.x + mirrored.width > 300


def test_a_table_seen_from_the_other_side_has_the_same_numbers() -> None:
    turned = only_columns(TABLE)
    assert turned.rows == ("own", "neither")
    assert [turned.cell("own"), turned.cell("neither"), turned.total] == [None, None, 50]


def test_the_same_figures_give_the_same_package(page: FiguresPage) -> None:
    made = [figure_bytes(page, form="package", table="", words=GERMAN) for _one in range(2)]
    assert made[0] == made[1]


def test_a_cell_that_would_calculate_is_made_harmless(page: FiguresPage) -> None:
    from intake_app.sync.adapters.figure_files import FigureFile, figure_csv

    file = FigureFile("t", "t", ("a",), ("#a",), (("=1+1",), ("-2",), (-2,)))
    assert figure_csv(file).decode("utf-8-sig").split() == ["a", "#a", "'=1+1", "'-2", "-2"]


@pytest.mark.parametrize("tag", ["de", "ar", "ti", "ka"])
def test_the_report_holds_what_was_seen(page: FiguresPage, tag: str, tmp_path: Path) -> None:
    assert tag == "de" or tag in report_languages()
    made = make_report(page, language=tag, by="Sabine Beispiel")
    assert made == make_report(page, language=tag, by="Sabine Beispiel")
    text = text_of(made, tmp_path)
    assert "Auswertung des Jahres" in text
    assert "Menschen nach Sprache und Geschlecht" in text
    assert "•" in text
    assert "58" in text
