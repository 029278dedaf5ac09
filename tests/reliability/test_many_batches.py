"""Damaged, forged, replayed and foreign batches by the tens of thousands; a part judged by public tools, too.

The short column's 2,000 are in ``tests/intake_app/sync/test_opening.py``, with the same damages.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from intake_app.sync import open_batch
from tests.intake_app.sync.sender import Sender, family_of_records, need_tools, public_verdict
from tests.intake_app.sync.test_opening import damages, is_accepted, read_parts
from tests.reliability.table import times

Note = Callable[[str, int, str, str], None]


@pytest.mark.long
def test_no_damaged_batch_is_accepted(tmp_path: Path, noted: Note) -> None:
    need_tools("tar", "ssh-keygen", "age", "sha256sum")
    (tmp_path / "staging").mkdir()
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    sender, stranger = Sender(tmp_path / "one"), Sender(tmp_path / "other", device_id="device-8")
    data = sender.seal(family_of_records(3)).path.read_bytes()
    foreign = stranger.seal(family_of_records(3)).path.read_bytes()
    parts, file = read_parts(data), tmp_path / "damaged.intake"
    copies, accepted, judged, differ = damages(data, foreign, Random(23)), 0, 0, 0
    count = times(2_000, 50_000)
    for n in range(count):
        changed = foreign if n % 500 == 0 else next(copies)
        file.write_bytes(changed)
        accepted += is_accepted(file, sender, tmp_path / "staging")
        if n % 250 == 0:
            judged += 1
            # Public tools may accept where only tar's own framing was changed: we are stricter there.
            differ += public_verdict(file, sender, tmp_path) and read_parts(changed) != parts
    file.write_bytes(data)
    with open_batch(file, [sender.central[0]], sender.signers, staging=tmp_path / "staging") as batch:
        records = len(list(batch.records()))
    result = f"{accepted} accepted, {differ} of {judged} judged otherwise by age and ssh-keygen"
    noted("damaged, forged, foreign batches", count, result, f"the whole one: {records} records")
    assert (accepted, differ) == (0, 0)
