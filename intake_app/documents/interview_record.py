"""The interview record: every answered question in two languages side by side, to be read back and kept.

What was not answered is said in words, and how a question reached the person (unreviewed wording,
translated aloud, another language, who interpreted) stands beside it, so that a reader can weigh the answer.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from intake_app.documents import tokens
from intake_app.documents.fonts import Fonts
from intake_app.documents.interpreting import how_interpreted, interpreted_mark, what_to_know
from intake_app.documents.lines import Span
from intake_app.documents.page import SAMPLE, SAMPLE_MARK, TEXT_WIDTH, PageFrame, build
from intake_app.documents.page_pictures import Pictures
from intake_app.documents.paragraph import Box, Look, Paragraph
from intake_app.documents.plain_text import plain
from intake_app.documents.rows import Row, kept_with_what_follows
from intake_app.documents.unswept import unswept
from intake_app.documents.wordings import listing, paper_words, spoken_tag
from intake_app.errors import N_
from intake_app.languages import Words, direction, endonym
from intake_app.records.interpreter import InterpreterAssignment
from intake_app.records.interview_record import AnswerLine, InterviewReading

NON_ANSWERS = {
    "declined": N_("prefers not to answer"),
    "unknown": N_("does not know"),
    "not-asked": N_("not asked"),
    "not-applicable": N_("does not apply"),
}
STATUS = {
    "draft": N_("Draft"),
    "completed": N_("Completed"),
    "returned": N_("Returned"),
    "approved": N_("Approved"),
    "sealed": N_("Sealed"),
    "settled": N_("Received by the central system"),
    "rejected": N_("Rejected by the central system"),
}

_TITLE = Look(size=20, role="H1", after=2)
_NAME = Look(size=14, role="P", after=4)
_SECTION = Look(size=12.5, colour=tokens.ACCENT, role="H2", before=10, after=1)
_REPEAT = Look(size=10.5, role="H3", before=5)
_QUESTION = Look(size=8.5, colour=tokens.MUTED, after=1)
_ANSWER = Look(size=10.5)
_NOTE = Look(size=8.5, colour=tokens.MUTED)
_FACT = Look(size=8, colour=tokens.MUTED)
_CHIP = Look(size=7.5, colour=tokens.MUTED, before=3, box=Box(tokens.SUNKEN, is_tight=True))
_PROVISIONAL = Look(size=7.5, colour=tokens.PROVISIONAL, before=3, box=SAMPLE_MARK)
_REMARK = Look(size=9, before=4, box=Box(tokens.SOFT, padding=(7, 4)))
_LEFT_TO_RIGHT = re.compile(
    r"(?<![\w+])(?:\+|00)?\d[\d ()\-]{5,}\d(?!\w)"  # a phone number, an account
    r"|§{1,2} ?\d+[a-z]?(?: [A-Za-z\d.]+)*"  # § 55 AsylG
)
_MAY_BE = re.compile(r"\d[\d ()\-]{5}|§")  # a quick look: most texts have neither
_INDENT = 12.0


@unswept()
def make_interview_record(
    reading: InterviewReading,
    languages: tuple[str, str],
    words: Words,
    now: datetime.datetime,
    *,
    pictures: Pictures | None = None,
) -> bytes:
    """Return the PDF of ``reading``.

    ``languages`` are form languages: the counsellor's, then the client's; one column when they are the
    same. Everything the program itself says is in the language of ``words``. The same input gives the
    same bytes. ``pictures`` takes a picture of each page (SVG).

    Raises:
        MissingGlyphs: the form's text in these languages needs letters no font here has.
    """
    fonts = Fonts()
    names = tuple(dict.fromkeys(languages))
    columns = tuple(_Column.of(name, reading, words) for name in names)
    record = _Record(reading, columns, words, fonts)
    frame = PageFrame(
        site=fonts.drawable(reading.site),
        case_number=fonts.drawable(reading.case_number),
        kind=words(N_("Interview record")),
        columns=tuple((fonts.drawable(endonym(column.tag)), column.tag) for column in columns),
        is_sample=reading.record.is_sample,
    )
    return build(list(record.story()), frame, fonts=fonts, words=words, now=now, pictures=pictures)


class _Column(NamedTuple):
    """One language of the document; ``words`` says the program's own texts in it where it can."""

    name: str
    tag: str
    base: int
    words: Words

    @classmethod
    def of(cls, name: str, reading: InterviewReading, words: Words) -> "_Column":
        tag = reading.languages.get(name, "") or words.tag
        return cls(name, tag, int(direction(tag) == "rtl"), paper_words(tag) if spoken_tag(tag) else words)


