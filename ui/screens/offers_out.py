"""The sheet that hands the offers out: our own sheet, an HSDS 3 package, or the empty template."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.services.offers import Landscape
from ui.parts.field import Field, Picker
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.words import _, words

if TYPE_CHECKING:
    from ui.screen import Screen

_FORMS: dict[str, tuple[Callable[[], str], str, str]] = {
    "xlsx": (lambda: _("Sheet (XLSX) with everything"), "angebote.xlsx", "*.xlsx"),
    "hsds": (lambda: _("Open Referral HSDS 3 (ZIP), for other programs"), "angebote-hsds.zip", "*.zip"),
    "template": (lambda: _("Empty sheet to be filled in"), "angebote-vorlage.xlsx", "*.xlsx"),
}


class OutSheet(Sheet):
    """Asks what and where, then writes on the work lane."""

    def __init__(self, screen: "Screen", landscape: Landscape) -> None:
        super().__init__(screen, lambda: _("Hand out the offers"))
        self._screen, self._landscape = screen, landscape
        self.form = Picker([(name, says) for name, (says, _file, _pattern) in _FORMS.items()])
        self.form.currentTextChanged.connect(self.form.setToolTip)
        note = label("small", "muted")
        self.say(note.setText, lambda: _("There is nothing about people who seek advice in it."))
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
        _says, name, pattern = _FORMS[self.form.value()]
        shell.files.ask_save(_("Hand out the offers"), name, f"{name} ({pattern})", self.write)

    def write(self, path: Path) -> None:
        """Write the file and say so."""
        landscape, form = self._landscape, self.form.value()
        shell = self._screen.shell
        assert shell is not None
        title, language = self._screen.workspace.site.name, words().tag

        def write() -> None:
            from intake_app.services.offer_exchange import export_offers, export_template

            if form == "template":
                export_template(path=path, language=language)
            else:
                export_offers(
                    landscape,
                    path=path,
                    form="xlsx" if form == "xlsx" else "hsds",
                    title=title,
                    language=language,
                )

        def done(_done: None) -> None:
            shell.tell_plain(_("Written: {file}", file=path.name))

        self._screen.ask(write, done, lane="work")
        self.close()
