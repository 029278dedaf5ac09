"""Are these two registrations one person? Evidence is added up in bits and said in sentences.

Fellegi and Sunter, "A Theory for Record Linkage" (1969): each field adds the logarithm of how much
more often it agrees so for one person than for two. The weights here are set by hand from that idea;
they are not trained. The result warns a person who decides.
"""

import msgspec

from intake_app.errors import N_
from intake_app.identity.align import EQUIVALENT, OTHER_ORDER, SAME, Alignment, align
from intake_app.identity.keys import Token, tokens
from intake_app.records.partial_date import PartialDate
from intake_app.records.person import Person, PersonDraft, PersonName

SAME_BIRTH_DATE = N_("same birth date")
SAME_BIRTH_YEAR = N_("same birth year")
BIRTH_YEAR_ONE_APART = N_("birth year one apart")
BIRTH_YEAR_OTHER_CALENDAR = N_("birth year one apart, different calendar")
DAY_AND_MONTH_SWAPPED = N_("day and month of birth swapped")
ASSIGNED_DATE = N_("birth date assigned by an office, counts little")

_PRIOR_BITS = -12.0  # one in some thousands of registrations is a second one
_COMMON = frozenset(
    {"mohammed", "ahmed", "ali", "hussein", "hassan", "fatima", "maryam", "omar", "ibrahim", "yusuf"}
)


class Match(msgspec.Struct, frozen=True):
    """``weight`` in bits (above 0 speaks for one person), ``probability`` 0 to 1, ``reasons`` message ids."""

    weight: float
    probability: float
    reasons: tuple[str, ...]


def compare(a: Person | PersonDraft, b: Person | PersonDraft) -> Match:
    """Return how much speaks for ``a`` and ``b`` being one person, and what."""
    name_bits, reasons = max(
        (_weigh_names(align(left, right), left) for left in _spellings(a) for right in _spellings(b)),
        key=lambda found: found[0],
        default=(0.0, ()),
    )
    birth_bits, birth_reasons = weigh_birth(a.birth, b.birth)
    bits = name_bits + birth_bits
    if a.sex and b.sex:
        bits += 0.9 if a.sex == b.sex else -3.0
    if a.nationality and b.nationality:
        bits += 1.5 if a.nationality == b.nationality else -1.5
    probability = 1 / (1 + 2 ** min(60.0, -(bits + _PRIOR_BITS)))
    return Match(bits, probability, reasons + birth_reasons)


def weigh_birth(a: PartialDate, b: PartialDate) -> tuple[float, tuple[str, ...]]:
    """Return the bits two birth dates add, with reasons; a date an office assigned adds almost nothing."""
    if a.year is None or b.year is None:
        return 0.0, ()
    apart = abs(a.year - b.year)
    if is_assigned(a) or is_assigned(b):
        if apart == 0:
            return 1.0, (SAME_BIRTH_YEAR, ASSIGNED_DATE)
        return (0.0, ()) if apart <= 3 else (-2.0, ())
    both_days = a.precision == b.precision == "day"
    if apart == 0 and both_days:
        if a.iso == b.iso:
            return 8.0, (SAME_BIRTH_DATE,)
        swapped = a.iso[5:7] == b.iso[8:] and a.iso[8:] == b.iso[5:7]
        return (5.5, (DAY_AND_MONTH_SWAPPED,)) if swapped else (1.0, (SAME_BIRTH_YEAR,))
    if apart == 0:
        return 3.5, (SAME_BIRTH_YEAR,)
    if apart == 1:
        reason = BIRTH_YEAR_OTHER_CALENDAR if a.calendar != b.calendar else BIRTH_YEAR_ONE_APART
        return (2.0 if a.calendar != b.calendar else 0.5), (reason,)
    if both_days and a.iso[5:] == b.iso[5:]:
        return 2.0, ()
    return (-2.0 if apart <= 3 else -5.0), ()


def is_assigned(date: PartialDate) -> bool:
    """Return whether a date says little: an office's 1 January, or 1 July used the same way abroad."""
    return date.certainty == "assigned" or date.iso[5:] == "01-01"


def spelled(name: PersonName) -> tuple[tuple[Token, ...], ...]:
    """Return the ways one name is written, each cut into its comparable parts."""
    cut = (tokens(text) for text in name.spellings)
    return tuple(dict.fromkeys(spelling for spelling in cut if spelling))


def _spellings(person: Person | PersonDraft) -> list[tuple[Token, ...]]:
    return [spelling for name in person.names for spelling in spelled(name)]


def _weigh_names(found: Alignment, left: tuple[Token, ...]) -> tuple[float, tuple[str, ...]]:
    bits = 0.0
    reasons: list[str] = []
    for pair in found.pairs:
        gain = 6.0 * pair.likeness**3 if pair.reason != EQUIVALENT else 2.5
        bits += gain * (0.6 if left[pair.left].group in _COMMON else 1.0)
        if pair.reason not in reasons:
            reasons.append(pair.reason)
    bits -= 4.0 * min(found.left_alone, found.right_alone)  # a part on each side that does not fit
    bits -= 0.7 * abs(found.left_alone - found.right_alone)  # a part only one side knows
    if not found.pairs:
        return bits, ()
    if found.is_reordered:
        reasons.append(OTHER_ORDER)
    return bits, tuple(sorted(reasons, key=lambda reason: reason != SAME))
