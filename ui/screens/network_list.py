"""The network as a list: the same ties, the same facts and the same keys as on the map."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from intake_app.records.network import NetworkTie
from intake_app.services.drawings import reading_order, stepped
from ui.parts.eco_map import ShownTie
from ui.parts.eco_map_legend import LineSample
from ui.parts.label import Elide
from ui.parts.listing import ListRow
from ui.parts.space import Stack, column
from ui.speaking import Speaking
from ui.ties import help_words, quality_words, ring_words, sector_words, where_words

_STEPS = {
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
}  # fmt: skip


class TieList(Speaking, QWidget):
    """Signals as on the map (``EcoMapView``)."""

    selected = Signal(str)
    wanted = Signal(str)
    moved = Signal(str, object)
    taken_off = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.rows: dict[str, TieRow] = {}
        self.tab_after: QWidget | None = None  # Tab comes to the rows from here
        self._column: Stack = column("*", gap=0)
        self.setLayout(self._column)

    def show_ties(self, shown: Sequence[ShownTie]) -> None:
        """Show these ties sector by sector, from near to far; the row that has the focus keeps it."""
        by_id = {one.tie.id: one for one in shown}
        for tie_id in [known for known in self.rows if known not in by_id]:
            row = self.rows.pop(tie_id)
            if row.hasFocus():
                row.focusPreviousChild()
            row.hide()
            row.setParent(None)
            row.deleteLater()
        before = self.tab_after
        for at, tie in enumerate(reading_order([one.tie for one in shown])):
            row = self.rows.get(tie.id) or self._new_row(tie.id)
            self._column.removeWidget(row)
            self._column.insertWidget(at, row)
            row.show_tie(by_id[tie.id])
            if before is not None:
                QWidget.setTabOrder(before, row)
            before = row

    def select(self, tie_id: str) -> None:
        """Mark the tie whose details are shown."""
        for known, row in self.rows.items():
            row.set_current(known == tie_id)

    def enter(self, tie_id: str = "") -> None:
        """Give the focus to a tie's row, or to the first one."""
        row = self.rows.get(tie_id) or next(iter(self.rows.values()), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.TabFocusReason)

    def _new_row(self, tie_id: str) -> "TieRow":
        row = self.rows[tie_id] = TieRow(self)
        row.clicked.connect(lambda: self.wanted.emit(tie_id))
        row.setParent(self)
        return row


class TieRow(ListRow):
    """One tie: name, where it stands, its line and what it is like."""

    def __init__(self, owner: TieList) -> None:
        self.name, self.facts, self.quality = Elide("strong"), Elide("small", "muted"), Elide("body")
        self.line_sample = LineSample("supportive")
        super().__init__((column(self.name, self.facts, gap=2), 3), self.line_sample, (self.quality, 2))
        self._owner = owner
        self.tie: NetworkTie | None = None

    def show_tie(self, shown: ShownTie) -> None:
        """Show another state of the tie."""
        tie = self.tie = shown.tie
        self.name.setText(shown.text)
        facts = [sector_words(tie.sector), ring_words(tie.ring), *where_words(tie)]
        self.facts.setText(" · ".join(facts))
        said = [quality_words(tie.quality), *([help_words(tie.help)] if tie.help != "none" else [])]
        self.quality.setText(" · ".join(said))
        self.line_sample.show_quality(tie.quality)
        self.setAccessibleName(shown.heard)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the tie."""
        super().focusInEvent(event)
        if self.tie is not None:
            self._owner.selected.emit(self.tie.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the tie with Ctrl and an arrow, take it off with Del."""
        key = Qt.Key(event.key())
        is_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.tie is not None and key in _STEPS and is_ctrl:
            further, around = _STEPS[key]
            spot = stepped(self.tie, further=further, around=around)
            if (spot.sector, spot.ring) != (self.tie.sector, self.tie.ring):
                self._owner.moved.emit(self.tie.id, spot)
        elif self.tie is not None and key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._owner.taken_off.emit(self.tie.id)
        else:
            super().keyPressEvent(event)
