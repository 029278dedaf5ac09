"""The sheet that writes down an interpreter: name, languages, what she learned, undertaking of secrecy."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake_app.records.interpreter import Interpreter
from intake_app.services.interpreters import InterpreterDraft
from intake_app.services.told_dates import GREGORY, read_told
from ui.interpreting import QUALIFICATIONS, qualification_words
from ui.parts.button import Button
from ui.parts.field import Field, Picker
from ui.parts.flow import Flow
from ui.parts.sheet import Sheet
from ui.parts.space import clear, leave_out, pane
from ui.words import _, words

# What is interpreted most where people arrive (domain model 6), beside German.
LANGUAGES = ("ar", "fa-AF", "fa", "ps", "ku", "ckb", "tr", "uk", "ru", "en", "fr", "ti", "am", "so", "ur",
             "ro", "bg", "es", "pt", "sq", "sr", "rom", "ka", "hy", "az", "bn", "pa", "ta", "vi", "zh", "sw",
             "rw", "ln", "ha", "pl", "el", "it", "ca")  # fmt: skip


class PersonSheet(Sheet):
    """``written`` carries an InterpreterDraft; ``removed`` that the person comes off the list."""

    written = Signal(object)
    removed = Signal()

    def __init__(self, parent: QWidget, known: Interpreter | None) -> None:
        title: Callable[[], str] = (lambda: _("Interpreter")) if known else (lambda: _("Add an interpreter"))
        super().__init__(parent, title)
        self._languages = list(known.languages) if known else []
        self.name = Field(lambda: _("Name"))
        self.language = Picker()
        self.language.currentIndexChanged.connect(self._add_language)
        self._chosen = Flow(gap=6)
        self.qualification = Picker([(one, partial(qualification_words, one)) for one in QUALIFICATIONS])
        self.secrecy = Field(
            lambda: _("Secrecy undertaking signed on"),
            lambda: _("Day, month, year. Leave it empty when none is on file."),
        )
        if known is not None:
            self.name.line.setText(known.name)
            self.qualification.set_value(known.qualification)
            self.secrecy.line.setText(".".join(reversed(known.secrecy_on.split("-"))))
        self.add(
            self.name,
            Field(lambda: _("Languages beside German"), edit=self.language),
            pane(self._chosen),
            Field(lambda: _("Training"), edit=self.qualification),
            self.secrecy,
        )
        self.remove = Button("ghost", icon="user-minus")
        self.say(self.remove.setText, lambda: _("Take off the list"))
        self.remove.clicked.connect(self._remove)
        if known is not None:
            self.ends.insertWidget(0, self.remove)
        else:
            leave_out(self.remove)
        for line in (self.name.line, self.secrecy.line):
            line.returnPressed.connect(self.write)
        self.say(self.keep.setText, lambda: _("Cancel"))
        self.say(self.confirm.setText, lambda: _("Save"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.write)
        self.ends.add(self.keep, self.confirm)
        self._offer()
        self.say(lambda _text: self._show_languages(), lambda: "")
        self.open()
        self.name.line.setFocus()

    def write(self) -> None:
        """Hand on what is written; without a name, or with half a date, say what is missing."""
        name, typed = self.name.text(), self.secrecy.text()
        signed = read_told(typed, language="de", calendar=GREGORY).date if typed else None
        is_half = bool(typed) and (signed is None or signed.precision != "day")
        self.name.show_error("" if name else lambda: _("Write a name or initials."))
        self.secrecy.show_error((lambda: _("Write the whole day, such as 12.5.2026.")) if is_half else "")
        if not name or is_half:
            (self.secrecy if name else self.name).line.setFocus()
            return
        self.written.emit(
            InterpreterDraft(
                name=name,
                languages=tuple(self._languages),
                qualification=self.qualification.value(),  # type: ignore[arg-type]
                secrecy_on=signed.iso if signed else "",
            )
        )
        self.close()

    def _offer(self) -> None:
        tags = [tag for tag in LANGUAGES if tag not in self._languages]
        tags.sort(key=lambda tag: words().language_name(tag))
        options = [(tag, partial(_language, tag)) for tag in tags]
        self.language.offer([("", lambda: _("Add a language …")), *options])
        self.language.set_value("")

    def _add_language(self) -> None:
        tag = self.language.value()
        if tag:
            self._languages.append(tag)
            self._offer()
            self._show_languages()

    def _drop_language(self, tag: str) -> None:
        self._languages.remove(tag)
        self._offer()
        self._show_languages()
        self.language.setFocus()

    def _show_languages(self) -> None:
        clear(self._chosen)
        for tag in self._languages:
            button = Button("small", icon="x")
            button.setText(words().language_name(tag))
            button.setAccessibleName(_("Leave out {language}", language=words().language_name(tag)))
            button.clicked.connect(partial(self._drop_language, tag))
            self._chosen.addWidget(button)

    def _remove(self) -> None:
        self.removed.emit()
        self.close()


def _language(tag: str) -> str:
    return words().language_name(tag)
