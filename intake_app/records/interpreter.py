"""Interpreters, and who interpreted in which part of an interview.

An interpreter has no key of her own: she works inside the counsellor's session, sees questions and choices,
and confirms at the end. The undertaking of secrecy is that of section 203 (4) no. 1 StGB.
"""

import datetime
from typing import Literal

import msgspec

InterpreterMode = Literal["on-site", "phone", "video", "relative-emergency"]
InterpretingDirection = Literal["both", "to-client", "to-counsellor"]
Acceptance = Literal["accepted", "refused", "not-asked"]
Qualification = Literal["", "sworn", "trained", "lay"]


class Interpreter(msgspec.Struct, frozen=True):
    """Somebody who interprets for this agency. ``languages``: BCP 47 tags beside German."""

    id: str
    name: str
    languages: tuple[str, ...]
    created_at: datetime.datetime
    created_by: str
    qualification: Qualification = ""
    secrecy_on: str = ""  # day the undertaking of secrecy was signed, YYYY-MM-DD; empty: none on file
    removed_at: datetime.datetime | None = None
    is_sample: bool = False


class InterpreterAssignment(msgspec.Struct, frozen=True):
    """One person interpreting in one interview, from ``begun_at`` to ``ended_at``.

    ``acceptance`` is the client's word, for which no reason is asked. A refused assignment never begins:
    ``ended_at`` equals ``begun_at``. A relative in an emergency has no ``interpreter_id``.
    """

    id: str
    interview_id: str
    name: str
    language: str  # BCP 47
    mode: InterpreterMode
    begun_at: datetime.datetime
    begun_by: str  # user id
    interpreter_id: str = ""
    direction: InterpretingDirection = "both"
    secrecy_on: str = ""  # as it stood then
    acceptance: Acceptance = "not-asked"
    reason: str = ""  # why a relative had to help
    ended_at: datetime.datetime | None = None
    attested_at: datetime.datetime | None = None
    attested_digest: str = ""  # SHA-256 of the interview's state that was confirmed
    attested_as: str = ""  # name or initials as the interpreter gave them
    attested_in: str = ""  # BCP 47 tag of the language the sentence was shown in; empty: German only
