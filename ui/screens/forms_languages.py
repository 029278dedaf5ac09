"""The languages of a form: how complete each is, who read it, what stands in for a missing text."""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from intake_app.forms.definition import FormLanguage
from ui.parts.button import Button
from ui.parts.chip import Chip
from ui.parts.flow import Flow
from ui.parts.label import Elide, Label, label
from ui.parts.progress import ProgressBar
from ui.parts.space import column, keep_small, leave_out, pane, row
from ui.screens.forms_review import own_name, spoken_name
from ui.speaking import Speaking
from ui.words import _, isolate, plural, set_apart, words

if TYPE_CHECKING:
    from intake_app.services.text_reviews import LanguageSheet, MissingText

_MOST_GAPS = 100


def language_row(language: FormLanguage, percent: int) -> QWidget:
    """Return one line: the language by its own name, its name here, review, completeness."""
    own: Label = label("body", wrap=False, text=own_name(language))
    here = Elide("small", "muted")
    here.say(here.setText, lambda: spoken_name(language) if language.tag else "")
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


class LanguagePanel(Speaking, QFrame):
    """One language in full. ``reviewing``: somebody read it; ``withdrawn`` with the scope taken back."""

    reviewing = Signal()
    withdrawn = Signal(str)

    def __init__(self, sheet: "LanguageSheet", *, legal_texts: int, can_review: bool) -> None:
        super().__init__()
        self.setObjectName("line")
        self.sheet = sheet
        language = sheet.language
        facts = label("small", "muted")
        facts.say(facts.setText, lambda: "\n".join(_facts(sheet, legal_texts)))
        held = Chip("att", icon="prohibit")
        held.say(held.setText, lambda: _("consent texts are not shown"))
        leave_out(held, sheet.shows_legal or not legal_texts)
        undeclared = Chip("att", icon="warning")
        undeclared.say(undeclared.setText, lambda: _("no language code"))
        leave_out(undeclared, bool(language.tag))
        self.gaps_button, self.review_button = (
            Button("small", icon="caret-down"),
            Button("small", icon="check"),
        )
        self.gaps_button.say(self.gaps_button.setText, self._gaps_words)
        self._name(self.gaps_button, self._gaps_words)
        self.gaps_button.clicked.connect(self.fold_gaps)
        leave_out(self.gaps_button, not sheet.missing)
        self.review_button.say(self.review_button.setText, lambda: _("Record a review …"))
        self._name(self.review_button, lambda: _("Record a review …"))
        self.review_button.clicked.connect(self.reviewing)
        leave_out(self.review_button, sheet.is_default or not can_review)
        self.withdraw_buttons = [self._withdrawal(review.scope) for review in sheet.reviews if can_review]
        deeds = Flow([self.gaps_button, self.review_button, *self.withdraw_buttons], gap=8)
        self._gaps: QFrame | None = None
        self.stack = column(
            language_row(language, sheet.percent),
            Flow([held, undeclared], gap=8),
            facts,
            deeds,
            gap=4,
            margins=(14, 8),
        )
        self.setLayout(self.stack)

    def fold_gaps(self) -> None:
        """Show or hide the list of missing texts."""
        if self._gaps is None:
            self._gaps = pane(column(*_gap_rows(self.sheet.missing), gap=4, margins=(10, 6)))
            self.stack.add(self._gaps)
        else:
            self._gaps.setVisible(self._gaps.isHidden())
        self.gaps_button.set_icon("caret-down" if self._gaps.isHidden() else "caret-up")

    def gap_texts(self) -> list[str]:
        """Return the lines of the open list of missing texts."""
        return [one.text() for one in self._gaps.findChildren(Label)] if self._gaps is not None else []

    def _withdrawal(self, scope: str) -> Button:
        button = Button("small", icon="arrow-u-up-left")
        says = {
            "all": lambda: _("Withdraw the review of all texts"),
            "legal": lambda: _("Withdraw the review of the consent texts"),
        }[scope]
        button.say(button.setText, says)
        self._name(button, says)
        button.clicked.connect(lambda: self.withdrawn.emit(scope))
        return button

    def _name(self, button: Button, says: Callable[[], str]) -> None:
        button.say(button.setAccessibleName, lambda: f"{says()}: {spoken_name(self.sheet.language)}")

    def _gaps_words(self) -> str:
        return plural("{n} missing text", "{n} missing texts", len(self.sheet.missing))


def _facts(sheet: "LanguageSheet", legal_texts: int) -> list[str]:
    """Say what stands in for a missing text, who read it all, who read the consent texts."""
    language = sheet.language
    if not language.tag:
        named = set_apart(language.name)
        mend = _("Name it with its code in the headings of its columns, for example “Dari (fa-AF)”.")
        return [_("Nobody knows which language “{language}” is.", language=named), mend]
    said: list[str] = []
    if sheet.is_default:
        said.append(_("The form's own language: what is missing elsewhere is shown in it."))
    else:
        chain = " → ".join(set_apart(spoken_name(each)) for each in sheet.chain)
        said.append(_("Where a text is missing: {chain}", chain=chain))
        said.append(_read_by(language.reviewer, language.reviewed_on, language.review))
    if legal_texts and not sheet.is_default and sheet.shows_legal:
        name, day = set_apart(language.legal_reviewer), _day(language.legal_reviewed_on)
        said.append(_("Consent texts read by {name} on {day}.", name=name, day=day))
    return said


def _read_by(reviewer: str, day: str, state: str) -> str:
    if reviewer and day:
        return _("Read by {name} on {day}.", name=set_apart(reviewer), day=_day(day))
    if state == "unreviewed":
        return _("A translation that no native speaker has read yet.")
    return (
        _("Whether somebody has read it is not known.")
        if state == "unknown"
        else _("Reviewed by its author.")
    )


def _day(said: str) -> str:
    try:
        return words().date(datetime.date.fromisoformat(said))
    except ValueError:
        return isolate(said)  # as the form's author wrote it


def _gap_rows(missing: "tuple[MissingText, ...]") -> list[QWidget]:
    rows: list[QWidget] = []
    for gap in missing[:_MOST_GAPS]:
        line = label("small")
        place = isolate(" · ".join((gap.sheet, gap.column, gap.name)))
        row_number = gap.row
        line.say(line.setText, lambda place=place, number=row_number, said=gap.said: (  # type: ignore[misc]
            _("{sheet}, row {row}", sheet=place, row=number) if number is not None else place
        ) + f"  –  {set_apart(said)}")  # fmt: skip
        rows.append(line)
    more = len(missing) - _MOST_GAPS
    if more > 0:
        rest = label("small", "muted")
        rest.say(rest.setText, lambda: plural("and {n} more", "and {n} more", more))
        rows.append(rest)
    return rows
