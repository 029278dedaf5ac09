"""``intake-app demo``: hands its options to the window's own demo and refuses what is no form."""

from pathlib import Path

import pytest

import ui.demo
from intake_app.commands import run_command


def test_options_reach_the_demo_and_its_answer_is_the_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, object]] = []
    monkeypatch.setattr(ui.demo, "run_demo", lambda **facts: asked.append(facts) or 1)
    code = run_command(["demo", "--out", str(tmp_path), "--form", "a.xlsx", "b.xlsx", "--seed", "3"])
    assert code == 1
    assert asked == [{"out": tmp_path, "forms": (Path("a.xlsx"), Path("b.xlsx")), "seed": 3}]


def test_without_options_the_shipped_form_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []
    monkeypatch.setattr(ui.demo, "run_demo", lambda **facts: asked.append(facts) or 0)
    assert run_command(["demo"]) == 0
    assert asked == [{"out": Path("out/demo"), "forms": (), "seed": 7}]
