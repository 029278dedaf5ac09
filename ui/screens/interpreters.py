"""The agency's interpreters: who speaks what, and whose undertaking of secrecy is on file."""

from typing import TYPE_CHECKING, ClassVar

from intake_app.records.interpreter import Interpreter
from ui.interpreting import language_words, qualification_words, secrecy_words
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.chip import Chip
from ui.parts.label import Elide, label
from ui.parts.listing import ListRow
from ui.parts.page import HeadBar, scrolling
from ui.parts.space import Stack, column
from ui.screen import Screen
from ui.screens.interpreters_sheet import PersonSheet
from ui.words import _

if TYPE_CHECKING:
    from intake_app.services.interpreters import InterpreterDraft
    from ui.window import Window


class InterpretersScreen(Screen):
    """The list. ``rows`` are in the order of ``people``."""

    area: ClassVar[str] = "interpreters"

    def __init__(self, window: "Window | None" = None) -> None:
        super().__init__(window)
        self.people: tuple[Interpreter, ...] = ()
        self.rows: list[ListRow] = []
        self.sheet: PersonSheet | None = None
        self.add_button = Button("primary", icon="user-plus")
        self.say(self.add_button.setText, lambda: _("Add an interpreter"))
        self.add_button.clicked.connect(lambda: self.open_sheet(None))
        head = HeadBar(
            lambda: _("Interpreters"),
            lambda: _("Who interprets for this office. Interviews keep who was there."),
            self.add_button,
        )  # fmt: skip
        self._none = label("body", "muted")
        self.say(self._none.setText, lambda: _("Nobody is on the list yet."))
        self._list = Card(gap=0, margins=(2, 4))
        body: Stack = column(self._none, self._list, "*", gap=12, margins=(20, 14))
        self.setLayout(column(head, (scrolling(body), 1), gap=0))
        self._list.hide()

    def title(self) -> str:
        """Return the page's name."""
        return _("Interpreters")

    def opened(self) -> None:
        """Fetch the list."""
        workspace = self.workspace

        def fetch() -> tuple[Interpreter, ...]:
            from intake_app.services.interpreters import interpreters

            return interpreters(workspace)

        self.ask(fetch, self._show)

    def reworded(self) -> None:
        """Word the rows again."""
        self._show(self.people)

    def open_sheet(self, one: Interpreter | None) -> None:
        """Write down a new interpreter, or change what is known of one."""
        self.sheet = PersonSheet(self, one)
        self.sheet.written.connect(lambda draft: self._keep(one, draft))
        if one is not None:
            self.sheet.removed.connect(lambda: self._remove(one.id))

    def _keep(self, one: Interpreter | None, draft: "InterpreterDraft") -> None:
        workspace, now = self.workspace, self.now()

        def keep() -> Interpreter:
            from intake_app.services.interpreters import add_interpreter, change_interpreter_entry

            if one is None:
                return add_interpreter(workspace, draft=draft, now=now)
            return change_interpreter_entry(workspace, interpreter_id=one.id, draft=draft, now=now)

        self.ask(keep, lambda _kept: self.opened())

    def _remove(self, interpreter_id: str) -> None:
        workspace, now = self.workspace, self.now()

        def remove() -> None:
            from intake_app.services.interpreters import remove_interpreter

            remove_interpreter(workspace, interpreter_id=interpreter_id, now=now)

        self.ask(remove, lambda _done: self.opened())

    def _show(self, people: tuple[Interpreter, ...]) -> None:
        had_focus = next((n for n, row in enumerate(self.rows) if row.hasFocus()), -1)
        self.people = people
        for row in self.rows:
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self.rows = [self._row(one) for one in people]
        self._list.body.add(*self.rows)
        self._list.setVisible(bool(people))
        self._none.setVisible(not people)
        if had_focus >= 0:
            after: ListRow | Button = (
                self.rows[min(had_focus, len(people) - 1)] if people else self.add_button
            )
            after.setFocus()

    def _row(self, one: Interpreter) -> ListRow:
        name = Elide("strong")
        name.setText(one.name)
        speaks = Elide("body", "muted")
        speaks.setText(language_words(one.languages))
        training = qualification_words(one.qualification) if one.qualification else ""
        secrecy = Chip(
            "soft" if one.secrecy_on else "att", icon="shield-check" if one.secrecy_on else "warning"
        )
        secrecy.setText(secrecy_words(one.secrecy_on))
        row = ListRow((name, 2), (speaks, 3), label("small", "muted", wrap=False, text=training), secrecy)
        cells = (one.name, language_words(one.languages), training, secrecy.text())
        row.setAccessibleName(", ".join(cell for cell in cells if cell))
        row.clicked.connect(lambda: self.open_sheet(one))
        return row
