"""The layout of a sealed batch: names, order, limits.

Writing is in ``sealing.py``, reading in ``verifying.py`` and ``opening.py``.
One file ``<device>-<sequence>-<uuid>.intake``, an uncompressed POSIX tar of exactly three plain files::

    header.json        in clear; no names, no counts of cases
    header.json.sig    SSHSIG Ed25519, namespace intake-batch
    payload.age        to at least two X25519 recipients; inside, a tar:
        records/<type>-<nnnn>.ndjson
        attachments/<name>
        schema/<type>-<version>.json
        manifest.json          SHA-256 and size of all of the above, record ids and revisions
        manifest.json.sig      the same signer, the same namespace

Check without this program::

    tar xf b.intake
    ssh-keygen -Y verify -f allowed -I DEVICE -n intake-batch -s header.json.sig < header.json
    sha256sum payload.age && age -d -i key payload.age | tar t
"""

import re
from collections.abc import Callable, Iterator

import msgspec

from intake_app.records.batch import BatchHeader

HEADER = "header.json"
HEADER_SIGNATURE = "header.json.sig"
PAYLOAD = "payload.age"
MANIFEST = "manifest.json"
MANIFEST_SIGNATURE = "manifest.json.sig"
SUFFIX = ".intake"
RECEIPT_SUFFIX = ".receipt"
READER_VERSION = 1
RECIPIENTS_AT_LEAST = 2

HEADER_LIMIT = 1 << 16
MANIFEST_LIMIT = 1 << 26
SCHEMA_LIMIT = 1 << 20
LINE_LIMIT = 1 << 23  # bytes of one record
SEQUENCE_LIMIT = 10**9
MEMBERS_LIMIT = 100_000
RECORDS_FILE_SIZE = 1 << 20  # a records file is closed when it has grown past this

DEVICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
RECORDS_NAME = re.compile(r"records/[a-z][a-z_-]{0,30}-[0-9]{4,6}\.ndjson")
ATTACHMENT_NAME = re.compile(r"attachments/[A-Za-z0-9][A-Za-z0-9_-]{0,63}(\.[A-Za-z0-9]{1,10})?")
_KIND = re.compile(r"[a-z][a-z_-]{0,30}")
_RECORD_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
SCHEMA_NAME = re.compile(r"schema/[a-z][a-z0-9_-]{0,40}\.json")


class Attachment(msgspec.Struct, frozen=True):
    """A file that goes along. ``chunks`` opens it anew each time, so that it is never held whole."""

    name: str  # without folder
    size: int
    chunks: Callable[[], Iterator[bytes]]


def is_record_name(kind: str, record_id: str, rev: int) -> bool:
    """Return whether a manifest's word on a record has the shape of one; what it says is another question."""
    return bool(_KIND.fullmatch(kind) and _RECORD_ID.fullmatch(record_id)) and 0 <= rev < 1 << 53


def file_name(header: BatchHeader) -> str:
    """Return the name of the batch file."""
    return f"{header.device_id}-{header.sequence:04d}-{header.batch_id}{SUFFIX}"


def is_inner_name(name: str) -> bool:
    """Return whether a file of this name may be in the payload, beside the manifest and its signature."""
    return any(pattern.fullmatch(name) for pattern in (RECORDS_NAME, ATTACHMENT_NAME, SCHEMA_NAME))
