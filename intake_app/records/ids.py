"""Record ids: UUIDv7, so that ids sort by the time they were made (RFC 9562 section 5.7)."""

import datetime
import secrets
import uuid


def new_id(now: datetime.datetime) -> str:
    """Return a fresh UUIDv7 for an aware moment ``now``, as text."""
    milliseconds = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))
