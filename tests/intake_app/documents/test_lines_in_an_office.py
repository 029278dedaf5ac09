"""Every line shows the order that LibreOffice shows, on one long line and wrapped in a narrow column.

LibreOffice resolves directions with ICU, we with our own resolver: two works that share no line of code. Each
character has a colour of its own, so the order is read off the page, not off what the file says of itself.
"""

import os
import re
import shutil
import subprocess
import unicodedata
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from intake_app.documents import bidi, wordings
from intake_app.documents import fonts as font_files
from intake_app.documents.fonts import Fonts, is_invisible
from intake_app.documents.lines import Prepared, Span
from tests.intake_app.documents.sample_papers import OWN_WORDS
from tests.intake_app.documents.test_lines import shown_by_a_browser

pytestmark = pytest.mark.long
Glyph = tuple[int, float, float]  # place of its character, x, y in points
FONTS = Fonts(Path("/nowhere"))
WIDE, NARROW = 180, 9  # centimetres
LINE = 8.0  # points; glyphs farther apart than this stand on different lines
HOSTILE = {
    "override": "Name \u202eabc (12) سلام\u202c und weiter 34",
    "override-open": "\u202e(Tel. 0221-55) سلام [x]",
    "isolates-open": "سلام \u2066\u2067abc (x) \u2068كلمة 12-34 ohne Ende",
    "stray-ends": "\u2069\u202cسلام\u2069 abc \u202c(12)\u2069 كلمة",
    "nested": "\u2067ا\u2066b\u2067ت\u2066d 1-2\u2069 ه\u2069 f\u2069 ح\u2069 i (1)",
    "marks": "1 \u200f(2) \u200e[ب] \u061c3-4 %5 €6",
    "old-embedding": "abc \u202bسلام def (12)\u202c ghi \u202aכן jkl\u202c 7",
}
_DRAWN = re.compile(
    rb"(?P<rgb>(?P<r>[\d.]+) (?P<g>[\d.]+) (?P<b>[\d.]+) rg)|(?P<grey>[\d.]+) g\b"
    rb"|(?P<at>(?P<x>[-\d.]+) (?P<y>[-\d.]+) Td)"
    rb"|(?P<to>(?:[-\d.]+ ){4}(?P<tx>[-\d.]+) (?P<ty>[-\d.]+) Tm)|(?P<show>T[jJ]\b)"
)


def difficult_texts() -> list[tuple[str, str]]:
    """Return (name, text): difficult lines of many languages, hostile ones, what papers say."""
    found = [(name.rstrip("2"), text) for name, text, _shown in shown_by_a_browser()]
    found += OWN_WORDS.items()
    found += HOSTILE.items()
    facts = {"language": "Deutsch", "when": "23.11.2026, 10:42", "n": "2", "total": "14",
             "number": "K-2291-7", "words": "Köln (1994)", "name": "N. Rahimi", "reason": "112",
             "date": "07.01.2025", "moment": "07.01.2025, 9:30", "time": "10:42"}  # fmt: skip
    for tag in wordings.paper_languages():
        for texts in wordings._texts().values():
            text = texts[tag]
            if bidi.runs_right(text) and re.search(r"[A-Za-z\d({\[]", text):
                found.append((tag, text.format(**facts)))
    return found


