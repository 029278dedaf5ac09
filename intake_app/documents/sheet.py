"""A sheet in two languages: the pieces papers are put together from, each said in both columns.

The first language is the reader's own; where it runs from right to left, columns and tables do, too.
"""

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from reportlab.platypus import Flowable

from intake_app.documents import tokens
from intake_app.documents.bidi import bidi_class
from intake_app.documents.case_code import SIDE, CaseCode
from intake_app.documents.fonts import Fonts
from intake_app.documents.lines import Span
from intake_app.documents.page import SAMPLE, SAMPLE_MARK, TEXT_WIDTH, PageFrame, build
from intake_app.documents.page_pictures import Pictures
from intake_app.documents.paragraph import Box, Look, Paragraph
from intake_app.documents.rows import GUTTER, Row, kept_with_what_follows
from intake_app.documents.signature_lines import SignatureLines
from intake_app.documents.table import Table
from intake_app.documents.wordings import is_reviewed, paper_words, spoken_tag
from intake_app.languages import Words, direction, endonym, normal_tag
from intake_app.records.papers import MadePaper, PaperHead, Said

Says = str | Callable[[Words], str]  # an English text of the papers, or what says it in given words

TITLE = Look(size=18, role="H1", after=2)
HEADING = Look(size=12.5, colour=tokens.ACCENT, role="H2", before=8, after=1)
BODY = Look(size=10.5)
OWN_WORDS = Look(size=12, after=2)
SMALL = Look(size=8.5, colour=tokens.MUTED)
ITEM = Look(size=10.5, indent=13, bullet="dot", after=2)
TO_TICK = Look(size=10, indent=16, bullet="box", after=1)
NOTICE = Look(size=9.5, before=3, box=Box(tokens.ATTENTION_SOFT, tokens.ATTENTION, padding=(7, 4)))
QUIET = Look(size=9.5, before=3, box=Box(tokens.SOFT, padding=(7, 4)))
MARK = Look(size=7.5, colour=tokens.PROVISIONAL, before=2, box=SAMPLE_MARK)
_OFFICES = frozenset({"de", "en"})  # languages of papers in which a name stands in Latin letters
_LEFT_TO_RIGHT = re.compile(
    r"(?<![\w+])(?:\+|00)?\d[\d ()\-]{5,40}\d(?!\w)"  # a phone number, an account
    r"|§{1,2} ?\d+[a-z]?(?: [A-Za-z\d.]+)*"  # § 55 AsylG
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,190}\w|https?://\S{0,500}[\w/]"  # bounded: words may be very long
)


class Column(NamedTuple):
    """One language of a sheet. ``words`` are German where papers have no texts in it."""

    tag: str
    base: int
    words: Words

    @property
    def edge(self) -> str:
        """Return where the column's lines begin."""
        return "right" if self.base else "left"


