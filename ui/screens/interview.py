"""The interview room: a page of question cards in two languages, each answer saved as it is given.

The open interview lives here, on the GUI thread, in memory; keeping it is the vault lane's work. This
page builds the room and connects its parts: acts go to ``interview_acts``, pages and cards belong to
``interview_paging``, what is spoken to ``interview_tongues``. Nothing waits: not for missing answers, not
for the disk, not for a language.
"""

import datetime
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from intake_app.errors import IntakeError
from intake_app.forms.definition import FormDefinition
from intake_app.interview import NON_ANSWERS, Changes, Interview
from intake_app.services import forms as form_services
from intake_app.services import interviews as interview_services
from intake_app.services.form_preview import preview_form
from intake_app.services.interviews import OpenInterview
from intake_app.services.session import Workspace
from ui.parts.space import column
from ui.questions.keys import CardKeys, card_keys
from ui.questions.panes import PaneLanguage, Panes, plain_text
from ui.questions.question_box import QuestionBox
from ui.screen import Screen
from ui.screens.feedback_talk import talk_over
from ui.screens.feedback_window import FeedbackWindow
from ui.screens.interview_acts import Acts
from ui.screens.interview_beside import Beside
from ui.screens.interview_cards import Cards
from ui.screens.interview_find import QuestionFinder
from ui.screens.interview_frame import Frame
from ui.screens.interview_interpreting import Interpreting
from ui.screens.interview_keys import bind_keys, keys_for_help
from ui.screens.interview_languages import LanguageList
from ui.screens.interview_pause import PausePage
from ui.screens.interview_saving import Saving, Unsaved, keep_unsaved
from ui.screens.interview_skipped import BlockSkipping
from ui.screens.interview_tongues import Tongues
from ui.screens.interview_version import Versions
from ui.screens.interview_walk import PaneWalk
from ui.words import _, words


