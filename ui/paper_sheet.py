"""A paper wherever it is needed: looked at, in German and a language one chooses, printed or saved.

Made in memory on the work lane; nothing is written before a person chooses a place.
"""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.errors import Cancelled, IntakeError
from intake_app.services.saving import save_bytes
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.field import Field, Picker
from ui.parts.paper_view import PaperView
from ui.parts.paper_work import PaperWork
from ui.parts.sheet import Sheet
from ui.printing import Printing
from ui.screen import Screen
from ui.words import _, words

if TYPE_CHECKING:
    from intake_app.records.papers import MadePaper, Paper


class PaperSheet(Sheet):
    """``gather`` returns the paper's content for a language (BCP 47); it runs on the vault lane.

    ``note`` runs there, too, before the paper leaves the screen: it keeps that it does.
    """

    def __init__(
        self,
        host: Screen,
        title: Callable[[], str],
        gather: "Callable[[str], Paper]",
        *,
        languages: Sequence[str],
        language: str = "",
        note: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(host, title, width=760)
        self.host, self._gather, self._says_title, self._note = host, gather, title, note
        self.made: MadePaper | None = None
        self.printing = Printing(self)
        self.language = Picker([(tag, partial(_language, tag)) for tag in languages])
        self.language.set_value(language if language in languages else languages[0])
        self.message, self.work, self.view = Notice("soft"), PaperWork(), PaperView()
        self.message.hide()
        self.add(Field(lambda: _("Language"), edit=self.language), self.message, self.work, self.view)
        self.print_button = Button(icon="printer")
        self.say(self.print_button.setText, lambda: _("Print …"))
        self.say(self.keep.setText, lambda: _("Close"))
        self.say(self.confirm.setText, lambda: _("Save as PDF …"))
        self.keep.clicked.connect(self.close)
        self.print_button.clicked.connect(self.print_paper)
        self.confirm.clicked.connect(self.ask_where)
        self.ends.add(self.keep, self.print_button, self.confirm)
        self.language.currentIndexChanged.connect(lambda _at: self.make())
        self.open()
        self.make()
        self.language.setFocus()

    def make(self) -> None:
        """Make the paper in the chosen language; an earlier one is not wanted any more."""
        tag, stopped = self.language.value(), self.work.begin()
        self._offer(None)
        self.host.ask(
            partial(self._gather, tag),
            lambda paper: self._make(tag, paper, stopped),
            partial(self._refused, tag),
        )

    def _make(self, tag: str, paper: "Paper", stopped: threading.Event) -> None:
        if stopped.is_set():
            return
        tell = self.work.progressed.emit

        def make() -> "MadePaper":
            from intake_app.services.documents import make_paper

            return make_paper(paper, progress=tell, is_cancelled=stopped.is_set)

        self.host.ask(
            make, lambda made: None if stopped.is_set() else self._show(made),
            partial(self._refused, tag), lane="work",
        )  # fmt: skip

    def _show(self, made: "MadePaper") -> None:
        self.work.end()
        self.view.show_paper(made.pages, self._says_title())
        self._offer(made)

    def _refused(self, tag: str, trouble: IntakeError) -> None:
        if isinstance(trouble, Cancelled) and self.language.value() != tag:
            return  # stopped because another language is wanted
        self.work.end()
        self._failed(trouble)

    def _offer(self, made: "MadePaper | None") -> None:
        self.made = made
        for one in (self.print_button, self.confirm):
            one.setEnabled(made is not None)

    # Leaving the sheet

    def print_paper(self) -> None:
        """Print it on a printer the person chooses."""
        if self.made is not None:
            made = self.made
            self.host.ask(self._note, lambda _done: self._print(made), self._failed)

    def _print(self, made: "MadePaper") -> None:
        if self.printing.print_pages(made.name, made.pages):
            self._told(lambda: _("Printed."))

    def ask_where(self) -> None:
        """Ask where the file is to be."""
        if self.made is not None and self.host.shell is not None:
            self.host.shell.files.ask_save(_("Save as PDF"), self.made.name, _("PDF (*.pdf)"), self.save_to)

    def save_to(self, path: Path) -> None:
        """Write the paper whole to ``path``."""
        if self.made is None:
            return
        data = self.made.pdf

        def save(_noted: object) -> None:
            self.host.ask(
                lambda: save_bytes(path, data),
                lambda _path: self._told(lambda: _("Saved as {file}.", file=path.name)),
                self._failed,
                lane="work",
            )

        self.host.ask(self._note, save, self._failed)

    def _failed(self, trouble: IntakeError) -> None:
        self.message.tell_trouble(trouble)
        self.message.show()

    def _told(self, says: Callable[[], str]) -> None:
        self.message.tell(says)
        self.message.show()


def _language(tag: str) -> str:
    return words().language_name(tag)
