"""The facts of a person beside the names: birth, papers, languages, and how to reach them safely.

A language, a citizenship and a country somebody comes from are three things: none fills in another.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from intake_app.languages import countries, normal_tag
from intake_app.records.partial_date import PartialDate
from intake_app.records.person import Contact, Person, PersonDraft
from ui.naming import in_reading_order, phone_words
from ui.parts.card import Card
from ui.parts.field import Field, Picker
from ui.parts.label import Elide, label
from ui.parts.space import Stack, column, row
from ui.parts.told_date import ToldDateField
from ui.speaking import Speaking
from ui.words import _, words

# Languages often met at arrival; more can be added in the person's record.
LANGUAGES = (
    "ar", "fa-AF", "fa", "ps", "ku", "ckb", "uk", "ru", "tr", "ti", "am", "so", "fr", "en", "es", "pt", "ka",
    "hy", "az", "sq", "sr", "mk", "ro", "bg", "pl", "vi", "ur", "bn", "ta", "zh", "ha", "sw", "de",
)  # fmt: skip

_SEXES = ("", "w", "m", "d", "x")
_NATIONS = ("", "XXA", "XXX")  # not asked, and the special codes of ICAO 9303


class PersonFacts(Speaking, QWidget):
    """Birth, papers and languages in one card, contact in another. ``language_chosen`` has the BCP 47 tag."""

    language_chosen = Signal(str)
    edited = Signal()
    submitted = Signal()

    def __init__(self, first_languages: Sequence[str] = ()) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._languages = tuple(dict.fromkeys((*first_languages, *LANGUAGES)))
        self._more_languages: tuple[str, ...] = ()
        self.birth = ToldDateField(lambda: _("Date of birth"))
        self.sex = Picker([(code, _says(sex_words, code)) for code in _SEXES])
        self.language, self.second_language, self.nationality = Picker(), Picker(), Picker()
        self.say(lambda _text: self._offer_by_language(), lambda: "")
        self.language_note = Field(
            lambda: _("About the languages"),
            lambda: _("Dialect or script; a language the person would rather not hear."),
        )
        self.phone = Field(lambda: _("Phone"))
        self.whose_phone = Field(
            lambda: _("Whose phone, if not their own"),
            lambda: _("In their words: mother's brother, neighbour."),
        )
        self.email = Field(lambda: _("E-mail"))
        self.address = Field(lambda: _("Address"), lambda: _("As the person writes it, in any country."))
        self.safe = Field(
            lambda: _("When and how is contact safe?"),
            lambda: _("For example: mornings only, no messages, never by the family."),
        )
        for field in (self.phone, self.email):  # numbers and addresses of e-mail keep their order everywhere
            field.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._phone_hint = label("small", "att")
        self._phone_hint.hide()
        self._hint = ""
        self.say(lambda _text: self._say_phone_hint(), lambda: "")
        self._pairs = self._build()
        self.language.activated.connect(lambda _index: self.language_chosen.emit(self.language.value()))
        self.birth.returnPressed.connect(self.submitted)
        self.birth.changed.connect(self.edited)
        for line in (self.phone, self.whose_phone, self.email, self.address, self.safe, self.language_note):
            line.line.returnPressed.connect(self.submitted)
            line.line.textEdited.connect(lambda _text: self.edited.emit())

    def arrange(self, width: str) -> None:
        """Put the fields below each other when the window is narrow."""
        way = QBoxLayout.Direction.TopToBottom if width == "narrow" else QBoxLayout.Direction.LeftToRight
        for pair in self._pairs:
            pair.setDirection(way)

    def show_person(self, person: Person) -> None:
        """Show what is recorded; a language or a sex this list does not know is offered, too."""
        self._more_languages = person.languages[2:]
        for picker, tag in zip((self.language, self.second_language), person.languages, strict=False):
            self._offer_languages(picker, tag)
        self.nationality.set_value(person.nationality)
        self.sex.set_value(person.sex)
        if person.birth != PartialDate():
            self.birth.show_told(person.birth)
        contact = person.contact
        for field, text in (
            (self.language_note, person.language_note), (self.phone, contact.phone),
            (self.whose_phone, contact.whose_phone), (self.email, contact.email),
            (self.address, contact.address), (self.safe, contact.safe),
        ):  # fmt: skip
            field.line.setText(text)
        self.speak_to(self.language.value())

    def speak_to(self, language: str) -> None:
        """Say the person's language: it decides which calendars are likely."""
        self.birth.speak_to(language)

    def draft(self, draft: PersonDraft) -> PersonDraft | None:
        """Return ``draft`` with these facts; None, and a word beside the line, while the date is none."""
        birth = self.birth.told()
        if birth is None:
            self.birth.say_trouble()
            return None
        chosen = (self.language.value(), self.second_language.value(), *self._more_languages)
        return PersonDraft(
            names=draft.names, reason_despite_match=draft.reason_despite_match, is_sample=draft.is_sample,
            birth=birth, sex=self.sex.value(), nationality=self.nationality.value(),
            languages=tuple(dict.fromkeys(tag for tag in chosen if tag)),
            language_note=self.language_note.text(),
            contact=Contact(
                phone=self.phone.text(), whose_phone=self.whose_phone.text(), email=self.email.text(),
                address=self.address.text(), safe=self.safe.text(),
            ),
        )  # fmt: skip

    def warn_of_phone(self, hint: str) -> None:
        """Show what the phone number lacks; it is kept as typed."""
        self._hint = hint
        self._say_phone_hint()

    def _build(self) -> list[Stack]:
        phone = column(self.phone, self._phone_hint, gap=4)
        pairs = [
            row((self.birth, 1), (Field(lambda: _("Sex, as in the papers"), edit=self.sex), 1), gap=12),
            row((Field(lambda: _("Preferred language"), edit=self.language), 1),
                (Field(lambda: _("Another language"), edit=self.second_language), 1), gap=12),
            row((self.language_note, 1),
                (Field(lambda: _("Citizenship, as in the papers"), edit=self.nationality), 1), gap=12),
            row((phone, 1), (self.whose_phone, 1), gap=12),
            row((self.email, 1), (self.address, 1), gap=12),
        ]  # fmt: skip
        facts = Card(_head(lambda: _("Birth, papers, languages")), *pairs[:3], gap=10)
        contact = Card(_head(lambda: _("Contact")), *pairs[3:], self.safe, gap=10)
        self.setLayout(column(facts, contact, gap=12))
        return pairs

    def _offer_by_language(self) -> None:
        """List languages and countries in the order of the window's language."""
        for picker in (self.language, self.second_language):
            self._offer_languages(picker, picker.value())
        nations = in_reading_order(countries(), lambda code: words().country_name(code))
        self.nationality.offer(
            [*((code, _says(nation_words, code)) for code in (*_NATIONS, *nations))],
        )

    def _offer_languages(self, picker: Picker, value: str) -> None:
        known = self._languages
        tags: Sequence[str] = known if not value or value in known else (*known, value)
        picker.offer([("", lambda: _("not asked")), *((tag, _says(language_words, tag)) for tag in tags)])
        picker.set_value(value)

    def _say_phone_hint(self) -> None:
        text = phone_words(self._hint)
        self._phone_hint.setText(text)
        self._phone_hint.setVisible(bool(text))
        self.phone.edit.setAccessibleDescription(text)


def sex_words(code: str) -> str:
    """Return a civil-status entry in words."""
    return {
        "w": _("female"), "m": _("male"), "d": _("diverse"), "x": _("no entry"), "": _("not asked"),
    }.get(code, code)  # fmt: skip


def nation_words(code: str) -> str:
    """Return a citizenship in words; the country's name is the neutral one of the CLDR."""
    special = {"": _("not asked"), "XXA": _("stateless"), "XXX": _("unclear")}
    return special.get(code) or words().country_name(code)


def language_words(tag: str) -> str:
    """Return a language's name."""
    return words().language_name(normal_tag(tag))


def _says(words_of: Callable[[str], str], code: str) -> Callable[[], str]:
    return lambda: words_of(code)


def _head(text: Callable[[], str]) -> Elide:
    made = Elide("head")
    made.say(made.setText, text)
    return made
