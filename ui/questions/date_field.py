"""Dates and moments: typed in parts or in words, in the calendar of the person, kept as they were told.

The form gets the day it reckons with; beside it stays what was said, in which calendar and how sure.
Nothing is made more exact than it was told, and nothing is guessed: what is open is asked in one key.
"""

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from intake_app.forms.definition import NodeDefinition
from intake_app.records.partial_date import PartialDate
from intake_app.services.told_dates import (
    GREGORY,
    DateNotUnderstood,
    calendar_asked_for,
    day_for_form,
)
from ui.look import type as letter
from ui.parts.date_reading import DateReading
from ui.parts.flow import flow
from ui.questions.date_lines import DateLines
from ui.questions.dates import clock_of, day_parts, read_clock, read_day
from ui.questions.field import PAUSE_MS, AnswerField
from ui.questions.line_field import mark_bad
from ui.questions.panes import PaneLanguage, Panes, ShownChoice
from ui.questions.told import ToldAnswer
from ui.words import _

_WHOLE = ("day", "month", "year")


class DateField(AnswerField):
    """A date, or a date with a time. ``parts``: which of ``day``, ``month``, ``year`` are asked.

    ``answered`` carries the day, or a ``ToldAnswer`` where more was said than a whole Gregorian day.
    """

    takes_digits = True

    def __init__(
        self,
        definition: NodeDefinition,
        *,
        parts: tuple[str, ...] = _WHOLE,
        has_time: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(definition, parent)
        self._asked = parts
        self._has_time = has_time
        self._given: tuple[str | None, PartialDate | None] = (None, None)
        self._is_touched = False  # a person typed or chose here since the answer was shown
        self._lines = DateLines((*parts, *(("time",) if has_time else ())), takes_words=not has_time,
                                parent=self)  # fmt: skip
        self.edits = self._lines.edits
        self.words = QLineEdit(self)
        self.words.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.fit(self._fit_words)
        self.words.hide()
        self.reading = DateReading()
        self.reading.begin_in(calendar_asked_for(definition.appearance))
        self.column.setSpacing(letter.sp(6))
        self.column.addWidget(flow(self._lines, self.words, self.reading.button, gap=10))
        self.column.addWidget(self.reading)
        self.reading.button.setVisible(not has_time)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._flush_whole)
        self._lines.typed.connect(self._typed)
        self._lines.worded.connect(self._go_to_words)
        self._lines.digit_after_year.connect(self.reading.press)
        self.words.textEdited.connect(self._typed)
        self.reading.decided.connect(self._decided)
        self.reading.left.connect(self._back_to_typing)
        for edit in (*self.edits.values(), self.words):
            edit.installEventFilter(self)

    def show_answer(self, value: str | None) -> None:
        self._pause.stop()
        if self._answer()[0] == value:
            self._given = (value, self._given[1])
            return
        self._show_plain(value)
        self._given = (value, None)

    def show_told(self, told: PartialDate | None) -> None:
        """Show how the answer was told, when it was told in other words than the form keeps; no signal."""
        value, shown = self._given[0], self._answer()[1]
        if told is None and shown is not None and not self._is_touched:
            self._show_plain(value)
        elif told is not None and (shown is None or _as_said(shown) != _as_said(told)):
            self._show_text(told.original or ".".join(reversed(told.iso.split("-"))))
            self.reading.show_told(told)
            self._is_touched = False
        self._given = (value, told)

    def show_words(self, choices: tuple[ShownChoice, ...], panes: Panes) -> None:  # noqa: ARG002 - same for all fields
        self.setLayoutDirection(panes.client.direction())
        self.reading.speak_to(panes.client.tag)

    def set_readonly(self, is_readonly: bool) -> None:
        self._lines.set_readonly(is_readonly)
        self.words.setReadOnly(is_readonly)
        self.reading.set_readonly(is_readonly)

    def set_bad(self, is_bad: bool) -> None:
        self._lines.set_bad(is_bad)
        mark_bad(self.words, is_bad=is_bad)

    def take(self, value: str | None) -> None:
        """Give a Gregorian date (``2026-11-23``), or nothing."""
        self._leave_words()
        self.reading.forget()
        self._lines.insert(_by_line(value))
        if value and not self._has_time:
            self.reading.choose_calendar(GREGORY)
        self._read()
        self._is_touched = True
        self.flush()

    def enter(self, first: str = "") -> None:
        if self.words.isHidden() or first:
            self._leave_words()
            self._lines.enter(first)
        else:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            self.words.selectAll()

    def flush(self) -> None:
        self._pause.stop()
        if not self._is_touched or next(iter(self.edits.values())).isReadOnly():
            return
        self._is_touched = False
        value, told = self._answer()
        self._say_trouble()
        if value != self._given[0] or _as_said(told) != _as_said(self._given[1]):
            self._given = (value, told)
            self.answered.emit(ToldAnswer(value, told) if told is not None else value)

    def name_for_readers(self, name: str) -> None:
        self._lines.name_for_readers(name)
        self.words.setAccessibleName(name)

    # what stands here

    def _text(self) -> str:
        return self._lines.text() if self.words.isHidden() else self.words.text().strip()

    def _answer(self) -> tuple[str | None, PartialDate | None]:
        """Return the day for the form and what was told; what is no date is returned as it was typed."""
        if self._has_time:
            return self._moment(), None
        text, date = self._text(), self.reading.reading.date
        if not text:
            return None, None
        day = day_for_form(date, self._asked) if date is not None else None
        if date is None or day is None:
            return text, None
        is_plain = date.calendar == GREGORY and date.precision == "day" and date.certainty == "stated"
        if is_plain and self.words.isHidden() and not self.reading.is_first_january_real:
            return day, None
        return day, date

    def _moment(self) -> str | None:
        text = self._lines.texts()
        if not any(text.values()):
            return None
        day = read_day(text.get("day", ""), text.get("month", ""), text.get("year", ""))
        clock = read_clock(text["time"])
        if day and clock and len(day) == len("2026-11-23"):
            return f"{day}T{clock}:00.000"
        return " ".join(part for part in text.values() if part)

    def _read(self) -> None:
        if self._has_time:
            return
        if self.words.isHidden() and self._lines.has_gap():
            self.reading.refuse(DateNotUnderstood())
        else:
            self.reading.read(self._text())

    def _say_trouble(self) -> None:
        date = self.reading.reading.date
        is_unknown = date is not None and not date.iso and bool(self._text())
        self.reading.say_trouble((lambda: _("Does the person not know? F3 says so.")) if is_unknown else None)

    # typing

    def _typed(self, _text: str = "") -> None:
        self._is_touched = True
        self._read()
        self._pause.start()

    def _go_to_words(self, text: str) -> None:
        """Go on in one line, where any words have room."""
        self._lines.hide()
        self.words.show()
        self.words.setText(text)
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.words.end(False)
        self._turn_words()
        self._typed()

    def _leave_words(self) -> None:
        self.words.clear()
        self.words.hide()
        self._lines.show()

    def _decided(self) -> None:
        self._is_touched = True
        self._read()
        self.flush()

    def _flush_whole(self) -> None:
        """Give a date that is whole; half a date waits until the person goes on."""
        date = self.reading.reading.date
        if self._has_time:
            value = self._moment() or ""
            is_whole = "T" in value or not value
        elif self.words.isHidden():
            is_whole = not self._text() or (date is not None and self._lines.is_full())
        else:
            is_whole = False
        if is_whole:
            self.flush()

    def _back_to_typing(self) -> None:
        if self.words.isHidden():
            self._lines.enter_last()
        else:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            self.words.end(False)

    # showing

    def _show_plain(self, value: str | None) -> None:
        """Show a value as the form keeps it: a Gregorian day, or what could not be read."""
        self.reading.forget()
        self._leave_words()
        self._is_touched = False
        found = _by_line(value)
        if self._has_time or not value:
            self._lines.put(found or ({"year": value} if value else {}))
            return
        if found:
            self._lines.put(found)
            self.reading.show_told(PartialDate(iso="-".join(
                part for part in (found["year"], found["month"], found["day"]) if part)))  # fmt: skip
        else:
            self._show_text(value)
            self._read()

    def _show_text(self, text: str) -> None:
        """Show what was typed in the way it was typed: on the lines, or in words."""
        self._leave_words()
        found = self._lines.holds(text)
        self._lines.put(found or {})
        if found is None:
            self._lines.hide()
            self.words.show()
            self.words.setText(text)
            self.words.setCursorPosition(0)
            self._turn_words()

    def _fit_words(self) -> None:
        self.words.setFixedWidth(letter.px(264))
        self.words.setFont(letter.font("body"))

    def _turn_words(self) -> None:
        self.words.setFont(letter.font("body", self.words.text()))
        self.words.setLayoutDirection(PaneLanguage("").direction(self.words.text()))

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._flush_when_left)
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_key and not self._has_time and self._key(event):  # type: ignore[arg-type]
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.reading.open()
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.reading.is_open_point:
            self.reading.enter()
            return True
        if key == Qt.Key.Key_Backspace and not self.words.isHidden() and not self.words.text():
            self._leave_words()
            self._lines.enter()
            return True
        return False

    def _flush_when_left(self) -> None:
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self.reading.close_panel()
            self.flush()


def _by_line(value: str | None) -> dict[str, str]:
    """Return a date as the form keeps it by its lines; empty when it is none."""
    day, month, year = day_parts(value or "")
    found = {"day": day, "month": month, "year": year, "time": clock_of(value or "")}
    return found if any(found.values()) else {}


def _as_said(told: PartialDate | None) -> PartialDate | None:
    """Return what was told without the day on which it was."""
    return msgspec.structs.replace(told, told_on="") if told is not None else None
