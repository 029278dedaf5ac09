"""The middle of the room: one page of cards after the other, and at the end what is still open.

It knows where the talk stands: which page, which card. Turning never waits for an answer.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from intake_app.interview import Changes, Interview, Page
from intake_app.records.interview_record import Remark
from ui.questions.question_box import QuestionBox
from ui.screens.interview_cards import Cards
from ui.screens.interview_numbers import QuestionNumbers, skipped_on
from ui.screens.interview_open_points import OpenPoints, collect_points
from ui.screens.interview_page import PageView
from ui.screens.interview_tongues import Tongues

OPEN_POINTS = "open points"  # the place of the last page, which has no question of its own


class Paging(QStackedWidget):
    """The pages of one interview. ``turned`` when another page shows, ``current_changed`` with the card's
    ref ("" for none).
    """

    turned = Signal()
    current_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.page, self.points = PageView(), OpenPoints()
        self.addWidget(self.page)
        self.addWidget(self.points)
        self.current: QuestionBox | None = None
        self.at = 0  # number of the page; len(pages) is the page of open points
        self.pages: tuple[Page, ...] = ()
        self._is_turning = False
        self._interview: Interview
        self._tongues: Tongues
        self._cards: Cards
        self._numbers: QuestionNumbers
        self._remarks: tuple[Remark, ...] = ()
        self._gone: list[str] = []  # refs of the page's questions that fell away

    def begin(
        self,
        interview: Interview,
        tongues: Tongues,
        cards: Cards,
        *,
        place: str,
        remarks: tuple[Remark, ...],
    ) -> None:
        """Show the page of ``place``, a question's ref or ``OPEN_POINTS``; else the first."""
        self._interview, self._tongues, self._cards, self._remarks = interview, tongues, cards, remarks
        self._numbers = QuestionNumbers(interview.form)
        self.pages = interview.pages()
        first = len(self.pages) if place == OPEN_POINTS else 0
        self.show_page(self._page_of(place, first), focus=place)

    @property
    def is_last(self) -> bool:
        """Return whether this is the page of what is still open."""
        return self.at >= len(self.pages)

    @property
    def place(self) -> str:
        """Return where the talk stands: a ref, ``OPEN_POINTS``, or nothing yet."""
        return OPEN_POINTS if self.is_last else self.current.ref if self.current else ""

    @property
    def section(self) -> int:
        """Return the number of the section one is in, from 0; the number of all on the last page."""
        sections = self._interview.sections()
        if self.is_last:
            return len(sections)
        key = self.pages[self.at].section
        return next((n for n, section in enumerate(sections) if section.key == key), 0)

    def number(self, ref: str) -> str:
        """Return the number people say aloud for a question (``4.2``)."""
        sections = {section.key: n for n, section in enumerate(self._interview.sections(), 1)}
        page = next((page for page in self.pages if ref in page.questions), None)
        return self._numbers.of(ref, page.section, sections.get(page.section, 0)) if page else ""

    # going

    def show_page(self, at: int, *, focus: str = "", ends: bool = False) -> None:
        """Show page ``at`` and give a card the focus: ``focus``, or the first (the last with ``ends``)."""
        self.at = max(0, min(at, len(self.pages)))
        if self.current is not None:
            self.current.set_current(False)
            self.current = None
        self._is_turning = True  # cards that go hand the focus on to each other: nobody chose those
        if self.is_last:
            self._show_points()
            self.points.focus_first()
        else:
            self.setCurrentWidget(self.page)
            self._fill_page()
            self._is_turning = False
            wanted = [box for box in self.page.boxes if box.ref == focus]
            asked = [box for box in self.page.boxes if not box.is_note] or self.page.boxes
            for box in (wanted or asked[-1 if ends else 0 :])[:1]:
                box.setFocus()
                self._make_current(box)
        self._is_turning = False
        if self.current is None:
            self.current_changed.emit("")
        self.turned.emit()

    def go_to(self, ref: str) -> bool:
        """Show the page of ``ref`` and give its card the focus; False when it is on no page."""
        at = self._page_of(ref, -1)
        if at >= 0:
            self.show_page(at, focus=ref)
        return at >= 0

    def go_to_section(self, number: int) -> None:
        """Show the first page of a section (from 0); beyond the last, what is still open."""
        sections = self._interview.sections()
        if number >= len(sections):
            self.show_page(len(self.pages))
        elif number >= 0:
            key = sections[number].key
            self.show_page(next((n for n, page in enumerate(self.pages) if page.section == key), self.at))

    def go_to_instance(self, ref: str) -> None:
        """Show the first page of the last instance of a repeat."""
        places = [n for n, page in enumerate(self.pages) if page.repeat and page.repeat.ref == ref]
        if places:
            instance = self.pages[places[-1]].repeat
            self.show_page(next(n for n in places if self.pages[n].repeat == instance))

    def focus_current(self) -> None:
        """Give the focus back to the card being asked, or to the open points."""
        if self.current is not None:
            self.current.setFocus()
        elif self.pages and self.is_last:
            self.points.focus_first()

    def step(self, by: int) -> int:
        """Go to another card of the page; return -1 or 1 when the way leads off the page, else 0."""
        boxes = self.page.boxes
        at = boxes.index(self.current) + by if self.current in boxes else 0
        if 0 <= at < len(boxes):
            boxes[at].setFocus()
            return 0
        return -1 if at < 0 else 1

    def follow_focus(self, now: QWidget | None) -> None:
        """Make the card current that the focus has moved into."""
        while now is not None and not isinstance(now, QuestionBox):
            now = now.parentWidget()
        if not self._is_turning and isinstance(now, QuestionBox) and now in self.page.boxes:
            self._make_current(now)

    def flush(self) -> None:
        """Give everything that was typed and not yet given."""
        for box in list(self.page.boxes):
            box.flush()

    # showing

    def redraw(self, changes: Changes) -> None:
        """Show what an act changed."""
        here = self.current.ref if self.current else ""
        if changes.structure:  # positions may mean another instance now
            self._take_off(self._cards.give_up(lambda ref: "[" in ref))
        self._cards.make_stale(changes.nodes)
        self.pages = self._interview.pages()
        if self.is_last:
            self._show_points()
            return
        self.at = min(self._page_of(here, self.at), len(self.pages) - 1)
        if self.current is None:
            self.show_page(self.at, focus=here)
        else:
            self._fill_page()

    def say_page(self) -> None:
        """Say everything that is in sight in the languages of the panes."""
        self.page.hold_in_view(self.current)
        for box in self.page.boxes:
            box.show_words(self._tongues.panes)
        if self.is_last:
            self._show_points()
        else:
            self.show_head()

    def show_head(self) -> None:
        """Show the page's title, its repeat, the numbers of its questions and what fell away."""
        if self.is_last:
            return
        page, panes, interview = self.pages[self.at], self._tongues.panes, self._interview
        sections = interview.sections()
        ours = interview.worded(page.ref, "label", panes.counsellor.name).text
        theirs = interview.worded(page.ref, "label", panes.client.name)
        number = next((n for n, one in enumerate(sections, 1) if one.key == page.section), 1)
        self.page.head.show_title(
            ours or page.title.text or interview.form.title,
            "" if theirs.is_fallback else theirs.text,
            panes, section=number, of=len(sections),
        )  # fmt: skip
        self.page.repeat.show_repeat(page.repeat, ours)
        for box in self.page.boxes:
            box.set_number(self._numbers.of(box.ref, page.section, number))
        self.page.skipped.show_skipped([interview.label(ref, panes.counsellor.name) for ref in self._gone])

    def _fill_page(self) -> None:
        """Bring the cards of the page in, and draw those that an answer has changed."""
        refs = self.pages[self.at].questions
        if self._cards.is_full:
            self._take_off(self._cards.give_up(lambda ref: ref not in refs))
        boxes = [self._cards.ready(ref) for ref in refs]
        self.page.show_boxes(boxes)
        self._cards.draw_stale(boxes)
        self._gone = skipped_on(self._interview, self.pages, self.at)
        self.show_head()

    def _show_points(self) -> None:
        self._cards.show_required()
        self.setCurrentWidget(self.points)
        points = collect_points(
            self._interview,
            self.pages,
            self.number,
            language=self._tongues.panes.counsellor.name,
            remarks=self._remarks,
        )
        self.points.show_points(points, *self._interview.progress())

    def _take_off(self, gone: list[QuestionBox]) -> None:
        """Let cards go."""
        if self.current in gone:
            self.current = None
        self.page.show_boxes([box for box in self.page.boxes if box not in gone])
        for box in gone:
            box.retire()
            box.deleteLater()

    def _make_current(self, box: QuestionBox) -> None:
        if box is self.current:
            return
        if self.current is not None:
            self.current.set_current(False)
        self.current = box
        box.set_current(True)
        self.page.bring_into_view(box)
        self.current_changed.emit(box.ref)

    def _page_of(self, ref: str, otherwise: int) -> int:
        return next((n for n, page in enumerate(self.pages) if ref in page.questions), otherwise)
