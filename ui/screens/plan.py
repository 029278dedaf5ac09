"""The plan of a case: goals in two languages, what helps with each, who does what, offers and referrals."""

import datetime
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout

from intake_app.errors import IntakeError
from intake_app.records.offer import OfferMatch
from intake_app.records.plan import Goal, GoalStatus, Measure, MeasureStatus
from intake_app.services.plans import GoalDraft, MeasureDraft, domain_icons
from ui.case_screen import CaseScreen
from ui.parts.button import Button
from ui.parts.page import scrolling
from ui.parts.space import Stack, column, row
from ui.screens.catalogue import screen_names
from ui.screens.plan_acts import PlanActs, step_draft
from ui.screens.plan_goal import GoalDetail
from ui.screens.plan_goal_sheet import GoalSheet, LinkSheet
from ui.screens.plan_goals import GoalList
from ui.screens.plan_offers import OffersCard, gap_text
from ui.screens.plan_referral_sheet import GapSheet
from ui.screens.plan_referring import Referring
from ui.screens.plan_step_sheet import StepSheet
from ui.words import _

if TYPE_CHECKING:
    from intake_app.services.plans import PlanPage
    from ui.window import Window

LANGUAGES = (
    "ar",
    "fa-AF",
    "fa",
    "ps",
    "ku",
    "ckb",
    "tr",
    "uk",
    "ru",
    "en",
    "fr",
    "ti",
    "so",
    "ro",
    "es",
    "de",
)


class PlanData(msgspec.Struct, frozen=True):
    """The page, and the offers for the goal that is shown."""

    page: "PlanPage"
    goal_id: str
    matches: tuple[OfferMatch, ...] | None  # None without a goal
    fitting: int = 0


