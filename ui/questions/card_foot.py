"""The foot of a card: ways not to answer, the oral mark, the note, later. Shown while the card is asked.

What was chosen or noted stays in sight on every card; the ways to do it only on the current one.
"""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.look import type as letter
from ui.parts.flow import flow
from ui.parts.label import Label, label
from ui.parts.marks import Icon
from ui.parts.space import pane, row
from ui.questions.keys import CardKeys
from ui.questions.marks import show_if
from ui.questions.non_answers import NON_ANSWERS, StripButton, reason_buttons
from ui.speaking import Speaking
from ui.words import _


class CardFoot(Speaking, QWidget):
    """Strip, oral mark, note and later of one card."""

    reasoned = Signal(str)  # a non-answer's reason
    noted = Signal(str)
    marked_oral = Signal(bool)
    postponed = Signal()
    block_skipped = Signal()

    def __init__(self, keys: CardKeys, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys
        self._note = ""
        self._reason = ""
        self._is_current = False
        self._offers_oral = False
        self._caption = label("small", "muted", wrap=False)
        self.say(self._caption.setText, lambda: _("Without an answer:"))
        self._reasons = reason_buttons()
        for reason, button in self._reasons.items():
            button.clicked.connect(partial(self._reason_clicked, reason))
        self._oral = StripButton("chat-circle-text", keys.cap("oral"))
        self._oral.clicked.connect(lambda: self.marked_oral.emit(self._oral.isChecked()))
        self._write = StripButton("note-pencil", keys.cap("note"))
        self._write.clicked.connect(self._write_clicked)
        self._later = StripButton("skip-forward", keys.cap("later"))
        self._later.clicked.connect(self._later_clicked)
        self._skip = StripButton("skip-forward-circle", "⇧F4")
        self._skip.clicked.connect(self._skip_clicked)
        self._is_sensitive = False
        for button, says in ((self._oral, lambda: _("translated orally")), (self._write, lambda: _("Note")),
                             (self._later, lambda: _("Later")),
                             (self._skip, lambda: _("Skip this block for now"))):  # fmt: skip
            self.say(button.setText, says)
        self._acts = flow(self._caption, *self._reasons.values(), self._oral, self._write, self._later,
                          self._skip, gap=6)  # fmt: skip
        policy = (
            self._acts.sizePolicy()
        )  # as low as its width allows, not as high as its widest button's column
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        self._acts.setSizePolicy(policy)
        self._note_words: Label = label("small", "text")
        self._note_line = pane(row(Icon("note-pencil", "muted", 15), (self._note_words, 1), gap=6))
        self._edit = QLineEdit(self)
        self.say(self._edit.setPlaceholderText, lambda: _("Note on this answer, for colleagues"))
        self.say(self._edit.setAccessibleName, lambda: _("Note on this answer, for colleagues"))
        self._edit.editingFinished.connect(self._note_done)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(letter.sp(6))
        for widget in (self._note_line, self._edit, self._acts):
            whole.addWidget(widget)
        self._edit.hide()
        self._note_line.hide()
        self._show()

    def set_current(self, is_current: bool, *, is_sensitive: bool = False) -> None:
        """Offer the ways not to answer, or put them away; a sensitive question can go with its block."""
        self._is_current, self._is_sensitive = is_current, is_sensitive
        self._show()

    def show_state(self, reason: str, note: str) -> None:
        """Show the non-answer and the note the interview has."""
        self._reason = reason
        self._show_reason()
        self._note = note
        self._note_words.setText(note)
        self._note_line.setVisible(bool(note) and not self._edit.isVisibleTo(self))
        self._show()

    def show_oral(self, *, is_offered: bool, is_on: bool) -> None:
        """Offer "translated orally" where a text is missing; show it wherever it was ticked."""
        self._offers_oral = is_offered or is_on
        self._oral.setChecked(is_on)
        self._show()

    def show_keys(self, shows: bool) -> None:
        """Show or hide the key caps."""
        for button in (*self._reasons.values(), self._oral, self._write, self._later, self._skip):
            button.shows_key = shows
            button.updateGeometry()

    def show_digits(self, are_shown: bool) -> None:
        """Show 1 to 4 on the reasons while a digit chooses one; else their usual keys."""
        for digit, (reason, _says, _icon, key) in enumerate(NON_ANSWERS, 1):
            self._reasons[reason].show_key(str(digit) if are_shown else key)

    def toggle_oral(self) -> None:
        """Tick or untick "translated orally"."""
        self._oral.click()

    def edit_note(self) -> None:
        """Open the note and go into it."""
        self._edit.setText(self._note)
        self._edit.show()
        self._note_line.hide()
        self._show()
        self._edit.setFocus()

    def flush(self) -> None:
        """Give the note that is being written."""
        if self._edit.isVisibleTo(self) and self._edit.text().strip() != self._note:
            self._note = self._edit.text().strip()
            self.noted.emit(self._note)

    def _reason_clicked(self, reason: str, _is_on: bool) -> None:
        self._show_reason()
        self.reasoned.emit(reason)

    def _show_reason(self) -> None:
        for name, button in self._reasons.items():
            button.setChecked(name == self._reason)

    def _write_clicked(self) -> None:
        self._write.setChecked(False)
        self.edit_note()

    def _later_clicked(self) -> None:
        self._later.setChecked(False)
        self.postponed.emit()

    def _skip_clicked(self) -> None:
        self._skip.setChecked(False)
        self.block_skipped.emit()

    def _note_done(self) -> None:
        if self._edit.isVisibleTo(self):
            self.flush()
            self._edit.hide()
            self._note_line.setVisible(bool(self._note))
            self._show()

    def _show(self) -> None:
        for button in (self._caption, *self._reasons.values(), self._write, self._later):
            show_if(button, self._is_current)
        show_if(self._skip, self._is_current and self._is_sensitive)
        show_if(self._oral, self._offers_oral)
        show_if(self._acts, self._is_current or self._offers_oral)
        has_words = bool(self._note) or not self._edit.isHidden()
        show_if(self, self._is_current or self._offers_oral or has_words)
