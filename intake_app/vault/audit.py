"""The append-only audit chain: each line's MAC covers the line and the MAC before it.

The MAC key is a subkey of the data key, so nobody without it can extend or mend the chain.
SQLCipher does not notice an old page put back or the whole file rolled back; the chain does, because
its head is also kept outside the database (``audit_head``) and compared when the vault opens.
"""

# ruff: noqa: S608 - statements are put together from our own constants and question marks only

import datetime
import hashlib
from collections.abc import Iterable

import msgspec

from intake_app.records.audit import AuditEntry
from intake_app.vault import keys
from intake_app.vault.database import Database, Row
from intake_app.vault.errors import AuditBroken
from intake_app.vault.keyslots import AuditHead

KEY_CHANGE = "key.change"
SALVAGE = "workspace.salvage"
_COLUMNS = "seq, at, actor, action, object, detail, digest, mac"


def append_entry(
    database: Database, key: bytes, *, at: datetime.datetime, actor: str, action: str, of: str,
    detail: str = "", digest: str = "",
) -> AuditHead:  # fmt: skip
    """Add one line about the record ``of`` inside the running transaction; return the new head.

    ``digest`` is the SHA-256 of what was written elsewhere in the same transaction (an interview's
    state), so that this, too, is covered by the chain.
    """
    before = head(database)
    seq, moment = before.seq + 1, at.isoformat()
    mac = _mac(key, before.mac, (seq, moment, actor, action, of, detail, digest))
    database.execute(
        f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (seq, moment, actor, action, of, detail, digest, mac),
    )
    return AuditHead(seq=seq, mac=mac)


def head(database: Database) -> AuditHead:
    """Return the newest line's number and MAC."""
    row = database.row("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1")
    return AuditHead(seq=row[0], mac=row[1]) if row else AuditHead()


def holds(database: Database, known: AuditHead) -> bool:
    """Tell whether the chain still contains the line that is known from outside."""
    return known.seq == 0 or database.value("SELECT mac FROM audit WHERE seq = ?", (known.seq,)) == known.mac


def entries(database: Database, limit: int, *, of: str = "") -> tuple[AuditEntry, ...]:
    """Return the newest lines, newest first; only those about the record ``of`` when it is given."""
    where = "WHERE object = :object" if of else ""
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM audit {where} ORDER BY seq DESC LIMIT :limit",
        {"object": of, "limit": limit} if of else {"limit": limit},
    )
    return tuple(_entry(row) for row in rows)


class Chosen(msgspec.Struct, frozen=True):
    """Which lines: of one user, of one action, about records whose id holds ``about``; empty chooses all."""

    actor: str = ""
    action: str = ""
    about: str = ""


_CHOSEN = (
    "WHERE (:actor = '' OR actor = :actor) AND (:action = '' OR action = :action)"
    " AND (:about = '' OR instr(object, :about) > 0)"
)


def chosen_entries(database: Database, chosen: Chosen, limit: int) -> tuple[AuditEntry, ...]:
    """Return the newest ``limit`` of the chosen lines (all for -1), newest first."""
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM audit {_CHOSEN} ORDER BY seq DESC LIMIT :limit",
        {**msgspec.structs.asdict(chosen), "limit": limit},
    )
    return tuple(_entry(row) for row in rows)


def count_chosen(database: Database, chosen: Chosen) -> int:
    """Return how many lines are chosen."""
    return int(database.value(f"SELECT count(*) FROM audit {_CHOSEN}", msgspec.structs.asdict(chosen)))


def actors(database: Database) -> tuple[str, ...]:
    """Return the ids of who ever did something."""
    return tuple(row[0] for row in database.execute("SELECT DISTINCT actor FROM audit ORDER BY actor"))


def actions(database: Database) -> tuple[str, ...]:
    """Return every action there is in the trail."""
    return tuple(row[0] for row in database.execute("SELECT DISTINCT action FROM audit ORDER BY action"))


def has_lines_since(database: Database, seq: int, besides: tuple[str, ...]) -> bool:
    """Tell whether there are lines after ``seq`` of other actions than ``besides``."""
    marks = ",".join("?" * len(besides))
    sql = f"SELECT 1 FROM audit WHERE seq > ? AND action NOT IN ({marks}) LIMIT 1"
    return database.row(sql, (seq, *besides)) is not None


def append_key_change(
    database: Database, key: bytes, before: bytes, *, at: datetime.datetime, actor: str, detail: str
) -> AuditHead:
    """Add the first line under a new chain key; it carries the key of the lines before, sealed with the new.

    The old lines stay as they are: heads known from batches and backups go on to fit. Who knows the old
    key cannot change them either, because the new line covers the last one.
    """
    sealed = keys.wrap(keys.subkey(key, "before"), before, b"audit-key")
    return append_entry(database, key, at=at, actor=actor, action=KEY_CHANGE, of="workspace", detail=detail,
                        digest=(sealed.nonce + sealed.sealed).hex())  # fmt: skip


