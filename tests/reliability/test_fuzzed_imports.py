"""Whatever comes from outside is read or refused with a trouble of ours: no crash, no hang over two seconds.

Batches, receipts, key cards, keyslots, recovery files, offers as CSV and XLSX, forms, files given as
answers. Forms put together at random have a trial of their own (``test_form_fuzz``).
"""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from intake_app.errors import IntakeError
from intake_app.forms import read_xform
from intake_app.services.attachments import plain_name
from intake_app.services.offer_exchange import export_template
from intake_app.sync.adapters import TermMap, read_offers_file
from intake_app.sync.key_card import read_key_card, write_key_card
from intake_app.sync.opening import open_batch
from intake_app.sync.receipts import decode_receipt, sign_receipt
from intake_app.vault import files, keyslots, recovery
from tests.intake_app.interview.random_forms import RandomForm
from tests.intake_app.sync.adapters.directory import small
from tests.intake_app.sync.sender import Sender, family_of_records
from tests.intake_app.sync.test_key_card import KEY as CARD
from tests.intake_app.sync.test_receipts import KEY, RECEIPT
from tests.intake_app.vault.sample import Sample
from tests.reliability.table import times

Note = Callable[[str, int, str, str], None]
Reader = Callable[[bytes], object]
MOST_SECONDS = 2.0
RUBBISH = (
    b"\x00", b"\xff\xfe", b"=1+1", b"{", b"[" * 500, b'"', b"\r\n", b"../../", b"9" * 400,
    b"<!DOCTYPE a>", "ا\u202e".encode(), b"PK\x03\x04", b"-----BEGIN", b"\x1f\x8b", b"null", b"-1", b"1e999",
)  # fmt: skip


def wounded(data: bytes, chance: Random) -> bytes:
    """Return ``data`` after an accident: flipped, cut, doubled, moved, or with rubbish in it."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        at, kind = chance.randrange(len(made) or 1), chance.randrange(6)
        if kind == 0 and made:
            made[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del made[at:]
        elif kind == 2:
            made[at:at] = chance.choice(RUBBISH)
        elif kind == 3:
            made[at:at] = made[at : at + chance.randrange(200)]
        elif kind == 4:
            del made[at : at + chance.randrange(1, 50)]
        else:
            made[at : at + 8] = chance.randbytes(8)
    return bytes(made)


@pytest.fixture
def readers(tmp_path: Path, sample: Sample) -> dict[str, tuple[bytes, Reader, int]]:
    """Return kind -> (a good one, what reads it, how many in a thousand)."""
    (tmp_path / "sender").mkdir()
    (tmp_path / "staging").mkdir()
    sender, folder = Sender(tmp_path / "sender"), small(tmp_path / "offers")
    sheet = tmp_path / "offers.xlsx"
    export_template(path=sheet)

    def by_file(name: str, read: Callable[[Path], object]) -> Reader:
        file = tmp_path / name

        def reader(data: bytes) -> object:
            file.write_bytes(data)
            return read(file)

        return reader

    def batch(path: Path) -> object:
        with open_batch(path, [sender.central[0]], sender.signers, staging=tmp_path / "staging") as opened:
            return list(opened.records())

    def slots(data: bytes) -> object:
        for name in files.KEYSLOTS:
            (sample.folder / name).write_bytes(data)
        return keyslots.read_copies(sample.folder)

    def offers(path: Path) -> object:
        return read_offers_file(path, terms=TermMap())

    def csv(data: bytes) -> object:
        (folder / "services.csv").write_bytes(data)
        return offers(folder)

    def xform(data: bytes) -> object:
        return read_xform(data.decode("utf-8", "replace"))

    return {
        "keyslots": ((sample.folder / files.KEYSLOTS[0]).read_bytes(), slots, 400),
        "receipt": (sign_receipt(RECEIPT, KEY), lambda data: decode_receipt(data, KEY.public), 200),
        "key card": (write_key_card(CARD).encode(), by_file("card.txt", read_key_card), 200),
        "recovery": ((sample.folder / files.RECOVERY).read_bytes(),
                     lambda data: recovery.open_keys(data, sample.identity), 45),
        "file name": (b"Zeugnis (Muster).png",
                      lambda data: plain_name(data.decode("utf-8", "replace")), 100),
        "batch": (sender.seal(family_of_records(2)).path.read_bytes(), by_file("b.intake", batch), 30),
        "csv": ((folder / "services.csv").read_bytes(), csv, 10),
        "xlsx": (sheet.read_bytes(), by_file("fuzzed.xlsx", offers), 3),
        "xform": (RandomForm(1).xform().encode(), xform, 12),
    }  # fmt: skip


def test_nothing_from_outside_ends_the_program(
    readers: dict[str, tuple[bytes, Reader, int]], noted: Note
) -> None:
    count, chance, slowest, read, done = times(20_000, 5_000_000), Random(13), (0.0, ""), 0, 0
    stalled = 0.0
    for kind, (good, reader, share) in readers.items():
        reader(good)  # the control: a good one is read
        for _ in range(count * share // 1000):
            data = wounded(good, chance)
            begun, worked = time.perf_counter(), time.process_time()
            with contextlib.suppress(IntakeError):  # anything else ends the trial, a panic too
                reader(data)
                read += 1
            slowest = max(slowest, (time.process_time() - worked, kind))
            stalled = max(stalled, time.perf_counter() - begun)
            done += 1
    noted("fuzzed imports", done,
          f"0 crashes, slowest {slowest[0]:.2f} s ({slowest[1]}), {read:,} still readable",
          f"{len(readers)} good ones are read")  # fmt: skip
    assert slowest[0] < MOST_SECONDS, slowest  # of work: a busy machine may let it wait
    assert stalled < 60