class _Record:
    def __init__(
        self, reading: InterviewReading, columns: tuple[_Column, ...], words: Words, fonts: Fonts
    ) -> None:
        self.reading = reading
        self.columns = columns
        self.words = words
        self.fonts = fonts
        self.base = int(words.direction == "rtl")
        self.speakers = _speakers(words, columns)
        self.interpreters = {one.id: one for one in reading.interpreters}
        self._seen_in = columns[-1].name  # language the person saw, as far as this document has said
        self._interpreted_by = ""  # assignment id of who interpreted, as far as this document has said

    def story(self) -> Iterator[Flowable]:
        """Return the document's pieces from top to bottom."""
        yield from self._head()
        yield from self._interpreting()
        yield Spacer(1, 8)
        yield Row([[self._column_name(column)] for column in self.columns], is_mirrored=bool(self.base))
        yield from kept_with_what_follows(list(self._rows()), TEXT_WIDTH)
        yield from self._remarks()

    def _rows(self) -> Iterator[tuple[bool, Row]]:
        """Return every line as a row, and whether it is a heading."""
        is_one_way = len({column.base for column in self.columns}) == 1
        inside: list[int] = []  # depths of the repeats around the current line
        for line in self.reading.lines:
            while inside and line.depth <= inside[-1]:
                inside.pop()
            indent = _INDENT * len(inside)
            insets = (indent, 0.0 if is_one_way else indent)
            if line.kind in {"section", "repeat"}:
                yield True, self._heading(line, insets)
                if line.kind == "repeat":
                    inside.append(line.depth)
            else:
                cells = [self._cell(line, column) for column in self.columns]
                yield False, Row(cells, is_mirrored=bool(self.base), insets=insets)

    def _head(self) -> Iterator[Flowable]:
        reading = self.reading
        yield self._in_both(N_("Interview record"), _TITLE, weight=700, has_rule=True)
        if reading.record.is_sample:
            yield self._in_both(SAMPLE, _PROVISIONAL)
        near, far = (_edge(int(one.direction == "rtl")) for one in (self.speakers[0], self.speakers[-1]))
        names = [self._quote(reading.person_display, _NAME._replace(align=near), weight=700)]
        if reading.person_original and reading.person_original != reading.person_display:
            names.append(self._quote(reading.person_original, _NAME._replace(align=far)))
        yield Row([[name] for name in names], is_mirrored=bool(self.base), has_rule=False)
        yield self._row([
            [self._fact(words, label, value) for label, value in self._facts(words) if value]
            for words in self.speakers
        ])  # fmt: skip

    def _interpreting(self) -> Iterator[Flowable]:
        """Say who interpreted and how, or that nobody did although two languages were spoken."""
        record = self.reading.record
        if not self.interpreters and record.language == record.client_language:
            return
        yield CondPageBreak(90)
        yield self._in_both(N_("Interpreting"), _SECTION, weight=700, has_rule=True)
        if not self.interpreters:
            yield self._in_both(N_("No interpreter was recorded."), _NOTE)
        for one in self.interpreters.values():
            yield self._row([self._interpreter(one, words) for words in self.speakers])

    def _interpreter(self, one: InterpreterAssignment, words: Words) -> list[Paragraph]:
        look = _ANSWER._replace(size=9.5, align=_edge(int(words.direction == "rtl")))
        stack = [self._quote(one.name or words(N_("without a name")), look, weight=700)]
        stack.append(self._say(how_interpreted(one, words), _FACT._replace(size=8.5), words=words))
        is_changed = one.id in self.reading.changed_since
        for sentence, is_missing in what_to_know(one, words, is_changed=is_changed):
            stack.append(
                self._say(sentence, _PROVISIONAL if is_missing else _FACT._replace(size=8.5), words=words)
            )
        return stack

    def _facts(self, words: Words) -> Iterator[tuple[str, str]]:
        record = self.reading.record
        yield words(N_("Case number")), f"\u2066{self.reading.case_number}\u2069"
        yield (
            words(N_("Form")),
            f"{record.form_title} ({record.form_version})" if record.form_version else record.form_title,
        )
        yield words(N_("Counsellor")), self.reading.counsellor
        yield words(N_("Begun")), words.moment(record.begun_at)
        yield words(N_("Completed")), words.moment(record.completed_at) if record.completed_at else ""
        yield words(N_("Status")), words(STATUS[record.status])
        yield (
            words(N_("Answered")),
            words(N_("{n} of {total}"), n=record.answered, total=record.asked) if record.asked else "",
        )
        yield words(N_("Language shown to the person")), self._trail(words)

    def _trail(self, words: Words) -> str:
        """Return which language the person saw, from when on."""
        steps = [
            f"\u2068{words.time(at)} {self._language(name, words)}\u2069" for at, name in self.reading.trail
        ]
        return listing(words, steps) or self._language(self.reading.record.client_language, words)

    def _language(self, name: str, words: Words) -> str:
        tag = self.reading.languages.get(name, "")
        return words.language_name(tag) if tag else name

    def _column_name(self, column: _Column) -> Paragraph:
        look = Look(size=9, colour=tokens.ACCENT)
        own, here = endonym(column.tag), self.words.language_name(column.tag)
        text = own if own.casefold() == here.casefold() else f"{own}  ·  \u2068{here}\u2069"
        return self._form_text(text, look, column.tag, column, weight=700)

    def _heading(self, line: AnswerLine, insets: tuple[float, float]) -> Row:
        look = (
            _REPEAT
            if line.kind == "repeat"
            else _SECTION
            if line.depth == 0
            else _SECTION._replace(size=11, role="H3")
        )
        cells = []
        for column in self.columns:
            text, tag = self._label(line, column)
            if line.kind == "repeat":
                number = line.values.get(column.name) or line.raw or ""
                text = f"{text} {number}".strip() if text else column.words(N_("Entry {n}"), n=number)
            cells.append([self._form_text(text, look, tag, column, weight=700)])
        return Row(cells, is_mirrored=bool(self.base), insets=insets)

    def _cell(self, line: AnswerLine, column: _Column) -> list[Paragraph]:
        """Return question, answer and marks of one line in one language."""
        label, tag = self._label(line, column)
        if line.kind == "note":
            return [self._form_text(label, _NOTE, tag, column)]
        cell = [self._form_text(label, _QUESTION, tag, column)]
        if line.non_answer:
            said = column.words(NON_ANSWERS.get(line.non_answer, line.non_answer))
            cell.append(
                self._own(
                    said,
                    _ANSWER._replace(size=9, colour=tokens.MUTED, box=Box(tokens.SUNKEN, is_tight=True)),
                    column,
                )
            )
        else:
            value = line.values.get(column.name) or line.raw or ""
            cell.append(self._answer(value, column))
        is_first, is_last = column is self.columns[0], column is self.columns[-1]
        if label and column.name not in _given(line.labels):
            cell.append(self._own(column.words(N_("not translated")), _PROVISIONAL, column))
        if is_last:
            cell += [self._own(text, look, column) for text, look in self._marks(line, column)]
        if is_first and line.note:
            cell.append(self._quote(f"{self.words(N_('Note'))}: {line.note}", _REMARK._replace(size=8.5)))
        return cell

    def _marks(self, line: AnswerLine, column: _Column) -> Iterator[tuple[str, Look]]:
        words = column.words
        if not line.reviewed:
            yield words(N_("Translation not reviewed")), _PROVISIONAL
        if line.oral:
            yield words(N_("translated orally")), _CHIP
        if line.is_confirmed:
            yield words(N_("unusual, kept as said")), _CHIP
        if line.disputed:
            yield words(N_("The person says this is wrong: {words}"), words=line.disputed), _PROVISIONAL
        if line.language and line.language != self._seen_in:
            tag = self.reading.languages.get(line.language, "")
            name = words.language_name(tag) if tag else line.language
            yield words(N_("from here on shown in {language}"), language=name), _CHIP
            self._seen_in = line.language
        if line.first_language:
            tag = self.reading.languages.get(line.first_language, "")
            name = words.language_name(tag) if tag else line.first_language
            yield words(N_("corrected; first answered in {language}"), language=name), _CHIP
        if line.interpreter != self._interpreted_by:
            yield interpreted_mark(self.interpreters.get(line.interpreter), words), _CHIP
            self._interpreted_by = line.interpreter

    def _remarks(self) -> Iterator[Flowable]:
        if not self.reading.remarks:
            return
        yield CondPageBreak(120)
        yield self._say(self.words(N_("Remarks from the review")), _SECTION, weight=700)
        lines = {line.ref: line for line in self.reading.lines}
        for remark in self.reading.remarks:
            about = lines.get(remark.ref)
            label = self._label(about, self.columns[0])[0] if about else ""
            state = self.words(N_("settled")) if remark.settled else self.words(N_("open"))
            when = f"\u2068{self.words.moment(remark.at)}\u2069 · {state}"
            yield self._say(f"{when} · {label}" if label else when, _FACT._replace(before=6))
            yield self._quote(remark.text, _REMARK)

    def _label(self, line: AnswerLine, column: _Column) -> tuple[str, str]:
        """Return a label in the column's language, or in one that has it, with that language's tag."""
        given = _given(line.labels)
        order = (column.name, *(other.name for other in self.columns), *given)
        name = next((name for name in order if name in given), None)
        if name is None:
            return "", column.tag
        return plain(given[name]), self.reading.languages.get(name, "") or column.tag

    def _answer(self, value: str, column: _Column) -> Paragraph:
        """Return what was answered; free text decides its direction itself, numbers stay in their order."""
        text = self.fonts.drawable(value)
        base = None if any(c.isalpha() for c in text) else 0  # numbers alone read the same everywhere
        look = _ANSWER._replace(align=_edge(column.base))
        return Paragraph([Span(_isolated(text))], look, self.fonts, tag=column.tag, base=base)

    def _form_text(self, text: str, look: Look, tag: str, column: _Column, weight: int = 400) -> Paragraph:
        """Return a form's own text, which may be in another language than its column."""
        span = Span(_isolated(self.fonts.drawable_form_text(text)), 700 if weight == 700 else 400)
        base = int(direction(tag) == "rtl")
        return Paragraph([span], look._replace(align=_edge(column.base)), self.fonts, tag=tag, base=base)

    def _own(self, text: str, look: Look, column: _Column) -> Paragraph:
        """Return a text of the program in a column, in the best language there is for it."""
        base = int(column.words.direction == "rtl")
        look = look._replace(align=_edge(column.base))
        return Paragraph([Span(self.fonts.drawable(text))], look, self.fonts, tag=column.words.tag, base=base)

    def _row(self, stacks: Sequence[Sequence[Paragraph]], *, has_rule: bool = False) -> Row:
        return Row(stacks, is_mirrored=bool(self.base), has_rule=has_rule)

    def _in_both(self, message: str, look: Look, weight: int = 400, *, has_rule: bool = False) -> Row:
        """Return a text of the program in the counsellor's language and in the client's."""
        said = [[self._say(words(message), look, weight, words=words)] for words in self.speakers]
        return self._row(said, has_rule=has_rule)

    def _say(self, text: str, look: Look, weight: int = 400, *, words: Words | None = None) -> Paragraph:
        """Return a text of the program, in the language of ``words``."""
        words = words or self.words
        base = int(words.direction == "rtl")
        span = Span(_isolated(self.fonts.drawable(text)), 700 if weight == 700 else 400)
        return Paragraph([span], look._replace(align=_edge(base)), self.fonts, tag=words.tag, base=base)

    def _fact(self, words: Words, label: str, value: str) -> Paragraph:
        """Return a fact as name and value on one line."""
        base = int(words.direction == "rtl")
        spans = [
            Span(f"{self.fonts.drawable(label)}: ", colour=tokens.MUTED),
            Span(_isolated(self.fonts.drawable(f"\u2068{value}\u2069"))),
        ]
        look = _ANSWER._replace(size=9, align=_edge(base))
        return Paragraph(spans, look, self.fonts, tag=words.tag, base=base)

    def _quote(self, text: str, look: Look, weight: int = 400) -> Paragraph:
        """Return what a person wrote; its first strong letter decides the direction."""
        span = Span(_isolated(self.fonts.drawable(text)), 700 if weight == 700 else 400)
        if look.align == "start":
            look = look._replace(align=_edge(self.base))
        return Paragraph([span], look, self.fonts, base=None)


def _speakers(words: Words, columns: Sequence[_Column]) -> tuple[Words, ...]:
    """Return who says the head of the record: the columns' languages where ``words`` are among them.

    Else it is the reader's language and the client's.
    """
    spoken = {one.words.tag: one.words for one in columns}
    if words.tag in spoken:
        return tuple({**spoken, words.tag: words}.values())
    return (words, columns[-1].words)


def _edge(base: int) -> str:
    return "right" if base else "left"


def _isolated(text: str) -> str:
    """Keep phone numbers and sections of a law in their own order inside right-to-left text."""
    if _MAY_BE.search(text) is None:
        return text
    return _LEFT_TO_RIGHT.sub(lambda found: f"\u2066{found[0]}\u2069", text)


def _given(labels: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in labels.items() if text.strip()}
