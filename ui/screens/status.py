"""Status and deadlines of a person: what holds from when to when, gaps before they hurt, what is due."""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from intake_app.records.status import Episode, Gap, Lane
from ui.case_screen import CaseScreen
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.label import label
from ui.parts.marks import Icon
from ui.parts.page import foot_bar, scrolling
from ui.parts.space import clear, column, pane
from ui.screens.status_event import EventSheet
from ui.screens.status_group import GroupCard
from ui.screens.status_period import PeriodSheet
from ui.screens.status_tasks import DeadlinesCard
from ui.screens.status_timeline import TimelineCard
from ui.screens.status_words import gap_words, lane_words, own_words
from ui.words import _

if TYPE_CHECKING:
    from intake_app.services.status import StatusPage
    from intake_app.services.workspace import Workspace
    from ui.window import Window

_NOTICES = 3


class StatusScreen(CaseScreen):
    """The page. ``data`` is what it shows now; the cards act through ``act``."""

    def __init__(self, window: "Window | None" = None, *, person_id: str) -> None:
        super().__init__(window, person_id=person_id)
        self.data: StatusPage | None = None
        self._is_opened = False
        self._taken_out: Episode | None = None
        self.event_button = Button("primary", icon="plus")
        # Translators: a button that writes down an event, such as a recognition or a move
        self.say(self.event_button.setText, lambda: _("Event"))
        self.say(self.event_button.setAccessibleName, lambda: _("Write down an event"))
        self.event_button.clicked.connect(self.new_event)
        self.put_back = Button("small", icon="arrow-u-up-left")
        self.say(self.put_back.setText, lambda: _("Put it back"))
        self.put_back.clicked.connect(self._put_back)
        self.gone = Notice("soft", icon="trash", action=self.put_back)
        self.gone.tell(lambda: _("The stretch was taken out."))
        self.gone.hide()
        self._notices = column(gap=8)
        self.timeline, self.deadlines, self.group = (
            TimelineCard(self),
            DeadlinesCard(self),
            GroupCard(self),
        )
        told = label("small", "muted")
        self.say(
            told.setText,
            lambda: _("Not legal advice. Worked out on this device; please compare with the decision."),
        )
        whole = column(
            self.gone, self._notices, self.timeline, self.deadlines, self.group, "*", gap=12, margins=(16, 12)
        )
        foot = foot_bar(Icon("info", "muted", 16), (told, 1))
        self.show_body(pane(column((scrolling(whole), 1), foot, gap=0)), self.event_button)
        alone = self.shell is None or self.shell.settings.single_keys
        deeds: dict[str, Callable[[], object]] = {"Ctrl+Return": self.new_event}
        if alone:
            deeds |= {"V": self.timeline.turn, "P": self.new_period}
        for keys, deed in deeds.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def title(self) -> str:
        """Return the page's name; never a person's name, which a window list would show."""
        return _("Status and deadlines")

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (
            ("Ctrl+Enter", _("write down an event")),
            ("P", _("write down what holds from when to when")),
            ("V", _("picture or list")),
            ("←, →, Enter", _("in the picture: from stretch to stretch, open one")),
            *super().keys(),
        )

    def arrange(self, width: str) -> None:
        """Let rows of the deadlines stack when the window is narrow."""
        super().arrange(width)
        self.deadlines.set_narrow(width == "narrow")

    def opened(self) -> None:
        """Fetch the page; the first look is the one the audit trail keeps."""
        self._is_opened = False
        super().opened()

    def fetch(self) -> "StatusPage":
        """Return the page."""
        from intake_app.services.status import open_status, status_page

        now = self.now()
        if self._is_opened:
            return status_page(self.workspace, person_id=self.person_id, today=now.astimezone().date())
        return open_status(self.workspace, person_id=self.person_id, now=now)

    def fill(self, data: "StatusPage") -> None:
        """Show the page; the focus stays on what has the same name."""
        is_first, self._is_opened = not self._is_opened, True
        self.data = data
        focused = self._focused_name()
        self._show_all(data)
        QTimer.singleShot(0, self, lambda: self._focus_again(focused, is_first=is_first))

    def reworded(self) -> None:
        """Word again what was made from data."""
        super().reworded()
        if self.data is not None:
            self._show_all(self.data)

    def act(self, deed: "Callable[[Workspace, datetime.datetime], object]") -> None:
        """Do one thing on the vault lane, then show the page as it stands."""
        workspace, now = self.workspace, self.now()
        self._taken_out = None
        self.ask(lambda: deed(workspace, now), lambda _done: self.fetch_again(), self._failed)

    def new_event(self) -> None:
        """Write down an event."""
        if self.data is not None:
            self.sheet = EventSheet(self, self.data)

    def new_period(self) -> None:
        """Write down what holds from when to when."""
        self.edit_period(None)

    def edit_period(
        self, known: Episode | None, *, lane: Lane = "title", first: str = "", last: str = ""
    ) -> None:
        """Change a stretch, or write down a new one of a lane, from a day to a day."""
        self.sheet = PeriodSheet(self, known, lane=lane, first=first, last=last)

    def open_stretch(self, key: str) -> None:
        """Open what the timeline's key stands for: a stretch to change, a gap to fill."""
        if self.data is None:
            return
        episode = next((one for one in self.data.episodes if one.id == key), None)
        if episode is not None:
            self.edit_period(episode)
            return
        gap = next((one for one in self.data.gaps if _key_of(one) == key), None)
        if gap is not None:
            self.fill_gap(gap)

    def fill_gap(self, gap: Gap) -> None:
        """Write down what covers a gap, from its first day on; to its last where something follows."""
        last = "" if gap.is_open else gap.last.isoformat()
        self.edit_period(None, lane=gap.lane, first=gap.first.isoformat(), last=last)

    def take_out(self, episode: Episode) -> None:
        """Take a stretch out, and offer to put it back."""
        from intake_app.services.status import remove_episode

        workspace, now = self.workspace, self.now()

        def done(taken: Episode) -> None:
            self._taken_out = taken
            self.fetch_again()

        self.ask(lambda: remove_episode(workspace, episode_id=episode.id, now=now), done, self._failed)

    def _put_back(self) -> None:
        from intake_app.services.status import keep_episode

        taken, person_id = self._taken_out, self.person_id
        if taken is not None:
            self.act(
                lambda workspace, now: keep_episode(workspace, person_id=person_id, episode=taken, now=now)
            )

    def _failed(self, trouble: Exception) -> None:
        self.tell(trouble)  # type: ignore[arg-type]  # only expected trouble comes here
        self.fetch_again()

    def _show_all(self, data: "StatusPage") -> None:
        self.gone.setVisible(self._taken_out is not None)
        self._show_notices(data)
        for part in (self.timeline, self.deadlines, self.group):
            part.show_page(data)

    def _show_notices(self, data: "StatusPage") -> None:
        clear(self._notices)
        for gap in data.gaps[:_NOTICES]:
            fill = Button("small", icon="pencil-simple")
            notice = Notice("att", action=fill)
            notice.mark.show_icon("warning", "stop")  # red, and in words: days without cover
            notice.title.set_tone("stop")
            fill.say(fill.setText, lambda: _("Fill the gap"))
            _name_gap(fill, gap)
            fill.clicked.connect(lambda _on=False, one=gap: self.fill_gap(one))
            _tell_gap(notice, gap, data)
            self._notices.add(notice)

    def _focused_name(self) -> str:
        focused = self.window().focusWidget()
        return focused.accessibleName() if focused is not None and self.isAncestorOf(focused) else ""

    def _focus_again(self, name: str, *, is_first: bool) -> None:
        focused: QWidget | None = self.window().focusWidget()
        is_control = focused is not None and bool(focused.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if is_control and focused is not None and self.isAncestorOf(focused) and not is_first:
            return
        buttons = [
            one for one in self.findChildren(QAbstractButton)
            if one.isVisible() and one.isEnabled() and name and one.accessibleName() == name
        ]  # fmt: skip
        wanted = self.event_button if is_first else next(iter(buttons), self.event_button)
        wanted.setFocus(Qt.FocusReason.TabFocusReason)


def _key_of(gap: Gap) -> str:
    return f"gap:{gap.lane}:{gap.first.isoformat()}"


def _name_gap(button: Button, gap: Gap) -> None:
    button.say(button.setAccessibleName, lambda: f"{_('Fill the gap')}: {lane_words(gap.lane)}")


def _tell_gap(notice: Notice, gap: Gap, data: "StatusPage") -> None:
    rule = data.bridge(gap.lane)
    notice.tell(
        lambda: f"{lane_words(gap.lane)}: {gap_words(gap, data.today)}",
        lambda: f"{own_words(rule.text)} ({rule.legal_basis})" if rule is not None else "",
    )
