"""How a case is worked: phases and what each needs before the next, criteria, people, actors, conferences."""

import datetime
from collections.abc import Sequence

import msgspec

from intake_app.assessment.profile import SUGGESTS_MANAGEMENT, complexity, suggests_case_management
from intake_app.errors import N_, IntakeError
from intake_app.planning.phases import CRITERIA, Requirement, needed_before_next, next_phase
from intake_app.records.barrier import Barrier
from intake_app.records.case import Case
from intake_app.records.case_work import (
    PHASES,
    Actor,
    Agreement,
    CaseConference,
    CaseFile,
    CaseMember,
    Household,
    Level,
    MemberRole,
    Phase,
    PhaseStep,
)
from intake_app.records.consent import Consent
from intake_app.records.ids import new_id
from intake_app.records.plan import Goal, Measure
from intake_app.records.user import User
from intake_app.services.cases import case_of
from intake_app.services.session import Workspace
from intake_app.services.status import keep_arrival_tasks
from intake_app.services.status_rules import rule_book
from intake_app.services.users import users
from intake_app.vault import assessments as assessment_sql
from intake_app.vault import case_work as case_work_sql
from intake_app.vault import cases as case_sql
from intake_app.vault import consents as consent_sql
from intake_app.vault import interviews as interview_sql
from intake_app.vault import persons as person_sql
from intake_app.vault import plans as plan_sql
from intake_app.vault import site as site_sql
from intake_app.vault.errors import RecordMissing

__all__ = ["CRITERIA", "SUGGESTS_MANAGEMENT", "Requirement"]


class PhaseNotReady(IntakeError):
    """The next phase was asked for while something is missing and no reason was given to go on."""

    says = N_("Before the next phase something is still missing.")
    remedy = N_("Do it first, or go on with a reason; the reason stays with the case.")


class AlreadyInCase(IntakeError):
    """A person was to be put into a case while they are worked with in another one, or in this one."""

    says = N_("This person already belongs to case {number}.")
    remedy = N_("Take them out there first. What was recorded about them stays.")


class Member(msgspec.Struct, frozen=True):
    """Somebody in a case, with what lists show."""

    person_id: str
    display: str
    role: MemberRole
    relation: str


class CaseWorkPage(msgspec.Struct, frozen=True):
    """All that the page of case work shows."""

    case: Case
    file: CaseFile
    requirements: tuple[Requirement, ...]  # before the next phase
    following: Phase | None
    heavy_domains: int  # life domains with a need of 3 or more, as complexity counts them
    complexity: int
    suggests_management: bool
    members: tuple[Member, ...]
    households: tuple[Household, ...]
    actors: tuple[Actor, ...]
    spheres: tuple[str, ...]  # legal spheres involved, each once
    conferences: tuple[CaseConference, ...]
    barriers: tuple[Barrier, ...]
    workers: tuple[User, ...]  # who can be responsible now
    names: dict[str, str]  # of everybody who ever worked here, by user id
    consents: tuple[Consent, ...]  # to talking to another office, those that count now
    goals: tuple[Goal, ...]  # the client's open ones

    @property
    def missing(self) -> tuple[Requirement, ...]:
        """Return what is not there yet before the next phase."""
        return tuple(one for one in self.requirements if not one.is_met)


def open_case_work(workspace: Workspace, *, person_id: str, now: datetime.datetime) -> CaseWorkPage:
    """Return the page of how a person's case is worked; raises RecordMissing."""
    with workspace.recorded("case.open", f"person:{person_id}", now=now):
        return case_work_page(workspace, person_id=person_id)


def case_work_page(workspace: Workspace, *, person_id: str) -> CaseWorkPage:
    """Return the page as it stands after an act on it (the opening was the audited look)."""
    database, case = workspace.database, case_of(workspace, person_id)
    file = case_file(workspace, case.id)
    actors = case_work_sql.actors_of(database, case.id)
    assessments = assessment_sql.assessments_of(database, person_id)
    last = assessments[-1] if assessments else None
    value = complexity(last, actors)
    return CaseWorkPage(
        case=case,
        file=file,
        requirements=_requirements(workspace, case, file),
        following=next_phase(file.phase),
        heavy_domains=complexity(last, ()),
        complexity=value,
        suggests_management=suggests_case_management(value, file.criteria),
        members=_members(workspace, case),
        households=tuple(one for one in case_work_sql.households_of(database, case.id) if not one.ended_at),
        actors=actors,
        spheres=tuple(dict.fromkeys(s for actor in actors if actor.is_active for s in actor.spheres)),
        conferences=case_work_sql.conferences_of(database, case.id),
        barriers=case_work_sql.barriers_of(database, case.id),
        workers=users(workspace),
        names={user.id: user.name for user in site_sql.users(database)},
        consents=tuple(
            one
            for one in consent_sql.latest_consents(database, case.person_id)
            if one.purpose == "K-SPE" and one.state == "given"
        ),
        goals=tuple(one for one in plan_sql.goals_of(database, case.person_id) if one.status == "open"),
    )


