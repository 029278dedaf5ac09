"""The register of cooperation agreements: which offices work together, in which legal spheres, how long."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut

from intake_app.records.cooperation import AgreementPaper, CooperationAgreement
from ui.look.type import px
from ui.parts.button import Button
from ui.parts.code_picker import CodeSet, code_words
from ui.parts.day_field import DayField
from ui.parts.field import Field, TextArea
from ui.parts.flow import Flow
from ui.parts.label import label
from ui.parts.page import HeadBar, scrolling
from ui.parts.sheet import Sheet
from ui.parts.space import column, pane
from ui.parts.table import Rows, Table
from ui.screen import Screen
from ui.words import _, isolate, set_apart

if TYPE_CHECKING:
    from ui.window import Window


class AgreementsScreen(Screen):
    """``all`` are the agreements in the table; ``sheet`` is the one that is open."""

    area: ClassVar[str] = "steering"

    def __init__(self, window: "Window | None" = None) -> None:
        super().__init__(window)
        self.all: tuple[CooperationAgreement, ...] = ()
        self.sheet: AgreementSheet | None = None
        self.back = Button(icon="arrow-left")
        self.say(self.back.setText, lambda: _("Barriers and gaps"))
        self.back.clicked.connect(lambda: self.go("steering"))
        head = HeadBar(
            lambda: _("Cooperation agreements"),
            lambda: _("Which offices work together, in which legal spheres, and how long."),
            self.back,
        )
        self.add_button = Button("primary", icon="plus")
        self.say(self.add_button.setText, lambda: _("New agreement"))
        self.add_button.clicked.connect(lambda: self.open_sheet(None))
        self.copy_button = Button(icon="download-simple")
        self.say(self.copy_button.setText, lambda: _("Copy of the paper …"))
        self.copy_button.clicked.connect(self.ask_where)
        self.remove_button = Button(icon="trash")
        self.say(self.remove_button.setText, lambda: _("Take out"))
        self.remove_button.clicked.connect(self.remove)
        self.rows = Rows((
            lambda: _("Agreement"), lambda: _("Between"), lambda: _("Legal spheres"), lambda: _("Holds"),
            lambda: _("Where it stands"),
        ))  # fmt: skip
        self.table = Table(self.rows, (5, 6, 6, 4, 3))
        self.say(self.table.setAccessibleName, lambda: _("Cooperation agreements"))
        self.table.chosen.connect(lambda row: self.open_sheet(self.all[row]))
        self.fit(lambda: self.table.setMinimumHeight(px(200)))
        self.none = label("body", "muted")
        self.say(self.none.setText, lambda: _("No agreement is written down yet."))
        acts = pane(Flow([self.add_button, self.copy_button, self.remove_button], gap=8))
        body = column(acts, self.none, (self.table, 1), gap=10, margins=(20, 12))
        self.setLayout(column(head, (scrolling(body), 1), gap=0))
        for keys, deed in (("N", partial(self.open_sheet, None)), ("Del", self.remove)):
            QShortcut(QKeySequence(keys), self.table).activated.connect(deed)

    def title(self) -> str:
        """Return the page's name."""
        return _("Cooperation agreements")

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (("N", _("New agreement")), ("Enter", _("Open the agreement")), ("Del", _("Take out")))

    def opened(self) -> None:
        """Fetch the register."""
        workspace = self.workspace

        def fetch() -> tuple[CooperationAgreement, ...]:
            from intake_app.services.agreements import agreements

            return agreements(workspace)

        self.ask(fetch, self._show)

    def reworded(self) -> None:
        """Word the rows again."""
        self._show(self.all)

    def arrange(self, width: str) -> None:
        """Leave columns out where there is little room."""
        self.table.leave_out({"wide": (), "medium": (3,), "narrow": (2, 3)}[width])

    def marked(self) -> CooperationAgreement | None:
        """Return the agreement that is marked in the table."""
        at = self.table.row()
        return self.all[at] if 0 <= at < len(self.all) else None

    def open_sheet(self, agreement: CooperationAgreement | None) -> None:
        """Write down a new agreement, or change one."""
        if not self.add_button.isEnabled():
            return
        self.sheet = AgreementSheet(self, agreement or CooperationAgreement("", "", ()))
        self.sheet.written.connect(self.keep)

    def keep(self, agreement: CooperationAgreement) -> None:
        """Keep an agreement as the sheet wrote it."""
        workspace, now = self.workspace, self.now()

        def keep() -> CooperationAgreement:
            from intake_app.services.agreements import keep_agreement

            return keep_agreement(workspace, agreement=agreement, now=now)

        self.ask(keep, lambda _kept: self.opened())

    def remove(self) -> None:
        """Take the marked agreement out."""
        marked = self.marked()
        if marked is None or not self.add_button.isEnabled():
            return
        workspace, now, agreement_id = self.workspace, self.now(), marked.id

        def remove() -> None:
            from intake_app.services.agreements import remove_agreement

            remove_agreement(workspace, agreement_id=agreement_id, now=now)

        self.ask(remove, lambda _none: self.opened())

    def ask_where(self) -> None:
        """Save a copy of the marked agreement's paper."""
        marked = self.marked()
        if self.shell is not None and marked is not None and marked.paper is not None:
            self.shell.files.ask_save(_("Copy of the paper"), marked.paper.name, "*", self.copy)

    def copy(self, path: Path) -> None:
        """Write the copy."""
        marked = self.marked()
        if marked is None:
            return
        workspace, now, agreement_id = self.workspace, self.now(), marked.id

        def write() -> Path:
            from intake_app.services.agreements import save_paper

            return save_paper(workspace, agreement_id=agreement_id, path=path, now=now)

        def done(written: Path) -> None:
            if self.shell is not None:
                self.shell.tell_plain(_("Written: {file}", file=written.name))

        self.ask(write, done)

    def _show(self, found: tuple[CooperationAgreement, ...]) -> None:
        self.all = found
        may_change = self.shell is not None and self.workspace.user.role == "supervisor"
        for button in (self.add_button, self.remove_button):
            button.setEnabled(may_change)
        self.copy_button.setEnabled(any(one.paper is not None for one in found))
        self.none.setVisible(not found)
        self.table.setVisible(bool(found))
        self.rows.show_cells([self._cells(one) for one in found])

    def _cells(self, one: CooperationAgreement) -> tuple[str, ...]:
        from intake_app.services.findings import standing_of

        spheres = ", ".join(code_words("legal-spheres", code) for code in one.spheres)
        holds = f"{_day(one.begins_on) or '…'} - {_day(one.ends_on) or '…'}"
        standing = standing_of(one, self.now().date())
        return one.title, ", ".join(one.parties), spheres or "–", isolate(holds), _(standing)


