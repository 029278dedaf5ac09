"""S5, the letter: consent by purpose K-VULN first; it names support, and categories only where wanted."""

import datetime
from functools import partial
from typing import TYPE_CHECKING

from intake_app.records.consent import ConsentState
from intake_app.records.special_needs import SpecialNeedsLetter
from intake_app.services import special_needs
from intake_app.services.special_needs import SpecialNeedsPage
from ui.paper_sheet import PaperSheet
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.field import Field, Picker
from ui.parts.flow import flow
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import clear, column, row
from ui.screens.special_needs_part import (
    StepCard,
    code_options,
    code_words,
    codes_of,
    moment_words,
    wrapped_tick,
)
from ui.statuses import consent_chip
from ui.words import _, set_apart, words

if TYPE_CHECKING:
    from intake_app.services.workspace import Workspace
    from ui.screens.special_needs import SpecialNeedsScreen


class LetterCard(StepCard):
    """Consent, recipient, letter; what was written before."""

    def __init__(self, screen: "SpecialNeedsScreen") -> None:
        super().__init__(
            screen,
            lambda: _("Letter to the authority"),
            lambda: _(
                "Only with the person's consent. It says which support is needed, never what happened."
            ),
        )
        self.recipient = Picker(code_options("recipients", codes_of("recipients")))
        self.with_signs, self._with_signs = wrapped_tick(
            lambda: _("The person also wants the categories in it")
        )
        self.ask, self.withdraw = Button("normal", icon="check-circle"), Button("small")
        self.make = Button("normal", icon="file-pdf")
        self.say(self.ask.setText, lambda: _("Ask for consent"))
        self.say(self.withdraw.setText, lambda: _("Withdraw"))
        self.say(self.withdraw.setAccessibleName, lambda: _("Withdraw the consent to the letter"))
        self.say(self.make.setText, lambda: _("Prepare the letter"))
        self.ask.clicked.connect(self.open_consent)
        self.withdraw.clicked.connect(lambda: self.decide("withdrawn", words().tag, ""))
        self.make.clicked.connect(self.make_letter)
        self._chip = row(gap=6)
        self._notes = column(gap=2)
        self.shown.add(
            self._chip,
            Field(lambda: _("To"), edit=self.recipient),
            self._with_signs,
            flow(self.ask, self.make, self.withdraw),
            self._notes,
        )
        self._version = ""

    def show_page(self, page: SpecialNeedsPage) -> None:
        """Show the consent and the letters that were prepared."""
        assert page.current is not None
        consent = page.consent
        is_given = consent is not None and consent.state == "given"
        clear(self._chip)
        self._chip.add(consent_chip(consent.state if consent is not None else None), "*")
        self._version = consent.text_version if consent is not None else ""
        self.ask.setVisible(not is_given)
        for widget in (self.make, self.withdraw, self._with_signs):
            widget.setVisible(is_given)
        clear(self._notes)
        for one in page.current.letters:
            self._notes.add(
                label("small", "muted", text=_("{day}: letter to {recipient}, by {name}",
                      day=moment_words(one.at), recipient=code_words("recipients", one.recipient),
                      name=self.name_of(one.by)))
            )  # fmt: skip

    def open_consent(self) -> None:
        """Read the consent out."""
        outline = self.host.outline
        languages = outline.languages if outline is not None else ()
        self.host.sheet = LetterConsentSheet(self, languages)

    def decide(self, state: ConsentState, language: str, interpreter: str, version: str = "") -> None:
        """Record what the person decided."""
        person_id, text = self.host.person_id, version or self._version

        def record(workspace: "Workspace", now: datetime.datetime) -> object:
            from intake_app.services.consents import record_consent

            return record_consent(
                workspace, person_id=person_id, purpose="K-VULN", state=state, language=language,
                text_version=text, interpreter=interpreter, categories=("special-needs",), now=now,
            )  # fmt: skip

        self.host.act(record)

    def make_letter(self) -> None:
        """Prepare the letter and show it."""
        screen, check_id = self.host, self.check_id
        recipient, with_signs = self.recipient.value(), self.with_signs.isChecked()
        workspace, now = screen.workspace, screen.now()

        def show(letter: SpecialNeedsLetter) -> None:
            screen.sheet = LetterSheet(self, letter)
            screen.fetch_again()

        screen.ask(
            lambda: special_needs.make_letter(
                workspace, check_id=check_id, recipient=recipient, with_signs=with_signs, now=now
            ),
            show,
        )


