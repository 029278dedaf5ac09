"""What a person says about the work, without a name; and the questions nobody had to ask them twice."""

import datetime
from typing import Literal

import msgspec

SparedBy = Literal["interview", "handover"]


class Feedback(msgspec.Struct, frozen=True):
    """One person's feedback. No case, no counsellor, no day; ``id`` is drawn, it does not tell an order."""

    id: str
    month: str  # YYYY-MM
    language: str  # BCP 47, of the questions
    answers: dict[str, int]  # item -> 1 to 5; an item that was passed over is not in it
    text: str = ""
    version: str = ""  # of the questions


class SparedQuestion(msgspec.Struct, frozen=True):
    """A question that was not asked again because its answer was there; never the answer itself."""

    id: str
    case_id: str
    person_id: str
    spared_at: datetime.datetime
    by: SparedBy
    about: str  # the question in words, or what kind of thing was taken over
    source: str = ""  # interview id, or id of the handover file
    taken_by: str = ""  # user id
