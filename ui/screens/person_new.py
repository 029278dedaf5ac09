"""Record or correct a person: names as given, never forced into first and last; a birth date may be partial.

The same page serves both, so that what can be recorded can be corrected. Nothing typed is changed on its
way; letters that other systems cannot take, and a phone number that lacks something, are only pointed out.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from intake_app.errors import IntakeError
from intake_app.records.partial_date import PartialDate
from intake_app.records.person import PersonDraft, PersonHit
from ui.naming import matched_words, shown_name
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.chip import Chip
from ui.parts.field import Field
from ui.parts.label import Elide
from ui.parts.listing import ListRow
from ui.parts.name_list import NameList
from ui.parts.page import HeadBar, foot_bar, scrolling
from ui.parts.person_facts import PersonFacts
from ui.parts.space import Stack, clear, column
from ui.screen import Screen
from ui.words import _, isolate

if TYPE_CHECKING:
    from intake_app.services.names import LetterWarning
    from intake_app.services.persons import PersonOverview
    from ui.window import Window

_REST_MS = 350  # after the last letter, before letters and phone are looked at


class PersonNewScreen(Screen):
    """The form for a new person, ``typed`` is what was searched for; or to correct ``person_id``."""

    area: ClassVar[str] = "person_new"
    is_saved_whole: ClassVar[bool] = True

    def __init__(self, window: "Window | None" = None, *, typed: str = "", person_id: str = "") -> None:
        super().__init__(window)
        self._person_id = person_id
        if person_id:
            self.area = "home"  # type: ignore[misc]  # where the person came from
        self._has_looked = self._has_begun = False
        self._hits: tuple[PersonHit, ...] = ()
        head = HeadBar(self.title, lambda: _("Only what the person wants to say."))
        work = window.workspace if window is not None else None
        self.names, self.facts = NameList(), PersonFacts(work.site.languages if work is not None else ())
        self.why = Field(
            lambda: _("Why it is corrected"), lambda: _("May stay empty. What stood before is kept.")
        )
        self.why.setVisible(bool(person_id))
        self._same = Card(kind="att", gap=4)
        self._same.hide()
        self.message = Notice("att")
        self.message.hide()
        names = Card(_head(lambda: _("Names as the person gives them")), self.names, gap=10)
        body: Stack = column(
            names, self.facts, self.why, self._same, self.message, "*", gap=12, margins=(20, 14)
        )
        self._scroll = scrolling(body)
        self.back_button, self.save_button = Button(icon="arrow-left"), Button("primary", icon="check")
        self.say(self.back_button.setText, lambda: _("Back"))
        self.say(self.save_button.setText, self._save_words)
        self.back_button.clicked.connect(self._go_back)
        self.save_button.clicked.connect(self.save)
        self.setLayout(
            column(head, (self._scroll, 1), foot_bar(self.back_button, "*", self.save_button), gap=0)
        )
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.look_at_letters)
        for part in (self.names, self.facts):
            part.submitted.connect(self.save)
            part.edited.connect(self._forget_look)
            part.edited.connect(self._rest.start)
        self.facts.language_chosen.connect(self._follow_language)
        for keys, deed in (("Ctrl+Shift+A", self.names.add_name), ("Ctrl+Shift+P", self._turn_parts)):
            QShortcut(QKeySequence(keys), self).activated.connect(deed)
        self._carry_over(typed)

    def title(self) -> str:
        """Return the page's name."""
        return _("Correct the record") if self._person_id else _("Record a new person")

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (
            ("Enter", _("Save and open the person")),
            ("Ctrl+Shift+A", _("Add another name")),
            ("Ctrl+Shift+P", _("More about this name")),
        )

    def arrange(self, width: str) -> None:
        """Put the fields below each other when the window is narrow."""
        self.names.arrange(width)
        self.facts.arrange(width)

    def opened(self) -> None:
        """Begin at the first name; fetch who is corrected, once: what is typed is never fetched over."""
        if self._has_begun:
            return
        self._has_begun = True
        self.names.first.as_given.edit.setFocus()
        if self._person_id:
            self._fetch()

    def draft(self) -> PersonDraft | None:
        """Return what was typed; None (and an error beside the field) when the date cannot be read."""
        return self.facts.draft(PersonDraft(names=self.names.names(), is_sample=self.workspace.is_sample))

    def save(self) -> None:
        """Look for the same person once, then record; a correction is kept at once."""
        draft = self.draft()
        if draft is None:
            self.facts.birth.ask()
            return
        if self._person_id:
            self._correct(draft)
            return
        if not self._has_looked:
            self._look_for_same(draft)
            return
        if any(hit.is_exact for hit in self._hits):
            reason = self.reason.text()
            self.reason.show_error("" if reason else lambda: _("Please write why this is another person."))
            if not reason:
                self.reason.edit.setFocus()
                return
            draft = msgspec.structs.replace(draft, reason_despite_match=reason)
        self._record(draft)

    def look_at_letters(self) -> None:
        """Point out letters other systems cannot take and a phone number that is not whole."""
        names, phone = self.names.names(), self.facts.phone.text()

        def look() -> "tuple[tuple[LetterWarning, ...], str]":
            from intake_app.services.names import check_names, phone_hint

            return check_names(names), phone_hint(phone)

        def point_out(found: "tuple[tuple[LetterWarning, ...], str]") -> None:
            self.names.warn(found[0])
            self.facts.warn_of_phone(found[1])

        self.ask(look, point_out, lane="work")

    def _fetch(self) -> None:
        workspace, person_id, now = self.workspace, self._person_id, self.now()

        def fetch() -> "PersonOverview":
            from intake_app.services.persons import open_person

            return open_person(workspace, person_id=person_id, now=now)

        def show(overview: "PersonOverview") -> None:
            self.names.show_names(overview.person.names)
            self.facts.show_person(overview.person)
            self.names.follow_language(self.facts.language.value())
            first = self.names.first
            (
                first.as_given if first.as_given.text() or not first.shows_parts else first.parts["given"]
            ).edit.setFocus()
            self.look_at_letters()

        self.ask(fetch, show)

    def _correct(self, draft: PersonDraft) -> None:
        workspace, now, person_id, reason = self.workspace, self.now(), self._person_id, self.why.text()
        self.save_button.setEnabled(False)

        def correct() -> "PersonOverview":
            from intake_app.services.persons import correct_person

            return correct_person(workspace, person_id=person_id, draft=draft, now=now, reason=reason)

        self.ask(correct, lambda _overview: self._go_back(), self._failed)

    def _go_back(self) -> None:
        if self._person_id:
            self.go("person", person_id=self._person_id)
        else:
            self.go("home")

    def _turn_parts(self) -> None:
        """Unfold or fold the parts of the name the focus is in."""
        focused = self.focusWidget()
        fields = next(
            (one for one in self.names.fields if focused is not None and one.isAncestorOf(focused)),
            self.names.first,
        )
        fields.unfold.setFocus()
        fields.show_parts(not fields.shows_parts)

    def _follow_language(self, tag: str) -> None:
        self.names.follow_language(tag)
        self.facts.speak_to(tag)

    def _look_for_same(self, draft: PersonDraft) -> None:
        workspace = self.workspace
        self.save_button.setEnabled(False)

        def look() -> tuple[PersonHit, ...]:
            from intake_app.services.persons import likely_same_persons

            return likely_same_persons(workspace, draft=draft)

        self.ask(look, self._show_same, self._failed)

    def _record(self, draft: PersonDraft) -> None:
        workspace, now = self.workspace, self.now()
        self.save_button.setEnabled(False)

        def record() -> "PersonOverview":
            from intake_app.services.persons import record_person

            return record_person(workspace, draft=draft, now=now)

        self.ask(record, lambda overview: self.go("person", person_id=overview.person.id), self._failed)

    # The same person?

    def _show_same(self, hits: tuple[PersonHit, ...]) -> None:
        self._has_looked, self._hits = True, hits
        self.save_button.setEnabled(True)
        self.save_button.say_again()
        self.say_again()
        if not hits:
            self.save()
            return
        clear(self._same.body)
        self._same.body.add(_head(lambda: _("Is this one of them?")))
        for hit in hits:
            self._same.body.add(self._hit_row(hit))
        self.reason = Field(lambda: _("Why is this another person?"))
        self.reason.line.returnPressed.connect(self.save)
        self.reason.setVisible(any(hit.is_exact for hit in hits))
        self._same.body.add(self.reason)
        self._same.show()
        target = self.reason if any(hit.is_exact for hit in hits) else self.save_button
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self._same))
        (self.reason.edit if target is self.reason else self.save_button).setFocus()

    def _hit_row(self, hit: PersonHit) -> ListRow:
        hides = self.shell is not None and self.shell.hides_names
        name = shown_name(hit.display, is_hidden=hides)
        born = _("born {year}", year=hit.birth_year) if hit.birth_year else _("year of birth unknown")
        facts = f"{isolate(hit.case_number)} · {born} · {hit.counsellor}"
        other = "" if hides else matched_words(hit)
        reasons = ", ".join(part for part in (other, *(_(reason) for reason in hit.reasons)) if part)
        line = ListRow((column(Elide("strong", text=name), Elide("small", "muted", text=facts), gap=1), 1))
        if reasons:
            line.line.add(Chip("line", text=reasons))
        line.setAccessibleName(f"{name}, {facts}, {reasons}")
        line.clicked.connect(lambda: self.go("person", person_id=hit.person_id))
        return line

    def _save_words(self) -> str:
        if self._person_id:
            return _("Save the correction")
        return _("None of them – record") if self._has_looked and self._hits else _("Save and open")

    def _forget_look(self) -> None:
        if self._has_looked:
            self._has_looked, self._hits = False, ()
            self._same.hide()
            self.say_again()

    def _failed(self, trouble: IntakeError) -> None:
        self.save_button.setEnabled(True)
        self.message.tell_trouble(trouble)
        self.message.show()
        self.names.first.as_given.edit.setFocus()

    def _carry_over(self, typed: str) -> None:
        """Put what was searched for into the one line for the whole name; it is not taken apart."""
        years = [word for word in typed.split() if word.isdecimal() and len(word) == 4]
        if years:
            self.facts.birth.show_told(PartialDate(iso=str(int(years[0])), original=years[0]))
        name = " ".join(word for word in typed.split() if not any(c.isdecimal() for c in word))
        if name:
            self.names.first.carry_over(name)


def _head(text: Callable[[], str]) -> "Elide":
    made = Elide("head")
    made.say(made.setText, text)
    return made
