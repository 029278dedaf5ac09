"""The values of an assessment as a table: the same content as the radar, and keys reach it."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from intake_app.records.assessment import Assessment, DomainRating
from ui.look.type import px
from ui.parts.label import Elide, Label, label
from ui.parts.listing import ListRow
from ui.parts.space import Stack, clear, column, pane, row
from ui.screens.assessment_domains import by_domain, digit, rating_words
from ui.speaking import Speaking
from ui.words import _

_STRONG_FROM = 3
_CELLS = ("resource_self", "resource_pro", "need_self", "need_pro")


class ValueTable(Speaking, QWidget):
    """``chosen`` carries the domain of a row. No sum, no mean: there is none of a person."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.rows: dict[str, ListRow] = {}
        heads = [label("small", "res" if cell.startswith("resource") else "need") for cell in _CELLS]
        for head, says in zip(
            heads,
            (
                # Translators: heads of narrow columns; R is resources, N is needs
                lambda: _("R self"), lambda: _("R prof."), lambda: _("N self"), lambda: _("N prof."),
            ),
            strict=True,
        ):  # fmt: skip
            head.say(head.setText, says)
            _narrow(head)
        self._lines: Stack = column(gap=0)
        below = label("small", "muted")
        self.say(
            below.setText,
            lambda: _(
                "R: resources, N: needs, 0 to 4. Dash: nobody rated. Bold from 3. A person has no total."
            ),
        )
        self.setLayout(column(row("*", *heads, gap=2, margins=(6, 2)), pane(self._lines), below, gap=4))

    def show_values(
        self, current: Assessment | None, earlier: Assessment | None, names: Mapping[str, str], domain: str
    ) -> None:
        """Show every domain of ``names``; beside the values of now those of ``earlier``."""
        had_focus = next((code for code, line in self.rows.items() if line.hasFocus()), "")
        now, before = by_domain(current), by_domain(earlier)
        clear(self._lines)
        self.rows = {}
        for code, name in names.items():
            line = self.rows[code] = _line(name, now.get(code), before.get(code) if earlier else None)
            line.set_current(code == domain)
            line.clicked.connect(partial(self.chosen.emit, code))
            self._lines.add(line)
        if had_focus in self.rows:
            self.rows[had_focus].setFocus(Qt.FocusReason.TabFocusReason)


def _line(name: str, rating: DomainRating | None, earlier: DomainRating | None) -> ListRow:
    cells: list[Label] = []
    for cell in _CELLS:
        value = _value(rating, cell)
        text = digit(value)
        if earlier is not None and (old := _value(earlier, cell)) != value:
            text = f"{digit(old)} \u2192 {text}"
        tone = "muted" if value is None else "res" if cell.startswith("resource") else "need"
        made = label("strong" if (value or 0) >= _STRONG_FROM else "body", tone, text=text)
        _narrow(made)
        cells.append(made)
    line = ListRow((Elide("body", text=name), 1), *cells, gap=2, margins=(6, 4))
    line.setBackgroundRole(QPalette.ColorRole.Window)  # labels on a button would be inked as its text
    said = f"{name}, {rating_words(rating)}"
    if earlier is not None:
        said += ". " + _("Before: {values}", values=rating_words(earlier))
    line.setAccessibleName(said)
    return line


def _value(rating: DomainRating | None, cell: str) -> int | None:
    if rating is None or rating.status != "rated":
        return None
    value: int | None = getattr(rating, cell)
    return value


def _narrow(cell: Label) -> None:
    cell.centre()
    cell.fit(lambda: cell.setFixedWidth(px(52)))
