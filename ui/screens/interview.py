"""The interview room: a page of question cards in two languages, each answer saved as it is given.

The open interview lives here, on the GUI thread, in memory; keeping it is the vault lane's work. An
answer goes from its card to the interview, comes back as the list of what changed, and only those
cards are drawn again. Nothing here waits: not for missing answers, not for the disk, not for a language.
"""

import datetime
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from intake_app.errors import IntakeError
from intake_app.interview import Changes, Interview, Page
from intake_app.records.interview_record import EventKind, InterviewEvent, InterviewRecord, Remark
from intake_app.services import forms as form_services
from intake_app.services import interviews as interview_services
from intake_app.services.interviews import OpenInterview
from intake_app.services.session import Workspace
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.space import pane, row
from ui.questions.panes import PaneLanguage, Panes, plain_text
from ui.questions.question_box import QuestionBox
from ui.screen import Screen
from ui.screens.interview_find import QuestionFinder
from ui.screens.interview_foot import FootBar
from ui.screens.interview_keys import CARD_KEYS, KEYS, bind_keys
from ui.screens.interview_languages import LanguageList
from ui.screens.interview_numbers import QuestionNumbers, skipped_on
from ui.screens.interview_open_points import OpenPoint, OpenPoints, collect_points
from ui.screens.interview_page import PageView
from ui.screens.interview_pause import PausePage
from ui.screens.interview_saving import Saving, Unsaved
from ui.screens.interview_sections import SectionNav
from ui.screens.interview_top import NotSaved, TopBar
from ui.words import _, words

OPEN_POINTS = "open points"  # the place of the last page, which has no question of its own
_MOST_CARDS = 160  # cards kept ready; older pages are made again when one comes back to them


