"""The network map is laid out: nothing overlaps, every tie is where it is said to be, the same each time."""

import datetime
import math
import random
from itertools import combinations

import pytest

from intake_app.assessment.eco_map import (
    EcoMap,
    Measured,
    Rect,
    lay_out,
    middle_angle,
    reading_order,
    spot_at,
    stepped,
)
from intake_app.assessment.eco_map_lines import INKS, draw_legend, draw_map, draw_tie, line
from intake_app.assessment.network import SECTORS
from intake_app.records.drawing import Caption, Oval, Stroke
from intake_app.records.network import HelpDirection, NetworkTie, Quality, Sector

NOW = datetime.datetime(2026, 5, 14, 9, 0, tzinfo=datetime.UTC)
QUALITIES: tuple[Quality, ...] = ("supportive", "ambivalent", "burdening", "broken")


def tie(number: int, sector: str = "family", ring: int = 2, **facts: object) -> NetworkTie:
    return NetworkTie(
        id=f"tie-{number:03}", case_id="case", person_id="person", label=f"Tie {number}",
        sector=sector, ring=ring, recorded_at=NOW, recorded_by="user",  # type: ignore[arg-type]
        **{"quality": "supportive", **facts},  # type: ignore[arg-type]
    )  # fmt: skip


def some_ties(count: int, seed: int = 1) -> list[NetworkTie]:
    chance = random.Random(seed)
    return [
        tie(n, chance.choice(SECTORS), chance.choice((1, 2, 3)), quality=chance.choice(QUALITIES))
        for n in range(count)
    ]


def laid(ties: list[NetworkTie], room: tuple[float, float] = (800, 480), size: float = 13) -> EcoMap:
    return lay_out(ties, room=room, labels=labels(ties, size), sectors=sectors(size), type_size=size)


def labels(ties: list[NetworkTie], size: float = 13) -> dict[str, Measured]:
    return {
        one.id: Measured(one.label, size * (3 + int(one.id[-3:]) * 37 % 100 / 10), size * 2) for one in ties
    }


def sectors(size: float = 13) -> dict[Sector, Measured]:
    return {sector: Measured(sector, size * 9, size * 1.4) for sector in SECTORS}


