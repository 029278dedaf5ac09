"""What a role may not see is not fetched: the database refuses it, whatever service asks."""

import ast
import datetime
import importlib
import inspect
import typing
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, SimpleNamespace

import pytest

import intake_app.services
from intake_app.errors import IntakeError, NotAllowed
from intake_app.records.user import NewUser, Role
from intake_app.services import users
from intake_app.services import workspace as service
from intake_app.services.persons import record_person
from intake_app.services.rights import COUNTED, READS, SERVICES, TABLES, WRITES, area_of, may_use
from intake_app.services.session import Workspace
from intake_app.vault.errors import OutsideRole
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW, Sample

FENCED: tuple[Role, ...] = ("coordinator", "trainer", "auditor")
PASSPHRASE = "wolke regen sonne mond"
ROOM = Path(intake_app.services.__file__).parent


@pytest.fixture(scope="module")
def staffed(_made_sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> tuple[Sample, dict[Role, str]]:
    """Return a workspace in which somebody of every role works, and their ids."""
    sample = _made_sample.copy(tmp_path_factory.mktemp("staffed") / "workspace")
    boss = sample.unlock("supervisor")
    ids = {
        role: users.add_user(boss, user=NewUser(f"Probe {role}", role, PASSPHRASE), now=NOW).id
        for role in FENCED
    }
    record_person(boss, draft=draft("Amal", "Muster"), now=NOW)
    service.lock_workspace(boss, now=NOW)
    return sample, ids


@pytest.fixture(scope="module", params=FENCED)
def fenced(request: pytest.FixtureRequest, staffed: tuple[Sample, dict[Role, str]]) -> Iterator[Workspace]:
    sample, ids = staffed
    opened = service.unlock_workspace(
        sample.folder, user_id=ids[request.param], passphrase=PASSPHRASE, now=NOW
    )
    yield opened
    service.lock_workspace(opened, now=NOW)


def test_the_database_refuses_every_table_that_is_not_the_roles(fenced: Workspace) -> None:
    role, database = fenced.user.role, fenced.database
    read = frozenset().union(*(TABLES.get(area, frozenset()) for area in READS[role]))
    written = frozenset().union(*(TABLES.get(area, frozenset()) for area in WRITES[role]))
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert "persons" in names
    for name in names:
        for sql, is_open in (
            (f"SELECT * FROM {name}", name in read),
            (f"SELECT count(*) FROM {name}", name in read),
            (f"DELETE FROM {name} WHERE 0", name in written),
        ):
            if is_open:
                database.execute(sql)
            else:
                with pytest.raises(OutsideRole):
                    database.execute(sql)
    for sql in (
        "CREATE TABLE more (a)",
        "CREATE TEMP VIEW seen AS SELECT * FROM persons",
        "DROP TABLE persons",
    ):
        with pytest.raises(OutsideRole):
            database.execute(sql)


def test_locking_proving_and_backing_up_work_for_every_role(fenced: Workspace) -> None:
    service.back_up(fenced, now=NOW)
    assert service.check_workspace(fenced).rows > 0
    with pytest.raises(OutsideRole):  # the fence stands again afterwards
        fenced.database.execute("SELECT * FROM persons")


def test_counting_is_the_only_way_past_the_fence_and_it_closes_behind(fenced: Workspace) -> None:
    if fenced.user.role == "coordinator":
        with fenced.counting() as database:
            assert database.value("SELECT count(*) FROM persons") == 1
    else:
        with pytest.raises(OutsideRole), fenced.counting():
            pass
    with pytest.raises(OutsideRole):
        fenced.database.value("SELECT count(*) FROM persons")


def test_only_declared_services_count_past_the_fence() -> None:
    found = {
        f"{file.stem}.{node.name}"
        for file in ROOM.glob("*.py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and ".counting()" in ast.unparse(node)
    }
    assert found <= COUNTED


def test_every_service_is_refused_to_the_roles_that_have_no_right_to_it(
    fenced: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where made-up paths lead
    role = fenced.user.role
    refused = 0
    for module, name, function in services():
        if may_use(role, module, name):
            continue
        try:
            got = function(
                **{key: made_up(kind) for key, kind in parameters(function)} | {"workspace": fenced}
            )
        except NotAllowed:
            refused += 1
        except (IntakeError, AttributeError, TypeError, ValueError, KeyError):
            continue  # what was made up is no draft; nothing was read before that
        else:
            assert not got, f"{role} got something from {module}.{name}"
    assert refused > 50


def test_every_service_has_an_area_that_roles_are_given() -> None:
    names = {(module, name) for module, name, _ in services()}
    assert {area_of(module, name) for module, name in names} <= set(READS["supervisor"])
    assert set(SERVICES) >= {"users", "workspace", "audit"}


def services() -> Iterator[tuple[str, str, FunctionType]]:
    """Yield every public service function that takes the open workspace."""
    for file in sorted(ROOM.glob("[a-z]*.py")):
        module = importlib.import_module(f"intake_app.services.{file.stem}")
        for name, found in vars(module).items():
            is_own = inspect.isfunction(found) and found.__module__ == module.__name__
            if is_own and not name.startswith("_") and "workspace" in inspect.signature(found).parameters:
                yield file.stem, name, found


def parameters(function: FunctionType) -> list[tuple[str, object]]:
    hints = typing.get_type_hints(function)
    return [
        (one.name, hints.get(one.name))
        for one in inspect.signature(function).parameters.values()
        if one.default is one.empty and one.name != "workspace"
    ]


def made_up(kind: object) -> object:
    simple = {str: "x", int: 1, bytes: b"x", bool: True, Path: Path("nowhere"), datetime.datetime: NOW,
              datetime.date: NOW.date()}  # fmt: skip
    if kind in simple:
        return simple[kind]  # type: ignore[index]
    if typing.get_origin(kind) in {tuple, list, frozenset, set}:
        return ()
    if typing.get_origin(kind) is typing.Literal:
        return typing.get_args(kind)[0]
    return SimpleNamespace()
