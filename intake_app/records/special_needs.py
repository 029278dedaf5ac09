"""Special needs of an applicant (Directive (EU) 2024/1346, Art. 24 and 25): facts and support, never a story.

Everything here is P4 and kept sealed in a compartment of its own. Nothing asks what happened, and no
field takes free text about it: there are codes of ``resources/special-needs``, names, days.
"""

import datetime
from typing import Literal

import msgspec

Sign = Literal["", "yes", "indication", "no", "not-discussed"]
SettingOutcome = Literal["", "safe", "not-now"]
Occasion = Literal["initial", "3-months", "6-months", "transition"]
DeadlineBasis = Literal["", "application", "arrival"]
SupportKind = Literal["reception", "procedural"]


class SafeSetting(msgspec.Struct, frozen=True):
    """S0: what must be so before anything is asked; what is not in ``answers`` is not checked."""

    answers: dict[str, bool] = {}  # code of setting.csv -> it is so
    interpreter_wish: str = ""  # the person's own choice, code of interpreter-wishes.csv
    outcome: SettingOutcome = ""
    checked_at: datetime.datetime | None = None
    checked_by: str = ""
    again_on: str = ""  # YYYY-MM-DD, where it was not possible now


class ImmediateProtocol(msgspec.Struct, frozen=True):
    """S2: what cannot wait, what was done the same day, and the second pair of eyes (user ids)."""

    triggers: tuple[str, ...]
    raised_at: datetime.datetime
    raised_by: str
    second: str  # who was asked to look at it
    done: tuple[str, ...] = ()  # codes of steps.csv
    confirmed_at: datetime.datetime | None = None
    confirmed_by: str = ""


class InstrumentResult(msgspec.Struct, frozen=True):
    """S3: the result of a licensed instrument (its text is not here): which one, its band, when, by whom."""

    instrument: str
    version: str
    band: str
    score: int | None
    used_on: str
    by: str
    copy_given: bool | None = None


class SpecialSupport(msgspec.Struct, frozen=True):
    """S4 and S6: a need in reception or procedure (a code), and who sees to it until when."""

    kind: SupportKind
    code: str
    owner: str = ""
    due_on: str = ""
    started_on: str = ""
    done_on: str = ""


class LetterNote(msgspec.Struct, frozen=True):
    """S5: that a letter was made: to whom (code), with which consent."""

    recipient: str
    consent_id: str
    at: datetime.datetime
    by: str
    has_signs: bool = False


class SpecialNeedsCheck(msgspec.Struct, frozen=True):
    """One check, from the safe setting to its completion; a later look is a check of its own."""

    id: str
    case_id: str
    person_id: str
    begun_at: datetime.datetime
    begun_by: str
    occasion: Occasion = "initial"
    setting: SafeSetting = SafeSetting()
    signs: dict[str, Sign] = {}  # Art. 24 category -> sign
    immediate: ImmediateProtocol | None = None
    instruments: tuple[InstrumentResult, ...] = ()
    supports: tuple[SpecialSupport, ...] = ()
    letters: tuple[LetterNote, ...] = ()
    recheck_on: tuple[str, ...] = ()  # S7: days still to come, YYYY-MM-DD
    completed_at: datetime.datetime | None = None
    is_sample: bool = False
    rev: int = 0

    @property
    def is_open(self) -> bool:
        """Tell whether S0 was gone through and more may be written."""
        return self.setting.outcome == "safe" and self.completed_at is None

    @property
    def waits_for_second(self) -> bool:
        """Tell whether the second pair of eyes has not looked yet."""
        return self.immediate is not None and self.immediate.confirmed_at is None


class SpecialNeedsDeadline(msgspec.Struct, frozen=True):
    """Day 30 from the application (Art. 25), or from the arrival while no application is known.

    ``is_earliest``: the day it is counted from is only roughly known, and the earliest possible one counts.
    """

    due_on: datetime.date
    basis: DeadlineBasis
    counted_from: datetime.date
    is_earliest: bool = False


class ConfidentialDeadline(msgspec.Struct, frozen=True):
    """A date that everybody may see, without what it is for."""

    person_id: str
    case_id: str
    case_number: str
    due_on: datetime.date


class SpecialNeedsLetter(msgspec.Struct, frozen=True):
    """S5: what the letter holds, for the page it is printed on. Words are by language (``de``, ``en``)."""

    recipient: dict[str, str]
    person: str
    case_number: str
    made_at: datetime.datetime
    made_by: str
    consent_id: str
    consent_at: datetime.datetime
    consent_language: str
    consent_version: str
    reception: tuple[dict[str, str], ...]
    procedural: tuple[dict[str, str], ...]
    signs: tuple[dict[str, str], ...] = ()  # only where the person wants them in
    is_sample: bool = False
