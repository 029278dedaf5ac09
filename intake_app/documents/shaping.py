"""Text into glyphs: runs of one level, font and script, each shaped in its own direction by HarfBuzz."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from operator import neg
from typing import NamedTuple

import uharfbuzz

from intake_app.documents.fonts import Fonts, Typeface, Weight, is_invisible

_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CONTEXT = 5  # characters around an item that may join with it
_SECOND_BIT = 2 * uharfbuzz.GlyphFlags.UNSAFE_TO_BREAK.value  # what is left below it: unsafe or not
_PER_MILLE = 1000
_SPACE = ord(" ")
# Letters of the one script, and signs, whose text needs no look at each: most German and English ones.
_LATIN = re.compile("[ -~\u00a0-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u017f\u2010-\u2027\u20ac]*")
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


class Columns(NamedTuple):
    """Glyphs as :class:`Glyph` has them, a column for each of its fields.

    A page has thousands of glyphs: an object for each costs more than all that is done with it.
    """

    gids: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    clusters: tuple[int, ...] = ()
    advances: tuple[float, ...] = ()
    across: tuple[float, ...] = ()
    up: tuple[float, ...] = ()


# The items of a document: code points, those before and after, whether to the left, font, language.
Shaped = dict[
    tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], int, Typeface, str],
    tuple[Columns, tuple[uharfbuzz.GlyphInfo, ...]],
]


class Run(NamedTuple):
    """A shaped item; glyphs from left to right."""

    item: Item
    columns: Columns
    scale: float  # of the paragraph's size
    width: float  # thousandths of the paragraph's size
    shaped: tuple[uharfbuzz.GlyphInfo, ...] = ()  # asked whether a cut changes a letter's shape
    first: int = 0  # the place in the paragraph their clusters are counted from

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        """Return the glyphs one by one."""
        return tuple(map(Glyph._make, zip(*self.columns, strict=True)))

    def part(self, start: int, end: int) -> "Run | None":
        """Return the glyphs of characters ``start`` to ``end``; None where a cut asks for shaping anew."""
        item = self.item
        if not all(self._is_safe(cut) for cut in (start, end) if item.start < cut < item.end):
            return None
        clusters = self.columns.clusters
        if item.level % 2:
            low, high = (bisect_right(clusters, -place, key=neg) for place in (end, start))
        else:
            low, high = (bisect_left(clusters, place) for place in (start, end))
        columns = Columns._make(column[low:high] for column in self.columns)
        cut = Item(start, end, item.level, item.typeface, item.span)
        return Run(cut, columns, self.scale, sum(columns.advances) * self.scale, self.shaped, self.first)

    def _is_safe(self, place: int) -> bool:
        """Return whether a cut before ``place`` changes no shape."""
        # The flags of one glyph are asked for, and as a number: they are slow to come by.
        at = place - self.first
        return any(info.cluster == at and not info.flags % _SECOND_BIT for info in self.shaped)


def itemise(
    text: str, levels: Sequence[int], fonts: Fonts, weights: Sequence[Weight], spans: Sequence[int]
) -> list[Item]:
    """Cut a paragraph where level, font, script or span change; one weight and span per character."""
    families, scripts = _families(text, fonts), _scripts(text)
    items: list[Item] = []
    start = 0
    for (level, family, weight, span, _script), alike in groupby(
        zip(levels, families, weights, spans, scripts, strict=True)
    ):
        end = start + len(list(alike))
        items.append(Item(start, end, level, fonts.chain(weight)[family], span))
        start = end
    return items


def shape(codes: Sequence[int], item: Item, tag: str, known: Shaped) -> Run:
    """Shape one item of the paragraph ``codes`` (code points); neighbours decide how its ends join.

    What stands in a document twice is shaped once: ``known`` are its items so far.
    """
    inside = codes[item.start : item.end]
    before = codes[max(0, item.start - _CONTEXT) : item.start]
    after = codes[item.end : item.end + _CONTEXT]
    before = before if before and before[-1] != _SPACE else before[:0]  # a space joins with nothing
    after = after if after and after[0] != _SPACE else after[:0]
    key = (tuple(inside), tuple(before), tuple(after), item.level % 2, item.typeface, tag)
    found = known.get(key)
    if found is None:
        found = known[key] = _shape(inside, before, after, item, tag)
    columns, infos = found
    if item.start:
        columns = columns._replace(clusters=tuple([item.start + place for place in columns.clusters]))
    scale = ARABIC_SCALE if item.typeface.is_arabic else 1.0
    return Run(item, columns, scale, sum(columns.advances) * scale, infos, item.start - len(before))


def _shape(
    codes: Sequence[int], before: Sequence[int], after: Sequence[int], item: Item, tag: str
) -> tuple[Columns, tuple[uharfbuzz.GlyphInfo, ...]]:
    """Return the glyphs of ``codes``, clusters counted from their first, and what HarfBuzz says of them."""
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_codepoints([*before, *codes, *after], len(before), len(codes))
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if item.level % 2 else "ltr"
    if tag:
        buffer.language = tag
    uharfbuzz.shape(item.typeface.font, buffer)
    infos, places = tuple(buffer.glyph_infos), buffer.glyph_positions
    clusters = [info.cluster - len(before) for info in infos]
    advances = [place.x_advance for place in places]
    texts = _texts(clusters, advances, codes, len(codes))
    gids = [info.codepoint for info in infos]
    across, up = [place.x_offset for place in places], [place.y_offset for place in places]
    if item.typeface.units != _PER_MILLE:
        advances, across, up = (
            [length * _PER_MILLE / item.typeface.units for length in lengths]
            for lengths in (advances, across, up)
        )
    columns = Columns(*map(tuple, (gids, texts, clusters, advances, across, up)))
    if not all(advances):
        glyphs = map(Glyph._make, zip(*columns, strict=True))
        columns = Columns(*zip(*[glyph for one in glyphs for glyph in _on_the_line(one)], strict=True))
    return columns, infos


def _on_the_line(glyph: Glyph) -> tuple[Glyph, ...]:
    """Return what is drawn for a glyph: nothing for a bidi control; a floating mark's text on the line."""
    if not glyph.text or glyph.advance:
        return (glyph,)
    if glyph.text in _BIDI_CONTROLS:
        return ()
    if glyph.dx or glyph.dy:
        return (Glyph(BLANK, glyph.text, glyph.cluster, 0, 0, 0), glyph._replace(text=""))
    return (glyph,)