class Sheet:
    """A paper while it is being put together.

    What people wrote is drawn in any case, missing signs by their numbers; MissingGlyphs is raised where the
    papers' own texts need letters no font has.
    """

    def __init__(self, head: PaperHead, title: str) -> None:
        self.head = head
        self.fonts = Fonts()
        self.columns = tuple(
            Column(normal_tag(tag), int(direction(tag) == "rtl"), paper_words(tag))
            for tag in dict.fromkeys(head.languages)
        )
        self.is_mirrored = bool(self.columns[0].base)
        self._title = title
        self._rows: list[tuple[bool, Flowable]] = []
        self._is_beside_code = False

    @cached_property
    def first(self) -> Column:
        """Return the reader's own column."""
        return self.columns[0]

    # Pieces

    def begin(self, *, has_person: bool = True) -> None:
        """Say what this is, whose, and by whom."""
        head = self.head
        titles = [[self._own(column, self._title, TITLE, weight=700)] for column in self.columns]
        self.row(self._unlike(titles))
        if any(marks := [self._marks(column) for column in self.columns]):
            self.row(marks, has_rule=False)
        self._add_code()
        if has_person and head.person:
            self._add_names()
        facts: list[tuple[str, Says]] = []
        if head.case_number:
            facts.append(("Case number", as_is(f"\u2066{head.case_number}\u2069")))
        facts.append(("Made on", on_day(head.made_at.astimezone().date().isoformat())))
        if head.counsellor:
            facts.append(("Your counsellor" if has_person else "By", as_is(head.counsellor)))
        facts.append(("Place", as_is(head.site)))
        self.facts(facts)
        self._is_beside_code = False
        for column in self.columns:
            if not spoken_tag(column.tag):
                text = column.words("This paper has no texts in {language} yet; please have it explained.",
                                    language=column.words.language_name(column.tag))  # fmt: skip
                self.add(self._across(text, MARK))

    def heading(self, says: Says) -> None:
        """Begin a part; it is never left alone at the foot of a page."""
        cells = [[self._own(column, says, HEADING, weight=700)] for column in self.columns]
        self._rows.append((True, Row(self._unlike(cells), is_mirrored=self.is_mirrored)))

    def say(self, says: Says, look: Look = BODY, weight: int = 400) -> None:
        """Say something in each column."""
        cells = [[self._own(column, says, look, weight=weight)] for column in self.columns]
        self.row(self._unlike(cells), has_rule=False)

    def tell(self, said: Said, look: Look = BODY, *, marks: Sequence[Says] = ()) -> None:
        """Say what somebody wrote, in each column in its language or the one there is.

        What stands in its own language in one column is not repeated in another; a chip says where it is.
        """
        spoken = {column.tag.split("-")[0] for column in self.columns}
        stacks = []
        for column in self.columns:
            tag, _text = in_language(said, column.tag)
            own = column.tag.split("-")[0]
            stack = self.told(column, said, look, marks)
            stacks.append(stack[-1:] if tag.split("-")[0] in spoken - {own} else stack)
        self.row(stacks, has_rule=False)

    def facts(self, facts: Sequence[tuple[Says, Says]]) -> None:
        """List facts as name and value; one whose value is empty is left out."""
        stacks: list[list[Paragraph]] = [[] for _one in self.columns]
        seen: set[str] = set()
        for n in self._german_first():
            column = self.columns[n]
            for name, value in facts:
                if text := _in(column, value):
                    spans = [
                        Span(f"{self.fonts.drawable(_in(column, name))}: ", colour=tokens.MUTED),
                        Span(_isolated(self.fonts.drawable(text))),
                    ]
                    if (line := "".join(span.text for span in spans)) in seen:
                        continue  # said in German already
                    seen.add(line)
                    look = BODY._replace(size=9.5, align=column.edge)
                    base = _base(column, line)
                    stacks[n].append(Paragraph(spans, look, self.fonts, tag=column.words.tag, base=base))
        if any(stacks):
            self.row(stacks, has_rule=False)

    def table(
        self, head: Sequence[Says], body: Sequence[Sequence[Sequence[Paragraph]]], shares: Sequence[float]
    ) -> None:
        """Add a table across the page; each head is said in every language."""
        tops = [self.cell(says, SMALL, weight=700) for says in head]
        self.add(Table(tops, body, shares, is_mirrored=self.is_mirrored))

    def cell(self, says: Says, look: Look = BODY, weight: int = 400) -> list[Paragraph]:
        """Return a cell that says something in every language, each once."""
        first, *others = self._speaking()
        look = look._replace(align=self.first.edge)
        stack = [self._own(first, says, look, weight)]
        seen = {_in(first, says)}
        for column in others:
            if (text := _in(column, says)) not in seen:
                seen.add(text)
                stack.append(
                    self._own(column, says, look._replace(size=look.size - 1.5, colour=tokens.MUTED))
                )
        return stack

    def signature(self, *who: Says) -> None:
        """Leave a line to sign on for each."""
        cells = [self.cell(says, SMALL) for says in who]
        if self._rows and isinstance(self._rows[-1][1], Row):
            self._rows[-1] = (True, self._rows[-1][1])  # nobody signs a page that says nothing
        self.add(SignatureLines(cells, is_mirrored=self.is_mirrored))

    def row(self, stacks: Sequence[Sequence[Paragraph]], *, has_rule: bool = True) -> None:
        """Add stacks side by side, the reader's own first."""
        shares: list[float] = []
        if self._is_beside_code:
            column = (TEXT_WIDTH - GUTTER * (len(stacks) - 1)) / len(stacks)
            shares = [column] * len(stacks)
            at = 1 if self._is_code_inside() else len(stacks)
            shares[at - 1 : at] = [column - GUTTER - SIDE, SIDE]
            stacks = [*stacks[:at], (), *stacks[at:]]
        self.add(Row(stacks, is_mirrored=self.is_mirrored, has_rule=has_rule, shares=shares))

    def add(self, piece: Flowable) -> None:
        """Add a piece across the page."""
        self._rows.append((False, piece))

    def finish(self, name: str) -> MadePaper:
        """Return the finished paper. ``name`` says in its file name what it is, in plain letters."""
        head, words = self.head, self.first.words
        frame = PageFrame(
            site=self.fonts.drawable(head.site),
            case_number=self.fonts.drawable(head.case_number),
            kind=words(self._title),
            columns=tuple((endonym(column.tag), column.tag) for column in self.columns),
            is_sample=head.is_sample,
            logo=head.logo,
        )
        pages = Pictures()
        story = list(kept_with_what_follows(self._rows, TEXT_WIDTH))
        pdf = build(story, frame, fonts=self.fonts, words=words, now=head.made_at, pictures=pages)
        made_on = head.made_at.astimezone().date().isoformat()
        parts = [head.case_number, name, *(c.tag for c in self.columns), made_on]
        file_name = "-".join(re.sub(r"[^\w-]", "", part, flags=re.ASCII) for part in parts if part)
        return MadePaper(pdf, pages, f"{file_name}.pdf", tuple(self.fonts.said))

    # Paragraphs

    def told(
        self, column: Column, said: Said, look: Look = BODY, marks: Sequence[Says] = ()
    ) -> list[Paragraph]:
        """Return what somebody wrote as it stands in a column; a chip says when it is in another language."""
        tag, text = in_language(said, column.tag)
        if not text.strip():
            return []
        if look.align == "start" and not look.bullet:
            look = look._replace(align=column.edge)
        shown = self._written(text, look, tag)
        chips: list[Paragraph] = [self._own(column, mark, MARK) for mark in marks]
        if tag and tag.split("-")[0] != column.tag.split("-")[0]:
            name = column.words.language_name(tag)
            chips.append(self._own(column, lambda words: words("in {language}", language=name), MARK))
        return [shown, *chips]

    def written(self, text: str, look: Look = BODY, weight: int = 400) -> Paragraph:
        """Return what somebody wrote; its first strong letter decides the direction."""
        return self._written(text, look._replace(align=self.first.edge), "", weight)

    def own(self, column: Column, says: Says, look: Look = BODY) -> Paragraph:
        """Return a text of the papers in one column."""
        return self._own(column, says, look)

    def _written(self, text: str, look: Look, tag: str, weight: int = 400) -> Paragraph:
        spans = [
            span._replace(weight=700 if weight == 700 else 400) for span in linked(self.fonts.drawable(text))
        ]
        base = int(direction(tag) == "rtl") if tag else None
        return Paragraph(spans, look, self.fonts, tag=tag, base=base)

    def _own(self, column: Column, says: Says, look: Look, weight: int = 400) -> Paragraph:
        drawable = self.fonts.drawable if isinstance(says, _AsIs) else self.fonts.drawable_form_text
        text = _isolated(drawable(_in(column, says)))
        base = _base(column, text)
        if look.align == "start":
            look = look._replace(align=column.edge)
        span = Span(text, 700 if weight == 700 else 400)
        return Paragraph([span], look, self.fonts, tag=column.words.tag, base=base)

    def _across(self, text: str, look: Look) -> Paragraph:
        words = self.first.words
        base = int(words.direction == "rtl")
        return Paragraph([Span(self.fonts.drawable(text))], look, self.fonts, tag=words.tag, base=base)

    def _marks(self, column: Column) -> list[Paragraph]:
        """Return what a reader has to know of all that stands in a column."""
        marks = [SAMPLE] if self.head.is_sample else []
        if spoken_tag(column.tag) and not is_reviewed(column.tag):
            marks.append("Translation not reviewed")
        return [self._own(column, mark, MARK) for mark in marks]

    def _add_code(self) -> None:
        """Put the code of the case number, if there is one, beside what comes next.

        It stands at the far edge, or at the end of the first column where the last one begins at that edge.
        """
        if number := self.fonts.drawable(self.head.case_number):
            column = (TEXT_WIDTH - GUTTER * (len(self.columns) - 1)) / len(self.columns)
            away = (column if self._is_code_inside() else TEXT_WIDTH) - SIDE
            left = TEXT_WIDTH - away - SIDE if self.is_mirrored else away
            self.add(CaseCode(number, f"QR: {number}", left=left))
            self._is_beside_code = True

    def _is_code_inside(self) -> bool:
        return self.columns[0].base != self.columns[-1].base

    def _add_names(self) -> None:
        """Add the name, in the client's column as they write it themselves."""
        head = self.head
        own = head.person_original or head.person
        names = [head.person if column.tag in _OFFICES else own for column in self.columns]
        if len(names) == 1:
            names = [head.person, own]
        edges = [*(column.edge for column in self.columns), ""]
        stacks = [
            [] if name in names[:n] else [self._written(name, Look(size=14, align=edge), "", 700)]
            for n, (name, edge) in enumerate(zip(names, edges, strict=False))
        ]
        self.row(stacks, has_rule=False)

    def _speaking(self) -> list[Column]:
        """Return the columns whose texts differ: one that has none would say the German ones again."""
        return list({column.words.tag: column for column in reversed(self.columns)}.values())[::-1]

    def _unlike(self, cells: Sequence[list[Paragraph]]) -> list[list[Paragraph]]:
        """Leave out a column that would say what stands in another: German words stay in the German one."""
        kept: dict[str, int] = {}
        for n in self._german_first():
            kept.setdefault("\n".join(paragraph.text for paragraph in cells[n]), n)
        return [cell if n in kept.values() else [] for n, cell in enumerate(cells)]

    def _german_first(self) -> list[int]:
        """Return the places of the columns, first those in which German and English words are at home."""
        return sorted(range(len(self.columns)), key=lambda n: self.columns[n].tag not in _OFFICES)


