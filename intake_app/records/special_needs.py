"""Special needs of an applicant (Directive (EU) 2024/1346, Art. 24 and 25): facts and support, never a story.

Everything here is P4: a compartment of its own. Nothing asks what happened.
"""

import datetime
from typing import Literal

import msgspec

Sign = Literal["", "yes", "indication", "no", "not-discussed"]


class SafeSetting(msgspec.Struct, frozen=True):
    """S0: what must be so before anything is asked. None is not checked."""

    private_room: bool | None = None
    interpreter_wish: str = ""  # the person's choice of the interpreter's gender
    without_relatives: bool | None = None
    stop_signal: bool | None = None
    purpose_explained: bool | None = None
    voluntary: bool | None = None


class SpecialSupport(msgspec.Struct, frozen=True):
    """S4 and S6: a need in reception or procedure, and who does what until when."""

    kind: Literal["reception", "procedural"]
    code: str
    text: str = ""
    owner: str = ""
    due_on: str = ""
    started_on: str = ""
    done_on: str = ""


class InstrumentResult(msgspec.Struct, frozen=True):
    """The result of a licensed instrument (its text is not here): which one, its band, when, by whom."""

    instrument: str
    version: str
    band: str
    score: int | None
    used_on: str
    by: str
    copy_given: bool | None = None


class SpecialNeedsCheck(msgspec.Struct, frozen=True):
    """One check, from the safe setting to the re-check. ``due_on`` is day 30 from the application."""

    id: str
    case_id: str
    person_id: str
    begun_at: datetime.datetime
    begun_by: str
    application_on: str = ""
    due_on: str = ""
    setting: SafeSetting = SafeSetting()
    signs: dict[str, Sign] = {}  # Art. 24 category -> sign
    immediate: tuple[str, ...] = ()  # S2 triggers that hold now
    immediate_seen_by: str = ""  # the second pair of eyes
    instruments: tuple[InstrumentResult, ...] = ()
    supports: tuple[SpecialSupport, ...] = ()
    consent_id: str = ""  # K-VULN
    letter_at: datetime.datetime | None = None
    recheck_on: tuple[str, ...] = ()
    completed_at: datetime.datetime | None = None
    rev: int = 1