def overlaps(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


@pytest.mark.parametrize("count", [1, 5, 11, 26, 40])
@pytest.mark.parametrize("room", [(800.0, 480.0), (560.0, 300.0)])
def test_nothing_overlaps_and_nothing_is_out_of_sight(count: int, room: tuple[float, float]) -> None:
    made = laid(some_ties(count), room)
    assert len(made.nodes) == count
    core = (made.x - made.core, made.y - made.core, made.x + made.core, made.y + made.core)
    for node in made.nodes:
        left, top, right, bottom = node.rect
        assert left >= 0
        assert top >= 0
        assert right <= made.width
        assert bottom <= made.height
        assert not overlaps(node.rect, core)
    for one, other in combinations(made.nodes, 2):
        assert not overlaps(one.rect, other.rect), (one.tie_id, other.tie_id)
    assert made.width == room[0], "it never grows sideways"


@pytest.mark.parametrize("count", [11, 40])
def test_every_tie_stands_in_its_own_sector_and_ring(count: int) -> None:
    ties = some_ties(count, seed=3)
    made = laid(ties)
    for one in ties:
        node = made.node(one.id)
        spot = spot_at(made, node.x, node.y)
        assert (spot.sector, spot.ring) == (one.sector, one.ring)


def test_names_of_sectors_are_covered_by_no_tie() -> None:
    made = laid(some_ties(26))
    for caption in made.sectors:
        half = 13 * 4.5
        area = (caption.x - half, caption.y - 9, caption.x + half, caption.y + 9)
        assert not any(overlaps(area, node.rect) for node in made.nodes)


def test_the_same_ties_are_laid_out_the_same_in_any_order() -> None:
    ties = some_ties(20)
    assert laid(ties) == laid(list(reversed(ties)))


def test_a_family_of_nine_that_is_very_near_finds_room() -> None:
    made = laid([tie(n, "family", 1) for n in range(9)])
    assert {spot_at(made, node.x, node.y).ring for node in made.nodes} == {1}
    assert made.rings[0] > 0.34, "the inner ring takes more of the room"


def test_text_keeps_its_size_when_the_rings_shrink() -> None:
    ties = some_ties(11)
    large, small = laid(ties, (1200, 700)), laid(ties, (560, 320))
    assert small.rx < large.rx
    assert [node.width for node in small.nodes] == [node.width for node in large.nodes]


def test_many_ties_make_the_map_higher() -> None:
    assert laid(some_ties(60), (560, 300)).height > 300


def test_what_was_put_somewhere_by_hand_stays_there() -> None:
    ties = [tie(1, "work", 2, place=0.1), tie(2, "work", 2), tie(3, "work", 2)]
    made = laid(ties)
    node = made.node("tie-001")
    place = spot_at(made, node.x, node.y).place
    assert place is not None
    assert abs(place - 0.1) < 0.1


def test_a_point_says_which_part_of_life_and_how_near() -> None:
    made = laid([])
    assert spot_at(made, made.x, 1).sector == "family"
    assert spot_at(made, made.width - 1, made.y - 5).sector == "friends"
    assert spot_at(made, made.x + 5, made.height - 1).sector == "work"
    assert spot_at(made, made.x - 5, made.height - 1).sector == "professional"
    assert spot_at(made, 1, made.y - 5).sector == "faith"
    rings = [spot_at(made, *made.point(middle_angle("work"), part)).ring for part in (0.2, 0.5, 0.9, 1.3)]
    assert rings == [1, 2, 3, 3]


def test_steps_end_at_the_rings_and_go_round_the_sectors() -> None:
    near = tie(1, "family", 1, place=0.3)
    assert stepped(near, further=-1).ring == 1
    out = stepped(near, further=1)
    assert (out.sector, out.ring, out.place) == ("family", 2, 0.3)
    assert stepped(near, around=-1).sector == "faith"
    assert stepped(near, around=1).sector == "friends"
    assert stepped(near, around=1).place is None, "its place belonged to the other sector"
    assert stepped(tie(1, "faith", 3), further=1, around=1).ring == 3


def test_keys_go_from_sector_to_sector_and_outwards() -> None:
    ties = [tie(1, "faith", 1), tie(2, "family", 3), tie(3, "family", 1), tie(4, "work", 2)]
    assert [one.id for one in reading_order(ties)] == ["tie-003", "tie-002", "tie-004", "tie-001"]
    assert [node.tie_id for node in laid(ties).nodes] == ["tie-003", "tie-002", "tie-004", "tie-001"]


def strokes(quality: Quality) -> list[Stroke]:
    return [one for one in line(quality, (0, 0), (100, 0), 13) if isinstance(one, Stroke)]


def test_shape_says_the_quality_without_colour() -> None:
    (solid,) = strokes("supportive")
    (mixed,) = strokes("ambivalent")
    (zigzag,) = strokes("burdening")
    dotted, *cuts = strokes("broken")
    assert [len(one.dash) for one in (solid, mixed, zigzag, dotted)] == [0, 4, 0, 2]
    assert len(solid.points) == 2
    assert len(zigzag.points) > 8
    assert len(cuts) == 2, "two bars cut it"
    assert all(abs(a[0] - b[0]) < 1e-6 for a, b in (cut.points for cut in cuts))
    assert len({INKS[quality] for quality in QUALITIES}) == 4


DIRECTIONS: tuple[HelpDirection, ...] = ("to-person", "from-person")


def heads(help_to: HelpDirection) -> list[Stroke]:
    made = line("supportive", (0, 0), (100, 0), 13, help_to)
    return [one for one in made if isinstance(one, Stroke) and one.is_closed]


def test_the_arrow_points_to_whom_help_goes() -> None:
    assert not heads("none")
    tips = [[head.points[0] for head in heads(to)] for to in DIRECTIONS]
    assert tips == [[(0, 0)], [(100, 0)]]
    assert len(heads("both")) == 2


def test_lines_end_outside_the_texts() -> None:
    ties = some_ties(11)
    made = laid(ties)
    for one in ties:
        node = made.node(one.id)
        for shape in draw_tie(made, one, node):
            assert isinstance(shape, Stroke)
            for x, y in shape.points:
                assert math.hypot(x - made.x, y - made.y) >= made.core - 8
                left, top, right, bottom = node.rect
                assert not (left + 8 < x < right - 8 and top + 8 < y < bottom - 8)


def test_the_whole_map_says_every_name_and_marks_who_is_abroad() -> None:
    ties = [tie(1), tie(2, "work", 1, is_abroad=True)]
    made = laid(ties)
    drawing = draw_map(made, ties, labels(ties), centre="F. A.", says="Two ties")
    texts = [shape.text for shape in drawing.shapes if isinstance(shape, Caption)]
    assert {"Tie 1", "Tie 2", "F. A.", *SECTORS} <= set(texts)
    globes = [one for one in drawing.shapes if isinstance(one, Oval) and one.rx < 8]
    assert len(globes) == 2, "a globe is a circle and a narrow one in it"
    assert drawing.says == "Two ties"


def test_the_legend_wraps() -> None:
    words = {quality: quality for quality in QUALITIES}
    widths = dict.fromkeys([*QUALITIES, "help", "abroad"], 60.0)
    wide = draw_legend(words, "help", "abroad", width=900, widths=widths, size=13)
    narrow = draw_legend(words, "help", "abroad", width=240, widths=widths, size=13)
    assert narrow.height > wide.height
    for shape in narrow.shapes:
        if isinstance(shape, Caption):
            assert shape.x + 60 <= 240
