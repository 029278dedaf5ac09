"""A paragraph broken into lines: in logical order, on measured shapes; each line then put in visual order.

UAX #9 section 3.4: levels are resolved for the paragraph, lines are broken, and only then is each line
reordered. Reordering first would put the last line on top.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, islice
from typing import NamedTuple

from intake_app.documents import bidi
from intake_app.documents.fonts import Fonts, Weight, is_invisible
from intake_app.documents.hyphenation import LONGEST, division_places, is_divided
from intake_app.documents.shaping import Item, Known, Run, itemise, shape

_BREAK_AFTER = frozenset("-\u2010\u2012\u2013\u2014\u200b\u00ad/")
_BREAKS = re.compile("[-\u2010\u2012-\u2014\u200b\u00ad/ ]")
_IDEOGRAPH = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_ROUNDING = 1e-6  # of sums of widths
_GLUE = frozenset("\u00a0\u202f\u2060\ufeff")
_WIDEST_SPACE = 600.0  # added to a space in justified text, thousandths of the size
_SOFT_HYPHEN = "\u00ad"
_LRI, _PDI = "\u2066", "\u2069"
_HELD_UP_TO = 24  # characters
_HYPHEN = "-"
_NARROW = 10_000.0  # a column in which a word is divided only when it is wider than the column
RAGGED = 0.12  # a German word is divided where more than this share of the line would stay empty
_NEVER_FIRST = frozenset(".,;:!?)]}»“”’…،؛؟٪%")


class Span(NamedTuple):
    """Text of one look inside a paragraph."""

    text: str
    weight: Weight = 400
    colour: str = ""  # hex; empty: the paragraph's
    link: str = ""  # https, mailto or tel address that opens when it is clicked


class Line(NamedTuple):
    """One line: shaped runs from left to right; ``width`` in thousandths of the size."""

    runs: tuple[Run, ...]
    width: float
    text: str  # logical, as broken


def spread(line: Line, width: float) -> Line:
    """Return ``line`` as wide as ``width`` (thousandths of the size), its spaces wider; letters keep theirs.

    A line with few spaces stays as it is: holes read worse than a ragged edge.
    """
    spaces = sum(run.columns.texts.count(" ") for run in line.runs)
    more = (width - line.width) / spaces if spaces else 0.0
    if not 0 < more <= _WIDEST_SPACE:
        return line
    runs = []
    for run in line.runs:
        columns = run.columns
        advances = tuple(
            advance + more / run.scale if text == " " else advance
            for text, advance in zip(columns.texts, columns.advances, strict=True)
        )
        columns = columns._replace(advances=advances)
        runs.append(run._replace(columns=columns, width=sum(advances) * run.scale))
    return Line(tuple(runs), width, line.text)


class Prepared:
    """A paragraph with its levels resolved and its characters measured, ready for any width."""

    def __init__(
        self, spans: Sequence[Span], fonts: Fonts, *, base: int | None, tag: str, ragged: float = RAGGED
    ) -> None:
        self.text = "".join(span.text for span in spans)
        self._tag = tag
        self._known: Known = fonts.shaped
        self._ragged = ragged if is_divided(tag) else 0.0
        self._divided: set[int] = set()  # ends of lines in the middle of a word
        if base is None:
            runs_right = bidi.runs_right(self.text)
            base = bidi.paragraph_level([bidi.bidi_class(c) for c in self.text]) if runs_right else 0
        self.base = base
        self._held = _held_together(self.text) if _LRI in self.text else frozenset()
        weights: list[Weight] = []
        numbers: list[int] = []
        for n, span in enumerate(spans):
            weights += [span.weight] * len(span.text)
            numbers += [n] * len(span.text)
        levels = bidi.resolve_levels(self.text, self.base)
        self._runs = [
            shape(self.text, item, tag, self._known)
            for item in itemise(self.text, levels, fonts, weights, numbers)
        ]
        self._starts = [run.item.start for run in self._runs]
        self.has_arabic = any(run.item.typeface.is_arabic for run in self._runs)
        self._widths = [width for run in self._runs for width in run.shaped.widths]
        self._upto = list(accumulate(self._widths, initial=0.0))  # the width before each character

    def break_lines(self, width: float) -> list[Line]:
        """Return the lines that fit ``width`` (thousandths of the size). A word wider than that is cut."""
        lines = []
        start = 0
        while start < len(self.text):
            end = self._line_end(start, width)
            lines.append(self._line(start, end))
            start = end
            while start < len(self.text) and self.text[start] == " ":
                start += 1
        return lines

    @property
    def width(self) -> float:
        """Return the width of the whole text on one line, in thousandths of the size."""
        return sum(self._widths)

    @cached_property
    def _hyphen_width(self) -> float:
        item = self._runs[0].item._replace(start=0, end=1)
        return shape(_HYPHEN, item, self._tag, self._known).width

    def _line_end(self, start: int, width: float) -> int:
        text, upto = self.text, self._upto
        most = upto[start] + width + _ROUNDING
        place = bisect_right(upto, most, lo=start + 1) - 1  # the first character that goes beyond the line
        while place < len(text) and text[place] == " ":
            place += 1
        if place >= len(text):
            return len(text)
        best = 0
        for after in reversed(self._breaks[: bisect_left(self._breaks, place)]):
            if after < start:
                break
            if text[after] != _SOFT_HYPHEN or upto[after + 1] + self._hyphen_width <= most:
                best = after + 1
                break
        return self._divide(start, best or start, place, width) or best or self._cut_at(start, place)

    @cached_property
    def _breaks(self) -> list[int]:
        """Return the places after which a line may end, in order."""
        text = self.text
        places = range(len(text)) if _IDEOGRAPH.search(text) else [m.start() for m in _BREAKS.finditer(text)]
        return [place for place in places if self._may_break_after(place)]

    def _may_break_after(self, place: int) -> bool:
        text = self.text
        if place + 1 >= len(text):
            return False
        here, following = text[place], text[place + 1]
        if following in _GLUE or here in _GLUE or following in _NEVER_FIRST or place in self._held:
            return False
        if here == " ":
            return following != " "
        if here in _BREAK_AFTER:
            joins = place > 0 and text[place - 1].isalnum() and following.isalpha()
            return joins or here in "\u200b\u00ad"
        return _is_ideograph(here) or _is_ideograph(following)

    def _divide(self, start: int, word: int, place: int, width: float) -> int:
        """Return where the German word that no longer fits is divided; 0 where it goes to the next line."""
        if not self._ragged:
            return 0
        used = sum(self._widths[start:word])
        if word > start and (width < _NARROW or width - used < self._ragged * width):
            return 0
        last = min(len(self.text), word + LONGEST + 1)
        end = next((n for n in range(place, last) if self.text[n].isspace()), last)
        fits = 0
        for division in division_places(self.text, word, end):
            if division > place or used + sum(self._widths[word:division]) + self._hyphen_width > width:
                break
            fits = division
        if fits:
            self._divided.add(fits)
        return fits

    def _cut_at(self, start: int, place: int) -> int:
        """Return where to cut a word that is wider than the line: never before a mark.

        Some write every space as a no-break space: better there than in a word.
        """
        for glued in range(place - 1, start, -1):
            if self.text[glued] in _GLUE or glued in self._held:
                return glued + 1
        end = max(place, start + 1)
        while end > start + 1 and (unicodedata.combining(self.text[end]) or is_invisible(self.text[end])):
            end -= 1
        return end

    def _line(self, start: int, end: int) -> Line:
        shown = end
        while shown > start and (self.text[shown - 1] in " \u00a0" or _is_control(self.text[shown - 1])):
            shown -= 1
        hyphen = self._hyphen_at(end)
        if hyphen:
            shown = hyphen
        runs = []
        for run in islice(self._runs, max(0, bisect_right(self._starts, start) - 1), None):
            item = run.item
            if item.start >= shown:
                break
            first, last = max(item.start, start), min(item.end, shown)
            if first >= last:
                continue
            if last == hyphen:
                runs.append(self._hyphenated(item, first, last))
            elif (first, last) == (item.start, item.end):
                runs.append(run)
            elif (part := run.part(first, last)) is not None:
                runs.append(part)
            else:
                cut = Item(first, last, item.level, item.typeface, item.span)
                runs.append(shape(self.text, cut, self._tag, self._known))
        if len(runs) > 1:
            width = sum([run.width for run in runs])
            runs = [runs[n] for n in bidi.visual_order([run.item.level for run in runs])]
        else:
            width = runs[0].width if runs else 0.0
        return Line(tuple(runs), width, self.text[start:end])

    def _hyphen_at(self, end: int) -> int:
        """Return the place before which a line that ends at ``end`` shows a hyphen; 0 where it does not."""
        if end >= len(self.text):
            return 0
        return end - 1 if self.text[end - 1] == _SOFT_HYPHEN else end if end in self._divided else 0

    def _hyphenated(self, item: Item, first: int, last: int) -> Run:
        """Return a run with a hyphen at its end, which is copied as a soft one: the word is whole again."""
        text = self.text[:last] + _HYPHEN + self.text[last:]
        item = Item(first, last + 1, item.level, item.typeface, item.span)
        run = shape(text, item, self._tag, self._known)
        columns = run.columns
        texts = tuple(
            _SOFT_HYPHEN if cluster == last else text
            for text, cluster in zip(columns.texts, columns.clusters, strict=True)
        )
        return run._replace(columns=columns._replace(texts=texts))


def _held_together(text: str) -> frozenset[int]:
    """Return the places of spaces and hyphens in numbers, dates and sections, which read as one word."""
    held: list[int] = []
    for found in re.finditer(f"{_LRI}([^{_LRI}{_PDI}]{{1,{_HELD_UP_TO}}}){_PDI}", text):
        held += [place for place in range(*found.span(1)) if text[place] in " -/"]
    return frozenset(held)


def _is_control(character: str) -> bool:
    return is_invisible(character) and character != _SOFT_HYPHEN


def _is_ideograph(character: str) -> bool:
    return _IDEOGRAPH.match(character) is not None
