"""Keys: from a passphrase to the key-encryption key, wrapping, and subkeys of the data key.

Argon2id (RFC 9106) derives the key-encryption key; AES-256-GCM wraps with a fresh nonce and binds
what it wraps to its place. Parameters below the floor are refused, so a weakened keyslot is useless.
"""

import hashlib
import hmac
import secrets
import unicodedata
from typing import Self

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12


class KdfParameters(msgspec.Struct, frozen=True):
    """Argon2id cost: memory in KiB, passes, lanes."""

    memory_kib: int
    iterations: int
    lanes: int

    @classmethod
    def standard(cls) -> Self:
        """Return what real workspaces use: 256 MiB, 3 passes, 4 lanes."""
        return cls(memory_kib=256 * 1024, iterations=3, lanes=4)

    @classmethod
    def floor(cls) -> Self:
        """Return the least that is accepted: 64 MiB, 3 passes, 4 lanes."""
        return cls(memory_kib=64 * 1024, iterations=3, lanes=4)

    @property
    def is_acceptable(self) -> bool:
        """Tell whether the cost is at least the floor and not absurd (a damaged file must not eat memory)."""
        least = KdfParameters.floor()
        return (
            least.memory_kib <= self.memory_kib <= 2 * 1024 * 1024
            and least.iterations <= self.iterations <= 32
            and least.lanes <= self.lanes <= 64
        )


class Wrapped(msgspec.Struct, frozen=True):
    """A secret under AES-256-GCM: 12 bytes nonce, ciphertext with its 16 bytes tag."""

    nonce: bytes
    sealed: bytes


def new_key() -> bytes:
    """Return 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def new_salt() -> bytes:
    """Return 16 random bytes."""
    return secrets.token_bytes(SALT_BYTES)


def derive_kek(passphrase: str, salt: bytes, parameters: KdfParameters) -> bytes:
    """Return the 32-byte key-encryption key of a passphrase (NFC, runs of white space as one space)."""
    if not parameters.is_acceptable:
        raise ValueError("KDF parameters outside the accepted range")
    text = normal_passphrase(passphrase).encode()
    return hash_secret_raw(
        text,
        salt,
        time_cost=parameters.iterations,
        memory_cost=parameters.memory_kib,
        parallelism=parameters.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def normal_passphrase(passphrase: str) -> str:
    """Return the passphrase as it is hashed: two keyboards that show the same letters give the same key."""
    return " ".join(unicodedata.normalize("NFC", passphrase).split())


def wrap(key: bytes, secret: bytes, bound_to: bytes) -> Wrapped:
    """Return ``secret`` under ``key``; it opens only together with the same ``bound_to``."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return Wrapped(nonce=nonce, sealed=AESGCM(key).encrypt(nonce, secret, bound_to))


def unwrap(key: bytes, wrapped: Wrapped, bound_to: bytes) -> bytes | None:
    """Return the secret; None when the key or what it is bound to is another."""
    if len(wrapped.nonce) != NONCE_BYTES:
        return None
    try:
        return AESGCM(key).decrypt(wrapped.nonce, wrapped.sealed, bound_to)
    except InvalidTag:
        return None


def subkey(data_key: bytes, purpose: str) -> bytes:
    """Return the 32-byte key of one purpose (HKDF-SHA256, RFC 5869), so that no key does two jobs."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"ankommen/" + purpose.encode()).derive(
        data_key
    )


def keyed_mac(key: bytes, message: bytes) -> str:
    """Return HMAC-SHA256 as 64 hex digits."""
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def is_same_mac(one: str, other: str) -> bool:
    """Compare two macs in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())
