"""One line of the append-only, hash-chained audit trail."""

import datetime

import msgspec


class AuditEntry(msgspec.Struct, frozen=True):
    """``object`` is ``type:id``; ``detail`` never holds an answer, a name or a key."""

    seq: int
    at: datetime.datetime
    actor: str
    action: str
    object: str
    detail: str
    mac: str
