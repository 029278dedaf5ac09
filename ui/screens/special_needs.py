"""Special needs of a person: a page for who holds its key, and for nobody while names are hidden."""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.case_screen import CaseScreen
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.flow import flow
from ui.parts.label import label
from ui.parts.page import scrolling
from ui.parts.space import Stack, column, pane, row
from ui.screens.special_needs_end import EndCard
from ui.screens.special_needs_letter import LetterCard
from ui.screens.special_needs_part import StepCard, day_words
from ui.screens.special_needs_results import ResultsCard
from ui.screens.special_needs_setting import SettingCard
from ui.screens.special_needs_signs import SignsCard
from ui.screens.special_needs_support import SupportCard
from ui.screens.special_needs_urgent import UrgentCard
from ui.words import _

if TYPE_CHECKING:
    from intake_app.services.special_needs import SpecialNeedsPage
    from intake_app.services.workspace import Workspace
    from ui.window import Window


class SpecialNeedsScreen(CaseScreen):
    """The page. ``data`` is what it shows now; None while nothing may be shown."""

    def __init__(self, window: "Window | None" = None, *, person_id: str) -> None:
        super().__init__(window, person_id=person_id)
        self.data: SpecialNeedsPage | None = None
        self._is_opened = False
        self.closed, self.deadline = Notice("soft", icon="lock-key"), Notice("soft", icon="calendar-blank")
        self.begin_button = Button("primary", trail="arrow-right")
        self.say(self.begin_button.setText, lambda: _("Begin the check"))
        self.begin_button.clicked.connect(self.begin)
        nothing = label("body")
        self.say(
            nothing.setText,
            lambda: _("Nobody has asked yet what this person needs in reception and in the procedure."),
        )
        self._empty = Card(nothing, flow(self.begin_button), gap=10)
        self.setting, self.signs, self.urgent = SettingCard(self), SignsCard(self), UrgentCard(self)
        self.results, self.support = ResultsCard(self), SupportCard(self)
        self.letter, self.end = LetterCard(self), EndCard(self)
        left = column(self.signs, "*", gap=12)
        right = column(self.urgent, self.support, self.results, self.letter, self.end, "*", gap=12)
        self._columns: Stack = row((left, 1), (right, 1), gap=12)
        self._steps = pane(self._columns)
        whole = column(
            self.closed, self.deadline, self._empty, self.setting, self._steps, "*", gap=12, margins=(16, 12)
        )
        for part in (self.closed, self.deadline, self._empty, self.setting, self._steps):
            part.hide()
        self.show_body(scrolling(whole))
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._go_on)

    def title(self) -> str:
        """Return the page's name; never a person's name, which a window list would show."""
        return _("Special needs")

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (("Ctrl+Enter", _("the setting is safe; complete the check")), *super().keys())

    def arrange(self, width: str) -> None:
        """Stack the columns when the window is narrow."""
        super().arrange(width)
        is_wide = width == "wide"
        self._columns.setDirection(Stack.Direction.LeftToRight if is_wide else Stack.Direction.TopToBottom)

    def opened(self) -> None:
        """Fetch the page; the first look is the one the audit trail keeps."""
        self._is_opened = False
        super().opened()

    def fetch(self) -> "SpecialNeedsPage | None":
        """Return what may be shown; nothing is fetched while names are hidden or without the key."""
        from intake_app.services import special_needs

        if self._hides or not special_needs.is_open_to(self.workspace):
            return None
        if self._is_opened:
            return special_needs.special_needs_page(self.workspace, person_id=self.person_id)
        return special_needs.open_special_needs(self.workspace, person_id=self.person_id, now=self.now())

    def fill(self, data: "SpecialNeedsPage | None") -> None:
        """Show the page; the focus stays on what has the same name."""
        is_first, self._is_opened = not self._is_opened, data is not None
        self.data = data
        focused = self._focused_name()
        self._show_all(data)
        # Once the new rows are shown; the first time the focus goes from the tabs to where the work is.
        QTimer.singleShot(0, self, lambda: self._focus_again(focused, is_first=is_first))

    def reworded(self) -> None:
        """Word again what was made from data."""
        super().reworded()
        if self.outline is not None:
            self._show_all(self.data)

    def act(self, deed: "Callable[[Workspace, datetime.datetime], object]") -> None:
        """Do one thing on the vault lane, then show the page as it stands."""
        workspace, now = self.workspace, self.now()
        self.ask(lambda: deed(workspace, now), lambda _done: self.fetch_again(), self._failed)

    def begin(self) -> None:
        """Begin the first check."""
        from intake_app.services import special_needs

        person_id = self.person_id
        self.act(
            lambda workspace, now: special_needs.begin_check(
                workspace, person_id=person_id, occasion="initial", now=now
            )
        )

    @property
    def _hides(self) -> bool:
        return self.shell is not None and self.shell.hides_names

    def _failed(self, trouble: Exception) -> None:
        self.tell(trouble)  # type: ignore[arg-type]  # only expected trouble comes here
        self.fetch_again()

    def _go_on(self) -> None:
        for button in (self.begin_button, self.setting.go_on, self.end.complete):
            if button.isVisible() and button.isEnabled():
                button.click()
                return

    def _show_all(self, data: "SpecialNeedsPage | None") -> None:
        check = data.current if data is not None else None
        is_safe = check is not None and check.setting.outcome == "safe"
        self.closed.setVisible(data is None)
        self.closed.tell(self._closed_title, self._closed_remedy)
        self._empty.setVisible(data is not None and check is None)
        self.setting.setVisible(check is not None)
        self._steps.setVisible(is_safe)
        self.deadline.setVisible(data is not None)
        if data is None:
            return
        self._tell_deadline(data)
        if check is not None:
            parts: tuple[StepCard, ...] = (self.setting, self.urgent, self.signs, self.results)
            for part in (*parts, self.support, self.letter, self.end):
                part.show_page(data)

    def _tell_deadline(self, data: "SpecialNeedsPage") -> None:
        due = data.deadline
        is_done = data.current is not None and data.current.completed_at is not None
        is_late = due is not None and not is_done and due.due_on < self.now().astimezone().date()
        self.deadline.set_kind("att" if is_late else "soft")
        if due is None:
            self.deadline.tell(
                lambda: _("No deadline is known."),
                lambda: _(
                    "Write down the day of the application under case work; thirty days count from it."
                ),
            )
            return
        day, first = day_words(due.due_on.isoformat()), day_words(due.counted_from.isoformat())
        is_rough, has_applied = due.is_earliest, due.basis == "application"

        def counted() -> str:
            told = (
                _("Thirty days from the application ({day}).", day=first)
                if has_applied
                else _("No application yet: thirty days from the arrival ({day}).", day=first)
            )
            return f"{told} {_('Of a day half known the earliest counts.')}" if is_rough else told

        self.deadline.tell(lambda: _("To be completed by {day}", day=day), counted)

    def _closed_title(self) -> str:
        return _("Hidden while names are hidden.") if self._hides else _("Special needs are not open to you.")

    def _closed_remedy(self) -> str:
        if self._hides:
            return _("Show the names again when nobody looks on.")
        return _("Let a colleague who may see them unlock once, then lock and unlock yourself.")

    def _focused_name(self) -> str:
        focused = self.window().focusWidget()
        return focused.accessibleName() if focused is not None and self.isAncestorOf(focused) else ""

    def _focus_again(self, name: str, *, is_first: bool) -> None:
        focused: QWidget | None = self.window().focusWidget()
        is_control = focused is not None and bool(focused.focusPolicy() & Qt.FocusPolicy.TabFocus)
        is_inside = focused is not None and self.isAncestorOf(focused)
        if is_control and is_inside and (not is_first or self._is_in_body(focused)):
            return
        buttons = [
            one for one in self.findChildren(QAbstractButton)
            if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]  # fmt: skip
        same = (one for one in buttons if name and one.accessibleName() == name)
        inside = sorted((one for one in buttons if self._is_in_body(one)), key=self._height_of)
        found = next(same, None) or next(iter(inside), None)
        if found is not None:
            found.setFocus(Qt.FocusReason.TabFocusReason)

    def _is_in_body(self, widget: QWidget | None) -> bool:
        places = (self._empty, self.setting, self._steps)
        return widget is not None and any(place.isAncestorOf(widget) for place in places)

    def _height_of(self, widget: QWidget) -> int:
        return widget.mapTo(self, widget.rect().topLeft()).y()
