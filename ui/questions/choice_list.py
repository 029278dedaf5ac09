"""Choosing from a long list: one line that opens into a search with the list below it, inside the card.

Two hundred countries as buttons are a wall. Typing narrows by the words of both languages, whatever
case or accents were typed; nothing is chosen before a person chooses it.
"""

import unicodedata

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from intake_app.errors import N_
from intake_app.forms.definition import NodeDefinition
from ui.look import theme
from ui.look import type as letter
from ui.parts.marks import draw_mark
from ui.questions.choice import Choice
from ui.questions.client_words import in_language
from ui.questions.field import AnswerField
from ui.questions.panes import Panes, ShownChoice
from ui.words import _

_ROWS_SEEN = 6
_OFFERED = N_("Choose from {n} entries")
_Index = QModelIndex | QPersistentModelIndex
_WORDS = Qt.ItemDataRole.UserRole


class ListField(AnswerField):
    """A searchable list. Closed it shows what is chosen; Enter or a click opens it."""

    closed = Signal()  # the focus was inside and goes back to the card

    def __init__(self, definition: NodeDefinition, *, many: bool, parent: QWidget | None = None) -> None:
        super().__init__(definition, parent)
        self._many = many
        self._given: list[str] = []
        self._choices: tuple[ShownChoice, ...] = ()
        self._panes: Panes | None = None
        self.column.setSpacing(letter.sp(6))
        self._line = Choice(ShownChoice("", "", ""), many=many, key=0, is_drop_down=True, parent=self)
        self._line.clicked.connect(self._toggle)
        self.search = QLineEdit(self)
        self.search.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.say(self.search.setPlaceholderText, lambda: _("Search in the list"))
        self.say(self.search.setAccessibleName, lambda: _("Search in the list"))
        self.search.textEdited.connect(lambda _text: self._narrow())
        self.search.installEventFilter(self)
        self._model = _Rows(self)
        self.list = QListView(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Row(self.list, many=many))
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.clicked.connect(self._choose)
        for widget in (self._line, self.search, self.list):
            self.column.addWidget(widget)
        self._open(False)

    def show_answer(self, value: str | None) -> None:
        self._given = (value or "").split() if self._many else [value] if value else []
        self._show_line()
        self._model.set_chosen(self._given)

    def show_words(self, choices: tuple[ShownChoice, ...], panes: Panes) -> None:
        self._choices, self._panes = choices, panes
        first = choices[0].client if choices else ""
        direction = panes.client.direction(first)
        self.list.setLayoutDirection(direction)
        self.search.setLayoutDirection(direction)
        self._narrow()
        self._show_line()

    def take(self, value: str | None) -> None:
        wanted = (value or "").split() if self._many else [value] if value else []
        self._open(True)
        self.search.clear()
        self._narrow()
        changed = [one for one in wanted if one not in self._given]
        if self._many:
            changed += [one for one in self._given if one not in wanted]
        for one in changed:
            for row in range(self._model.rowCount()):
                if self._model.row(row).value == one:
                    self._choose(self._model.index(row))
                    break
        if not wanted and self._given and not self._many:
            self.answered.emit(None)
        self._open(False)

    def enter(self, first: str = "") -> None:
        self._open(True)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        if first:
            self.search.insert(first)

    def close_list(self) -> bool:
        """Close the open list; False when it was not open."""
        was_open = self.search.isVisibleTo(self)
        self._open(False)
        return was_open

    def name_for_readers(self, name: str) -> None:
        self.list.setAccessibleName(name)

    def _toggle(self) -> None:
        self._line.setChecked(bool(self._given))
        if self.search.isVisibleTo(self):
            self._open(False)
        else:
            self.enter()

    def _open(self, is_open: bool) -> None:
        if not is_open and (self.search.hasFocus() or self.list.hasFocus()):
            self.closed.emit()
        self.search.setVisible(is_open)
        self.list.setVisible(is_open)
        self.updateGeometry()

    def _narrow(self) -> None:
        wanted = _folded(self.search.text())
        found = [
            choice for choice in self._choices
            if not wanted or wanted in _folded(choice.client) or wanted in _folded(choice.counsellor)
        ]  # fmt: skip
        self._model.show(found, self._given, is_single=self._panes.is_single if self._panes else True)
        rows = max(1, min(_ROWS_SEEN, len(found)))
        self.list.setFixedHeight(rows * _row_height() + 4)
        if found:
            chosen = [n for n, choice in enumerate(found) if choice.value in self._given]
            self.list.setCurrentIndex(self._model.index(chosen[0] if chosen else 0))

    def _show_line(self) -> None:
        if self._panes is None:
            return
        chosen = [choice for choice in self._choices if choice.value in self._given]
        missing = [value for value in self._given if value not in {choice.value for choice in chosen}]
        first = chosen[0].client if chosen else ""
        is_rtl = self._panes.client.direction(first) == Qt.LayoutDirection.RightToLeft
        client = ("، " if is_rtl else ", ").join([choice.client for choice in chosen] + missing)
        counsellor = ", ".join(choice.counsellor for choice in chosen)
        offered = in_language(self._panes.client.tag, _OFFERED, n=len(self._choices))
        shown = ShownChoice("", client or offered, counsellor)
        self._line.setChecked(bool(self._given))
        self._line.show_words(shown, self._panes)

    def _choose(self, index: _Index) -> None:
        value = self._model.row(index.row()).value
        if not self._many:
            self._open(False)
            if value not in self._given:
                self.answered.emit(value)
            return
        given = [one for one in self._given if one != value]
        if value not in self._given:
            given.append(value)
        order = {choice.value: n for n, choice in enumerate(self._choices)}
        self.answered.emit(" ".join(sorted(given, key=lambda one: order.get(one, 0))) or None)

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            at = self.list.currentIndex()
            if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
                by = 1 if event.key() == Qt.Key.Key_Down else -1
                row = max(0, min(self._model.rowCount() - 1, at.row() + by))
                self.list.setCurrentIndex(self._model.index(row))
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                if at.isValid():
                    self._choose(at)
                return True
        return super().eventFilter(watched, event)


