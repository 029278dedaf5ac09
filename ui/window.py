"""Window: rail, trouble bar and one screen at a time; the session, the keys that work everywhere, the lock.

Screens are built by name when they are shown and deleted when they go, so nothing of a person stays
behind in a hidden page. The workspace belongs to the vault lane; the window only hands it on.
"""

import contextlib
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec
from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from intake_app import places
from intake_app.errors import IntakeError
from intake_app.records.user import ROLE_NAMES
from intake_app.settings import Settings, save_settings
from ui.clipboard import OwnClipboard
from ui.files import Files
from ui.idle import Idle
from ui.lanes import Lanes
from ui.locking import LockReason, status_for
from ui.look.dress import dress
from ui.look.type import scale
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.label import label
from ui.parts.marks import Logo
from ui.parts.nav_rail import NavRail
from ui.parts.space import column, row
from ui.sample import SAMPLE_FOLDER
from ui.screen import Screen
from ui.screens.catalogue import BEFORE_UNLOCKING, areas_for, is_open_to, screen_class, start_for
from ui.session_watch import SessionWatch
from ui.shortcuts import show_help
from ui.speaking import Speaking
from ui.trouble import is_damage
from ui.unfinished import Texts, UnfinishedSheet, typed_texts
from ui.words import _, set_language, words

if TYPE_CHECKING:
    from intake_app.services.workspace import Workspace

