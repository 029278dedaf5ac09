"""Text into glyphs: runs of one level, font and script, each shaped in its own direction by HarfBuzz."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from operator import neg
from typing import NamedTuple

import uharfbuzz

from intake_app.documents.fonts import Fonts, Typeface, Weight, is_invisible

_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CONTEXT = 5  # characters around an item that may join with it
_SECOND_BIT = 2 * uharfbuzz.GlyphFlags.UNSAFE_TO_BREAK.value  # what is left below it: unsafe or not
_PER_MILLE = 1000
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


class Shaped(NamedTuple):
    """What is kept of a shaped item for as long as a document is made; places counted from its first."""

    columns: Columns
    widths: tuple[float, ...]  # of each character, thousandths of the paragraph's size
    width: float
    clusters: tuple[int, ...]  # of each glyph as HarfBuzz gave it, the characters before counted too
    buffer: uharfbuzz.Buffer  # asked whether a cut changes a letter's shape


# The items of a document: text, what is before and after, whether to the left, font, language.
Known = dict[tuple[str, str, str, int, Typeface, str], Shaped]


class Run(NamedTuple):
    """A shaped item; glyphs from left to right."""

    item: Item
    columns: Columns
    scale: float  # of the paragraph's size
    width: float  # thousandths of the paragraph's size
    shaped: Shaped
    first: int = 0  # the place in the paragraph HarfBuzz counted from

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
        columns = Columns._make([column[low:high] for column in self.columns])
        cut = Item(start, end, item.level, item.typeface, item.span)
        return Run(cut, columns, self.scale, sum(columns.advances) * self.scale, self.shaped, self.first)

    def _is_safe(self, place: int) -> bool:
        """Return whether a cut before ``place`` changes no shape."""
        at = place - self.first
        if at not in self.shaped.clusters:
            return False
        # The flags of one glyph are asked for, and as a number: they are slow to come by.
        info = _infos(self.shaped.buffer)[self.shaped.clusters.index(at)]
        return not info.flags % _SECOND_BIT


@lru_cache(maxsize=16)
def _infos(buffer: uharfbuzz.Buffer) -> Sequence[uharfbuzz.GlyphInfo]:
    """Return what HarfBuzz says of each glyph: a word of ten thousand letters is asked hundreds of times."""
    return tuple(buffer.glyph_infos)


def itemise(
    text: str, levels: Sequence[int], fonts: Fonts, weights: Sequence[Weight], spans: Sequence[int]
) -> list[Item]:
    """Cut a paragraph where level, font, script or span change; one weight and span per character."""
    families = _families(text, fonts)
    kinds: tuple[Sequence[object], ...] = (levels, families, weights, spans, _scripts(text))
    changing = [kind for kind in kinds if kind.count(kind[0]) < len(kind)] if text else []
    alike = groupby(zip(*changing, strict=True)) if changing else [("", text)] if text else []
    items: list[Item] = []
    start = 0
    for _kinds, one in alike:
        end = start + len(list(one))
        typeface = fonts.chain(weights[start])[families[start]]
        items.append(Item(start, end, levels[start], typeface, spans[start]))
        start = end
    return items


def shape(text: str, item: Item, tag: str, known: Known) -> Run:
    """Shape one item of the paragraph ``text``; neighbours decide how its ends join.

    What stands in a document twice is shaped once: ``known`` are its items so far.
    """
    inside = text[item.start : item.end]
    before = text[max(0, item.start - _CONTEXT) : item.start]
    after = text[item.end : item.end + _CONTEXT]
    before = "" if before.endswith(" ") else before  # a space joins with nothing
    after = "" if after.startswith(" ") else after
    key = (inside, before, after, item.level % 2, item.typeface, tag)
    shaped = known.get(key)
    if shaped is None:
        shaped = known[key] = _shape(inside, before, after, item, tag)
    columns = shaped.columns
    if item.start:
        clusters = tuple([item.start + place for place in columns.clusters])
        columns = Columns(columns.gids, columns.texts, clusters, *columns[3:])
    return Run(item, columns, _scale(item.typeface), shaped.width, shaped, item.start - len(before))


def _scale(typeface: Typeface) -> float:
    return ARABIC_SCALE if typeface.is_arabic else 1.0


def _shape(inside: str, before: str, after: str, item: Item, tag: str) -> Shaped:
    """Return the glyphs of ``inside``, clusters counted from its first character."""
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_codepoints([*map(ord, before + inside + after)], len(before), len(inside))
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if item.level % 2 else "ltr"
    if tag:
        buffer.language = tag
    uharfbuzz.shape(item.typeface.font, buffer)
    infos = buffer.glyph_infos
    raw = tuple([info.cluster for info in infos])
    clusters = tuple([cluster - len(before) for cluster in raw]) if before else raw
    gids = tuple([info.codepoint for info in infos])
    placed = [place.position for place in buffer.glyph_positions]
    across, up, advances = list(zip(*placed, strict=True))[:3] if placed else ((), (), ())
    if item.typeface.units != _PER_MILLE:
        advances, across, up = (
            tuple([length * _PER_MILLE / item.typeface.units for length in lengths])
            for lengths in (advances, across, up)
        )
    if clusters == tuple(range(len(inside))) and 0 not in advances and not item.typeface.is_arabic:
        columns = Columns(gids, tuple(inside), clusters, advances, across, up)  # a glyph for each character
        return Shaped(columns, advances, sum(advances), raw, buffer)
    columns = Columns(gids, _texts(clusters, advances, inside), clusters, advances, across, up)
    if any(text and not advance for text, advance in zip(columns.texts, advances, strict=True)):
        columns = _on_the_line(columns)
    scale = _scale(item.typeface)
    widths = [0.0] * len(inside)
    for cluster, advance in zip(columns.clusters, columns.advances, strict=True):
        if advance:
            widths[cluster] += advance * scale
    return Shaped(columns, tuple(widths), sum(columns.advances) * scale, raw, buffer)


def _on_the_line(columns: Columns) -> Columns:
    """Return what is drawn: nothing for a bidi control; a floating mark's text stands on the line."""
    drawn: list[tuple[int, str, int, float, float, float]] = []
    for glyph in zip(*columns, strict=True):
        gid, text, cluster, advance, dx, dy = glyph
        if advance or not text:
            drawn.append(glyph)
        elif text in _BIDI_CONTROLS:
            continue
        elif dx or dy:
            drawn += [(BLANK, text, cluster, 0, 0, 0), (gid, "", cluster, advance, dx, dy)]
        else:
            drawn.append(glyph)
    return Columns(*zip(*drawn, strict=True))


