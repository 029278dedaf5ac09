"""Many fictional cases at once, for counting: straight into the vault, in one transaction."""

import datetime
from collections.abc import Iterable, Iterator

from intake_app.records.case import Case
from intake_app.records.case_work import CaseFile
from intake_app.records.ids import new_id
from intake_app.records.partial_date import PartialDate
from intake_app.records.person import Person, PersonName
from intake_app.services.session import Workspace
from intake_app.vault import case_work as case_work_sql
from intake_app.vault import cases as case_sql
from intake_app.vault import persons as person_sql
from tests.intake_app.vault.sample import NOW


def add_cases(
    workspace: Workspace,
    languages: Iterable[str],
    *,
    status: str = "G02",
    sex: str = "w",
    born: str = "1996",
    arrived: str = "",
    now: datetime.datetime = NOW,
) -> list[str]:
    """Open a case for a person of each preferred language; return the ids of the cases."""
    made = []
    with workspace.recorded("test.caseload", "case:all", now=now) as database:
        for number, language in zip(_numbers(workspace), languages, strict=False):
            person = Person(
                id=new_id(now), names=(PersonName(given="Muster"),), created_at=now,
                created_by=workspace.user.id, birth=PartialDate(born), sex=sex,
                languages=(language,) if language else (), is_sample=True,
            )  # fmt: skip
            person_sql.insert_person(database, person, ())
            case = Case(
                id=new_id(now), number=number, person_id=person.id, opened_at=now,
                responsible=workspace.user.id,
            )  # fmt: skip
            case_sql.insert_case(database, case)
            case_work_sql.keep_case_file(
                database, CaseFile(case_id=case.id, status_group=status, arrived_on=arrived)
            )
            made.append(case.id)
    return made


def person_of(workspace: Workspace, case_id: str) -> str:
    """Return the person of a case."""
    case = case_sql.case(workspace.database, case_id)
    assert case is not None
    return case.person_id


def _numbers(workspace: Workspace) -> Iterator[str]:
    first = case_sql.count_cases(workspace.database)
    while True:
        first += 1
        yield f"K-T{first:06}"
