"""How well does a person fit what somebody types? Parts in any order, the last one perhaps unfinished."""

from typing import NamedTuple

from intake_app.errors import N_
from intake_app.identity.align import OTHER_ORDER, SAME, alike
from intake_app.identity.compare import SAME_BIRTH_YEAR, spelled
from intake_app.identity.keys import Token, tokens
from intake_app.records.person import Person, PersonDraft, PersonName

BEGINS_SO = N_("name begins so")

_FITS = 0.7


class QueryMatch(NamedTuple):
    """``score`` from 0 (nothing fits) to 1 (the whole name, as typed), message ids that say why, the name."""

    score: float
    reasons: tuple[str, ...]
    name: PersonName | None = None  # the one that fits best, be it an alias; None when only a year fits


def match_query(query: str, person: Person | PersonDraft) -> QueryMatch:
    """Return how well what was typed fits a person, by the best of all their names.

    A part of four digits is read as a birth year. Every part of the query must find its own part of
    the name; what finds none lowers the score. Of names that fit alike, the one shown in lists counts.
    """
    parts = tokens(query)
    years = [part for part in parts if part.latin.isdigit() and len(part.latin) == 4]
    words = [part for part in parts if part not in years]
    reasons: list[str] = []
    total = 0.0
    if years:
        fits = str(person.birth.year or "") in {year.latin for year in years}
        total += len(years) if fits else 0.0
        reasons += [SAME_BIRTH_YEAR] if fits else []
    best = 0.0
    why: tuple[str, ...] = ()
    best_name: PersonName | None = None
    for name in _shown_first(person):
        for spelling in spelled(name):
            likeness, because = _fit(words, spelling)
            if likeness > best:
                best, why, best_name = likeness, because, name
    count = len(words) + len(years)
    return (
        QueryMatch(min(1.0, (total + best) / count), (*why, *reasons), best_name)
        if count
        else QueryMatch(0.0, ())
    )


def _shown_first(person: Person | PersonDraft) -> tuple[PersonName, ...]:
    if isinstance(person, PersonDraft) or person.name not in person.names:
        return person.names
    return (person.name, *(name for name in person.names if name is not person.name))


def _fit(words: list[Token], spelling: tuple[Token, ...]) -> tuple[float, tuple[str, ...]]:
    free = list(range(len(spelling)))
    total = 0.0
    reasons: list[str] = []
    places: list[int] = []
    for n, word in enumerate(words):
        scored = [(*_one(word, spelling[i], is_last=n == len(words) - 1), i) for i in free]
        likeness, reason, place = max(scored, default=(0.0, "", -1), key=lambda found: found[0])
        if likeness < _FITS:
            continue
        free.remove(place)
        places.append(place)
        total += likeness
        if reason not in reasons:
            reasons.append(reason)
    if places != sorted(places):
        reasons.append(OTHER_ORDER)
    unsaid = 0.02 * len(free)  # of two people who fit, the one with nothing left over comes first
    return max(0.0, total - unsaid), tuple(sorted(reasons, key=lambda reason: reason != SAME))


def _one(word: Token, part: Token, *, is_last: bool) -> tuple[float, str]:
    likeness, reason = alike(word, part)
    if is_last and likeness < 0.96 and word.latin and word.is_arabic == part.is_arabic:
        if part.latin.startswith(word.latin):
            return 0.96, BEGINS_SO
        if any(mine and theirs.startswith(mine) for mine in word.coarse for theirs in part.coarse):
            return max(likeness, 0.75), reason
    if is_last and likeness < 0.75 and word.is_arabic != part.is_arabic:
        begun = any(
            len(mine) > 1 and theirs.startswith(mine) for mine in word.coarse for theirs in part.coarse
        )
        return (0.75, reason) if begun else (likeness, reason)
    return likeness, reason
