"""Answers typed on one line: text, whole numbers, decimals, a time, a code, a place by coordinates.

A line edit with our own reader instead of Qt's number boxes, which refuse digits of another script.
What cannot be read stays as it was typed: the interview keeps it and says what it expects.
"""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from intake_app.forms.definition import NodeDefinition
from ui.look import type as letter
from ui.parts.label import label
from ui.questions.dates import clock_of, read_clock
from ui.questions.numbers import read_decimal, read_integer
from ui.questions.panes import PaneLanguage, Panes, ShownChoice
from ui.questions.typed_field import TypedField

Reader = Callable[[str], str | None]


class LineField(TypedField):
    """One line. ``read`` turns what was typed into the kept value (None: not readable)."""

    def __init__(
        self,
        definition: NodeDefinition,
        read: Reader = str.strip,
        show: Callable[[str], str] = str,
        *,
        width: int = 0,
        is_ltr: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.edit = QLineEdit()
        super().__init__(definition, self.edit, parent)
        self._read = read
        self._show = show
        self._is_ltr = is_ltr
        self.row = QHBoxLayout()
        self.row.setSpacing(letter.sp(10))
        self.row.addWidget(self.edit, 0 if width else 1)
        if width:
            self.fit(lambda: self.edit.setFixedWidth(letter.px(width)))
            self.row.addStretch(1)
        self.column.addLayout(self.row)
        self.edit.textEdited.connect(self._typed)
        self.edit.editingFinished.connect(self.flush)

    def show_words(self, _choices: tuple[ShownChoice, ...], panes: Panes) -> None:
        self.setLayoutDirection(panes.client.direction())
        self._set_direction()

    def set_bad(self, is_bad: bool) -> None:
        mark_bad(self.edit, is_bad=is_bad)

    def take(self, value: str | None) -> None:
        self.edit.selectAll()
        self.edit.insert(self._show(value) if value else "")
        self.flush()

    def enter(self, first: str = "") -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.selectAll()
        if first:
            self.edit.insert(first)

    def _typed(self, _text: str) -> None:
        self._set_direction()
        self._pause.start()

    def _value(self) -> str | None:
        text = self.edit.text().strip()
        if not text:
            return None
        value = self._read(text)
        return text if value is None else value

    def _write(self, value: str | None) -> None:
        self.edit.setText(self._show(value) if value else "")
        self._set_direction()

    def _set_direction(self) -> None:
        """Let the line begin where its own text begins; codes and numbers of ids never mirror."""
        direction = QGuiApplication.layoutDirection()
        if self._is_ltr:
            direction = Qt.LayoutDirection.LeftToRight
        elif self.edit.text():
            direction = PaneLanguage("").direction(self.edit.text())
        self.edit.setLayoutDirection(direction)


class NumberField(LineField):
    """A whole or decimal number in any digit set; typing a digit on the card begins it."""

    takes_digits = True

    def __init__(
        self, definition: NodeDefinition, *, is_whole: bool, note: str = "", parent: QWidget | None = None
    ) -> None:
        read = read_integer if is_whole else read_decimal
        super().__init__(definition, read, width=128, is_ltr=True, parent=parent)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.edit.setProperty("answer", "number")
        self.fit(lambda: self.edit.setFont(letter.font("client")))
        if note:
            self.row.insertWidget(1, label("small", "muted", text=note))


def time_field(definition: NodeDefinition, parent: QWidget | None = None) -> LineField:
    """Return a line for a time of day, kept as ``HH:MM:00.000``."""

    def read(text: str) -> str | None:
        clock = read_clock(text)
        return f"{clock}:00.000" if clock else None

    field = LineField(definition, read, lambda value: clock_of(value) or value, width=110, is_ltr=True,
                      parent=parent)  # fmt: skip
    field.takes_digits = True
    field.edit.setPlaceholderText("10:30")
    return field


def place_field(definition: NodeDefinition, parent: QWidget | None = None) -> LineField:
    """Return a line for coordinates typed by hand, kept as ``latitude longitude altitude accuracy``."""

    def read(text: str) -> str | None:
        parts = re.split(r"[\s;]+|,\s+", text.strip())
        numbers = [read_decimal(part) for part in parts if part]
        if len(numbers) < 2 or None in numbers or abs(float(numbers[0] or 0)) > 90:
            return None
        if abs(float(numbers[1] or 0)) > 180:
            return None
        return " ".join([str(number) for number in numbers[:4]] + ["0"] * (4 - len(numbers)))

    def show(value: str) -> str:
        return ", ".join(value.split()[:2]) if read(value) else value

    field = LineField(definition, read, show, width=280, is_ltr=True, parent=parent)
    field.takes_digits = True
    field.edit.setPlaceholderText("50.9375, 6.9603")
    return field


def mark_bad(edit: QWidget, *, is_bad: bool) -> None:
    """Give a field the edge of an entry to look at again, or take it away."""
    state = "1" if is_bad else "0"
    if (edit.property("bad") or "0") != state:
        edit.setProperty("bad", state)
        edit.style().unpolish(edit)
        edit.style().polish(edit)