@dataclass(frozen=True, slots=True)
class _AsIs:
    text: str

    def __call__(self, _words: Words) -> str:
        return self.text


def day(words: Words, on: str) -> str:
    """Return a day, month or year (YYYY-MM-DD, YYYY-MM, YYYY) in words; other text as it is."""
    try:
        if len(on) == 10:
            return f"\u2068{words.date(datetime.date.fromisoformat(on))}\u2069"
        if len(on) == 7:
            first = datetime.date.fromisoformat(f"{on}-01")
            return f"\u2068{words.date(first, 'LLLL y')}\u2069"
    except ValueError:
        pass
    return on


def on_day(on: str, otherwise: str = "") -> Callable[[Words], str]:
    """Return what says a day in any language; ``otherwise`` where there is none."""
    return lambda words: day(words, on) if on else otherwise


def as_is(text: str) -> Callable[[Words], str]:
    """Return what says ``text``, which somebody wrote, as it is in every language."""
    return _AsIs(text)


def named(said: Said) -> Callable[[Words], str]:
    """Return what says a name in the language asked for, or a near one."""
    return lambda words: in_language(said, words.tag)[1]


def in_language(said: Said, tag: str) -> tuple[str, str]:
    """Return (language, text) for readers of ``tag``: its own language, a near one, or any there is."""
    near = [one for one in said if one.split("-")[0] == tag.split("-", maxsplit=1)[0]]
    order = [tag, *near, "de", *said]
    found = next((one for one in order if said.get(one, "").strip()), "")
    return found, said.get(found, "")


def linked(text: str) -> list[Span]:
    """Return ``text`` in spans: addresses and numbers keep their order, what can be opened is a link."""
    spans, at = [], 0
    for found in _LEFT_TO_RIGHT.finditer(text):
        spans.append(Span(text[at : found.start()]))
        link = ""
        if found[0].startswith("http"):
            link = found[0]
        elif "@" in found[0]:
            link = f"mailto:{found[0]}"
        elif not found[0].startswith("§"):
            link = "tel:" + re.sub(r"[^\d+]", "", found[0])
        spans.append(Span(f"\u2066{found[0]}\u2069", link=link))
        at = found.end()
    spans.append(Span(text[at:]))
    return [span for span in spans if span.text] or [Span("")]


def _in(column: Column, says: Says) -> str:
    return column.words(says) if isinstance(says, str) else says(column.words)


def _base(column: Column, text: str) -> int:
    """Return the direction of a text of the papers: a German one that stands in runs from left to right."""
    return int(
        column.words.direction == "rtl" and any(c.isalpha() and bidi_class(c) in {"R", "AL"} for c in text)
    )


def _isolated(text: str) -> str:
    return _LEFT_TO_RIGHT.sub(lambda found: f"\u2066{found[0]}\u2069", text)