class InterviewScreen(Screen):
    """One open interview. ``saved`` after each commit; ``ready`` once the interview is on screen;
    ``current_changed`` with the ref of the question being asked ("" for none).
    """

    has_rail: ClassVar[bool] = False
    saved = Signal()
    ready = Signal()
    current_changed = Signal(str)

    def __init__(
        self,
        window: "object | None" = None,
        *,
        interview_id: str = "",
        preview: FormDefinition | None = None,
    ) -> None:
        super().__init__(window)  # type: ignore[arg-type]
        self._id = interview_id
        self._preview = preview  # a form to run in memory: nothing is kept
        self._held: Workspace | None = None  # kept from opening on: locking takes it from the window first
        self._open: OpenInterview | None = None
        self.feedback: FeedbackWindow | None = None  # the client's window while they say how it was
        self._tongues: Tongues
        self._cards: Cards
        self._width = "wide"
        self._saving = Saving(self._keep_now, self.ask, self)
        self._acts = Acts(self._saving, place=lambda: self._paging.place, now=self.now, parent=self)
        self._interpreting = Interpreting(self, interview_id, self._acts)
        self._beside = Beside(self, interview_id, self._acts, keeps_files=preview is None)
        self._versions = Versions(self, interview_id, self._acts)
        self._build()
        self._frame.put_in(self._versions.bar)
        self._saving.saved.connect(self._on_saved)
        self._saving.failed.connect(self._on_not_saved)
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._show_state)
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
    def panes(self) -> Panes:
        """Return what the two sides speak."""
        return self._tongues.panes if self._open else Panes(PaneLanguage(""), PaneLanguage(""))

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
        return self._cards[ref]

    def is_last_page(self) -> bool:
        """Return whether this is the page of what is still open."""
        return self._paging.is_last

    def next_page(self) -> None:
        """Go on; on the page of open points, complete the interview."""
        self._paging.flush()
        if self.is_last_page():
            self.complete()
        else:
            self._paging.show_page(self._paging.at + 1)
            self._keep_place()

    def previous_page(self) -> None:
        """Go back one page."""
        self._paging.flush()
        if self._paging.at > 0:
            self._paging.show_page(self._paging.at - 1, ends=True)
            self._keep_place()

    def go_to(self, ref: str) -> None:
        """Show the page of ``ref`` and give its card the focus."""
        self._paging.flush()
        if self._paging.go_to(ref):
            self._keep_place()

    def switch_client_language(self, name: str) -> None:
        """Show the client's side in the form's language ``name``; nothing else changes."""
        if self._open is not None and self._tongues.switch(name):
            self._say_page()
            self._acts.keep("language", value=name)

    def swap_panes(self) -> None:
        """Let the two sides change places."""
        if self._open is not None:
            self._tongues.swap()
            self._say_page()

    def pause(self) -> None:
        """Empty the screen."""
        self._paging.flush()
        panes = self.panes
        self._pause.begin(panes.client, panes.counsellor, is_saved=not self._saving.has_failed)

    def resume(self) -> None:
        """Show the page again, where one was."""
        self._pause.end()
        self._paging.focus_current()

    def _pause_or_resume(self) -> None:
        if self._pause.isHidden():
            self.pause()
        else:
            self.resume()

    def complete(self) -> None:
        """Complete the interview and go to reading it back."""
        self._paging.flush()
        self._saving.when_settled(self._finish)

    def ask_feedback(self) -> None:
        """Give the screen to the person, who says how the talk was; the interview stays where it is."""
        if self.feedback is not None:
            return
        self._beside.close()
        self.feedback = talk_over(self, self.panes.client.tag)
        if self.feedback is not None:
            self.feedback.closed.connect(self._feedback_closed)

    def _feedback_closed(self) -> None:
        self.feedback = None
        self._points.feedback_button.setFocus()

    def leave(self) -> None:
        """Go home; the interview stays as a draft where it is."""
        self._paging.flush()
        self._saving.when_settled(lambda: self.go("home" if self._preview is None else "forms"))

    # Screen's own

    def title(self) -> str:
        return _("Interview")

    def opened(self) -> None:
        workspace, now = self.workspace, self.now()
        self._held = workspace
        form = self._preview
        if self._open is None and form is not None:
            self.ask(lambda: preview_form(form, now=now), self._begin)
        elif self._open is None:
            self.ask(
                lambda: interview_services.resume_interview(workspace, interview_id=self._id, now=now),
                self._begin,
            )
        if self._open is None:
            self.ask(lambda: form_services.installed_forms(workspace), self._know_languages)

    def closing(self) -> None:
        self._paging.flush()
        self._saving.send_all()
        self._beside.close()
        if self.feedback is not None:
            self.feedback.close()

    def reworded(self) -> None:
        if self._open is not None:
            self._cards.draw_all()
            self._beside.say()
            self._paging.show_head()
            self._show_state()

    def arrange(self, width: str) -> None:
        self._width = width
        self._frame.arrange(width)
        if self._open is not None:
            self._cards.set_arranged(width)

    def look_up(self) -> bool:
        """Search the questions: other people's names never show while somebody is being asked."""
        self._do_when_ready(self._open_finder)
        return True

    def keys(self) -> tuple[tuple[str, str], ...]:
        return keys_for_help(self._card_keys())

    # building

    def _build(self) -> None:
        self._frame = frame = Frame()
        self._top, self._foot, self._nav, self._paging = frame.top, frame.foot, frame.nav, frame.paging
        self._page, self._points, self._not_saved = frame.paging.page, frame.paging.points, frame.not_saved
        self.setLayout(column(frame, gap=0))
        self._languages, self._finder, self._pause = LanguageList(self), QuestionFinder(self), PausePage(self)
        panes = (frame.foot, frame.top, frame.nav)
        self._skipping = BlockSkipping(frame.skipped, self._acts, self._paging)
        self._walk = PaneWalk(panes, self._paging.focus_current, self)
        self._connect()

    def _connect(self) -> None:
        self._top.left.connect(self.leave)
        self._top.swapped.connect(self.swap_panes)
        self._top.paused.connect(self.pause)
        self._top.languages.chosen.connect(self._choose_language)
        self._top.languages.more.connect(self._open_languages)
        self._languages.chosen.connect(self._choose_language)
        back_to_card = (self._languages.closed, self._finder.closed, self._top.swapped, self._foot.postponed,
                        self._beside.client_changed)  # fmt: skip
        for signal in back_to_card:
            signal.connect(self._paging.focus_current)
        self._finder.chosen.connect(self.go_to)
        self._pause.ended.connect(self.resume)
        self._foot.back.connect(self.previous_page)
        self._foot.onward.connect(self.next_page)
        self._foot.postponed.connect(self._put_off_current)
        self._nav.chosen.connect(self._go_to_section)
        self._points.chosen.connect(self.go_to)
        self._points.not_asked.connect(self._acts.record_not_asked)
        self._points.feedback_wanted.connect(self.ask_feedback)
        self._points.feedback_button.setVisible(self._preview is None)
        self._page.added.connect(self._add_repeat)
        self._page.removed.connect(self._remove_repeat)
        self._acts.changed.connect(self._on_changed)
        self._paging.turned.connect(self._on_turned)
        self._paging.current_changed.connect(self.current_changed)
        self._paging.current_changed.connect(self._beside.show_question)
        self._top.client_wanted.connect(self._beside.toggle_client)
        self._beside.client_changed.connect(self._top.show_client)
        self._beside.client.pause_wanted.connect(self._pause_or_resume)
        self._not_saved.retried.connect(self._retry)
        self._frame.finding.connect(self._open_finder)
        self._frame.preview.ended.connect(self.leave)
        self._frame.remark_closed.connect(self._paging.focus_current)
        self._top.interpreter.clicked.connect(self._interpreting.open_sheet)
        self._points.attestations.wanted.connect(self._interpreting.confirm)
        self._interpreting.changed.connect(self._show_interpreters)
        deeds: dict[str, Callable[[], object]] = {
            "cycle": lambda: self.switch_client_language(self._tongues.next_in_turn()),
            "swap": self.swap_panes, "languages": self._open_languages, "pause": self.pause,
            "client": self._beside.toggle_client,
            "next": self.next_page, "back": self.previous_page, "find": self._open_finder,
            "undo": self._acts.undo, "redo": self._acts.redo,
            "interpreter": self._interpreting.open_sheet, "interpreter-view": self._interpreting.turn_view,
            "section-down": lambda: self._go_to_section(self._paging.section + 1),
            "section-up": lambda: self._go_to_section(self._paging.section - 1),
            "pane": partial(self._walk.step, 1), "pane-back": partial(self._walk.step, -1),
            "confirm or next": self._confirm_or_next,
        }  # fmt: skip
        for reason in NON_ANSWERS:
            deeds[reason] = partial(self._decline_current, reason)
            deeds[f"skip {reason}"] = partial(self._skipping.skip, reason)
        bind_keys(self, {name: partial(self._do_when_ready, deed) for name, deed in deeds.items()})

    def _card_keys(self) -> CardKeys:
        return card_keys(self.shell.settings) if self.shell is not None else CardKeys()

    def _wire(self, box: QuestionBox) -> None:
        """Let a new card's acts reach the interview."""
        self._beside.wire(box)
        box.answered.connect(self._acts.answer)
        box.non_answered.connect(self._acts.give_non_answer)
        box.noted.connect(self._acts.note)
        box.marked_oral.connect(self._acts.mark_oral)
        box.postponed.connect(self._acts.put_off)
        box.confirmed.connect(self._acts.confirm)
        box.block_skipped.connect(self._skipping.skip)
        box.moved.connect(self._move)

    # opening

    def _begin(self, opened: OpenInterview) -> None:
        self._open = opened
        record, interview = opened.record, opened.interview
        self._tongues = Tongues(interview, counsellor=record.language, client=record.client_language)
        self._acts.begin(interview, self._tongues)
        self._skipping.begin(interview)
        self._cards = Cards(
            interview, self._tongues, self._page.place,
            keys=self._card_keys(), wire=self._wire, remark=self._remark_on,
        )  # fmt: skip
        self._beside.begin(interview, self._tongues, self._cards.ready, self._pause)
        self._cards.set_arranged(self._width)
        self._top.show_case(plain_text(record.form_title), opened.case_number, record.begun_at)
        self._saving.last_saved = record.saved_at
        self._top.show_saved(record.saved_at if self._preview is None else None)
        self._frame.show_remark(self._remark_on(""))
        self._frame.preview.setVisible(self._preview is not None)
        self._paging.begin(interview, self._tongues, self._cards, place=record.place, remarks=opened.remarks)
        self._interpreting.begin(self._tongues.tags_for_interpreting, self._frame)
        if self._preview is None:
            self._versions.begin(lambda: self.panes.counsellor.name, self._when_kept)
        self.ready.emit()

    def _know_languages(self, outlines: "tuple[form_services.FormOutline, ...]") -> None:
        if self._open is None:
            return
        form = self._open.interview.form
        for outline in outlines:
            if (outline.form_id, outline.version) == (form.form_id, form.version):
                self._tongues.percents = {language.name: percent for language, percent in outline.languages}

    def _remark_on(self, ref: str) -> str:
        assert self._open is not None
        return " ".join(one.text for one in self._open.remarks if one.ref == ref and not one.settled)

    # acts

    def _do_when_ready(self, deed: Callable[[], object]) -> None:
        if self._open is not None:
            deed()

    def _put_off_current(self) -> None:
        if self._paging.current is not None:
            self._acts.put_off(self._paging.current.ref)

    def _decline_current(self, reason: str) -> None:
        if self._paging.current is not None:
            self._paging.current.set_non_answer(reason)

    def _confirm_or_next(self) -> None:
        """Keep an answer that does not fit as it was said; where there is none, go on."""
        self._paging.flush()
        box = self._paging.current
        if box is not None and self._acts.confirm(box.ref):
            box.setFocus()
        else:
            self.next_page()

    def _add_repeat(self, ref: str) -> None:
        self._paging.flush()
        self._acts.add_repeat(ref)
        self._paging.go_to_instance(ref)

    def _remove_repeat(self, ref: str) -> None:
        self._paging.flush()
        self._acts.remove_repeat(ref)
        self._paging.show_page(min(self._paging.at, len(self._paging.pages) - 1))

    def _on_changed(self, changes: Changes) -> None:
        self._frame.skipped.hide()
        self._paging.redraw(changes)
        self._beside.refresh(changes)
        self._soon.start()

    def _show_interpreters(self) -> None:
        known = self._interpreting.assignments
        self._top.interpreter.show_interpreters(known)
        self._points.attestations.show_interpreters(known)

    # keeping

    def _keep_place(self) -> None:
        """Keep where the talk stands, so that it goes on there whatever happens."""
        self._acts.keep("page")

    def _keep_now(self, unsaved: Unsaved) -> datetime.datetime:
        if self._preview is not None:
            return self.now()
        assert self._held is not None
        return keep_unsaved(self._held, self._id, unsaved, self.now())

    def _on_saved(self, at: datetime.datetime) -> None:
        self._not_saved.hide()
        self._top.show_saved(at if self._preview is None else None)
        self.saved.emit()

    def _on_not_saved(self, trouble: IntakeError) -> None:
        what, remedy = words().error(trouble)
        self._not_saved.tell_since(self._saving.last_saved, what, remedy)
        self._top.show_saved(None)

    def _retry(self) -> None:
        self._not_saved.hide()
        self._saving.retry()

    def _finish(self) -> None:
        if self._preview is not None:
            self.go("forms")
            return
        workspace, now = self.workspace, self.now()
        self._beside.tidy()
        self.interview.finish(now)
        state = self.interview.state()
        self.ask(
            lambda: interview_services.complete_interview(
                workspace, interview_id=self._id, state=state, now=now, accepts_open=True
            ),
            lambda record: self.go("reading", interview_id=record.id),
        )

    def _when_kept(self, then: Callable[[], object]) -> None:
        self._paging.flush()
        self._saving.when_settled(then)

    # showing

    def _on_turned(self) -> None:
        self._frame.skipped.hide()
        if self._paging.is_last:
            self._frame.show_remark(self._remark_on(""))
        self._foot.set_complete(self._paging.is_last, is_first=self._paging.at == 0)
        self._show_state()

    def _say_page(self) -> None:
        """Say everything that is in sight in the languages of the panes."""
        self.setUpdatesEnabled(False)
        self._paging.say_page()
        self._beside.say()
        self._show_state()
        self.setUpdatesEnabled(True)

    def _show_state(self) -> None:
        if self._open is not None:
            self._frame.show_state(self.interview, self._tongues)

    # moving

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._paging.follow_focus(now)

    def _move(self, by: int) -> None:
        beyond = self._paging.step(by)
        if beyond > 0:
            self.next_page()
        elif beyond < 0:
            self.previous_page()

    def _go_to_section(self, number: int) -> None:
        self._paging.flush()
        self._paging.go_to_section(number)
        self._keep_place()

    # lists over the page

    def _choose_language(self, name: str) -> None:
        self.switch_client_language(name)
        self._paging.focus_current()

    def _open_languages(self) -> None:
        if self._languages.isVisible():
            self._languages.close_list()
        elif self._open is not None:
            self._languages.open_list(
                self.interview.form.languages,
                self._tongues.percents,
                self.panes.client.name,
                self._top.languages,
            )

    def _open_finder(self) -> None:
        if self._finder.isVisible():
            self._finder.close_list()
            return
        language, paging = self.panes.counsellor.name, self._paging
        self._finder.open_list([
            (ref, f"{paging.number(ref)}  {plain_text(self.interview.label(ref, language))}")
            for page in paging.pages for ref in page.questions
        ])  # fmt: skip

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pause.setGeometry(self.rect())
        self._languages.close_list()
        self._finder.close_list()
