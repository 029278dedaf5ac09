"""A blank form: every question with boxes to tick or lines to write on, to be filled in by hand."""

import datetime
from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether

from intake_app.documents import tokens
from intake_app.documents.canvas import DocumentCanvas, colour
from intake_app.documents.fonts import Fonts
from intake_app.documents.lines import Span
from intake_app.documents.page import SAMPLE_MARK, PageFrame, build
from intake_app.documents.page_pictures import Pictures
from intake_app.documents.paragraph import Look, Paragraph
from intake_app.documents.plain_text import plain
from intake_app.errors import N_
from intake_app.languages import Words, direction, endonym
from intake_app.records.blank_form import BlankForm, BlankLine, BlankText

_TITLE = Look(size=18, role="H1", after=6)
_SECTION = Look(size=12.5, colour=tokens.ACCENT, role="H2", before=12, after=3)
_REPEAT = Look(size=11, role="H3", before=9, after=2)
_QUESTION = Look(size=10.5, before=8, after=2)
_NOTE = Look(size=9.5, before=5, after=2)
_HINT = Look(size=8.5, colour=tokens.MUTED, after=1)
_CHOICE = Look(size=10, indent=16, bullet="box", after=2)
_MARK = Look(size=7.5, colour=tokens.PROVISIONAL, before=2, after=1, box=SAMPLE_MARK)
_ROOM_BELOW_A_HEADING = 130.0  # points: no heading is left alone at the foot of a page
_LINE_HEIGHT = 21.0  # points; room for handwriting


def make_blank_form(
    blank: BlankForm, words: Words, now: datetime.datetime, *, pictures: Pictures | None = None
) -> bytes:
    """Return the PDF; the same input gives the same bytes. Our own texts are in the language of ``words``.

    Raises MissingGlyphs where no font has the letters of the form's language.
    """
    fonts = Fonts()
    frame = PageFrame(
        site=fonts.drawable(blank.title),
        case_number="",
        kind=words(N_("Blank form")),
        columns=((fonts.drawable(endonym(blank.tag or words.tag)), blank.tag or words.tag),),
        is_sample=False,
    )
    story = list(_Blank(blank, words, fonts).story())
    return build(story, frame, fonts=fonts, words=words, now=now, pictures=pictures)


class _Blank:
    def __init__(self, blank: BlankForm, words: Words, fonts: Fonts) -> None:
        self.blank, self.words, self.fonts = blank, words, fonts
        self.base = int(direction(blank.tag or words.tag) == "rtl")
        self.edge = "right" if self.base else "left"

    def story(self) -> Iterator[Flowable]:
        """Return the document's pieces from top to bottom; a question is not torn from its boxes."""
        yield self.form_text(BlankText(self.blank.title, self.blank.tag), _TITLE, weight=700)
        if self.blank.version:
            yield self.own(self.words(N_("version {v}"), v=f"\u2066{self.blank.version}\u2069"), _HINT)
        for line in self.blank.lines:
            if line.kind in {"section", "repeat"}:
                yield CondPageBreak(_ROOM_BELOW_A_HEADING)
            yield KeepTogether(list(self.line(line)))

    def line(self, line: BlankLine) -> Iterator[Flowable]:
        looks = {"section": _SECTION, "repeat": _REPEAT, "note": _NOTE, "question": _QUESTION}
        is_head = line.kind in {"section", "repeat"}
        if line.label.text:
            yield self.form_text(line.label, looks[line.kind], weight=700 if is_head else 400)
        if line.is_withheld:
            yield self.own(self.words(N_("The translation of this legal text is not reviewed.")), _MARK)
        if line.kind == "repeat":
            yield self.own(self.words(N_("For each; copy this part as often as it is needed.")), _HINT)
        if line.has_condition:
            yield self.own(self.words(N_("Only if it applies")), _HINT)
        if line.hint is not None:
            yield self.form_text(line.hint, _HINT)
        if line.is_many and line.choices:
            yield self.own(self.words(N_("More than one can be ticked.")), _HINT)
        for choice in line.choices:
            yield self.form_text(choice, _CHOICE)
        if line.lines:
            yield _WritingLines(line.lines)

    def form_text(self, said: BlankText, look: Look, weight: int = 400) -> Paragraph:
        """Return a form's own text; in another direction than the page it still stands at the page's edge."""
        tag = said.tag or self.blank.tag
        text = plain(said.text) or " "
        base = int(direction(tag) == "rtl") if tag else self.base
        if not look.bullet:
            look = look._replace(align=self.edge)
        elif base != self.base:
            text, base = f"\u2068{text}\u2069", self.base  # the box stands where all boxes stand
        span = Span(self.fonts.drawable_form_text(text), 700 if weight == 700 else 400)
        return Paragraph([span], look, self.fonts, tag=tag, base=base)

    def own(self, text: str, look: Look) -> Paragraph:
        """Return a text of the program."""
        base = int(self.words.direction == "rtl")
        look = look._replace(align=self.edge)
        return Paragraph([Span(self.fonts.drawable(text))], look, self.fonts, tag=self.words.tag, base=base)


class _WritingLines(Flowable):  # type: ignore[misc]
    """Lines across the page to write on."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """Return the size taken."""
        self.width, self.height = width, self._count * _LINE_HEIGHT
        return self.width, self.height

    def draw(self) -> None:
        """Draw them; a reader that speaks passes over them."""
        canvas: DocumentCanvas = self.canv
        with canvas.artifact():
            canvas.setStrokeColor(colour(tokens.STRONG))
            canvas.setLineWidth(0.5)
            for number in range(self._count):
                canvas.line(0, number * _LINE_HEIGHT + 2, self.width, number * _LINE_HEIGHT + 2)
