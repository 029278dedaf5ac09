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
_COMPARTMENT = """\
special-needs-key: {key}

The column "sealed" of the table special_needs is locked with this second key, row by row: AES-256-GCM,
the first 12 bytes are the nonce, the associated data is the text
                   {associated}
with the row's id in place of ID. What comes out is JSON.
"""
_DATA_KEY = re.compile(rb"^data-key: ([0-9a-f]{64})\s*$", re.MULTILINE)
_COMPARTMENT_KEY = re.compile(rb"^special-needs-key: ([0-9a-f]{64})\s*$", re.MULTILINE)
_VAULT_ID = re.compile(rb"^vault: ([0-9a-f-]{36})\s*$", re.MULTILINE)


class Recovered(msgspec.Struct, frozen=True):
    """What the recovery file holds."""

    vault_id: str
    data_key: bytes
    compartment_key: bytes | None = None  # none in files written before there was a compartment


def make_identity() -> tuple[str, str]:
    """Return a fresh age identity (``AGE-SECRET-KEY-1…``) and its recipient (``age1…``)."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipient_of(identity_text: str) -> str:
    """Return the public half of an identity; raises RecoveryKeyWrong."""
    try:
        return str(pyrage.x25519.Identity.from_str(_identity(identity_text)).to_public())
    except BaseException as trouble:  # noqa: BLE001 - a panic in the age library is no Exception
        raise _as_trouble(trouble) from None


def seal_keys(
    recipient: str, *, vault_id: str, data_key: bytes, compartment_key: bytes | None = None
) -> bytes:
    """Return the age file for ``recipient``; raises RecoveryKeyWrong when that is no age recipient."""
    text = _TEXT.format(vault_id=vault_id, data_key=data_key.hex())
    if compartment_key is not None:
        associated = bound_to(vault_id, "special_needs", "ID").decode()
        text += "\n" + _COMPARTMENT.format(key=compartment_key.hex(), associated=associated)
    return seal(text.encode(), recipient)


def open_keys(sealed: bytes, identity_text: str) -> Recovered:
    """Open the age file; raises RecoveryKeyWrong."""
    text = unseal(sealed, identity_text)
    key, vault, second = (pattern.search(text) for pattern in (_DATA_KEY, _VAULT_ID, _COMPARTMENT_KEY))
    if key is None or vault is None:
        raise RecoveryKeyWrong
    return Recovered(
        vault_id=vault[1].decode(),
        data_key=bytes.fromhex(key[1].decode()),
        compartment_key=bytes.fromhex(second[1].decode()) if second else None,
    )


def prove_identity(recipient: str, identity_text: str) -> None:
    """Seal something for ``recipient`` and open it with ``identity_text``; raises RecoveryKeyWrong."""
    probe = b"Ankommen recovery key proof"
    if unseal(seal(probe, recipient), identity_text) != probe:
        raise RecoveryKeyWrong


def seal(data: bytes, recipient: str) -> bytes:
    """Return an age file of ``data`` for ``recipient``; raises RecoveryKeyWrong."""
    try:
        return pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient)])
    except BaseException as trouble:  # noqa: BLE001 - a panic in the age library is no Exception
        raise _as_trouble(trouble) from None


def unseal(sealed: bytes, identity_text: str) -> bytes:
    """Return what an age file holds; raises RecoveryKeyWrong."""
    identity = _identity(identity_text)
    try:
        return pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)])
    except BaseException as trouble:  # noqa: BLE001 - a panic in the age library is no Exception
        raise _as_trouble(trouble) from None


def bound_to(vault_id: str, table: str, record_id: str) -> bytes:
    """Return what a body of the compartment is bound to: it opens in no other vault, table or row."""
    return f"ankommen-compartment/1 {vault_id} {table} {record_id}".encode()


def _identity(identity_text: str) -> str:
    found = re.search(r"AGE-SECRET-KEY-1[0-9A-Z]{58}", "".join(identity_text.upper().split()))
    if found is None:
        raise RecoveryKeyWrong
    return found[0]


def _as_trouble(trouble: BaseException) -> BaseException:
    """Return our error. A panic inside the age library is a BaseException; real interrupts pass through.

    The cause is dropped on purpose: a foreign message must not carry a key.
    """
    if isinstance(trouble, KeyboardInterrupt | SystemExit | MemoryError):
        return trouble
    return RecoveryKeyWrong()