TEXTS = difficult_texts()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[list[Glyph]]]:
    """Return what LibreOffice drew for each text, by the width of the page."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("soffice (Debian: libreoffice-writer-nogui) is not installed")
    folder = tmp_path_factory.mktemp("office")
    paths = {width: folder / f"{width}.fodt" for width in (WIDE, NARROW)}
    for width, path in paths.items():
        path.write_text(_document(width), encoding="utf-8")
    fonts = {path.parent for path in (*font_files._SHIPPED, *font_files._static_fonts(400))}
    places = "".join(f"<dir>{escape(str(one))}</dir>" for one in sorted(fonts))
    config = folder / "fonts.conf"
    config.write_text(f"<fontconfig>{places}<cachedir>{folder}/cache</cachedir></fontconfig>")
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to",
         "pdf", "--outdir", str(folder), *map(str, paths.values())],
        env={**os.environ, "FONTCONFIG_FILE": str(config), "HOME": str(folder)},
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    drawn = {width: list(_drawn(path.with_suffix(".pdf").read_bytes())) for width, path in paths.items()}
    assert {len(found) for found in drawn.values()} == {len(TEXTS)}
    return drawn


def test_a_long_line_shows_the_order_that_an_office_shows(pages: dict[int, list[list[Glyph]]]) -> None:
    wrong, turned = [], 0
    for (name, text), drawn in zip(TEXTS, pages[WIDE], strict=True):
        (line,) = _prepared(name, text).break_lines(1e9)
        places = (
            g.cluster + n  # a glyph may be two letters: fi
            for run in line.runs
            for g in run.glyphs
            if g.advance > 0
            for n in range(1 if run.item.level % 2 else len(g.text) or 1)
        )
        ours = [place for place in dict.fromkeys(places) if _is_seen(text[place])]
        theirs = _order(drawn, text)
        turned += theirs != sorted(theirs)
        if ours != theirs:
            wrong.append((name, text, "".join(text[n] for n in ours), "".join(text[n] for n in theirs)))
    assert turned > 60, "most of these texts run from right to left"
    assert not wrong


def test_wrapped_lines_show_the_order_that_an_office_shows(pages: dict[int, list[list[Glyph]]]) -> None:
    wrong, wrapped = [], 0
    for (name, text), drawn in zip(TEXTS, pages[NARROW], strict=True):
        classes = [bidi.bidi_class(character) for character in text]
        base, levels = bidi.resolve_classes(classes, None, text)
        lines = [order for line in _lines(drawn) if (order := _order(line, text))]
        wrapped += len(lines) > 1
        starts = [*(min(line) for line in lines), len(text)]
        for line, (start, end) in zip(lines, pairwise(starts), strict=True):
            shown = bidi.visual_order(bidi.line_levels(levels[start:end], classes[start:end], base))
            if [start + n for n in shown if _is_seen(text[start + n])] != line:
                wrong.append((name, text[start:end], "".join(text[n] for n in line)))
    assert wrapped > 50
    assert not wrong


def _prepared(name: str, text: str) -> Prepared:
    return Prepared([Span(text)], FONTS, base=None, tag=name if len(name) < 6 else "")


def _is_seen(character: str) -> bool:
    hidden = is_invisible(character) or unicodedata.combining(character)
    return not (hidden or character.isspace())


def _order(drawn: list[Glyph], text: str) -> list[int]:
    """Return the places of the seen characters from left to right; of a letter in parts the first counts."""
    left: dict[int, float] = {}
    for place, x, _y in drawn:
        if place < len(text) and _is_seen(text[place]):
            left[place] = min(x, left.get(place, x))
    return sorted(left, key=left.__getitem__)


def _lines(drawn: list[Glyph]) -> list[list[Glyph]]:
    """Return the glyphs of a page line by line, from the top."""
    lines: list[list[Glyph]] = []
    last = float("inf")
    for glyph in sorted(drawn, key=lambda one: -one[2]):
        if last - glyph[2] > LINE:
            lines.append([])
        lines[-1].append(glyph)
        last = glyph[2]
    return lines


def _drawn(data: bytes) -> Iterator[list[Glyph]]:
    """Return the glyphs of each page of a PDF: the colour tells which character it is."""
    for begin in re.finditer(rb"stream\r?\n", data):
        try:
            content = zlib.decompressobj().decompress(data[begin.end() :])
        except zlib.error:
            continue
        glyphs: list[Glyph] = []
        place, x, y = 0, 0.0, 0.0
        for found in _DRAWN.finditer(content):
            if found["rgb"]:
                place = _place(*(float(found[one]) for one in "rgb"))
            elif found["grey"]:
                place = _place(*[float(found["grey"])] * 3)
            elif found["at"]:
                x, y = float(found["x"]), float(found["y"])
            elif found["to"]:
                x, y = float(found["tx"]), float(found["ty"])
            else:
                glyphs.append((place, x, y))
        if glyphs:
            yield glyphs


def _place(red: float, green: float, blue: float) -> int:
    high, low, highest = (round(part * 255) // 16 for part in (red, green, blue))
    return highest * 256 + high * 16 + low


def _colour(place: int) -> str:
    return "#" + "".join(f"{part * 16 + 8:02x}" for part in (place // 16 % 16, place % 16, place // 256))


def _document(width: int) -> str:
    """Return an OpenDocument text: each text on a page of its own, each character in its own colour."""
    styles = [
        f'<style:style style:name="C{n}" style:family="text"><style:text-properties fo:color="{_colour(n)}"/>'
        "</style:style>"
        for n in range(max(len(text) for _name, text in TEXTS))
    ]
    styles += [
        f'<style:style style:name="P{base}" style:family="paragraph"><style:paragraph-properties '
        f'fo:break-before="page" fo:text-align="start" style:writing-mode="{mode}"/><style:text-properties '
        'fo:font-family="Noto Sans" style:font-family-complex="Noto Sans Arabic" fo:font-size="12pt" '
        'style:font-size-complex="12pt"/></style:style>'
        for base, mode in enumerate(("lr-tb", "rl-tb"))
    ]
    styles.append(
        f'<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="{width}cm" '
        'fo:page-height="29cm" fo:margin="1cm"/></style:page-layout>'
    )
    paragraphs = []
    for name, text in TEXTS:
        letters = [
            f'<text:span text:style-name="C{n}">{"<text:s/>" if c == " " else escape(c)}</text:span>'
            for n, c in enumerate(text)
        ]
        base = _prepared(name, text).base
        paragraphs.append(f'<text:p text:style-name="P{base}">{"".join(letters)}</text:p>')
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    names = "".join(f' xmlns:{one}="{oasis}:{one}:1.0"' for one in ("office", "style", "text"))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document{names} '
        f'xmlns:fo="{oasis}:xsl-fo-compatible:1.0" '
        'office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{''.join(styles)}</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="page"/></office:master-styles>'
        f"<office:body><office:text>{''.join(paragraphs)}</office:text></office:body></office:document>"
    )
