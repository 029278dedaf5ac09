"""The service plan: goals in the client's words, tied to resources; who does what; how far each goal is."""

import datetime

import msgspec

from intake_app.assessment.domains import domain_name, life_domains
from intake_app.assessment.profile import activation, coverage
from intake_app.errors import N_, IntakeError
from intake_app.records.assessment import Assessment, Need, Resource
from intake_app.records.case import Case
from intake_app.records.consent import Consent
from intake_app.records.ids import new_id
from intake_app.records.plan import Attainment, Doer, Goal, GoalLevel, GoalStatus, Measure, MeasureStatus
from intake_app.records.referral import Referral
from intake_app.services.cases import case_of
from intake_app.services.session import Workspace
from intake_app.services.sites import basis_wanted, categories_held
from intake_app.vault import assessments as assessment_sql
from intake_app.vault import consents as consent_sql
from intake_app.vault import plans as plan_sql
from intake_app.vault.errors import RecordMissing

__all__ = ["GoalDraft", "GoalUnnamed", "MeasureDraft", "PlanPage", "domain_name"]


class GoalUnnamed(IntakeError):
    """A goal was to be kept without a word in any language."""

    says = N_("The goal has no words yet.")
    remedy = N_("Write it as the person says it, or in your own language.")


class GoalDraft(msgspec.Struct, frozen=True):
    """What is written down of a goal; see ``records.plan.Goal`` for each field."""

    domain: str
    text: str
    words: str = ""
    language: str = ""
    is_interpreted: bool = False
    level: GoalLevel = "action"
    specific: str = ""
    measure: str = ""
    accepted: str = ""
    realistic: str = ""
    due_on: str = ""
    review_on: str = ""
    resource_ids: tuple[str, ...] = ()
    without_resource: str = ""
    need_ids: tuple[str, ...] = ()


class MeasureDraft(msgspec.Struct, frozen=True):
    """What is written down of a step."""

    text: str
    doer: Doer = "client"
    doer_name: str = ""
    due_on: str = ""
    status: MeasureStatus = "open"
    legal_basis: str = ""


class PlanPage(msgspec.Struct, frozen=True):
    """All that the plan's page shows."""

    case: Case
    goals: tuple[Goal, ...]
    measures: tuple[Measure, ...]
    referrals: tuple[Referral, ...]
    resources: tuple[Resource, ...]  # also ended ones, which goals may still name
    needs: tuple[Need, ...]
    assessment: Assessment | None
    activation: float | None  # share of goals tied to a resource
    coverage: float | None  # share of needs of 3 or more with an active step
    consents: tuple[Consent, ...] = ()  # to talk to somebody: the decision that counts for each recipient
    held_categories: tuple[str, ...] = ()  # what consent alone does not carry at this site
    basis_wanted: str = ""  # where the statutory power for them may be found


def open_plan(workspace: Workspace, *, person_id: str, now: datetime.datetime) -> PlanPage:
    """Return a person's plan; raises RecordMissing."""
    with workspace.recorded("plan.open", f"person:{person_id}", now=now):
        return plan_page(workspace, person_id=person_id)


def plan_page(workspace: Workspace, *, person_id: str) -> PlanPage:
    """Return the page as it stands after an act on it (the opening was the audited look)."""
    database, case = workspace.database, case_of(workspace, person_id)
    goals = plan_sql.goals_of(database, person_id)
    own = {goal.id for goal in goals}
    measures = tuple(one for one in plan_sql.measures_of_case(database, case.id) if one.goal_id in own)
    needs = assessment_sql.needs_of(database, person_id)
    assessments = assessment_sql.assessments_of(database, person_id)
    return PlanPage(
        case=case,
        goals=goals,
        measures=measures,
        referrals=tuple(
            one for one in plan_sql.referrals_of_case(database, case.id) if one.person_id == person_id
        ),
        resources=assessment_sql.resources_of(database, person_id),
        needs=needs,
        assessment=assessments[-1] if assessments else None,
        activation=activation(goals),
        coverage=coverage(needs, goals, measures),
        consents=tuple(
            one for one in consent_sql.latest_consents(database, person_id) if one.purpose == "K-SPE"
        ),
        held_categories=categories_held(workspace),
        basis_wanted=basis_wanted(workspace),
    )


def domain_icons() -> dict[str, str]:
    """Return the life domains in order, each with the name of its icon."""
    return {one.code: one.icon for one in life_domains()}


def add_goal(workspace: Workspace, *, person_id: str, draft: GoalDraft, now: datetime.datetime) -> Goal:
    """Add a goal; raises GoalUnnamed, RecordMissing."""
    goal = Goal(
        id=new_id(now),
        case_id=case_of(workspace, person_id).id,
        person_id=person_id,
        created_at=now,
        created_by=workspace.user.id,
        **msgspec.structs.asdict(_named(draft)),
    )
    return _keep_goal(workspace, goal, "goal.add", now)