def verify_chain(database: Database, key: bytes) -> int:
    """Walk the whole chain and return its length; raises AuditBroken with the first line that fails.

    ``key`` is that of the newest lines; those of older lines are found on the way back. Also compares
    every interview's state with the digest its newest line carries. What a salvage said it could not save
    or prove is passed over: the line that says so is proved itself.
    """
    seq, mac = 0, ""
    gaps = _admitted_gaps(database)
    keys_from = _keys_from(database, key, without=gaps)
    key = keys_from.pop(0)
    newest_digest: dict[str, tuple[int, str]] = {}
    for row in database.stream(f"SELECT {_COLUMNS} FROM audit ORDER BY seq"):
        key = keys_from.get(row[0], key)
        if not _is_in(gaps, row[0]) and not _follows(key, seq, mac, row):
            raise AuditBroken(seq=seq + 1)
        seq, mac = row[0], row[-1]
        if row[6]:
            newest_digest[row[4]] = (seq, row[6])
    last_gap = max((end for _begin, end in gaps), default=0)
    for interview_id, state in database.stream("SELECT interview_id, state FROM interview_states"):
        line, digest = newest_digest.pop(f"interview:{interview_id}", (0 if gaps else seq, ""))
        if digest != hashlib.sha256(state).hexdigest() and (line > last_gap or not gaps):
            raise AuditBroken(seq=line)
    return seq


def unproved_lines(database: Database, key: bytes) -> tuple[tuple[int, int], ...]:
    """Return from where to where lines are missing or cannot be proved any more, each with its line after.

    Empty when the chain holds; ``0-0`` when no line is left at all.
    """
    newest = head(database).seq
    if not newest:
        return ((0, 0),)
    try:
        keys_from = _keys_from(database, key, without=())
    except AuditBroken:  # a key of older lines is lost
        return ((1, newest),)
    key, seq, mac = keys_from.pop(0), 0, ""
    found: list[tuple[int, int]] = []
    for row in database.stream(f"SELECT {_COLUMNS} FROM audit ORDER BY seq"):
        key = keys_from.get(row[0], key)
        if not _follows(key, seq, mac, row):
            begin = found.pop()[0] if found and found[-1][1] == seq else seq + 1
            found.append((begin, row[0]))
        seq, mac = row[0], row[-1]
    return tuple(found)


def _follows(key: bytes, seq: int, mac: str, row: Row) -> bool:
    """Tell whether a line comes right after the line ``seq`` with its ``mac``."""
    return bool(row[0] == seq + 1 and keys.is_same_mac(_mac(key, mac, row[:-1]), row[-1]))


def _is_in(gaps: Iterable[tuple[int, int]], seq: int) -> bool:
    return any(begin <= seq <= end for begin, end in gaps)


def _admitted_gaps(database: Database) -> tuple[tuple[int, int], ...]:
    """Return the gaps that salvages said, newest first; a gap cannot vouch for what a line in it says."""
    found: list[tuple[int, int]] = []
    sql = "SELECT seq, detail FROM audit WHERE action = ? ORDER BY seq DESC"
    for seq, detail in database.execute(sql, (SALVAGE,)):
        if _is_in(found, seq):
            continue
        for word in detail.split():
            begin, _dash, end = word.partition("-")
            if begin.isdigit() and end.isdigit() and int(end) < seq:
                found.append((int(begin), int(end)))
    return tuple(found)


def _keys_from(database: Database, key: bytes, *, without: Iterable[tuple[int, int]]) -> dict[int, bytes]:
    """Return the chain's keys by the first line each is used for, 0 for the oldest; raises AuditBroken."""
    found: dict[int, bytes] = {}
    sql = "SELECT seq, digest FROM audit WHERE action = ? ORDER BY seq DESC"
    for seq, digest in database.execute(sql, (KEY_CHANGE,)):
        if _is_in(without, seq):
            break
        found[seq] = key
        try:
            sealed = bytes.fromhex(digest)
        except ValueError as trouble:
            raise AuditBroken(seq=seq) from trouble
        wrapped = keys.Wrapped(sealed[: keys.NONCE_BYTES], sealed[keys.NONCE_BYTES :])
        before = keys.unwrap(keys.subkey(key, "before"), wrapped, b"audit-key")
        if before is None:
            raise AuditBroken(seq=seq)
        key = before
    found[0] = key
    return found


def key_changed_at(database: Database) -> datetime.datetime:
    """Return when the data key was made or last changed."""
    sql = (
        "SELECT coalesce((SELECT max(at) FROM audit WHERE action IN (?, 'workspace.create')),"
        " (SELECT min(at) FROM audit))"
    )
    return datetime.datetime.fromisoformat(str(database.value(sql, (KEY_CHANGE,))))


def _mac(key: bytes, before: str, line: Iterable[object]) -> str:
    return keys.keyed_mac(key, msgspec.json.encode([before, *line]))


def _entry(row: Row) -> AuditEntry:
    return AuditEntry(
        seq=row[0],
        at=datetime.datetime.fromisoformat(row[1]),
        actor=row[2],
        action=row[3],
        object=row[4],
        detail=row[5],
        mac=row[7],
    )
