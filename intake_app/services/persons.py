"""Finding and recording persons. A hit says why it matched; a match warns and never decides."""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from intake_app import identity
from intake_app.errors import N_
from intake_app.records.case import Case
from intake_app.records.case_work import CaseFile
from intake_app.records.consent import Consent
from intake_app.records.ids import new_id
from intake_app.records.interview_record import InterviewRecord
from intake_app.records.person import (
    AgeStatement,
    Person,
    PersonBefore,
    PersonDraft,
    PersonHit,
    PersonName,
)
from intake_app.services.cases import new_case_number
from intake_app.services.errors import NameMissing
from intake_app.services.session import Workspace
from intake_app.vault import case_work as case_work_sql
from intake_app.vault import cases as case_sql
from intake_app.vault import consents as consent_sql
from intake_app.vault import interviews as interview_sql
from intake_app.vault import persons as person_sql
from intake_app.vault import site as site_sql
from intake_app.vault.errors import RecordMissing

SAME_CASE_NUMBER = N_("case number")
CASE_NUMBER_BEGINS_SO = N_("case number begins so")

_CASE_NUMBER = re.compile(r"\s*k?\s*-?\s*(\d{2,8})(?:\s*-\s*(\d)?)?\s*", re.IGNORECASE | re.ASCII)
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_LEAST_SCORE = 0.45
_CORRECTABLE = ("birth", "sex", "languages", "nationality", "contact", "language_note")  # beside the names
_WORTH_A_LOOK_BITS = 6.0  # evidence that sets a person apart from most, far below certainty


class PersonOverview(msgspec.Struct, frozen=True):
    """A person's page: ``consents`` holds the newest of each purpose, ``interviews`` the newest first.

    ``correctors`` are the names of who made each correction of ``person.history``.
    """

    person: Person
    case: Case
    consents: tuple[Consent, ...]
    interviews: tuple[InterviewRecord, ...]
    counsellor: str
    correctors: tuple[str, ...] = ()


def search_persons(workspace: Workspace, *, query: str, limit: int = 20) -> tuple[PersonHit, ...]:
    """Return who fits what was typed, best first: any name, script and order, birth year, case number.

    This only looks, at every pause in typing; what was searched in the end is told to ``note_search``.
    """
    query = query.strip()[:200]
    hits = {hit.person_id: hit for hit in _hits_by_number(workspace, query)}
    years = [int(year) for year in _YEAR.findall(_western(query))]
    words = _YEAR.sub(" ", _western(query)) if years else query
    candidates = person_sql.persons_by_key(workspace.database, identity.search_prefixes(words), years)
    scored = []
    for person in candidates:
        match = identity.match_query(_western(query), person)
        if match.score >= _LEAST_SCORE and person.id not in hits:
            scored.append((match, person))
    scored.sort(key=lambda found: (-found[0].score, found[1].display, found[1].id))
    is_named = bool(words.strip())
    found = [
        _Found(person, match.score, match.reasons, is_named and match.score >= 0.99, match.name)
        for match, person in scored[:limit]
    ]
    return (*hits.values(), *_as_hits(workspace, found))[:limit]


def note_search(workspace: Workspace, *, hits: int, now: datetime.datetime) -> None:
    """Write down that somebody searched and how many persons they were shown; never what was typed.

    Called once for a search that came to rest (its hits stood there, or one was opened), not for every
    letter: a line per letter would bury what the trail is read for, who looked at how many people.
    """
    with workspace.recorded("person.search", "persons:", now=now, detail=f"{hits} shown"):
        pass


def likely_same_persons(workspace: Workspace, *, draft: PersonDraft, limit: int = 5) -> tuple[PersonHit, ...]:
    """Return who may already be this person, likeliest first, to warn of a second registration.

    ``is_exact`` when name and birth date agree: then a reason is asked before recording.
    """
    texts = [text for name in draft.names for text in name.spellings]
    prefixes = [group for text in texts for group in identity.search_prefixes(text)]
    scored = []
    for person in person_sql.persons_by_key(workspace.database, prefixes, ()):
        match = identity.compare(draft, person)
        if match.weight >= _WORTH_A_LOOK_BITS or _is_exact(draft, person):
            scored.append((match, person))
    scored.sort(key=lambda found: -found[0].weight)
    found = [
        _Found(person, match.probability, match.reasons, _is_exact(draft, person))
        for match, person in scored[:limit]
    ]
    return tuple(_as_hits(workspace, found))


