"""A file or picture given as an answer; it lies inside the vault and nowhere else."""

import datetime

import msgspec


class Attachment(msgspec.Struct, frozen=True):
    """Head data of a file kept with an interview. The answer's value is ``name``."""

    id: str
    interview_id: str
    ref: str
    name: str
    media_type: str
    size: int  # bytes
    sha256: str
    added_at: datetime.datetime
    added_by: str
