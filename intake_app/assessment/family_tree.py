"""The geometry of the family tree: generations in rows, lines between parents and children, partners.

Light on purpose: it shows who belongs to the person and where they are, not descent for its own sake.
Relations that say nothing about a line (cousin, guardian, other) stand in their generation without one.
"""

from collections.abc import Mapping, Sequence

import msgspec

from intake_app.assessment.eco_map import Measured
from intake_app.assessment.eco_map_lines import draw_globe
from intake_app.records.case_work import Whereabouts
from intake_app.records.drawing import Box, Caption, Drawing, Point, Shape, Stroke

CLIENT = "client"  # the relation of the person whose tree it is

_GENERATIONS = {
    "grandparent": -2,
    "parent": -1, "step-parent": -1, "aunt-uncle-paternal": -1, "aunt-uncle-maternal": -1, "guardian": -1,
    "child": 1, "stepchild": 1, "foster-child": 1, "child-of-relatives": 1, "niece-nephew": 1, "ward": 1,
    "grandchild": 2,
}  # fmt: skip
_PARTNERS = ("spouse", "partner", "spouse-religious")
_PARENTS = ("parent", "step-parent")
_SIBLINGS = ("sibling", "half-sibling")
_CHILDREN = ("child", "stepchild", "foster-child", "child-of-relatives")
# Who stands next to the person, from the inside out; the others follow as they were recorded.
_INWARD = (CLIENT, *_PARTNERS, *_PARENTS, "grandparent", *_CHILDREN, "grandchild", *_SIBLINGS)


class Relative(msgspec.Struct, frozen=True):
    """Somebody in the tree; ``relation`` is a code of ``relations``, ``client`` for the person."""

    id: str
    name: str
    relation: str
    whereabouts: Whereabouts = "here"
    is_missing: bool = False  # family tracing
    is_in_family: bool = True
    is_in_economic: bool = False  # of the economic household
    person_id: str = ""


class Place(msgspec.Struct, frozen=True):
    """Where a relative stands: the middle of the frame."""

    relative_id: str
    x: float
    y: float
    width: float
    height: float
    generation: int


class FamilyTree(msgspec.Struct, frozen=True):
    """The tree laid out; ``places`` from the oldest generation to the youngest."""

    width: float
    height: float
    type_size: float
    places: tuple[Place, ...]

    def place(self, relative_id: str) -> Place:
        """Return where a relative stands; KeyError for one that is not in the tree."""
        for one in self.places:
            if one.relative_id == relative_id:
                return one
        raise KeyError(relative_id)


def generation_of(relation: str) -> int:
    """Return the generation of a relation, 0 being the person's, 1 the children's."""
    return _GENERATIONS.get(relation, 0)


def lay_out_family(
    relatives: Sequence[Relative], *, width: float, frames: Mapping[str, Measured], type_size: float
) -> FamilyTree:
    """Return the tree at most ``width`` wide; a generation that is wider takes several rows.

    ``frames`` by relative id: the room a relative's frame takes. One wider than ``width`` widens the tree.
    """
    width = max([width, *(frames[one.id].width for one in relatives)])
    gap, between = type_size * 1.3, type_size * 3.2
    y, places = type_size * 0.3, []
    for generation in sorted({generation_of(one.relation) for one in relatives}):
        members = [one for one in relatives if generation_of(one.relation) == generation]
        for line in _rows(members, width, frames, gap):
            high = max(frames[one.id].height for one in line)
            x = (width - sum(frames[one.id].width for one in line) - gap * (len(line) - 1)) / 2
            for one in line:
                frame = frames[one.id]
                places.append(
                    Place(one.id, x + frame.width / 2, y + high / 2, frame.width, frame.height, generation)
                )
                x += frame.width + gap
            y += high + type_size * 0.9
        y += between - type_size * 0.9
    return FamilyTree(width, max(y - between + type_size * 0.3, type_size), type_size, tuple(places))


