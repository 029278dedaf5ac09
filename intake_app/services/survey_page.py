"""The page of a voluntary survey: what may be asked of somebody now, and what a whole cohort said.

It tells when somebody was asked and never what they answered.
"""

import csv
import datetime
from functools import lru_cache

import msgspec

from intake_app import places
from intake_app.assessment import surveys as room
from intake_app.languages import fallback_chain
from intake_app.records.consent import Consent
from intake_app.records.survey import CohortFigures
from intake_app.services.cases import case_of
from intake_app.services.session import Workspace
from intake_app.services.survey_texts import ItemTexts
from intake_app.services.surveys import cohort, item_texts, months_between
from intake_app.vault import consents as consent_sql
from intake_app.vault import persons as person_sql
from intake_app.vault import surveys as survey_sql
from intake_app.vault.errors import RecordMissing

CONSENT_TEXT = "K-STAT/1"


class SurveyState(msgspec.Struct, frozen=True):
    """One instrument as it stands for a person. ``wave`` is None before ``opens_on`` (YYYY-MM-DD)."""

    code: str
    name: str
    steps: tuple[int, ...]
    wave: int | None
    opens_on: str
    asked_on: tuple[str, ...]  # YYYY-MM-DD
    texts: ItemTexts | None
    cohorts: tuple[CohortFigures, ...]  # one for each wave


class SurveyPage(msgspec.Struct, frozen=True):
    """All that the page shows; ``consent`` is what was decided about anonymous statistics."""

    surveys: tuple[SurveyState, ...]
    consent: Consent | None
    languages: tuple[str, ...]  # of the person


def survey_page(workspace: Workspace, *, person_id: str, now: datetime.datetime) -> SurveyPage:
    """Return the surveys there are for a person; raises RecordMissing."""
    database, opened = workspace.database, case_of(workspace, person_id).opened_at.date()
    person = person_sql.person(database, person_id)
    if person is None:
        raise RecordMissing
    months, asked = months_between(opened, now.date()), survey_sql.waves_of(database, person_id)
    states = tuple(
        SurveyState(
            code=one.code,
            name=one.name,
            steps=tuple(range(one.least, one.most + 1)),
            wave=room.wave_of(one, months),
            opens_on=_months_after(opened, one.waves[0]).isoformat(),
            asked_on=tuple(day for code, day in asked if code == one.code),
            texts=item_texts(workspace, instrument=one.code),
            cohorts=tuple(cohort(workspace, instrument=one.code, wave=wave) for wave in one.waves),
        )
        for one in room.instruments()
    )
    consent = consent_sql.latest_consent(database, person_id, "K-STAT")
    return SurveyPage(states, consent, person.languages)


def survey_word(word: str, tag: str) -> str:
    """Return what a person reads around a survey, in ``tag`` or the next best language."""
    said = _said()[word]
    chain = (*(fallback_chain(tag) if tag else ()), "de")
    return next(said[one] for one in chain if said.get(one))


@lru_cache(maxsize=1)
def _said() -> dict[str, dict[str, str]]:
    text = (places.resources() / "surveys" / "words.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row.pop("id"): row for row in rows}


def _months_after(day: datetime.date, months: int) -> datetime.date:
    """Return the first day on which ``months`` whole months have passed."""
    years, month = divmod(day.month - 1 + months, 12)
    first = datetime.date(day.year + years, month + 1, 1)
    later = first + datetime.timedelta(days=day.day - 1)
    return later if later.month == first.month else later.replace(day=1)
