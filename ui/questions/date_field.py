"""Dates and moments: day, month and year apart, each typed, none forced.

Three small lines instead of one calendar: many people know a year or a month and no day, and a
calendar would make up the rest. The digits run left to right in every language.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from intake_app.forms.definition import NodeDefinition
from ui.look import type as letter
from ui.parts.label import label
from ui.questions.dates import clock_of, day_parts, read_clock, read_day
from ui.questions.field import PAUSE_MS, AnswerField
from ui.questions.line_field import mark_bad
from ui.questions.numbers import western_digits
from ui.questions.panes import Panes, ShownChoice
from ui.words import _


class DateField(AnswerField):
    """A date, or a date with a time. ``parts``: which of ``day``, ``month``, ``year`` are asked."""

    takes_digits = True

    def __init__(
        self,
        definition: NodeDefinition,
        *,
        parts: tuple[str, ...] = ("day", "month", "year"),
        has_time: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(definition, parent)
        self._asked = parts
        self._has_time = has_time
        self._given: str | None = None
        self._name = ""
        self._place = QWidget(self)
        self._place.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        row = QHBoxLayout(self._place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(letter.sp(8))
        self.edits: dict[str, QLineEdit] = {}
        captions = {"day": lambda: _("Day"), "month": lambda: _("Month"), "year": lambda: _("Year"),
                    "time": lambda: _("Time")}  # fmt: skip
        for part in (*parts, *(("time",) if has_time else ())):
            column = QVBoxLayout()
            column.setSpacing(letter.sp(2))
            edit = QLineEdit(self._place)
            edit.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            edit.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            edit.setMaxLength(4 if part == "year" else 8 if part == "time" else 2)
            self.fit(partial(_fit, edit, {"year": 88, "time": 92}.get(part, 60)))
            edit.textEdited.connect(lambda text, at=part: self._typed(at, text))
            edit.installEventFilter(self)
            caption = label("small", "muted", wrap=False)
            caption.centre()
            self.say(caption.setText, captions[part])
            column.addWidget(edit)
            column.addWidget(caption)
            row.addLayout(column)
            self.edits[part] = edit
            self.say(edit.setAccessibleName, partial(self._named, captions[part]))
        line = QHBoxLayout()
        line.addWidget(self._place)
        line.addStretch(1)
        self.column.addLayout(line)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._flush_whole)

    def show_answer(self, value: str | None) -> None:
        self._pause.stop()
        self._given = value
        if self._value() == value:
            return
        shown = dict(zip(("day", "month", "year"), day_parts(value or ""), strict=True))
        shown["time"] = clock_of(value or "")
        if value and not any(shown.values()):
            shown["year"] = value  # what could not be read stays in sight
        for part, edit in self.edits.items():
            edit.setText(shown[part])

    def show_words(self, choices: tuple[ShownChoice, ...], panes: Panes) -> None:  # noqa: ARG002 - same for all fields
        self.setLayoutDirection(panes.client.direction())

    def set_readonly(self, is_readonly: bool) -> None:
        for edit in self.edits.values():
            edit.setReadOnly(is_readonly)

    def set_bad(self, is_bad: bool) -> None:
        for edit in self.edits.values():
            mark_bad(edit, is_bad=is_bad)

    def take(self, value: str | None) -> None:
        wanted = dict(zip(("day", "month", "year"), day_parts(value or ""), strict=True))
        wanted["time"] = clock_of(value or "")
        for part, edit in self.edits.items():
            edit.selectAll()
            edit.insert(wanted[part])
        self.flush()

    def enter(self, first: str = "") -> None:
        edit = next(iter(self.edits.values()))
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        edit.selectAll()
        if first:
            edit.insert(first)

    def flush(self) -> None:
        self._pause.stop()
        value = self._value()
        if value != self._given and not next(iter(self.edits.values())).isReadOnly():
            self._given = value
            self.answered.emit(value)

    def name_for_readers(self, name: str) -> None:
        self._name = name
        self.say_again()

    def _named(self, caption: Callable[[], str]) -> str:
        return ", ".join(part for part in (self._name, caption()) if part)

    def _value(self) -> str | None:
        """Return the date as far as it is known; what is no date is returned as it was typed."""
        text = {part: edit.text().strip() for part, edit in self.edits.items()}
        if not any(text.values()):
            return None
        day = read_day(text.get("day", ""), text.get("month", ""), text.get("year", ""))
        as_typed = " ".join(part for part in text.values() if part)
        if day is None:
            return as_typed
        if "day" not in self._asked and day:  # the form asks for no more: ODK keeps the first day
            day += "-01" * (3 - len(day.split("-")))
        if not self._has_time:
            return day
        clock = read_clock(text["time"])
        return f"{day}T{clock}:00.000" if clock and len(day) == len("2026-11-23") else as_typed

    def _flush_whole(self) -> None:
        """Give a date that is whole; half a date waits until the person goes on."""
        value = self._value() or ""
        whole = "T" in value if self._has_time else len(value) == 10 and day_parts(value)[0]
        if whole or not value:
            self.flush()

    def _typed(self, part: str, text: str) -> None:
        names = list(self.edits)
        is_full = len(western_digits(text)) == (4 if part == "year" else 2) and part != "time"
        if is_full and self.edits[part].hasFocus() and names.index(part) + 1 < len(names):
            following = self.edits[names[names.index(part) + 1]]
            following.setFocus(Qt.FocusReason.OtherFocusReason)
            following.selectAll()
        self._pause.start()

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        edits = list(self.edits.values())
        if event.type() == QEvent.Type.FocusOut and watched in edits:
            QTimer.singleShot(0, self, self._flush_when_left)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in edits:
            at = edits.index(watched)
            edit = edits[at]
            key = event.key()
            is_back = key == Qt.Key.Key_Backspace and not edit.text()
            is_left = key == Qt.Key.Key_Left and edit.cursorPosition() == 0
            is_right = key == Qt.Key.Key_Right and edit.cursorPosition() == len(edit.text())
            is_mark = event.text() in {".", "/", "-"} and bool(edit.text())
            to = at - 1 if is_back or is_left else at + 1 if is_right or is_mark else at
            if to != at and 0 <= to < len(edits):
                edits[to].setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _flush_when_left(self) -> None:
        if not any(edit.hasFocus() for edit in self.edits.values()):
            self.flush()


def _fit(edit: QLineEdit, width: int) -> None:
    edit.setFixedWidth(letter.px(width))
    edit.setFont(letter.font("body"))
