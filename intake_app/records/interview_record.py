"""An interview as it is kept: its life from draft to settled, its events, its language trail."""

import datetime
from typing import Literal

import msgspec

from intake_app.records.interpreter import InterpreterAssignment
from intake_app.records.partial_date import PartialDate

InterviewStatus = Literal["draft", "completed", "returned", "approved", "sealed", "settled", "rejected"]
EventKind = Literal["answer", "clear", "non-answer", "add-repeat", "remove-repeat", "language", "note",
                    "oral", "page", "later", "confirm", "interpreter", "attest", "begin", "resume",
                    "complete", "reopen", "move", "move-back", "assign"]  # fmt: skip


class InterviewRecord(msgspec.Struct, frozen=True):
    """Head data of one interview; answers live in its state, history in its events."""

    id: str
    case_id: str
    person_id: str
    form_id: str
    form_version: str
    form_title: str
    status: InterviewStatus
    begun_at: datetime.datetime
    begun_by: str  # user id
    language: str  # form language of the counsellor's pane, by its name in the form
    client_language: str  # form language of the client's pane
    saved_at: datetime.datetime
    completed_at: datetime.datetime | None = None
    answered: int = 0
    asked: int = 0  # relevant questions at the last save
    place: str = ""  # ref of the question that had the focus
    is_sample: bool = False
    rev: int = 1


class InterviewEvent(msgspec.Struct, frozen=True):
    """One thing that happened; events are only ever added. ``language`` is what the client saw."""

    kind: EventKind
    ref: str = ""
    value: str | None = None
    language: str = ""
    reviewed: bool = True  # was the text shown reviewed by a native speaker?
    oral: bool = False  # translated orally
    told: PartialDate | None = None  # a date as it was told; ``value`` is the day the form reckons with
    interpreter: str = ""  # assignment id of who interpreted


class Remark(msgspec.Struct, frozen=True):
    """A supervisor's remark on a returned interview; ``ref`` may be empty (the whole interview)."""

    id: str
    interview_id: str
    text: str
    by: str
    at: datetime.datetime
    ref: str = ""
    settled: bool = False


class AnswerLine(msgspec.Struct, frozen=True):
    """One answered (or typed non-answered) question, ready to be read in two languages."""

    ref: str  # positioned: /data/person[2]/age
    depth: int
    kind: Literal["section", "repeat", "question", "note"]
    labels: dict[str, str]  # form language -> question
    values: dict[str, str]  # form language -> answer as read (choice labels, dates)
    raw: str | None
    non_answer: str = ""  # declined, unknown, not-asked, not-applicable
    language: str = ""  # language shown when it was answered
    reviewed: bool = True
    oral: bool = False
    note: str = ""
    told: PartialDate | None = None  # a date as it was told
    first_language: str = ""  # language shown at the first answer, when a later one corrected it
    interpreter: str = ""  # assignment id of who interpreted
    is_confirmed: bool = False  # does not fit what the form expects, and was confirmed to be just so
    disputed: str = ""  # what the person says is wrong about it (section 84 (2) SGB X)


class Orphan(msgspec.Struct, frozen=True):
    """An answer that found no question when its interview moved to another form version; it stays readable.

    ``why``: ``lost`` (no such question), ``type`` (the new question takes another kind of answer), ``choice``
    (no longer on offer), ``worked-out`` (the form works it out now), ``place`` (another repeat).
    """

    line: AnswerLine
    version: str  # of the form it was answered in
    why: Literal["lost", "type", "choice", "worked-out", "place"]
    data_type: str = "string"


class InterviewReading(msgspec.Struct, frozen=True):
    """A whole interview for reading back: on screen, in the PDF, by the supervisor."""

    record: InterviewRecord
    case_number: str
    person_display: str
    person_original: str
    counsellor: str
    site: str
    languages: dict[str, str]  # form language name -> BCP 47 tag
    lines: tuple[AnswerLine, ...]
    trail: tuple[tuple[datetime.datetime, str], ...]  # when the client's language changed, and to what
    remarks: tuple[Remark, ...] = ()
    interpreters: tuple[InterpreterAssignment, ...] = ()
    changed_since: tuple[str, ...] = ()  # assignments whose interpreter confirmed before answers were changed
