"""Asking about known weaknesses: a weakness ends lint, and what was not asked is never an all-clear."""

import json

from tools.audit import verdict

KNOWN = {"name": "dings", "version": "1.0", "vulns": [{"id": "PYSEC-0000-1"}]}
WHOLE = {"name": "bums", "version": "2.0", "vulns": []}
UNHELD = {"name": "fremd", "skip_reason": "not found"}


def told(*packages: dict[str, object]) -> tuple[int, str]:
    return verdict(json.dumps({"dependencies": packages}))


def test_a_known_weakness_ends_with_its_name() -> None:
    status, words = told(WHOLE, KNOWN, UNHELD)
    assert status == 1
    assert "dings 1.0: PYSEC-0000-1" in words


def test_only_what_was_asked_counts_as_free_of_weaknesses() -> None:
    assert told(WHOLE, WHOLE) == (0, "nothing known about 2 of the packages")
    assert told(WHOLE, UNHELD) == (0, "nothing known about 1 of the packages; not held by the index: 1")
    assert "nothing was asked" in told(UNHELD)[1]
    assert "nothing was asked" in verdict("")[1]
