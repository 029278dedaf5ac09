"""What is done on the plan's page: each act is kept at once, and can be taken back with Ctrl+Z.

The last acts are remembered with their way back as long as the page stands open.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import msgspec

from intake_app.errors import IntakeError
from intake_app.records.consent import Consent, ConsentState
from intake_app.records.plan import Goal, GoalStatus, Measure
from intake_app.records.referral import Referral, ReferralResult
from intake_app.services.plans import GoalDraft, MeasureDraft

if TYPE_CHECKING:
    from intake_app.records.barrier import Barrier
    from intake_app.services.barriers import BarrierDraft
    from intake_app.services.referrals import HandoverSheet, ReferralDraft
    from ui.case_screen import CaseScreen

T = TypeVar("T")
_KEPT = 50


class ConsentDraft(msgspec.Struct, frozen=True):
    """What is written down of a decision about talking to ``recipient``."""

    state: ConsentState
    recipient: str
    categories: tuple[str, ...]
    language: str
    text_version: str
    interpreter: str = ""
    form: str = "oral"
    expires_on: str = ""


def draft_of(goal: Goal) -> GoalDraft:
    """Return a goal as it would be written down again."""
    return GoalDraft(**{name: getattr(goal, name) for name in GoalDraft.__struct_fields__})


def step_draft(step: Measure) -> MeasureDraft:
    """Return a step as it would be written down again."""
    return MeasureDraft(**{name: getattr(step, name) for name in MeasureDraft.__struct_fields__})


class PlanActs:
    """The acts of one page. ``done`` is called after each, with what was kept."""

    def __init__(self, screen: "CaseScreen", done: Callable[[object], object]) -> None:
        self._screen, self._done = screen, done
        self._undo: list[Callable[[], object]] = []

    @property
    def can_undo(self) -> bool:
        """Return whether there is something to take back."""
        return bool(self._undo)

    def undo(self) -> None:
        """Take the last act back."""
        if self._undo:
            self._screen.ask(self._undo.pop(), self._done)

    def keep_goal(self, before: Goal | None, draft: GoalDraft, resource: str = "") -> None:
        """Add a goal, or write ``before`` anew; ``resource`` is a new one to be tied to it."""
        workspace, now, person_id = self._screen.workspace, self._screen.now(), self._screen.person_id

        def keep() -> Goal:
            from intake_app.services import assessments, plans

            said = draft
            if resource:
                new = assessments.ResourceDraft(domain=draft.domain, text=resource)
                made = assessments.add_resource(workspace, person_id=person_id, draft=new, now=now)
                said = msgspec.structs.replace(said, resource_ids=(*said.resource_ids, made.id))
            if before is None:
                return plans.add_goal(workspace, person_id=person_id, draft=said, now=now)
            return plans.change_goal(workspace, goal_id=before.id, draft=said, now=now)

        self._do(keep, lambda goal: self._put_goal_back(goal.id, before))

    def set_goal_status(self, goal: Goal, status: GoalStatus) -> None:
        """Say how a goal stands."""
        workspace, now = self._screen.workspace, self._screen.now()

        def keep() -> Goal:
            from intake_app.services import plans

            return plans.set_goal_status(workspace, goal_id=goal.id, status=status, now=now)

        self._do(keep, lambda kept: self._put_goal_back(kept.id, goal))

    def rate(self, goal: Goal, value: int) -> None:
        """Say how far a goal is, -2 to 2."""
        workspace, now = self._screen.workspace, self._screen.now()

        def keep() -> Goal:
            from intake_app.services import plans

            return plans.rate_goal(workspace, goal_id=goal.id, value=value, now=now)

        self._do(keep, lambda kept: self._put_goal_back(kept.id, goal))

    def keep_step(self, goal_id: str, before: Measure | None, draft: MeasureDraft) -> None:
        """Add a step to a goal, or write ``before`` anew."""
        workspace, now = self._screen.workspace, self._screen.now()

        def keep() -> Measure:
            from intake_app.services import plans

            if before is None:
                return plans.add_measure(workspace, goal_id=goal_id, draft=draft, now=now)
            return plans.change_measure(workspace, measure_id=before.id, draft=draft, now=now)

        def put_back(step: Measure) -> Callable[[], object]:
            def put() -> None:
                from intake_app.services import plans

                plans.put_back_measure(workspace, measure_id=step.id, before=before, now=self._screen.now())

            return put

        self._do(keep, put_back)

    def refer(
        self, draft: "ReferralDraft", decision: ConsentDraft | None = None,
        failed: Callable[[IntakeError], object] | None = None,
    ) -> None:  # fmt: skip
        """Keep what was decided first, where it was asked; then refer, unless that was a no."""
        workspace, now, person_id = self._screen.workspace, self._screen.now(), self._screen.person_id

        def keep() -> Referral | Consent:
            from intake_app.services import consents, referrals

            if decision is not None:
                decided = consents.record_consent(
                    workspace, person_id=person_id, purpose="K-SPE", now=now,
                    **msgspec.structs.asdict(decision),
                )  # fmt: skip
                if decided.state != "given":
                    return decided
            return referrals.refer(workspace, person_id=person_id, draft=draft, now=now)

        def put_back(made: Referral | Consent) -> Callable[[], object] | None:
            return self._put_referral_back(made.id, None) if isinstance(made, Referral) else None

        self._do(keep, put_back, failed)

    def decide(self, decision: ConsentDraft) -> None:
        """Keep a decision about talking to somebody; another one can follow, none is taken back."""
        workspace, now, person_id = self._screen.workspace, self._screen.now(), self._screen.person_id

        def keep() -> Consent:
            from intake_app.services.consents import record_consent

            return record_consent(
                workspace, person_id=person_id, purpose="K-SPE", now=now,
                **msgspec.structs.asdict(decision),
            )  # fmt: skip

        self._do(keep, lambda _kept: None)

    def withdraw(self, consent: Consent) -> None:
        """Keep that the person takes a consent back."""
        workspace, now, person_id = self._screen.workspace, self._screen.now(), self._screen.person_id

        def keep() -> Consent:
            from intake_app.services.consents import withdraw_consent

            return withdraw_consent(
                workspace, person_id=person_id, purpose="K-SPE", recipient=consent.recipient, now=now
            )

        self._do(keep, lambda _kept: None)

    def hand_over(self, referral: Referral, then: "Callable[[HandoverSheet], object]") -> None:
        """Keep that the sheet goes to the recipient, then ``then(sheet)``."""
        workspace, now = self._screen.workspace, self._screen.now()

        def keep() -> "tuple[Referral, HandoverSheet]":
            from intake_app.services.referrals import hand_over

            return hand_over(workspace, referral_id=referral.id, now=now)

        def kept(found: "tuple[Referral, HandoverSheet]") -> None:
            self._done(found[0])
            then(found[1])

        self._screen.ask(keep, kept)

    def report(
        self, referral: Referral, result: ReferralResult, *, remark: str = "", first_contact_on: str = "",
        barrier: "BarrierDraft | None" = None,
    ) -> None:  # fmt: skip
        """Keep what became of a referral."""
        workspace, now = self._screen.workspace, self._screen.now()

        def keep() -> Referral:
            from intake_app.services.referrals import report_back

            return report_back(
                workspace, referral_id=referral.id, result=result, remark=remark,
                first_contact_on=first_contact_on, barrier=barrier, now=now,
            )  # fmt: skip

        self._do(keep, lambda kept: self._put_referral_back(kept.id, referral))

    def report_gap(self, domain: str, text: str) -> None:
        """Keep that nothing suitable is on offer."""
        workspace, now, person_id = self._screen.workspace, self._screen.now(), self._screen.person_id

        def keep() -> "Barrier":
            from intake_app.services.offers import report_gap

            return report_gap(workspace, person_id=person_id, domain=domain, text=text, now=now)

        self._do(keep, lambda _kept: None)

    def _do(
        self, keep: Callable[[], T], way_back: Callable[[T], Callable[[], object] | None],
        failed: Callable[[IntakeError], object] | None = None,
    ) -> None:  # fmt: skip
        def kept(made: T) -> None:
            back = way_back(made)
            if back is not None:
                self._undo = [*self._undo[1 - _KEPT :], back]
            self._done(made)

        self._screen.ask(keep, kept, failed)

    def _put_goal_back(self, goal_id: str, before: Goal | None) -> Callable[[], object]:
        workspace = self._screen.workspace

        def put() -> None:
            from intake_app.services.plans import put_back_goal

            put_back_goal(workspace, goal_id=goal_id, before=before, now=self._screen.now())

        return put

    def _put_referral_back(self, referral_id: str, before: Referral | None) -> Callable[[], object]:
        workspace = self._screen.workspace

        def put() -> None:
            from intake_app.services.referrals import put_back_referral

            put_back_referral(workspace, referral_id=referral_id, before=before, now=self._screen.now())

        return put
