"""Levels and order agree with the Unicode bidirectional algorithm and with its conformance data."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake_app.documents import bidi

UNICODE = Path(os.environ.get("UNICODE_DATA", "/usr/share/unicode"))  # Debian package unicode-data
REMOVED = {"RLE", "LRE", "RLO", "LRO", "PDF", "BN"}


def shown(text: str, base: int | None) -> str:
    """Return the characters of one line from left to right, brackets not mirrored."""
    classes = [bidi.bidi_class(c) for c in text]
    paragraph, levels = bidi.resolve_classes(classes, base, text)
    return "".join(text[i] for i in bidi.visual_order(bidi.line_levels(levels, classes, paragraph)))


@pytest.mark.parametrize(
    ("text", "base", "visual"),
    [
        ("abc", 0, "abc"),
        ("abc", 1, "abc"),
        ("אבג", 0, "גבא"),
        ("אב 12 גד", 1, "דג 12 בא"),
        ("car אבג 12", 0, "car 12 גבא"),
        ("سنة 1994", 1, "1994 ةنس"),
        ("אב (cd) הו", 1, "וה )cd( בא"),
        ("אב \u206612-34\u2069 גד", 1, "דג \u206912-34\u2066 בא"),
        ("a\u2067אב c\u2069 d", 0, "a\u2067c בא\u2069 d"),
        ("אב.", 1, ".בא"),
        ("", 0, ""),
    ],
)
def test_a_line_reads_right(text: str, base: int, visual: str) -> None:
    assert shown(text, base) == visual


def test_the_first_strong_letter_decides_when_nobody_else_does() -> None:
    assert bidi.resolve_classes([bidi.bidi_class(c) for c in "12 سلام abc"], None, "12 سلام abc")[0] == 1
    assert bidi.paragraph_level([bidi.bidi_class(c) for c in "\u2067سلام\u2069 abc"]) == 0


def test_letters_without_any_strong_direction_keep_the_base() -> None:
    assert bidi.resolve_levels("12;34", 1) == [2, 2, 1, 2, 2]
    assert bidi.resolve_levels("...", None) == [0, 0, 0]


def test_an_override_left_open_ends_with_the_paragraph() -> None:
    text = "abc \u202eabc"
    assert shown(text, 0) == "abc cba\u202e" or shown(text, 0).startswith("abc ")
    assert bidi.resolve_levels(text, 0)[-3:] == [1, 1, 1]


def test_deep_nesting_is_survived() -> None:
    text = "\u2067" * 300 + "a" + "(" * 200 + "\u2069" * 300
    assert max(bidi.resolve_levels(text, 0)) <= 127


def _character_cases() -> Iterator[tuple[str, int | None, int, list[str], list[int]]]:
    for line in (UNICODE / "BidiCharacterTest.txt").read_text("utf-8").splitlines():
        fields = line.partition("#")[0].strip().split(";")
        if len(fields) == 5:
            text = "".join(chr(int(code, 16)) for code in fields[0].split())
            base = {"0": 0, "1": 1, "2": None}[fields[1]]
            yield text, base, int(fields[2]), fields[3].split(), [int(place) for place in fields[4].split()]


def _class_cases() -> Iterator[tuple[list[str], int | None, list[str], list[int]]]:
    levels: list[str] = []
    order: list[int] = []
    for raw in (UNICODE / "BidiTest.txt").read_text("utf-8").splitlines():
        line = raw.partition("#")[0].strip()
        if line.startswith("@Levels:"):
            levels = line[8:].split()
        elif line.startswith("@Reorder:"):
            order = [int(place) for place in line[9:].split()]
        elif line and line[0] != "@":
            kinds, bits = line.split(";")
            for bit, base in ((1, None), (2, 0), (4, 1)):
                if int(bits) & bit:
                    yield kinds.split(), base, levels, order


def _check(classes: list[str], base: int | None, text: str, levels: list[str], order: list[int]) -> int:
    paragraph, found = bidi.resolve_classes(classes, base, text)
    line = bidi.line_levels(found, classes, paragraph)
    said = ["x" if kind in REMOVED else str(level) for kind, level in zip(classes, line, strict=True)]
    assert said == levels, (classes, base)
    assert [i for i in bidi.visual_order(line) if classes[i] not in REMOVED] == order, (classes, base)
    return paragraph


def _conform(every: int) -> int:
    if not (UNICODE / "BidiTest.txt").is_file():
        pytest.skip("the Unicode conformance data (Debian: unicode-data) is not installed")
    done = 0
    for n, (text, base, paragraph, levels, order) in enumerate(_character_cases()):
        if n % every == 0:
            classes = [bidi.bidi_class(c) for c in text]
            assert _check(classes, base, text, levels, order) == paragraph
            done += 1
    for n, (classes, base, levels, order) in enumerate(_class_cases()):
        if n % every == 0:
            _check(classes, base, "", levels, order)
            done += 1
    return done


def test_a_sample_of_the_unicode_conformance_data_passes() -> None:
    assert _conform(every=97) > 8000


@pytest.mark.long
def test_all_of_the_unicode_conformance_data_passes() -> None:
    assert _conform(every=1) > 800_000
