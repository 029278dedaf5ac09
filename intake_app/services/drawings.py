"""The pictures of a case: the one door through which the window reaches how they are worked out.

The geometry is the room's own; the window and the documents both draw from it, so they cannot differ.
"""

from intake_app.assessment.eco_map import (
    MANY,
    EcoMap,
    Measured,
    Node,
    Spot,
    lay_out,
    reading_order,
    spot_at,
    stepped,
)
from intake_app.assessment.eco_map_lines import (
    draw_globe,
    draw_ground,
    draw_legend,
    draw_map,
    draw_person,
    draw_sample,
    draw_tie,
)
from intake_app.assessment.family_tree import (
    CLIENT,
    FamilyTree,
    Place,
    Relative,
    draw_family,
    draw_relations,
    generation_of,
    lay_out_family,
)
from intake_app.assessment.network import SECTORS, NetworkFigures, figures

__all__ = [
    "CLIENT", "MANY", "SECTORS", "EcoMap", "FamilyTree", "Measured", "NetworkFigures", "Node", "Place",
    "Relative", "Spot", "draw_family", "draw_globe", "draw_ground", "draw_legend", "draw_map", "draw_person",
    "draw_relations", "draw_sample", "draw_tie", "figures", "generation_of", "lay_out", "lay_out_family",
    "reading_order", "spot_at", "stepped",
]  # fmt: skip
