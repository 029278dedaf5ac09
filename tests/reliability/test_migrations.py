"""Every released workspace opens with today's program whole; killed in the middle of a step, too."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from intake_app.services import interviews, persons
from intake_app.services import workspace as service
from intake_app.vault import migration
from intake_app.vault.database import Database
from tests.intake_app.vault.sample import COUNSELLOR, NOW

Note = Callable[[str, int, str, str], None]
RELEASED = sorted(Path(__file__).with_name("released").glob("step-*"))


def facts_of(folder: Path) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    return facts


@pytest.fixture(params=RELEASED, ids=lambda folder: folder.name)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a copy of a released workspace."""
    folder = tmp_path / "workspace"
    shutil.copytree(request.param, folder)
    return folder


def assert_whole(folder: Path) -> None:
    facts = facts_of(folder)
    workspace = service.unlock_workspace(
        folder, user_id=facts["counsellor"], passphrase=COUNSELLOR.passphrase, now=NOW
    )
    try:
        assert workspace.database.value("PRAGMA user_version") == len(migration.shipped_steps())
        there = {hit.display for hit in persons.recent_persons(workspace)}
        assert there == {", ".join(reversed(name.split())) for name in facts["persons"]}
        found = interviews.read_interview(workspace, interview_id=facts["interview"], now=NOW)
        answers = {line.ref: line.raw for line in found.lines if line.kind == "question"}
        assert facts["answers"].items() <= answers.items()
        check = service.check_workspace(workspace)
        assert check.audit_lines > facts["audit"]
    finally:
        workspace.vault.close()


def test_a_released_workspace_is_brought_up_to_date_whole(released: Path) -> None:
    assert_whole(released)
    assert_whole(released)


@pytest.mark.parametrize("step", range(1, 1 + len(migration.shipped_steps())))
def test_a_step_that_breaks_leaves_the_released_state(
    released: Path, step: int, monkeypatch: pytest.MonkeyPatch, noted: Note
) -> None:
    steps = migration.shipped_steps()
    real = Database.execute
    last = migration._statements(steps[step - 1])[-1]

    def cut(self: Database, sql: str, values: Any = ()) -> Any:
        if sql == last:
            raise KeyboardInterrupt
        return real(self, sql, values)

    monkeypatch.setattr(Database, "execute", cut)
    facts, is_run = facts_of(released), step > facts_of(released)["step"]
    try:
        service.unlock_workspace(
            released, user_id=facts["counsellor"], passphrase=COUNSELLOR.passphrase, now=NOW
        ).vault.close()
        assert not is_run
    except KeyboardInterrupt:
        assert is_run
    monkeypatch.undo()
    assert_whole(released)
    if is_run:
        noted(
            "migration cut at the end of a step", 1, "0 neither old nor new", "a step not needed is not run"
        )
