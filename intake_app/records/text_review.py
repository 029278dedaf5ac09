"""Who read the texts of a form in one language, and when: a translation counts only then."""

import datetime
from typing import Literal

import msgspec

ReviewScope = Literal["all", "legal"]  # legal: consent and other texts with legal effect


class TextReview(msgspec.Struct, frozen=True):
    """One review of one language of one form version. ``reviewed_on`` is YYYY-MM-DD."""

    form_id: str
    form_version: str
    language: str  # the form's name of the language
    scope: ReviewScope
    reviewer: str
    reviewed_on: str
    recorded_at: datetime.datetime
    recorded_by: str  # user id
