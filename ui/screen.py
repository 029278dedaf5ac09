"""Screen: what every page of the window can do: say, fit, ask the background, go elsewhere, tell trouble.

Screens never import each other; they go to a name in ``ui/screens/catalogue.py`` with plain facts, which
the window hands to the next screen's constructor.
"""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from intake_app.errors import IntakeError
from ui.lanes import Job, Lane
from ui.speaking import Speaking

if TYPE_CHECKING:
    from intake_app.services.workspace import Workspace
    from ui.window import Window

T = TypeVar("T")


class Screen(Speaking, QWidget):
    """One page. Subclasses build in ``__init__(self, window, **facts)`` and fetch in ``opened``."""

    name: ClassVar[str] = ""  # its name in the catalogue, set there
    area: ClassVar[str] = ""  # which entry of the rail it belongs to
    has_rail: ClassVar[bool] = True
    is_saved_whole: ClassVar[bool] = False  # what is typed counts only once the page's action was chosen
    has_small_rail: ClassVar[bool] = False  # icons alone, also where there is room: the page needs it

    def __init__(self, window: "Window | None" = None) -> None:
        super().__init__()
        self.shell = window
        self.setObjectName("screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._ring = QFrame(self)  # seen while the page itself has the focus: Tab goes on into it
        self._ring.setObjectName("ring")
        self._ring.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ring.hide()

    def title(self) -> str:
        """Return the page's name for the window title and screen readers."""
        return ""

    def opened(self) -> None:
        """Fetch what the page shows; called each time the page comes on."""

    def closing(self) -> None:
        """Keep what is not kept yet; called before the page goes, also by locking."""

    def arrange(self, width: str) -> None:
        """Lay out for ``wide``, ``medium`` or ``narrow``; called before opening and when that changes."""

    def reworded(self) -> None:
        """Word again what was made from data; called after the window's language changed."""

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return (keys, what they do) of this page for the help (F1)."""
        return ()

    def look_up(self) -> bool:
        """Search what this page holds (Ctrl+K). Returns False when the start page shall search persons."""
        return False

    @property
    def workspace(self) -> "Workspace":
        """Return the open workspace; only screens behind the lock ask for it."""
        assert self.shell is not None
        assert self.shell.workspace is not None
        return self.shell.workspace

    def now(self) -> datetime.datetime:
        """Return the present moment, aware, UTC."""
        return self.shell.now() if self.shell is not None else datetime.datetime.now(datetime.UTC)

    def ask(
        self,
        call: Callable[[], T],
        then: Callable[[T], object],
        failed: Callable[[IntakeError], object] | None = None,
        *,
        lane: Lane = "vault",
    ) -> Job:
        """Run ``call`` in the background, then ``then(result)`` here; dropped when this screen is gone."""
        assert self.shell is not None
        shell = self.shell

        def told(trouble: IntakeError) -> None:
            (failed or self.tell)(trouble)
            shell.offer_repair(trouble)  # wherever else the page says it

        return shell.lanes.ask(call, then, told, owner=self, lane=lane)

    def go(self, name: str, **facts: object) -> None:
        """Show another screen."""
        if self.shell is not None:
            self.shell.go(name, **facts)

    def tell(self, trouble: IntakeError) -> None:
        """Show expected trouble at the top of the page."""
        if self.shell is not None:
            self.shell.tell(trouble)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the page has the focus."""
        super().focusInEvent(event)
        self._ring.setGeometry(self.rect())
        self._ring.show()
        self._ring.raise_()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The focus is elsewhere."""
        super().focusOutEvent(event)
        self._ring.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the ring at the edge."""
        super().resizeEvent(event)
        self._ring.setGeometry(self.rect())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the window's language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.reworded()