def change_goal(workspace: Workspace, *, goal_id: str, draft: GoalDraft, now: datetime.datetime) -> Goal:
    """Write a goal anew; raises GoalUnnamed, RecordMissing."""
    before = _goal(workspace, goal_id)
    facts = msgspec.structs.asdict(_named(draft))
    return _keep_goal(
        workspace, msgspec.structs.replace(before, rev=before.rev + 1, **facts), "goal.change", now
    )


def set_goal_status(
    workspace: Workspace, *, goal_id: str, status: GoalStatus, now: datetime.datetime
) -> Goal:
    """Say that a goal is reached, given up, replaced, or open again; raises RecordMissing."""
    before = _goal(workspace, goal_id)
    changed = msgspec.structs.replace(before, status=status, rev=before.rev + 1)
    return _keep_goal(workspace, changed, "goal.status", now)


def rate_goal(
    workspace: Workspace, *, goal_id: str, value: int, remark: str = "", now: datetime.datetime
) -> Goal:
    """Keep where a goal stands on the goal attainment scale, -2 to 2, beside what was said before."""
    if not -2 <= value <= 2:
        raise ValueError(value)
    before = _goal(workspace, goal_id)
    step = Attainment(value=value, at=now, by=workspace.user.id, remark=remark)
    rated = msgspec.structs.replace(before, attainments=(*before.attainments, step), rev=before.rev + 1)
    return _keep_goal(workspace, rated, "goal.rate", now)


def add_measure(
    workspace: Workspace, *, goal_id: str, draft: MeasureDraft, now: datetime.datetime
) -> Measure:
    """Add a step to a goal; raises RecordMissing."""
    goal = _goal(workspace, goal_id)
    measure = Measure(
        id=new_id(now),
        goal_id=goal.id,
        case_id=goal.case_id,
        created_at=now,
        created_by=workspace.user.id,
        done_at=now if draft.status == "done" else None,
        **msgspec.structs.asdict(draft),
    )
    return _keep_measure(workspace, measure, goal, "measure.add", now)


def change_measure(
    workspace: Workspace, *, measure_id: str, draft: MeasureDraft, now: datetime.datetime
) -> Measure:
    """Write a step anew, or say how it stands; raises RecordMissing."""
    before = plan_sql.measure(workspace.database, measure_id)
    if before is None:
        raise RecordMissing
    done_at = (before.done_at or now) if draft.status == "done" else None
    changed = msgspec.structs.replace(
        before, rev=before.rev + 1, done_at=done_at, **msgspec.structs.asdict(draft)
    )
    return _keep_measure(workspace, changed, _goal(workspace, before.goal_id), "measure.change", now)


def put_back_goal(workspace: Workspace, *, goal_id: str, before: Goal | None, now: datetime.datetime) -> None:
    """Undo the last change of a goal: it stands as ``before``, or is gone where it was new.

    Raises RecordMissing.
    """
    goal = _goal(workspace, goal_id)
    with workspace.recorded("goal.undo", f"person:{goal.person_id}", now=now, detail=goal.domain) as database:
        if before is None:
            plan_sql.remove_goal(database, goal_id)
        else:
            plan_sql.keep_goal(database, msgspec.structs.replace(before, rev=goal.rev + 1))


def put_back_measure(
    workspace: Workspace, *, measure_id: str, before: Measure | None, now: datetime.datetime
) -> None:
    """Undo the last change of a step: it stands as ``before``, or is gone where it was new.

    Raises RecordMissing.
    """
    measure = plan_sql.measure(workspace.database, measure_id)
    if measure is None:
        raise RecordMissing
    of = f"person:{_goal(workspace, measure.goal_id).person_id}"
    with workspace.recorded("measure.undo", of, now=now, detail=measure.status) as database:
        if before is None:
            plan_sql.remove_measure(database, measure_id)
        else:
            plan_sql.keep_measure(database, msgspec.structs.replace(before, rev=measure.rev + 1))


def due_measures(workspace: Workspace, *, until: datetime.date, limit: int = 50) -> tuple[Measure, ...]:
    """Return steps of all cases that are not done and due on or before ``until``, the soonest first."""
    return plan_sql.measures_due(workspace.database, until.isoformat(), limit)


def _named(draft: GoalDraft) -> GoalDraft:
    if not (draft.text.strip() or draft.words.strip()):
        raise GoalUnnamed
    return draft


def _goal(workspace: Workspace, goal_id: str) -> Goal:
    found = plan_sql.goal(workspace.database, goal_id)
    if found is None:
        raise RecordMissing
    return found


def _keep_goal(workspace: Workspace, goal: Goal, action: str, now: datetime.datetime) -> Goal:
    with workspace.recorded(action, f"person:{goal.person_id}", now=now, detail=goal.domain) as database:
        plan_sql.keep_goal(database, goal)
    return goal


def _keep_measure(
    workspace: Workspace, measure: Measure, goal: Goal, action: str, now: datetime.datetime
) -> Measure:
    with workspace.recorded(action, f"person:{goal.person_id}", now=now, detail=measure.status) as database:
        plan_sql.keep_measure(database, measure)
    return measure