def record_person(workspace: Workspace, *, draft: PersonDraft, now: datetime.datetime) -> PersonOverview:
    """Record a person and open their case; raises NameMissing."""
    names = _real_names(draft)
    person = Person(
        id=new_id(now),
        names=names,
        created_at=now,
        created_by=workspace.user.id,
        birth=draft.birth,
        sex=draft.sex,
        languages=draft.languages,
        nationality=draft.nationality,
        is_sample=draft.is_sample or workspace.is_sample,
        contact=draft.contact,
        language_note=draft.language_note,
    )
    reason = f"despite a match: {draft.reason_despite_match[:200]}" if draft.reason_despite_match else ""
    with workspace.recorded("person.record", f"person:{person.id}", now=now, detail=reason) as database:
        person_sql.insert_person(database, person, _search_keys(person))
        case = Case(
            id=new_id(now),
            number=new_case_number(database),
            person_id=person.id,
            opened_at=now,
            responsible=workspace.user.id,
        )
        case_sql.insert_case(database, case)
        if workspace.site.id:
            case_work_sql.keep_case_file(database, CaseFile(case_id=case.id, site_id=workspace.site.id))
    return _overview(workspace, person, case)


def correct_person(
    workspace: Workspace, *, person_id: str, draft: PersonDraft, now: datetime.datetime, reason: str = ""
) -> PersonOverview:
    """Write what is known better now; what stood before is kept in the history, and found no longer.

    The audit line names what changed (``names, birth``), never a value. A draft that says the same again
    changes nothing and leaves no line. Raises RecordMissing or NameMissing.
    """
    before, names = _person(workspace, person_id), _real_names(draft)
    facts = {"names": names, **{field: getattr(draft, field) for field in _CORRECTABLE}}
    changed = [field for field, value in facts.items() if value != getattr(before, field)]
    if not changed:
        return _overview(workspace, before, _case(workspace, person_id))
    kept = PersonBefore(
        until=now,
        by=workspace.user.id,
        rev=before.rev,
        names=before.names,
        reason=reason,
        **{field: getattr(before, field) for field in _CORRECTABLE},
    )
    person = msgspec.structs.replace(
        before, **facts, history=(*before.history, kept), updated_at=now, rev=before.rev + 1
    )
    return _write(workspace, person, "person.correct", detail=", ".join(changed), now=now)


def state_age(
    workspace: Workspace, *, person_id: str, statement: AgeStatement, now: datetime.datetime
) -> PersonOverview:
    """Keep what somebody said about a person's age beside what was said before; raises RecordMissing.

    An assessed age never changes the stated one, nor the birth date.
    """
    before = _person(workspace, person_id)
    made = msgspec.structs.replace(statement, recorded_at=now, recorded_by=workspace.user.id)
    person = msgspec.structs.replace(before, ages=(*before.ages, made), updated_at=now, rev=before.rev + 1)
    return _write(workspace, person, "person.state-age", detail=made.basis, now=now)


def open_person(workspace: Workspace, *, person_id: str, now: datetime.datetime) -> PersonOverview:
    """Return a person's page; raises RecordMissing."""
    person, case = _person(workspace, person_id), _case(workspace, person_id)
    with workspace.recorded("person.open", f"person:{person_id}", now=now) as database:
        case_sql.touch_case(database, case.id, now)
    return _overview(workspace, person, case)


def recent_persons(workspace: Workspace, *, limit: int = 8) -> tuple[PersonHit, ...]:
    """Return the persons whose cases were used last."""
    cases = case_sql.recent_cases(workspace.database, limit)
    persons = person_sql.persons_by_id(workspace.database, [case.person_id for case in cases])
    return tuple(_as_hits(workspace, [_Found(person, 1.0, (), False) for person in persons]))


