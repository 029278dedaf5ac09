"""Forms: what is installed, how complete each language is, installing one from a file with its findings."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from intake_app.forms.definition import FormLanguage, FormReading
from intake_app.languages import endonym
from intake_app.records.finding import FormFinding
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.chip import Chip
from ui.parts.label import Elide, Label, label
from ui.parts.page import HeadBar, scrolling
from ui.parts.progress import ProgressBar
from ui.parts.space import Stack, clear, column, keep_small, leave_out, pane, row
from ui.screen import Screen
from ui.words import _, isolate, plural, words

if TYPE_CHECKING:
    from intake_app.services.forms import FormOutline
    from ui.window import Window

_MOST_FINDINGS = 60


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
        self.findings = Card(gap=0, margins=(2, 8))
        self.findings.hide()
        self._list: Stack = column(gap=12)
        body: Stack = column(self.message, self.findings, self._list, "*", gap=12, margins=(20, 14))
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
        """Read the form at ``path``, show what was found, keep it when nothing is broken."""
        self.install_button.setEnabled(False)
        self.message.tell(_("Reading {file} …", file=path.name))
        self.message.show()

        def read() -> FormReading:
            from intake_app.services.forms import read_form_file

            return read_form_file(path)

        def failed(trouble: Exception) -> None:
            self.install_button.setEnabled(True)
            self.message.hide()
            self.tell(trouble)  # type: ignore[arg-type]  # only expected trouble comes here

        self.ask(read, lambda reading: self._take(reading, path), failed, lane="work")

    # Showing

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
            mend = _("Mend what is listed below, then install it again.")
            self.message.tell(_("{file} cannot be installed.", file=path.name), mend)
            return
        workspace, now = self.workspace, self.now()

        def keep() -> "FormOutline":
            from intake_app.services.forms import keep_form

            return keep_form(workspace, definition=definition, now=now)

        def kept(outline: "FormOutline") -> None:
            self.message.tell(_("{title} is installed.", title=outline.title))
            self.opened()

        def failed(trouble: Exception) -> None:
            self.message.hide()
            self.tell(trouble)  # type: ignore[arg-type]  # only expected trouble comes here

        self.ask(keep, kept, failed)

    def _show_findings(self, reading: FormReading, path: Path) -> None:
        clear(self.findings.body)
        self.findings.setVisible(bool(reading.findings))
        head = label("head")
        head.say(head.setText, lambda: _("Found in {file}", file=path.name))
        self.findings.body.add(pane(row(head, margins=(14, 6))))
        order = {"error": 0, "warning": 1, "info": 2}
        ranked = sorted(reading.findings, key=lambda finding: order[finding.severity])
        for finding in ranked[:_MOST_FINDINGS]:
            self.findings.body.add(finding_row(finding))
        if len(ranked) > _MOST_FINDINGS:
            more = len(ranked) - _MOST_FINDINGS
            text = plural("and {n} more", "and {n} more", more)
            self.findings.body.add(pane(row(label("small", "muted", text=text), margins=(14, 6))))

    def _show(self, forms: "tuple[FormOutline, ...]") -> None:
        clear(self._list)
        for form in forms:
            self._list.add(_form_card(form))


def finding_row(finding: FormFinding) -> QWidget:
    """Return one finding: where it is, what it is, how to mend it."""
    kind, icon = {"error": ("stop", "x-circle"), "warning": ("att", "warning"), "info": ("line", "info")}[
        finding.severity
    ]
    chip = Chip(kind, icon=icon)
    severities = {
        "error": lambda: _("must be mended"),
        "warning": lambda: _("look at this"),
        "info": lambda: _("note"),
    }
    chip.say(chip.setText, severities[finding.severity])
    place = " · ".join(part for part in (finding.sheet, finding.column) if part)
    where = label("small", "muted", wrap=False)
    where.say(where.setText, lambda: _("{sheet}, row {row}", sheet=isolate(place), row=finding.row)
              if finding.row is not None else isolate(place))  # fmt: skip
    what, mend = label("body"), label("small", "muted")
    what.say(what.setText, lambda: words().told(finding.what, finding.facts))
    mend.say(mend.setText, lambda: words().told(finding.mend, finding.facts))
    leave_out(mend, not finding.mend)
    leave_out(where, not place)
    return pane(column(row(chip, where, "*", gap=8), what, mend, gap=3, margins=(14, 8)), "line")


def _form_card(form: "FormOutline") -> Card:
    name = Elide("head", text=form.title)
    below = label("small", "muted")
    below.say(below.setText, lambda: " · ".join((
        isolate(form.form_id), _("version {v}", v=form.version or "–"),
        plural("{n} question", "{n} questions", form.questions))))  # fmt: skip
    shipped = Chip("line", icon="package")
    shipped.say(shipped.setText, lambda: _("comes with the program"))
    leave_out(shipped, not form.is_shipped)
    card = Card(row((name, 1), shipped, gap=10), below, gap=6)
    for language, percent in form.languages:
        card.body.add(_language_row(language, percent))
    return card


def _language_row(language: FormLanguage, percent: int) -> QWidget:
    own: Label = label("body", wrap=False, text=endonym(language.tag) if language.tag else language.name)
    here = Elide("small", "muted")
    here.say(here.setText, lambda: words().language_name(language.tag) if language.tag else "")
    bar = ProgressBar(percent)
    keep_small(bar)
    bar.say(bar.setAccessibleName, lambda: _("{n} percent translated", n=percent))
    review = Chip("prov", icon="robot")
    review.say(review.setText, lambda: _("not reviewed"))
    leave_out(review, language.review != "unreviewed")
    missing = Chip("att", icon="translate")
    missing.say(missing.setText, lambda: _("texts are missing"))
    leave_out(missing, percent >= 100)
    number = label("small", "muted", wrap=False, text=f"{percent} %")
    return pane(row(own, (here, 1), missing, review, bar, number, gap=10, margins=(0, 3)))
