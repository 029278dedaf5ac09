"""Answers of several lines: what a person tells, written down in the language one writes in."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from intake_app.forms.definition import NodeDefinition
from ui.look import type as letter
from ui.questions.field import PAUSE_MS, AnswerField
from ui.questions.panes import Panes, ShownChoice


class TextField(AnswerField):
    """Several lines of free text. Tab leaves; Enter makes a new line; Esc goes back to the card."""

    def __init__(self, definition: NodeDefinition, parent: QWidget | None = None) -> None:
        super().__init__(definition, parent)
        self._given: str | None = None
        self.edit = QPlainTextEdit(self)
        self.edit.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.edit.setTabChangesFocus(True)
        self.fit(lambda: self.edit.setFixedHeight(letter.px(92)))
        self.edit.installEventFilter(self)
        self.column.addWidget(self.edit)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.flush)
        self.edit.textChanged.connect(self._pause.start)

    def show_answer(self, value: str | None) -> None:
        if self._value() != value:
            self.edit.setPlainText(value or "")
        self._given = value
        self._pause.stop()

    def show_words(self, _choices: tuple[ShownChoice, ...], _panes: Panes) -> None:
        return

    def set_readonly(self, is_readonly: bool) -> None:
        self.edit.setReadOnly(is_readonly)

    def take(self, value: str | None) -> None:
        self.edit.selectAll()
        self.edit.insertPlainText(value or "")
        self.flush()

    def enter(self, first: str = "") -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        if first:
            self.edit.insertPlainText(first)

    def flush(self) -> None:
        self._pause.stop()
        value = self._value()
        if value != self._given and not self.edit.isReadOnly():
            self._given = value
            self.answered.emit(value)

    def name_for_readers(self, name: str) -> None:
        self.edit.setAccessibleName(name)

    def _value(self) -> str | None:
        return self.edit.toPlainText().strip() or None

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)
