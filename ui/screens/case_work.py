"""Case work: where a case stands and who works on it; the page of a case that makes it case management."""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.case_screen import CaseScreen
from ui.parts.page import scrolling
from ui.parts.space import Stack, column, row
from ui.screens.case_work_actors import ActorsCard
from ui.screens.case_work_barriers import BarriersCard
from ui.screens.case_work_conferences import ConferencesCard
from ui.screens.case_work_facts import FactsCard, LevelCard
from ui.screens.case_work_households import HouseholdsCard
from ui.screens.case_work_part import Part
from ui.screens.case_work_people import PeopleCard
from ui.screens.case_work_phases import PhaseCard
from ui.words import _

if TYPE_CHECKING:
    from intake_app.services.case_work import CaseWorkPage, Requirement
    from intake_app.services.workspace import Workspace
    from ui.window import Window


class CaseWorkScreen(CaseScreen):
    """The page. ``data`` is what it shows now; the cards act through ``act``."""

    def __init__(self, window: "Window | None" = None, *, person_id: str) -> None:
        super().__init__(window, person_id=person_id)
        self.data: CaseWorkPage | None = None
        self._is_opened = False
        self.phases, self.level, self.facts = PhaseCard(self), LevelCard(self), FactsCard(self)
        self.people, self.households = PeopleCard(self), HouseholdsCard(self)
        self.actors, self.conferences, self.barriers = (
            ActorsCard(self),
            ConferencesCard(self),
            BarriersCard(self),
        )
        left = column(self.level, self.facts, self.people, self.households, "*", gap=12)
        right = column(self.actors, self.conferences, self.barriers, "*", gap=12)
        self._columns: Stack = row((left, 1), (right, 1), gap=12)
        self.show_body(scrolling(column(self.phases, self._columns, "*", gap=12, margins=(16, 12))))
        for keys, deed in (
            ("Ctrl+Return", self.phases.go_on),
            ("Ctrl+E", self.facts.open_sheet),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def title(self) -> str:
        """Return the page's name; never a person's name, which a window list would show."""
        return _("Case work")

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (
            ("Ctrl+Enter", _("go on to the next phase")),
            ("Ctrl+E", _("change the facts of the case")),
            *super().keys(),
        )

    def arrange(self, width: str) -> None:
        """Stack the columns when the window is narrow."""
        super().arrange(width)
        is_wide = width == "wide"
        self._columns.setDirection(Stack.Direction.LeftToRight if is_wide else Stack.Direction.TopToBottom)
        self.phases.arrange(width)

    def opened(self) -> None:
        """Fetch the page; the first look is the one the audit trail keeps."""
        self._is_opened = False
        super().opened()

    def fetch(self) -> "CaseWorkPage":
        """Return how the case is worked."""
        from intake_app.services.case_work import case_work_page, open_case_work

        if self._is_opened:
            return case_work_page(self.workspace, person_id=self.person_id)
        return open_case_work(self.workspace, person_id=self.person_id, now=self.now())

    def fill(self, data: "CaseWorkPage") -> None:
        """Show the page; the focus stays on what has the same name."""
        self._is_opened = True
        self.data = data
        focused = self._focused_name()
        self._show_parts(data)
        QTimer.singleShot(0, self, lambda: self._focus_again(focused))  # once the new rows are shown

    def reworded(self) -> None:
        """Word again what was made from data."""
        super().reworded()
        if self.data is not None:
            self._show_parts(self.data)

    def act(self, deed: "Callable[[Workspace, datetime.datetime], object]") -> None:
        """Do one thing on the vault lane, then show the page as it stands."""
        workspace, now = self.workspace, self.now()
        self.ask(lambda: deed(workspace, now), lambda _done: self.fetch_again(), self._failed)

    def barrier_noted(self) -> None:
        """Show the new barrier."""
        self.fetch_again()

    def lead(self, one: "Requirement") -> None:
        """Go where a requirement is met: another page of the case, or a part of this one."""
        if one.screen != self.name:
            self.go(one.screen, person_id=self.person_id)
        elif one.part == "criteria":
            self.level.lead()
        else:
            self.facts.open_sheet()

    def _failed(self, trouble: Exception) -> None:
        self.tell(trouble)  # type: ignore[arg-type]  # only expected trouble comes here
        self.fetch_again()

    def _parts(self) -> tuple[PhaseCard | Part, ...]:
        beside = (self.actors, self.conferences, self.barriers)
        return (self.phases, self.level, self.facts, self.people, self.households, *beside)

    def _show_parts(self, data: "CaseWorkPage") -> None:
        for part in self._parts():
            part.show_page(data)

    def _focused_name(self) -> str:
        focused = self.window().focusWidget()
        return focused.accessibleName() if focused is not None and self.isAncestorOf(focused) else ""

    def _focus_again(self, name: str) -> None:
        focused: QWidget | None = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused) and isinstance(focused, QAbstractButton):
            return
        buttons = [one for one in self.findChildren(QAbstractButton) if one.isVisible()]
        same = (one for one in buttons if name and one.accessibleName() == name)
        top = sorted((one for one in buttons if self.phases.isAncestorOf(one)), key=self._height_of)
        found = next(same, None) or next(iter(top), None)
        if found is not None:
            found.setFocus(Qt.FocusReason.TabFocusReason)

    def _height_of(self, widget: QWidget) -> int:
        return widget.mapTo(self, widget.rect().topLeft()).y()
