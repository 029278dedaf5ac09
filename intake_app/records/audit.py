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


class LogLine(msgspec.Struct, frozen=True):
    """A line of the trail with the name of who did it; ``who`` is the id where the user is not known."""

    seq: int
    at: datetime.datetime
    who: str
    action: str
    object: str
    detail: str


class LogPage(msgspec.Struct, frozen=True):
    """The newest lines of those chosen, how many there are, and what can be chosen from."""

    lines: tuple[LogLine, ...]
    total: int
    actors: tuple[tuple[str, str], ...]  # (id, name)
    actions: tuple[str, ...]
