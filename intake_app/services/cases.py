"""Case numbers people can say aloud: ``K-2291-2``, random, with a check digit; and looking a case up."""

import secrets

import msgspec

from intake_app.records.case import Case
from intake_app.services.session import Workspace
from intake_app.vault import case_work as case_work_sql
from intake_app.vault import cases as case_sql
from intake_app.vault import persons as person_sql
from intake_app.vault import site as site_sql
from intake_app.vault.database import Database
from intake_app.vault.errors import RecordMissing


class CaseOutline(msgspec.Struct, frozen=True):
    """The head of a case's pages: who and which case, nothing else."""

    person_id: str
    case_id: str
    case_number: str
    display: str
    original: str
    languages: tuple[str, ...]
    responsible: str  # user id
    is_sample: bool
    counsellor: str = ""  # the responsible one's name
    is_closed: bool = False


def outline_case(workspace: Workspace, *, person_id: str) -> CaseOutline:
    """Return the head of a person's case; raises RecordMissing. The page itself is the audited look."""
    person = person_sql.person(workspace.database, person_id)
    if person is None:
        raise RecordMissing
    case = case_of(workspace, person_id)
    file = case_work_sql.case_file(workspace.database, case.id)
    own = person.name.full_original if person.names else ""
    return CaseOutline(
        person_id=person.id,
        case_id=case.id,
        case_number=case.number,
        display=person.display,
        original=own if own != person.display else "",
        languages=person.languages,
        responsible=case.responsible,
        is_sample=person.is_sample,
        counsellor=site_sql.user_name(workspace.database, case.responsible),
        is_closed=file is not None and file.closed_at is not None,
    )


def case_of(workspace: Workspace, person_id: str) -> Case:
    """Return the case a person is worked with in: the family's they were put into, else their own.

    Raises RecordMissing.
    """
    for member in case_work_sql.memberships_of(workspace.database, person_id):
        joined = case_sql.case(workspace.database, member.case_id)
        if joined is not None:
            return joined
    case = case_sql.case_of_person(workspace.database, person_id)
    if case is None:
        raise RecordMissing
    return case


def open_case(workspace: Workspace, case_id: str) -> Case:
    """Return the case; raises RecordMissing."""
    case = case_sql.case(workspace.database, case_id)
    if case is None:
        raise RecordMissing
    return case


def new_case_number(database: Database) -> str:
    """Return a number that is not in use; random, so that it tells nothing about how many cases there are."""
    digits = max(4, len(str(case_sql.count_cases(database) * 2)))
    while True:
        stem = f"{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
        number = f"K-{stem}-{check_digit(stem)}"
        if not case_sql.is_number_taken(database, number):
            return number


def check_digit(stem: str) -> str:
    """Return the check digit after ISO 7064 MOD 11,10: it finds every wrong digit and nearly every swap."""
    held = 10
    for digit in stem:
        held = (held + int(digit)) % 10 or 10
        held = held * 2 % 11
    return str((11 - held) % 10)


def is_case_number(text: str) -> bool:
    """Tell whether ``text`` is a whole case number whose check digit fits."""
    parts = text.strip().upper().split("-")
    return (
        len(parts) == 3
        and parts[0] == "K"
        and parts[1].isdecimal()
        and parts[1].isascii()
        and parts[2] == check_digit(parts[1])
    )
