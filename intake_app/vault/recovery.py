"""The recovery slot: the data key sealed for the agency's offline key, to be opened by plain ``age``.

age files are opened with any age program (https://age-encryption.org/v1), so recovery depends on
nothing of ours: what comes out says what it is and how the database is opened with it.
"""

import re

import msgspec
import pyrage

from intake_app.vault.errors import RecoveryKeyWrong

_TEXT = """\
ANKOMMEN RECOVERY 1
vault: {vault_id}
data-key: {data_key}

This is the key to the workspace file vault.db. Keep it secret; delete it when you are done.

With the program:  intake-app workspace recover FOLDER
With sqlcipher:    sqlcipher vault.db
                   sqlite> PRAGMA key = "x'{data_key}'";
                   sqlite> .tables
"""
_DATA_KEY = re.compile(rb"^data-key: ([0-9a-f]{64})\s*$", re.MULTILINE)
_VAULT_ID = re.compile(rb"^vault: ([0-9a-f-]{36})\s*$", re.MULTILINE)


class Recovered(msgspec.Struct, frozen=True):
    """What the recovery file holds."""

    vault_id: str
    data_key: bytes


def make_identity() -> tuple[str, str]:
    """Return a fresh age identity (``AGE-SECRET-KEY-1…``) and its recipient (``age1…``)."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def seal_data_key(recipient: str, *, vault_id: str, data_key: bytes) -> bytes:
    """Return the age file for ``recipient``; raises RecoveryKeyWrong when that is no age recipient."""
    text = _TEXT.format(vault_id=vault_id, data_key=data_key.hex())
    return _sealed(text.encode(), recipient)


def open_data_key(sealed: bytes, identity_text: str) -> Recovered:
    """Open the age file; raises RecoveryKeyWrong."""
    text = _opened(sealed, identity_text)
    key, vault = _DATA_KEY.search(text), _VAULT_ID.search(text)
    if key is None or vault is None:
        raise RecoveryKeyWrong
    return Recovered(vault_id=vault[1].decode(), data_key=bytes.fromhex(key[1].decode()))


def prove_identity(recipient: str, identity_text: str) -> None:
    """Seal something for ``recipient`` and open it with ``identity_text``; raises RecoveryKeyWrong."""
    probe = b"Ankommen recovery key proof"
    if _opened(_sealed(probe, recipient), identity_text) != probe:
        raise RecoveryKeyWrong


def _sealed(data: bytes, recipient: str) -> bytes:
    try:
        return pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient)])
    except BaseException as trouble:  # noqa: BLE001 - a panic in the age library is no Exception
        raise _as_trouble(trouble) from None


def _opened(sealed: bytes, identity_text: str) -> bytes:
    found = re.search(r"AGE-SECRET-KEY-1[0-9A-Z]{58}", "".join(identity_text.upper().split()))
    if found is None:
        raise RecoveryKeyWrong
    try:
        return pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(found[0])])
    except BaseException as trouble:  # noqa: BLE001 - a panic in the age library is no Exception
        raise _as_trouble(trouble) from None


def _as_trouble(trouble: BaseException) -> BaseException:
    """Return our error. A panic inside the age library is a BaseException; real interrupts pass through.

    The cause is dropped on purpose: a foreign message must not carry a key.
    """
    if isinstance(trouble, KeyboardInterrupt | SystemExit | MemoryError):
        return trouble
    return RecoveryKeyWrong()
