"""The sheet that saves the figures shown: a workbook, a data package, one table, or the report on paper."""

import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from intake_app.languages import Words
from intake_app.records.figures import FiguresPage
from intake_app.services.statistics import FileForm
from ui.parts.field import Field, Picker
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.words import _, words

if TYPE_CHECKING:
    from intake_app.services.workspace import Workspace
    from ui.screen import Screen

_Form = FileForm | Literal["pdf"]
_FORMS: dict[_Form, tuple[Callable[[], str], str, str]] = {
    "xlsx": (lambda: _("Workbook (XLSX) with every table"), "auswertung-{year}.xlsx", "*.xlsx"),
    "pdf": (lambda: _("Report on paper (PDF)"), "auswertung-{year}.pdf", "*.pdf"),
    "package": (
        lambda: _("Data package (ZIP with CSV), for other programs"), "auswertung-{year}.zip", "*.zip",
    ),
    "csv": (lambda: _("The table shown (CSV)"), "auswertung-{year}.csv", "*.csv"),
}  # fmt: skip


class SaveSheet(Sheet):
    """Asks what and where. A report is made on the work lane; what leaves is noted on the vault lane."""

    def __init__(self, screen: "Screen", page: FiguresPage, table: str) -> None:
        super().__init__(screen, lambda: _("Save the figures"))
        self._screen, self._page, self._table = screen, page, table
        self.form = Picker([(name, says) for name, (says, _file, _pattern) in _FORMS.items()])
        self.language = Picker([("de", lambda: _("German only")), *_languages()])
        for picker in (self.form, self.language):
            picker.currentTextChanged.connect(picker.setToolTip)
            picker.setToolTip(picker.currentText())
        self._in = Field(lambda: _("Beside German in"), edit=self.language)
        self.form.currentIndexChanged.connect(self._show_language)
        note = label("small", "muted")
        self.say(note.setText, lambda: _("What is hidden here is hidden in the file as well."))
        self.add(Field(lambda: _("As"), edit=self.form), self._in, note)
        self.say(self.keep.setText, lambda: _("Cancel"))
        self.say(self.confirm.setText, lambda: _("Choose the place …"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.ask_place)
        self.ends.add(self.keep, self.confirm)
        self._show_language()
        self.open()

    def ask_place(self) -> None:
        """Let the person choose the file."""
        shell = self._screen.shell
        assert shell is not None
        _says, name, pattern = _FORMS[self._form()]
        file = name.format(year=self._page.year)
        shell.files.ask_save(_("Save the figures"), file, f"{file} ({pattern})", self.write)

    def write(self, path: Path) -> None:
        """Write the file and say so."""
        screen, page, table, form = self._screen, self._page, self._table, self._form()
        workspace, now, spoken = screen.workspace, screen.now(), words()
        shell = screen.shell
        assert shell is not None

        def done(_done: None) -> None:
            shell.tell_plain(_("Written: {file}", file=path.name))

        if form == "pdf":
            language, by = self.language.value(), workspace.user.name

            def make() -> bytes:
                from intake_app.services.statistics import make_report

                return make_report(page, language=language, by=by)

            def keep(data: bytes) -> None:
                screen.ask(partial(_save_report, workspace, page, data, path, now), done)

            screen.ask(make, keep, lane="work")
        else:
            screen.ask(partial(_export, workspace, page, path, form, table, spoken, now), done)
        self.close()

    def _form(self) -> _Form:
        return next(one for one in _FORMS if one == self.form.value())

    def _show_language(self) -> None:
        self._in.setVisible(self._form() == "pdf")


def _save_report(
    workspace: "Workspace", page: FiguresPage, data: bytes, path: Path, now: datetime.datetime
) -> None:
    from intake_app.services.statistics import save_report

    save_report(workspace, page=page, data=data, path=path, now=now)


def _export(  # noqa: PLR0917 - bound where it is asked for
    workspace: "Workspace", page: FiguresPage, path: Path, form: FileForm, table: str, spoken: Words,
    now: datetime.datetime,
) -> None:  # fmt: skip
    from intake_app.services.statistics import export_figures

    export_figures(workspace, page=page, path=path, form=form, table=table, words=spoken, now=now)


def _languages() -> list[tuple[str, Callable[[], str]]]:
    from intake_app.services.statistics import report_languages

    return [(tag, partial(lambda name: words().language_name(name), tag)) for tag in report_languages()]
