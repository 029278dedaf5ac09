"""A person and the names they gave, never corrected and never forced into first and last."""

import datetime

import msgspec

from intake_app.records.partial_date import PartialDate


class PersonName(msgspec.Struct, frozen=True):
    """One name as given. At least one of ``given``, ``family``, ``full_original`` is not empty."""

    given: str = ""
    family: str = ""
    father: str = ""  # patronymic or father's name where the person uses one
    full_original: str = ""  # in the original script
    use: str = "official"  # official, preferred, alias, former
    source: str = "stated"  # stated, or the document it was read from

    @property
    def display(self) -> str:
        """Return the Latin name as ``Family, Given``; a mononym or the original script stands alone."""
        latin = ", ".join(
            part for part in (self.family, " ".join(p for p in (self.given, self.father) if p)) if part
        )
        return latin or self.full_original


class Person(msgspec.Struct, frozen=True):
    """A person seeking advice. ``sex`` is a civil-status entry m, w, d, x or empty (not asked)."""

    id: str
    names: tuple[PersonName, ...]
    created_at: datetime.datetime
    created_by: str
    birth: PartialDate = PartialDate()
    sex: str = ""
    languages: tuple[str, ...] = ()  # BCP 47, the preferred one first
    nationality: str = ""  # ISO 3166-1 alpha-3 or ICAO 9303 special code
    updated_at: datetime.datetime | None = None
    rev: int = 1
    is_sample: bool = False  # fictional person in sample data

    @property
    def display(self) -> str:
        """Return the name shown in lists."""
        return self.names[0].display if self.names else ""


class PersonDraft(msgspec.Struct, frozen=True):
    """What a counsellor typed before a person is recorded."""

    names: tuple[PersonName, ...]
    birth: PartialDate = PartialDate()
    sex: str = ""
    languages: tuple[str, ...] = ()
    nationality: str = ""
    reason_despite_match: str = ""  # asked only when an exact match exists
    is_sample: bool = False


class PersonHit(msgspec.Struct, frozen=True):
    """One search result: only what tells people apart, and why it matched."""

    person_id: str
    case_id: str
    case_number: str
    display: str
    display_original: str
    birth_year: int | None
    counsellor: str
    reasons: tuple[str, ...]  # message ids, e.g. "same name", "similar spelling", "case number"
    score: float  # 0 to 1
    is_exact: bool
