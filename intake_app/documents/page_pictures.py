"""A page as a picture: the operators that were written for the PDF, drawn once more as SVG.

For looking at a paper before it is saved, and for printing it, on devices without a PDF reader. The letters
are the fonts' own outlines, so the picture shows the very lines of the file. Only the operators that this
room and reportlab's plain shapes write are known (PDF 32000-1, annex A); others draw nothing.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, overload

from intake_app.documents.fonts import Typeface
from intake_app.documents.shaping import BLANK

if TYPE_CHECKING:
    from intake_app.documents.embedding import EmbeddedFont

_TOKEN = re.compile(
    r"(?P<number>[-+]?(?:\d+\.?\d*|\.\d+))(?![\w*])|/(?P<name>[^\s/<>\[\]()]+)|<(?P<hex>[0-9A-Fa-f]*)>"
    r"|<<.*?>>|(?P<open>\[)|(?P<close>\])|\((?:\\.|[^()\\])*\)|(?P<word>[A-Za-z'\"*][\w*'\"]*)"
)
_Matrix = tuple[float, float, float, float, float, float]


class _State(NamedTuple):
    matrix: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    fill: str = "#000000"
    stroke: str = "#000000"
    width: float = 1.0
    dash: str = ""
    clip: int = 0


class _Written(NamedTuple):
    """A page as it was written: its operators, its size in points, SVG images on top."""

    code: str
    size: tuple[float, float]
    images: tuple[str, ...]


class Pictures(Sequence[str]):
    """The pages of a paper as SVG, each drawn when it is looked at: most are never."""

    def __init__(self) -> None:
        self._fonts: Mapping[str, EmbeddedFont] = {}
        self._pages: list[_Written] = []
        self._seen: tuple[int, str] = (-1, "")  # the page that was looked at last

    def add(
        self,
        code: str,
        fonts: Mapping[str, "EmbeddedFont"],
        size: tuple[float, float],
        images: Sequence[str] = (),
    ) -> None:
        """Add a page; ``fonts`` are the document's so far, by their names in ``code``."""
        self._fonts = fonts
        self._pages.append(_Written(code, size, tuple(images)))

    def __len__(self) -> int:
        return len(self._pages)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        if isinstance(place, slice):
            return tuple([self[one] for one in range(*place.indices(len(self)))])
        if place != self._seen[0]:
            page = self._pages[place]
            drawn = draw_page(page.code, self._fonts, page.size)
            self._seen = (place, drawn.replace("</svg>", "".join(page.images) + "</svg>"))
        return self._seen[1]


def draw_page(code: str, fonts: Mapping[str, "EmbeddedFont"], size: tuple[float, float]) -> str:
    """Return a page of ``size`` points as SVG; ``fonts`` by the names they have in ``code``."""
    return _Page(fonts, size).draw(code)


