"""The person's network: ties drawn together, and the figures of the drawing. One act, one commit."""

import datetime

import msgspec

from intake_app.assessment.domains import domain_name, rated_domains
from intake_app.assessment.family_tree import CLIENT, Relative
from intake_app.assessment.network import NetworkFigures, figures
from intake_app.records.assessment import Resource
from intake_app.records.case_work import Household, HouseholdMember
from intake_app.records.ids import new_id
from intake_app.records.network import HelpDirection, NetworkTie, Quality, Sector
from intake_app.services.cases import case_of
from intake_app.services.session import Workspace
from intake_app.vault import assessments as assessment_sql
from intake_app.vault import case_work as case_work_sql
from intake_app.vault import persons as person_sql
from intake_app.vault.errors import RecordMissing

__all__ = ["NetworkPage", "TieDraft", "domain_name", "rated_domains"]


class TieDraft(msgspec.Struct, frozen=True):
    """What is drawn of a tie; a role instead of a name is fine."""

    label: str
    sector: Sector
    ring: int = 2  # 1 near, 3 far
    quality: Quality = "supportive"
    help: HelpDirection = "none"
    is_abroad: bool = False
    speaks_german: bool | None = None
    resource_domain: str = ""
    place: float | None = None
    sensitivity: str = ""


class NetworkPage(msgspec.Struct, frozen=True):
    """All that the page shows: ties that have not ended, figures, resources, who is of the family."""

    ties: tuple[NetworkTie, ...]
    figures: NetworkFigures
    resources: tuple[Resource, ...]
    display: str = ""
    family: tuple[Relative, ...] = ()  # the person first; the person alone where no household is recorded


def open_network(workspace: Workspace, *, person_id: str, now: datetime.datetime) -> NetworkPage:
    """Return a person's network; raises RecordMissing."""
    with workspace.recorded("network.open", f"person:{person_id}", now=now):
        return network_page(workspace, person_id=person_id)


def network_page(workspace: Workspace, *, person_id: str) -> NetworkPage:
    """Return the page as it stands after an act on it (the opening was the audited look)."""
    case = case_of(workspace, person_id)
    person = person_sql.person(workspace.database, person_id)
    if person is None:
        raise RecordMissing
    ties = tuple(tie for tie in assessment_sql.ties_of(workspace.database, person_id) if not tie.ended_at)
    resources = assessment_sql.resources_of(workspace.database, person_id)
    return NetworkPage(
        ties=ties,
        figures=figures(ties),
        resources=tuple(one for one in resources if not one.ended_at),
        display=person.display,
        family=(
            Relative(id=person_id, name=person.display, relation=CLIENT, person_id=person_id),
            *_relatives(workspace, case.id, person_id),
        ),
    )


def add_tie(workspace: Workspace, *, person_id: str, draft: TieDraft, now: datetime.datetime) -> NetworkTie:
    """Draw a tie; raises RecordMissing."""
    tie = NetworkTie(
        id=new_id(now),
        case_id=case_of(workspace, person_id).id,
        person_id=person_id,
        recorded_at=now,
        recorded_by=workspace.user.id,
        **msgspec.structs.asdict(draft),
    )
    return _keep(workspace, tie, "tie.add", now)


def change_tie(workspace: Workspace, *, tie_id: str, draft: TieDraft, now: datetime.datetime) -> NetworkTie:
    """Draw a tie anew: moved, another quality, another name; raises RecordMissing."""
    before = _tie(workspace, tie_id)
    changed = msgspec.structs.replace(before, rev=before.rev + 1, **msgspec.structs.asdict(draft))
    return _keep(workspace, changed, "tie.change", now)


def end_tie(workspace: Workspace, *, tie_id: str, now: datetime.datetime) -> NetworkTie:
    """Take a tie off the drawing; it stays in the history. Raises RecordMissing."""
    before = _tie(workspace, tie_id)
    return _keep(workspace, msgspec.structs.replace(before, ended_at=now, rev=before.rev + 1), "tie.end", now)


def restore_tie(workspace: Workspace, *, tie_id: str, now: datetime.datetime) -> NetworkTie:
    """Put a tie back that was taken off; raises RecordMissing."""
    before = _tie(workspace, tie_id)
    back = msgspec.structs.replace(before, ended_at=None, rev=before.rev + 1)
    return _keep(workspace, back, "tie.restore", now)


def _relatives(workspace: Workspace, case_id: str, person_id: str) -> tuple[Relative, ...]:
    """Return who the households of the case name, each person once; relations are seen from the client."""
    database = workspace.database
    households = [one for one in case_work_sql.households_of(database, case_id) if not one.ended_at]
    ids = {member.person_id for one in households for member in one.members if member.person_id}
    names = {one.id: one.display for one in person_sql.persons_by_id(database, sorted(ids))}
    found: dict[str, Relative] = {}
    for household in households:
        for number, member in enumerate(household.members):
            if member.person_id == person_id:
                continue
            key = member.person_id or member.name.casefold() or f"{household.id}:{number}"
            found[key] = _relative(key, member, names.get(member.person_id, member.name), household, found)
    return tuple(found.values())


def _relative(
    key: str, member: HouseholdMember, name: str, household: Household, found: dict[str, Relative]
) -> Relative:
    before = found.get(key)
    return Relative(
        id=key,
        name=name,
        relation=before.relation if before is not None else member.relation,
        whereabouts=member.whereabouts,
        is_missing=member.needs_tracing or (before is not None and before.is_missing),
        is_in_family=household.kind == "family" or (before is not None and before.is_in_family),
        is_in_economic=household.kind == "economic" or (before is not None and before.is_in_economic),
        person_id=member.person_id,
    )


def _tie(workspace: Workspace, tie_id: str) -> NetworkTie:
    found = assessment_sql.tie(workspace.database, tie_id)
    if found is None:
        raise RecordMissing
    return found


def _keep(workspace: Workspace, tie: NetworkTie, action: str, now: datetime.datetime) -> NetworkTie:
    with workspace.recorded(action, f"person:{tie.person_id}", now=now, detail=tie.sector) as database:
        assessment_sql.keep_tie(database, tie)
    return tie