def _texts(clusters: Sequence[int], advances: Sequence[float], inside: str) -> tuple[str, ...]:
    """Return the characters each glyph stands for; of several in a cluster the base carries them all.

    A mark that floats above or below would be taken for another line when the text is copied, so its
    text goes to a blank glyph on the line (see :func:`_on_the_line`).
    """
    bearers: dict[int, int] = {}
    for n, cluster in enumerate(clusters):
        if cluster not in bearers or advances[n] > advances[bearers[cluster]]:
            bearers[cluster] = n
    starts = sorted(bearers)
    texts = [""] * len(clusters)
    for start, end in pairwise([*starts, len(inside)]):
        texts[bearers[start]] = inside[start:end]
    return tuple(texts)


def _families(text: str, fonts: Fonts) -> list[int]:
    """Choose a place in the font chain per character: letters first come first served, signs and digits
    with the letters before them (at the start: after them) where that font has them too.
    """
    chain = fonts.chain(400)
    if fonts.staying(0).issuperset(text):
        return [0] * len(text)
    first = next((c for c in text if _script(c)), "")
    near = next((n for n, face in enumerate(chain) if first and face.covers(first)), 0)
    if fonts.staying(near).issuperset(text):
        return [near] * len(text)
    chosen = []
    for character in text:
        if character not in fonts.staying(near):
            follows = not _script(character) and (is_invisible(character) or chain[near].covers(character))
            place = near if follows else fonts.place_of(character)
            if place == near:
                fonts.staying(near).add(character)
            near = place
        chosen.append(near)
    return chosen


def _scripts(text: str) -> list[str]:
    """Return the script each character is shaped with: its own, or that of the letters before it."""
    if _LATIN.fullmatch(text):
        return ["LATIN"] * len(text)
    several = {_script(c) for c in set(text)} - {""}
    script = several.pop() if len(several) == 1 else ""
    if script or not several:
        return [script] * len(text)
    script = next(_script(c) for c in text if _script(c))
    found = []
    for character in text:
        script = _script(character) or script
        found.append(script)
    return found


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """Return the script of a letter by its name's first word; nothing for signs, digits and marks."""
    return unicodedata.name(character, "").split(" ")[0] if character.isalpha() else ""