class _Rows(QAbstractListModel):
    """The choices that the search leaves."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown: list[ShownChoice] = []
        self.chosen: list[str] = []
        self.is_single = True

    def show(self, shown: list[ShownChoice], chosen: list[str], *, is_single: bool) -> None:
        self.beginResetModel()
        self._shown, self.chosen, self.is_single = shown, chosen, is_single
        self.endResetModel()

    def set_chosen(self, chosen: list[str]) -> None:
        self.chosen = chosen
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def row(self, row: int) -> ShownChoice:
        return self._shown[row]

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown.client
        if role == Qt.ItemDataRole.AccessibleTextRole:
            chosen = _("chosen") if shown.value in self.chosen else ""
            return ", ".join(word for word in (shown.client, shown.counsellor, chosen) if word)
        if role == _WORDS:
            return shown
        return None


class _Row(QStyledItemDelegate):
    """One line of the list: mark, the client's word, the counsellor's at the far end."""

    def __init__(self, parent: QListView, *, many: bool) -> None:
        super().__init__(parent)
        self._many = many

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(letter.px(160), _row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        shown: ShownChoice = index.data(_WORDS)
        is_chosen = isinstance(model, _Rows) and shown.value in model.chosen
        place: QRect = option.rect
        direction: Qt.LayoutDirection = option.direction
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, theme.colour("soft"))
        size = letter.px(18)
        mark = QStyle.visualRect(
            direction, place, QRect(place.x() + 10, place.center().y() - size // 2, size, size)
        )
        draw_mark(painter, QRectF(mark), is_on=is_chosen, is_multiple=self._many)
        words = place.adjusted(size + letter.sp(22), 0, -letter.sp(12), 0)
        words = QStyle.visualRect(direction, place, words)
        lead, trail = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing
        line = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setLayoutDirection(direction)
        font = letter.font("body", shown.client)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        painter.drawText(words, int(lead | line), shown.client)
        if isinstance(model, _Rows) and not model.is_single and shown.counsellor != shown.client:
            painter.setFont(letter.font("small", shown.counsellor))
            painter.setPen(theme.colour("muted"))
            painter.drawText(words, int(trail | line), shown.counsellor)
        painter.restore()


def _row_height() -> int:
    return letter.px(36)


def _folded(text: str) -> str:
    """Return ``text`` without case and accents, to be looked for."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
