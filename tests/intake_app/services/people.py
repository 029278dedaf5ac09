"""Fictional persons for tests."""

from intake_app.records.partial_date import PartialDate
from intake_app.records.person import PersonDraft, PersonName


def draft(given: str = "", family: str = "", original: str = "", birth: str = "", **more: str) -> PersonDraft:
    """Return a draft of a person with one name."""
    return PersonDraft(
        names=(PersonName(given=given, family=family, full_original=original),),
        birth=PartialDate(birth),
        is_sample=True,
        **more,  # type: ignore[arg-type]
    )
