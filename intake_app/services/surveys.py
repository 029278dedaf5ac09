"""Follow-up surveys: voluntary, never at intake, for a cohort; no score of a person is ever returned.

The texts of the items are the agency's own licensed copy: imported from a file, kept beside the vault
(they say nothing about anybody), never shipped.
"""

import datetime
from pathlib import Path

import msgspec

from intake_app.assessment import surveys as room
from intake_app.assessment.surveys import Instrument
from intake_app.errors import N_, FileUnreadable, IntakeError
from intake_app.records.ids import new_id
from intake_app.records.survey import CohortFigures, Survey
from intake_app.services.cases import case_of
from intake_app.services.session import Workspace
from intake_app.services.survey_texts import ItemTexts
from intake_app.vault import consents as consent_sql
from intake_app.vault import files
from intake_app.vault import surveys as survey_sql
from intake_app.vault.errors import RecordMissing

__all__ = ["Instrument", "instruments", "item_order"]

instruments, item_order = room.instruments, room.item_order
_FOLDER = "surveys"


class TooEarly(IntakeError):
    """A survey was to be taken at intake, or before its first wave; ``months`` is when it may be asked."""

    says = N_("This survey is not for the time of arrival.")
    remedy = N_("It may be asked {months} months after the case began.")


class SurveyWithoutConsent(IntakeError):
    """A survey without the person's consent to anonymous statistics (K-STAT)."""

    says = N_("The person has not agreed to anonymous statistics.")
    remedy = N_("The survey is voluntary. Ask first, and record what the person decides.")


class SurveyUnfit(IntakeError):
    """Answers that do not fit the instrument; ``items`` are those unknown or out of range."""

    says = N_("These answers do not fit the survey: {items}.")
    remedy = N_("Open the survey again and ask once more; nothing was kept.")


class SurveyEmpty(IntakeError):
    """A survey was to be kept in which nothing was answered."""

    says = N_("Nothing was answered.")
    remedy = N_("Nothing is kept then; that is all right.")


def keep_item_texts(workspace: Workspace, *, texts: ItemTexts, now: datetime.datetime) -> None:
    """Keep the agency's item texts for this workspace; raises NotAllowed, DiskFull, FileUnwritable."""
    workspace.require_role("supervisor")
    files.make_private_folder(workspace.folder / _FOLDER)
    with workspace.recorded("survey.texts", "workspace", now=now, detail=texts.instrument):
        files.write_durably(_file(workspace, texts.instrument), msgspec.json.encode(texts))


def item_texts(workspace: Workspace, *, instrument: str) -> ItemTexts | None:
    """Return the agency's item texts; None while none were imported."""
    try:
        return msgspec.json.decode(files.read_whole(_file(workspace, instrument)), type=ItemTexts)
    except (FileUnreadable, msgspec.MsgspecError):
        return None


def wave_open(workspace: Workspace, *, person_id: str, instrument: str, now: datetime.datetime) -> int:
    """Return the wave (months) a person may be asked in now; raises TooEarly, RecordMissing."""
    found = _instrument(instrument)
    months = months_between(case_of(workspace, person_id).opened_at.date(), now.date())
    wave = room.wave_of(found, months)
    if wave is None:
        raise TooEarly(months=found.waves[0])
    return wave


def record_survey(
    workspace: Workspace,
    *,
    person_id: str,
    instrument: str,
    answers: dict[str, int],
    language: str,
    order: tuple[str, ...] = (),
    now: datetime.datetime,
) -> int:
    """Keep a person's answers for their cohort; return the wave. Nothing about the person comes back.

    Raises TooEarly, SurveyWithoutConsent, SurveyUnfit, SurveyEmpty, RecordMissing.
    """
    wave = wave_open(workspace, person_id=person_id, instrument=instrument, now=now)
    consent = consent_sql.latest_consent(workspace.database, person_id, "K-STAT")
    if consent is None or consent.state != "given":
        raise SurveyWithoutConsent
    wrong = room.wrong_items(_instrument(instrument), answers)
    if wrong:
        raise SurveyUnfit(items=", ".join(wrong))
    if not answers:
        raise SurveyEmpty
    survey = Survey(
        id=new_id(now),
        person_id=person_id,
        instrument=instrument,
        wave=wave,
        taken_on=now.date().isoformat(),
        language=language,
        answers=answers,
        consent_id=consent.id,
        recorded_by=workspace.user.id,
        order=order,
        is_sample=workspace.is_sample,
    )
    with workspace.recorded("survey.record", f"person:{person_id}", now=now, detail=instrument) as database:
        survey_sql.keep_survey(database, survey)
    return wave


def cohort(workspace: Workspace, *, instrument: str, wave: int) -> CohortFigures:
    """Return a wave's means; no figures and no count while fewer took part than may be shown.

    Who withdrew the consent to statistics no longer counts. Raises RecordMissing.
    """
    found = _instrument(instrument)
    known = survey_sql.surveys_with(workspace.database, instrument)
    willing = [one for one in known if _is_willing(workspace, one.person_id)]
    return room.cohort_figures(found, wave, willing)


def _is_willing(workspace: Workspace, person_id: str) -> bool:
    consent = consent_sql.latest_consent(workspace.database, person_id, "K-STAT")
    return consent is not None and consent.state == "given"


def _instrument(code: str) -> Instrument:
    found = room.instrument(code)
    if found is None:
        raise RecordMissing
    return found


def months_between(first: datetime.date, last: datetime.date) -> int:
    """Return the whole months from one day to another."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)


def _file(workspace: Workspace, instrument: str) -> Path:
    return workspace.folder / _FOLDER / f"{_instrument(instrument).code.lower()}.json"