def _texts(clusters: Sequence[int], advances: Sequence[int], codes: Sequence[int], end: int) -> list[str]:
    """Return the characters each glyph stands for; of several in a cluster the base carries them all.

    A mark that floats above or below would be taken for another line when the text is copied, so its
    text goes to a blank glyph on the line (see :func:`_on_the_line`).
    """
    starts = sorted(set(clusters))
    if (
        len(starts) == len(clusters)
        and starts
        and starts[-1] - starts[0] == len(starts) - 1 == end - 1 - starts[0]
    ):
        return [chr(codes[cluster]) for cluster in clusters]  # one glyph for each character
    ends = dict(zip(starts, [*starts[1:], end], strict=True))
    bearers: dict[int, int] = {}
    for n, (cluster, advance) in enumerate(zip(clusters, advances, strict=True)):
        if cluster not in bearers or advance > advances[bearers[cluster]]:
            bearers[cluster] = n
    return [
        "".join(map(chr, codes[cluster : ends[cluster]])) if bearers[cluster] == n else ""
        for n, cluster in enumerate(clusters)
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
    chosen, known = [], fonts.places_after
    for character in text:
        place = known.get((near, character))
        if place is None:
            follows = not _script(character) and (is_invisible(character) or chain[near].covers(character))
            place = known[near, character] = near if follows else fonts.place_of(character)
        near = place
        chosen.append(near)
    return chosen


def _scripts(text: str) -> list[str]:
    """Return the script each character is shaped with: its own, or that of the letters before it."""
    if _LATIN.fullmatch(text):
        return ["LATIN"] * len(text)
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