class AgreementSheet(Sheet):
    """``written`` carries the agreement."""

    written = Signal(object)

    def __init__(self, parent: AgreementsScreen, agreement: CooperationAgreement) -> None:
        super().__init__(parent, lambda: _("Cooperation agreement"))
        self.agreement, self._screen = agreement, parent
        self.paper: AgreementPaper | None = agreement.paper
        self.named = Field(lambda: _("Agreement"), lambda: _("What it is called."))
        self.parties = TextArea(3)
        self._parties = Field(
            lambda: _("Between"), lambda: _("One office a line; no names of persons."), edit=self.parties
        )
        self.spheres = CodeSet("legal-spheres", agreement.spheres)
        self.purpose = TextArea(2)
        self.begins = DayField(lambda: _("Begins"), needs_day=True)
        self.ends_on = DayField(lambda: _("Ends"), lambda: _("Empty: until further notice."), needs_day=True)
        self.contact = Field(lambda: _("Contact"), lambda: _("Of the office."))
        self.named.line.setText(agreement.title)
        self.parties.setPlainText("\n".join(agreement.parties))
        self.purpose.setPlainText(agreement.purpose)
        self.begins.show_iso(agreement.begins_on)
        self.ends_on.show_iso(agreement.ends_on)
        self.contact.line.setText(agreement.contact)
        self.file_button = Button(icon="paperclip")
        self.file_button.say(self.file_button.setText, self._file_words)
        self.file_button.clicked.connect(self.ask_file)
        self.add(
            self.named, self._parties, Field(lambda: _("Legal spheres"), edit=self.spheres),
            Field(lambda: _("What for"), edit=self.purpose), self.begins, self.ends_on, self.contact,
            self.file_button,
        )  # fmt: skip
        self.say(self.keep.setText, lambda: _("Cancel"))
        self.say(self.confirm.setText, lambda: _("Save"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.write)
        self.ends.add(self.keep, self.confirm)
        self.open()
        self.named.setFocus()

    def ask_file(self) -> None:
        """Choose the signed paper."""
        shell = self._screen.shell
        if shell is not None:
            pattern = f"{_('Papers')} (*.pdf *.png *.jpg *.jpeg)"
            shell.files.ask_open(_("Choose the paper"), pattern, self.take_file)

    def take_file(self, path: Path) -> None:
        """Read the paper; it is kept with the agreement."""

        def read() -> AgreementPaper:
            from intake_app.services.agreements import read_paper

            return read_paper(path)

        self._screen.ask(read, self._take_paper, lane="work")

    def write(self) -> None:
        """Hand the agreement on, unless something is not right."""
        parties = tuple(line.strip() for line in self.parties.toPlainText().splitlines() if line.strip())
        begins, ends = self.begins.iso(), self.ends_on.iso()
        self.named.show_error("" if self.named.text() else (lambda: _("Write down what it is called.")))
        self._parties.show_error("" if len(parties) > 1 else (lambda: _("At least two offices, one a line.")))
        if begins is None or ends is None or not self.named.text() or len(parties) < 2:
            return
        if begins and ends and ends < begins:
            self.ends_on.show_error(lambda: _("It would end before it begins."))
            return
        self.written.emit(
            msgspec.structs.replace(
                self.agreement, title=self.named.text(), parties=parties, spheres=self.spheres.values(),
                purpose=self.purpose.toPlainText().strip(), begins_on=begins, ends_on=ends,
                contact=self.contact.text(), paper=self.paper,
            )
        )  # fmt: skip
        self.close()

    def _take_paper(self, paper: AgreementPaper) -> None:
        self.paper = paper
        self.file_button.setText(self._file_words())

    def _file_words(self) -> str:
        if self.paper is None:
            return _("Add the signed paper …")
        return _("Paper: {file}", file=set_apart(self.paper.name))


def _day(iso: str) -> str:
    return ".".join(reversed(iso.split("-")))
