"""A case's first page: who the person is, consents, interviews, and where the next interview begins."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from intake_app.errors import N_
from intake_app.languages import fallback_chain, normal_tag
from intake_app.records.consent import Consent, ConsentState, Purpose
from intake_app.records.interview_record import InterviewRecord
from intake_app.records.retention import Dispute
from ui.case_screen import CaseScreen
from ui.handover_pack import ask_for_pack
from ui.naming import spoken, when
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.field import Field, Picker
from ui.parts.flow import Flow
from ui.parts.label import Elide, label
from ui.parts.page import scrolling
from ui.parts.person_shown import PersonShown, history_sheet
from ui.parts.progress import ProgressBar
from ui.parts.sheet import Sheet
from ui.parts.space import Stack, clear, column, keep_small, leave_out, pane, row
from ui.restricting import RestrictionSheet, tell_restriction
from ui.statuses import consent_chip, purpose_words, spared_words, status_chip
from ui.words import _, words

if TYPE_CHECKING:
    from intake_app.services.forms import FormOutline
    from intake_app.services.interviews import OpenInterview
    from intake_app.services.names import LetterWarning
    from intake_app.services.persons import PersonOverview
    from ui.window import Window

CONSENT_TEXT = "consent/1"  # the text that is read out; its number changes when the text does


class PersonData(msgspec.Struct, frozen=True):
    """All that the page shows, fetched at once."""

    overview: "PersonOverview"
    forms: "tuple[FormOutline, ...]"
    letters: "tuple[LetterWarning, ...]" = ()
    spared: int = 0  # questions that did not have to be asked again
    restriction: Dispute | None = None


class PersonScreen(CaseScreen):
    """The overview of the case of the person ``person_id``."""

    def __init__(self, window: "Window | None" = None, *, person_id: str) -> None:
        super().__init__(window, person_id=person_id)
        self._data: PersonData | None = None
        self._asks_first: Button | None = None  # of the first consent that is not decided yet
        self._is_deciding = False
        self._interviews = Card(gap=0, margins=(2, 6))
        self._begin = Card(gap=10)
        self.about = PersonShown()
        self.about.correct_button.clicked.connect(self.correct)
        self.about.history_button.clicked.connect(self.show_history)
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self.correct)
        self._consents = Card(gap=6)
        self._spared = label("body", "muted")
        self._spared.say(self._spared.setText, lambda: spared_words(self._data.spared if self._data else 0))
        self.feedback_button = Button(icon="chat-circle-text")
        self.say(self.feedback_button.setText, lambda: _("Ask for feedback"))
        self.feedback_button.clicked.connect(self.ask_feedback)
        self.take_in_button = Button(icon="download-simple")
        self.say(self.take_in_button.setText, lambda: _("Take in a handover …"))
        self.take_in_button.clicked.connect(self.take_in)
        self.survey_button = Button(icon="chart-bar")
        self.say(self.survey_button.setText, lambda: _("Follow-up survey"))
        self.survey_button.clicked.connect(lambda: self.go("surveys", person_id=self.person_id))
        self.restrict_button, self.lift_button = Button(icon="lock-simple"), Button("small")
        self.say(self.restrict_button.setText, lambda: _("Restrict the processing …"))
        self.say(self.lift_button.setText, lambda: _("Lift the restriction …"))
        for one in (self.restrict_button, self.lift_button):
            one.clicked.connect(self.restrict)
        self.restricted = Notice("att", icon="lock-simple", action=self.lift_button)
        self.restricted.hide()
        acts = pane(Flow(
            [self.feedback_button, self.survey_button, self.take_in_button, self.restrict_button], gap=8
        ))  # fmt: skip
        foot = Card(self._spared, acts, gap=8)
        left: Stack = column(self._begin, self._interviews, foot, "*", gap=12)
        right: Stack = column(self._consents, self.about, "*", gap=12)
        self._columns: Stack = row((left, 5), (right, 4), gap=14)
        body: Stack = column(self.restricted, self._columns, "*", gap=12, margins=(20, 14))
        self.form, self.language, self.client_language = Picker(), Picker(), Picker()
        self.form.currentIndexChanged.connect(lambda _index: self._offer_languages())
        self.show_body(scrolling(body))
        self._build_begin()

    def title(self) -> str:
        """Return the page's name; never a person's name, which a window list would show."""
        return _("Person")

    def arrange(self, width: str) -> None:
        """Stack the columns when the window is narrow."""
        super().arrange(width)
        is_narrow = width == "narrow"
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(down if is_narrow else across)
        self._pickers.setDirection(down if is_narrow else across)

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (("Ctrl+E", _("Correct or add")), *super().keys())

    def opened(self) -> None:
        """Fetch the person; the focus stands on a control from the first moment, or stays where it is."""
        self._keep_focus_seen()
        super().opened()

    def fetch(self) -> PersonData:
        """Return who this is and which forms there are."""
        from intake_app.services.forms import installed_forms
        from intake_app.services.names import check_names
        from intake_app.services.persons import open_person
        from intake_app.services.restrictions import restriction_of
        from intake_app.services.spared import spared_in_case

        overview = open_person(self.workspace, person_id=self.person_id, now=self.now())
        letters = check_names(overview.person.names)
        spared = spared_in_case(self.workspace, person_id=self.person_id).whole
        restriction = restriction_of(self.workspace, person_id=self.person_id)
        return PersonData(overview, installed_forms(self.workspace), letters, spared, restriction)

    def reworded(self) -> None:
        """Word the facts again."""
        super().reworded()
        if self._data is not None:
            self._show_facts(self._data)

    def restrict(self) -> None:
        """Restrict the processing of what is kept about the person, or lift what restricts it."""
        known = self._data.restriction if self._data is not None else None
        self.sheet = RestrictionSheet(self, self.person_id, known, self.fetch_again)

    def correct(self) -> None:
        """Go where names and facts are corrected or added to."""
        self.go("person_new", person_id=self.person_id)

    def show_history(self) -> None:
        """Show what stood in the record before each correction."""
        if self._data is not None:
            overview = self._data.overview
            self.sheet = history_sheet(self, overview.person.history, overview.correctors, self.now())
            self.sheet.keep.clicked.connect(self.sheet.close)
            self.sheet.say(self.sheet.keep.setText, lambda: _("Close"))
            self.sheet.ends.add(self.sheet.keep)
            self.sheet.open()

    def ask_feedback(self) -> None:
        """Go where the person can say how it was; nothing of the case goes along but the way back."""
        languages = self.outline.languages if self.outline is not None else ()
        self.go("feedback", person_id=self.person_id, language=next(iter(languages), ""))

    def take_in(self) -> None:
        """Take over what another site hands over in a file."""
        ask_for_pack(self, self.person_id, self.fetch_again)

    def begin(self) -> None:
        """Begin an interview with the chosen form and languages."""
        if self._data is None or not self.form.value():
            return
        workspace, now, case_id = self.workspace, self.now(), self._data.overview.case.id
        form_id, language, client = self.form.value(), self.language.value(), self.client_language.value()
        self.begin_button.setEnabled(False)

        def begin() -> "OpenInterview":
            from intake_app.services.interviews import begin_interview

            return begin_interview(
                workspace,
                case_id=case_id,
                form_id=form_id,
                language=language,
                client_language=client,
                now=now,
            )

        def failed(trouble: Exception) -> None:
            self.begin_button.setEnabled(True)
            self.tell(trouble)  # type: ignore[arg-type]  # only expected trouble comes here

        self.ask(begin, lambda opened: self.go("interview", interview_id=opened.record.id), failed)

    def decide(self, purpose: Purpose, state: ConsentState) -> None:
        """Record what the person decided, in the language chosen; withdrawing is confirmed first."""
        if state == "withdrawn":
            self._confirm_withdrawal(purpose)
        else:
            self._record_consent(purpose, state)

    def consent_state(self, purpose: Purpose) -> ConsentState | None:
        """Return what the person last decided; None when nobody asked yet."""
        consents = self._data.overview.consents if self._data is not None else ()
        return next((consent.state for consent in consents if consent.purpose == purpose), None)

    # Showing

    def fill(self, data: PersonData) -> None:
        """Show what was fetched."""
        self._data = data
        overview = data.overview
        self.form.offer([(form.form_id, _fixed(form.title)) for form in data.forms])
        self._offer_languages()
        self._show_interviews(overview)
        self._spared.say_again()
        self._show_facts(data)
        self._show_consents(overview)
        tell_restriction(self.restricted, data.restriction)
        self.restrict_button.setVisible(data.restriction is None)
        if self._is_deciding:
            self._is_deciding = False
            wanted = self._asks_first or self.begin_button
            QTimer.singleShot(0, wanted, lambda: wanted.setFocus(Qt.FocusReason.TabFocusReason))  # once shown
        else:
            self._keep_focus_seen()

    def _keep_focus_seen(self) -> None:
        """Put the focus on the first control when what had it is gone, or is no control at all."""
        focused = self.window().focusWidget()
        is_control = (
            focused is not None
            and self.isAncestorOf(focused)
            and focused.focusPolicy() & Qt.FocusPolicy.TabFocus
        )
        if not is_control:
            self.form.setFocus(Qt.FocusReason.TabFocusReason)

    def _build_begin(self) -> None:
        head, hint = label("head"), label("small", "muted")
        self.say(head.setText, lambda: _("Begin an interview"))
        self.say(hint.setText, lambda: _("The languages can be changed at any time, also in mid-interview."))
        self.begin_button = Button("primary", trail="arrow-right")
        self.say(self.begin_button.setText, lambda: _("Begin"))
        self.begin_button.clicked.connect(self.begin)
        self._pickers: Stack = row(
            (Field(lambda: _("Your language"), edit=self.language), 1),
            (Field(lambda: _("Language of the person"), edit=self.client_language), 1), gap=12,
        )  # fmt: skip
        self._begin.body.add(
            head,
            Field(lambda: _("Form"), edit=self.form),
            self._pickers,
            row((hint, 1), self.begin_button, gap=12),
        )

    def _offer_languages(self) -> None:
        if self._data is None:
            return
        form = next((one for one in self._data.forms if one.form_id == self.form.value()), None)
        if form is None:
            return
        options = [(language.name, _form_language(language.name, language.tag, percent))
                   for language, percent in form.languages]  # fmt: skip
        tags = {
            normal_tag(language.tag): language.name for language, _percent in form.languages if language.tag
        }
        for picker, wanted in (
            (self.language, (words().tag, "de", "en")),
            (self.client_language, (*self._data.overview.person.languages, words().tag)),
        ):
            picker.offer(options)
            chain = [tag for one in wanted for tag in fallback_chain(one)]
            found = next((tags[tag] for tag in chain if tag in tags), "")
            if found:
                picker.set_value(found)

    def _show_interviews(self, overview: "PersonOverview") -> None:
        clear(self._interviews.body)
        head = label("head")
        head.say(head.setText, lambda: _("Interviews"))
        self._interviews.body.add(pane(row(head, margins=(14, 6))))
        if not overview.interviews:
            none = label("body", "muted")
            none.say(none.setText, lambda: _("No interview yet."))
            self._interviews.body.add(pane(row(none, margins=(14, 8))))
        for record in overview.interviews:
            self._interviews.body.add(self._interview_row(record))

    def _interview_row(self, record: InterviewRecord) -> QWidget:
        name, below = Elide("strong", text=record.form_title), Elide("small", "muted")
        below.say(
            below.setText, lambda: f"{when(record.saved_at, self.now())} · {spoken(record.client_language)}"
        )
        is_open = record.status in {"draft", "returned"}
        action = Button("small")
        if is_open:
            action.say(action.setText, lambda: _("Continue"))
            action.clicked.connect(lambda: self.go("interview", interview_id=record.id))
        else:
            action.say(action.setText, lambda: _("Read"))
            action.clicked.connect(lambda: self.go("reading", interview_id=record.id))
        action.say(action.setAccessibleName, lambda: f"{action.words()}: {record.form_title}")
        bar = ProgressBar(record.answered, max(record.asked, 1))
        keep_small(bar)
        leave_out(bar, not is_open)
        bar.say(bar.setAccessibleName, lambda: _("{n} of {m} answered", n=record.answered, m=record.asked))
        return pane(row((column(name, below, gap=1), 1), bar, status_chip(record.status), action,
                        gap=12, margins=(14, 8)), "line")  # fmt: skip

    def _show_facts(self, data: PersonData) -> None:
        hides = self.shell is not None and self.shell.hides_names
        self.about.show_person(data.overview.person, data.letters, now=self.now(), is_hidden=hides)

    # Consents

    def _show_consents(self, overview: "PersonOverview") -> None:
        clear(self._consents.body)
        self._asks_first = None
        head, hint = label("head"), label("small", "muted")
        head.say(head.setText, lambda: _("Consents"))
        hint.say(
            hint.setText,
            lambda: _("Read the text out, then note the decision. It can be withdrawn."),
        )
        tags = tuple(
            dict.fromkeys((*overview.person.languages, words().tag, "de", "en", "ar", "fa-AF", "uk"))
        )
        self.consent_language = Picker([(tag, _language(tag)) for tag in tags])
        self._consents.body.add(head, hint, Field(lambda: _("Read out in"), edit=self.consent_language))
        latest: dict[Purpose, Consent] = {consent.purpose: consent for consent in overview.consents}
        for purpose in ("K-DS", "K-TRANS"):
            self._consents.body.add(self._consent_row(purpose, latest.get(purpose)))

    def _consent_row(self, purpose: Purpose, consent: Consent | None) -> QWidget:
        name = label("strong")
        name.say(name.setText, lambda: purpose_words(purpose))
        state = consent.state if consent is not None else None
        below = label("small", "muted")
        below.say(below.setText, lambda: self._when_read(consent))
        buttons: list[QWidget] = []
        offers: tuple[tuple[ConsentState, Callable[[], str]], ...] = (
            (("withdrawn", lambda: _("Withdraw")),) if state == "given"
            else (("given", lambda: _("Given")), ("refused", lambda: _("Refused")))
        )  # fmt: skip
        for wanted, says in offers:
            button = Button("small")
            button.say(button.setText, says)
            button.say(button.setAccessibleName, _both(purpose, says))
            button.clicked.connect(lambda _on=False, wanted=wanted: self.decide(purpose, wanted))
            buttons.append(button)
            if state is None and self._asks_first is None:
                self._asks_first = button
        leave_out(below, consent is None)
        cells = column(row((name, 1), consent_chip(state)), below, row("*", *buttons), gap=4, margins=(0, 6))
        return pane(cells, "line")

    def _when_read(self, consent: Consent | None) -> str:
        if consent is None:
            return ""
        language = words().language_name(consent.language)
        return _("{moment}, read out in {language}", moment=when(consent.at, self.now()), language=language)

    def _record_consent(self, purpose: Purpose, state: ConsentState) -> None:
        workspace, now, language = self.workspace, self.now(), self.consent_language.value()
        person_id = self.person_id

        def record() -> Consent:
            from intake_app.services.consents import record_consent

            return record_consent(
                workspace, person_id=person_id, purpose=purpose, state=state, language=language,
                text_version=CONSENT_TEXT, now=now,
            )  # fmt: skip

        self._is_deciding = True
        self.ask(record, lambda _done: self.opened())

    def _confirm_withdrawal(self, purpose: Purpose) -> None:
        sheet = Sheet(self, lambda: _("Withdraw the consent"))
        told = Notice("att")
        note = N_("What was handed over already stays there; nothing more follows.")
        sheet.say(lambda title: told.tell(title, _(note)), lambda: purpose_words(purpose))
        sheet.add(told)
        sheet.confirm.clicked.connect(lambda: self._record_consent(purpose, "withdrawn"))
        sheet.finish(lambda: _("Keep it"), lambda: _("Withdraw"))
        self.sheet = sheet


def _both(purpose: Purpose, says: Callable[[], str]) -> Callable[[], str]:
    return lambda: f"{purpose_words(purpose)}: {says()}"


def _fixed(text: str) -> Callable[[], str]:
    return lambda: text


def _language(tag: str) -> Callable[[], str]:
    return lambda: words().language_name(tag)


def _form_language(name: str, tag: str, percent: int) -> Callable[[], str]:
    return lambda: f"{words().language_name(tag) if tag else name} · {percent} %"
