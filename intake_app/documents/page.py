"""The page's frame for every document: whose it is on top, which page and when at the foot."""

import datetime
import io
import math
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from intake_app.documents import tokens
from intake_app.documents.canvas import DocumentCanvas, colour
from intake_app.documents.fonts import Fonts, Weight, is_invisible
from intake_app.documents.lines import Prepared, Span
from intake_app.documents.page_pictures import Pictures
from intake_app.documents.paragraph import Box, Look, Paragraph
from intake_app.documents.rows import GUTTER
from intake_app.errors import N_
from intake_app.languages import Words

MARGIN = 45.0
TEXT_WIDTH = A4[0] - 2 * MARGIN
_TOP, _BOTTOM = 66.0, 54.0
_HEAD_OF_COLUMNS = 20.0
_LOGO_FOOT, _LOGO_HEIGHT = 32.0, 20.0
_FURTHEST = 500  # characters of which no line of the frame shows more
_SMALL = Look(size=8.5, colour=tokens.MUTED)
SAMPLE_MARK = Box(tokens.PROVISIONAL_SOFT, tokens.PROVISIONAL, is_dashed=True, is_tight=True)
SAMPLE = N_("Sample data, not a real person")


Measured = Callable[[str, Weight, int | None, str], Prepared]  # text, weight, base, language tag


class PageFrame(NamedTuple):
    """What stands on every page."""

    site: str
    case_number: str
    kind: str  # "Interview record", translated
    columns: tuple[tuple[str, str], ...]  # name and language tag of each column
    is_sample: bool
    logo: bytes = b""  # PNG


def build(
    story: Sequence[Flowable],
    frame: PageFrame,
    *,
    fonts: Fonts,
    words: Words,
    now: datetime.datetime,
    pictures: Pictures | None = None,
) -> bytes:
    """Return the finished PDF; the same input gives the same bytes.

    A picture of each page (SVG) is added to ``pictures`` when it is given.
    """
    height = A4[1]
    out = io.BytesIO()
    template = BaseDocTemplate(
        out,
        pagesize=A4,
        title=_property(f"{frame.kind} {frame.case_number}"),
        author=_property(frame.site),
        subject=frame.kind,
        creator="Ankommen",
        producer="Ankommen",
        lang=words.tag,
        displayDocTitle=1,
    )

    def area(top: float) -> Frame:
        return Frame(
            MARGIN,
            _BOTTOM,
            TEXT_WIDTH,
            height - _BOTTOM - top,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )

    template.addPageTemplates(
        [
            PageTemplate("first", [area(_TOP)], autoNextPageTemplate="later"),
            PageTemplate("later", [area(_TOP + _HEAD_OF_COLUMNS)]),
        ]
    )

    @lru_cache(maxsize=64)
    def measured(text: str, weight: Weight, base: int | None, tag: str) -> Prepared:
        """Return what stands on every page, measured once."""
        return Prepared([Span(text, weight)], fonts, base=base, tag=tag)

    furniture = partial(_draw_furniture, frame=frame, fonts=fonts, words=words, now=now, measured=measured)
    template.build(
        list(story), canvasmaker=partial(DocumentCanvas, furniture=furniture, now=now, pictures=pictures)
    )
    fonts.shaped.clear()  # the thousands of glyphs go now, without being searched for
    return out.getvalue()


def _property(text: str) -> str:
    """Return ``text`` as a property of the file: one short line of what is seen."""
    seen = "".join(c for c in text[:_FURTHEST] if not is_invisible(c))
    return " ".join(seen.split())[:200]


def _draw_furniture(
    canvas: DocumentCanvas,
    page: int,
    pages: int,
    *,
    frame: PageFrame,
    fonts: Fonts,
    words: Words,
    now: datetime.datetime,
    measured: Measured,
) -> None:
    width, height = A4
    put = partial(_put, canvas, fonts=fonts, words=words, measured=measured)
    canvas.setStrokeColor(colour(tokens.ACCENT))
    canvas.setLineWidth(1.2)
    canvas.line(MARGIN, height - 50, width - MARGIN, height - 50)
    taken = put(frame.site, height - 43, weight=700)
    case = words(N_("Case {number}"), number=f"\u2066{frame.case_number}\u2069") if frame.case_number else ""
    kind = " · ".join(part for part in (case, frame.kind) if part)
    put(kind, height - 43, at_end=True, room=TEXT_WIDTH - taken - GUTTER)
    if frame.logo:
        canvas.draw_logo(frame.logo, (MARGIN, width - MARGIN), height - _LOGO_FOOT, _LOGO_HEIGHT,
                         at_right=words.direction == "rtl")  # fmt: skip
    if page > 1:
        _head_columns(canvas, frame, measured, height - 66, is_mirrored=words.direction == "rtl")
    canvas.setStrokeColor(colour(tokens.LINE))
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, 42, width - MARGIN, 42)
    put(words(N_("Printed {when}"), when=f"\u2068{words.moment(now)}\u2069"), 28)
    put(words(N_("Page {n} of {total}"), n=page, total=pages), 28, at_end=True)
    if frame.is_sample:
        look = _SMALL._replace(colour=tokens.PROVISIONAL, align="centre", box=SAMPLE_MARK)
        mark = Paragraph(words(SAMPLE), look, fonts, tag=words.tag, base=int(words.direction == "rtl"))
        mark.wrap(240)
        canvas.saveState()
        canvas.translate(width / 2 - 120, 23)
        mark.draw_as_furniture(canvas)
        canvas.restoreState()


def _head_columns(
    canvas: DocumentCanvas, frame: PageFrame, measured: Measured, y: float, *, is_mirrored: bool
) -> None:
    whole = TEXT_WIDTH
    column = (whole - GUTTER * (len(frame.columns) - 1)) / len(frame.columns)
    for place, (name, tag) in enumerate(frame.columns):
        left = MARGIN + place * (column + GUTTER)
        if is_mirrored:
            left = A4[0] - left - column
        text = measured(name, 700, None, tag)
        for line in text.break_lines(1e9):
            x = left + column - line.width * _SMALL.size / 1000 if text.base else left
            canvas.draw_line(line, x, y, _SMALL.size, [tokens.ACCENT])


def _put(
    canvas: DocumentCanvas,
    text: str,
    y: float,
    *,
    fonts: Fonts,
    words: Words,
    measured: Measured,
    weight: int = 400,
    at_end: bool = False,
    room: float = TEXT_WIDTH * 0.5,
) -> float:
    """Put one line of at most ``room`` points at the reading edge, or at the far edge; return its width.

    What is too long, such as the name of a site, ends in dots.
    """
    is_right = words.direction == "rtl"
    weighed: Weight = 700 if weight == 700 else 400
    drawable = fonts.drawable(text[:_FURTHEST]).replace("\n", " ")
    most = room * 1000 / _SMALL.size
    prepared = measured(drawable, weighed, int(is_right), "")
    if prepared.width > most:
        first = prepared.break_lines(most - 1000)[0].text.rstrip()
        prepared = measured(f"{first} …", weighed, int(is_right), "")
    for line in prepared.break_lines(math.inf):
        across = line.width * _SMALL.size / 1000
        left = A4[0] - MARGIN - across if at_end != is_right else MARGIN
        canvas.draw_line(line, left, y, _SMALL.size, [_SMALL.colour])
        return across
    return 0.0
