"""What every answer one types has in common: a pause in typing commits it, and so does leaving.

What stands in the field is given once; what the interview has is shown only where it says something else,
so that digits stay as they were typed.
"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from intake_app.forms.definition import NodeDefinition
from ui.questions.field import PAUSE_MS, AnswerField


class TypedField(AnswerField):
    """A field around one editor. Subclasses say what stands in it (``_value``) and fill it (``_write``)."""

    def __init__(
        self, definition: NodeDefinition, editor: QLineEdit | QPlainTextEdit, parent: QWidget | None = None
    ) -> None:
        super().__init__(definition, parent)
        self._editor = editor
        self._given: str | None = None
        editor.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.flush)

    def show_answer(self, value: str | None) -> None:
        if self._value() != value:
            self._write(value)
        self._given = value
        self._pause.stop()

    def set_readonly(self, is_readonly: bool) -> None:
        self._editor.setReadOnly(is_readonly)

    def flush(self) -> None:
        self._pause.stop()
        value = self._value()
        if value != self._given and not self._editor.isReadOnly():
            self._given = value
            self.answered.emit(value)

    def name_for_readers(self, name: str) -> None:
        self._editor.setAccessibleName(name)

    def _value(self) -> str | None:
        """Return what stands in the field as the form keeps it; None when it is empty."""
        raise NotImplementedError

    def _write(self, value: str | None) -> None:
        """Put an answer into the field; nobody typed it."""
        raise NotImplementedError
