"""A counsellor with all that is theirs (passphrase, keys, every file, tools of their own) forges no batch.

They hold the data key, so they can read what a batch would hold; what they have not is the signature.
"""

import dataclasses
from collections.abc import Callable, Iterator

import msgspec
import pytest

from intake_app.errors import IntakeError, NotAllowed
from intake_app.services import batches as batch_services
from intake_app.sync import open_batch, seal_batch
from intake_app.sync.keys import SigningKey
from intake_app.vault import files, keys, keyslots
from tests.intake_app.services import test_batches
from tests.reliability.decrypted import plain_pages
from tests.reliability.table import times

Note = Callable[[str, int, str, str], None]
House = test_batches.House
house = test_batches.house
COUNSELLOR = "forest gravel harbor island"


def test_a_counsellor_forges_no_batch(house: House, noted: Note) -> None:
    person = house.person()
    house.decide(person, "given")
    chosen = house.interview(person)
    real = batch_services.prepare_batch(house.supervisor, interview_ids=[chosen], now=test_batches.NOW)
    tried, accepted = 0, 0
    for forged in (*forged_by_service(house, chosen), *forged_by_own_tools(house, real)):
        tried += 1
        accepted += forged
    count = times(20, 200)
    for _ in range(count):  # rightly built, to the right recipients, by a key nobody allowed
        tried += 1
        stranger = SigningKey.make(house.supervisor.user.name)
        made = seal_batch(real.contents, folder=house.stick, recipients=real.recipients, key=stranger)
        accepted += is_believed(house, made.path)
        made.path.unlink()
    sealed = batch_services.write_batch(real, folder=house.stick)
    control = is_believed(house, sealed.path)
    noted("a counsellor forges a batch", tried, f"{accepted} accepted", f"the supervisor's: {control}")
    assert accepted == 0
    assert control


def forged_by_service(house: House, chosen: str) -> Iterator[bool]:
    """Ask the program, as they are and with the role changed in memory."""
    disguised = dataclasses.replace(house.supervisor, private_signing_key=None)
    for session in (house.counsellor, disguised):
        with pytest.raises(NotAllowed):
            batch_services.prepare_batch(session, interview_ids=[chosen], now=test_batches.NOW)
        yield False


def forged_by_own_tools(house: House, real: batch_services.PreparedBatch) -> Iterator[bool]:
    """Look for the supervisor's key with every key they hold, and in every page they can read."""
    folder, vault = house.supervisor.folder, house.supervisor.vault
    found = vault.keyslots
    opened = keyslots.open_slot(folder, house.counsellor.user.id, COUNSELLOR)
    assert opened is not None
    slot = found.slot(house.supervisor.user.id)
    assert slot is not None
    assert slot.signer_key is not None
    own = [opened.data_key, opened.kek, opened.compartment_key, keys.subkey(opened.data_key, "audit")]
    bound = b"signing-key " + keyslots._bound_to(found.vault_id, slot)
    for key in filter(None, own):
        yield keys.unwrap(key, slot.signer_key, bound) is not None
    vault.database.checkpoint()
    pages = b"".join(plain_pages(folder / files.DATABASE, opened.data_key))
    assert b"sqlite" in pages or b"CREATE TABLE" in pages, "they can read the database"
    secret = house.supervisor.signing_key()
    everything = [pages, *(file.read_bytes() for file in folder.rglob("*") if file.is_file())]
    yield any(part in one for one in everything for part in (b"OPENSSH PRIVATE KEY", secret))
    # Their own signature under the supervisor's name, and a real head before another payload.
    renamed = msgspec.structs.replace(real.contents, sequence=real.contents.sequence + 1)
    stranger = SigningKey.make(house.supervisor.user.name)
    made = seal_batch(renamed, folder=house.stick, recipients=real.recipients, key=stranger)
    genuine = batch_services.write_batch(real, folder=house.stick)
    first, other = genuine.path.read_bytes(), made.path.read_bytes()
    half = house.stick / "half.intake"
    for cut in (1024, 2048, 3072):
        half.write_bytes(first[:cut] + other[cut:])
        yield is_believed(house, half)
    for one in (half, made.path, genuine.path):
        one.unlink()


def is_believed(house: House, path: object) -> bool:
    """Tell whether the central system accepts the batch."""
    try:
        with open_batch(path, house.keys.identities, house.keys.allowed_signers) as batch:  # type: ignore[arg-type]
            return bool(list(batch.records()))
    except IntakeError:
        return False
