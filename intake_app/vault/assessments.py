"""SQL of assessments, resources, needs and network ties: what a person brings and what is missing."""

from intake_app.records.assessment import Assessment, Need, Resource
from intake_app.records.network import NetworkTie
from intake_app.vault.bodies import bodies, body, keep_body
from intake_app.vault.database import Database


def keep_assessment(database: Database, assessment: Assessment) -> None:
    """Add an assessment or keep it as it is now."""
    done = assessment.completed_at
    keep_body(database, "assessments", assessment, {
        "id": assessment.id, "case_id": assessment.case_id, "person_id": assessment.person_id,
        "kind": assessment.kind, "begun_at": assessment.begun_at.isoformat(),
        "completed_at": done.isoformat() if done else None,
    })  # fmt: skip


def assessment(database: Database, assessment_id: str) -> Assessment | None:
    """Return one assessment."""
    return body(database, Assessment, "assessments", "id = ?", (assessment_id,))


def assessments_of(database: Database, person_id: str) -> tuple[Assessment, ...]:
    """Return a person's assessments, oldest first."""
    return bodies(database, Assessment, "assessments", "person_id = ?", (person_id,), order="begun_at, rowid")


def keep_resource(database: Database, resource: Resource) -> None:
    """Add a resource or keep it as it is now."""
    keep_body(database, "resources", resource, {
        "id": resource.id, "case_id": resource.case_id, "person_id": resource.person_id,
        "domain": resource.domain, "ended_at": resource.ended_at.isoformat() if resource.ended_at else None,
    })  # fmt: skip


def resource(database: Database, resource_id: str) -> Resource | None:
    """Return one resource."""
    return body(database, Resource, "resources", "id = ?", (resource_id,))


def resources_of(database: Database, person_id: str) -> tuple[Resource, ...]:
    """Return a person's resources, also those that ended, oldest first."""
    return bodies(database, Resource, "resources", "person_id = ?", (person_id,))


def resources_of_case(database: Database, case_id: str) -> tuple[Resource, ...]:
    """Return the resources of everybody in a case."""
    return bodies(database, Resource, "resources", "case_id = ?", (case_id,))


def keep_need(database: Database, need: Need) -> None:
    """Add a need or keep it as it is now."""
    keep_body(database, "needs", need, {
        "id": need.id, "case_id": need.case_id, "person_id": need.person_id, "domain": need.domain,
        "level": need.level, "ended_at": need.ended_at.isoformat() if need.ended_at else None,
    })  # fmt: skip


def need(database: Database, need_id: str) -> Need | None:
    """Return one need."""
    return body(database, Need, "needs", "id = ?", (need_id,))


def needs_of(database: Database, person_id: str) -> tuple[Need, ...]:
    """Return a person's needs, also those that ended, oldest first."""
    return bodies(database, Need, "needs", "person_id = ?", (person_id,))


def needs_of_case(database: Database, case_id: str) -> tuple[Need, ...]:
    """Return the needs of everybody in a case."""
    return bodies(database, Need, "needs", "case_id = ?", (case_id,))


def open_needs(database: Database) -> tuple[Need, ...]:
    """Return every need that has not ended, of all cases."""
    return bodies(database, Need, "needs", "ended_at IS NULL")


def keep_tie(database: Database, tie: NetworkTie) -> None:
    """Add a tie or keep it as it is now."""
    keep_body(database, "network_ties", tie, {
        "id": tie.id, "case_id": tie.case_id, "person_id": tie.person_id,
        "ended_at": tie.ended_at.isoformat() if tie.ended_at else None,
    })  # fmt: skip


def tie(database: Database, tie_id: str) -> NetworkTie | None:
    """Return one tie."""
    return body(database, NetworkTie, "network_ties", "id = ?", (tie_id,))


def ties_of(database: Database, person_id: str) -> tuple[NetworkTie, ...]:
    """Return a person's ties, also those that ended, oldest first."""
    return bodies(database, NetworkTie, "network_ties", "person_id = ?", (person_id,))