class PlanScreen(CaseScreen):
    """The plan's page of the case of ``person_id``."""

    def __init__(self, window: "Window | None" = None, *, person_id: str) -> None:
        super().__init__(window, person_id=person_id)
        self.page: PlanPage | None = None
        self.goal: Goal | None = None
        self._wanted = ""  # id of the goal to show
        self._has_opened = False
        self._data: PlanData | None = None
        # The offers ranked last, and for which domain and need: an act on the plan changes none of them.
        self._ranked: tuple[tuple[str, str], tuple[OfferMatch, ...], int] | None = None
        self.acts = PlanActs(self, self._done)
        self.referring = Referring(self)
        self.add_button = Button("primary", icon="plus")
        # Translators: a button that adds a goal of the person
        self.say(self.add_button.setText, lambda: _("Goal"))
        self.say(self.add_button.setAccessibleName, lambda: _("New goal"))
        self.add_button.clicked.connect(self.new_goal)
        self.undo_button = Button("quiet", icon="arrow-u-up-left")
        self.say(self.undo_button.name_it, lambda: _("Undo"))
        self.undo_button.clicked.connect(self.acts.undo)
        self.undo_button.setEnabled(False)
        self.print_button = Button("normal", icon="printer")
        self.say(self.print_button.setText, lambda: _("Print"))
        self.print_button.clicked.connect(lambda: self.go("documents", person_id=self.person_id))
        self.goals, self.detail, self.offers = GoalList(), GoalDetail(), OffersCard()
        self._middle: Stack = column((self.detail, 1), gap=12)
        self._columns: Stack = row((self.goals, 4), (self._middle, 9), (self.offers, 5), gap=12)
        self.show_body(
            scrolling(column((self._columns, 1), margins=(16, 12))),
            self.undo_button,
            self.print_button,
            self.add_button,
        )
        self._join_up()
        self._set_keys()

    def title(self) -> str:
        """Return the page's name."""
        return _("Plan")

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (
            ("G", _("New goal")),
            ("A", _("New step")),
            ("O", _("To the offers")),
            ("L", _("Tie a resource")),
            ("1 … 5", _("on a step: open, running, appointment made, done, dropped")),
            ("Ctrl+Z", _("Undo")),
            *super().keys(),
        )

    def arrange(self, width: str) -> None:
        """Put goals, detail and offers beside each other, or below each other where it is narrow."""
        super().arrange(width)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self.goals.set_list(width == "wide")
        self.print_button.setVisible(width != "narrow" and "documents" in screen_names())
        if width == "wide":
            self._columns.insertWidget(0, self.goals, 4)
        else:
            self._middle.insertWidget(0, self.goals)
        self._columns.setDirection(down if width == "narrow" else across)
        self._columns.setStretchFactor(self._middle, 0 if width == "narrow" else 9)
        self._columns.setStretchFactor(self.offers, 1 if width == "narrow" else 5)

    def fetch(self) -> PlanData:
        """Return the plan, and the offers for the goal to show; the first look is on record."""
        from intake_app.services.offers import offers_for, wish_for
        from intake_app.services.plans import open_plan, plan_page

        if self._has_opened:
            page = plan_page(self.workspace, person_id=self.person_id)
        else:
            page = open_plan(self.workspace, person_id=self.person_id, now=self.now())
            self._has_opened = True
        goals = _open_first(page.goals)
        goal = next((one for one in goals if one.id == self._wanted), None) or next(iter(goals), None)
        if goal is None:
            return PlanData(page, "", None)
        needs = {one.id: one.code for one in page.needs}
        code = next((needs[one] for one in goal.need_ids if needs.get(one)), "")
        key = (goal.domain, code)
        if self._ranked is None or self._ranked[0] != key:
            wish = wish_for(
                self.workspace,
                person_id=self.person_id,
                domain=goal.domain,
                need_code=code,
                today=self.today(),
            )
            ranking = offers_for(self.workspace, wish=wish)
            self._ranked = (key, ranking.matches, ranking.fitting)
        return PlanData(page, goal.id, *self._ranked[1:])

    def fill(self, data: Any) -> None:
        """Show the plan."""
        assert isinstance(data, PlanData)
        self._data, self.page, self._wanted = data, data.page, data.goal_id
        self.goal = next((one for one in data.page.goals if one.id == data.goal_id), None)
        hides = self.shell is not None and self.shell.hides_names
        self.goals.show_goals(_open_first(data.page.goals), data.goal_id)
        self.detail.show_goal(self.goal, data.page, today=self.today(), is_hidden=hides)
        self.offers.show_offers(data.matches, data.fitting, self.goal.domain if self.goal else "")
        self.undo_button.setEnabled(self.acts.can_undo)
        focused = self.window().focusWidget()
        if focused is None or focused is self or not self.isAncestorOf(focused):
            self.add_button.setFocus()

    def reworded(self) -> None:
        """Word the plan again."""
        super().reworded()
        if self._data is not None:
            self.offers.reword()
            self.fill(self._data)

    def today(self) -> datetime.date:
        """Return the day where the window stands."""
        return self.now().astimezone().date()

    # Acts that open a sheet

    def choose(self, goal_id: str) -> None:
        """Show another goal."""
        self._wanted = goal_id
        self.fetch_again()

    def new_goal(self) -> None:
        """Write down a new goal."""
        self._write_goal(None)

    def edit_goal(self) -> None:
        """Write the goal anew."""
        if self.goal is not None:
            self._write_goal(self.goal)

    def link(self) -> None:
        """Tie what helps, and the needs it answers, to the goal."""
        if self.goal is None or self.page is None:
            return
        goal = self.goal
        sheet = LinkSheet(self, goal, resources=self._resources(), needs=self._needs())
        sheet.written.connect(lambda draft, new: self.acts.keep_goal(goal, draft, new))
        self.sheet = sheet

    def new_step(self, step: Measure | None = None) -> None:
        """Write down a step of the goal, or write ``step`` anew."""
        if self.goal is None:
            return
        sheet = StepSheet(self, step, worker=self.workspace.user.name)
        sheet.written.connect(partial(self.acts.keep_step, self.goal.id, step))
        self.sheet = sheet

    def report_gap(self) -> None:
        """Tell those who steer that nothing suitable is on offer."""
        if self.goal is None:
            return
        domain = self.goal.domain
        sheet = GapSheet(self, lambda: gap_text(domain))
        sheet.written.connect(partial(self._gap_written, domain))
        self.sheet = sheet

    # What follows

    def _write_goal(self, known: Goal | None) -> None:
        if self.page is None:
            return
        spoken = self.outline.languages if self.outline is not None else ()
        sheet = GoalSheet(
            self, known, domains=tuple(domain_icons()), resources=self._resources(), needs=self._needs(),
            languages=tuple(dict.fromkeys((*spoken, *LANGUAGES))),
            domain=self.goal.domain if self.goal else "",
        )  # fmt: skip
        sheet.written.connect(lambda draft, new: self.acts.keep_goal(known, draft, new))
        self.sheet = sheet

    def _gap_written(self, domain: str, text: str) -> None:
        self.offers.tell_reported(domain)
        self.acts.report_gap(domain, text)

    def _keep_offer(self, match: OfferMatch) -> None:
        if self.goal is not None:
            draft = MeasureDraft(text=match.offer.name, doer="client", doer_name="")
            self.acts.keep_step(self.goal.id, None, draft)

    def _rate(self, value: int) -> None:
        if self.goal is not None:
            self.acts.rate(self.goal, value)

    def _rewrite(self, draft: GoalDraft) -> None:
        if self.goal is not None:
            self.acts.keep_goal(self.goal, draft)

    def _set_goal_status(self, status: GoalStatus) -> None:
        if self.goal is not None:
            self.acts.set_goal_status(self.goal, status)

    def _set_state(self, step: Measure, status: MeasureStatus) -> None:
        draft = msgspec.structs.replace(step_draft(step), status=status)
        self.acts.keep_step(step.goal_id, step, draft)

    def _done(self, kept: object) -> None:
        if isinstance(kept, Goal):
            self._wanted = kept.id
        self.fetch_again()

    def tell(self, trouble: IntakeError) -> None:
        """Show trouble, and the plan as it is kept."""
        super().tell(trouble)
        self.undo_button.setEnabled(self.acts.can_undo)

    # Building

    def _join_up(self) -> None:
        detail, offers = self.detail, self.offers
        self.goals.chosen.connect(self.choose)
        detail.first_button.clicked.connect(self.new_goal)
        detail.edit_wanted.connect(self.edit_goal)
        detail.link_wanted.connect(self.link)
        detail.step_wanted.connect(self.new_step)
        detail.step_state_wanted.connect(self._set_state)
        detail.refer_wanted.connect(self.referring.refer)
        detail.referral_wanted.connect(self.referring.open_referral)
        detail.withdraw_wanted.connect(self.referring.withdraw)
        detail.grades.rated.connect(self._rate)
        detail.more.changed.connect(self._rewrite)
        detail.more.status_wanted.connect(self._set_goal_status)
        offers.refer_wanted.connect(self.referring.refer)
        offers.step_wanted.connect(self._keep_offer)
        offers.gap_wanted.connect(self.report_gap)

    def _set_keys(self) -> None:
        alone = self.shell is None or self.shell.settings.single_keys
        deeds: dict[str, Callable[[], object]] = {"Ctrl+Z": self.acts.undo}
        if alone:
            deeds |= {
                "G": self.new_goal,
                "A": self.new_step,
                "O": self.offers.enter,
                "L": self.link,
            }
        for key, deed in deeds.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _resources(self) -> tuple[Any, ...]:
        return self._shown(self.page.resources) if self.page is not None else ()

    def _needs(self) -> tuple[Any, ...]:
        return self._shown(self.page.needs) if self.page is not None else ()

    def _shown(self, things: tuple[Any, ...]) -> tuple[Any, ...]:
        hides = self.shell is not None and self.shell.hides_names
        return tuple(
            one for one in things if one.ended_at is None and not (hides and one.sensitivity == "P4")
        )


def _open_first(goals: tuple[Goal, ...]) -> tuple[Goal, ...]:
    return tuple(sorted(goals, key=lambda goal: goal.status != "open"))
