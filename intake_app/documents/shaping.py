"""Text into glyphs: runs of one level, font and script, each shaped in its own direction by HarfBuzz."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz

from intake_app.documents.fonts import Fonts, Typeface, Weight, is_invisible

_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CONTEXT = 5  # characters around an item that may join with it
_UNSAFE = uharfbuzz.GlyphFlags.UNSAFE_TO_BREAK
_SPACE = ord(" ")
BLANK = -1  # a glyph that draws nothing and takes no room
ARABIC_SCALE = 1.12  # Arabic letters are small for their size: DESIGN.md, section 3


class Glyph(NamedTuple):
    """One glyph to draw; lengths in thousandths of the run's size. ``text`` is what copying it gives."""

    gid: int
    text: str
    cluster: int  # place of its first character in the paragraph
    advance: float
    dx: float
    dy: float


class Item(NamedTuple):
    """Characters ``start`` to ``end`` of a paragraph that are shaped together."""

    start: int
    end: int
    level: int
    typeface: Typeface
    span: int  # which span of the paragraph, for colour


class Run(NamedTuple):
    """A shaped item; glyphs from left to right."""

    item: Item
    glyphs: tuple[Glyph, ...]
    scale: float  # of the paragraph's size
    width: float  # thousandths of the paragraph's size
    safe: frozenset[int] = frozenset()  # places beside spaces where a cut changes no letter's shape

    def part(self, start: int, end: int) -> "Run | None":
        """Return the glyphs of characters ``start`` to ``end``; None where a cut asks for shaping anew."""
        item = self.item
        if (start != item.start and start not in self.safe) or (end != item.end and end not in self.safe):
            return None
        glyphs = tuple([glyph for glyph in self.glyphs if start <= glyph[2] < end])
        cut = item._replace(start=start, end=end)
        return Run(cut, glyphs, self.scale, sum([g[3] for g in glyphs]) * self.scale, self.safe)


def itemise(
    text: str, levels: Sequence[int], fonts: Fonts, weights: Sequence[Weight], spans: Sequence[int]
) -> list[Item]:
    """Cut a paragraph where level, font, script or span change; one weight and span per character."""
    families, scripts = _families(text, fonts), _scripts(text)
    items: list[Item] = []
    start = 0
    for place in range(1, len(text) + 1):
        key = (levels[start], families[start], weights[start], spans[start], scripts[start])
        if place < len(text) and key == (
            levels[place], families[place], weights[place], spans[place], scripts[place]
        ):  # fmt: skip
            continue
        typeface = fonts.chain(weights[start])[families[start]]
        items.append(Item(start, place, levels[start], typeface, spans[start]))
        start = place
    return items if text else []


def shape(codes: Sequence[int], item: Item, tag: str) -> Run:
    """Shape one item of the paragraph ``codes`` (code points); neighbours decide how its ends join."""
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    first = max(0, item.start - _CONTEXT)
    buffer.add_codepoints(codes[first : item.end + _CONTEXT], item.start - first, item.end - item.start)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if item.level % 2 else "ltr"
    if tag:
        buffer.language = tag
    uharfbuzz.shape(item.typeface.font, buffer)
    shaped = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    per_mille = 1000 / item.typeface.units
    texts = _texts([(info.cluster + first, place.x_advance) for info, place in shaped], codes, item.end)
    glyphs = []
    make = tuple.__new__  # the quicker way to a named tuple; there are thousands on a page
    for (info, place), text in zip(shaped, texts, strict=True):
        cluster, bearer = info.cluster + first, text
        if text and not place.x_advance:
            if text in _BIDI_CONTROLS:
                continue
            if place.x_offset or place.y_offset:
                glyphs.append(Glyph(BLANK, text, cluster, 0, 0, 0))
                bearer = ""
        glyphs.append(
            make(
                Glyph,
                (
                    info.codepoint,
                    bearer,
                    cluster,
                    place.x_advance * per_mille,
                    place.x_offset * per_mille,
                    place.y_offset * per_mille,
                ),
            )
        )
    scale = ARABIC_SCALE if item.typeface.is_arabic else 1.0
    safe = frozenset(
        [
            place
            for info, _position in shaped
            if (codes[place := info.cluster + first] == _SPACE or (place and codes[place - 1] == _SPACE))
            and not info.flags & _UNSAFE
        ]
    )
    return Run(item, tuple(glyphs), scale, sum([g[3] for g in glyphs]) * scale, safe)


def _texts(glyphs: Sequence[tuple[int, int]], codes: Sequence[int], end: int) -> list[str]:
    """Return the characters each glyph stands for; of several in a cluster the base carries them all.

    A mark that floats above or below would be taken for another line when the text is copied, so its
    text goes to a blank glyph on the line (see :func:`shape`). ``glyphs``: cluster and advance of each.
    """
    starts = sorted({cluster for cluster, _ in glyphs})
    if (
        len(starts) == len(glyphs)
        and starts
        and starts[-1] - starts[0] == len(starts) - 1 == end - 1 - starts[0]
    ):
        return [chr(codes[cluster]) for cluster, _advance in glyphs]  # one glyph for each character
    ends = dict(zip(starts, [*starts[1:], end], strict=True))
    bearers: dict[int, int] = {}
    for n, (cluster, advance) in enumerate(glyphs):
        if cluster not in bearers or advance > glyphs[bearers[cluster]][1]:
            bearers[cluster] = n
    return [
        "".join(map(chr, codes[cluster : ends[cluster]])) if bearers[cluster] == n else ""
        for n, (cluster, _) in enumerate(glyphs)
    ]


def _families(text: str, fonts: Fonts) -> list[int]:
    """Choose a place in the font chain per character: letters first come first served, signs and digits
    with the letters before them (at the start: after them) where that font has them too.
    """
    chain = fonts.chain(400)
    if chain[0].covers_all(text):
        return [0] * len(text)
    first = next((c for c in text if _script(c)), "")
    near = next((n for n, face in enumerate(chain) if first and face.covers(first)), 0)
    chosen = []
    for character in text:
        follows = not _script(character) and (is_invisible(character) or chain[near].covers(character))
        if not follows:
            near = fonts.place_of(character)
        chosen.append(near)
    return chosen


def _scripts(text: str) -> list[str]:
    """Return the script each character is shaped with: its own, or that of the letters before it."""
    script = next((_script(c) for c in text if _script(c)), "")
    found = []
    for character in text:
        script = _script(character) or script
        found.append(script)
    return found


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """Return the script of a letter by its name's first word; nothing for signs, digits and marks."""
    return unicodedata.name(character, "").split(" ")[0] if character.isalpha() else ""
