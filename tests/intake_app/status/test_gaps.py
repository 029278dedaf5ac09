"""Days without cover are found however episodes lie: the same as going through the calendar day by day."""

import datetime
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from intake_app.records.partial_date import PartialDate
from intake_app.records.status import Episode
from intake_app.status.gaps import gap_days, gaps

NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
DAY = datetime.date
FIRST, UNTIL = DAY(2026, 1, 1), DAY(2026, 6, 30)


def episode(begins: str, ends: str = "", lane: str = "livelihood") -> Episode:
    return Episode("e", "c", "p", lane, "SGB2", PartialDate(begins), NOW, "u", PartialDate(ends))  # type: ignore[arg-type]


def test_a_month_between_two_benefits_is_counted_in_days() -> None:
    (gap,) = gaps([episode("2026-03-01", "2026-10-31"), episode("2026-12-01")], "livelihood",
                  until=DAY(2027, 3, 1))  # fmt: skip
    assert (gap.first, gap.last, gap.least, gap.most) == (DAY(2026, 11, 1), DAY(2026, 11, 30), 30, 30)
    assert not gap.is_open


def test_what_has_no_follower_is_open() -> None:
    (gap,) = gaps([episode("2026-03-01", "2026-05-31")], "livelihood", until=DAY(2026, 8, 31))
    assert gap.is_open
    assert gap.first == DAY(2026, 6, 1)


def test_cover_without_a_break_leaves_no_gap() -> None:
    held = [episode("2025-11-03", "2026-05-31"), episode("2026-06-01")]
    assert gaps(held, "livelihood", until=UNTIL) == ()
    assert gaps(held, "health", until=UNTIL) == (), "another lane is another count"
    assert gaps([], "livelihood", until=UNTIL) == ()


def test_a_day_half_known_makes_the_gap_between_two_numbers() -> None:
    (gap,) = gaps([episode("2026-01-01", "2026-03-31"), episode("2026-05")], "livelihood", until=UNTIL)
    assert (gap.least, gap.most) == (30, 60), "the whole of April, and May at most but its last day"


spans = st.lists(
    st.tuples(st.integers(0, 170), st.integers(0, 60), st.sampled_from(["day", "month"]), st.booleans()),
    max_size=6,
)


@given(spans)
def test_gap_days_are_those_of_a_walk_through_the_calendar(
    drawn: Sequence[tuple[int, int, str, bool]],
) -> None:
    held = []
    for start, length, precision, goes_on in drawn:
        begin = FIRST + datetime.timedelta(days=start)
        end = begin + datetime.timedelta(days=length)
        cut = 10 if precision == "day" else 7
        held.append(episode(begin.isoformat()[:cut], "" if goes_on else end.isoformat()[:cut]))
    least = most = 0
    begun = [one.begins.span[0] for one in held if one.begins.span]
    days = [FIRST + datetime.timedelta(days=n) for n in range((UNTIL - FIRST).days + 1)]
    days = [day for day in days if begun and day >= min(begun)]
    leading = True
    for day in days:
        possible, sure = any(_may(one, day) for one in held), any(_surely(one, day) for one in held)
        least += not possible
        if sure or not possible:
            leading = False
        most += not sure and not leading
    found = gaps(held, "livelihood", until=UNTIL)
    at_least, at_most = gap_days(found)
    assert at_least == least
    # Days before the first sure one belong to the gap only where it goes on into days nobody covers.
    assert most <= at_most <= len(days)
    assert all(one.first <= one.last and one.least <= one.most for one in found)
    if all(precision == "day" for _s, _l, precision, _g in drawn):
        assert at_least == at_most == most


def _may(one: Episode, day: datetime.date) -> bool:
    begin, end = one.begins.span, one.ends.span
    assert begin is not None
    return begin[0] <= day and (end is None or day <= end[1])


def _surely(one: Episode, day: datetime.date) -> bool:
    begin, end = one.begins.span, one.ends.span
    assert begin is not None
    return begin[1] <= day and (end is None or day <= end[0])