def case_file(workspace: Workspace, case_id: str) -> CaseFile:
    """Return a case's file; a fresh one in clearing where nothing was recorded yet."""
    return case_work_sql.case_file(workspace.database, case_id) or CaseFile(case_id=case_id)


def enter_phase(
    workspace: Workspace, *, person_id: str, phase: Phase, override: str = "", now: datetime.datetime
) -> CaseFile:
    """Go on to a phase, or back to one; raises PhaseNotReady when something is missing without a reason."""
    case = case_of(workspace, person_id)
    file = case_file(workspace, case.id)
    is_onward = PHASES.index(phase) > PHASES.index(file.phase)
    is_ready = all(one.is_met for one in _requirements(workspace, case, file))
    if is_onward and not is_ready and not override.strip():
        raise PhaseNotReady
    step = PhaseStep(phase=phase, at=now, by=workspace.user.id, override=override.strip())
    return _keep(
        workspace, msgspec.structs.replace(file, phases=(*file.phases, step)), "case.phase", now, phase
    )


def set_case_facts(
    workspace: Workspace,
    *,
    person_id: str,
    status_group: str | None = None,
    arrived_on: str | None = None,
    application_on: str | None = None,
    level: Level | None = None,
    criteria: dict[str, bool | None] | None = None,
    deputies: Sequence[str] | None = None,
    now: datetime.datetime,
) -> CaseFile:
    """Keep what is known about a case; None leaves a fact as it is. Raises RecordMissing.

    Arrival and status group decide which duties of the arrival phase are open, in the same transaction.
    """
    case = case_of(workspace, person_id)
    file = case_file(workspace, case.id)
    facts = {
        "status_group": status_group, "arrived_on": arrived_on, "application_on": application_on,
        "level": level, "criteria": criteria, "deputies": tuple(deputies) if deputies is not None else None,
    }  # fmt: skip
    given = {name: value for name, value in facts.items() if value is not None}
    kept = msgspec.structs.replace(file, **given, rev=file.rev + 1)
    of = f"case:{file.case_id}"
    with workspace.recorded("case.facts", of, now=now, detail=" ".join(given)) as database:
        case_work_sql.keep_case_file(database, kept)
        if (kept.arrived_on, kept.status_group) != (file.arrived_on, file.status_group):
            keep_arrival_tasks(database, rule_book(workspace), case, kept, now.astimezone().date())
    return kept


def change_responsible(workspace: Workspace, *, person_id: str, user_id: str, now: datetime.datetime) -> Case:
    """Give a case to another worker; raises RecordMissing."""
    case = case_of(workspace, person_id)
    changed = msgspec.structs.replace(case, responsible=user_id, rev=case.rev + 1)
    with workspace.recorded("case.responsible", f"person:{person_id}", now=now) as database:
        case_sql.update_case(database, changed)
    return changed


def close_case(
    workspace: Workspace, *, person_id: str, because: str, remark: str = "", now: datetime.datetime
) -> CaseFile:
    """Close a case with a reason of ``closing-reasons``; raises RecordMissing."""
    file = case_file(workspace, case_of(workspace, person_id).id)
    closed = msgspec.structs.replace(file, closed_at=now, closed_because=because, closed_remark=remark)
    return _keep(workspace, closed, "case.close", now, because)


def reopen_case(workspace: Workspace, *, person_id: str, now: datetime.datetime) -> CaseFile:
    """Open a closed case again; raises RecordMissing."""
    file = case_file(workspace, case_of(workspace, person_id).id)
    opened = msgspec.structs.replace(file, closed_at=None, closed_because="", closed_remark="")
    return _keep(workspace, opened, "case.reopen", now)


def join_case(
    workspace: Workspace,
    *,
    person_id: str,
    member_id: str,
    role: MemberRole,
    relation: str,
    now: datetime.datetime,
) -> CaseMember:
    """Put another recorded person into the case of ``person_id``, or say their role anew.

    Raises RecordMissing; AlreadyInCase when they are worked with in somebody else's case.
    """
    if person_sql.person(workspace.database, member_id) is None:
        raise RecordMissing
    case, theirs = case_of(workspace, person_id), case_of(workspace, member_id)
    is_elsewhere = theirs.id != case.id and (
        theirs.person_id != member_id or case_work_sql.members_of(workspace.database, theirs.id)
    )
    if member_id == case.person_id or is_elsewhere:
        raise AlreadyInCase(number=theirs.number)
    member = CaseMember(case_id=case.id, person_id=member_id, role=role, relation=relation, since=now)
    with workspace.recorded("case.join", f"person:{member_id}", now=now, detail=role) as database:
        case_work_sql.keep_member(database, member)
    return member


def leave_case(workspace: Workspace, *, person_id: str, member_id: str, now: datetime.datetime) -> None:
    """Take a person out of a case; they go on in their own. Raises RecordMissing."""
    case = case_of(workspace, person_id)
    with workspace.recorded("case.leave", f"person:{member_id}", now=now) as database:
        case_work_sql.remove_member(database, case.id, member_id)


