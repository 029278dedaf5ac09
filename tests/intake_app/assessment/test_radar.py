"""The radar says what was said: two polygons, own values as line, professional ones as dots, gaps as gaps."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from intake_app.assessment.domains import rated_domains
from intake_app.assessment.radar import frame, radar
from intake_app.records.assessment import Assessment, DomainRating
from intake_app.records.radar import RadarDrawing, RadarFrame, RadarShape

NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
CODES = [domain.code for domain in rated_domains()]


def whole(**changes: DomainRating) -> Assessment:
    """Return an assessment with every domain rated, save what ``changes`` says of it."""
    ratings = [
        changes.get(
            code, DomainRating(code, "rated", resource_self=2, resource_pro=1, need_self=3, need_pro=4)
        )
        for code in CODES
    ]
    return Assessment("a", "c", "p", "initial", NOW, "u", ratings=tuple(ratings))


def shape(drawing: RadarDrawing, side: str, *, is_earlier: bool = False) -> RadarShape:
    return next(one for one in drawing.shapes if one.side == side and one.is_earlier == is_earlier)


def test_a_full_assessment_has_two_closed_polygons_and_all_dots() -> None:
    drawing = radar(whole())
    assert [one.side for one in drawing.shapes] == ["resource", "need"]
    for one in drawing.shapes:
        (line,) = one.lines
        assert line[0] == line[-1]
        assert len(line) == 12
        assert len(one.fill) == len(one.dots) == 11
    assert len(drawing.rings) == 4


def test_a_value_lies_as_far_out_as_it_is_high() -> None:
    drawing = radar(whole())
    top = shape(drawing, "need").dots[0]
    assert top == pytest.approx((0, -1)), "the first domain, professional need 4, lies on the rim above"
    assert shape(drawing, "resource").lines[0][0] == pytest.approx((0, -0.5))


@pytest.mark.parametrize("code", ["D01", "D05", "D11"])
def test_a_missing_axis_breaks_the_line_and_is_no_zero(code: str) -> None:
    drawing = radar(whole(**{code: DomainRating(code, "declined")}))
    assert [axis.domain for axis in drawing.axes if axis.is_missing] == [code]
    for one in drawing.shapes:
        (line,) = one.lines
        assert len(line) == 10
        assert line[0] != line[-1]
        assert (0.0, 0.0) not in line
        assert one.fill.count((0.0, 0.0)) == 1
        assert len(one.dots) == 10


def test_an_axis_only_the_professional_rated_has_a_dot_and_no_line() -> None:
    drawing = radar(whole(D03=DomainRating("D03", "rated", resource_pro=3)))
    assert not any(axis.is_missing for axis in drawing.axes)
    assert len(shape(drawing, "resource").lines[0]) == 10
    assert len(shape(drawing, "resource").dots) == 11


def test_a_value_between_gaps_stands_alone() -> None:
    alone = Assessment(
        "a", "c", "p", "initial", NOW, "u", ratings=(DomainRating("D04", "rated", resource_self=3),)
    )
    (one,) = radar(alone).shapes
    assert [len(line) for line in one.lines] == [1]
    assert one.fill == ()


def test_nothing_rated_is_an_empty_grid() -> None:
    drawing = radar(None)
    assert drawing.shapes == ()
    assert len(drawing.axes) == 11
    assert all(axis.is_missing for axis in drawing.axes)


def test_the_earlier_assessment_lies_below_without_a_fill() -> None:
    drawing = radar(whole(), earlier=whole())
    assert [one.is_earlier for one in drawing.shapes] == [True, True, False, False]
    assert shape(drawing, "need", is_earlier=True).fill == ()


def test_a_hidden_domain_leaves_no_trace() -> None:
    drawing = radar(whole(), hidden={"D08"})
    assert "D08" not in [axis.domain for axis in drawing.axes]
    assert all(len(one.dots) == 10 for one in drawing.shapes)


@given(
    some.floats(200, 1200), some.floats(160, 900),
    some.lists(some.tuples(some.floats(10, 75), some.floats(8, 24)), min_size=11, max_size=11),
)  # fmt: skip
def test_labels_stay_on_the_ground(width: float, height: float, labels: list[tuple[float, float]]) -> None:
    drawing = radar(whole())
    found = frame(drawing, width=width, height=height, labels=labels, gap=6)
    if found.radius <= 1:
        return  # no room at all
    for (left, top), (wide, tall) in zip(found.labels, labels, strict=True):
        assert left >= -0.01
        assert left + wide <= width + 0.01
        assert top >= -0.01
        assert top + tall <= height + 0.01


def test_labels_of_neighbours_do_not_meet() -> None:
    labels = [(90.0, 16.0)] * 11
    found: RadarFrame = frame(radar(whole()), width=440, height=330, labels=labels, gap=8)
    assert found.radius > 80
    for (left, top), (right, low) in pairwise((*found.labels, found.labels[0])):
        assert abs(left - right) >= 90 or abs(top - low) >= 16
