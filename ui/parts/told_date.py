"""A date as people say it, on one line: any calendar, any digits, as much of it as is known.

For facts of a person, such as the day of birth. The questions of a form have their own, quicker lines.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from intake_app.records.partial_date import PartialDate
from ui.parts.date_reading import DateReading, today
from ui.parts.field import Field
from ui.parts.space import column, row
from ui.speaking import Speaking
from ui.words import _


class ToldDateField(Speaking, QWidget):
    """A day in the past. ``changed``: what is told is another; ``returnPressed``: Enter leads on.

    ``name`` is the label. ``field.line`` is the line itself, for the focus and its other signals.
    """

    changed = Signal()
    returnPressed = Signal()

    def __init__(self, name: Callable[[], str]) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.field = Field(
            name, lambda: _("1990, 5.1990, 12.5.1990, about 1990, 15 Hamal 1374. Empty means unknown.")
        )
        self.reading = DateReading(is_tabbed=True)
        self.line = self.field.line
        self._shown: PartialDate | None = None  # as it was kept, until a person changes it
        self.setLayout(column(self.field, row(self.reading.button, "*"), self.reading, gap=4))
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self._say_trouble)
        self.line.installEventFilter(self)
        self.reading.decided.connect(self._read_again)
        self.reading.left.connect(lambda: self.line.setFocus(Qt.FocusReason.OtherFocusReason))

    def told(self) -> PartialDate | None:
        """Return the date; empty text is an unknown date, None what cannot be read or is still asked."""
        if self._shown is not None:
            return self._shown
        if not self.line.text().strip():
            return PartialDate()
        return None if self._is_to_come() else self.reading.reading.date

    def show_told(self, date: PartialDate) -> None:
        """Show a date as it was told."""
        self.line.setText(date.original or ".".join(reversed(date.iso.split("-"))))
        self.field.show_error("")
        self._shown = date
        if date.iso:
            self.reading.show_told(date)
        else:
            self.reading.forget()

    def speak_to(self, language: str) -> None:
        """Say the person's language (BCP 47): it decides which calendars are likely."""
        self.reading.speak_to(language)
        if self._shown is None and self.line.text().strip():
            self.reading.read(self.line.text())

    def is_asking(self) -> bool:
        """Return whether the calendar has to be chosen before this is a date."""
        return bool(self.reading.reading.calendars)

    def ask(self) -> None:
        """Lead to what has to be decided, or to the line."""
        if self.reading.is_open_point:
            self.reading.enter()
        else:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_trouble(self) -> None:
        """Say beside the line why it is no date."""
        self._say_trouble()

    def text(self) -> str:
        """Return what stands on the line."""
        return self.line.text().strip()

    def name_for_readers(self, name: str) -> None:
        """Set the accessible name of the line."""
        self.line.setAccessibleName(name)

    def _typed(self, text: str) -> None:
        self._shown = None
        self.field.show_error("")
        self.reading.read(text)
        self.changed.emit()

    def _read_again(self) -> None:
        self._shown = None
        self.reading.read(self.line.text())
        self._say_trouble()
        self.changed.emit()

    def _say_trouble(self) -> None:
        if self._shown is None:
            to_come = self._is_to_come()
            self.reading.say_trouble(
                (lambda: _("This day is still to come. Please check the year.")) if to_come else None
            )

    def _is_to_come(self) -> bool:
        date = self.reading.reading.date
        return date is not None and date.span is not None and date.span[0] > today()

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter leads to what is asked, and on when nothing is; Alt and Down opens calendars."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if is_alt and event.key() == Qt.Key.Key_Down:
                self.reading.open()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                if self.reading.is_open_point:
                    self.reading.enter()
                else:
                    self._say_trouble()
                    self.returnPressed.emit()
                return True
        return super().eventFilter(watched, event)