class LetterConsentSheet(Sheet):
    """The text to read out, who interpreted, and the decision; a no is as easy as a yes."""

    def __init__(self, card: LetterCard, languages: tuple[str, ...]) -> None:
        super().__init__(card.host, lambda: _("Consent first"), width=680)
        self._card, self._recipient = card, card.recipient.value()
        tags = tuple(dict.fromkeys((*languages, words().tag, "de", "en")))
        self.language = Picker([(tag, partial(_language, tag)) for tag in tags])
        self.withheld = Notice("att")
        self._text = column(gap=8)
        self.interpreter = Field(lambda: _("Who interpreted"), lambda: _("A name or initials."))
        self.add(
            Field(lambda: _("Read out in"), edit=self.language),
            self.withheld,
            Card(self._text, kind="soft"),
            self.interpreter,
        )
        self.refuse = Button("normal")
        self.say(self.keep.setText, lambda: _("Not now"))
        self.say(self.refuse.setText, lambda: _("Refused"))
        self.say(self.confirm.setText, lambda: _("Given"))
        self.keep.clicked.connect(self.close)
        self.refuse.clicked.connect(lambda: self.decide("refused"))
        self.confirm.clicked.connect(lambda: self.decide("given"))
        self.ends.add(self.keep, self.refuse, self.confirm)
        self.language.currentIndexChanged.connect(lambda _at: self.show_text())
        self.say(lambda _text: self.show_text(), lambda: "")
        self.open()
        self.language.setFocus()

    def show_text(self) -> None:
        """Show the text in the chosen language, or say why it comes in another."""
        text = special_needs.letter_text(
            recipient=self._recipient, language=self.language.value(), reader=words().tag
        )
        clear(self._text)
        for part, said in text.parts:
            line = label("strong" if part in {"title", "question"} else "body")
            line.speak_language(text.language)
            line.setText(said)
            self._text.add(line)
        self.withheld.setVisible(text.is_withheld)
        self.withheld.tell(
            lambda: _("There is no reviewed text in {language}.", language=_language(self.language.value())),
            lambda: _("Have this one interpreted, and write down who interpreted."),
        )
        self._version, self._is_withheld = text.version, text.is_withheld

    def decide(self, state: ConsentState) -> None:
        """Hand the decision on; a yes that nobody could have understood is asked about first."""
        if state == "given" and self._is_withheld and not self.interpreter.text():
            self.interpreter.show_error(
                lambda: _("Without a text in this language somebody has to interpret it.")
            )
            self.interpreter.line.setFocus()
            return
        self._card.decide(state, self.language.value(), self.interpreter.text(), self._version)
        self.close()


class LetterSheet(Sheet):
    """The letter as it will be printed, to be read together with the person."""

    def __init__(self, card: LetterCard, letter: SpecialNeedsLetter) -> None:
        super().__init__(card.host, lambda: _("Read it together"))
        self.letter = letter
        for heading, lines in (
            (lambda: _("Support where the person lives"), letter.reception),
            (lambda: _("Support in the procedure"), letter.procedural),
            (lambda: _("Categories, as the person wants"), letter.signs),
        ):
            if not lines:
                continue
            head = label("strong")
            self.say(head.setText, heading)
            self.add(head)
            for line in lines:
                text = label("body")
                self.say(text.setText, partial(_in_words, line))
                self.add(text)
        end = label("small", "muted")
        self.say(end.setText, lambda: _("{person}, case {number}. To: {recipient}.",
                 person=set_apart(letter.person), number=set_apart(letter.case_number),
                 recipient=_in_words(letter.recipient)))  # fmt: skip
        self.add(end)
        self.say(self.keep.setText, lambda: _("Close"))
        self.say(self.confirm.setText, lambda: _("On paper …"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(partial(self._put_on_paper, card))
        self.ends.add(self.keep, self.confirm)
        self.open()
        self.keep.setFocus()

    def _put_on_paper(self, card: LetterCard) -> None:
        from intake_app.services.papers import second_languages, special_needs_paper

        screen, letter, workspace = card.host, self.letter, card.host.workspace
        self.close()
        screen.sheet = PaperSheet(
            screen,
            lambda: _("Letter to the authority"),
            lambda tag: special_needs_paper(
                workspace, person_id=screen.person_id, letter=letter, language=tag
            ),
            languages=second_languages(),
        )


def _language(tag: str) -> str:
    return words().language_name(tag)


def _in_words(said: dict[str, str]) -> str:
    return said.get(words().tag) or said.get("de") or next(iter(said.values()), "")