def _hits_by_number(workspace: Workspace, query: str) -> list[PersonHit]:
    parsed = _CASE_NUMBER.fullmatch(_western(query))
    if parsed is None:
        return []
    is_written_so = query[:1] in "kK"
    if _YEAR.fullmatch(parsed[1]) and not is_written_so and not parsed[2]:
        exact = f"K-{parsed[1]}-"  # four digits alone may be a birth year: only a whole number counts then
    else:
        exact = f"K-{parsed[1]}" + (f"-{parsed[2]}" if parsed[2] else "")
    cases = case_sql.cases_by_number(workspace.database, exact)
    persons = {p.id: p for p in person_sql.persons_by_id(workspace.database, [c.person_id for c in cases])}
    found = []
    for case in cases:
        is_whole = case.number.split("-")[1] == parsed[1]
        reason = SAME_CASE_NUMBER if is_whole else CASE_NUMBER_BEGINS_SO
        found.append(_Found(persons[case.person_id], 1.0 if is_whole else 0.9, (reason,), is_whole))
    return list(_as_hits(workspace, found))


class _Found(NamedTuple):
    person: Person
    score: float
    reasons: tuple[str, ...]
    is_exact: bool
    name: PersonName | None = None  # the one that matched


def _as_hits(workspace: Workspace, found: Sequence[_Found]) -> Iterable[PersonHit]:
    cases = case_sql.cases_of_persons(workspace.database, [one.person.id for one in found])
    counsellors = {user.id: user.name for user in site_sql.users(workspace.database)}
    for person, score, reasons, is_exact, name in found:
        case = cases[person.id]
        other = name if name is not None and name.display != person.display else None
        originals = [one.full_original for one in (other, person.name, *person.names) if one is not None]
        yield PersonHit(
            person_id=person.id,
            case_id=case.id,
            case_number=case.number,
            display=person.display,
            display_original=next((text for text in originals if text and text != person.display), ""),
            birth_year=person.birth.year,
            counsellor=counsellors.get(case.responsible, ""),
            reasons=reasons,
            score=score,
            is_exact=is_exact,
            matched=other.display if other is not None else "",
            matched_use=other.use if other is not None else "",
        )


def _person(workspace: Workspace, person_id: str) -> Person:
    person = person_sql.person(workspace.database, person_id)
    if person is None:
        raise RecordMissing
    return person


def _case(workspace: Workspace, person_id: str) -> Case:
    case = case_sql.case_of_person(workspace.database, person_id)
    if case is None:
        raise RecordMissing
    return case


def _overview(workspace: Workspace, person: Person, case: Case) -> PersonOverview:
    return PersonOverview(
        person=person,
        case=case,
        consents=consent_sql.latest_consents(workspace.database, person.id),
        interviews=interview_sql.interviews_of_person(workspace.database, person.id),
        counsellor=site_sql.user_name(workspace.database, case.responsible),
        correctors=tuple(site_sql.user_name(workspace.database, one.by) for one in person.history),
    )


def _write(
    workspace: Workspace, person: Person, action: str, *, detail: str, now: datetime.datetime
) -> PersonOverview:
    with workspace.recorded(action, f"person:{person.id}", now=now, detail=detail) as database:
        person_sql.update_person(database, person, _search_keys(person))
    return _overview(workspace, person, _case(workspace, person.id))


def _real_names(draft: PersonDraft) -> tuple[PersonName, ...]:
    """Return the names that say something; raises NameMissing when none does."""
    names = tuple(name for name in draft.names if name.spellings)
    if not names:
        raise NameMissing
    return names


def _search_keys(person: Person) -> set[str]:
    return {key for name in person.names for text in name.spellings for key in identity.search_keys(text)}


def _is_exact(draft: PersonDraft, person: Person) -> bool:
    """Return whether name and birth date agree; a date set by an office agrees with nothing."""
    if not _folded_names(draft.names) & _folded_names(person.names):
        return False
    is_assigned = identity.is_assigned(draft.birth) or identity.is_assigned(person.birth)
    return not draft.birth.iso or (draft.birth.iso == person.birth.iso and not is_assigned)


def _folded_names(names: Iterable[PersonName]) -> set[tuple[str, ...]]:
    return {
        tuple(sorted(unicodedata.normalize("NFC", text).casefold().split()))
        for name in names
        for text in name.spellings
    }


def _western(text: str) -> str:
    """Return ``text`` with western digits; Arabic and Persian keyboards type their own."""
    return "".join(str(int(letter)) if letter.isdecimal() else letter for letter in text)
