"""Forms: what is installed, how complete and how reviewed each language is, installing one from a file.

A newer version of an installed form is not put in its place unseen: what changes is shown first.
"""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from intake_app.errors import IntakeError
from intake_app.forms.definition import FormDefinition, FormReading
from ui.parts.button import Button
from ui.parts.card import Card, Notice, Told
from ui.parts.label import label
from ui.parts.page import HeadBar, scrolling
from ui.parts.space import Stack, clear, column, pane, row
from ui.screen import Screen
from ui.screens.forms_card import FormCard
from ui.screens.forms_changes import ChangesCard
from ui.screens.forms_exports import ExportSheet, open_exports
from ui.screens.forms_findings import finding_rows
from ui.screens.forms_review import ReviewSheet, spoken_name
from ui.words import _

if TYPE_CHECKING:
    from intake_app.records.text_review import TextReview
    from intake_app.services.forms import FormChanges, FormOutline
    from intake_app.services.text_reviews import FormSheet
    from ui.window import Window


class FormsScreen(Screen):
    """The form library."""

    area: ClassVar[str] = "forms"

    def __init__(self, window: "Window | None" = None) -> None:
        super().__init__(window)
        self.install_button = Button("primary", icon="file-plus")
        self.say(self.install_button.setText, lambda: _("Install a form …"))
        self.install_button.clicked.connect(self._ask_file)
        head = HeadBar(lambda: _("Forms"), lambda: _("XLSForm or XForm files. Nothing is ever replaced."),
                       self.install_button)  # fmt: skip
        self.message = Notice("soft")
        self.message.hide()
        self.changes = ChangesCard()
        self.changes.agreed.connect(self.install_newer)
        self.changes.refused.connect(self.leave_older)
        self.changes.tried.connect(self._try_newer)
        self.findings = Card(gap=0, margins=(2, 8))
        self.findings.hide()
        self.cards: list[FormCard] = []
        self.review_sheet: ReviewSheet | None = None
        self.export_sheet: ExportSheet | None = None
        self._newer: FormDefinition | None = None  # read, and not installed yet
        self._list: Stack = column(gap=12)
        body: Stack = column(
            self.message, self.changes, self.findings, self._list, "*", gap=12, margins=(20, 14)
        )
        self.setLayout(column(head, (scrolling(body), 1), gap=0))

    def title(self) -> str:
        """Return the page's name."""
        return _("Forms")

    def opened(self) -> None:
        """Fetch the installed forms."""
        workspace = self.workspace

        def fetch() -> "tuple[FormOutline, ...]":
            from intake_app.services.forms import installed_forms

            return installed_forms(workspace)

        self.ask(fetch, self._show)

    def install(self, path: Path) -> None:
        """Read the form at ``path``, show what was found, keep it when nothing is broken.

        A newer version of an installed form waits until somebody has seen what changes.
        """
        self.install_button.setEnabled(False)
        self.leave_older()
        self.message.tell(lambda: _("Reading {file} …", file=path.name))
        self.message.show()

        def read() -> FormReading:
            from intake_app.services.forms import read_form_file

            return read_form_file(path)

        def failed(trouble: IntakeError) -> None:
            self.install_button.setEnabled(True)
            self._fail(trouble)

        self.ask(read, lambda reading: self._take(reading, path), failed, lane="work")

    def install_newer(self) -> None:
        """Install the version whose changes were shown."""
        definition = self._newer
        self.leave_older()
        if definition is not None:
            self._keep(definition)

    def leave_older(self) -> None:
        """Leave the installed version as it is."""
        self._newer = None
        self.changes.hide()
        self.message.hide()

    def unfold(self, card: FormCard) -> None:
        """Show all there is to know of a form; shown already, fold it again."""
        if card.sheet is not None:
            card.fold()
            return
        workspace, form = self.workspace, card.form

        def fetch() -> "FormSheet":
            from intake_app.services.text_reviews import form_sheet

            return form_sheet(workspace, form_id=form.form_id, version=form.version)

        can_review = workspace.user.role == "supervisor"
        self.ask(fetch, lambda sheet: card.show_sheet(sheet, can_review=can_review))

    def open_review(self, card: FormCard, language: str) -> None:
        """Ask who read the texts of ``language``."""
        sheet = card.sheet
        if sheet is None:
            return
        told = card.panel(language).sheet.language
        today = self.now().astimezone().date().isoformat()
        self.review_sheet = asked = ReviewSheet(self, told, today=today, legal_texts=sheet.legal_texts)
        asked.given.connect(lambda name, day, scope: self._record(card, language, name, day, scope))
        asked.finished.connect(self._sheet_gone)

    def withdraw_review(self, card: FormCard, language: str, scope: str) -> None:
        """Take a recorded review back."""
        workspace, form, now = self.workspace, card.form, self.now()

        def withdraw() -> None:
            from intake_app.services.text_reviews import withdraw_text_review

            withdraw_text_review(
                workspace, form_id=form.form_id, version=form.version, language=language,
                scope=scope, now=now,  # type: ignore[arg-type]  # the panel's own scopes
            )  # fmt: skip

        def withdrawn(_nothing: object) -> None:
            self.message.tell(lambda: _("The review is withdrawn."))
            self._show_again(card, language)

        self.ask(withdraw, withdrawn)

    def preview(self, card: FormCard) -> None:
        """Run the form without keeping anything."""
        workspace, form = self.workspace, card.form

        def fetch() -> FormDefinition:
            from intake_app.services.forms import load_form

            return load_form(workspace, form_id=form.form_id, version=form.version)

        self.ask(fetch, lambda definition: self.go("interview", preview=definition))

    def export(self, card: FormCard) -> None:
        """Save the form: blank to be printed, or for other programs."""
        workspace, form = self.workspace, card.form

        def fetch() -> FormDefinition:
            from intake_app.services.forms import load_form

            return load_form(workspace, form_id=form.form_id, version=form.version)

        def opened(definition: FormDefinition) -> None:
            self.export_sheet = open_exports(self, definition, self._tell_saved)

        self.ask(fetch, opened)

    def _tell_saved(self, what: Told, more: Told) -> None:
        self.message.tell(what, more)
        self.message.show()

    # Installing

    def _ask_file(self) -> None:
        if self.shell is not None:
            self.shell.files.ask_open(
                _("Install a form"), _("Forms (*.xlsx *.xls *.csv *.md *.xml)"), self.install
            )

    def _take(self, reading: FormReading, path: Path) -> None:
        self.install_button.setEnabled(True)
        self._show_findings(reading, path)
        definition = reading.definition
        if definition is None:
            self.message.tell(
                lambda: _("{file} cannot be installed.", file=path.name),
                lambda: _("Mend what is listed below, then install it again."),
            )
            return
        workspace = self.workspace

        def compare() -> "FormChanges | None":
            from intake_app.services.forms import changes_since_installed

            return changes_since_installed(workspace, definition=definition)

        self.ask(compare, lambda changes: self._decide(definition, changes), self._fail)

    def _decide(self, definition: FormDefinition, changes: "FormChanges | None") -> None:
        """Install what is new or unchanged; let a person see what a newer version changes."""
        if changes is None or changes.old_version == changes.new_version or not changes.changes:
            self._keep(definition)
            return
        self._newer = definition
        self.message.tell(
            lambda: _("{title} is installed already, in another version.", title=definition.title),
            lambda: _("Look at what changes, then install it or leave it."),
        )
        self.changes.show_changes(changes)
        self.changes.install_button.setFocus()

    def _keep(self, definition: FormDefinition) -> None:
        workspace, now = self.workspace, self.now()

        def keep() -> "FormOutline":
            from intake_app.services.forms import keep_form

            return keep_form(workspace, definition=definition, now=now)

        def kept(outline: "FormOutline") -> None:
            self.message.tell(lambda: _("{title} is installed.", title=outline.title))
            self.message.show()
            self.opened()

        self.ask(keep, kept, self._fail)

    def _fail(self, trouble: IntakeError) -> None:
        self.message.hide()
        self.tell(trouble)

    def _try_newer(self) -> None:
        if self._newer is not None:
            self.go("interview", preview=self._newer)

    # Reviews

    def _record(self, card: FormCard, language: str, reviewer: str, day: str, scope: str) -> None:
        workspace, form, now, asked = self.workspace, card.form, self.now(), self.review_sheet

        def record() -> "TextReview":
            from intake_app.services.text_reviews import record_text_review

            return record_text_review(
                workspace, form_id=form.form_id, version=form.version, language=language,
                scope=scope, reviewer=reviewer, reviewed_on=day, now=now,  # type: ignore[arg-type]
            )  # fmt: skip

        def recorded(review: "TextReview") -> None:
            if asked is not None:
                asked.close()
            told = card.panel(language).sheet.language
            self.message.tell(lambda: _("The review of {language} by {name} is recorded.",
                                        language=spoken_name(told), name=review.reviewer))  # fmt: skip
            self._show_again(card, language)

        self.ask(record, recorded, asked.refuse if asked is not None else None)

    def _show_again(self, card: FormCard, language: str) -> None:
        self.message.show()
        card.fold()
        self.unfold(card)
        self.ask(lambda: None, lambda _nothing: self._focus_language(card, language))

    @staticmethod
    def _focus_language(card: FormCard, language: str) -> None:
        """Give the focus back to where the person was; the lane answers in order, so the panel is there."""
        card.panel(language).review_button.setFocus()

    def _sheet_gone(self) -> None:
        self.review_sheet = None

    # Showing

    def _show_findings(self, reading: FormReading, path: Path) -> None:
        clear(self.findings.body)
        self.findings.setVisible(bool(reading.findings))
        head = label("head")
        head.say(head.setText, lambda: _("Found in {file}", file=path.name))
        self.findings.body.add(pane(row(head, margins=(14, 6))), *finding_rows(reading.findings))

    def _show(self, forms: "tuple[FormOutline, ...]") -> None:
        clear(self._list)
        self.cards = [FormCard(form) for form in forms]
        for card in self.cards:
            card.wanted.connect(lambda card=card: self.unfold(card))
            card.tried.connect(lambda card=card: self.preview(card))
            card.exporting.connect(lambda card=card: self.export(card))
            card.reviewing.connect(lambda language, card=card: self.open_review(card, language))
            card.withdrawn.connect(
                lambda language, scope, card=card: self.withdraw_review(card, language, scope)
            )
            self._list.add(card)
