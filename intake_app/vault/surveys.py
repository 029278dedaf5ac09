"""SQL of follow-up surveys: kept by person, read by instrument."""

from intake_app.records.survey import Survey
from intake_app.vault.bodies import bodies, keep_body
from intake_app.vault.database import Database


def keep_survey(database: Database, survey: Survey) -> None:
    """Add a survey."""
    keep_body(database, "surveys", survey, {
        "id": survey.id, "person_id": survey.person_id, "instrument": survey.instrument,
        "taken_on": survey.taken_on,
    })  # fmt: skip


def surveys_with(database: Database, instrument: str) -> tuple[Survey, ...]:
    """Return everybody's surveys with an instrument, oldest first."""
    return bodies(database, Survey, "surveys", "instrument = ?", (instrument,), order="taken_on, rowid")


def waves_of(database: Database, person_id: str) -> tuple[tuple[str, str], ...]:
    """Return (instrument, day) of a person's surveys, oldest first; never an answer."""
    rows = database.execute(
        "SELECT instrument, taken_on FROM surveys WHERE person_id = ? ORDER BY taken_on, rowid", (person_id,)
    )
    return tuple((row[0], row[1]) for row in rows)