class InterviewScreen(Screen):
    """One open interview. ``saved`` after each commit; ``ready`` once the interview is on screen."""

    has_rail: ClassVar[bool] = False
    saved = Signal()
    ready = Signal()

    def __init__(self, window: "object | None" = None, *, interview_id: str = "") -> None:
        super().__init__(window)  # type: ignore[arg-type]
        self._id = interview_id
        self._held: Workspace | None = None  # kept from opening on: locking takes it from the window first
        self._open: OpenInterview | None = None
        self._panes = Panes(PaneLanguage(""), PaneLanguage(""))
        self._recent: list[str] = []  # the client's last languages, the present one last
        self._percents: dict[str, int] = {}
        self._pages: tuple[Page, ...] = ()
        self._at = 0  # number of the page; len(pages) is the page of open points
        self._boxes: dict[str, QuestionBox] = {}
        self._stale: set[str] = set()  # cards off the page that must be drawn again when they come back
        self._later: list[str] = []
        self._shows_required = False
        self._current: QuestionBox | None = None
        self._width = "wide"
        self._leaving = ""
        self._is_turning = False
        self._saving = Saving(self._keep_now, self.ask, self)
        self._build()
        self._saving.saved.connect(self._on_saved)
        self._saving.failed.connect(self._on_not_saved)
        self._saving.settled.connect(self._on_settled)
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._show_sections)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    # driving: what a person does, by name

    @property
    def interview(self) -> Interview:
        """Return the open interview."""
        assert self._open is not None
        interview: Interview = self._open.interview
        return interview

    @property
    def is_ready(self) -> bool:
        """Return whether the interview is on screen."""
        return self._open is not None

    @property
    def is_settled(self) -> bool:
        """Return whether everything that was answered is kept."""
        return self._saving.is_settled

    def page_refs(self) -> tuple[str, ...]:
        """Return the refs of the cards on this page, in order; none on the page of open points."""
        return () if self.is_last_page() else tuple(box.ref for box in self._page.boxes)

    def box(self, ref: str) -> QuestionBox:
        """Return the card of ``ref`` on this page. Raises KeyError when it is not here."""
        if ref not in self.page_refs():
            raise KeyError(ref)
        return self._boxes[ref]

    def is_last_page(self) -> bool:
        """Return whether this is the page of what is still open."""
        return self._at >= len(self._pages)

    def next_page(self) -> None:
        """Go on; on the page of open points, complete the interview."""
        self._flush()
        if self.is_last_page():
            self.complete()
        else:
            self._show_page(self._at + 1)
            self._keep_place()

    def previous_page(self) -> None:
        """Go back one page."""
        self._flush()
        if self._at > 0:
            self._show_page(self._at - 1, ends=True)
            self._keep_place()

    def go_to(self, ref: str) -> None:
        """Show the page of ``ref`` and give its card the focus."""
        self._flush()
        for number, page in enumerate(self._pages):
            if ref in page.questions:
                self._show_page(number, focus=ref)
                self._keep_place()
                return

    def switch_client_language(self, name: str) -> None:
        """Show the client's side in the form's language ``name``; nothing else changes."""
        if name == self._panes.client.name or self._open is None:
            return
        self._recent = [*(one for one in self._recent if one != name), name][-3:]
        self._panes = Panes(self._panes.counsellor, self._pane(name), self._panes.is_swapped)
        self.interview.set_client_language(name)
        self._say_page()
        self._keep("language", "", name)

    def swap_panes(self) -> None:
        """Let the two sides change places."""
        self._panes = Panes(self._panes.counsellor, self._panes.client, not self._panes.is_swapped)
        self._say_page()

    def pause(self) -> None:
        """Empty the screen."""
        self._flush()
        self._pause.begin(self._panes.client, self._panes.counsellor, is_saved=not self._saving.has_failed)

    def resume(self) -> None:
        """Show the page again, where one was."""
        self._pause.end()
        self._focus_current()

    def complete(self) -> None:
        """Complete the interview and go to reading it back."""
        self._flush()
        self._leaving = "reading"
        self._leave_when_settled()

    def leave(self) -> None:
        """Go home; the interview stays as a draft where it is."""
        self._flush()
        self._leaving = "home"
        self._leave_when_settled()

    # Screen's own

    def title(self) -> str:
        return _("Interview")

    def opened(self) -> None:
        workspace, now = self.workspace, self.now()
        self._held = workspace
        if self._open is None:
            self.ask(
                lambda: interview_services.resume_interview(workspace, interview_id=self._id, now=now),
                self._begin,
            )
            self.ask(lambda: form_services.installed_forms(workspace), self._know_languages)

    def closing(self) -> None:
        self._flush()
        self._saving.send_all()

    def reworded(self) -> None:
        if self._open is not None:
            for box in self._boxes.values():
                box.redraw()
            if not self.is_last_page():
                self._show_head(self._pages[self._at])
            self._show_sections()

    def arrange(self, width: str) -> None:
        self._width = width
        self._nav.setVisible(width != "narrow")
        self._nav.set_compact(width == "medium")
        self._sections_bar.setVisible(width == "narrow")
        self._top.set_arranged(width)
        self._foot.set_arranged(width)
        self._page.set_arranged(width)
        for box in self._boxes.values():
            box.set_arranged(width)

    def keys(self) -> tuple[tuple[str, str], ...]:
        page = tuple((keys[0], _(says)) for _deed, keys, says in KEYS)
        return (*page, *((keys, _(says)) for keys, says in CARD_KEYS))

    # building

    def _build(self) -> None:
        self._top, self._foot, self._nav, self._page = TopBar(), FootBar(), SectionNav(), PageView()
        self._points, self._not_saved = OpenPoints(), NotSaved()
        close = Button("quiet", icon="x")
        self._remark = Notice("att", icon="chat-text", action=close)  # on the interview as a whole
        self.say(close.name_it, lambda: _("Close this message"))
        close.clicked.connect(self._close_remark)
        self._sections = Button(icon="list-bullets")
        self._sections.clicked.connect(self._open_finder)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._page)
        self._stack.addWidget(self._points)
        work = QVBoxLayout()
        work.addWidget(self._not_saved)
        work.addWidget(self._remark)
        self._remark.hide()
        self._sections_bar = pane(row((self._sections, 1), margins=(10, 6)))
        work.addWidget(self._sections_bar)
        work.addWidget(self._stack, 1)
        work.addWidget(self._foot)
        middle = QHBoxLayout()
        middle.addWidget(self._nav)
        middle.addLayout(work, 1)
        whole = QVBoxLayout(self)
        whole.addWidget(self._top)
        whole.addLayout(middle, 1)
        for layout in (work, middle, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self._languages, self._finder, self._pause = LanguageList(self), QuestionFinder(self), PausePage(self)
        self._connect()
        self.arrange("wide")

    def _connect(self) -> None:
        self._top.left.connect(self.leave)
        self._top.swapped.connect(self.swap_panes)
        self._top.paused.connect(self.pause)
        self._top.languages.chosen.connect(self._choose_language)
        self._top.languages.more.connect(self._open_languages)
        self._languages.chosen.connect(self._choose_language)
        for popover in (self._languages, self._finder):
            popover.closed.connect(self._focus_current)
        self._finder.chosen.connect(self.go_to)
        self._pause.ended.connect(self.resume)
        self._foot.back.connect(self.previous_page)
        self._foot.onward.connect(self.next_page)
        self._foot.postponed.connect(self._postpone_current)
        self._nav.chosen.connect(self._go_to_section)
        self._points.chosen.connect(self.go_to)
        self._points.not_asked.connect(self._record_not_asked)
        self._page.added.connect(self._add_repeat)
        self._page.removed.connect(self._remove_repeat)
        self._not_saved.retried.connect(self._retry)
        deeds: dict[str, Callable[[], object]] = {
            "cycle": self._cycle_language, "swap": self.swap_panes, "languages": self._open_languages,
            "pause": self.pause, "next": self.next_page, "back": self.previous_page, "undo": self._undo,
            "redo": self._redo, "find": self._open_finder,
            "section-down": lambda: self._go_to_section(self._section_at() + 1),
            "section-up": lambda: self._go_to_section(self._section_at() - 1),
        }  # fmt: skip
        for reason in ("declined", "unknown", "not-asked", "not-applicable"):
            deeds[reason] = partial(self._decline_current, reason)
        bind_keys(self, deeds)

    # opening

    def _begin(self, opened: OpenInterview) -> None:
        self._open = opened
        record = opened.record
        self._numbers = QuestionNumbers(opened.interview.form)
        counsellor = self._pane(record.language or opened.interview.form.default_language)
        client = self._pane(record.client_language or counsellor.name)
        self._panes = Panes(counsellor, client)
        self._recent = [client.name]
        opened.interview.set_language(counsellor.name)
        opened.interview.set_client_language(client.name)
        self._top.show_case(plain_text(record.form_title), opened.case_number, record.begun_at)
        self._saving.last_saved = record.saved_at
        self._top.show_saved(record.saved_at)
        whole = " ".join(one.text for one in self._remarks(""))
        if whole:
            self._remark.tell(lambda: _("Remark from the review"), whole)
            self._remark.show()
        self._pages = opened.interview.pages()
        first = len(self._pages) if record.place == OPEN_POINTS else 0
        at = next((n for n, page in enumerate(self._pages) if record.place in page.questions), first)
        self._show_page(at, focus=record.place)
        self.ready.emit()

    def _know_languages(self, outlines: "tuple[form_services.FormOutline, ...]") -> None:
        if self._open is None:
            return
        form = self._open.interview.form
        for outline in outlines:
            if (outline.form_id, outline.version) == (form.form_id, form.version):
                self._percents = {language.name: percent for language, percent in outline.languages}

    # answers

    def _answer(self, ref: str, value: str | None) -> None:
        if value is None:
            self._acted(self.interview.clear(ref), "clear", ref, None)
        else:
            self._acted(self.interview.answer(ref, value, now=self.now()), "answer", ref, value)

    def _non_answer(self, ref: str, reason: str) -> None:
        if self.interview.node(ref).non_answer == reason:
            self._acted(self.interview.clear(ref), "clear", ref, None)
        else:
            self._acted(self.interview.decline(ref, reason), "non-answer", ref, reason)  # type: ignore[arg-type]

    def _record_not_asked(self) -> None:
        for finding in self.interview.findings():
            if finding.kind == "required":
                self._non_answer(finding.ref, "not-asked")

    def _note(self, ref: str, text: str) -> None:
        self.interview.note(ref, text)
        self._acted(Changes(nodes=(ref,)), "note", ref, text)

    def _oral(self, ref: str, is_oral: bool) -> None:
        self.interview.mark_oral(ref, is_oral)
        self._acted(Changes(nodes=(ref,)), "oral", ref, "yes" if is_oral else "no")

    def _postpone(self, ref: str) -> None:
        self._later.remove(ref) if ref in self._later else self._later.append(ref)
        self._boxes[ref].set_later(ref in self._later)
        self._nav.set_later(len(self._later))

    def _postpone_current(self) -> None:
        if self._current is not None:
            self._postpone(self._current.ref)

    def _decline_current(self, reason: str) -> None:
        if self._current is not None:
            self._current.set_non_answer(reason)

    def _undo(self) -> None:
        self._step_back(self.interview.undo())

    def _redo(self) -> None:
        self._step_back(self.interview.redo())

    def _step_back(self, changes: Changes | None) -> None:
        if changes is None:
            return
        ref = changes.nodes[0] if changes.nodes else ""
        value = self.interview.value(ref) if ref else None
        self._acted(changes, "clear" if value is None else "answer", ref, value)

    def _add_repeat(self, ref: str) -> None:
        self._flush()
        self._acted(self.interview.add_repeat(ref), "add-repeat", ref, None)
        added = [n for n, page in enumerate(self._pages) if page.repeat and page.repeat.ref == ref]
        if added:
            self._show_page(self._first_of_instance(added[-1]))

    def _remove_repeat(self, ref: str) -> None:
        self._flush()
        self._acted(self.interview.remove_repeat(ref), "remove-repeat", ref, None)
        self._show_page(min(self._at, len(self._pages) - 1))

    def _first_of_instance(self, at: int) -> int:
        instance = self._pages[at].repeat
        while at > 0 and self._pages[at - 1].repeat == instance:
            at -= 1
        return at

    def _acted(self, changes: Changes, kind: EventKind, ref: str, value: str | None) -> None:
        """Show what an act changed, and keep it."""
        if kind in {"answer", "non-answer"} and ref in self._later:
            self._postpone(ref)
        self._redraw(changes)
        self._keep(kind, ref, value)

    def _redraw(self, changes: Changes) -> None:
        if changes.structure:
            self._forget_boxes()
        self._stale.update(changes.nodes)
        self._pages = self.interview.pages()
        if self.is_last_page():
            self._show_points()
        else:
            here = self._current.ref if self._current else ""
            at = next((n for n, page in enumerate(self._pages) if here in page.questions), self._at)
            if changes.structure:
                self._show_page(min(at, len(self._pages) - 1), focus=here)
            else:
                self._at = min(at, len(self._pages) - 1)
                self._fill_page()
        self._soon.start()

    # keeping

    def _keep(self, kind: EventKind, ref: str, value: str | None) -> None:
        interview = self.interview
        asked = (
            interview.worded(ref, "label", self._panes.client.name) if ref and kind != "add-repeat" else None
        )
        event = InterviewEvent(
            kind=kind,
            ref=ref,
            value=value,
            language=asked.language if asked else self._panes.client.name,
            reviewed=asked is None or asked.review != "unreviewed",
            oral=bool(asked) and interview.node(ref).oral,
        )
        answered, of = interview.progress()
        place = OPEN_POINTS if self.is_last_page() else self._current.ref if self._current else ref
        self._saving.add(
            Unsaved(
                event,
                interview.state(),
                answered,
                of,
                self._panes.counsellor.name,
                self._panes.client.name,
                place,
            )
        )

    def _keep_place(self) -> None:
        """Keep where the talk stands, so that it goes on there whatever happens."""
        self._keep("page", "", None)

    def _keep_now(self, unsaved: Unsaved) -> datetime.datetime:
        """Keep one act; runs on the vault lane, also while the window is already locking."""
        assert self._held is not None
        return interview_services.keep_event(
            self._held,
            interview_id=self._id,
            event=unsaved.event,
            state=unsaved.state,
            answered=unsaved.answered,
            asked=unsaved.asked,
            language=unsaved.language,
            client_language=unsaved.client_language,
            place=unsaved.place,
            now=self.now(),
        )

    def _on_saved(self, at: datetime.datetime) -> None:
        self._not_saved.hide()
        self._top.show_saved(at)
        self.saved.emit()

    def _on_not_saved(self, trouble: IntakeError) -> None:
        what, remedy = words().error(trouble)
        self._not_saved.tell_since(self._saving.last_saved, what, remedy)
        self._top.show_saved(None)
        self._leaving = ""

    def _retry(self) -> None:
        self._not_saved.hide()
        self._saving.retry()

    def _on_settled(self) -> None:
        if self._leaving:
            self._leave_when_settled()

    def _leave_when_settled(self) -> None:
        if not self._saving.is_settled:
            if self._saving.has_failed:
                self._saving.retry()
            return
        to, self._leaving = self._leaving, ""
        if to == "home":
            self.go("home")
            return
        workspace, now = self.workspace, self.now()
        self.interview.finish(now)
        state = self.interview.state()
        self.ask(
            lambda: interview_services.complete_interview(
                workspace, interview_id=self._id, state=state, now=now, accepts_open=True
            ),
            self._completed,
        )

    def _completed(self, record: InterviewRecord) -> None:
        self.go("reading", interview_id=record.id)

    # showing

    def _show_page(self, at: int, *, focus: str = "", ends: bool = False) -> None:
        """Show page ``at`` and give a card the focus: ``focus``, or the first (the last with ``ends``)."""
        self._at = max(0, min(at, len(self._pages)))
        if self._current:
            self._current.set_current(False)
            self._current = None
        self._is_turning = True  # cards that go hand the focus on to each other: nobody chose those
        if self.is_last_page():
            self._show_points()
            self._points.focus_first()
        else:
            self._stack.setCurrentWidget(self._page)
            self._fill_page()
            self._is_turning = False
            wanted = [box for box in self._page.boxes if box.ref == focus]
            asked = [box for box in self._page.boxes if not box.is_note] or self._page.boxes
            chosen = (wanted or asked[-1 if ends else 0 :])[:1]
            for box in chosen:
                box.setFocus()
                self._make_current(box)
        self._is_turning = False
        self._foot.set_complete(self.is_last_page(), is_first=self._at == 0)
        self._show_sections()

    def _fill_page(self) -> None:
        """Bring the cards of the page in, and draw those that an answer has changed."""
        page = self._pages[self._at]
        boxes = [self._ready_box(ref) for ref in page.questions]
        self._page.show_boxes(boxes)
        for box in boxes:
            if box.ref in self._stale:
                box.redraw()
        self._stale.difference_update(page.questions)
        self._show_head(page)

    def _show_head(self, page: Page) -> None:
        sections = self.interview.sections()
        ours = self.interview.worded(page.ref, "label", self._panes.counsellor.name).text
        theirs = self.interview.worded(page.ref, "label", self._panes.client.name)
        number = next((n for n, one in enumerate(sections) if one.key == page.section), 0)
        self._page.head.show_title(
            ours or page.title.text or self.interview.form.title,
            "" if theirs.is_fallback else theirs.text,
            self._panes, section=number + 1, of=len(sections),
        )  # fmt: skip
        self._page.repeat.show_repeat(page.repeat, ours)
        for box in self._page.boxes:
            box.set_number(self._numbers.of(box.ref, page.section, number + 1))
        names = skipped_on(self.interview, self._pages, self._at)
        self._page.skipped.show_skipped(
            [self.interview.label(ref, self._panes.counsellor.name) for ref in names]
        )

    def _ready_box(self, ref: str) -> QuestionBox:
        box = self._boxes.get(ref)
        if box is None:
            if len(self._boxes) >= _MOST_CARDS:
                self._forget_boxes(keep=self._pages[self._at].questions)
            box = self._boxes[ref] = QuestionBox(self.interview, ref, parent=self._page.widget())
            box.hide()
            box.answered.connect(self._answer)
            box.non_answered.connect(self._non_answer)
            box.noted.connect(self._note)
            box.marked_oral.connect(self._oral)
            box.postponed.connect(self._postpone)
            box.moved.connect(self._move)
            box.set_arranged(self._width)
            box.show_words(self._panes)
            box.set_later(ref in self._later)
            box.show_remark(" ".join(one.text for one in self._remarks(ref)))
            box.redraw(has_new_texts=False)
            self._stale.discard(ref)
        elif not box.speaks(self._panes):
            box.show_words(self._panes)
        box.set_required_shown(self._shows_required)
        return box

    def _forget_boxes(self, keep: tuple[str, ...] = ()) -> None:
        """Let cards go: their refs mean another instance now, or there are too many of them."""
        gone = [box for ref, box in self._boxes.items() if ref not in keep]
        if self._current in gone:
            self._current = None
        self._page.show_boxes([box for box in self._page.boxes if box not in gone])
        for box in gone:
            box.retire()
            box.deleteLater()
        self._boxes = {ref: box for ref, box in self._boxes.items() if ref in keep}

    def _say_page(self) -> None:
        """Say everything that is in sight in the languages of the panes."""
        self.setUpdatesEnabled(False)
        for box in self._page.boxes:
            box.show_words(self._panes)
        if self.is_last_page():
            self._show_points()
        elif self._pages:
            self._show_head(self._pages[self._at])
        self._show_sections()
        self.setUpdatesEnabled(True)

    def _show_sections(self) -> None:
        if self._open is None:
            return
        sections = self.interview.sections()
        client, counsellor = self._panes.client, self._panes.counsellor
        titles = []
        for section in sections:
            theirs = self.interview.worded(section.ref, "label", client.name)
            ours = self.interview.worded(section.ref, "label", counsellor.name).text or section.title.text
            titles.append((ours or self.interview.form.title, "" if theirs.is_fallback else theirs.text))
        at = self._section_at()
        self._nav.show_sections(sections, titles, client, at)
        self._nav.show_progress(*self.interview.progress())
        self._sections.setText(
            f"{at + 1} · {plain_text(titles[at][0])}" if at < len(titles) else _("What is still open")
        )
        known = {language.name: language for language in self.interview.form.languages}
        names = dict.fromkeys([counsellor.name, *reversed(self._recent[-2:])])
        self._top.languages.show_languages(
            [known[name] for name in sorted(names, key=list(known).index)], client.name
        )

    def _show_points(self) -> None:
        self._shows_required = True
        self._stack.setCurrentWidget(self._points)
        self._remark.setVisible(bool(self._remarks("")))
        self._points.show_points(self._open_points(), *self.interview.progress())

    def _close_remark(self) -> None:
        self._remark.hide()
        self._focus_current()

    def _open_points(self) -> list[OpenPoint]:
        assert self._open is not None
        return collect_points(
            self.interview,
            self._pages,
            self._number,
            language=self._panes.counsellor.name,
            later=self._later,
            remarks=self._open.remarks,
        )

    # moving

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        while now is not None and not isinstance(now, QuestionBox):
            now = now.parentWidget()
        if self._is_turning:
            return
        if isinstance(now, QuestionBox) and now is not self._current and now in self._page.boxes:
            self._make_current(now)

    def _make_current(self, box: QuestionBox) -> None:
        if self._current is not None and self._current is not box:
            self._current.set_current(False)
        self._current = box
        box.set_current(True)
        self._page.bring_into_view(box)

    def _focus_current(self) -> None:
        if self._current is not None:
            self._current.setFocus()
        else:
            self.setFocus()

    def _move(self, by: int) -> None:
        boxes = self._page.boxes
        at = boxes.index(self._current) + by if self._current in boxes else 0
        if 0 <= at < len(boxes):
            boxes[at].setFocus()
        elif at < 0 < self._at:
            self.previous_page()
        elif at >= len(boxes):
            self.next_page()

    def _section_at(self) -> int:
        sections = self.interview.sections()
        if self.is_last_page():
            return len(sections)
        key = self._pages[self._at].section
        return next((n for n, section in enumerate(sections) if section.key == key), 0)

    def _go_to_section(self, number: int) -> None:
        self._flush()
        sections = self.interview.sections()
        if number >= len(sections):
            self._show_page(len(self._pages))
        elif number >= 0:
            at = next(
                (n for n, page in enumerate(self._pages) if page.section == sections[number].key), self._at
            )
            self._show_page(at)
        self._keep_place()

    # languages and lists

    def _choose_language(self, name: str) -> None:
        self.switch_client_language(name)
        self._focus_current()

    def _cycle_language(self) -> None:
        before = [name for name in self._recent if name != self._panes.client.name]
        self.switch_client_language(before[-1] if before else self._panes.counsellor.name)

    def _open_languages(self) -> None:
        if self._languages.isVisible():
            self._languages.close_list()
        elif self._open is not None:
            self._languages.open_list(
                self.interview.form.languages, self._percents, self._panes.client.name, self._top.languages
            )

    def _open_finder(self) -> None:
        if self._finder.isVisible():
            self._finder.close_list()
            return
        language = self._panes.counsellor.name
        self._finder.open_list([
            (ref, f"{self._number(ref)}  {plain_text(self.interview.label(ref, language))}")
            for page in self._pages for ref in page.questions
        ])  # fmt: skip

    def _number(self, ref: str) -> str:
        sections = {section.key: n for n, section in enumerate(self.interview.sections(), 1)}
        page = next((page for page in self._pages if ref in page.questions), None)
        return self._numbers.of(ref, page.section, sections.get(page.section, 0)) if page else ""

    def _pane(self, name: str) -> PaneLanguage:
        known = {language.name: language.tag for language in self.interview.form.languages}
        return (
            PaneLanguage(name, known[name])
            if name in known
            else PaneLanguage(self.interview.form.default_language)
        )

    def _remarks(self, ref: str) -> list[Remark]:
        assert self._open is not None
        return [one for one in self._open.remarks if one.ref == ref and not one.settled]

    def _flush(self) -> None:
        """Give everything that was typed and not yet given."""
        for box in list(self._page.boxes):
            box.flush()

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pause.setGeometry(self.rect())
        self._languages.close_list()
        self._finder.close_list()
