"""The pages of one case: the same head and tabs on each, the page's own body below.

A page of a case is a ``CaseScreen``; it names its tab, builds its body with ``show_body`` and fetches in
``fetch`` on the vault lane what ``fill`` shows.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from intake_app.errors import N_
from ui.barriers import note_barrier
from ui.naming import shown_name
from ui.parts.chip import Chip
from ui.parts.label import label
from ui.parts.page import HeadBar
from ui.parts.space import Item, column
from ui.parts.tab_order import chain_tabs
from ui.parts.tabs import Tabs
from ui.screen import Screen
from ui.screens.catalogue import screen_names
from ui.words import _, isolate, set_apart, words

if TYPE_CHECKING:
    from intake_app.services.cases import CaseOutline
    from intake_app.services.workspace import Workspace
    from ui.parts.sheet import Sheet
    from ui.window import Window

# The pages of a case in the order they are worked with; one that the catalogue does not know has no tab.
CASE_TABS = (
    ("person", N_("Overview")),
    ("assessment", N_("Assessment")),
    ("network", N_("Network")),
    ("plan", N_("Plan")),
    ("status", N_("Status and deadlines")),
    ("case_work", N_("Case work")),
    ("special_needs", N_("Special needs")),
    ("documents", N_("Documents")),
)


class CaseScreen(Screen):
    """One page of the case of ``person_id``. ``name`` is its tab."""

    area: ClassVar[str] = "home"
    has_small_rail: ClassVar[bool] = True

    def __init__(self, window: "Window | None" = None, *, person_id: str) -> None:
        super().__init__(window)
        self.person_id = person_id
        self.outline: CaseOutline | None = None
        self.sheet: Sheet | None = None
        self._is_narrow = False
        self._work = window.workspace if window is not None else None
        self._original = label("body", "muted", wrap=False)
        self._number, self._language = Chip("line"), Chip("line", icon="translate")
        self._closed, self._sample = Chip("att", icon="archive"), Chip("prov")
        self.say(self._closed.setText, lambda: _("closed"))
        self.say(self._sample.setText, lambda: _("Sample data"))
        for chip in (self._number, self._language, self._closed, self._sample):
            chip.hide()
        known = screen_names()
        self.tabs = Tabs([(name, _worded(says)) for name, says in CASE_TABS if name in known], self.name)
        self.tabs.chosen.connect(lambda name: self.go(name, person_id=self.person_id))
        for keys, deed in (
            ("Ctrl+PgUp", lambda: self.tabs.step(-1)),
            ("Ctrl+PgDown", lambda: self.tabs.step(1)),
            ("Ctrl+B", self.note_barrier),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def show_body(self, body: QWidget, *actions: Item) -> None:
        """Build the page: head with ``actions`` at its far edge, tabs, ``body``."""
        self.head = HeadBar(
            self._name, self._counsellor, self._original, self._number, self._language, self._closed,
            self._sample, *actions,
        )  # fmt: skip
        bar = column(self.tabs, margins=(11, 0))
        self.setLayout(column(self.head, bar, (body, 1), gap=0))

    @property
    def workspace(self) -> "Workspace":
        """Return the workspace the page was opened on; ``fetch`` asks for it on the vault lane.

        The window lets go of it when it locks, while a fetch may still wait for its turn.
        """
        assert self._work is not None
        return self._work

    def note_barrier(self) -> None:
        """Write down a barrier that was seen in this case."""
        self.sheet = note_barrier(self, person_id=self.person_id, then=self.barrier_noted)

    def barrier_noted(self) -> None:
        """Go on after a barrier was kept; pages that show barriers fetch again."""

    def fetch(self) -> Any:
        """Return what the page shows besides the head; runs on the vault lane."""

    def fill(self, data: Any) -> None:
        """Show what ``fetch`` returned."""

    def fetch_again(self) -> None:
        """Fetch and show once more, after an act."""
        workspace, person_id = self.workspace, self.person_id

        def fetch() -> "tuple[CaseOutline, Any]":
            from intake_app.services.cases import outline_case

            return outline_case(workspace, person_id=person_id), self.fetch()

        self.ask(fetch, lambda found: self._show(*found))

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Go as one reads."""
        chain_tabs(self)
        return super().focusNextPrevChild(is_next)

    def opened(self) -> None:
        """Fetch head and body."""
        self.fetch_again()

    def arrange(self, width: str) -> None:
        """Let the tabs become a list where there is no room for them."""
        self.tabs.set_narrow(width == "narrow")
        self._original.setVisible(width != "narrow")
        self._is_narrow = width == "narrow"
        if self.outline is not None:
            self._show_head(self.outline)

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of every page of a case."""
        return (
            ("Ctrl+PgUp, Ctrl+PgDn", _("page before, next page of the case")),
            ("Ctrl+B", _("note a barrier")),
        )

    def reworded(self) -> None:
        """Word the head again."""
        if self.outline is not None:
            self._show_head(self.outline)

    def _show(self, outline: "CaseOutline", data: Any) -> None:
        self.outline = outline
        self._show_head(outline)
        self.fill(data)

    def _show_head(self, outline: "CaseOutline") -> None:
        hides = self.shell is not None and self.shell.hides_names
        self._original.setText("" if hides else set_apart(outline.original))
        self._number.setText(isolate(outline.case_number))
        self._number.show()
        self._language.setVisible(bool(outline.languages) and not self._is_narrow)
        self._language.setText(", ".join(words().language_name(tag) for tag in outline.languages[:2]))
        self._closed.setVisible(outline.is_closed)
        self._sample.setVisible(outline.is_sample)
        self.head.say_again()

    def _name(self) -> str:
        if self.outline is None:
            return ""
        hides = self.shell is not None and self.shell.hides_names
        return shown_name(self.outline.display, is_hidden=hides)

    def _counsellor(self) -> str:
        return _("Counsellor {name}", name=self.outline.counsellor) if self.outline is not None else ""


def _worded(text: str) -> Any:
    return lambda: _(text)
