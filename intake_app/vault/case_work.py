"""SQL of how a case is worked: its file, the people in it, actors, conferences, and barriers seen in it."""

from intake_app.records.barrier import Barrier
from intake_app.records.case_work import Actor, CaseConference, CaseFile, CaseMember, Household
from intake_app.vault.bodies import bodies, body, keep_body
from intake_app.vault.database import Database


def keep_case_file(database: Database, file: CaseFile) -> None:
    """Add a case's file or keep it as it is now."""
    keep_body(database, "case_files", file, {
        "case_id": file.case_id, "phase": file.phase, "status_group": file.status_group,
        "closed_at": file.closed_at.isoformat() if file.closed_at else None,
    }, key=("case_id",))  # fmt: skip


def case_file(database: Database, case_id: str) -> CaseFile | None:
    """Return a case's file; None while nothing was recorded."""
    return next(
        iter(bodies(database, CaseFile, "case_files", "case_id = ?", (case_id,), order="case_id")), None
    )


def keep_member(database: Database, member: CaseMember) -> None:
    """Put a person into a case, or keep their role as it is now."""
    keep_body(
        database, "case_members", member, {"case_id": member.case_id, "person_id": member.person_id},
        key=("case_id", "person_id"),
    )  # fmt: skip


def remove_member(database: Database, case_id: str, person_id: str) -> None:
    """Take a person out of a case."""
    database.execute("DELETE FROM case_members WHERE case_id = ? AND person_id = ?", (case_id, person_id))


def members_of(database: Database, case_id: str) -> tuple[CaseMember, ...]:
    """Return who belongs to a case beside its client."""
    return bodies(database, CaseMember, "case_members", "case_id = ?", (case_id,), order="person_id")


def memberships_of(database: Database, person_id: str) -> tuple[CaseMember, ...]:
    """Return the cases of others a person belongs to."""
    return bodies(database, CaseMember, "case_members", "person_id = ?", (person_id,), order="case_id")


def keep_household(database: Database, household: Household) -> None:
    """Add a household or keep it as it is now."""
    keep_body(database, "households", household, {
        "id": household.id, "case_id": household.case_id,
        "ended_at": household.ended_at.isoformat() if household.ended_at else None,
    })  # fmt: skip


def households_of(database: Database, case_id: str) -> tuple[Household, ...]:
    """Return the households of a case, also those that ended."""
    return bodies(database, Household, "households", "case_id = ?", (case_id,))


def keep_actor(database: Database, actor: Actor) -> None:
    """Add an actor or keep it as it is now."""
    keep_body(database, "actors", actor, {"id": actor.id, "case_id": actor.case_id})


def actors_of(database: Database, case_id: str) -> tuple[Actor, ...]:
    """Return the authorities and organisations in a case."""
    return bodies(database, Actor, "actors", "case_id = ?", (case_id,))


def keep_conference(database: Database, conference: CaseConference) -> None:
    """Add a conference or keep it as it is now."""
    keep_body(database, "conferences", conference, {
        "id": conference.id, "case_id": conference.case_id, "held_on": conference.held_on,
    })  # fmt: skip


def conferences_of(database: Database, case_id: str) -> tuple[CaseConference, ...]:
    """Return a case's conferences, oldest first."""
    return bodies(database, CaseConference, "conferences", "case_id = ?", (case_id,), order="held_on, rowid")


def keep_barrier(database: Database, barrier: Barrier) -> None:
    """Add a barrier or keep it as it is now."""
    keep_body(database, "barriers", barrier, {
        "id": barrier.id, "case_id": barrier.case_id or None, "status": barrier.status,
        "severed_at": barrier.severed_at.isoformat() if barrier.severed_at else None,
    })  # fmt: skip


def barrier(database: Database, barrier_id: str) -> Barrier | None:
    """Return one barrier."""
    return body(database, Barrier, "barriers", "id = ?", (barrier_id,))


def remove_barrier(database: Database, barrier_id: str) -> None:
    """Take a barrier out, where it goes on under another id."""
    database.execute("DELETE FROM barriers WHERE id = ?", (barrier_id,))


def barriers_of(database: Database, case_id: str) -> tuple[Barrier, ...]:
    """Return the barriers that still hang on a case."""
    return bodies(database, Barrier, "barriers", "case_id = ?", (case_id,))


def severed_barriers(database: Database) -> tuple[Barrier, ...]:
    """Return the barriers that left their case, for those who steer; never with a link back."""
    return bodies(database, Barrier, "barriers", "severed_at IS NOT NULL")


def sites_of_cases(database: Database) -> dict[str, str]:
    """Return the site each case was opened at; a case from before there were sites is not in it."""
    rows = database.execute(
        "SELECT case_id, json_extract(CAST(body AS TEXT), '$.site_id') FROM case_files"
        " WHERE json_extract(CAST(body AS TEXT), '$.site_id') > ''"
    )
    return {str(row[0]): str(row[1]) for row in rows}


def has_cases_of_site(database: Database, site_id: str) -> bool:
    """Return whether any case was opened at a site."""
    return site_id in sites_of_cases(database).values()


def status_groups_of_cases(database: Database) -> dict[str, str]:
    """Return the status group of each case that has one."""
    rows = database.execute("SELECT case_id, status_group FROM case_files WHERE status_group > ''")
    return {str(row[0]): str(row[1]) for row in rows}
