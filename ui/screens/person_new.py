"""Record a person: names as given, never forced into first and last; a birth date may be partial."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout

from intake_app.errors import IntakeError
from intake_app.languages import countries, normal_tag, script_of
from intake_app.records.person import PersonDraft, PersonHit, PersonName
from ui.naming import shown_name
from ui.partial_dates import certainties, read_partial_date
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.chip import Chip
from ui.parts.field import Field, Picker
from ui.parts.label import Elide
from ui.parts.listing import ListRow
from ui.parts.page import HeadBar, foot_bar, scrolling
from ui.parts.space import Stack, clear, column, row
from ui.screen import Screen
from ui.words import _, isolate, words

if TYPE_CHECKING:
    from intake_app.services.persons import PersonOverview
    from ui.window import Window

# Languages often met at arrival; more can be added in the person's record.
LANGUAGES = (
    "ar", "fa-AF", "fa", "ps", "ku", "ckb", "uk", "ru", "tr", "ti", "am", "so", "fr", "en", "es", "pt", "ka",
    "hy", "az", "sq", "sr", "mk", "ro", "bg", "pl", "vi", "ur", "bn", "ta", "zh", "ha", "sw", "de",
)  # fmt: skip


class PersonNewScreen(Screen):
    """The form for a new person. ``typed`` is what was searched for."""

    area: ClassVar[str] = "person_new"

    def __init__(self, window: "Window | None" = None, *, typed: str = "") -> None:
        super().__init__(window)
        self._has_looked = False
        self._hits: tuple[PersonHit, ...] = ()
        head = HeadBar(
            lambda: _("Record a new person"),
            lambda: _("Only what the person wants to say."),
        )
        self.given = Field(lambda: _("Given names"))
        self.family = Field(lambda: _("Family name"), lambda: _("May stay empty: not everybody has one."))
        self.father = Field(lambda: _("Father's name"), lambda: _("Where the person uses one."))
        self.original = Field(lambda: _("Name in its own script"))
        self.birth = Field(
            lambda: _("Date of birth"), lambda: _("1990, 5.1990 or 12.5.1990. Empty means unknown.")
        )
        self.certainty = Picker([(name, _certainty(name)) for name, _text in certainties()])
        self.sex = Picker([
            ("", lambda: _("not asked")), ("w", lambda: _("female")), ("m", lambda: _("male")),
            ("d", lambda: _("diverse")), ("x", lambda: _("no entry")),
        ])  # fmt: skip
        tongues: list[tuple[str, Callable[[], str]]] = [("", lambda: _("not asked"))]
        tongues += [(tag, _language(tag)) for tag in LANGUAGES]
        self.language, self.second_language = Picker(tongues), Picker(tongues)
        self.nationality = Picker([
            ("", lambda: _("not asked")), ("XXA", lambda: _("stateless")), ("XXX", lambda: _("unclear")),
            *((code, _country(code)) for code in sorted(countries(), key=lambda c: words().country_name(c))),
        ])  # fmt: skip
        names = Card(_head(lambda: _("Names as the person gives them")), gap=10)
        self._pairs = [
            row((self.given, 1), (self.family, 1), gap=12),
            row((self.father, 1), (self.original, 1), gap=12),
            row((self.birth, 1), (Field(lambda: _("How sure"), edit=self.certainty), 1), gap=12),
            row((Field(lambda: _("Sex, as in the papers"), edit=self.sex), 1),
                (Field(lambda: _("Nationality"), edit=self.nationality), 1), gap=12),
            row((Field(lambda: _("Preferred language"), edit=self.language), 1),
                (Field(lambda: _("Another language"), edit=self.second_language), 1), gap=12),
        ]  # fmt: skip
        names.body.add(*self._pairs[:2])
        facts = Card(_head(lambda: _("Birth, papers, languages")), *self._pairs[2:], gap=10)
        self._same = Card(kind="att", gap=4)
        self._same.hide()
        self.message = Notice("att")
        self.message.hide()
        body: Stack = column(names, facts, self._same, self.message, "*", gap=12, margins=(20, 14))
        self._scroll = scrolling(body)
        self.back_button, self.save_button = Button(icon="arrow-left"), Button("primary", icon="check")
        self.say(self.back_button.setText, lambda: _("Back"))
        self.say(self.save_button.setText, self._save_words)
        self.back_button.clicked.connect(lambda: self.go("home"))
        self.save_button.clicked.connect(self.save)
        self.setLayout(
            column(head, (self._scroll, 1), foot_bar(self.back_button, "*", self.save_button), gap=0)
        )
        for field in (self.given, self.family, self.father, self.original, self.birth):
            field.line.returnPressed.connect(self.save)
            field.line.textEdited.connect(self._forget_look)
        self._carry_over(typed)

    def title(self) -> str:
        """Return the page's name."""
        return _("Record a new person")

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (("Enter", _("Save and open the person")),)

    def arrange(self, width: str) -> None:
        """Put the fields below each other when the window is narrow."""
        way = QBoxLayout.Direction.TopToBottom if width == "narrow" else QBoxLayout.Direction.LeftToRight
        for pair in self._pairs:
            pair.setDirection(way)

    def opened(self) -> None:
        """Begin at the first name."""
        self.given.edit.setFocus()

    def draft(self) -> PersonDraft | None:
        """Return what was typed; None (and an error beside the field) when the date cannot be read."""
        certainty = next(name for name, _text in certainties() if name == self.certainty.value())
        birth = read_partial_date(self.birth.text(), certainty=certainty, this_year=self.now().year)
        self.birth.show_error(
            "" if birth else lambda: _("Please write a year, month.year or day.month.year.")
        )
        if birth is None:
            return None
        name = PersonName(
            given=self.given.text(), family=self.family.text(), father=self.father.text(),
            full_original=self.original.text(),
        )  # fmt: skip
        tongues = dict.fromkeys(tag for tag in (self.language.value(), self.second_language.value()) if tag)
        return PersonDraft(
            names=(name,), birth=birth, sex=self.sex.value(), languages=tuple(tongues),
            nationality=self.nationality.value(), is_sample=self.workspace.is_sample,
        )  # fmt: skip

    def save(self) -> None:
        """Look for the same person once, then record."""
        draft = self.draft()
        if draft is None:
            self.birth.edit.setFocus()
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
            draft = _with_reason(draft, reason)
        self._record(draft)

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
        reasons = ", ".join(_(reason) for reason in hit.reasons)
        line = ListRow((column(Elide("strong", text=name), Elide("small", "muted", text=facts), gap=1), 1))
        if reasons:
            line.line.add(Chip("line", text=reasons))
        line.setAccessibleName(f"{name}, {facts}, {reasons}")
        line.clicked.connect(lambda: self.go("person", person_id=hit.person_id))
        return line

    def _save_words(self) -> str:
        return _("None of them – record") if self._has_looked and self._hits else _("Save and open")

    def _forget_look(self, _text: str) -> None:
        if self._has_looked:
            self._has_looked, self._hits = False, ()
            self._same.hide()
            self.say_again()

    def _failed(self, trouble: IntakeError) -> None:
        self.save_button.setEnabled(True)
        self.message.tell_trouble(trouble)
        self.message.show()
        self.given.edit.setFocus()

    def _carry_over(self, typed: str) -> None:
        """Put the searched name where it most likely belongs; the person corrects it."""
        words_only = " ".join(word for word in typed.split() if not any(c.isdecimal() for c in word))
        years = [word for word in typed.split() if word.isdecimal() and len(word) == 4]
        if years:
            self.birth.line.setText(years[0])
        if not words_only:
            return
        if script_of(words_only) != "Latn":
            self.original.line.setText(words_only)
        elif "," in words_only:
            family, _comma, given = words_only.partition(",")
            self.family.line.setText(family.strip())
            self.given.line.setText(given.strip())
        else:
            given, _space, family = words_only.rpartition(" ")
            self.given.line.setText(given or family)
            self.family.line.setText(family if given else "")


def _with_reason(draft: PersonDraft, reason: str) -> PersonDraft:
    return PersonDraft(
        names=draft.names, birth=draft.birth, sex=draft.sex, languages=draft.languages,
        nationality=draft.nationality, reason_despite_match=reason, is_sample=draft.is_sample,
    )  # fmt: skip


def _head(text: Callable[[], str]) -> "Elide":
    made = Elide("head")
    made.say(made.setText, text)
    return made


def _certainty(name: str) -> Callable[[], str]:
    return lambda: dict(certainties())[name]  # type: ignore[index]  # one of the names it was made from


def _language(tag: str) -> Callable[[], str]:
    return lambda: words().language_name(normal_tag(tag))


def _country(code: str) -> Callable[[], str]:
    return lambda: words().country_name(code)
