"""The bill of materials names every locked package once, with its hashes, and is the same each time."""

import json
import re
from pathlib import Path

from tools.sbom import bill

LOCK = (Path(__file__).resolve().parents[2] / "requirements.lock").read_text(encoding="utf-8")


def test_every_locked_package_is_in_it_with_its_hashes() -> None:
    made = bill(LOCK)
    listed = made["components"]
    assert isinstance(listed, list)
    pinned = re.findall(r"^([A-Za-z0-9_.-]+)(?:\[.*\])?==", LOCK, re.MULTILINE)
    assert {one["name"] for one in listed} == {name.lower().replace("_", "-") for name in pinned}
    assert all(one["hashes"] for one in listed)
    assert sum(bool(one.get("licenses")) for one in listed) > len(listed) // 2
    assert made["specVersion"] == "1.6"
    assert json.dumps(made) == json.dumps(bill(LOCK))
