"""Assessment: strengths, then needs, domain by domain; own and professional view side by side."""

from typing import TYPE_CHECKING, Any, Literal

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from intake_app.errors import IntakeError
from intake_app.records.assessment import Assessment, AssessmentKind, DomainRating, Need, Resource
from intake_app.services.assessment_views import (
    PROTECTED,
    Picture,
    domain_codes,
    domain_texts,
    picture_of,
    wants_of,
)
from intake_app.services.evidence import OfferedAnswer
from ui.case_screen import CaseScreen
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.page import scrolling
from ui.parts.space import Stack, column, leave_out, row
from ui.screens.assessment_acts import Acts
from ui.screens.assessment_bars import BeginNotice, Foot, wanted_words
from ui.screens.assessment_client import ClientScale
from ui.screens.assessment_domain import DomainPage, DomainState
from ui.screens.assessment_domains import DomainList, DomainPicker, by_domain
from ui.screens.assessment_sheets import NeedSheet, ResourceSheet
from ui.screens.assessment_side import SidePanel, SideState
from ui.screens.assessment_words import pointed_words
from ui.words import _, words

if TYPE_CHECKING:
    import datetime

    from intake_app.services.assessments import AssessmentPage
    from ui.window import Window

_CLOSED_TO_OTHERS = frozenset({"P3", "P4"})
_RATINGS = ("resource_self", "resource_pro", "need_self", "need_pro")


