"""Where a case stands: six phases, what the next one needs and where that is done, going on or back."""

from functools import partial
from typing import TYPE_CHECKING

from intake_app.records.case_work import PHASES, Phase
from intake_app.services import case_work
from intake_app.services.case_work import CaseWorkPage
from ui.naming import when
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.code_picker import CodePicker, code_words
from ui.parts.field import Field, TextArea
from ui.parts.label import label
from ui.parts.marks import Icon
from ui.parts.sheet import Sheet
from ui.parts.space import Stack, clear, column, leave_out, row
from ui.parts.steps import Steps
from ui.screens.case_work_part import end_sheet, small_button
from ui.words import _, plural

if TYPE_CHECKING:
    from ui.screens.case_work import CaseWorkScreen

_SHOWN_STEPS = 4


def phase_words(phase: Phase) -> str:
    """Return a phase's name."""
    return code_words("case-phases", phase)


class PhaseCard(Card):
    """The rail, what is needed, the ways on and back. Its buttons outlive what it shows."""

    def __init__(self, screen: "CaseWorkScreen") -> None:
        super().__init__(gap=8)
        self.host = screen
        self._page: CaseWorkPage | None = None
        self.rail = Steps([partial(phase_words, one) for one in PHASES])
        self._head = label("head")
        self.say(self._head.setText, self._head_words)
        self._needed: Stack = column(gap=2)
        self._history: Stack = column(gap=2)
        self.on_button = Button("primary", trail="arrow-right")
        self.say(self.on_button.setText, self._on_words)
        self.on_button.clicked.connect(self.go_on)
        self.back_button = Button("ghost", icon="arrow-left")
        self.say(self.back_button.setText, self._back_words)
        self.back_button.clicked.connect(self.go_back)
        self.close_button = Button("normal", icon="archive")
        self.say(self.close_button.setText, lambda: _("Close the case …"))
        self.close_button.clicked.connect(self.open_closing)
        self.reopen_button = Button("primary", icon="arrow-counter-clockwise")
        self.say(self.reopen_button.setText, lambda: _("Open the case again"))
        self.reopen_button.clicked.connect(self.reopen)
        self.closed = Notice("soft", icon="archive")
        leave_out(self.closed)
        self._ways: Stack = row(self.back_button, "*", self.close_button, self.on_button, self.reopen_button)
        self.body.add(self.rail, self.closed, self._head, self._needed, self._history, self._ways)

    def show_page(self, page: CaseWorkPage) -> None:
        """Show where the case stands."""
        self._page = page
        is_closed = page.file.closed_at is not None
        self.rail.show_step(PHASES.index(page.file.phase))
        self.closed.setVisible(is_closed)
        if is_closed:
            self.closed.tell(self._closed_words, page.file.closed_remark)
        clear(self._needed)
        for one in () if is_closed else page.requirements:
            self._needed.add(self._requirement(one))
        clear(self._history)
        for step in reversed(page.file.phases[-_SHOWN_STEPS:]):
            said = label("small", "muted")
            said.setText(
                _("{phase} since {moment}, {name}", phase=phase_words(step.phase),
                  moment=when(step.at, self.host.now()), name=page.names.get(step.by, ""))
                + (f": {step.override}" if step.override else "")
            )  # fmt: skip
            self._history.add(said)
        at = PHASES.index(page.file.phase)
        for button, is_there in (
            (self.on_button, not is_closed and page.following is not None),
            (self.back_button, not is_closed and at > 0),
            (self.close_button, not is_closed),
            (self.reopen_button, is_closed),
        ):
            button.setVisible(is_there)
        self.on_button.set_kind("normal" if page.missing else "primary")
        self._head.setVisible(not is_closed)
        self.say_again()

    def arrange(self, width: str) -> None:
        """Show only the present phase's name where there is little room, and the ways below each other."""
        self.rail.compress(width == "narrow")
        is_narrow = width == "narrow"
        self._ways.setDirection(Stack.Direction.TopToBottom if is_narrow else Stack.Direction.LeftToRight)

    def go_on(self) -> None:
        """Go on to the next phase; with something missing a reason is asked for."""
        page = self._page
        if page is None or page.following is None:
            return
        if page.missing:
            self._ask_reason(page)
        else:
            self._enter(page.following)

    def go_back(self) -> None:
        """Go back to the phase before; going on again is one click."""
        if self._page is not None and (at := PHASES.index(self._page.file.phase)) > 0:
            self._enter(PHASES[at - 1])

    def open_closing(self) -> None:
        """Ask why the case is closed."""
        screen = self.host
        sheet = screen.sheet = Sheet(screen, lambda: _("Close the case"))
        because = CodePicker("closing-reasons")
        remark = Field(lambda: _("Remark"))
        hint = label("small", "muted")
        sheet.say(hint.setText, lambda: _("Everything stays readable. The case can be opened again."))
        sheet.add(Field(lambda: _("Why is it closed?"), edit=because), remark, hint)

        def write() -> None:
            code, text = because.value(), remark.text()
            screen.act(lambda workspace, now: case_work.close_case(
                workspace, person_id=screen.person_id, because=code, remark=text, now=now))  # fmt: skip
            sheet.close()

        end_sheet(sheet, lambda: _("Close the case"), write)
        because.setFocus()

    def reopen(self) -> None:
        """Open a closed case again."""
        screen = self.host
        screen.act(
            lambda workspace, now: case_work.reopen_case(workspace, person_id=screen.person_id, now=now)
        )

    def _ask_reason(self, page: CaseWorkPage) -> None:
        screen = self.host
        sheet = screen.sheet = Sheet(screen, lambda: _("Go on with a reason"))
        missing = Notice("att")
        says = [one.says for one in page.missing]
        sheet.say(
            lambda title: missing.tell(title, " · ".join(_(one) for one in says)),
            lambda: _("Not there yet"),
        )
        reason = TextArea(3)
        field = Field(lambda: _("Why go on now?"), lambda: _("The reason stays with the case."), edit=reason)
        sheet.add(missing, field)

        def write() -> None:
            text = reason.toPlainText().strip()
            field.show_error("" if text else lambda: _("Please write a reason."))
            if text and page.following is not None:
                self._enter(page.following, text)
                sheet.close()

        end_sheet(sheet, lambda: _("Go on"), write)
        reason.setFocus()

    def _enter(self, phase: Phase, reason: str = "") -> None:
        screen = self.host
        screen.act(lambda workspace, now: case_work.enter_phase(
            workspace, person_id=screen.person_id, phase=phase, override=reason, now=now))  # fmt: skip

    def _requirement(self, one: case_work.Requirement) -> Stack:
        mark = Icon("check-circle" if one.is_met else "circle", "accent" if one.is_met else "muted")
        text = label("body", "muted" if one.is_met else "text")
        text.say(text.setText, lambda: _(one.says))
        text.say(
            text.setAccessibleName,
            lambda: f"{_(one.says)}: {_('is there') if one.is_met else _('not there yet')}",
        )
        if one.is_met:
            return row(mark, (text, 1), gap=8)
        lead = small_button(lambda: _("Go there"), _(one.says), partial(self.host.lead, one))
        return row(mark, (text, 1), lead, gap=8)

    def _head_words(self) -> str:
        if self._page is None:
            return ""
        if self._page.following is None:
            return _("Before the case is closed")
        return _("Before the next phase: {phase}", phase=phase_words(self._page.following))

    def _on_words(self) -> str:
        page = self._page
        if page is None or page.following is None:
            return ""
        name = phase_words(page.following)
        if page.missing:
            n = len(page.missing)
            return plural("Go on to {phase} ({n} open) …", "Go on to {phase} ({n} open) …", n, phase=name)
        return _("Go on to {phase}", phase=name)

    def _back_words(self) -> str:
        at = PHASES.index(self._page.file.phase) if self._page is not None else 0
        return _("Back to {phase}", phase=phase_words(PHASES[at - 1])) if at else ""

    def _closed_words(self) -> str:
        assert self._page is not None
        file = self._page.file
        assert file.closed_at is not None
        moment = when(file.closed_at, self.host.now())
        return _("Closed {moment}: {reason}", moment=moment,
                 reason=code_words("closing-reasons", file.closed_because))  # fmt: skip
