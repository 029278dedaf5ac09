"""What somebody was typing when the program locked: sealed beside the database, for that user alone.

It belongs to no record yet, so it is no row of one. Under another data key it is gone.
"""

from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from intake_app.errors import FileUnreadable
from intake_app.vault import files, keys
from intake_app.vault.vault import Vault

_MOST_BYTES = 1 << 20
_NAME = "unfinished-{user_id}.sealed"


def keep(vault: Vault, user_id: str, content: bytes) -> None:
    """Seal and write it, in place of what was there; raises DiskFull or FileUnwritable."""
    nonce = keys.new_salt()[: keys.NONCE_BYTES]
    sealed = _cipher(vault).encrypt(nonce, content, _bound_to(vault, user_id))
    files.write_durably(_file(vault, user_id), nonce + sealed)


def kept(vault: Vault, user_id: str) -> bytes | None:
    """Return what was kept for the user; None when there is nothing that opens."""
    try:
        data = files.read_whole(_file(vault, user_id), _MOST_BYTES)
        nonce, sealed = data[: keys.NONCE_BYTES], data[keys.NONCE_BYTES :]
        return _cipher(vault).decrypt(nonce, sealed, _bound_to(vault, user_id))
    except (FileUnreadable, InvalidTag, ValueError):
        return None


def forget(vault: Vault, user_id: str) -> None:
    """Remove it."""
    _file(vault, user_id).unlink(missing_ok=True)


def forget_all(vault: Vault) -> int:
    """Remove everybody's, after an erasure: each may name who was erased. Return how many there were."""
    there = list(vault.folder.glob(_NAME.format(user_id="*")))
    for file in there:
        file.unlink(missing_ok=True)
    return len(there)


def _cipher(vault: Vault) -> AESGCM:
    return AESGCM(keys.subkey(vault.data_key, "unfinished"))


def _bound_to(vault: Vault, user_id: str) -> bytes:
    return f"ankommen-unfinished/1 {vault.keyslots.vault_id} {user_id}".encode()


def _file(vault: Vault, user_id: str) -> Path:
    return vault.folder / _NAME.format(user_id=user_id)
