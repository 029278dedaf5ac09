"""The sheet that saves the figures shown: a workbook, a data package, one table, or the report on paper."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.records.figures import FiguresPage
from intake_app.services.statistics import FileForm
from ui.parts.field import Field, Picker
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.words import _, words

if TYPE_CHECKING:
    from ui.screen import Screen

_FORMS: dict[FileForm, tuple[Callable[[], str], str, str]] = {
    "xlsx": (lambda: _("Workbook (XLSX) with every table"), "auswertung-{year}.xlsx", "*.xlsx"),
    "package": (
        lambda: _("Data package (ZIP with CSV), for other programs"),
        "auswertung-{year}.zip",
        "*.zip",
    ),
    "csv": (lambda: _("The table shown (CSV)"), "auswertung-{year}.csv", "*.csv"),
}


class SaveSheet(Sheet):
    """Asks what and where, then writes on the vault lane: what leaves is noted first."""

    def __init__(self, screen: "Screen", page: FiguresPage, table: str) -> None:
        super().__init__(screen, lambda: _("Save the figures"))
        self._screen, self._page, self._table = screen, page, table
        self.form = Picker([(name, says) for name, (says, _file, _pattern) in _FORMS.items()])
        self.form.currentTextChanged.connect(self.form.setToolTip)
        note = label("small", "muted")
        self.say(note.setText, lambda: _("What is hidden here is hidden in the file as well."))
        self.add(Field(lambda: _("As"), edit=self.form), note)
        self.say(self.keep.setText, lambda: _("Cancel"))
        self.say(self.confirm.setText, lambda: _("Choose the place …"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.ask_place)
        self.ends.add(self.keep, self.confirm)
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
        page, table, form = self._page, self._table, self._form()
        workspace, now, spoken = self._screen.workspace, self._screen.now(), words()
        shell = self._screen.shell
        assert shell is not None

        def write() -> None:
            from intake_app.services.statistics import export_figures

            export_figures(
                workspace,
                page=page,
                path=path,
                form=form,
                table=table,
                words=spoken,
                now=now,
            )

        def done(_done: None) -> None:
            shell.tell_plain(_("Written: {file}", file=path.name))

        self._screen.ask(write, done)
        self.close()

    def _form(self) -> FileForm:
        return next(one for one in _FORMS if one == self.form.value())
