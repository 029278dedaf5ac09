"""What is known of a person, to read: every name with its kind and source, birth, papers, contact, ages.

Each name keeps its own direction and its own letters. What other systems cannot write is pointed out.
"""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from intake_app.records.person import AgeStatement, Person, PersonBefore, PersonName
from ui.naming import about_name, letter_words, shown_name, when
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.label import label
from ui.parts.person_facts import language_words, nation_words, sex_words
from ui.parts.sheet import Sheet
from ui.parts.space import Stack, clear, column, leave_out, pane, row
from ui.words import _, isolate, plural, set_apart, words

if TYPE_CHECKING:
    from intake_app.services.names import LetterWarning


class PersonShown(Card):
    """The card "About the person". Its buttons outlive what it shows, so that the focus stays on them."""

    def __init__(self) -> None:
        super().__init__(gap=6)
        self._corrections = 0
        head = label("head")
        self.say(head.setText, lambda: _("About the person"))
        self.correct_button = Button("small", icon="pencil-simple")
        self.say(self.correct_button.setText, lambda: _("Correct or add"))
        self.history_button = Button("ghost", icon="clock-counter-clockwise")
        self.say(self.history_button.setText, self._history_words)
        leave_out(self.history_button)
        self.warning = Notice("att")
        leave_out(self.warning)
        self._shown: Stack = column(gap=6)
        self.body.add(row((head, 1), self.correct_button), self._shown, self.warning)
        self.body.add(row(self.history_button, "*"))

    def show_person(
        self,
        person: Person,
        warnings: "tuple[LetterWarning, ...]",
        *,
        now: datetime.datetime,
        is_hidden: bool,
    ) -> None:
        """Show ``person``; with ``is_hidden`` initials stand for names, and contact is left out."""
        clear(self._shown)
        for name in person.names:
            self._shown.add(_name_block(name, is_hidden=is_hidden))
        for what, value in _facts(person, now, is_hidden=is_hidden):
            self._shown.add(_fact(what, value))
        leave_out(self.warning, not warnings or is_hidden)
        if warnings and not is_hidden:
            self.warning.tell(lambda: letter_words(warnings)[0], lambda: letter_words(warnings)[1])
            self.warning.show()
        self._corrections = len(person.history)
        self.history_button.setVisible(bool(person.history) and not is_hidden)
        self.history_button.say_again()
        self.say_again()

    def _history_words(self) -> str:
        return plural("corrected {n} time", "corrected {n} times", self._corrections)


def history_sheet(
    parent: QWidget, history: tuple[PersonBefore, ...], correctors: tuple[str, ...], now: datetime.datetime
) -> Sheet:
    """Return a sheet with everything that stood in the record before, the newest first."""
    sheet = Sheet(parent, lambda: _("What stood here before"))
    for before, who in reversed(list(zip(history, correctors, strict=True))):
        moment, name = when(before.until, now), set_apart(who)
        until = _("until {moment}, corrected by {name}", moment=moment, name=name)
        sheet.add(label("strong", text=until))
        if before.reason:
            sheet.add(label("body", text=before.reason))
        for one in before.names:
            sheet.add(_name_block(one, is_hidden=False))
        born = before.birth.original or before.birth.iso
        contact = before.contact
        for what, value in (
            (_("Date of birth"), isolate(born) if born else ""),
            (_("Sex"), sex_words(before.sex) if before.sex else ""),
            (_("Languages"), ", ".join(language_words(tag) for tag in before.languages)),
            (_("About the languages"), before.language_note),
            (_("Citizenship"), nation_words(before.nationality) if before.nationality else ""),
            (_("Phone"), isolate(contact.phone) if contact.phone else ""),
            (_("E-mail"), isolate(contact.email) if contact.email else ""),
            (_("Address"), contact.address),
            (_("When and how is contact safe?"), contact.safe),
        ):
            if value:
                sheet.add(_fact(what, value))
    return sheet


def _name_block(name: PersonName, *, is_hidden: bool) -> QWidget:
    shown = label("strong", text=set_apart(shown_name(name.display, is_hidden=is_hidden)))
    lines: list[QWidget] = [shown]
    if name.full_original and name.full_original != name.display and not is_hidden:
        lines.append(label("body", text=set_apart(name.full_original)))
    lines.append(label("small", "muted", text=about_name(name, is_hidden=is_hidden)))
    return pane(column(*lines, gap=0))


def _fact(what: str, value: str) -> Stack:
    return column(label("small", "muted", text=what), label("body", text=value), gap=0)


def _facts(person: Person, now: datetime.datetime, *, is_hidden: bool) -> list[tuple[str, str]]:
    from intake_app.services.told_dates import age_words, describe_with_certainty

    birth, day = person.birth, now.astimezone().date()
    born = describe_with_certainty(birth, words()) if birth.iso else _("unknown")
    facts = [
        (_("Date of birth"), " · ".join(part for part in (born, age_words(birth, day, words())) if part))
    ]
    facts += [(_("Age, as told and as assessed"), _age(one)) for one in person.ages]
    facts += [
        (_("Sex"), sex_words(person.sex)),
        (_("Languages"), ", ".join(language_words(tag) for tag in person.languages) or _("not asked")),
    ]
    if person.language_note:
        facts.append((_("About the languages"), person.language_note))
    facts.append((_("Citizenship"), nation_words(person.nationality)))
    contact = person.contact
    if is_hidden:
        return facts
    whose = f" ({set_apart(contact.whose_phone)})" if contact.whose_phone else ""
    told: tuple[tuple[Callable[[], str], str], ...] = (
        (lambda: _("Phone"), isolate(contact.phone) + whose if contact.phone else ""),
        (lambda: _("E-mail"), isolate(contact.email) if contact.email else ""),
        (lambda: _("Address"), set_apart(contact.address) if contact.address else ""),
        (lambda: _("When and how is contact safe?"), contact.safe),
    )
    return [*facts, *((what(), value) for what, value in told if value)]


def _age(said: AgeStatement) -> str:
    basis = _("as the person says") if said.basis == "stated" else _("assessed by an office")
    years = words().number(said.years) if said.years is not None else said.birth.iso
    day = words().date(datetime.date.fromisoformat(said.on)) if said.on else ""
    return " · ".join(part for part in (isolate(years), basis, said.source, day) if part)
