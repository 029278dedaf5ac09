"""Every page of a database file decrypted as it lies there: free pages, page remains and the log included.

SQLCipher 4: pages of 4096 bytes, of which the last 80 are an IV (16) and an HMAC (64); AES-256-CBC; the
first 16 bytes of the file are the salt. With a raw key the key is used as it is.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, SALT = 4096, 80, 16
_LOG_HEAD, _FRAME_HEAD = 32, 24


def plain_pages(file: Path, key: bytes) -> Iterator[bytes]:
    """Yield the content of each page of a database file, in order."""
    data = file.read_bytes()
    for at in range(0, len(data) - PAGE + 1, PAGE):
        yield _opened(data[at : at + PAGE], key, is_first=at == 0)


def plain_frames(log: Path, key: bytes) -> Iterator[bytes]:
    """Yield the content of each page in a write-ahead log, also of frames that no longer count."""
    data = log.read_bytes() if log.exists() else b""
    for at in range(_LOG_HEAD, len(data) - _FRAME_HEAD - PAGE + 1, _FRAME_HEAD + PAGE):
        number = int.from_bytes(data[at : at + 4], "big")
        page = data[at + _FRAME_HEAD : at + _FRAME_HEAD + PAGE]
        yield _opened(page, key, is_first=number == 1)


def hits(folder: Path, key: bytes, canaries: dict[str, bytes]) -> dict[str, list[str]]:
    """Return canary -> files of ``folder`` it is found in: raw anywhere, decrypted in databases and logs."""
    found: dict[str, list[str]] = {}
    for file in sorted(one for one in folder.rglob("*") if one.is_file()):
        texts = [file.read_bytes()]
        if file.name.endswith((".db", ".db.part")):
            texts += plain_pages(file, key)
        elif file.name.endswith("-wal"):
            texts += plain_frames(file, key)
        # Page by page and joined: a long text may lie across pages, each with its head.
        for name, canary in canaries.items():
            if any(canary in text for text in texts):
                found.setdefault(name, []).append(str(file.relative_to(folder)))
    return found


def _opened(page: bytes, key: bytes, *, is_first: bool) -> bytes:
    begin = SALT if is_first else 0
    iv = page[PAGE - RESERVED : PAGE - RESERVED + 16]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return decryptor.update(page[begin : PAGE - RESERVED]) + decryptor.finalize()
