"""SQL of files and pictures that were given as answers; their bytes lie in the encrypted database only."""

import msgspec

from intake_app.records.attachment import Attachment
from intake_app.vault.database import Database


def insert_attachment(database: Database, attachment: Attachment, content: bytes) -> None:
    """Add a file."""
    database.execute(
        "INSERT INTO attachments (id, interview_id, ref, head, content) VALUES (?, ?, ?, ?, ?)",
        (attachment.id, attachment.interview_id, attachment.ref, _encoder.encode(attachment), content),
    )


def delete_attachment(database: Database, attachment_id: str) -> None:
    """Remove a file; the database overwrites the freed pages (``secure_delete``)."""
    database.execute("DELETE FROM attachments WHERE id = ?", (attachment_id,))


def attachments(database: Database, interview_id: str) -> tuple[Attachment, ...]:
    """Return the head data of an interview's files, oldest first."""
    rows = database.execute(
        "SELECT head FROM attachments WHERE interview_id = ? ORDER BY rowid", (interview_id,)
    )
    return tuple(_decoder.decode(row[0]) for row in rows)


def content(database: Database, attachment_id: str) -> bytes | None:
    """Return the bytes of a file."""
    found: bytes | None = database.value("SELECT content FROM attachments WHERE id = ?", (attachment_id,))
    return found


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Attachment)
