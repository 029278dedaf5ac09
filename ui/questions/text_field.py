"""Answers of several lines: what a person tells, written down in the language one writes in."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from intake_app.forms.definition import NodeDefinition
from ui.look import type as letter
from ui.questions.panes import Panes, ShownChoice
from ui.questions.typed_field import TypedField


class TextField(TypedField):
    """Several lines of free text. Tab leaves; Enter makes a new line; Esc goes back to the card."""

    def __init__(self, definition: NodeDefinition, parent: QWidget | None = None) -> None:
        self.edit = QPlainTextEdit()
        super().__init__(definition, self.edit, parent)
        self.edit.setTabChangesFocus(True)
        self.fit(lambda: self.edit.setFixedHeight(letter.px(92)))
        self.edit.installEventFilter(self)
        self.column.addWidget(self.edit)
        self.edit.textChanged.connect(self._pause.start)

    def show_words(self, _choices: tuple[ShownChoice, ...], _panes: Panes) -> None:
        return

    def take(self, value: str | None) -> None:
        self.edit.selectAll()
        self.edit.insertPlainText(value or "")
        self.flush()

    def enter(self, first: str = "") -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        if first:
            self.edit.insertPlainText(first)

    def _value(self) -> str | None:
        return self.edit.toPlainText().strip() or None

    def _write(self, value: str | None) -> None:
        self.edit.setPlainText(value or "")

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)
