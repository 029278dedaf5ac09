"""20,000 cases beside 500: whether what is opened all day stays as fast. Two vaults, the acts in turn.

A ratio near 1 means that the number of cases does not matter; medians of a machine that may drift.
"""

import datetime
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from intake_app import identity
from intake_app.records.case import Case
from intake_app.records.case_work import Actor, CaseMember
from intake_app.records.ids import new_id
from intake_app.records.person import Person, PersonName
from intake_app.records.user import NewUser, Site
from intake_app.services import assessments, barriers, case_work, persons, plans
from intake_app.services import workspace as workspaces
from intake_app.services.barriers import BarrierDraft, new_barrier
from intake_app.services.session import Workspace
from intake_app.vault import case_work as case_work_sql
from intake_app.vault import cases as case_sql
from intake_app.vault import persons as person_sql
from intake_app.vault.keys import KdfParameters

FEW, MANY = 500, 20_000
_NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
_PHRASE = "torf lampe segel birke fenster anker wolke"
_FAMILY = 5  # every fifth person is the client of a case with the four after them


def measure(few: int = FEW, many: int = MANY) -> list[tuple[str, str]]:
    """Return rows (what, milliseconds with ``few`` and ``many`` cases, ratio)."""
    with tempfile.TemporaryDirectory() as home:
        small, large = (_make(Path(home) / str(n), n) for n in (few, many))
        rows = []
        for what, act in _ACTS.items():
            times: tuple[list[float], list[float]] = ([], [])
            for at in range(15):
                for kept, (workspace, clients) in zip(times, (small, large), strict=True):
                    kept.append(_time(act, workspace, clients[at * len(clients) // 15]))
            before, after = (statistics.median(kept) for kept in times)
            rows.append((what, f"{before:.1f} / {after:.1f} ms, ratio {after / before:.2f}"))
        for workspace, _clients in (small, large):
            workspaces.lock_workspace(workspace, now=_NOW)
    return [(f"cases: {few} / {many}", ""), *rows]


def _time(act: Callable[[Workspace, str], object], workspace: Workspace, person_id: str) -> float:
    begun = time.perf_counter()
    act(workspace, person_id)
    return (time.perf_counter() - begun) * 1000


_ACTS: dict[str, Callable[[Workspace, str], object]] = {
    "open case work": lambda w, p: case_work.open_case_work(w, person_id=p, now=_NOW),
    "open assessment": lambda w, p: assessments.open_assessment(w, person_id=p, now=_NOW),
    "open plan": lambda w, p: plans.open_plan(w, person_id=p, now=_NOW),
    "recent persons": lambda w, _p: persons.recent_persons(w),
    "search a rare name": lambda w, _p: persons.search_persons(w, query="Einmalig"),
    "keep a fact": lambda w, p: case_work.set_case_facts(w, person_id=p, arrived_on="2026", now=_NOW),
    "note a barrier": lambda w, p: barriers.note_barrier(
        w, person_id=p, draft=BarrierDraft("waiting", "organisational", "six weeks"), now=_NOW
    ),
    "steering list of 200": lambda w, _p: barriers.steering_list(w),
}


def _make(folder: Path, count: int) -> tuple[Workspace, list[str]]:
    """Return a workspace with ``count`` sample persons, offices and 200 barriers, and its clients' ids."""
    supervisor = NewUser("Sabine Beispiel", "supervisor", _PHRASE)
    workspace = workspaces.create_workspace(
        folder, site=Site("Haus Muster"), supervisor=supervisor,
        counsellor=NewUser("Karim Muster", "counsellor", _PHRASE),
        recovery=workspaces.make_recovery_key(), now=_NOW, kdf=KdfParameters.floor(), is_sample=True,
    )  # fmt: skip
    clients: list[str] = []
    with workspace.recorded("benchmark", "benchmark", now=_NOW) as database:  # the time to write is not asked
        for at in range(count):
            family = "Einmalig" if at == count // 2 else f"Beispiel{at % 997}"
            name = PersonName(given=f"Muster{at}", family=family)
            person = Person(new_id(_NOW), (name,), _NOW, workspace.user.id, is_sample=True)
            keys = {key for text in name.spellings for key in identity.search_keys(text)}
            person_sql.insert_person(database, person, keys)
            opened = _NOW - datetime.timedelta(minutes=at)
            case = Case(new_id(_NOW), f"K-{at:06}-0", person.id, opened, workspace.user.id)
            case_sql.insert_case(database, case)
            if at % _FAMILY == 0:
                clients.append(person.id)
                client_case = case
                actor = Actor(new_id(_NOW), case.id, "Jobcenter", ("SGB2",), _NOW, "")
                case_work_sql.keep_actor(database, actor)
            else:
                member = CaseMember(client_case.id, person.id, "child", "child", _NOW)
                case_work_sql.keep_member(database, member)
        for at in range(200):
            seen = BarrierDraft("interpreting", "organisational", f"nobody interprets {at}")
            barrier = new_barrier(workspace, seen, case_id="", now=_NOW)
            case_work_sql.keep_barrier(database, msgspec.structs.replace(barrier, severed_at=_NOW))
    return workspace, clients


if __name__ == "__main__":
    for what, figure in measure():
        print(f"{what}: {figure}")
