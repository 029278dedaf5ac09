"""Days without cover: per lane, between episodes and after the last one.

``gap days = next begin - previous end - 1``, for any number of episodes that may overlap. Where a begin or
an end is half known, a day is surely without cover when no episode can cover it, and possibly without when
none surely does. An episode without an end goes on.
"""

import datetime
from collections.abc import Iterable

from intake_app.records.status import Episode, Gap, Lane

_ONE = datetime.timedelta(days=1)
_Span = tuple[datetime.date, datetime.date]


def gaps(episodes: Iterable[Episode], lane: Lane, *, until: datetime.date) -> tuple[Gap, ...]:
    """Return the gaps of one lane from its first day of cover to ``until``, oldest first.

    ``until`` is the last day looked at; a gap that reaches it is open. Episodes whose begin is not known
    at all cover nothing that can be counted. No episode: no gap, there is nothing to count from.
    """
    of_lane = [one for one in episodes if one.lane == lane and one.begins.span is not None]
    possible = [span for one in of_lane if (span := _cover(one, until, surely=False))]
    if not possible:
        return ()
    start = min(first for first, _last in possible)
    certain = [span for one in of_lane if (span := _cover(one, until, surely=True))]
    sure_gaps = _between(possible, start, until)
    found = []
    for first, last in _between(certain, start, until):
        least = sum(_overlap((first, last), other) for other in sure_gaps)
        found.append(Gap(lane, first, last, least, (last - first).days + 1, is_open=last == until))
    # Half known begins alone leave no gap: what precedes the first sure day of cover is not missed.
    return tuple(gap for gap in found if not (gap.first == start and gap.least == 0))


def gap_days(found: Iterable[Gap]) -> tuple[int, int]:
    """Return how many days are without cover, at least and at most."""
    listed = tuple(found)
    return sum(gap.least for gap in listed), sum(gap.most for gap in listed)


def _cover(episode: Episode, until: datetime.date, *, surely: bool) -> _Span | None:
    """Return the days an episode covers up to ``until``: surely, or at most."""
    begin, end = episode.begins.span, episode.ends.span
    if begin is None:
        return None
    first = begin[1] if surely else begin[0]
    last = until if end is None else min(until, end[0] if surely else end[1])
    return (first, last) if first <= last else None


def _between(covers: Iterable[_Span], start: datetime.date, until: datetime.date) -> list[_Span]:
    """Return the stretches from ``start`` to ``until`` that no cover touches."""
    found: list[_Span] = []
    free = start
    for first, last in sorted(covers):
        if first > free:
            found.append((free, first - _ONE))
        free = max(free, last + _ONE)
    if free <= until:
        found.append((free, until))
    return found


def _overlap(one: _Span, other: _Span) -> int:
    return max(0, (min(one[1], other[1]) - max(one[0], other[0])).days + 1)
