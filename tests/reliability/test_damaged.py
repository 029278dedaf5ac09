"""Damage and old pages: noticed or harmless, never silently wrong; keyslots heal, the rest is salvaged."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.errors import IntakeError
from intake_app.services import interviews, persons
from intake_app.vault import erasure, file_seal, files, keyslots
from intake_app.vault.database import Database
from intake_app.vault.errors import VaultRolledBack
from intake_app.vault.salvage import salvage_database
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW, Sample
from tests.reliability.flow import Way, marks_in, next_number, prepare, reopen, work
from tests.reliability.recorded import Enough
from tests.reliability.table import times

Note = Callable[[str, int, str, str], None]
PAGE = 4096


def fill(folder: Path, way: Way, acts: int, *, is_closed: bool = True) -> None:
    """Do some acts; without closing, the log stays as a kill leaves it."""
    workspace = reopen(folder, way)
    left = iter(range(acts - 1))

    def count(_mark: str) -> None:
        if next(left, None) is None:
            raise Enough

    with pytest.raises(Enough):
        work(workspace, way, count, first=next_number(workspace))
    if is_closed:
        workspace.vault.close()
    else:
        shutil.copytree(folder, folder.with_name("killed"))
        workspace.vault.close()


def what_is_there(folder: Path, way: Way) -> dict[str, tuple[int, str]] | str:
    """Return what a full look at the workspace finds: all rows, or the name of the trouble it says."""
    try:
        workspace = reopen(folder, way)
        try:
            workspace.database.checkpoint()
            if not workspace.database.is_sound():
                return "VaultDamaged"
            workspace.vault.verify_audit()
            return workspace.database.fingerprint()
        finally:
            workspace.vault.close()
    except IntakeError as trouble:
        return type(trouble).__name__
    except StopIteration:
        return "KeyslotsDamaged"


def flipped(data: bytes, chance: Random) -> bytes:
    """Return ``data`` with one bit changed."""
    damaged = bytearray(data)
    damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def test_no_flipped_bit_passes_for_the_truth(sample: Sample, tmp_path: Path, noted: Note) -> None:
    way = prepare(sample)
    fill(sample.folder, way, 12)
    fill(sample.folder, way, 12, is_closed=False)
    killed = sample.folder.with_name("killed")
    truth = what_is_there(sample.copy(tmp_path / "truth").folder, way)
    assert isinstance(truth, dict)
    chance, count, silent, told = Random(5), times(500, 10_000), [], 0
    places = ((sample.folder, files.DATABASE), (killed, files.DATABASE), (killed, f"{files.DATABASE}-wal"),
              (sample.folder, files.KEYSLOTS[0]), (sample.folder, files.KEYSLOTS[1]))  # fmt: skip
    for n in range(count):
        folder, name = places[n % len(places)]
        place = tmp_path / "damaged"
        shutil.copytree(folder, place)
        (place / name).write_bytes(flipped((place / name).read_bytes(), chance))
        found = what_is_there(place, way)
        told += isinstance(found, str)
        if isinstance(found, dict) and found != truth:
            silent.append(f"{n} {name}")
        shutil.rmtree(place)
    passed, tried = flips_that_pass_without_seals(sample, way, tmp_path / "plain.db")
    noted("bit flips in database, log, keyslots", count, f"{len(silent)} silently wrong, {told} told",
          f"the same data unsealed: {passed} of {tried} silently wrong")  # fmt: skip
    assert silent == []
    assert told > count // 3
    assert passed > 0, "the trial would notice a silent change"


def flips_that_pass_without_seals(sample: Sample, way: Way, plain: Path) -> tuple[int, int]:
    """The control: the same rows in a plain SQLite file, where a flipped bit may read as the truth.

    Return how many did, until there are three, and how many were tried.
    """
    connection = sqlcipher.connect(str(sample.database))
    connection.execute(f"PRAGMA key = \"x'{way.data_key.hex()}'\"")
    connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.close()
    data, truth, chance, passed, tried = plain.read_bytes(), plain_rows(plain), Random(9), 0, 0
    while passed < 3 and tried < 2_000:
        plain.write_bytes(flipped(data, chance))
        found = plain_rows(plain)
        passed += found is not None and found != truth
        tried += 1
    return passed, tried


def plain_rows(file: Path) -> list[object] | None:
    """Return every row of a plain file, None when SQLite finds fault with it."""
    connection = sqlcipher.connect(str(file))
    try:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return None
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        names = [name for (name,) in tables.fetchall()]
        return [connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names]
    except (sqlcipher.DatabaseError, UnicodeDecodeError):
        return None
    finally:
        connection.close()


def test_an_old_page_or_file_put_back_is_noticed(sample: Sample, tmp_path: Path, noted: Note) -> None:
    way = prepare(sample)
    fill(sample.folder, way, 8)
    olds = [sample.database.read_bytes()]
    for _ in range(3):
        fill(sample.folder, way, 8)
        olds.append(sample.database.read_bytes())
    chance, count, missed, tried = Random(3), times(20, 200), [], 0
    newest = olds[-1]
    while tried < count:
        old = chance.choice(olds[:-1])
        place = sample.copy(tmp_path / "old").folder
        if tried % 4 == 3:
            (place / files.DATABASE).write_bytes(old)  # the whole file
        else:
            number = chance.randrange(min(len(old), len(newest)) // PAGE)
            begin, end = number * PAGE, (number + 1) * PAGE
            if old[begin:end] == newest[begin:end]:
                shutil.rmtree(place)
                continue
            (place / files.DATABASE).write_bytes(newest[:begin] + old[begin:end] + newest[end:])
        tried += 1
        if not isinstance(what_is_there(place, way), str):
            missed.append(tried)
        shutil.rmtree(place)
    # The control: without the seal some old pages do pass SQLCipher's own check.
    passed = 0
    for n in range(len(newest) // PAGE):
        old = olds[-2][n * PAGE : (n + 1) * PAGE]
        if len(old) == PAGE and old != newest[n * PAGE : (n + 1) * PAGE]:
            place = sample.copy(tmp_path / "control").folder
            (place / files.DATABASE).write_bytes(newest[: n * PAGE] + old + newest[(n + 1) * PAGE :])
            (place / file_seal.NAME).unlink()
            passed += isinstance(what_is_there(place, way), dict)
            shutil.rmtree(place)
    noted("page replay, file rollback", count, f"{count - len(missed)} noticed",
          f"without the seal {passed} pages pass")  # fmt: skip
    assert missed == []
    assert passed > 0


def test_the_rollback_is_said_as_one(sample: Sample) -> None:
    way = prepare(sample)
    old = sample.database.read_bytes()
    fill(sample.folder, way, 3)
    sample.database.write_bytes(old)
    with pytest.raises(VaultRolledBack):
        reopen(sample.folder, way)
    workspace = sample.unlock("supervisor", accepts_older=True)
    assert persons.recent_persons(workspace) != ()
    workspace.vault.close()
    sample.unlock().vault.close()


def test_keyslots_heal_from_the_other_copy(sample: Sample, noted: Note) -> None:
    way, chance, count = prepare(sample), Random(1), times(6, 60)
    for n in range(count):
        file = sample.folder / files.KEYSLOTS[n % 2]
        file.write_bytes(flipped(file.read_bytes(), chance))
        reopen(sample.folder, way).vault.close()
        first, second = ((sample.folder / name).read_bytes() for name in files.KEYSLOTS)
        assert first == second
        assert keyslots.is_trusted(keyslots.read_copies(sample.folder)[0], way.data_key)
    for name in files.KEYSLOTS:
        (sample.folder / name).write_bytes((sample.folder / name).read_bytes()[:-40])
    control = what_is_there(sample.folder, way)
    noted("keyslots healed from the other copy", count, "all healed", f"both damaged: {control}")
    assert control == "KeyslotsDamaged"


def test_what_can_still_be_read_of_a_damaged_file_is_salvaged(
    sample: Sample, tmp_path: Path, noted: Note
) -> None:
    way = prepare(sample)
    workspace = reopen(sample.folder, way)
    for n in range(120):
        persons.record_person(workspace, draft=draft(f"Person {n}", original="ا" * 200), now=NOW)
    everything = {name: count for name, (count, _sum) in workspace.database.fingerprint().items()}
    workspace.vault.close()
    whole, chance, count, saved, told = sample.database.read_bytes(), Random(2), times(1, 50), 0, 0
    for n in range(count):
        data = bytearray(whole)
        for _ in range(4):
            data[chance.randrange(PAGE * 2, len(data))] ^= 0xFF
        sample.database.write_bytes(data)
        assert isinstance(what_is_there(sample.folder, way), str)
        target = tmp_path / f"salvaged-{n}.db"
        report = salvage_database(sample.database, target, way.data_key)
        saved += sum(report.rows.values())
        is_told = bool(report.lost or report.uncounted)
        told += is_told
        assert all(report.rows[name] <= rows for name, rows in everything.items() if name in report.rows)
        assert is_told or sum(report.rows.values()) == sum(everything.values())  # only an index was damaged
        opened = Database.open(target, way.data_key.hex())
        assert opened.value("PRAGMA integrity_check") == "ok"
        assert opened.value("SELECT count(*) FROM persons") == report.rows["persons"]
        opened.close()
    part = saved / (count * sum(everything.values()))
    noted("salvage after four damaged places", count, f"{part:.0%} of all rows saved", f"{told} told a loss")
    assert part > 0.3


def test_renewing_keeps_every_row(sample: Sample) -> None:
    way = prepare(sample)
    fill(sample.folder, way, 16)
    workspace = reopen(sample.folder, way)
    before = workspace.database.fingerprint()
    erasure.renew_file(workspace.vault)
    assert workspace.database.fingerprint() == before
    assert len(marks_in(workspace)) == 16
    interviews.resume_interview(workspace, interview_id=way.interview_id, now=NOW)
    workspace.vault.close()
