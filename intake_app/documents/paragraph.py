"""The one paragraph for every script: measured, broken, drawn line by line; it may split over pages."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from reportlab.platypus import Flowable

from intake_app.documents import tokens
from intake_app.documents.canvas import DocumentCanvas, colour
from intake_app.documents.fonts import Fonts
from intake_app.documents.lines import RAGGED, Line, Prepared, Span, spread

LATIN_LEADING = 1.35
ARABIC_LEADING = 1.6


class Box(NamedTuple):
    """What stands behind a paragraph: colours as hex; an empty colour draws nothing."""

    fill: str = ""
    edge: str = ""
    is_dashed: bool = False
    is_tight: bool = False  # as wide as the text, as a chip is; else as wide as the column
    padding: tuple[float, float] = (5.0, 2.0)  # across, up and down; points


class Look(NamedTuple):
    """How a paragraph looks. ``size`` in points.

    ``align``: start or end in the text's own direction, centre, justify (the last line of a paragraph is
    not); left or right puts a text of one line at that edge of its column, whatever its direction, and lets
    a longer one begin where its readers do, unless it ``is_held`` there, as in the cells of a table.
    ``bullet``: dot or box (to be ticked) makes it a list's item.
    """

    size: float = 10.0
    colour: str = tokens.TEXT
    align: str = "start"
    is_held: bool = False
    role: str = "P"
    before: float = 0.0
    after: float = 0.0
    indent: float = 0.0
    box: Box | None = None
    bullet: str = ""


class Paragraph(Flowable):  # type: ignore[misc]
    """Text in one language. ``base`` 0 or 1 fixes the direction; None lets the first strong letter decide."""

    def __init__(
        self, spans: Sequence[Span] | str, look: Look, fonts: Fonts, *, tag: str = "", base: int | None = None
    ) -> None:
        super().__init__()
        given = (Span(spans),) if isinstance(spans, str) else tuple(spans)
        self.look = look
        self.tag = tag
        self._colours = [span.colour or look.colour for span in given]
        self._links = [span.link for span in given]
        ragged = {"justify": RAGGED / 3}.get(look.align, RAGGED) if look.role == "P" else 1.0
        self._parts = [
            Prepared(part, fonts, base=base, tag=tag, ragged=ragged) for part in _split_at_newlines(given)
        ]
        self._all: list[tuple[Line, int]] = []  # with the direction of its part
        self._from = 0
        self._upto: int | None = None
        self.leading = look.size * (
            ARABIC_LEADING if any(p.has_arabic for p in self._parts) else LATIN_LEADING
        )
        self._corner = (0.0, 0.0)  # where it is drawn
        self._rise = 0.5 if any(p.has_arabic for p in self._parts) else 0.71
        self._broken_for = -1.0
        self._ends: frozenset[int] = frozenset()  # lines that end a part of justified text
        self.spaceBefore, self.spaceAfter = look.before, look.after

    @property
    def text(self) -> str:
        """Return the logical text."""
        return "\n".join(part.text for part in self._parts)

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """Break for ``width`` points; return the size taken."""
        across, down = self.look.box.padding if self.look.box else (0.0, 0.0)
        inside = width - self.look.indent - 2 * across
        if width != self._broken_for:
            self._broken_for = width
            self._all = [
                (line, part.base)
                for part in self._parts
                for line in (part.break_lines(inside * 1000 / self.look.size) or [Line((), 0.0, "")])
            ]
            self._ends = self._last_lines()
        self.width = width
        self.height = len(self.lines) * self.leading + 2 * down
        return self.width, self.height

    @property
    def lines(self) -> list[tuple[Line, int]]:
        """Return the lines of this part of the paragraph, with their direction."""
        return self._all[self._from : self._upto]

    def split(self, width: float, height: float) -> list["Paragraph"]:
        """Return two paragraphs, the first as high as fits; nothing when not even one line does."""
        self.wrap(width)
        down = self.look.box.padding[1] if self.look.box else 0.0
        fits = int((height - 2 * down + 1e-6) // self.leading)
        if fits <= 0:
            return []
        if fits >= len(self.lines):
            return [self]
        first, second = self._part(self._from, self._from + fits), self._part(self._from + fits, self._upto)
        first.spaceAfter, second.spaceBefore = 0, 0
        return [first, second]

    def draw(self) -> None:
        """Draw at the canvas's origin, which is the lower edge, as an element of the structure."""
        self.draw_at(self.canv, 0.0, 0.0)

    def draw_at(self, canvas: DocumentCanvas, x: float, y: float) -> None:
        """Draw with the lower left corner at ``x``, ``y``, without moving the canvas's origin there."""
        self._corner = (x, y)
        if self.look.box:
            with canvas.artifact():
                self._draw_box(canvas, self.look.box)
        if not self.look.bullet:
            self._draw_text(canvas, self.look.role)
            return
        with canvas.artifact():
            self._draw_bullet(canvas)
        with canvas.structure.group("L"), canvas.structure.group("LI"):
            self._draw_text(canvas, "LBody")

    def draw_as_furniture(self, canvas: DocumentCanvas) -> None:
        """Draw at the canvas's origin without a mark: head and foot of a page are marked as a whole."""
        if self.look.box:
            self._draw_box(canvas, self.look.box)
        self._draw_lines(canvas)

    def _draw_text(self, canvas: DocumentCanvas, role: str) -> None:
        """Draw the lines as one element; where links are in the text, each is an element inside it."""
        if any(self._links) and not canvas.is_decoration:
            with canvas.structure.group(role, self.tag):
                self._draw_lines(canvas)
        else:
            lines = [line for line, _base in self.lines]
            logical = _readable("".join(line.text for line in lines)) if any(map(_runs_left, lines)) else ""
            with canvas.marked(role, self.tag, logical=logical):
                self._draw_lines(canvas)

    def _draw_lines(self, canvas: DocumentCanvas) -> None:
        across, down = self.look.box.padding if self.look.box else (0.0, 0.0)
        y = self._corner[1] + self.height - down - (self.leading + self._rise * self.look.size) / 2
        inside = (self.width - self.look.indent - 2 * across) * 1000 / self.look.size
        for n, (line, base) in enumerate(self.lines, self._from):
            is_last = n + 1 == len(self._all) or n in self._ends
            shown = spread(line, inside) if self.look.align == "justify" and not is_last else line
            left = self._corner[0] + self._left(shown, base, across)
            if any(self._links):
                self._draw_with_links(canvas, shown, left, y)
            else:
                canvas.draw_line(shown, left, y, self.look.size, self._colours)
            y -= self.leading

    def _draw_with_links(self, canvas: DocumentCanvas, line: Line, left: float, y: float) -> None:
        """Draw the parts of a line in the order they are read in, each where it stands."""
        size = self.look.size
        first = min((run.item.start for run in line.runs), default=0)
        parts = []
        for address, group in groupby(line.runs, key=lambda run: self._links[run.item.span]):
            runs = tuple(group)
            start, end = min(run.item.start for run in runs), max(run.item.end for run in runs)
            part = Line(runs, sum(run.width for run in runs), line.text[start - first : end - first])
            parts.append((start, left, address, part))
            left += part.width * size / 1000
        for _start, x, address, part in sorted(parts, key=lambda one: one[0]):
            area = (x, y - 0.25 * size, x + part.width * size / 1000, y + 0.85 * size)
            logical = _readable(part.text) if _runs_left(line) else ""
            with canvas.link(address, area, logical) if address else canvas.marked("Span", logical=logical):
                canvas.draw_line(part, x, y, size, self._colours)

    def _draw_bullet(self, canvas: DocumentCanvas) -> None:
        """Draw a dot or a box where the first line begins; nothing where a page before has it."""
        if self._from or not self._all:
            return
        base = self._all[0][1]
        across, down = self.look.box.padding if self.look.box else (0.0, 0.0)
        middle = self._corner[1] + self.height - down - self.leading / 2
        size = self.look.size
        x = self._corner[0] + (self.width - across - size * 0.45 if base else across + size * 0.45)
        if self.look.bullet == "box":
            canvas.setStrokeColor(colour(tokens.STRONG))
            canvas.setLineWidth(0.8)
            canvas.rect(x - size * 0.4, middle - size * 0.4, size * 0.8, size * 0.8, stroke=1, fill=0)
        else:
            canvas.setFillColor(colour(self.look.colour))
            canvas.circle(x, middle, size * 0.14, stroke=0, fill=1)

    def _left(self, line: Line, base: int, across: float) -> float:
        """Return where a line begins on the left; indent and alignment follow its direction."""
        free = self.width - self.look.indent - 2 * across - line.width * self.look.size / 1000
        near = across + (0.0 if base else self.look.indent)
        align = self.look.align
        if align == "centre":
            return near + free / 2
        if align in {"left", "right"} and (self.look.is_held or len(self._all) == 1):
            at_left = align == "left"
        else:
            at_left = (align != "end") != bool(base)
        return near if at_left else near + free

    def _draw_box(self, canvas: DocumentCanvas, box: Box) -> None:
        left, width = 0.0, self.width
        if box.is_tight and self.lines:
            widest = max(line.width for line, _ in self.lines) * self.look.size / 1000
            width = widest + 2 * box.padding[0]
            left = min(self._left(line, base, box.padding[0]) for line, base in self.lines) - box.padding[0]
        canvas.saveState()
        if box.fill:
            canvas.setFillColor(colour(box.fill))
        if box.edge:
            canvas.setStrokeColor(colour(box.edge))
            canvas.setLineWidth(0.6)
            if box.is_dashed:
                canvas.setDash(2, 1.5)
        x, y = self._corner
        settings = {"stroke": int(bool(box.edge)), "fill": int(bool(box.fill))}
        canvas.roundRect(x + left, y, width, self.height, 3, **settings)
        canvas.restoreState()

    def _last_lines(self) -> frozenset[int]:
        """Return the numbers of the lines that end a part: those are not stretched."""
        if len(self._parts) == 1 or self.look.align != "justify":
            return frozenset()
        inside = (self._broken_for - self.look.indent) * 1000 / self.look.size
        ends, at = [], 0
        for part in self._parts:
            at += len(part.break_lines(inside)) or 1
            ends.append(at - 1)
        return frozenset(ends)

    def _part(self, first: int, last: int | None) -> "Paragraph":
        part: Paragraph = object.__new__(Paragraph)
        part.__dict__.update(self.__dict__)
        part.__dict__.pop("_postponed", None)  # reportlab's note about the whole
        part._from, part._upto = first, last
        part.wrap(self._broken_for)
        return part


def _runs_left(line: Line) -> bool:
    """Return whether letters of a line are drawn in another order than they are read in."""
    return any(run.item.level for run in line.runs)


def _readable(text: str) -> str:
    """Return ``text`` without what only says which way it runs."""
    return text if text.isprintable() else "".join(filter(_is_read, text))


@lru_cache(maxsize=4096)
def _is_read(character: str) -> bool:
    return unicodedata.category(character) != "Cf" or character in "\u200c\u200d"


def _split_at_newlines(spans: Sequence[Span]) -> list[list[Span]]:
    """Cut spans into paragraphs; empty spans keep the number of each span, which colours refer to."""
    parts: list[list[Span]] = [[]]
    for n, span in enumerate(spans):
        for piece_number, piece in enumerate(span.text.split("\n")):
            if piece_number:
                parts.append([earlier._replace(text="") for earlier in spans[:n]])
            parts[-1].append(span._replace(text=piece))
    return parts