def draw_relations(tree: FamilyTree, relatives: Sequence[Relative]) -> tuple[Shape, ...]:
    """Return the lines: from parents down to their children, between partners."""
    by_relation: dict[str, list[Place]] = {}
    for one in relatives:
        by_relation.setdefault(one.relation, []).append(tree.place(one.id))

    def those(*relations: str) -> list[Place]:
        return [place for relation in relations for place in by_relation.get(relation, [])]

    client = those(CLIENT)
    shapes: list[Shape] = []
    for partner in those(*_PARTNERS):
        shapes += [_beside(one, partner, tree.type_size) for one in client]
    shapes += _descent(those("grandparent"), those(*_PARENTS) or client, tree.type_size)
    shapes += _descent(those(*_PARENTS), [*client, *those(*_SIBLINGS)], tree.type_size)
    shapes += _descent([*client, *those(*_PARTNERS)], those(*_CHILDREN), tree.type_size)
    shapes += _descent(those(*_CHILDREN) or client, those("grandchild"), tree.type_size)
    return tuple(shapes)


def draw_family(
    tree: FamilyTree,
    relatives: Sequence[Relative],
    captions: Mapping[str, tuple[str, str]],
    *,
    says: str = "",
) -> Drawing:
    """Return the whole tree as it is drawn on paper; ``captions`` by id: name, and the line below it."""
    shapes = [*draw_relations(tree, relatives)]
    for one in relatives:
        shapes += _framed(tree.place(one.id), one, captions[one.id], tree.type_size)
    return Drawing(tree.width, tree.height, tuple(shapes), says)


def _rows(
    members: Sequence[Relative], width: float, frames: Mapping[str, Measured], gap: float
) -> list[list[Relative]]:
    """Return a generation's rows; the person and the nearest stand in the middle of their row."""
    rows: list[list[Relative]] = [[]]
    used = 0.0
    nearest_first = sorted(
        members, key=lambda one: _INWARD.index(one.relation) if one.relation in _INWARD else 99
    )
    for one in nearest_first:
        wide = frames[one.id].width
        if rows[-1] and used + gap + wide > width:
            rows.append([])
            used = 0.0
        used += wide + (gap if rows[-1] else 0)
        rows[-1].append(one)
    return [[*reversed(line[2::2]), *line[:2], *line[3::2]] for line in rows]


def _beside(one: Place, other: Place, size: float) -> Shape:
    """Return the double stroke between partners; in two rows it goes from one down to the other."""
    if abs(one.y - other.y) < 1:
        left, right = sorted((one, other), key=lambda place: place.x)
        ends = (left.x + left.width / 2, one.y), (right.x - right.width / 2, one.y)
    else:
        upper, lower = sorted((one, other), key=lambda place: place.y)
        ends = (upper.x, upper.y + upper.height / 2), (lower.x, lower.y - lower.height / 2)
    return Stroke(ends, "strong", size * 0.16)


def _descent(parents: Sequence[Place], children: Sequence[Place], size: float) -> list[Shape]:
    """Return a bar between two generations, with a stem up to each parent and down to each child."""
    if not parents or not children:
        return []
    upper = max(place.y + place.height / 2 for place in parents)
    lower = min(place.y - place.height / 2 for place in children)
    bar = (upper + lower) / 2
    xs = [place.x for place in (*parents, *children)]
    stems: list[tuple[Point, Point]] = [((min(xs), bar), (max(xs), bar))]
    stems += [((place.x, place.y + place.height / 2), (place.x, bar)) for place in parents]
    stems += [((place.x, bar), (place.x, place.y - place.height / 2)) for place in children]
    return [Stroke(stem, "strong", size * 0.1) for stem in stems]


def _framed(place: Place, one: Relative, caption: tuple[str, str], size: float) -> tuple[Shape, ...]:
    left, top = place.x - place.width / 2, place.y - place.height / 2
    is_client = one.relation == CLIENT
    dash = (3.0, 3.0) if one.is_missing or one.whereabouts == "unknown" else ()
    frame = Box(
        left, top, place.width, place.height, size * 0.6, "accent" if is_client else "strong",
        2 if is_client or one.is_in_economic else 1, dash, "soft" if one.is_in_economic else "surface",
    )  # fmt: skip
    shapes: list[Shape] = [
        frame,
        Caption(place.x, top + place.height * 0.33, caption[0], size, is_bold=is_client),
        Caption(place.x, top + place.height * 0.7, caption[1], size * 0.9, ink="muted"),
    ]
    if one.whereabouts == "abroad":
        shapes += draw_globe(left + place.width - size, top + size * 0.9, size * 0.42)
    return tuple(shapes)
