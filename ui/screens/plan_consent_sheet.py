"""The consent before a referral: the text to read out, in which language, with whom, and the decision.

The text is shown in a language only where it was reviewed; else the counsellor's own comes up, to be
interpreted. Saying no is as easy as saying yes.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake_app.records.consent import ConsentState
from intake_app.services.consents import ConsentText, release_text, text_languages
from intake_app.services.referrals import ReferralDraft
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.day_field import DayField
from ui.parts.field import Field, Picker
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import clear, column
from ui.screens.plan_acts import ConsentDraft
from ui.words import _, set_apart, words

FORMS = ("oral", "written", "electronic")


def form_words(form: str) -> str:
    """Return how a consent was given."""
    return {
        "oral": _("by word of mouth"),
        "written": _("in writing"),
        "electronic": _("electronically"),
    }.get(form, form)


class ConsentSheet(Sheet):
    """``decided`` carries a ConsentDraft. ``languages`` are the person's, the best first.

    ``wants_paper`` names the language the text is to be signed in.
    """

    decided = Signal(object)
    wants_paper = Signal(str)

    def __init__(
        self, parent: QWidget, draft: ReferralDraft, *, goal: str, languages: tuple[str, ...]
    ) -> None:
        super().__init__(parent, lambda: _("Consent first"), width=680)
        self._draft, self._goal = draft, goal
        tags = tuple(dict.fromkeys((*languages, words().tag, *text_languages("K-SPE"))))
        self.language = Picker([(tag, partial(_language, tag)) for tag in tags])
        self.withheld = Notice("att")
        self.version = label("small", "muted")
        self._text = column(gap=8)
        self.interpreter = Field(
            lambda: _("Who interpreted"),
            lambda: _("A name or initials; your own where you speak the language."),
        )
        self.form = Picker([(one, partial(form_words, one)) for one in FORMS])
        self.expires = DayField(
            lambda: _("Valid until"),
            lambda: _("A whole day, or empty: until it is withdrawn."),
            needs_day=True,
        )
        self.add(
            Field(lambda: _("Read out in"), edit=self.language),
            self.withheld,
            Card(self._text, self.version, kind="soft"),
            self.interpreter,
            Field(lambda: _("How"), edit=self.form),
            self.expires,
        )
        self.refuse = Button("normal")
        self.say(self.keep.setText, lambda: _("Not now"))
        self.say(self.refuse.setText, lambda: _("Refused"))
        self.say(self.confirm.setText, lambda: _("Given"))
        self.keep.clicked.connect(self.close)
        self.refuse.clicked.connect(lambda: self.decide("refused"))
        self.confirm.clicked.connect(lambda: self.decide("given"))
        self.paper = Button("normal", icon="file-pdf")
        self.say(self.paper.setText, lambda: _("On paper …"))
        self.paper.clicked.connect(lambda: self.wants_paper.emit(self.language.value()))
        self.ends.add(self.paper, self.keep, self.refuse, self.confirm)
        self.language.currentIndexChanged.connect(lambda _at: self.show_text())
        self.say(lambda _title: self.show_text(), lambda: "")
        self.open()
        self.language.setFocus()

    def text(self) -> ConsentText:
        """Return the text as it is read out in the chosen language."""
        return release_text(
            recipient=self._draft.recipient, categories=self._draft.categories, goal=self._goal,
            language=self.language.value(), reader=words().tag,
        )  # fmt: skip

    def show_text(self) -> None:
        """Show the text in the chosen language, or say why it comes in another."""
        text = self.text()
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
        self.version.setText(_("Text {version}", version=set_apart(text.version)))

    def decide(self, state: ConsentState) -> None:
        """Hand the decision on; a yes that nobody could have understood is asked about first."""
        text, expires = self.text(), self.expires.iso()
        asks = state == "given" and text.is_withheld and not self.interpreter.text()
        says: Callable[[], str] = lambda: _("Without a text in this language somebody has to interpret it.")  # noqa: E731
        self.interpreter.show_error(says if asks else "")
        if asks or expires is None:
            (self.interpreter if asks else self.expires).line.setFocus()
            return
        self.decided.emit(
            ConsentDraft(
                state=state,
                recipient=self._draft.recipient,
                categories=self._draft.categories,
                language=self.language.value(),
                text_version=text.version,
                interpreter=self.interpreter.text(),
                form=self.form.value(),
                expires_on=expires,
            )
        )
        self.close()


def _language(tag: str) -> str:
    return words().language_name(tag)
