"""Follow-up surveys: voluntary, months after arrival, in the person's language, shown as a cohort only.

The page says when it may be asked, records whether the person agrees, and gives them the screen. It never
shows what somebody answered.
"""

import datetime
import secrets
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from intake_app.errors import IntakeError
from intake_app.languages import fallback_chain, normal_tag
from intake_app.records.consent import Consent, ConsentState
from intake_app.services.survey_page import CONSENT_TEXT, SurveyPage, SurveyState
from intake_app.services.survey_texts import TextsReading
from intake_app.services.surveys import SurveyEmpty, instruments, item_order
from ui.look.type import px
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.field import Field, Picker
from ui.parts.flow import flow
from ui.parts.label import label
from ui.parts.page import HeadBar, scrolling
from ui.parts.space import Stack, clear, column, row
from ui.parts.table import Rows, Table
from ui.screen import Screen
from ui.screens.surveys_window import SurveyWindow
from ui.statuses import consent_chip
from ui.words import _, isolate, plural, set_apart, words

if TYPE_CHECKING:
    from ui.window import Window


class SurveysScreen(Screen):
    """``talk`` is the client's window while it is open."""

    area: ClassVar[str] = "home"

    def __init__(self, window: "Window | None" = None, *, person_id: str) -> None:
        super().__init__(window)
        self.person_id = person_id
        self.talk: SurveyWindow | None = None
        self.page: SurveyPage | None = None
        self.back = Button(icon="arrow-left")
        self.say(self.back.setText, lambda: _("Back to the person"))
        self.back.clicked.connect(lambda: self.go("person", person_id=self.person_id))
        head = HeadBar(
            lambda: _("Follow-up survey"),
            lambda: _("Voluntary and never at arrival. It counts for a whole cohort; nobody gets a score."),
            self.back,
        )
        self.survey = Picker([(one.code, partial(str, one.name)) for one in instruments()])
        self.survey.currentIndexChanged.connect(lambda _at: self._show_state())
        self.when, self.asked = label("body"), label("small", "muted")
        self.language = Picker()
        self.decided: Stack = row(gap=8)
        self.agree, self.refuse, self.withdraw = Button("small"), Button("small"), Button("small")
        for button, says, state in (
            (self.agree, lambda: _("Given"), "given"), (self.refuse, lambda: _("Refused"), "refused"),
            (self.withdraw, lambda: _("Withdraw"), "withdrawn"),
        ):  # fmt: skip
            self.say(button.setText, says)
            self.say(button.setAccessibleName, partial(_of_consent, says))
            button.clicked.connect(lambda _on=False, state=state: self.decide(state))
        consent = label("strong")
        self.say(consent.setText, lambda: _("Consent to anonymous statistics"))
        self.begin = Button("primary", icon="chat-circle-text")
        self.say(self.begin.setText, lambda: _("Begin with the person"))
        self.begin.clicked.connect(self.open_talk)
        self.message = Notice("soft", icon="check-circle")
        self.message.hide()
        ask = Card(
            Field(lambda: _("Survey"), edit=self.survey), self.when, self.asked,
            Field(lambda: _("Language of the person"), edit=self.language),
            row((consent, 1), self.decided), flow(self.agree, self.refuse, self.withdraw),
            self.message, row("*", self.begin), gap=10,
        )  # fmt: skip
        title, self.hidden = label("head"), label("body", "muted")
        self.say(title.setText, lambda: _("What cohorts said"))
        self.rows = Rows((
            lambda: _("Months after the case began"), lambda: _("Dimension"), lambda: _("Mean, 0 to 1"),
            lambda: _("People"),
        ))  # fmt: skip
        self.table = Table(self.rows, (3, 4, 3, 2))
        self.say(self.table.setAccessibleName, lambda: _("What cohorts said"))
        self.fit(lambda: self.table.setMinimumHeight(px(220)))
        figures = Card(title, self.hidden, self.table, gap=10)
        texts_title, self.texts = label("head"), label("body")
        self.say(texts_title.setText, lambda: _("Texts of the items"))
        self.findings: Stack = column(gap=4)
        self.import_button = Button(icon="download-simple")
        self.say(self.import_button.setText, lambda: _("Bring in item texts …"))
        self.import_button.clicked.connect(self.ask_texts)
        brought = Card(texts_title, self.texts, self.findings, row(self.import_button, "*"), gap=10)
        self._columns: Stack = column(ask, figures, brought, "*", gap=12)
        self.setLayout(column(head, (scrolling(column(self._columns, "*", margins=(20, 14))), 1), gap=0))

    def title(self) -> str:
        """Return the page's name."""
        return _("Follow-up survey")

    def arrange(self, width: str) -> None:
        """Leave out a column where there is little room."""
        self.table.leave_out({"wide": (), "medium": (), "narrow": (3,)}[width])

    def opened(self) -> None:
        """Fetch what may be asked now."""
        workspace, now, person_id = self.workspace, self.now(), self.person_id
        self.import_button.setVisible(workspace.user.role == "supervisor")

        def fetch() -> SurveyPage:
            from intake_app.services.survey_page import survey_page

            return survey_page(workspace, person_id=person_id, now=now)

        self.ask(fetch, self._show)

    def closing(self) -> None:
        """Close the client's window."""
        if self.talk is not None:
            self.talk.close()

    def reworded(self) -> None:
        """Word what was fetched again."""
        self._show_state()

    def decide(self, state: ConsentState) -> None:
        """Record whether the person agrees to anonymous statistics."""
        workspace, now, person_id, tag = self.workspace, self.now(), self.person_id, self.language.value()

        def record() -> Consent:
            from intake_app.services.consents import record_consent

            return record_consent(
                workspace, person_id=person_id, purpose="K-STAT", state=state, language=tag or words().tag,
                text_version=CONSENT_TEXT, now=now,
            )  # fmt: skip

        self.ask(record, lambda _done: self.opened())

    def open_talk(self) -> None:
        """Give the screen to the person; the items come in an order drawn for this asking."""
        state, shell = self._state(), self.shell
        if self.talk is not None or state is None or state.texts is None or shell is None:
            return
        self.message.hide()
        found = next(one for one in instruments() if one.code == state.code)
        order = item_order(found, secrets.randbits(32))
        tag = self.language.value()
        self.talk = SurveyWindow(self.window(), state.texts, tag, order, state.steps)
        self.talk.given.connect(partial(self.keep, state.code, tag, order))
        self.talk.closed.connect(self._talk_closed)
        self.talk.lock_wanted.connect(shell.lock)
        self.talk.blank_under(shell.blank)

    def keep(self, code: str, tag: str, order: tuple[str, ...], answers: dict[str, int]) -> None:
        """Keep what the person said, for their cohort."""
        workspace, now, person_id = self.workspace, self.now(), self.person_id

        def give() -> int:
            from intake_app.services.surveys import record_survey

            return record_survey(
                workspace, person_id=person_id, instrument=code, answers=answers, language=tag, order=order,
                now=now,
            )  # fmt: skip

        def failed(trouble: IntakeError) -> None:
            if isinstance(trouble, SurveyEmpty):
                self._tell(_("Nothing was answered."), _("Nothing is kept then; that is all right."))
            else:
                self.tell(trouble)

        def kept(_wave: int) -> None:
            self._tell(_("Kept for the cohort."), "")
            self.opened()

        self.ask(give, kept, failed)

    def ask_texts(self) -> None:
        """Let a supervisor choose the file with the agency's own item texts."""
        if self.shell is not None:
            self.shell.files.ask_open(_("Bring in item texts"), "CSV, JSON (*.csv *.json)", self.read_texts)

    def read_texts(self, path: Path) -> None:
        """Read the file; keep its texts where they can be used, and tell every row that cannot."""
        workspace, now, code = self.workspace, self.now(), self.survey.value()

        def read() -> TextsReading:
            from intake_app.services.survey_texts import check_item_texts

            return check_item_texts(path, instrument=code)

        def keep(reading: TextsReading) -> None:
            self._show_findings(reading)
            texts = reading.texts
            if texts is None:
                return

            def write() -> None:
                from intake_app.services.surveys import keep_item_texts

                keep_item_texts(workspace, texts=texts, now=now)

            self.ask(write, lambda _none: self.opened())

        self.ask(read, keep, lane="work")

    # showing

    def _show(self, page: SurveyPage) -> None:
        self.page = page
        self._show_state()
        focused = self.window().focusWidget()
        if focused is None or not self.isAncestorOf(focused) or not focused.isVisible():
            self.survey.setFocus()

    def _show_state(self) -> None:
        page, state = self.page, self._state()
        if page is None or state is None:
            return
        self.when.setText(_when_words(state))
        days = ", ".join(_day(one) for one in state.asked_on)
        self.asked.setText(_("Asked before on {days}.", days=days) if days else "")
        self.asked.setVisible(bool(days))
        tags = state.texts.languages() if state.texts is not None else ()
        self.language.offer([(tag, partial(_language, tag)) for tag in tags])
        self.language.set_value(_nearest(page.languages, tags))
        self.language.setEnabled(bool(tags))
        is_given = page.consent is not None and page.consent.state == "given"
        clear(self.decided)
        self.decided.add(consent_chip(page.consent.state if page.consent is not None else None))
        self.agree.setVisible(not is_given)
        self.refuse.setVisible(not is_given)
        self.withdraw.setVisible(is_given)
        self.begin.setEnabled(state.wave is not None and bool(tags) and is_given)
        self._show_cohorts(state)
        self.texts.setText(_texts_words(state))

    def _show_cohorts(self, state: SurveyState) -> None:
        shown = [one for one in state.cohorts if one.people is not None]
        number = words().number
        self.rows.show_cells([
            (number(one.wave), _dimension(figure.dimension), number(round(figure.mean, 2)),
             number(one.people or 0))
            for one in shown for figure in one.figures
        ])  # fmt: skip
        self.table.setVisible(bool(shown))
        least = max(one.smallest for one in state.cohorts)
        self.hidden.setText(_("Figures are shown once {n} people have answered.", n=number(least)))
        self.hidden.setVisible(len(shown) < len(state.cohorts))

    def _show_findings(self, reading: TextsReading) -> None:
        clear(self.findings)
        is_kept = reading.texts is not None
        told = label("strong", "muted" if is_kept else "stop")
        told.say(told.setText, lambda: _("The texts were taken over.") if is_kept
                 else _("Nothing was taken over."))  # fmt: skip
        self.findings.add(told)
        for one in reading.findings[:_MOST_FINDINGS]:
            line = label("small")
            line.say(line.setText, partial(_finding_words, one.row, one.what, one.facts))
            self.findings.add(line)
        more = len(reading.findings) - _MOST_FINDINGS
        if more > 0:
            rest = label("small", "muted")
            rest.say(rest.setText, lambda: plural("and {n} more row", "and {n} more rows", more))
            self.findings.add(rest)

    def _state(self) -> SurveyState | None:
        known = self.page.surveys if self.page is not None else ()
        return next((one for one in known if one.code == self.survey.value()), None)

    def _tell(self, title: str, text: str) -> None:
        self.message.tell(title, text)
        self.message.show()

    def _talk_closed(self) -> None:
        self.talk = None
        self.begin.setFocus()


