"""Papers of a case: choose one and its language, look at it, print it or save it where you say.

A paper is made in memory; nothing is written before a person chooses a place. What is shown are the pages
themselves, drawn from the same lines as the file.
"""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout

from intake_app.errors import Cancelled, IntakeError
from intake_app.services.saving import save_bytes
from ui.case_screen import CaseScreen
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.field import Field, Picker, TextArea
from ui.parts.label import label
from ui.parts.listing import ListRow
from ui.parts.page import scrolling
from ui.parts.paper_view import PaperView
from ui.parts.paper_work import PaperWork
from ui.parts.space import Stack, Yielding, clear, column, pane, row
from ui.printing import Printing
from ui.words import _, isolate, words

if TYPE_CHECKING:
    from intake_app.records.papers import MadePaper
    from intake_app.services.papers import PaperChoice, PapersPage
    from ui.window import Window

_LETTER_PAUSE_MS = 700  # after the last key the letter is made again


class Wanted(msgspec.Struct, frozen=True):
    """Which paper is shown, in which language, with which letter."""

    choice: "PaperChoice"
    language: str
    letter: str = ""


class DocumentsScreen(CaseScreen):
    """The papers of ``person_id``. ``paper`` (its kind) and ``about`` choose one from elsewhere."""

    def __init__(
        self, window: "Window | None" = None, *, person_id: str, paper: str = "copy", about: str = ""
    ) -> None:
        super().__init__(window, person_id=person_id)
        self.data: PapersPage | None = None
        self.made: MadePaper | None = None
        self.wanted: Wanted | None = None
        self._first = (paper, about)
        self.printing = Printing(self)
        self.rows: list[ListRow] = []
        self._list = Card(gap=0, margins=(2, 6))
        self.language = Picker()
        self.language.currentIndexChanged.connect(lambda _index: self._again())
        self.letter = TextArea(5)
        self._letter_field = Field(lambda: _("Your letter"), edit=self.letter)
        self._letter_field.hide()
        self._pause = QTimer(self, singleShot=True, interval=_LETTER_PAUSE_MS)
        self._pause.timeout.connect(self._again)
        self.letter.textChanged.connect(self._pause.start)
        self.message = Notice("soft")
        self.message.hide()
        self.work = PaperWork()
        self._stopped = threading.Event()  # set when nobody wants the paper any more
        self.view = PaperView()
        self.hidden = Notice("soft", icon="eye-slash")
        self.hidden.tell(
            lambda: _("Names are hidden, so the paper is not shown."),
            lambda: _("It can be printed and saved all the same."),
        )
        self.hidden.hide()
        self.before_button, self.next_button = Button(icon="caret-left"), Button(icon="caret-right")
        self.say(self.before_button.name_it, lambda: _("Page before"))
        self.say(self.next_button.name_it, lambda: _("Next page"))
        self.before_button.clicked.connect(lambda: self.turn(-1))
        self.next_button.clicked.connect(lambda: self.turn(1))
        self._page_number = label("small", "muted")
        self.print_button = Button(icon="printer")
        self.say(self.print_button.setText, lambda: _("Print …"))
        self.print_button.clicked.connect(self.print_paper)
        self.save_button = Button("primary", icon="file-pdf")
        self.say(self.save_button.setText, lambda: _("Save as PDF …"))
        self.save_button.clicked.connect(self._ask_where)
        self.file_button = Button(icon="download-simple")
        self.say(self.file_button.setText, lambda: _("Save as a file …"))
        self.file_button.clicked.connect(self._ask_where_file)
        self.file_button.hide()
        for keys, deed in (("Ctrl+P", self.print_paper), ("Ctrl+S", self._ask_where)):
            QShortcut(QKeySequence(keys), self).activated.connect(deed)
        self._columns = self._lay_out()
        self._offer(is_ready=False)

    def _lay_out(self) -> Stack:
        chosen: Stack = column(
            self._list, Field(lambda: _("Language of the person"), edit=self.language), self._letter_field,
            "*", gap=12,
        )  # fmt: skip
        pages = row(self.before_button, self._page_number, self.next_button, "*", self.file_button,
                    self.print_button, self.save_button, gap=8)  # fmt: skip
        shown: Stack = column(self.message, Yielding(pages), self.work, self.hidden, self.view, "*", gap=10)
        columns: Stack = row((pane(chosen), 2), (pane(shown), 4), gap=16)
        self.show_body(scrolling(column(columns, "*", margins=(20, 14))))
        return columns

    def title(self) -> str:
        """Return the page's name."""
        return _("Documents")

    def arrange(self, width: str) -> None:
        """Put the paper below the choice when the window is narrow."""
        super().arrange(width)
        way = QBoxLayout.Direction
        self._columns.setDirection(way.TopToBottom if width == "narrow" else way.LeftToRight)

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (
            ("Ctrl+P", _("print the paper")),
            ("Ctrl+S", _("save the paper")),
            ("PgUp, PgDn", _("turn pages")),
            *super().keys(),
        )

    def fetch(self) -> "PapersPage":
        """Return which papers can be made."""
        from intake_app.services.papers import open_papers

        return open_papers(self.workspace, person_id=self.person_id, now=self.now())

    def fill(self, data: "PapersPage") -> None:
        """Offer papers and languages, and show the one that is wanted."""
        self.data = data
        kept = self.language.value()
        self.language.blockSignals(True)
        self.language.offer([(tag, _language(tag)) for tag in data.languages])
        self.language.set_value(kept if kept in data.languages else data.languages[0])
        self.language.blockSignals(False)
        clear(self._list.body)
        self.rows = [self._row(choice) for choice in data.choices]
        for one in self.rows:
            self._list.body.add(one)
        kind, about = self._first
        wanted = [n for n, one in enumerate(data.choices) if one.kind == kind and about in {"", one.about}]
        self.choose(wanted[0] if wanted else 0)

    def choose(self, place: int) -> None:
        """Show another paper."""
        if self.data is None:
            return
        choice = self.data.choices[place]
        self._first = (choice.kind, choice.about)
        for n, one in enumerate(self.rows):
            one.set_current(n == place)
        self._letter_field.setVisible(choice.kind == "letter")
        self.file_button.setVisible(choice.kind == "access")
        self.message.hide()
        self._show_wanted(choice)

    def stop(self) -> None:
        """Stop making the paper; what is chosen stays chosen."""
        self.work.stop()

    def closing(self) -> None:
        """Stop making the paper."""
        super().closing()
        self.stop()

    def turn(self, by: int) -> None:
        """Turn ``by`` pages."""
        self.view.turn_to(self.view.place + by)
        self._say_page()

    def reworded(self) -> None:
        """Word the list again."""
        super().reworded()
        if self.data is not None:
            for one, choice in zip(self.rows, self.data.choices, strict=True):
                one.setAccessibleName(paper_name(choice))
        self._hide_names()
        self._say_page()

    # Making

    def _again(self) -> None:
        if self.wanted is not None:
            self._show_wanted(self.wanted.choice)

    def _show_wanted(self, choice: "PaperChoice") -> None:
        letter = self.letter.toPlainText().strip() if choice.kind == "letter" else ""
        if choice.kind == "letter" and not letter:
            letter = _("Dear Sir or Madam,")
        wanted = self.wanted = Wanted(choice, self.language.value(), letter)
        self.message.hide()
        workspace, person_id, now = self.workspace, self.person_id, self.now()
        self._stopped = self.work.begin()  # an earlier one is not wanted any more
        self._offer(is_ready=False)

        def gather() -> object:
            from intake_app.services.papers import gather_paper

            return gather_paper(
                workspace, person_id=person_id, kind=choice.kind, language=wanted.language,
                about=choice.about, letter=letter, now=now,
            )  # fmt: skip

        self.ask(gather, lambda paper: self._make(wanted, paper), lambda one: self._refused(wanted, one))

    def _make(self, wanted: Wanted, paper: object) -> None:
        if wanted != self.wanted:
            return  # another one is wanted by now
        tell, stopped = self.work.progressed.emit, self._stopped

        def make() -> "MadePaper":
            from intake_app.services.documents import make_paper

            return make_paper(paper, progress=tell, is_cancelled=stopped.is_set)  # type: ignore[arg-type]

        self.ask(
            make,
            lambda made: self._show_made(wanted, made),
            lambda one: self._refused(wanted, one),
            lane="work",
        )

    def _show_made(self, wanted: Wanted, made: "MadePaper") -> None:
        if wanted != self.wanted:
            return
        self.work.end()
        self.made = made
        self.view.show_paper(made.pages, paper_name(wanted.choice))
        self._hide_names()
        self._offer(is_ready=True)
        self._say_page()
        if made.said:
            self._tell_said(made.said)

    def _hide_names(self) -> None:
        hides = self.shell is not None and self.shell.hides_names
        self.view.setVisible(not hides)
        self.hidden.setVisible(hides)

    def _tell_said(self, said: tuple[str, ...]) -> None:
        """Say which signs stand as numbers, and what can be done about it."""
        from intake_app.services.documents import fonts_folder

        signs = ", ".join(f"{isolate(one)} (U+{ord(one):04X})" for one in said[:5])
        self.message.tell(
            lambda: _("No font on this device has these signs; they stand as numbers: {signs}", signs=signs),
            lambda: _(
                "Write them in other words, or put a font file (.ttf) with them into the folder {folder}.",
                folder=isolate(str(fonts_folder())),
            ),
        )
        self.message.show()

    def _refused(self, wanted: Wanted, trouble: IntakeError) -> None:
        if wanted != self.wanted or (isinstance(trouble, Cancelled) and not self._stopped.is_set()):
            return  # an earlier one, stopped for this one
        self.work.end()
        self._failed(trouble)

    def _failed(self, trouble: IntakeError) -> None:
        self.made = None
        self.view.show_paper((), "")
        self.message.tell_trouble(trouble)
        self.message.show()

    # Leaving the screen

    def print_paper(self) -> None:
        """Note that the paper leaves, then print it."""
        if self.made is not None:
            made = self.made
            self._note(lambda: self._print(made))

    def _print(self, made: "MadePaper") -> None:
        if self.printing.print_pages(made.name, made.pages):
            self._told(lambda: _("Printed."))

    def _ask_where(self) -> None:
        if self.shell is not None and self.made is not None:
            self.shell.files.ask_save(_("Save as PDF"), self.made.name, _("PDF (*.pdf)"), self.save_pdf)

    def save_pdf(self, path: Path) -> None:
        """Note that the paper leaves, then write it."""
        if self.made is None:
            return
        data = self.made.pdf

        def write() -> None:
            save_bytes(path, data)

        def done(_done: None) -> None:
            self._told(lambda: _("Saved as {file}.", file=path.name))

        self._note(lambda: self.ask(write, done, self.tell, lane="work"))

    def _ask_where_file(self) -> None:
        if self.shell is not None and self.made is not None:
            name = self.made.name.removesuffix(".pdf") + ".json"
            self.shell.files.ask_save(_("Save as a file"), name, "JSON (*.json)", self.save_file)

    def save_file(self, path: Path) -> None:
        """Write everything kept about the person as JSON; the act is noted with it."""
        workspace, person_id, now = self.workspace, self.person_id, self.now()

        def write() -> int:
            from intake_app.services.subject_access import export_subject

            return export_subject(workspace, person_id=person_id, path=path, now=now)

        self.ask(
            write, lambda _bytes: self._told(lambda: _("Saved as {file}.", file=path.name)), self._failed
        )

    def _note(self, then: Callable[[], object]) -> None:
        """Keep that the paper leaves; a consent that was withdrawn meanwhile stops it here."""
        assert self.wanted is not None
        choice, workspace, person_id, now = self.wanted.choice, self.workspace, self.person_id, self.now()

        def note() -> None:
            from intake_app.services.papers import note_paper

            note_paper(workspace, person_id=person_id, kind=choice.kind, about=choice.about, now=now)

        self.ask(note, lambda _done: then(), self._failed)

    # Showing

    def _told(self, says: Callable[[], str]) -> None:
        self.message.tell(says)
        self.message.show()

    def _row(self, choice: "PaperChoice") -> ListRow:
        name = label("body")
        name.say(name.setText, lambda: paper_name(choice))
        below = label("small", "muted")
        below.say(below.setText, lambda: paper_below(choice))
        made = ListRow((column(name, below, gap=1), 1))
        made.setAccessibleName(paper_name(choice))
        made.clicked.connect(lambda: self.choose(self.rows.index(made)))
        return made

    def _offer(self, *, is_ready: bool) -> None:
        if not is_ready:
            self.made = None
        for one in (self.print_button, self.save_button):
            one.setEnabled(is_ready)

    def _say_page(self) -> None:
        count, place = self.view.count, self.view.place
        self._page_number.setText(_("Page {n} of {of}", n=place + 1, of=count) if count else "")
        self.before_button.setEnabled(place > 0)
        self.next_button.setEnabled(place + 1 < count)


def paper_name(choice: "PaperChoice") -> str:
    """Return what a paper is called."""
    names = {
        "copy": _("Client copy of the plan"),
        "plan": _("Service plan"),
        "checklist": _("Checklist of the first weeks"),
        "transparency": _("Who saw what"),
        "access": _("Everything kept about the person"),
        "consent": _("Consent: {recipient}", recipient=isolate(choice.recipient)),
        "handover": _("Handover sheet: {recipient}", recipient=isolate(choice.recipient)),
        "letter": _("Referral letter: {recipient}", recipient=isolate(choice.recipient)),
    }
    return names[choice.kind]


def paper_below(choice: "PaperChoice") -> str:
    """Return what a paper is for, in a few words."""
    return {
        "copy": _("to take home"),
        "plan": _("with the pictures, for the file"),
        "checklist": _("to be ticked"),
        "transparency": _("from the log, GDPR article 15"),
        "access": _("GDPR article 15, with a file for other programs"),
        "consent": _("to be read and signed"),
        "handover": _("only what the consent covers"),
        "letter": _("a letter above the handover sheet"),
    }[choice.kind]


def _language(tag: str) -> Callable[[], str]:
    return lambda: words().language_name(tag)
