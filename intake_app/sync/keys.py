"""Ed25519 keys in OpenSSH's formats: the private key that signs, the public key line, its fingerprint.

Only Ed25519 is read and written: one algorithm, nothing to negotiate. The wire format of strings is
RFC 4251 section 5, the public key blob RFC 8709 section 4.
"""

import base64
import binascii
import hashlib

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from intake_app.errors import N_
from intake_app.sync.errors import KeyUnusable

KEY_TYPE = b"ssh-ed25519"


class PublicKey(msgspec.Struct, frozen=True):
    """A public signing key: 32 raw bytes, and the comment of its line."""

    raw: bytes
    comment: str = ""

    @classmethod
    def from_line(cls, line: str, *, file: str = "") -> "PublicKey":
        """Read ``ssh-ed25519 AAAA… comment``; raises KeyUnusable."""
        words = line.strip().split(None, 2)
        if len(words) < 2 or words[0] != KEY_TYPE.decode():
            raise KeyUnusable(file=file or "key line", reason=N_("not an ssh-ed25519 public key"))
        try:
            blob = base64.b64decode(words[1], validate=True)
        except (binascii.Error, ValueError) as trouble:
            raise KeyUnusable(file=file or "key line", reason=N_("not base64")) from trouble
        return cls(raw=raw_key(blob, file=file), comment=words[2] if len(words) > 2 else "")

    @property
    def blob(self) -> bytes:
        """Return the wire form that signatures and fingerprints are made of."""
        return wire_string(KEY_TYPE) + wire_string(self.raw)

    @property
    def line(self) -> str:
        """Return the OpenSSH line ``ssh-ed25519 AAAA… comment``."""
        return f"{KEY_TYPE.decode()} {base64.b64encode(self.blob).decode()} {self.comment}".strip()

    @property
    def fingerprint(self) -> str:
        """Return ``SHA256:…`` as ``ssh-keygen -l`` prints it."""
        digest = base64.b64encode(hashlib.sha256(self.blob).digest()).decode()
        return f"SHA256:{digest.rstrip('=')}"

    def verifier(self) -> Ed25519PublicKey:
        """Return the key in the form that checks signatures."""
        return Ed25519PublicKey.from_public_bytes(self.raw)


class SigningKey:
    """A private signing key held in memory. Its ``repr`` shows the fingerprint only."""

    __slots__ = ("_key", "public")

    def __init__(self, key: Ed25519PrivateKey, comment: str = "") -> None:
        self._key = key
        raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        self.public = PublicKey(raw=raw, comment=comment)

    def __repr__(self) -> str:
        return f"SigningKey({self.public.fingerprint})"

    @classmethod
    def make(cls, comment: str = "") -> "SigningKey":
        """Return a fresh key."""
        return cls(Ed25519PrivateKey.generate(), comment)

    @classmethod
    def from_openssh(cls, data: bytes, *, comment: str = "", file: str = "private key") -> "SigningKey":
        """Read an unencrypted OpenSSH private key (``ssh-keygen -t ed25519 -N ''``); raises KeyUnusable."""
        try:
            key = serialization.load_ssh_private_key(data, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as trouble:
            raise KeyUnusable(file=file, reason=N_("not an unencrypted OpenSSH private key")) from trouble
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyUnusable(file=file, reason=N_("not an Ed25519 key"))
        return cls(key, comment)

    def to_openssh(self) -> bytes:
        """Return the unencrypted OpenSSH private key file."""
        return self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()
        )

    def sign_raw(self, message: bytes) -> bytes:
        """Return the 64 bytes of an Ed25519 signature (RFC 8032)."""
        return self._key.sign(message)


def wire_string(data: bytes) -> bytes:
    """Return ``data`` with its length in front (RFC 4251 ``string``)."""
    return len(data).to_bytes(4, "big") + data


def split_wire(data: bytes, offset: int) -> tuple[bytes, int]:
    """Return the wire string at ``offset`` and the offset behind it; raises ValueError."""
    start = offset + 4
    end = start + int.from_bytes(data[offset:start], "big")
    if start > len(data) or end > len(data):
        raise ValueError("cut off")
    return data[start:end], end


def raw_key(blob: bytes, *, file: str = "") -> bytes:
    """Return the 32 key bytes of a public key blob; raises KeyUnusable."""
    try:
        kind, offset = split_wire(blob, 0)
        raw, end = split_wire(blob, offset)
    except ValueError as trouble:
        raise KeyUnusable(file=file or "key", reason=N_("cut off")) from trouble
    if kind != KEY_TYPE or len(raw) != 32 or end != len(blob):
        raise KeyUnusable(file=file or "key", reason=N_("not an ssh-ed25519 public key"))
    return raw