def keep_household(
    workspace: Workspace, *, person_id: str, household: Household, now: datetime.datetime
) -> Household:
    """Keep a household of the case (an empty id makes a new one); raises RecordMissing."""
    case = case_of(workspace, person_id)
    kept = msgspec.structs.replace(
        household,
        id=household.id or new_id(now),
        case_id=case.id,
        recorded_at=now,
        recorded_by=workspace.user.id,
        rev=household.rev + 1,
    )
    with workspace.recorded("household.keep", f"person:{person_id}", now=now, detail=kept.kind) as database:
        case_work_sql.keep_household(database, kept)
    return kept


def keep_actor(workspace: Workspace, *, person_id: str, actor: Actor, now: datetime.datetime) -> Actor:
    """Keep an authority or organisation of the case (an empty id makes a new one); raises RecordMissing."""
    kept = msgspec.structs.replace(
        actor,
        id=actor.id or new_id(now),
        case_id=case_of(workspace, person_id).id,
        recorded_at=now,
        recorded_by=workspace.user.id,
        rev=actor.rev + 1,
    )
    with workspace.recorded("actor.keep", f"person:{person_id}", now=now) as database:
        case_work_sql.keep_actor(database, kept)
    return kept


def keep_conference(
    workspace: Workspace, *, person_id: str, conference: CaseConference, now: datetime.datetime
) -> CaseConference:
    """Keep a case conference (an empty id makes a new one); raises RecordMissing."""
    kept = msgspec.structs.replace(
        conference,
        id=conference.id or new_id(now),
        case_id=case_of(workspace, person_id).id,
        recorded_at=now,
        recorded_by=workspace.user.id,
        rev=conference.rev + 1,
    )
    with workspace.recorded("conference.keep", f"person:{person_id}", now=now) as database:
        case_work_sql.keep_conference(database, kept)
    return kept


def make_steps_of_agreements(
    workspace: Workspace, *, person_id: str, conference_id: str, goal_id: str, now: datetime.datetime
) -> tuple[Measure, ...]:
    """Make a step of the plan of each agreement that is none yet, under a goal; raises RecordMissing."""
    case = case_of(workspace, person_id)
    conferences = case_work_sql.conferences_of(workspace.database, case.id)
    conference = next((one for one in conferences if one.id == conference_id), None)
    goal = plan_sql.goal(workspace.database, goal_id)
    if conference is None or goal is None or goal.case_id != case.id:
        raise RecordMissing
    made: list[Measure] = []
    agreements: list[Agreement] = []
    for one in conference.agreements:
        step_id = one.measure_id or new_id(now)
        agreements.append(msgspec.structs.replace(one, measure_id=step_id))
        if not one.measure_id:
            made.append(
                Measure(id=step_id, goal_id=goal.id, case_id=case.id, text=one.text, doer="third",
                        doer_name=one.who, due_on=one.due_on, created_at=now, created_by=workspace.user.id)
            )  # fmt: skip
    after = msgspec.structs.replace(conference, agreements=tuple(agreements), rev=conference.rev + 1)
    with workspace.recorded(
        "conference.steps", f"person:{person_id}", now=now, detail=str(len(made))
    ) as database:
        for step in made:
            plan_sql.keep_measure(database, step)
        case_work_sql.keep_conference(database, after)
    return tuple(made)


def _requirements(workspace: Workspace, case: Case, file: CaseFile) -> tuple[Requirement, ...]:
    """Return what the case needs before its next phase; the client's own records count."""
    database, person_id = workspace.database, case.person_id
    consent = consent_sql.latest_consent(database, person_id, "K-DS")
    return needed_before_next(
        file,
        has_consent=consent is not None and consent.state == "given",
        interviews=interview_sql.interviews_of_person(database, person_id),
        assessments=assessment_sql.assessments_of(database, person_id),
        goals=plan_sql.goals_of(database, person_id),
        measures=plan_sql.measures_of_case(database, case.id),
        referrals=plan_sql.referrals_of_case(database, case.id),
    )


def _members(workspace: Workspace, case: Case) -> tuple[Member, ...]:
    members = case_work_sql.members_of(workspace.database, case.id)
    ids = [case.person_id, *(one.person_id for one in members)]
    names = {one.id: one.display for one in person_sql.persons_by_id(workspace.database, ids)}
    client = Member(case.person_id, names.get(case.person_id, ""), "client", "")
    others = (
        Member(one.person_id, names.get(one.person_id, ""), one.role, one.relation)
        for one in members if one.person_id != case.person_id
    )  # fmt: skip
    return (client, *others)


def _keep(
    workspace: Workspace, file: CaseFile, action: str, now: datetime.datetime, detail: str = ""
) -> CaseFile:
    kept = msgspec.structs.replace(file, rev=file.rev + 1)
    with workspace.recorded(action, f"case:{file.case_id}", now=now, detail=detail) as database:
        case_work_sql.keep_case_file(database, kept)
    return kept
