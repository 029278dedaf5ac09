"""Saving a form: blank to be printed, in one of its languages, or as a FHIR Questionnaire."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake_app.forms.definition import FormDefinition
from ui.parts.button import Button
from ui.parts.field import Picker
from ui.parts.flow import Flow
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import column, pane
from ui.screen import Screen
from ui.screens.forms_review import own_name
from ui.words import _, plural

Told = Callable[[Callable[[], str], Callable[[], str]], object]


class ExportSheet(Sheet):
    """``printed`` carries the language chosen; ``exchanged``: as a FHIR Questionnaire."""

    printed = Signal(str)
    exchanged = Signal()

    def __init__(self, parent: QWidget, form: FormDefinition) -> None:
        super().__init__(parent, lambda: _("Save the form"))
        self.languages = Picker()
        self.languages.offer([(one.name, lambda one=one: own_name(one)) for one in form.languages])  # type: ignore[misc]
        self.languages.set_value(form.default_language)
        self.languages.say(self.languages.setAccessibleName, lambda: _("Language of the blank form"))
        self.print_button, self.fhir_button = (
            Button("small", icon="file-text"),
            Button("small", icon="export"),
        )
        self.print_button.say(self.print_button.setText, lambda: _("Blank form (PDF) …"))
        self.fhir_button.say(self.fhir_button.setText, lambda: _("FHIR Questionnaire (JSON) …"))
        self.print_button.clicked.connect(lambda: self.printed.emit(self.languages.value()))
        self.fhir_button.clicked.connect(self.exchanged)
        paper, exchange = label("small", "muted"), label("small", "muted")
        paper.say(paper.setText, lambda: _("To be filled in by hand: boxes to tick, lines to write on."))
        exchange.say(exchange.setText, lambda: _("For programs of the health service. No answer is in it."))
        choices = [self.print_button] if not form.languages else [self.languages, self.print_button]
        self.add(paper, pane(column(Flow(choices, gap=8), gap=0)), exchange)
        self.add(pane(column(Flow((self.fhir_button,), gap=8), gap=0)))
        self.say(self.keep.setText, lambda: _("Close"))
        self.keep.clicked.connect(self.close)
        self.ends.add(self.keep)
        self.open()


def open_exports(screen: Screen, form: FormDefinition, tell: Told) -> ExportSheet:
    """Ask what to save and where, and save it on the work lane; ``tell`` says what became of it."""
    sheet = ExportSheet(screen, form)
    name = "".join(letter if letter.isalnum() else "-" for letter in f"{form.form_id}-{form.version}")

    def save_blank(path: Path, language: str) -> None:
        now = screen.now()

        def save() -> Path:
            from intake_app.services.form_exports import save_blank_form

            return save_blank_form(form, path, language=language, now=now)

        screen.ask(save, lambda _path: _saved(sheet, tell, path, 0), lane="work")

    def save_fhir(path: Path) -> None:
        def save() -> int:
            from intake_app.services.form_exports import save_questionnaire

            return len(save_questionnaire(form, path))

        screen.ask(save, lambda left: _saved(sheet, tell, path, left), lane="work")

    def ask_blank(language: str) -> None:
        if screen.shell is not None:
            screen.shell.files.ask_save(
                _("Blank form"), f"{name}.pdf", "PDF (*.pdf)",
                lambda path: save_blank(path, language or form.default_language),
            )  # fmt: skip

    def ask_fhir() -> None:
        if screen.shell is not None:
            screen.shell.files.ask_save("FHIR Questionnaire", f"{name}.json", "JSON (*.json)", save_fhir)

    sheet.printed.connect(ask_blank)
    sheet.exchanged.connect(ask_fhir)
    return sheet


def _saved(sheet: ExportSheet, tell: Told, path: Path, left: int) -> None:
    sheet.close()
    tell(
        lambda: _("{file} is saved.", file=path.name),
        lambda: plural("{n} rule is not in it: FHIR cannot say it.",
                       "{n} rules are not in it: FHIR cannot say them.", left) if left else "",
    )  # fmt: skip
