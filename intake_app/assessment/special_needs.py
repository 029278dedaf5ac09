"""Special needs: the lists of ``resources/special-needs`` and the rules counted from them.

Pure: what must be so before anything is asked, which day is day 30, when to look again. What was noted of a
person lives sealed in the vault, and only services open it.
"""

import calendar
import csv
import datetime
from functools import lru_cache
from typing import NamedTuple

from intake_app.languages import fallback_chain
from intake_app.places import resources
from intake_app.records.special_needs import (
    ImmediateProtocol,
    InstrumentResult,
    SafeSetting,
    SpecialNeedsDeadline,
)

VERSION = "2026.11"


class Entry(NamedTuple):
    """One line of a list: its code, its words by language, and its other columns."""

    code: str
    words: dict[str, str]
    more: dict[str, str]

    def word(self, language: str) -> str:
        """Return the word in ``language`` (BCP 47) or the next best one."""
        return _best(self.words, language)

    def note(self, language: str, kind: str = "note") -> str:
        """Return the explanation in ``language`` or the next best one; empty where there is none."""
        return _best({tag: self.more.get(f"{kind}_{tag}", "") for tag in ("en", "de")}, language)


def entries(name: str) -> tuple[Entry, ...]:
    """Return the list ``name`` (``signs``, ``setting``, ``triggers``, ``needs`` …) in its order."""
    return tuple(
        Entry(
            code=line.get("code", ""),
            words={tag: line[tag] for tag in ("en", "de") if line.get(tag)},
            more=line,
        )
        for line in _lines(name)
    )


def entry(name: str, code: str) -> Entry | None:
    """Return one entry of a list."""
    return next((one for one in entries(name) if one.code == code), None)


def word(name: str, code: str, language: str) -> str:
    """Return the word of a code; the code itself where the list does not know it (an older one)."""
    found = entry(name, code)
    return found.word(language) if found else code


def steps_for(triggers: tuple[str, ...]) -> tuple[Entry, ...]:
    """Return what is done the same day for ``triggers``, in their order."""
    return tuple(one for trigger in triggers for one in entries("steps") if one.more["trigger"] == trigger)


def open_steps(protocol: ImmediateProtocol) -> tuple[Entry, ...]:
    """Return the steps of a same-day protocol that are not done yet."""
    return tuple(one for one in steps_for(protocol.triggers) if one.code not in protocol.done)


def missing_for_safe(setting: SafeSetting) -> tuple[str, ...]:
    """Return the codes of what is not so, or not checked; ``wish`` where nobody asked who is to interpret."""
    missing = [one.code for one in entries("setting") if not setting.answers.get(one.code)]
    return (*missing, *(() if setting.interpreter_wish else ("wish",)))


def band_of(instrument: str, score: int) -> str:
    """Return the band of a total; empty where the list has none for it."""
    for line in _lines("bands"):
        is_one = line["instrument"] == instrument and bool(line["least"])
        if is_one and int(line["least"]) <= score <= int(line["most"]):
            return line["band"]
    return ""


def bands(instrument: str) -> tuple[Entry, ...]:
    """Return the bands of an instrument, lowest first."""
    return tuple(
        Entry(line["band"], {"en": line["en"], "de": line["de"]}, line)
        for line in _lines("bands")
        if line["instrument"] == instrument
    )


def is_in_range(result: InstrumentResult) -> bool:
    """Tell whether a result fits its instrument: a total within its range, or none, and a known band."""
    found = entry("instruments", result.instrument)
    if found is None or result.band not in {one.code for one in bands(result.instrument)}:
        return False
    if result.score is None:
        return True
    least, most = found.more["least"], found.more["most"]
    return not least or int(least) <= result.score <= int(most)


@lru_cache(maxsize=1)
def time_to_complete() -> datetime.timedelta:
    """Return how long there is from the application until the check is to be complete."""
    return datetime.timedelta(
        days=int(next(line["number"] for line in _lines("rules") if line["rule"] == "complete"))
    )


def deadline(*, application_on: str, arrived_on: str) -> SpecialNeedsDeadline | None:
    """Return day 30 (Directive (EU) 2024/1346, Art. 25 (1)); None while neither day is known.

    Days are YYYY-MM-DD or coarser; of a coarse one the earliest day that fits counts, so that the
    deadline is never later than the true one.
    """
    given = application_on or arrived_on
    if not given:
        return None
    try:
        first = _earliest(given)
    except ValueError:  # a day that is told, but none of the calendar
        return None
    return SpecialNeedsDeadline(
        due_on=first + time_to_complete(),
        basis="application" if application_on else "arrival",
        counted_from=first,
        is_earliest=len(given) < len("YYYY-MM-DD"),
    )


def recheck_days(completed_on: datetime.date) -> tuple[datetime.date, ...]:
    """Return the days on which a completed check is looked at again."""
    months = [int(line["number"]) for line in _lines("rules") if line["rule"] == "recheck"]
    return tuple(months_after(completed_on, number) for number in months)


def months_after(day: datetime.date, months: int) -> datetime.date:
    """Return the same day ``months`` later, the month's last one where there is none."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def _earliest(given: str) -> datetime.date:
    year, month, day = (*(int(part) for part in given.split("-")), 1, 1)[:3]
    return datetime.date(year, month, day)


def _best(words: dict[str, str], language: str) -> str:
    return next((words[tag] for tag in (*fallback_chain(language), "de", "en") if words.get(tag)), "")


@lru_cache(maxsize=16)
def _lines(name: str) -> tuple[dict[str, str], ...]:
    path = resources() / "special-needs" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(line for line in stream if not line.startswith("#")))
