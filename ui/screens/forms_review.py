"""Record a review: who read the texts of one language, on which day, all of them or the legal ones alone."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake_app.errors import IntakeError
from intake_app.forms.definition import FormLanguage
from intake_app.languages import endonym
from ui.parts.card import Notice
from ui.parts.field import Field
from ui.parts.label import label
from ui.parts.segmented import Segmented
from ui.parts.sheet import Sheet
from ui.parts.space import column, row
from ui.words import _, words


class ReviewSheet(Sheet):
    """Asks for reviewer, day and scope; ``given`` carries them, and the sheet stays until ``taken``."""

    given = Signal(str, str, str)  # reviewer, YYYY-MM-DD, scope

    def __init__(self, parent: QWidget, language: FormLanguage, *, today: str, legal_texts: int) -> None:
        super().__init__(parent, lambda: _("Record a review: {language}", language=spoken_name(language)))
        explained = label("body")
        explained.say(
            explained.setText,
            lambda: _(
                "Somebody who speaks the language well has read the texts and stands for them by name."
            ),
        )
        self.reviewer = Field(lambda: _("Name of the reviewer"))
        self.day = Field(lambda: _("Read on"), lambda: _("Year-month-day, for example 2026-11-23"))
        self.day.line.setText(today)
        self.day.line.returnPressed.connect(self.send)
        self.reviewer.line.returnPressed.connect(self.send)
        self.scope = Segmented(
            [("all", lambda: _("All texts")), ("legal", lambda: _("Consent texts only"))], "all"
        )
        which = label("strong")
        which.say(which.setText, lambda: _("What was read"))
        self.trouble = Notice("stop")
        self.trouble.hide()
        self.add(explained, self.reviewer, self.day)
        if legal_texts:
            self.add(column(which, row(self.scope, "*"), gap=4))
        self.add(self.trouble)
        self.say(self.keep.setText, lambda: _("Not now"))
        self.say(self.confirm.setText, lambda: _("Record the review"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.send)
        self.ends.add(self.keep, self.confirm)
        self.open()
        self.reviewer.line.setFocus()

    def send(self) -> None:
        """Hand over what was written; without a name say what is missing."""
        name = self.reviewer.text()
        self.reviewer.show_error("" if name else lambda: _("Write down who read the texts."))
        if not name:
            self.reviewer.line.setFocus()
            return
        self.given.emit(name, self.day.text(), self.scope.value())

    def refuse(self, trouble: IntakeError) -> None:
        """Say why it was not recorded."""
        self.trouble.tell_trouble(trouble)
        self.trouble.show()
        self.day.line.setFocus()


def spoken_name(language: FormLanguage) -> str:
    """Return a language's name in the window's language; the form's name for it where it has no code."""
    return words().language_name(language.tag) if language.tag else language.name


def own_name(language: FormLanguage) -> str:
    """Return a language's name for itself; the form's name for it where it has no code."""
    return endonym(language.tag) if language.tag else language.name
