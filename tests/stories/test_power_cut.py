"""The power goes in the middle of an interview: the next start offers the draft exactly where it was.

A second process answers question after question in the real window and is killed without warning. What
it was told is saved must be there; an answer on its way may be there or not, but nothing in between.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.stories.answering import held
from tests.stories.window import Centre, Desk

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is a POSIX thing")
KILLS = 8


def run_until_killed(centre: Centre, tmp_path: Path, seed: int, manner: str) -> list[dict[str, Any]]:
    """Let the second process come back to the draft and answer, kill it, return its lines."""
    what = [str(centre.folder), str(tmp_path), str(seed), manner]
    out = tmp_path / f"said-{manner}-{seed}.ndjson"
    with out.open(
        "wb"
    ) as stream:  # a file, not a pipe: nobody has to read along, and nothing is left in between
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.stories.answering", *what],
            cwd=Path(__file__).resolve().parents[2],
            stdout=stream, stderr=subprocess.PIPE,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip
    while b"\n" not in out.read_bytes():
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.02)
    time.sleep(random.Random(seed).uniform(0.2, 1.2))
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    whole = [line for line in out.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]
    return [json.loads(line) for line in whole]


def come_back(desk: Callable[[Centre], Desk], centre: Centre) -> dict[str, Any]:
    """Start again, take the draft the start page offers; return what is there and what is on the page."""
    again = desk(centre)
    again.enter()
    screen = again.continue_draft()
    return {"page": list(screen.page_refs()), "held": held(screen.interview)}


def assert_nothing_lost(said: list[dict[str, Any]], found: dict[str, Any]) -> None:
    """``found`` is the last that was acknowledged, or the answer after it that was on its way."""
    last = max(n for n, line in enumerate(said) if line["kind"] in {"ready", "saved"})
    may_be = said[last:]
    apart = [
        {ref: (line["held"].get(ref), found["held"].get(ref))
         for ref in {*line["held"], *found["held"]}
         if line["held"].get(ref) != found["held"].get(ref)}
        for line in may_be
    ]  # fmt: skip
    assert {} in apart, [(line["kind"], line["page"]) for line in may_be]
    # Where the talk stands is kept right after each turn of a page, so it may be one act behind.
    assert found["page"] in [line["page"] for line in said[max(0, last - 2) :]]


def test_what_was_acknowledged_is_there_and_the_draft_is_where_it_was(
    centre: Centre, desk: Callable[[Centre], Desk], tmp_path: Path
) -> None:
    said = run_until_killed(centre, tmp_path, 0, "patient")
    acknowledged = 0
    for seed in range(1, KILLS + 1):
        acknowledged += sum(line["kind"] == "saved" for line in said)
        again = run_until_killed(centre, tmp_path, seed, "patient") if seed < KILLS else None
        assert_nothing_lost(said, again[0] if again else come_back(desk, centre))
        said = again or said
    assert acknowledged > KILLS


def test_the_trial_above_would_notice_a_loss(
    centre: Centre, desk: Callable[[Centre], Desk], tmp_path: Path
) -> None:
    """A window that says "saved" before the commit loses answers, and this is how it is seen."""
    said = run_until_killed(centre, tmp_path, 1, "hasty")
    assert said[-1]["kind"] in {"saved", "turned"}
    found = come_back(desk, centre)
    with pytest.raises(AssertionError):
        assert_nothing_lost(said, found)
