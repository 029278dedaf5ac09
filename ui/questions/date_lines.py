"""Day, month and year on three short lines: the quick way to type a date, in the digits of any script.

Digits run left to right in every language; a full line goes on to the next by itself. What does not
fit three numbers (a word, a year before its month) is handed on as text, and nothing typed is lost.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.look import type as letter
from ui.parts.label import label
from ui.questions.line_field import mark_bad
from ui.questions.numbers import western_digits
from ui.speaking import Speaking
from ui.words import _

_MARKS = frozenset("./-,،؍ ")
_YEARS = range(1200, 2150)  # four digits typed in a row that can be a year


class DateLines(Speaking, QWidget):
    """``typed`` after every change by hand; ``worded`` carries text that three numbers cannot hold."""

    typed = Signal()
    worded = Signal(str)
    digit_after_year = Signal(int)

    def __init__(self, parts: tuple[str, ...], *, takes_words: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._takes_words = takes_words
        self._name = ""
        self._has_mark_after_day = False
        self.edits: dict[str, QLineEdit] = {}
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(letter.sp(8))
        captions = {"day": lambda: _("Day"), "month": lambda: _("Month"), "year": lambda: _("Year"),
                    "time": lambda: _("Time")}  # fmt: skip
        for part in parts:
            column = QVBoxLayout()
            column.setSpacing(letter.sp(2))
            edit = QLineEdit(self)
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

    def texts(self) -> dict[str, str]:
        """Return what stands on each line, without space around it."""
        return {part: edit.text().strip() for part, edit in self.edits.items()}

    def text(self) -> str:
        """Return the date as one text: ``15.2.1374``; empty when nothing stands here."""
        return ".".join(text for text in self.texts().values() if text)

    def has_gap(self) -> bool:
        """Return whether a day stands here without its month."""
        texts = self.texts()
        return bool(texts.get("day")) and "month" in texts and not texts["month"]

    def is_full(self) -> bool:
        """Return whether day, month and year stand here, the year with all its digits."""
        texts = self.texts()
        return all(texts.get(part, "1") for part in ("day", "month")) and len(texts.get("year", "")) == 4

    def put(self, texts: dict[str, str]) -> None:
        """Show these texts; a line without one is emptied."""
        self._has_mark_after_day = False
        for part, edit in self.edits.items():
            edit.setText(texts.get(part, ""))

    def insert(self, texts: dict[str, str]) -> None:
        """Type these texts, as a person would."""
        for part, edit in self.edits.items():
            edit.selectAll()
            edit.insert(texts.get(part, ""))

    def holds(self, text: str) -> dict[str, str] | None:
        """Return ``15.2.1374`` by its lines; None when it does not fit these lines as it stands."""
        pieces = text.split(".")
        names = [part for part in self.edits if part != "time"]
        if len(pieces) > len(names) or not all(piece.isdecimal() and piece for piece in pieces):
            return None
        found = dict(zip(names[-len(pieces) :], pieces, strict=True))
        fits = all(len(piece) <= self.edits[part].maxLength() for part, piece in found.items())
        return found if fits and len(pieces[-1]) >= 3 else None

    def enter(self, first: str = "") -> None:
        """Move the focus to the first line; ``first`` is a character already typed."""
        edit = next(iter(self.edits.values()))
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        edit.selectAll()
        self._has_mark_after_day = False
        if first:
            edit.insert(first)

    def enter_last(self) -> None:
        """Move the focus to the end of the last line."""
        edit = list(self.edits.values())[-1]
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        edit.end(False)

    def has_focus(self) -> bool:
        """Return whether one of the lines has the focus."""
        return any(edit.hasFocus() for edit in self.edits.values())

    def set_readonly(self, is_readonly: bool) -> None:
        """Show the date without a way to change it."""
        for edit in self.edits.values():
            edit.setReadOnly(is_readonly)

    def set_bad(self, is_bad: bool) -> None:
        """Mark the lines as to be looked at again."""
        for edit in self.edits.values():
            mark_bad(edit, is_bad=is_bad)

    def name_for_readers(self, name: str) -> None:
        """Set the name of the question; each line adds its own."""
        self._name = name
        self.say_again()

    def _named(self, caption: Callable[[], str]) -> str:
        return ", ".join(part for part in (self._name, caption()) if part)

    def _typed(self, part: str, text: str) -> None:
        names = list(self.edits)
        if self._takes_words and part != "time" and self._is_no_number(part, text):
            self._hand_on(self._so_far(part, text))
            return
        is_full = len(western_digits(text)) == (4 if part == "year" else 2) and part != "time"
        if is_full and self.edits[part].hasFocus() and names.index(part) + 1 < len(names):
            self._go_to(names.index(part) + 1)
        self.typed.emit()

    def _is_no_number(self, part: str, text: str) -> bool:
        """Return whether letters were typed (by an input method), or a year where a month was expected."""
        if text and not text.strip().isdecimal():
            return True
        return part == "month" and len(text) == 2 and text.isdecimal() and int(text) > 13

    def _so_far(self, part: str, text: str) -> str:
        """Return what was typed up to here; digits that ran on to the next line stay one number."""
        names = list(self.edits)
        before = [self.texts()[name] for name in names[: names.index(part)]]
        is_run = part == "month" and len(text) == 2 and text.isdecimal() and int(text) > 13
        if is_run and len(before[:1]) and len(before[0]) == 2 and not self._has_mark_after_day:
            return before[0] + text
        return ".".join(one for one in (*before, text.strip()) if one)

    def _hand_on(self, text: str) -> None:
        self.put({})
        self.worded.emit(text)

    def _go_to(self, at: int) -> None:
        following = list(self.edits.values())[at]
        following.setFocus(Qt.FocusReason.OtherFocusReason)
        following.selectAll()

    def _is_year_first(self, part: str) -> bool:
        """Return whether four digits typed in a row over two lines are a year with a mark behind it."""
        texts = self.texts()
        run = texts.get("day", "") + texts.get("month", "")
        if part != "year" or texts["year"] or self._has_mark_after_day or len(run) != 4:
            return False
        return run.isdecimal() and int(run) in _YEARS

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and watched in self.edits.values()
        ):
            part = next(name for name, edit in self.edits.items() if edit is watched)
            return self._key(part, event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, part: str, event: QKeyEvent) -> bool:
        """Act on a key before the line does; return whether that was all."""
        names = list(self.edits)
        at, edit, key, text = names.index(part), self.edits[part], event.key(), event.text()
        if self._takes_words and event.matches(QKeySequence.StandardKey.Paste):
            return self._paste()
        if part == "time" or edit.isReadOnly():
            return self._walk(at, key, is_mark=False)
        if text.isdecimal() and self._is_settled(part):
            event.ignore()
            self.digit_after_year.emit(int(text))
            return True
        if text in _MARKS and text:
            return self._mark(part, text) or self._walk(at, key, is_mark=True)
        is_command = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._takes_words and text.isprintable() and text and not text.isdecimal() and not is_command:
            rest = "" if edit.hasSelectedText() else edit.text()
            self._hand_on(" ".join(one for one in (self._so_far(part, rest), text) if one))
            return True
        return self._walk(at, key, is_mark=False)

    def _is_settled(self, part: str) -> bool:
        """Return whether the year is complete and a further digit can only mean something else."""
        edit = self.edits[part]
        is_at_end = not edit.hasSelectedText() and edit.cursorPosition() == len(edit.text()) == 4
        return part == "year" and is_at_end

    def _mark(self, part: str, text: str) -> bool:
        """Take a separator: on to the next line, or the sign that the year came first."""
        if self._takes_words and self._is_year_first(part):
            texts = self.texts()
            self._hand_on(f"{texts['day']}{texts['month']}{text}")
            return True
        if part in {"day", "month"}:
            self._has_mark_after_day = True
        return not self.edits[part].text()  # typed out of habit after the line went on by itself

    def _walk(self, at: int, key: int, *, is_mark: bool) -> bool:
        edits = list(self.edits.values())
        edit = edits[at]
        is_back = key == Qt.Key.Key_Backspace and not edit.text()
        is_left = key == Qt.Key.Key_Left and edit.cursorPosition() == 0
        is_right = key == Qt.Key.Key_Right and edit.cursorPosition() == len(edit.text())
        to = at - 1 if is_back or is_left else at + 1 if is_right or is_mark else at
        if to != at and 0 <= to < len(edits):
            edits[to].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return is_mark

    def _paste(self) -> bool:
        text = QGuiApplication.clipboard().text().strip()
        if len(text) <= 4 and text.isdecimal():
            return False
        found = self.holds(text)
        if found is not None:
            self.put(found)
            self.typed.emit()
        else:
            self._hand_on(text)
        return True


def _fit(edit: QLineEdit, width: int) -> None:
    edit.setFixedWidth(letter.px(width))
    edit.setFont(letter.font("body"))
