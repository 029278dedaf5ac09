"""The certificate of attendance at a training: a sheet asks what stands on it, then it is made and saved."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from shiboken6 import isValid

from intake_app.errors import IntakeError
from intake_app.services.saving import save_bytes
from intake_app.services.statistics import report_languages
from intake_app.services.training_papers import CertificateDraft, certificate_paper
from ui.parts.card import Notice
from ui.parts.day_field import DayField
from ui.parts.field import Field, Picker, TextArea
from ui.parts.sheet import Sheet
from ui.parts.space import leave_out
from ui.screen import Screen
from ui.words import _, words

if TYPE_CHECKING:
    from intake_app.records.papers import MadePaper, TrainingCertificate

_HOURS = re.compile(r"\d{1,4}([.,٫]\d{1,2})?")  # «13,5»; digits of any script


class CertificateSheet(Sheet):
    """``written`` carries a CertificateDraft and the language beside German (``de``: none)."""

    written = Signal(object, str)

    def __init__(self, screen: Screen, name: str = "") -> None:
        super().__init__(screen, lambda: _("Training certificate"), width=640)
        self.name = Field(lambda: _("Name"))
        self.name.line.setText(name)
        self.training = Field(lambda: _("Name of the training"))
        self.begun = DayField(lambda: _("Begins"), needs_day=True)
        self.ended = DayField(lambda: _("Ends"), lambda: _("A whole day. It may stay empty."), needs_day=True)
        self.hours = Field(lambda: _("How many hours"))
        self.trainer = Field(lambda: _("Who taught it"))
        self.topics = TextArea(4)
        self.language = Picker([
            ("de", lambda: _("German only")),
            *((tag, partial(_language, tag)) for tag in report_languages()),
        ])  # fmt: skip
        self.told = Notice("att")
        leave_out(self.told)
        lines = (self.name, self.training, self.begun, self.ended, self.hours, self.trainer)
        self.add(
            *lines,
            Field(lambda: _("What it was about"), lambda: _("One a line."), edit=self.topics),
            Field(lambda: _("Beside German in"), edit=self.language),
            self.told,
        )
        for field in lines:
            field.line.returnPressed.connect(self.write)
        self.say(self.keep.setText, lambda: _("Back"))
        self.say(self.confirm.setText, lambda: _("Save as PDF …"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.write)
        self.ends.add(self.keep, self.confirm)
        self.open()
        (self.training if name else self.name).line.setFocus()

    def write(self) -> None:
        """Hand on what is written; say at each field what is not right and go to the first of them."""
        if not self.confirm.isEnabled():  # it is being made
            return
        begun, ended, hours = self.begun.iso(), self.ended.iso(), self.hours.text()
        if not begun:
            self.begun.show_error(lambda: _("Write the whole day, such as 12.5.2026."))
        if begun and ended and ended < begun:
            self.ended.show_error(lambda: _("It would end before it begins."))
        _need(self.name, lambda: _("Please write a name."), is_good=bool(self.name.text()))
        _need(self.training, lambda: _("Write what is missing."), is_good=bool(self.training.text()))
        _need(
            self.hours, lambda: _("Please give a number."), is_good=not hours or bool(_HOURS.fullmatch(hours))
        )
        for field in (self.name, self.training, self.begun, self.ended, self.hours):
            if field.error.text():
                field.line.setFocus()
                return
        self.confirm.setEnabled(False)
        leave_out(self.told)
        draft = CertificateDraft(
            name=self.name.text(),
            training=self.training.text(),
            begun_on=begun or "",
            ended_on=ended or "",
            hours=float(re.sub("[,٫]", ".", hours) or 0),
            trainer=self.trainer.text(),
            topics=tuple(filter(None, map(str.strip, self.topics.toPlainText().splitlines()))),
        )
        self.written.emit(draft, self.language.value())

    def tell(self, trouble: IntakeError) -> None:
        """Say what is wrong; the sheet stays."""
        self.confirm.setEnabled(True)
        self.told.tell_trouble(trouble)
        self.told.show()


def ask_certificate(screen: Screen, saved: Callable[[Path], object], name: str = "") -> CertificateSheet:
    """Open the sheet; ``saved`` is told where the paper went. ``name``: of the colleague it is for."""
    sheet = CertificateSheet(screen, name)
    workspace, shell = screen.workspace, screen.shell
    assert shell is not None

    def tell(trouble: IntakeError) -> None:
        (sheet if isValid(sheet) else screen).tell(trouble)

    def gather(draft: CertificateDraft, language: str) -> None:
        now = screen.now()
        screen.ask(lambda: certificate_paper(workspace, draft=draft, language=language, now=now), make, tell)

    def make(paper: "TrainingCertificate") -> None:
        def made() -> "MadePaper":
            from intake_app.services.documents import make_paper

            return make_paper(paper)

        screen.ask(made, choose, tell, lane="work")

    def choose(made: "MadePaper") -> None:
        if not isValid(sheet):  # somebody went back meanwhile
            return
        sheet.close()
        shell.files.ask_save(
            _("Save as PDF"), made.name, _("PDF (*.pdf)"),
            lambda path: screen.ask(lambda: save_bytes(path, made.pdf), saved, lane="work"),
        )  # fmt: skip

    sheet.written.connect(gather)
    return sheet


def _need(field: Field, says: Callable[[], str], *, is_good: bool) -> None:
    field.show_error("" if is_good else says)


def _language(tag: str) -> str:
    return words().language_name(tag)
