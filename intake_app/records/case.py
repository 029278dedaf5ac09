"""A case: the place where interviews, plan and referrals of one person or family come together."""

import datetime

import msgspec


class Case(msgspec.Struct, frozen=True):
    """``number`` is what people say aloud and print (``K-2291-7``, the last digit is a check digit)."""

    id: str
    number: str
    person_id: str
    opened_at: datetime.datetime
    responsible: str  # user id
    rev: int = 1
