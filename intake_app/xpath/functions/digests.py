"""Functions of bytes: ``digest`` and ``base64-decode``."""

import base64
import binascii
import hashlib

from intake_app.xpath.errors import XPathError
from intake_app.xpath.functions.signature import Function, plain

# The specification names these; MD5 and SHA-1 tell files apart and protect nothing.
_ALGORITHMS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}


def _digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    name = _ALGORITHMS.get(algorithm.upper())
    if name is None:
        raise XPathError(reason=f"the digest {algorithm} is unknown")
    digest = hashlib.new(name, text.encode(), usedforsecurity=False).digest()
    if encoding.lower() == "hex":
        return digest.hex()
    if encoding.lower() == "base64":
        return base64.b64encode(digest).decode()
    raise XPathError(reason=f"the encoding {encoding} is unknown")


def _base64_decode(text: str) -> str:
    letters = "".join(text.split()).rstrip("=")
    try:
        padded = letters + "=" * (-len(letters) % 4)
        return base64.b64decode(padded, validate=True).decode("utf-8", errors="replace")
    except (binascii.Error, ValueError):
        return ""


FUNCTIONS: list[Function] = [
    plain("digest", "sss", "string", _digest, least=2),
    plain("base64-decode", "s", "string", _base64_decode),
]