class _Page:
    def __init__(self, fonts: Mapping[str, "EmbeddedFont"], size: tuple[float, float]) -> None:
        self._fonts, self._size = fonts, size
        self._state, self._kept = _State(), list[_State]()
        self._path: list[str] = []
        self._is_clip = False
        self._glyphs: dict[tuple[str, int], str] = {}
        self._defs: list[str] = []
        self._out: list[str] = []
        self._font, self._points = "", 0.0
        self._text_at = (0.0, 0.0)
        self._rise = self._pen = 0.0

    def draw(self, code: str) -> str:
        numbers: list[float] = []
        names: list[str] = []
        strings: list[str | float] = []
        in_array = False
        for found in _TOKEN.finditer(code):
            kind = found.lastgroup
            if kind == "number":
                (strings if in_array else numbers).append(float(found["number"]))
            elif kind == "name":
                names.append(found["name"])
            elif kind == "hex":
                strings.append(found["hex"])
            elif kind in {"open", "close"}:
                in_array = kind == "open"
            elif kind == "word":
                self._do(found["word"], numbers, names, strings)
                numbers, names, strings = [], [], []
        width, height = self._size
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'width="{width:.2f}" height="{height:.2f}" viewBox="0 0 {width:.2f} {height:.2f}">'
            f"<defs>{''.join(self._defs)}</defs>"
            f'<rect width="{width:.2f}" height="{height:.2f}" fill="#FFFFFF"/>'
            f'<g transform="matrix(1 0 0 -1 0 {height:.2f})">{"".join(self._out)}</g></svg>'
        )

    def _do(self, word: str, n: list[float], names: list[str], strings: list[str | float]) -> None:
        state = self._state
        if word == "q":
            self._kept.append(state)
        elif word == "Q" and self._kept:
            self._state = self._kept.pop()
        elif word == "cm" and len(n) >= 6:
            self._state = state._replace(matrix=_times((n[0], n[1], n[2], n[3], n[4], n[5]), state.matrix))
        elif word in {"rg", "RG", "g", "G"} and n:
            red, green, blue = (n * 3)[:3] if word in "gG" else n[:3]
            code = "#" + "".join(f"{round(255 * part):02X}" for part in (red, green, blue))
            self._state = state._replace(fill=code) if word.islower() else state._replace(stroke=code)
        elif word == "w" and n:
            self._state = state._replace(width=n[-1])
        elif word == "d":
            self._state = state._replace(dash=" ".join(f"{s:g}" for s in strings if isinstance(s, float)))
        elif word in {"m", "l", "c", "v", "y", "h", "re"}:
            self._go(word, n)
        elif word in {"W", "W*"}:
            self._is_clip = True
        elif word in {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"}:
            self._paint(word)
        else:
            self._write(word, n, names, strings)

    def _go(self, word: str, n: list[float]) -> None:
        if word == "re":
            x, y, width, height = n[:4]
            self._path.append(f"M{x:g} {y:g}h{width:g}v{height:g}h{-width:g}Z")
            return
        letter = {"m": "M", "l": "L", "c": "C", "h": "Z"}.get(word, "L")
        self._path.append(letter + " ".join(f"{part:g}" for part in n))

    def _paint(self, word: str) -> None:
        shape = "".join(self._path)
        self._path = []
        if word in {"s", "b", "b*"}:
            shape += "Z"
        if self._is_clip:
            self._is_clip = False
            number = len(self._defs) + 1
            self._defs.append(
                f'<clipPath id="c{number}"><path d="{shape}" transform="{_matrix(self._state.matrix)}"/>'
                "</clipPath>"
            )
            self._state = self._state._replace(clip=number)
        if word == "n" or not shape:
            return
        state = self._state
        fills, strokes = word[0] in "fFBb", word[0] in "SsBb"
        look = f'fill="{state.fill}"' if fills else 'fill="none"'
        if "*" in word:
            look += ' fill-rule="evenodd"'
        if strokes:
            look += f' stroke="{state.stroke}" stroke-width="{state.width:g}"'
            if state.dash:
                look += f' stroke-dasharray="{state.dash}"'
        place = f' transform="{_matrix(state.matrix)}"'
        drawn = f'<path d="{shape}" {look}{place}/>'
        self._out.append(f'<g clip-path="url(#c{state.clip})">{drawn}</g>' if state.clip else drawn)

    def _write(self, word: str, n: list[float], names: list[str], strings: list[str | float]) -> None:
        if word == "Tf" and names and n:
            self._font, self._points = names[-1], n[-1]
        elif word == "Tm" and len(n) >= 6:
            self._text_at, self._pen, self._rise = (n[4], n[5]), 0.0, 0.0
        elif word == "Ts" and n:
            self._rise = n[-1]
        elif word == "TJ" and self._font in self._fonts:
            self._show(strings)

    def _show(self, strings: list[str | float]) -> None:
        """Draw the glyphs of one string; inside the group lengths are the font's own units."""
        font, state = self._fonts[self._font], self._state
        units = font.typeface.units / 1000
        uses = []
        for piece in strings:
            if isinstance(piece, float):
                self._pen -= piece
                continue
            for place in range(0, len(piece), 4):
                gid = font.gid(int(piece[place : place + 4], 16))
                if gid != BLANK and (name := self._glyph(font.typeface, gid)):
                    uses.append(f'<use xlink:href="#{name}" x="{self._pen * units:.0f}"/>')
                self._pen += font.nominal(gid)
        if uses:
            scale = self._points / font.typeface.units
            at = _times(
                (scale, 0.0, 0.0, scale, self._text_at[0], self._text_at[1] + self._rise), state.matrix
            )
            self._out.append(f'<g fill="{state.fill}" transform="{_matrix(at)}">{"".join(uses)}</g>')

    def _glyph(self, typeface: Typeface, gid: int) -> str:
        """Return the name under which the page defines a glyph; empty for one without ink."""
        key = (self._font, gid)
        if key not in self._glyphs:
            shape = _outline(typeface, gid)
            self._glyphs[key] = f"{self._font}g{gid}" if shape else ""
            if shape:
                self._defs.append(f'<path id="{self._glyphs[key]}" d="{shape}"/>')
        return self._glyphs[key]


class _Pen:
    """Takes an outline down as an SVG path."""

    def __init__(self) -> None:
        self.path: list[str] = []

    def moveTo(self, at: tuple[float, float]) -> None:  # noqa: N802 - the names a pen has
        self.path.append(f"M{at[0]:g} {at[1]:g}")

    def lineTo(self, at: tuple[float, float]) -> None:  # noqa: N802
        self.path.append(f"L{at[0]:g} {at[1]:g}")

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.path.append("C" + " ".join(f"{x:g} {y:g}" for x, y in points))

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.path.append("Q" + " ".join(f"{x:g} {y:g}" for x, y in points))

    def closePath(self) -> None:  # noqa: N802
        self.path.append("Z")

    def endPath(self) -> None:  # noqa: N802
        pass


@lru_cache(maxsize=4096)
def _outline(typeface: Typeface, gid: int) -> str:
    pen = _Pen()
    typeface.font.draw_glyph_with_pen(gid, pen)
    return "".join(pen.path)


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    """Return ``one`` followed by ``other``, as ``cm`` does it."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _matrix(matrix: _Matrix) -> str:
    return "matrix(" + " ".join(f"{part:.5g}" for part in matrix) + ")"
