"""One installed form: its name and languages in short, and all there is to know of it when unfolded."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.chip import Chip
from ui.parts.flow import Flow
from ui.parts.label import Elide, label
from ui.parts.space import clear, column, leave_out, pane, row
from ui.screens.forms_findings import finding_rows
from ui.screens.forms_languages import LanguagePanel, language_row
from ui.words import _, isolate, plural

if TYPE_CHECKING:
    from intake_app.services.forms import FormOutline
    from intake_app.services.text_reviews import FormSheet


class FormCard(Card):
    """A form of the library. ``wanted``: unfold it; ``tried``: preview it; ``exporting``: save it.

    ``reviewing`` and ``withdrawn`` name the language (and scope) that a supervisor speaks of.
    """

    wanted = Signal()
    tried = Signal()
    exporting = Signal()
    reviewing = Signal(str)
    withdrawn = Signal(str, str)

    def __init__(self, form: "FormOutline") -> None:
        super().__init__(gap=6)
        self.form = form
        self.sheet: FormSheet | None = None
        self.panels: list[LanguagePanel] = []
        below = label("small", "muted")
        below.say(below.setText, lambda: " · ".join((
            isolate(form.form_id), _("version {v}", v=form.version or "–"),
            plural("{n} question", "{n} questions", form.questions))))  # fmt: skip
        shipped = Chip("line", icon="package")
        shipped.say(shipped.setText, lambda: _("comes with the program"))
        leave_out(shipped, not form.is_shipped)
        self.more_button, self.try_button = Button("small", icon="caret-down"), Button("small", icon="eye")
        self.say(self.more_button.setText, self._more_words)
        self.say(self.more_button.setAccessibleName, lambda: f"{self._more_words()}: {form.title}")
        self.say(self.try_button.setText, lambda: _("Preview"))
        self.say(self.try_button.setAccessibleName, lambda: f"{_('Preview')}: {form.title}")
        self.more_button.clicked.connect(self.wanted)
        self.try_button.clicked.connect(self.tried)
        self.export_button = Button("small", icon="export")
        self.say(self.export_button.setText, lambda: _("Save …"))
        self.say(self.export_button.setAccessibleName, lambda: f"{_('Save …')} {form.title}")
        self.export_button.clicked.connect(self.exporting)
        deeds = Flow((self.more_button, self.try_button, self.export_button), gap=8)
        self._short = pane(column(*(language_row(*each) for each in form.languages), gap=2))
        self._full = column(gap=0)
        self.body.add(row((Elide("head", text=form.title), 1), shipped, gap=10), below, deeds,
                      self._short, self._full)  # fmt: skip

    def show_sheet(self, sheet: "FormSheet", *, can_review: bool) -> None:
        """Unfold: every language in full, then what an author may want to mend."""
        self.fold()
        self.sheet = sheet
        self._short.hide()
        if sheet.legal_texts:
            legal = label("small", "muted")
            legal.say(
                legal.setText,
                lambda: _(
                    "Texts with legal effect: {n}. They are shown only in languages whose review has "
                    "a name and a date.",
                    n=sheet.legal_texts,
                ),
            )
            self._full.add(pane(column(legal, margins=(14, 4))))
        for each in sheet.languages:
            panel = LanguagePanel(each, legal_texts=sheet.legal_texts, can_review=can_review)
            name = each.language.name
            panel.reviewing.connect(lambda name=name: self.reviewing.emit(name))
            panel.withdrawn.connect(lambda scope, name=name: self.withdrawn.emit(name, scope))
            self.panels.append(panel)
            self._full.add(panel)
        head = label("strong")
        head.say(head.setText, lambda: _("What its author may want to mend") if sheet.findings
                 else _("Nothing to mend was found."))  # fmt: skip
        self._full.add(pane(column(head, margins=(14, 8))), *finding_rows(sheet.findings))
        self._say_more()

    def fold(self) -> None:
        """Show the short form again."""
        clear(self._full)
        self.sheet, self.panels = None, []
        self._short.show()
        self._say_more()

    def panel(self, language: str) -> LanguagePanel:
        """Return the panel of a language by the form's name for it."""
        return next(one for one in self.panels if one.sheet.language.name == language)

    def _more_words(self) -> str:
        return _("Languages and findings") if self.sheet is None else _("Fold")

    def _say_more(self) -> None:
        self.more_button.setText(self._more_words())
        self.more_button.setAccessibleName(f"{self._more_words()}: {self.form.title}")
        self.more_button.set_icon("caret-down" if self.sheet is None else "caret-up")
