"""Day 30, the safe setting, bands, and that the lists are whole and hold nobody else's text."""

import datetime

import pytest

from intake_app.assessment import special_needs as lists
from intake_app.records.special_needs import InstrumentResult, SafeSetting

DAY = datetime.date


def test_day_thirty_is_counted_from_the_application() -> None:
    due = lists.deadline(application_on="2026-11-02", arrived_on="2026-10-01")
    assert due is not None
    assert (due.due_on, due.basis, due.is_earliest) == (DAY(2026, 12, 2), "application", False)


def test_without_an_application_the_arrival_counts_and_that_is_said() -> None:
    due = lists.deadline(application_on="", arrived_on="2026-10-01")
    assert due is not None
    assert (due.due_on, due.basis) == (DAY(2026, 10, 31), "arrival")
    assert lists.deadline(application_on="", arrived_on="") is None


@pytest.mark.parametrize(("told", "first"), [("2026-11", DAY(2026, 11, 1)), ("2026", DAY(2026, 1, 1))])
def test_of_a_day_half_known_the_earliest_counts(told: str, first: datetime.date) -> None:
    due = lists.deadline(application_on=told, arrived_on="")
    assert due is not None
    assert due.counted_from == first
    assert due.is_earliest


def test_a_day_that_is_none_gives_no_deadline() -> None:
    assert lists.deadline(application_on="2026-02-31", arrived_on="") is None


def test_a_later_look_falls_on_the_last_day_of_a_short_month() -> None:
    assert lists.recheck_days(DAY(2026, 11, 30)) == (DAY(2027, 2, 28), DAY(2027, 5, 30))


def test_a_setting_is_safe_only_when_all_is_so() -> None:
    everything = {one.code: True for one in lists.entries("setting")}
    assert lists.missing_for_safe(SafeSetting(answers=everything, interpreter_wish="woman")) == ()
    assert lists.missing_for_safe(SafeSetting(answers=everything)) == ("wish",)
    assert "private-room" in lists.missing_for_safe(
        SafeSetting(answers={**everything, "private-room": False}, interpreter_wish="woman")
    )
    assert len(lists.missing_for_safe(SafeSetting())) == len(everything) + 1


@pytest.mark.parametrize(
    ("score", "band"),
    [(0, "low"), (3, "low"), (4, "medium"), (7, "medium"), (8, "high"), (10, "high"), (11, "")],
)
def test_a_total_says_its_band(score: int, band: str) -> None:
    assert lists.band_of("PROTECT", score) == band
    result = InstrumentResult("PROTECT", "2021", band, score, "2026-11-23", "somebody")
    assert lists.is_in_range(result) == bool(band)


def test_every_trigger_has_steps_and_every_list_both_languages() -> None:
    for trigger in lists.entries("triggers"):
        assert lists.steps_for((trigger.code,)), trigger.code
    for name in ("setting", "signs", "triggers", "steps", "needs", "recipients", "interpreter-wishes"):
        found = lists.entries(name)
        assert len({one.code for one in found}) == len(found)
        for one in found:
            assert one.words.keys() == {"de", "en"}, one.code
    assert len(lists.entries("signs")) == 11


def test_no_item_of_a_licensed_instrument_is_shipped() -> None:
    for one in lists.entries("instruments"):
        assert set(one.more) == {
            "code", "name", "version", "least", "most", "licence_en", "licence_de", "note_en", "note_de",
        }  # fmt: skip
        assert one.note("de", "licence")
