"""The timeline: every stretch has its place, nothing overlaps in a lane, and it runs with the script."""

import datetime

import pytest

from intake_app.documents.drawings import INKS
from intake_app.records.drawing import Box, Caption, Stroke
from intake_app.records.partial_date import PartialDate
from intake_app.records.status import LANES, Episode, Lane
from intake_app.services.status_papers import timeline_picture
from intake_app.status.gaps import gaps
from intake_app.status.timeline import Mark, Timeline, TimelineWords, bars, lay_out, shown_span

NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
TODAY, DAY = NOW.date(), datetime.date
WORDS = TimelineWords(
    {"title": "Residence", "livelihood": "Means", "health": "Health"}, "today",
    lambda day, with_year: day.strftime("%b %y" if with_year else "%b"), "over time",
)  # fmt: skip


def episode(lane: Lane, begins: str, ends: str = "", *, is_planned: bool = False) -> Episode:
    key = f"{lane}:{begins}"
    return Episode(key, "c", "p", lane, "X", PartialDate(begins), NOW, "u", PartialDate(ends), is_planned)


HELD = (
    episode("title", "2026-03-20", "2026-10-13"), episode("title", "2026-10-14"),
    episode("livelihood", "2026-03-02", "2026-10-31"), episode("livelihood", "2026-12-01", is_planned=True),
    episode("health", "2026-03", "2026-10-31"),
)  # fmt: skip


def drawn(width: float = 1000, *, is_mirrored: bool = False, type_size: float = 13) -> Timeline:
    found = [gap for lane in LANES for gap in gaps(HELD, lane, until=DAY(2027, 2, 23))]
    held = bars(HELD, found, today=TODAY, label=lambda one: one.id, gap_label=lambda gap: f"{gap.most} days")
    due = [
        Mark(1, DAY(2026, 11, 30), True),
        Mark(2, DAY(2026, 11, 30), False),
        Mark(3, DAY(2027, 1, 14), False),
    ]
    return lay_out(
        held, due, words=WORDS, today=TODAY, width=width, type_size=type_size,
        measure=lambda text, _bold: len(text) * type_size * 0.55, is_mirrored=is_mirrored,
    )  # fmt: skip


def test_every_stretch_has_its_own_place_inside_the_drawing() -> None:
    made = drawn()
    assert {one.key for one in made.spots} == {
        *(one.id for one in HELD), "gap:livelihood:2026-11-01", "gap:health:2026-11-01",
    }  # fmt: skip
    for spot in made.spots:
        assert spot.x >= 0
        assert spot.x + spot.width <= made.drawing.width + 0.01
        assert spot.y + spot.height <= made.drawing.height
    for one in made.spots:
        for other in made.spots:
            if one.key < other.key and one.y == other.y:
                assert one.x + one.width <= other.x + 0.01 or other.x + other.width <= one.x + 0.01


def test_shape_says_what_colour_says() -> None:
    shapes = drawn().drawing.shapes
    assert any(isinstance(one, Stroke) and one.hatch for one in shapes), "a gap is hatched"
    assert any(isinstance(one, Box) and one.dash and one.ink == "accent" for one in shapes), "planned: dashed"
    inks = {one.ink for one in shapes} | {getattr(one, "fill", "") for one in shapes}
    assert inks - {""} <= set(INKS), "paper knows every ink"


def test_same_days_share_one_mark_that_says_both_numbers() -> None:
    texts = [one.text for one in drawn().drawing.shapes if isinstance(one, Caption)]
    assert "1–2" in texts
    assert "3" in texts


def test_time_runs_with_the_script() -> None:
    plain, turned = drawn(), drawn(is_mirrored=True)
    for one, other in zip(plain.spots, turned.spots, strict=True):
        assert one.key == other.key
        assert other.x == pytest.approx(plain.drawing.width - one.x - one.width)
    first = {one.key: one.x for one in turned.spots}
    assert first["title:2026-10-14"] < first["title:2026-03-20"]


@pytest.mark.parametrize(("width", "size"), [(240, 13), (640, 26), (2000, 13)])
def test_no_text_is_wider_than_its_bar(width: float, size: float) -> None:
    made = drawn(width, type_size=size)
    for spot in made.spots:
        inside = [
            one for one in made.drawing.shapes
            if isinstance(one, Caption) and one.align == "left" and one.x > 0
            and spot.y < one.y < spot.y + spot.height and spot.x <= one.x <= spot.x + spot.width
        ]  # fmt: skip
        assert all(one.x + len(one.text) * size * 0.55 <= spot.x + spot.width for one in inside)


def test_what_is_long_ago_or_far_ahead_does_not_squeeze_the_rest() -> None:
    held = [episode("title", "1999-01-01"), episode("health", "2026-01-01", "2035-01-01")]
    old = bars(held, (), today=TODAY, label=str, gap_label=str)
    first, last = shown_span(old, (), TODAY)
    assert first == DAY(2023, 11, 1)
    assert DAY(2027, 2, 1) < last <= DAY(2027, 11, 30)


def test_on_paper_it_is_the_same_timeline_in_the_readers_language(page_of_status: object) -> None:
    made = timeline_picture(page_of_status, "de")  # type: ignore[arg-type]
    assert made is not None
    texts = [one.text for one in made.shapes if isinstance(one, Caption)]
    assert any("Grundleistungen" in text for text in texts)
    assert made.says


@pytest.fixture
def page_of_status(counsellor: object) -> object:
    from intake_app.services import status
    from tests.intake_app.services.test_status import IN_MAY, recognise, seek_asylum

    person = seek_asylum(counsellor)  # type: ignore[arg-type]
    recognise(counsellor, person)  # type: ignore[arg-type]
    return status.status_page(counsellor, person_id=person, today=IN_MAY.date())  # type: ignore[arg-type]