class AssessmentScreen(CaseScreen):
    """The page. ``page`` is what was fetched, with what was rated since; ``domain`` is open now."""

    def __init__(self, window: "Window | None" = None, *, person_id: str) -> None:
        super().__init__(window, person_id=person_id)
        self.page: AssessmentPage | None = None
        self.picture: Picture | None = None
        self.domain = domain_codes()[0]
        self.acts = Acts(self, self._kept, self._not_kept, self.fetch_again)
        self._was_opened = self._compares = self._is_shared = self._is_stacked = False
        self._asks_in: set[str] = set()  # domains whose gate has spoken

        self.list, self.picker = DomainList(), DomainPicker()
        self.list.chosen.connect(self.choose)
        self.picker.chosen.connect(self.choose)
        self.notice, self.shared_notice = Notice("att"), Notice("soft", icon="eye")
        self.shared_notice.tell(lambda: _("The interpreter looks on: nothing protected is shown."))
        self.take_button = Button("small", icon="check")
        self.say(self.take_button.setText, lambda: _("Take over"))
        self.take_button.clicked.connect(self.take_proposal)
        self.proposal = Notice("soft", icon="hand-pointing", action=self.take_button)
        self.begin_notice = BeginNotice()
        self.begin_notice.begin_button.clicked.connect(lambda: self.begin(""))
        self.begin_notice.close_button.clicked.connect(lambda: self.begin("closing"))
        self.client = ClientScale(self)
        self.client.proposed.connect(self._propose)
        if window is not None:
            self.client.blank_under(window.blank)
            self.client.lock_wanted.connect(window.lock)
        self._proposal: tuple[str, int | None] | None = None
        self.middle = DomainPage()
        self._wire_middle()
        self.side = SidePanel()
        self.side.chosen.connect(self.choose)
        self.side.compare_button.clicked.connect(self.compare)
        self.side.done_button.clicked.connect(self.complete)
        self._body: Stack = column(
            self.shared_notice,
            self.notice,
            self.proposal,
            self.begin_notice,
            self.picker,
            self.middle,
            "*",
            gap=10,
            margins=(20, 12),
        )
        self._scroll = scrolling(self._body)
        self.foot = Foot()
        self.foot.back_button.clicked.connect(lambda: self.step(-1))
        self.foot.next_button.clicked.connect(lambda: self.step(1))
        self.foot.undo_button.clicked.connect(self.undo)
        leave_out(self.foot)
        leave_out(self.proposal)
        self._columns: Stack = row(
            self.list, (column((self._scroll, 1), self.foot, gap=0), 5), (self.side, 4), gap=0
        )
        body = QWidget()
        body.setObjectName("plain")
        body.setLayout(self._columns)
        for widget in (
            self.notice,
            self.shared_notice,
            self.begin_notice,
            self.middle,
            self.side.compare_button,
        ):
            leave_out(widget)
        self.show_body(body)
        self._bind_keys()

    # What the window asks for

    def title(self) -> str:
        """Return the page's name."""
        # Translators: name of the page: strengths and needs of a person
        return _("Assessment")

    def opened(self) -> None:
        """Fetch the page; the first look is the audited one."""
        self.fetch_again()

    def fetch(self) -> "AssessmentPage":
        """Return the person's assessment; runs on the vault lane."""
        from intake_app.services.assessments import assessment_page, open_assessment

        look = assessment_page if self._was_opened else open_assessment
        found = look(self.workspace, person_id=self.person_id, now=self.now())
        self._was_opened = True
        return found

    def fill(self, data: Any) -> None:
        """Show what was fetched; ratings that are still on their way are newer than it."""
        page: AssessmentPage = data
        if self.page is not None and self.acts.pending and self.page.current is not None:
            page = msgspec.structs.replace(page, current=self.page.current)
        is_other = self.page is None or _id(self.page.current) != _id(page.current)
        self.page = page
        if is_other:
            self.acts.forget()
            self._asks_in.clear()
        self.refresh()

    def reworded(self) -> None:
        """Word prompts, lines and buttons again."""
        super().reworded()
        if self.page is not None:
            self.refresh()

    def arrange(self, width: str) -> None:
        """Wide: list, domain, side. Medium: the list opens. Narrow: one below the other."""
        super().arrange(width)
        is_narrow = width == "narrow"
        self.list.setVisible(width == "wide")
        self.picker.setVisible(width != "wide")
        if is_narrow != self._is_stacked:
            self._is_stacked = is_narrow
            if is_narrow:
                self._columns.removeWidget(self.side)
                self._body.insertWidget(self._body.count() - 1, self.side)
            else:
                self._body.removeWidget(self.side)
                self._columns.addWidget(self.side, 4)
            self.side.set_stacked(is_narrow)
            self.middle.set_narrow(is_narrow)

    def closing(self) -> None:
        """Keep what is being written."""
        self.client.close()
        self.middle.story.keep()
        for line in (self.middle.resources.reason, self.middle.needs.comment):
            line.editingFinished.emit()

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (
            ("R", _("what carries: own value, professional value, add a resource")),
            ("B", _("what is missing: own value, professional value, add a need")),
            ("0 … 4", _("value on the scale; Del takes it back")),
            # Translators: what a key does: goes to the urgency
            ("U", _("urgency")),
            ("PgDn, PgUp", _("next domain, domain before")),
            ("V", _("radar or table")),
            # Translators: what a key does: takes back the last act
            ("Ctrl+Z", _("undo")),
            ("F10", _("the person's own value in the client window")),
            ("F12", _("the interpreter looks on")),
            *super().keys(),
        )

    # What a person does

    @property
    def current(self) -> Assessment | None:
        """Return the assessment that is shown."""
        return self.page.current if self.page is not None else None

    @property
    def is_open(self) -> bool:
        """Return whether it can be written in."""
        return self.current is not None and self.current.completed_at is None

    def choose(self, domain: str) -> None:
        """Open a domain; in any order, nothing is asked for leaving one."""
        if domain and domain != self.domain:
            self.middle.story.keep()
            self.domain = domain
            self._propose("", None)
            self.notice.hide()
            self.refresh()
            self._scroll.verticalScrollBar().setValue(0)

    def step(self, by: int) -> None:
        """Go to the domain ``by`` places further; onwards, a need asks for one strength first."""
        if by > 0 and self.is_open and "resource" in self._wants():
            self._asks_in.add(self.domain)
            self.refresh()
            self._scroll.ensureWidgetVisible(self.middle.resources.gate)
            self.middle.resources.reason.setFocus(Qt.FocusReason.TabFocusReason)
            return
        codes = self._codes()
        at = codes.index(self.domain) + by
        if 0 <= at < len(codes):
            self.choose(codes[at])
        elif by > 0 and self.is_open:
            self.complete()

    def begin(self, kind: AssessmentKind | Literal[""] = "") -> None:
        """Begin the first assessment or a further one; the closing one where ``kind`` says so."""
        workspace, now = self.workspace, self.now()
        wanted: AssessmentKind = kind or ("re-assessment" if self.current is not None else "initial")

        def begin() -> Assessment:
            from intake_app.services.assessments import begin_assessment

            return begin_assessment(workspace, person_id=self.person_id, kind=wanted, now=now)

        self.ask(begin, lambda _begun: self._turned(now))

    def complete(self) -> None:
        """Complete the assessment; where strengths are missing, say where, and keep everything."""
        if not self.is_open or self.picture is None or self.current is None:
            return
        self.middle.story.keep()
        if self.picture.wanted:
            self._ask_for_strengths()
            return
        workspace, now, assessment_id = self.workspace, self.now(), self.current.id

        def complete() -> Assessment:
            from intake_app.services.assessments import complete_assessment

            return complete_assessment(workspace, assessment_id=assessment_id, now=now)

        self.ask(complete, lambda _done: self._turned(now))

    def compare(self) -> None:
        """Lay the first assessment below this one, or take it away."""
        self._compares = not self._compares
        self.refresh()

    def share(self) -> None:
        """Let the interpreter look on, or end that."""
        self._is_shared = not self._is_shared
        self.refresh()

    def take_proposal(self) -> None:
        """Keep what the person pointed to, and ask on."""
        if self._proposal is not None:
            field, value = self._proposal
            if value is not None:
                self.rate(field, value)
            self._propose("", None)
            self.client.go_on()

    def undo(self) -> None:
        """Take back the last act."""
        self.acts.undo()
        self._word_foot()

    def rate(self, field: str, value: object) -> None:
        """Keep one value of the open domain."""
        before = self._rating()
        after = msgspec.structs.replace(before, **{field: value, "has_opened_prompts": True})
        if field in _RATINGS:
            has_any = any(getattr(after, name) is not None for name in _RATINGS)
            after = msgspec.structs.replace(after, status="rated" if has_any else "open")
        self._keep_rating(after, before)

    def set_status(self, status: str) -> None:
        """Say why a domain has no value; values said before come back with undo."""
        before = self._rating()
        bare = DomainRating(
            before.domain, none_visible=before.none_visible, comment=before.comment,
            has_opened_prompts=before.has_opened_prompts,
        )  # fmt: skip
        self._keep_rating(msgspec.structs.replace(bare, status=status), before)

    def open_resource(self, known: Resource | None, answer: OfferedAnswer | None = None) -> None:
        """Write down a resource, or change one."""
        sheet = ResourceSheet(
            self, known, domain=self.domain, language=self._client_language(), answer=answer
        )
        self.sheet = sheet
        if known is None:
            sheet.written.connect(lambda draft: self.acts.add_resource(self.person_id, draft))
        else:
            sheet.written.connect(lambda draft: self.acts.change_resource(known, draft))
            sheet.ended.connect(lambda: self.acts.end_resource(known))

    def open_need(self, known: Need | None, answer: OfferedAnswer | None = None) -> None:
        """Write down a need, or change one."""
        language = self._client_language()
        sheet = NeedSheet(self, known, domain=self.domain, language=language, answer=answer)
        self.sheet = sheet
        if known is None:
            sheet.written.connect(lambda draft: self.acts.add_need(self.person_id, draft))
        else:
            sheet.written.connect(lambda draft: self.acts.change_need(known, draft))
            sheet.ended.connect(lambda: self.acts.end_need(known))

    def tell_story(self, text: str, language: str) -> None:
        """Keep the story."""
        current = self.current
        if current is not None and self.is_open:
            before = (current.story, current.story_language)

            def undo() -> None:
                self._show_story(*before)
                self.acts.tell_story(current.id, *before, None)

            self._show_story(text, language)
            self.acts.tell_story(current.id, text, language, undo)

    # What is shown

    def refresh(self) -> None:
        """Show everything as it stands now."""
        page = self.page
        if page is None:
            return
        hidden = self._hidden()
        if self.domain in hidden:
            self.domain = self._codes()[0]
        earlier = page.first if self._compares and not self._hides else None
        self.picture = picture_of(page.current, page.resources, earlier=earlier, hidden=hidden)
        self.list.show_ratings(
            page.current, self.domain, hidden, story=page.current.story if page.current else ""
        )
        self.picker.show_domain(self.domain, hidden)
        self.side.show_state(SideState(page.current, earlier, self.picture, self.domain, hidden))
        self.middle.setVisible(page.current is not None)
        if page.current is not None:
            state = self._state(page, page.current)
            self.middle.show_state(state)
            self._ask_client(state)
        self.side.compare_button.setVisible(page.first is not None)
        self.side.compare_button.setEnabled(not self._hides)
        self.side.compare_button.setChecked(earlier is not None)
        self.middle.share_button.setChecked(self._is_shared)
        self.shared_notice.setVisible(self._is_shared)
        self.begin_notice.show_for(page.current)
        self.foot.setVisible(page.current is not None)
        self._word_foot()

    def _ask_client(self, state: DomainState) -> None:
        texts = state.client or state.own
        is_asked = state.is_open and texts.is_rated
        self.client.ask(
            state.client_language or state.own_language,
            texts.resource_prompts if is_asked else (),
            texts.need_prompts if is_asked else (),
        )

    def _state(self, page: "AssessmentPage", current: Assessment) -> DomainState:
        own, client = words().tag, self._client_language()
        return DomainState(
            own=domain_texts(self.domain, own),
            client=domain_texts(self.domain, client) if client else None,
            own_language=own,
            client_language=client,
            rating=self._rating(),
            resources=tuple(one for one in page.resources if self._is_here(one)),
            needs=tuple(one for one in page.needs if self._is_here(one)),
            answers=()
            if self._hides
            else tuple(one for one in page.answers if one.evidence.answer and one.domain == self.domain),
            is_open=self.is_open,
            is_asking=self.domain in self._asks_in,
            story=current.story,
            story_language=current.story_language,
        )

    def _ask_for_strengths(self) -> None:
        assert self.picture is not None
        wanted = self.picture.wanted
        strengths = list(dict.fromkeys(one.domain for one in wanted if one.want in {"resource", "prompts"}))
        self._asks_in.update(strengths)
        first = next((one.domain for one in wanted if one.domain and one.domain not in self._hidden()), "")
        if first:
            self.choose(first)
        self.refresh()
        self.notice.show()
        self.notice.tell(*wanted_words(wanted))
        self._scroll.verticalScrollBar().setValue(0)
        if first in strengths:
            self.middle.resources.add_button.setFocus(Qt.FocusReason.TabFocusReason)
        elif any(one.want == "urgency" for one in wanted if one.domain == first):
            self.middle.needs.urgency.step_in()

    def _show_rating(self, rating: DomainRating) -> None:
        if self.page is not None and self.current is not None:
            ratings = tuple(rating if one.domain == rating.domain else one for one in self.current.ratings)
            current = msgspec.structs.replace(self.current, ratings=ratings)
            self.page = msgspec.structs.replace(self.page, current=current)
            self.refresh()

    def _show_story(self, text: str, language: str) -> None:
        if self.page is not None and self.current is not None:
            current = msgspec.structs.replace(self.current, story=text, story_language=language)
            self.page = msgspec.structs.replace(self.page, current=current)
            self.refresh()

    def _keep_rating(self, after: DomainRating, before: DomainRating) -> None:
        current = self.current
        if current is None or not self.is_open or after == before:
            return

        def undo() -> None:
            if self.domain != before.domain:
                self.choose(before.domain)
            self._show_rating(before)
            self.acts.rate(current.id, before, None)

        self._show_rating(after)
        self.acts.rate(current.id, after, undo)

    def _propose(self, field: str, value: int | None) -> None:
        """Show the counsellor what the person points to; without a field, nothing."""
        self._proposal = (field, value) if field else None
        self.proposal.setVisible(bool(field))
        if field:
            side = "resource" if field == "resource_self" else "need"
            self.proposal.tell(
                lambda: _("The person points to: {what}", what=pointed_words(side, value)),
                lambda: _("Only a proposal. Nothing is kept before it is taken over."),
            )

    def _kept(self, moment: "datetime.datetime") -> None:
        self.foot.show_kept(moment)
        self._word_foot()

    def _turned(self, moment: "datetime.datetime") -> None:
        """Go on after an assessment began or was completed: nothing before it is undone any more."""
        self.acts.forget()
        self._kept(moment)
        self.fetch_again()

    def _not_kept(self, trouble: IntakeError) -> None:
        self.foot.show_kept(None)
        self.tell(trouble)

    # Facts

    @property
    def _hides(self) -> bool:
        return self._is_shared or (self.shell is not None and self.shell.hides_names)

    def _hidden(self) -> frozenset[str]:
        return PROTECTED if self._hides else frozenset()

    def _codes(self) -> list[str]:
        return [code for code in domain_codes() if code not in self._hidden()]

    def _is_here(self, entry: Resource | Need) -> bool:
        is_closed = self._hides and entry.sensitivity in _CLOSED_TO_OTHERS
        return entry.domain == self.domain and not is_closed

    def _rating(self) -> DomainRating:
        return by_domain(self.current).get(self.domain, DomainRating(self.domain))

    def _wants(self) -> tuple[str, ...]:
        return wants_of(self._rating(), self.page.resources) if self.page is not None else ()

    def _client_language(self) -> str:
        languages = self.outline.languages if self.outline is not None else ()
        return languages[0] if languages else ""

    # Building

    def _wire_middle(self) -> None:
        for card in (self.middle.resources, self.middle.needs):
            card.rated.connect(self.rate)
        self.middle.resources.reason_given.connect(lambda why: self.rate("none_visible", why))
        self.middle.resources.add_button.clicked.connect(lambda: self.open_resource(None))
        self.middle.resources.opened.connect(self.open_resource)
        self.middle.resources.ended.connect(self.acts.end_resource)
        self.middle.needs.add_button.clicked.connect(lambda: self.open_need(None))
        self.middle.needs.opened.connect(self.open_need)
        self.middle.needs.ended.connect(self.acts.end_need)
        self.middle.share_button.clicked.connect(self.share)
        self.middle.client_button.clicked.connect(self.client.toggle)
        self.middle.non_answer.connect(self.set_status)
        self.middle.taken.connect(
            lambda answer, side: (self.open_need if side == "need" else self.open_resource)(None, answer)
        )
        self.middle.told.connect(self.tell_story)

    def _word_foot(self) -> None:
        codes = self._codes()
        self.foot.show_place(codes, codes.index(self.domain), is_open=self.is_open)
        self.foot.undo_button.setEnabled(self.acts.can_undo and self.is_open)
        self.side.done_button.setVisible(self.is_open)

    def _bind_keys(self) -> None:
        for keys, deed in (
            ("PgDown", lambda: self.step(1)),
            ("PgUp", lambda: self.step(-1)),
            ("Ctrl+Z", self.undo),
            ("F10", self.client.toggle),
            ("F12", self.share),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the single keys of this page; what is typed into a line never comes here."""
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        acts_alone = self.shell is None or self.shell.settings.single_keys
        is_rated = self.middle.isVisible() and self.middle.resources.isVisible()
        key = event.text().casefold()
        if is_plain and acts_alone and key == "v":
            self.side.turn_view()
        elif is_plain and acts_alone and is_rated and key == "r":
            self.middle.resources.step_in()
        elif is_plain and acts_alone and is_rated and key == "b":
            self.middle.needs.step_in()
        elif is_plain and acts_alone and is_rated and key == "u":
            self.middle.needs.urgency.step_in()
        else:
            super().keyPressEvent(event)


def _id(assessment: Assessment | None) -> str:
    return assessment.id if assessment is not None else ""
