"""The family tree is laid out: generations above each other, nobody covers anybody, the person in between."""

from itertools import combinations

from intake_app.assessment.eco_map import Measured
from intake_app.assessment.family_tree import (
    CLIENT,
    FamilyTree,
    Place,
    Relative,
    draw_family,
    draw_relations,
    lay_out_family,
)
from intake_app.records.drawing import Box, Caption, Oval, Stroke

FAMILY = (
    Relative("me", "Fatima", CLIENT),
    Relative("karim", "Karim", "spouse", is_in_economic=True),
    Relative("laila", "Laila", "child", is_in_economic=True),
    Relative("omar", "Omar", "stepchild"),
    Relative("mariam", "Mariam", "parent", "abroad"),
    Relative("bibi", "Bibi", "grandparent", "abroad"),
    Relative("yusuf", "Yusuf", "sibling", "unknown", is_missing=True),
    Relative("kalk", "Kalk", "cousin"),
    Relative("nour", "Nour", "grandchild"),
)
FRAMES = {one.id: Measured(one.name, 90, 44) for one in FAMILY}


def tree(width: float = 700, family: tuple[Relative, ...] = FAMILY) -> FamilyTree:
    return lay_out_family(family, width=width, frames=FRAMES, type_size=13)


def covers(one: Place, other: Place) -> bool:
    return (
        abs(one.x - other.x) < (one.width + other.width) / 2
        and abs(one.y - other.y) < (one.height + other.height) / 2
    )


def test_generations_stand_above_each_other() -> None:
    made = tree()
    heights = [made.place(name).y for name in ("bibi", "mariam", "me", "laila", "nour")]
    assert heights == sorted(heights)
    assert len(set(heights)) == 5
    assert made.place("karim").y == made.place("me").y == made.place("kalk").y


def test_nobody_covers_anybody_and_all_are_in_sight() -> None:
    for width in (700, 320, 120):
        made = tree(width)
        assert not any(covers(one, other) for one, other in combinations(made.places, 2))
        for place in made.places:
            assert place.x - place.width / 2 >= 0
            assert place.x + place.width / 2 <= made.width
            assert place.y + place.height / 2 <= made.height


def test_a_frame_wider_than_the_room_widens_the_tree() -> None:
    assert tree(60).width == 90


def test_the_partner_stands_beside_the_person() -> None:
    made = tree()
    left, right = sorted((made.place("me").x, made.place("karim").x))
    between = [
        place for place in made.places
        if place.y == made.place("me").y and left < place.x < right
    ]  # fmt: skip
    assert between == []


def test_lines_tie_partners_parents_and_children_and_leave_a_cousin_free() -> None:
    made = tree()
    ends = {
        (round(x), round(y))
        for shape in draw_relations(made, FAMILY) if isinstance(shape, Stroke)
        for x, y in shape.points
    }  # fmt: skip

    def touched(name: str) -> bool:
        place = made.place(name)
        return any(
            abs(x - place.x) <= place.width / 2 + 1 and abs(y - place.y) <= place.height / 2 + 1
            for x, y in ends
        )

    assert all(touched(name) for name in ("me", "karim", "laila", "omar", "mariam", "bibi", "yusuf", "nour"))
    assert not touched("kalk")


def test_a_person_alone_is_a_tree_too() -> None:
    made = tree(family=FAMILY[:1])
    assert len(made.places) == 1
    assert draw_relations(made, FAMILY[:1]) == ()


def test_on_paper_missing_is_dashed_and_abroad_has_a_globe() -> None:
    captions = {one.id: (one.name, one.relation) for one in FAMILY}
    drawing = draw_family(tree(), FAMILY, captions)
    boxes = [shape for shape in drawing.shapes if isinstance(shape, Box)]
    assert sum(bool(box.dash) for box in boxes) == 1
    assert sum(box.fill == "soft" for box in boxes) == 2
    assert sum(isinstance(shape, Oval) for shape in drawing.shapes) == 4
    assert "Mariam" in {shape.text for shape in drawing.shapes if isinstance(shape, Caption)}
