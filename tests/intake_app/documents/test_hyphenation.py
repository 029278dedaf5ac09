"""German words are divided where a German reader divides them, and only where a line would stay empty."""

import pytest

from intake_app.documents.fonts import Fonts
from intake_app.documents.hyphenation import divide, division_places, is_divided
from intake_app.documents.lines import Prepared, Span
from intake_app.documents.paragraph import Look, Paragraph

DIVIDED = (
    "Auf-ent-halts-ge-stat-tung", "Aus-län-der-be-hörde", "Schwei-ge-pflich-tent-bin-dung", "An-hö-rung",
    "Be-darfs-ge-mein-schaft", "Ver-ar-bei-tung", "So-zi-al-ar-bei-te-rin", "Zu-cker-bä-cker",
    "Nie-der-las-sungs-er-laub-nis", "Wie-der-her-stel-lungs-schlüs-sel", "Ge-sund-heits-karte",
)  # fmt: skip


def lines(text: str, width: float, tag: str = "de") -> list[str]:
    return [line.text for line in Prepared([Span(text)], Fonts(), base=0, tag=tag).break_lines(width)]


@pytest.mark.parametrize("word", DIVIDED)
def test_words_are_divided_as_the_dictionary_does(word: str) -> None:
    whole = word.replace("-", "")
    parts = [whole[a:b] for a, b in zip((0, *divide(whole)), (*divide(whole), None), strict=True)]
    assert "-".join(parts) == word


def test_short_words_and_abbreviations_stay_whole() -> None:
    for text in ("heute", "BAMF-BESCHEID", "Köln", "K-2291-7", "x" * 10_000, "الاستقبال", "recovery.age",
                 "beratung@stelle.example", "https://unterkunft.example/anmeldung"):  # fmt: skip
        assert division_places(text, 0, len(text)) == [], text


def test_only_german_is_divided() -> None:
    assert is_divided("de-AT")
    assert not is_divided("so")
    assert lines("Jawaabcelinta qaxootiga", 9_000, "so")[0] == "Jawaabcelinta "


def test_a_line_that_would_stay_half_empty_takes_part_of_the_word() -> None:
    text = "Sie brauchen eine Aufenthaltsgestattung dafür."
    assert lines(text, 14_700) == ["Sie brauchen eine Aufenthalts", "gestattung dafür."]
    assert "".join(lines(text, 14_700)) == text


def test_a_narrow_column_divides_only_what_is_wider_than_it() -> None:
    assert lines("Bedarfe, Beratung", 6_500) == ["Bedarfe, ", "Beratung"]
    assert lines("Aufenthaltsgestattung", 6_500) == ["Aufenthalts", "gestattung"]


def test_a_line_that_is_nearly_full_keeps_words_whole() -> None:
    assert lines("Sie wohnen hier und haben Beratung", 13_800)[0] == "Sie wohnen hier und haben "


def test_the_hyphen_is_drawn_inside_the_line_and_copied_as_a_soft_one() -> None:
    prepared = Prepared([Span("Die Aufenthaltsgestattung gilt.")], Fonts(), base=0, tag="de")
    for width in range(5_000, 12_000, 100):
        broken = prepared.break_lines(width)
        assert all(line.width <= width for line in broken), width
        for line in broken[:-1]:
            last = line.runs[-1].glyphs[-1]
            assert (last.text == "\u00ad" and last.advance > 0) == (line.text[-1] != " ")


def test_a_heading_is_divided_only_when_a_word_is_wider_than_its_line() -> None:
    heading = Paragraph("Zur Unterkunftsverpflichtung", Look(size=10, role="H2"), Fonts(), tag="de", base=0)
    heading.wrap(132)
    assert [line.text for line, _base in heading.lines] == ["Zur ", "Unterkunftsverpflichtung"]
    heading.wrap(80)
    assert len(heading.lines) == 3
