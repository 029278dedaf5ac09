"""Files and pictures given as answers: read into the vault, shown from there, copied out only on request.

The answer's value is the kept name, as ODK has it; the bytes never lie beside the vault. Reading is not
recorded (whoever has the interview open sees its answers); every copy that leaves is.
"""

import hashlib
import mimetypes
import re
import unicodedata
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from intake_app.errors import FileUnreadable
from intake_app.records.attachment import Attachment
from intake_app.records.ids import new_id
from intake_app.services.errors import AttachmentMissing, AttachmentTooLarge, InterviewClosed
from intake_app.services.session import Workspace
from intake_app.vault import attachments as attachment_sql
from intake_app.vault import files
from intake_app.vault import interviews as interview_sql
from intake_app.vault.errors import RecordMissing

MOST_MEGABYTES = 20
_MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
_LONGEST_NAME = 100
# How the first bytes of a file tell what it is, whatever its name claims.
_BEGINNINGS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"),
               (b"%PDF-", "application/pdf"))  # fmt: skip
_NOT_IN_A_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # names Windows keeps for itself


def attach_file(
    workspace: Workspace, *, interview_id: str, ref: str, path: Path, now: datetime, replaces: str = ""
) -> Attachment:
    """Read the chosen file into the vault as the answer to ``ref``; the file itself stays untouched.

    ``replaces`` is the kept name of the answer before, which goes in the same transaction. Raises
    FileUnreadable, AttachmentTooLarge, InterviewClosed, RecordMissing, DiskFull.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise AttachmentTooLarge(most=MOST_MEGABYTES)
        content = path.read_bytes()
    except OSError as trouble:
        raise FileUnreadable(file=path.name) from trouble
    return add_attachment(
        workspace, interview_id=interview_id, ref=ref, name=path.name, content=content, now=now,
        replaces=replaces,
    )  # fmt: skip


def add_attachment(
    workspace: Workspace,
    *,
    interview_id: str,
    ref: str,
    name: str,
    content: bytes,
    now: datetime,
    replaces: str = "",
) -> Attachment:
    """Keep ``content`` as the answer to ``ref`` under a name of its own; return its head data.

    Raises AttachmentTooLarge, InterviewClosed, RecordMissing, DiskFull; then nothing has changed.
    """
    if len(content) > _MOST_BYTES:
        raise AttachmentTooLarge(most=MOST_MEGABYTES)
    _require_open(workspace, interview_id)
    kept = attachment_sql.attachments(workspace.database, interview_id)
    before = [one for one in kept if replaces and one.name == replaces]
    plain = plain_name(name)
    attachment = Attachment(
        id=new_id(now),
        interview_id=interview_id,
        ref=ref,
        name=_free_name(plain, {one.name.casefold() for one in kept if one not in before}),
        media_type=_media_type(plain, content),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_at=now,
        added_by=workspace.user.id,
    )
    with workspace.recorded(
        "attachment.add", f"interview:{interview_id}", now=now, detail=f"{attachment.id} {len(content)} bytes"
    ) as database:
        for one in before:
            attachment_sql.delete_attachment(database, one.id)
        attachment_sql.insert_attachment(database, attachment, content)
    return attachment


def attachments_of(workspace: Workspace, *, interview_id: str) -> tuple[Attachment, ...]:
    """Return the head data of an interview's files, oldest first."""
    return attachment_sql.attachments(workspace.database, interview_id)


def read_attachment(workspace: Workspace, *, interview_id: str, name: str) -> tuple[Attachment, bytes]:
    """Return a kept file; raises AttachmentMissing when it was removed."""
    attachment = _find(workspace, interview_id, name)
    content = attachment_sql.content(workspace.database, attachment.id)
    if content is None or hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise AttachmentMissing
    return attachment, content


def remove_attachment(workspace: Workspace, *, interview_id: str, name: str, now: datetime) -> None:
    """Remove a file for good; raises AttachmentMissing, InterviewClosed, RecordMissing, DiskFull."""
    _require_open(workspace, interview_id)
    attachment = _find(workspace, interview_id, name)
    with workspace.recorded(
        "attachment.remove", f"interview:{interview_id}", now=now, detail=attachment.id
    ) as database:
        attachment_sql.delete_attachment(database, attachment.id)


def remove_unused_attachments(
    workspace: Workspace, *, interview_id: str, used: Collection[str], now: datetime
) -> int:
    """Remove files that no answer names any more (declined, undone, a repeat taken away); return how many.

    Nothing is recorded where there are none. Raises InterviewClosed, RecordMissing, DiskFull.
    """
    _require_open(workspace, interview_id)
    kept = attachment_sql.attachments(workspace.database, interview_id)
    unused = [one for one in kept if one.name not in used]
    if unused:
        with workspace.recorded(
            "attachment.remove", f"interview:{interview_id}", now=now, detail=" ".join(o.id for o in unused)
        ) as database:
            for one in unused:
                attachment_sql.delete_attachment(database, one.id)
    return len(unused)


def save_attachment_copy(
    workspace: Workspace, *, interview_id: str, name: str, target: Path, now: datetime
) -> Path:
    """Write a copy where a person said; the log tells who took it out of the vault.

    Raises AttachmentMissing, FileUnwritable, DiskFull; then there is no copy and no line.
    """
    attachment, content = read_attachment(workspace, interview_id=interview_id, name=name)
    with workspace.recorded("attachment.copy", f"interview:{interview_id}", now=now, detail=attachment.id):
        files.write_durably(target, content)
    return target


def plain_name(name: str) -> str:
    """Return a file's name without path, control or direction marks, and fit for every system."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(
        " " if c.isspace() else c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs"}
    )
    plain = " ".join(_NOT_IN_A_NAME.sub("_", shown).split()).strip(". ")
    stem, dot, suffix = plain.rpartition(".")
    if dot and stem and len(suffix) <= 10:
        plain = f"{stem[: _LONGEST_NAME - len(suffix) - 1].rstrip()}.{suffix}"
    plain = plain[:_LONGEST_NAME]
    return f"_{plain}" if _DEVICE.match(plain) else plain or "file"


def _free_name(name: str, taken: set[str]) -> str:
    path, number, free = Path(name), 2, name
    while free.casefold() in taken:
        free, number = f"{path.stem} ({number}){path.suffix}", number + 1
    return free


def _media_type(name: str, content: bytes) -> str:
    for beginning, media_type in _BEGINNINGS:
        if content.startswith(beginning):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _find(workspace: Workspace, interview_id: str, name: str) -> Attachment:
    for one in attachment_sql.attachments(workspace.database, interview_id):
        if one.name == name:
            return one
    raise AttachmentMissing


def _require_open(workspace: Workspace, interview_id: str) -> None:
    record = interview_sql.interview(workspace.database, interview_id)
    if record is None:
        raise RecordMissing
    if record.status not in {"draft", "returned"}:
        raise InterviewClosed
