"""SQL of a supervisor's remarks."""

import datetime

from intake_app.records.interview_record import Remark
from intake_app.vault.database import Database


def insert_remark(database: Database, remark: Remark) -> None:
    """Add a remark."""
    database.execute(
        "INSERT INTO remarks (id, interview_id, ref, text, by, at, settled) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            remark.id,
            remark.interview_id,
            remark.ref,
            remark.text,
            remark.by,
            remark.at.isoformat(),
            remark.settled,
        ),
    )


def settle_remarks(database: Database, interview_id: str) -> None:
    """Mark all remarks of an interview as settled."""
    database.execute("UPDATE remarks SET settled = 1 WHERE interview_id = ?", (interview_id,))


def remarks(database: Database, interview_id: str) -> tuple[Remark, ...]:
    """Return an interview's remarks, oldest first."""
    rows = database.execute(
        "SELECT id, interview_id, ref, text, by, at, settled FROM remarks"
        " WHERE interview_id = ? ORDER BY at, rowid",
        (interview_id,),
    )
    return tuple(
        Remark(
            id=r[0],
            interview_id=r[1],
            ref=r[2],
            text=r[3],
            by=r[4],
            at=datetime.datetime.fromisoformat(r[5]),
            settled=bool(r[6]),
        )
        for r in rows
    )
