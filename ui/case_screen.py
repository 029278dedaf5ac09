"""The pages of one case: the same head and tabs on each, the page's own body below.

A page of a case is a ``CaseScreen``; it names its tab, builds its body with ``show_body`` and fetches in
``fetch`` on the vault lane what ``fill`` shows.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from intake_app.errors import N_
from ui.naming import shown_name
from ui.parts.chip import Chip
from ui.parts.label import label
from ui.parts.page import HeadBar
from ui.parts.space import Item, column
from ui.parts.tabs import Tabs
from ui.screen import Screen
from ui.words import _, isolate, words

if TYPE_CHECKING:
    from intake_app.services.cases import CaseOutline
    from ui.window import Window

# The pages of a case in the order they are worked with; more may come.
CASE_TABS = (
    ("person", N_("Overview")),
    ("assessment", N_("Assessment")),
    ("network", N_("Network")),
    ("plan", N_("Plan")),
    ("case_work", N_("Case work")),
)


class CaseScreen(Screen):
    """One page of the case of ``person_id``. ``name`` is its tab."""

    area: ClassVar[str] = "home"

    def __init__(self, window: "Window | None" = None, *, person_id: str) -> None:
        super().__init__(window)
        self.person_id = person_id
        self.outline: CaseOutline | None = None
        self._original = label("body", "muted", wrap=False)
        self._number, self._language, self._sample = (
            Chip("line"),
            Chip("line", icon="translate"),
            Chip("prov"),
        )
        self.say(self._sample.setText, lambda: _("Sample data"))
        for chip in (self._number, self._language, self._sample):
            chip.hide()
        self._actions: list[Item] = []
        self.tabs = Tabs([(name, _worded(says)) for name, says in CASE_TABS], self.name)
        self.tabs.chosen.connect(lambda name: self.go(name, person_id=self.person_id))
        for keys, by in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self.tabs.step(by))

    def show_body(self, body: QWidget, *actions: Item) -> None:
        """Build the page: head with ``actions`` at its far edge, tabs, ``body``."""
        self.head = HeadBar(
            self._name, None, self._original, self._number, self._language, self._sample, *actions
        )
        bar = column(self.tabs, margins=(11, 0))
        self.setLayout(column(self.head, bar, (body, 1), gap=0))

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

    def opened(self) -> None:
        """Fetch head and body."""
        self.fetch_again()

    def arrange(self, width: str) -> None:
        """Let the tabs become a list where there is no room for them."""
        self.tabs.set_narrow(width == "narrow")
        self._original.setVisible(width != "narrow")

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of every page of a case."""
        return (("Ctrl+PgUp, Ctrl+PgDn", _("page before, next page of the case")),)

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
        self._original.setText("" if hides else outline.original)
        self._number.setText(isolate(outline.case_number))
        self._number.show()
        self._language.setVisible(bool(outline.languages))
        self._language.setText(", ".join(words().language_name(tag) for tag in outline.languages[:2]))
        self._sample.setVisible(outline.is_sample)
        self.head.say_again()

    def _name(self) -> str:
        if self.outline is None:
            return ""
        hides = self.shell is not None and self.shell.hides_names
        return shown_name(self.outline.display, is_hidden=hides)


def _worded(text: str) -> Any:
    return lambda: _(text)
