"""Table: a list of many rows with headings; only what is seen is drawn, so that thousands stay instant.

Arrow keys move, Enter chooses; a screen reader hears each cell with its heading.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.look.theme import colour, theme
from ui.look.type import font, px
from ui.speaking import Speaking
from ui.words import _

Index = QModelIndex | QPersistentModelIndex
Cells = tuple[str, ...]


class Rows(QAbstractTableModel):
    """``headings`` are said anew with the language; ``cells`` of the rows that are shown."""

    def __init__(self, headings: Sequence[Callable[[], str]], *, strong: int = 0) -> None:
        super().__init__()
        self._headings, self._strong = tuple(headings), strong
        self._cells: Sequence[Cells] = ()
        self._font, self._bold, self._small = QFont(), QFont(), QFont()

    def show_cells(self, cells: Sequence[Cells]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._cells = cells
        self.endResetModel()

    def change_cells(self, row: int, cells: Cells) -> None:
        """Show one row anew; where it stands and what is chosen stay."""
        changed = list(self._cells)
        changed[row] = cells
        self._cells = changed
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._headings) - 1))

    def wear(self, plain: QFont, bold: QFont, small: QFont) -> None:
        """Take the type of the look in use: of cells, of the strong column, of the headings."""
        self._font, self._bold, self._small = plain, bold, small

    def cells(self, row: int) -> Cells:
        """Return the cells of a row."""
        return self._cells[row]

    # Qt's own

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        text = self._cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headings[index.column()]()}: {text or _('unknown')}"
        if role == Qt.ItemDataRole.FontRole:
            return self._bold if index.column() == self._strong else self._font
        if role == Qt.ItemDataRole.ForegroundRole:
            return colour("text")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._headings[section]()
        return self._small if role == Qt.ItemDataRole.FontRole else None


class Table(Speaking, QTableView):
    """``chosen`` carries the row that Enter or a double click chose. ``weights`` share out the width."""

    chosen = Signal(int)

    def __init__(self, rows: Rows, weights: Sequence[int]) -> None:
        super().__init__()
        self.rows, self._weights = rows, tuple(weights)
        self.setModel(rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.setProperty("key", "each cell is read with its heading")
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(lambda index: self.chosen.emit(index.row()))
        self.fit(self._dress)

    def row(self) -> int:
        """Return the row that is marked, -1 for none."""
        return self.currentIndex().row()

    def mark(self, row: int) -> None:
        """Mark a row and bring it into sight."""
        if 0 <= row < self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(row, 0))

    def leave_out(self, columns: Sequence[int]) -> None:
        """Hide these columns, where there is little room."""
        for column in range(len(self._weights)):
            self.setColumnHidden(column, column in columns)
        self._share()

    def _dress(self) -> None:
        t = theme()
        self.rows.wear(font(), font("strong"), font("smallb"))
        self.setFont(font())
        self.verticalHeader().setDefaultSectionSize(px(38))
        self.setStyleSheet(
            f"QTableView {{ background:{t.surface}; color:{t.text}; border:1px solid {t.line};"
            f" border-radius:8px; padding:1px; outline:0; selection-background-color:{t.soft};"
            f" selection-color:{t.text}; }}"
            f"QTableView:focus {{ border:2px solid {t.accent}; padding:0; }}"
            f"QTableView::item {{ padding:0 {px(8)}px; border:0; border-bottom:1px solid {t.line}; }}"
            f"QTableView::item:selected {{ background:{t.soft}; color:{t.text}; }}"
            f"QHeaderView::section {{ background:{t.surface}; color:{t.muted}; border:0;"
            f" border-bottom:1px solid {t.strong}; padding:{px(6)}px {px(8)}px; }}"
        )
        self.rows.layoutChanged.emit()
        self._share()

    def _share(self) -> None:
        shown = [column for column in range(len(self._weights)) if not self.isColumnHidden(column)]
        whole = sum(self._weights[column] for column in shown) or 1
        room = max(self.viewport().width(), px(200))
        for column in shown:
            self.setColumnWidth(column, room * self._weights[column] // whole)

    # Qt's own

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._weights) - 1)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._share()

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        if self.row() < 0:
            self.mark(0)

    def keyboardSearch(self, search: str) -> None:
        """Letters are the page's keys, not a search in the first column."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.row() >= 0:
            self.chosen.emit(self.row())
        else:
            super().keyPressEvent(event)
