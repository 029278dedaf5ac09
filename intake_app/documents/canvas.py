"""reportlab's canvas, taught to draw shaped glyphs, to mark structure and to know the last page's number."""

import base64
import datetime
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.rl_accel import fp_str
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from intake_app.documents.embedding import EmbeddedFont
from intake_app.documents.fonts import Typeface
from intake_app.documents.lines import Line
from intake_app.documents.page_pictures import Pictures
from intake_app.documents.shaping import Columns, Run
from intake_app.documents.structure import Structure
from intake_app.documents.watching import page_done

Furniture = Callable[["DocumentCanvas", int, int], None]  # draws head and foot: canvas, page, pages


rl_config.useA85 = 0  # page contents as plain compressed bytes: a fifth smaller than as text


@lru_cache(maxsize=64)
def colour(code: str) -> HexColor:
    """Return reportlab's colour for a hex code."""
    return HexColor(code)


@lru_cache(maxsize=64)
def _filling(code: str) -> str:
    """Return the operator that fills with a colour; written out once, texts ask for it run by run."""
    return f"{fp_str(*colour(code).rgb())} rg"


class DocumentCanvas(Canvas):  # type: ignore[misc]
    """One document. Pages are kept until the end, because every foot says how many there are."""

    def __init__(
        self,
        *args: Any,
        furniture: Furniture,
        now: datetime.datetime,
        pictures: Pictures | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(*args, **{**settings, "invariant": 1, "pageCompression": 1, "pdfVersion": (1, 7)})
        self._furniture = furniture
        self._pictures = pictures
        self._pages: list[dict[str, Any]] = []
        self._fonts: dict[int, EmbeddedFont] = {}
        self._images: list[str] = []  # of the page that is being written, for its picture
        self.is_decoration = False
        self.structure = Structure()
        self._date(now)

    def draw_line(self, line: Line, x: float, y: float, size: float, colours: list[str]) -> None:
        """Draw the runs of ``line`` from left to right, its baseline starting at ``x``, ``y`` (points)."""
        for run in line.runs:
            font = self._embedded(run.item.typeface)
            points = size * run.scale
            self._code.append(_filling(colours[run.item.span]))
            self._code.append(
                f"BT /{font.name} {_short(points)} Tf 1 0 0 1 {_short(x)} {_short(y)} Tm"
                f"{_shown(run.columns, font, points)} ET"
            )
            x += run.width * size / 1000
        if line.text.endswith(" ") and line.runs and not line.runs[-1].item.level % 2:
            self._end_word(line.runs[-1], x, y, size)

    def _end_word(self, run: Run, x: float, y: float, size: float) -> None:
        """Draw the space at which the line was broken: who reads without looking keeps the words apart."""
        typeface = run.item.typeface
        font = self._embedded(typeface)
        space, _width = font.codes[int(typeface.font.get_nominal_glyph(ord(" ")) or 0), " "]
        points = _short(size * run.scale)
        self._code.append(f"BT /{font.name} {points} Tf 1 0 0 1 {_short(x)} {_short(y)} Tm [<{space}>] TJ ET")

    @contextmanager
    def marked(self, role: str, tag: str = "", instead: str = "", logical: str = "") -> Iterator[None]:
        """Mark what is drawn inside as one element of the document's structure (``H1``, ``Figure``).

        ``instead`` and ``logical``: see :meth:`Structure.add`.
        """
        if self.is_decoration:
            yield
            return
        number = self.structure.add(role, tag, len(self._pages), instead, logical)
        self._code.append(f"/{role} <</MCID {number}>> BDC")
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Mark what is drawn inside as decoration, which is not read aloud."""
        if self.is_decoration:
            yield
            return
        self.is_decoration = True
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")
        self.is_decoration = False

    @contextmanager
    def link(
        self, address: str, area: tuple[float, float, float, float], logical: str = ""
    ) -> Iterator[None]:
        """Make ``area`` open ``address``; what is drawn inside is the link's text."""
        if self.is_decoration:
            yield
            return
        with self.marked("Link", logical=logical):
            yield
        number = self.structure.next_link()
        says = pdfdoc.PDFString(address)
        self.linkURL(address, area, relative=1, Border="[0 0 0]", F=4, Contents=says, StructParent=number)
        self.structure.tie_link(self._annotationrefs[-1])

    def draw_logo(
        self, png: bytes, room: tuple[float, float], y: float, height: float, *, at_right: bool = False
    ) -> None:
        """Draw a picture ``height`` points high between the edges ``room``, its foot at ``y``."""
        picture = ImageReader(io.BytesIO(png))
        wide, tall = picture.getSize()
        width = min(height * wide / tall, (room[1] - room[0]) / 2)
        x = room[1] - width if at_right else room[0]
        self.drawImage(picture, x, y, width, height, mask="auto", preserveAspectRatio=True,
                       anchor="e" if at_right else "w")  # fmt: skip
        data = base64.b64encode(png).decode("ascii")
        top = self._pagesize[1] - y - height
        self._images.append(
            f'<image x="{x:.2f}" y="{top:.2f}" width="{width:.2f}" height="{height:.2f}"'
            f' href="data:image/png;base64,{data}"/>'
        )

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Put the page aside; it is written when the number of pages is known."""
        self._pages.append(dict(self.__dict__))
        page_done(len(self._pages), 0)
        self._startPage()

    def save(self) -> None:
        """Write all pages with head and foot, then the structure, then the file."""
        pages = self._pages
        for number, page in enumerate(pages, start=1):
            self.__dict__.update(page)
            self._pages = pages
            self._images = []
            with self.artifact():
                self._furniture(self, number, len(pages))
            if self._pictures is not None:
                fonts = {font.name: font for font in self._fonts.values()}
                self._pictures.add(" ".join(self._code), fonts, self._pagesize, self._images)
            super().showPage()
            page_done(number, len(pages))
        self.structure.write(self._doc)
        super().save()
        pages.clear()  # each holds all

    def _embedded(self, typeface: Typeface) -> EmbeddedFont:
        font = self._fonts.get(id(typeface))
        if font is None:
            font = self._fonts[id(typeface)] = EmbeddedFont(typeface, f"T{len(self._fonts) + 1}")
            self._doc.delayedFonts.append(font)
        return font

    def _date(self, now: datetime.datetime) -> None:
        """Give the file the moment it was made for, so that the same input gives the same bytes."""
        stamp = self._doc._timeStamp  # reportlab knows only "now" or the year 2000
        moment = now.astimezone(datetime.UTC)
        stamp.t, stamp.lt = moment.timestamp(), moment.timetuple()
        stamp.YMDhms = tuple(moment.timetuple())[:6]

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"  # without reportlab's Helvetica, which would not be embedded


def _shown(columns: Columns, font: EmbeddedFont, points: float) -> str:
    """Return the operators that show glyphs ``points`` high, each where it belongs.

    Neighbours whose distance is the one the PDF reader knows share one string.
    """
    codes = [*map(font.codes.__getitem__, zip(columns.gids, columns.texts, strict=True))]
    if any(columns.across) or any(columns.up):
        return _shown_up_and_down(columns, codes, points)
    gaps = [advance - nominal for advance, (_code, nominal) in zip(columns.advances, codes, strict=True)]
    out = []
    first, astray = 0, 0.0
    for n in [n for n, gap in enumerate(gaps, start=1) if gap]:
        astray -= gaps[n - 1]
        if not -0.5 <= astray <= 0.5 and n < len(codes):
            move = round(astray)
            astray -= move
            out.append("".join([code for code, _nominal in codes[first:n]]))
            first = n
            out.append(f"> {move} <")
    out.append("".join([code for code, _nominal in codes[first:]]))
    return f" [<{''.join(out)}>] TJ" if codes else ""


def _shown_up_and_down(columns: Columns, codes: Sequence[tuple[str, int]], points: float) -> str:
    """Return the same where some glyphs stand above or below others, as dots and marks do."""
    out: list[str] = []
    want = pen = rise = 0.0
    is_open = False  # whether a string of glyphs is being written
    for (code, nominal), advance, dx, dy in zip(
        codes, columns.advances, columns.across, columns.up, strict=True
    ):
        if dy != rise:
            if is_open:
                out.append(">] TJ")
            is_open = False
            rise = dy
            out.append(_raised(dy, points))
        astray = pen - want - dx
        if not -0.5 <= astray <= 0.5:
            move = round(astray)
            pen -= move
            out.append(f"> {move} <" if is_open else f" [ {move} <")
        elif not is_open:
            out.append(" [<")
        is_open = True
        out.append(code)
        pen += nominal
        want += advance
    out.append(">] TJ 0 Ts" if rise else ">] TJ")
    return "".join(out)


@lru_cache(maxsize=1024)
def _raised(height: float, points: float) -> str:
    """Return the operator that shows glyphs higher or lower; few heights come up again and again."""
    return f" {_short(height * points / 1000)} Ts"


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"