SMALLEST = QSize(1024, 640)
_LOCKED_AT_THE_LATEST_MS = 30_000
_STEPS = (0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


def _utc_now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class Window(Speaking, QMainWindow):
    """The program's one window. ``folder`` holds the workspace; ``now`` returns an aware UTC moment.

    ``settings`` are those the application already wears. ``after_lock`` says why the door is shown again.
    Where ``leave`` is set, locking calls it with an exit status and never comes back (``ui/room.py``).
    """

    def __init__(
        self,
        *,
        folder: Path | None = None,
        settings: Settings | None = None,
        now: Callable[[], datetime.datetime] = _utc_now,
        is_sample: bool = False,
        after_lock: LockReason | None = None,
    ) -> None:
        super().__init__()
        self.folder = folder or places.workspace()
        self.settings = settings or Settings()
        self.now = now
        self.is_sample = is_sample  # what is set up in this window is marked as sample data
        self._worn = (self.settings.theme, self.settings.text_scale)
        self.lanes = Lanes()
        self.files = Files(self)
        self.workspace: Workspace | None = None
        self.hides_names = False
        self.page: Screen | None = None
        self.leave: Callable[[int], object] | None = None
        self._after_lock = after_lock
        self._width = ""
        self._asks_to_close = False
        self.setMinimumSize(SMALLEST)

        self.rail = NavRail()
        self.rail.chosen.connect(self.go)
        self.rail.help_wanted.connect(self.help)
        self.rail.lock_wanted.connect(self.lock)
        self._trouble = Notice("stop")
        self._dismiss = Button("quiet", icon="x")
        self._trouble.say(self._dismiss.name_it, lambda: _("Close this message"))
        self._dismiss.clicked.connect(self._trouble.hide)
        self.repair = Button("small", icon="lock-simple")
        self._trouble.say(self.repair.setText, lambda: _("Lock and repair …"))
        self.repair.clicked.connect(lambda: self.lock("damaged"))
        self._trouble.line.addWidget(self.repair)
        self._trouble.line.addWidget(self._dismiss)
        self._trouble.hide()
        self._holder = QVBoxLayout()
        self._holder.setSpacing(0)
        main = column(self._trouble, gap=0)
        main.addLayout(self._holder, 1)
        whole = QHBoxLayout()
        whole.setSpacing(0)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.rail)
        whole.addLayout(main, 1)
        self._centre = centre = QWidget()
        centre.setObjectName("screen")
        centre.setLayout(whole)
        self.setCentralWidget(centre)
        self.rail.hide()
        self.blank = _Blank(self)
        self.idle = Idle(
            self,
            blank_after_minutes=self.settings.blank_after_minutes,
            lock_after_minutes=self.settings.lock_after_minutes,
        )
        self.idle.blank.connect(self.blank.cover)
        self.idle.blank.connect(self._settle)
        self.idle.lock.connect(self.lock)
        self.session = SessionWatch(self)
        self.session.lock.connect(self.lock)
        self.clipboard = OwnClipboard(self)
        self._bind_keys()
        self.say(lambda _text: self._name_window(), lambda: "")

    # Going

    def go(self, name: str, **facts: object) -> None:
        """Show the screen ``name``, built with ``facts``; what stood there keeps its things and goes."""
        if name not in BEFORE_UNLOCKING and self.workspace is None:
            name, facts = "unlock", {}
        elif self.workspace is not None and not is_open_to(self.workspace.user.role, name):
            name, facts = start_for(self.workspace.user.role), {}
        made = screen_class(name)(self, **facts)
        if self.page is not None:
            self.page.closing()
            self.page.hide()
            self._holder.removeWidget(self.page)
            self.page.setParent(None)
            self.page.deleteLater()
        self.page = made
        self._trouble.hide()
        self.rail.setVisible(made.has_rail and self.workspace is not None)
        self.rail.show_area(made.area or name)
        self._holder.addWidget(made)
        self._arrange(force=True)
        self._name_window()
        made.opened()
        focused = self.focusWidget()
        if focused is None or not made.isAncestorOf(focused):
            made.setFocus()  # Tab goes on into the page, not along the rail
        self._count_reviews()

    def start(self) -> None:
        """Show the first screen: unlock where there is a workspace, set-up where there is none."""
        self.go("unlock", after_lock=self._after_lock)

    def unlocked(self, workspace: "Workspace") -> None:
        """Take over an open workspace and show the start page of its user."""
        self.workspace = workspace
        role = workspace.user.role
        areas = [(area.screen, area.icon, _said(area.name)) for area in areas_for(role)]
        self.rail.offer(areas, workspace.user.name, _said(ROLE_NAMES[role]))
        if self.settings.last_user != workspace.user.id:
            self.change(last_user=workspace.user.id)
        self.idle.start()
        self.session.start()
        self.go(start_for(role))
        now = self.now()

        def back_up() -> None:
            from intake_app.services.backups import back_up_if_due

            back_up_if_due(workspace, now=now)

        def left_unfinished() -> Texts:
            from intake_app.services.unfinished import unfinished_texts

            return unfinished_texts(workspace)

        self.lanes.ask(left_unfinished, self._show_unfinished, self.tell, owner=self)
        self.lanes.ask(back_up, lambda _done: None, self.tell, owner=self)

    def _show_unfinished(self, texts: Texts) -> None:
        workspace = self.workspace
        if not texts or workspace is None:
            return

        def let_go() -> None:
            from intake_app.services.unfinished import let_go_unfinished

            self.lanes.ask(lambda: let_go_unfinished(workspace), lambda _done: None, self.tell, owner=self)

        UnfinishedSheet(self, texts, let_go)

    def _settle(self) -> None:
        workspace = self.workspace
        if workspace is None:
            return

        def settle() -> None:
            from intake_app.services.workspace import settle_workspace

            settle_workspace(workspace)

        self.lanes.ask(settle, lambda _done: None, self.tell, owner=self)

    def areas(self) -> list[str]:
        """Return the screens that the rail offers to who works here, in order."""
        return [area.screen for area in areas_for(self.workspace.user.role)] if self.workspace else []

    def lock(self, reason: str = "asked") -> None:
        """Keep what is not kept, close the workspace and end the process; or go back to the door."""
        workspace, now = self.workspace, self.now()
        if workspace is None:
            return
        self.idle.stop()
        self.blank.hide()
        self.clipboard.clear()
        sheets = [sheet for sheet in self.findChildren(QDialog) if sheet.isVisible()]
        page = [self.page] if self.page is not None else []
        typed = typed_texts(*sheets, *(one for one in page if one.is_saved_whole))
        for sheet in sheets:
            sheet.close()
        for one in page:
            one.closing()
        self.workspace = None
        self.rail.hide()
        leave = self.leave
        if leave is not None:
            self._centre.hide()

        def close() -> None:
            from intake_app.services.unfinished import keep_unfinished
            from intake_app.services.workspace import lock_workspace

            if typed:
                with contextlib.suppress(IntakeError):  # no space left stops no lock
                    keep_unfinished(workspace, typed)
            lock_workspace(workspace, now=now)

        def closed() -> None:
            if self._asks_to_close:
                self.close()
            elif leave is not None:
                leave(
                    status_for(
                        cast("LockReason", reason),
                        is_maximised=self.isMaximized(),
                        is_sample=self.folder.name == SAMPLE_FOLDER,
                    )
                )

        job = self.lanes.ask(close, lambda _done: None, self.tell, owner=self)
        job.finished.connect(closed)  # also after trouble: what was acknowledged is on the disk
        if leave is not None:
            QTimer.singleShot(_LOCKED_AT_THE_LATEST_MS, self, closed)  # whatever the vault is busy with
        else:
            self.go("unlock", after_lock=reason)

    # Telling

    def tell(self, trouble: IntakeError) -> None:
        """Show expected trouble above the page: what happened, what to do."""
        self._trouble.show()
        self._trouble.tell_trouble(trouble)
        self.repair.setVisible(is_damage(trouble) and self.workspace is not None)

    def offer_repair(self, trouble: IntakeError) -> None:
        """Lead to the door, where backup and salvage are, when the workspace's file turns out damaged."""
        if is_damage(trouble) and self.workspace is not None:
            self.tell(trouble)

    def tell_plain(self, title: str, text: str = "") -> None:
        """Show a sentence above the page."""
        self._trouble.show()
        self._trouble.tell(title, text)
        self.repair.hide()

    @property
    def trouble_text(self) -> str:
        """Return what the trouble bar says, empty when it is not shown."""
        return self._trouble.accessibleName() if self._trouble.isVisibleTo(self) else ""

    def help(self) -> None:
        """Show the keys of this page and of the program."""
        show_help(self, self.page.keys if self.page is not None else tuple)

    # Look and language

    def change(self, **choices: object) -> None:
        """Change settings (fields of ``Settings``), put them into effect and keep them."""
        self.settings = msgspec.structs.replace(self.settings, **choices)
        self.wear_settings()
        settings = self.settings
        self.lanes.ask(
            lambda: save_settings(places.settings_file(), settings),
            lambda _done: None,
            self.tell,
            owner=self,
            lane="work",
        )

    def wear_settings(self) -> None:
        """Put look, language and times of the settings into effect."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        if words().tag != self.settings.ui_language:
            set_language(self.settings.ui_language)
        look = (self.settings.theme, self.settings.text_scale)
        if look != self._worn:
            dress(app, theme=look[0], scale=look[1])
            self._worn = look
        self.idle.blank_after_minutes = self.settings.blank_after_minutes
        self.idle.lock_after_minutes = self.settings.lock_after_minutes
        self._arrange(force=True)

    def step_text_size(self, step: int) -> None:
        """Go one text size up (1) or down (-1)."""
        here = min(range(len(_STEPS)), key=lambda n: abs(_STEPS[n] - self.settings.text_scale))
        self.change(text_scale=_STEPS[min(max(here + step, 0), len(_STEPS) - 1)])

    def hide_names(self) -> None:
        """Hide or show people's names everywhere."""
        self.hides_names = not self.hides_names
        if self.page is not None:
            self.page.opened()

    @property
    def width_class(self) -> str:
        """Return ``wide``, ``medium`` or ``narrow``: by how many letters fit, not by pixels."""
        em = self.width() / (15 * scale())
        return "wide" if em >= 84 else "medium" if em >= 60 else "narrow"

    def _arrange(self, *, force: bool = False) -> None:
        width = self.width_class
        is_compact = width != "wide" or (self.page is not None and self.page.has_small_rail)
        self.rail.set_compact(is_compact, is_tight=self.height() / scale() < 420)
        if self.page is not None and (force or width != self._width):
            self.page.arrange(width)
        self._width = width

    def _name_window(self) -> None:
        title = self.page.title() if self.page is not None else ""
        self.setWindowTitle(f"{title} – {_('Ankommen')}" if title else _("Ankommen"))
        if self.page is not None:
            self.page.setAccessibleName(title)

    # Keys

    def _bind_keys(self) -> None:
        deeds: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F1", self.help),
            ("Ctrl+K", self._search),
            ("Ctrl+N", lambda: self._behind_lock("person_new")),
            ("Ctrl+L", self.lock),
            ("Ctrl+Shift+B", self.hide_names),
            ("Ctrl++", lambda: self.step_text_size(1)),
            ("Ctrl+=", lambda: self.step_text_size(1)),
            ("Ctrl+-", lambda: self.step_text_size(-1)),
        )
        for keys, deed in deeds:
            QShortcut(QKeySequence(keys), self).activated.connect(deed)
        for number in range(1, 10):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(lambda number=number: self._go_to_area(number))

    def _search(self) -> None:
        if self.page is None or not self.page.look_up():
            self._behind_lock("home")

    def _behind_lock(self, name: str) -> None:
        if self.workspace is not None:
            self.go(name)

    def _go_to_area(self, number: int) -> None:
        if self.workspace is not None:
            areas = areas_for(self.workspace.user.role)
            if number <= len(areas):
                self.go(areas[number - 1].screen)

    def _count_reviews(self) -> None:
        workspace = self.workspace
        if workspace is None or workspace.user.role != "supervisor":
            return

        def count() -> int:
            from intake_app.services.reviews import review_queue

            return len(review_queue(workspace))

        self.lanes.ask(count, lambda n: self.rail.badge("review", n), lambda _trouble: None, owner=self)

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width class."""
        super().resizeEvent(event)
        self._arrange()
        self.blank.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lock first, then go."""
        if self.workspace is not None:
            self._asks_to_close = True
            self.lock()
            event.ignore()
            return
        self.lanes.close()
        super().closeEvent(event)


class _Blank(Speaking, QWidget):
    """A calm page over everything after some idle minutes; any key or click takes it away."""

    def __init__(self, parent: Window) -> None:
        super().__init__(parent)
        self.setObjectName("blank")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._came_from: QWidget | None = None
        text = label("display", wrap=False)
        self.say(text.setText, lambda: _("Pause"))
        below = label("body", "muted", wrap=False)
        self.say(below.setText, lambda: _("Any key or a click brings the page back."))
        self.say(self.setAccessibleName, lambda: _("Pause. Any key or a click brings the page back."))
        self.setLayout(
            column("*", row("*", Logo(56), "*"), row("*", text, "*"), row("*", below, "*"), "*", gap=16)
        )
        self.hide()

    def cover(self) -> None:
        """Come over the window."""
        window = self.window()
        self._came_from = window.focusWidget()
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def _leave(self) -> None:
        self.hide()
        if self._came_from is not None:
            self._came_from.setFocus()
        self._came_from = None

    def event(self, event: QEvent) -> bool:
        """Swallow shortcuts, too."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go at the first key."""
        event.accept()
        self._leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go at the first click."""
        event.accept()
        self._leave()


def _said(message: str) -> Callable[[], str]:
    return lambda: _(message)
