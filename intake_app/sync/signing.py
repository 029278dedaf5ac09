"""SSHSIG: signatures that ``ssh-keygen -Y verify`` checks, and the check of those it makes.

Format: OpenSSH PROTOCOL.sshsig. The signed data is a hash of the message under a namespace, so that a
signature made for a batch can never pass for one on a receipt. The armor is read strictly: exactly the
text that ``armor`` writes is accepted, so one signature has one spelling.
"""

import base64
import binascii
import hashlib
import hmac

import msgspec
from cryptography.exceptions import InvalidSignature

from intake_app.errors import N_
from intake_app.sync.errors import KeyUnusable, SignatureWrong
from intake_app.sync.keys import KEY_TYPE, PublicKey, SigningKey, raw_key, split_wire, wire_string

BATCH_NAMESPACE = "intake-batch"
RECEIPT_NAMESPACE = "intake-receipt"
SIGNATURE_LIMIT = 4096  # bytes of armored text; an Ed25519 signature needs about 300

_MAGIC = b"SSHSIG"
_BEGIN = "-----BEGIN SSH SIGNATURE-----"
_END = "-----END SSH SIGNATURE-----"
_HASHES = {"sha512": hashlib.sha512, "sha256": hashlib.sha256}


class Signature(msgspec.Struct, frozen=True):
    """A signature taken apart. ``namespace`` and ``hash_name`` are what it claims."""

    signer: PublicKey
    namespace: str
    hash_name: str
    raw: bytes
    reserved: bytes = b""


def sign(key: SigningKey, message: bytes, *, namespace: str) -> bytes:
    """Return the armored signature of ``message``, as ``ssh-keygen -Y sign`` writes it."""
    raw = key.sign_raw(_signed_data(namespace, b"", "sha512", message))
    blob = b"".join(
        (
            _MAGIC,
            (1).to_bytes(4, "big"),
            wire_string(key.public.blob),
            wire_string(namespace.encode()),
            wire_string(b""),
            wire_string(b"sha512"),
            wire_string(wire_string(KEY_TYPE) + wire_string(raw)),
        )
    )
    return armor(blob)


def verify(armored: bytes, message: bytes, *, namespace: str) -> PublicKey:
    """Return the key that really signed ``message`` in ``namespace``; raises SignatureWrong.

    Whether that key may sign is the caller's question (``signers.py``).
    """
    signature = read_signature(armored)
    if not hmac.compare_digest(signature.namespace.encode(), namespace.encode()):
        raise SignatureWrong(reason=N_("it was made for another purpose"))
    data = _signed_data(namespace, signature.reserved, signature.hash_name, message)
    try:
        signature.signer.verifier().verify(signature.raw, data)
    except InvalidSignature as trouble:
        raise SignatureWrong(reason=N_("it does not match the content")) from trouble
    return signature.signer


def read_signature(armored: bytes) -> Signature:
    """Take an armored signature apart; raises SignatureWrong when anything is off."""
    blob = _dearmor(armored)
    try:
        if not blob.startswith(_MAGIC) or blob[6:10] != (1).to_bytes(4, "big"):
            raise ValueError("preamble")
        signer, offset = split_wire(blob, 10)
        namespace, offset = split_wire(blob, offset)
        reserved, offset = split_wire(blob, offset)
        hash_name, offset = split_wire(blob, offset)
        inner, offset = split_wire(blob, offset)
        kind, inner_offset = split_wire(inner, 0)
        raw, inner_offset = split_wire(inner, inner_offset)
        if offset != len(blob) or inner_offset != len(inner) or kind != KEY_TYPE or len(raw) != 64:
            raise ValueError("parts")
        return Signature(
            signer=PublicKey(raw=raw_key(signer)),
            namespace=namespace.decode("ascii"),
            hash_name=_known_hash(hash_name),
            raw=raw,
            reserved=reserved,
        )
    except (ValueError, KeyUnusable) as trouble:
        raise SignatureWrong(reason=N_("it is damaged")) from trouble


def armor(blob: bytes) -> bytes:
    """Return the text form: base64 in lines of 70 between the two marker lines."""
    text = base64.b64encode(blob).decode()
    lines = [text[start : start + 70] for start in range(0, len(text), 70)]
    return "\n".join((_BEGIN, *lines, _END, "")).encode()


def _dearmor(armored: bytes) -> bytes:
    if len(armored) > SIGNATURE_LIMIT:
        raise SignatureWrong(reason=N_("it is damaged"))
    try:
        lines = armored.decode("ascii").split("\n")
        blob = base64.b64decode("".join(lines[1:-2]), validate=True)
    except (UnicodeDecodeError, binascii.Error, ValueError) as trouble:
        raise SignatureWrong(reason=N_("it is damaged")) from trouble
    if armor(blob) != armored:
        raise SignatureWrong(reason=N_("it is damaged"))
    return blob


def _known_hash(name: bytes) -> str:
    text = name.decode("ascii")
    if text not in _HASHES:
        raise ValueError("hash")
    return text


def _signed_data(namespace: str, reserved: bytes, hash_name: str, message: bytes) -> bytes:
    digest = _HASHES[hash_name](message).digest()
    parts = (namespace.encode(), reserved, hash_name.encode(), digest)
    return _MAGIC + b"".join(wire_string(part) for part in parts)
