"""Radar and network as plain shapes for paper: the window's geometry, measured with the papers' own fonts."""

from collections.abc import Collection, Sequence

from intake_app.assessment.domains import domain_name
from intake_app.assessment.eco_map import Measured, lay_out, reading_order
from intake_app.assessment.eco_map_lines import draw_map
from intake_app.assessment.radar import frame, radar
from intake_app.documents.drawings import text_width
from intake_app.documents.fonts import Fonts
from intake_app.documents.wordings import paper_words
from intake_app.records.assessment import Assessment
from intake_app.records.drawing import Caption, Drawing, Oval, Shape, Stroke
from intake_app.records.network import NetworkTie, Sector
from intake_app.records.radar import Point, RadarFrame, RadarShape

_WIDTH, _HEIGHT, _TYPE = 640.0, 430.0, 13.0
_SECTORS: dict[Sector, str] = {
    "family": "Family", "friends": "Friends, neighbours", "work": "Work, school, course",
    "professional": "Professionals, offices", "faith": "Faith, clubs",
}  # fmt: skip
_INKS = {"resource": ("res", "ressoft"), "need": ("need", "needsoft")}


def radar_picture(assessment: Assessment | None, language: str, *, hidden: Collection[str]) -> Drawing:
    """Return the radar of an assessment; ``hidden`` domains are left out.

    Resources: solid line, filled dots; needs: dashed line, hatched, diamonds. The line is the person's own
    view, the marks are the counsellor's.
    """
    drawing = radar(assessment, hidden=hidden)
    fonts = Fonts()
    names = [domain_name(axis.domain, language, is_short=True) for axis in drawing.axes]
    sizes = [(text_width(name, _TYPE, fonts), _TYPE * 1.4) for name in names]
    at = frame(drawing, width=_WIDTH, height=_HEIGHT, labels=sizes, gap=10)
    shapes: list[Shape] = [
        Stroke(tuple(at.at(point) for point in ring), "line", 0.8, is_closed=True) for ring in drawing.rings
    ]
    for axis, name, (wide, tall), corner in zip(drawing.axes, names, sizes, at.labels, strict=True):
        dash = (2.0, 3.0) if axis.is_missing else ()
        shapes.append(Stroke((at.middle, at.at(axis.end)), "line", 0.8, dash))
        said = f"{name} –" if axis.is_missing else name
        middle = (corner[0] + wide / 2, corner[1] + tall / 2)
        shapes.append(Caption(*middle, said, _TYPE, ink="muted" if axis.is_missing else "text"))
    for shape in drawing.shapes:
        shapes += _side(shape, at)
    words = paper_words(language)
    return Drawing(_WIDTH, _HEIGHT, tuple(shapes), words("Resources and needs by life domain"))


def network_picture(ties: Sequence[NetworkTie], language: str) -> Drawing | None:
    """Return the map of the ties that hold and are not specially protected; None without any."""
    shown = reading_order([one for one in ties if one.ended_at is None and one.sensitivity != "P4"])
    if not shown:
        return None
    fonts, words = Fonts(), paper_words(language)

    def measured(text: str, extra: float = 0.0) -> Measured:
        text = fonts.drawable(text)
        return Measured(text, text_width(text, _TYPE, fonts) + extra, _TYPE * 1.9)

    labels = {one.id: measured(one.label, 36.0) for one in shown}
    sectors = {sector: measured(words(name)) for sector, name in _SECTORS.items()}
    laid = lay_out(shown, room=(_WIDTH, _HEIGHT), labels=labels, sectors=sectors, type_size=_TYPE)
    return draw_map(laid, shown, labels, centre=words("you"), says=words("Network"))


def _side(shape: RadarShape, at: RadarFrame) -> list[Shape]:
    ink, soft = _INKS[shape.side]
    is_need = shape.side == "need"
    drawn: list[Shape] = []
    if shape.fill:
        outline = tuple(at.at(point) for point in shape.fill)
        drawn.append(
            Stroke(outline, "", 0, fill="" if is_need else soft, hatch=ink if is_need else "", is_closed=True)
        )
    for line in shape.lines:
        points = tuple(at.at(point) for point in line)
        if len(points) == 1:
            drawn.append(Oval(*points[0], 2.5, 2.5, ink, 1.4))
        else:
            drawn.append(Stroke(points, ink, 1.8, (5.0, 3.0) if is_need else ()))
    return [*drawn, *(_mark(at.at(point), ink, is_need=is_need) for point in shape.dots)]


def _mark(point: Point, ink: str, *, is_need: bool) -> Shape:
    x, y = point
    if not is_need:
        return Oval(x, y, 4.0, 4.0, "surface", 1.0, fill=ink)
    return Stroke(((x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)), "surface", 1.0, is_closed=True, fill=ink)