_MOST_FINDINGS = 40


def _of_consent(says: object) -> str:
    return f"{_('Consent to anonymous statistics')}: {says()}"  # type: ignore[operator]  # a callable


def _when_words(state: SurveyState) -> str:
    if state.wave is None:
        return _("May be asked from {date} on, never at arrival.", date=_day(state.opens_on))
    return plural("Counts for {n} month after the case began.", "Counts for {n} months after the case began.",
                  state.wave)  # fmt: skip


def _texts_words(state: SurveyState) -> str:
    if state.texts is None:
        return _("No item text is shipped. A supervisor brings in the texts your agency may use, with their "
                 "licence and source.")  # fmt: skip
    tongues = ", ".join(_language(tag) for tag in state.texts.languages())
    return _("Languages: {languages}. Licence: {licence}. Source: {source}.", languages=tongues,
             licence=set_apart(state.texts.licence), source=set_apart(state.texts.source))  # fmt: skip


def _finding_words(number: int, what: str, facts: dict[str, str]) -> str:
    said = _(what, **{name: isolate(value) for name, value in facts.items()})
    return _("Row {n}: {finding}", n=number, finding=said) if number else said


def _dimension(code: str) -> str:
    return {
        "total": _("all items"), "psychological": _("feeling at home"), "economic": _("work and money"),
        "political": _("taking part in politics"), "social": _("contacts"), "linguistic": _("the language"),
        "navigational": _("finding one's way"),
    }.get(code, code)  # fmt: skip


def _nearest(spoken: tuple[str, ...], tags: tuple[str, ...]) -> str:
    chain = [part for tag in spoken for part in fallback_chain(normal_tag(tag))]
    return next((one for one in chain if one in tags), tags[0] if tags else "")


def _day(iso: str) -> str:
    return words().date(datetime.date.fromisoformat(iso))


def _language(tag: str) -> str:
    return words().language_name(tag)
