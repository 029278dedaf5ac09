"""The service plan: goals with all their fields, what carries and what is missing, and the pictures."""

from reportlab.platypus import Flowable

from intake_app.documents.agreed import add_dates, add_goal
from intake_app.documents.drawings import DrawingFlowable
from intake_app.documents.paragraph import Paragraph
from intake_app.documents.sheet import ITEM, SMALL, Says, Sheet, as_is, named, on_day
from intake_app.records.drawing import Drawing
from intake_app.records.papers import MadePaper, PaperGoal, PaperRating, ServicePlan

_ATTAINED = {
    -2: "much less than hoped", -1: "less than hoped", 0: "as hoped", 1: "more than hoped",
    2: "much more than hoped",
}  # fmt: skip
_URGENCY = {"U0": "can be planned", "U1": "within 30 days", "U2": "within 7 days", "U3": "the same day"}
_LEGEND = (
    "Solid line: resources. Dashed line: needs. Lines are the client's own view, marks the counsellor's."
)


def make_service_plan(paper: ServicePlan) -> MadePaper:
    """Return the paper."""
    sheet = Sheet(paper.head, "Service plan")
    sheet.begin()
    if paper.resources:
        sheet.heading("What carries")
        for said in paper.resources:
            sheet.tell(said, ITEM)
    for number, goal in enumerate(paper.goals, 1):
        add_goal(sheet, goal, number, is_for_client=False)
        sheet.facts(_smart(goal))
    if paper.dates:
        add_dates(sheet, paper.dates)
    if paper.radar is not None or paper.ratings:
        sheet.heading("Resources and needs by life domain")
        if paper.rated_on:
            sheet.facts([("Assessed on", on_day(paper.rated_on))])
        _add_picture(sheet, paper.radar)
        if paper.radar is not None:
            sheet.say(_LEGEND, SMALL)
        if paper.ratings:
            _add_ratings(sheet, paper.ratings)
    if paper.eco_map is not None:
        sheet.heading("Network")
        _add_picture(sheet, paper.eco_map)
    if paper.timeline is not None:
        sheet.heading("Status over time")
        _add_picture(sheet, paper.timeline)
    sheet.signature("Date, signature of the client", "Date, signature of the counsellor")
    return sheet.finish("plan")


def _smart(goal: PaperGoal) -> list[tuple[Says, Says]]:
    facts: list[tuple[Says, Says]] = [
        ("What exactly", as_is(goal.specific)),
        ("How we see that it is reached", as_is(goal.measure)),
        ("Why it matters", as_is(goal.accepted)),
        ("What makes it possible", as_is(goal.realistic)),
    ]
    if goal.attainment is not None:
        facts.append(("Where it stands", _ATTAINED[goal.attainment]))
    return facts


def _add_ratings(sheet: Sheet, ratings: tuple[PaperRating, ...]) -> None:
    def number(value: int | None) -> list[Paragraph]:
        return [sheet.written("–" if value is None else str(value))]

    body = []
    for one in ratings:
        urgency = _URGENCY.get(one.urgency)
        body.append([
            sheet.cell(named(one.domain), SMALL._replace(size=9.5)),
            number(one.resource_self), number(one.resource_pro), number(one.need_self), number(one.need_pro),
            sheet.cell(urgency, SMALL) if urgency else [],
        ])  # fmt: skip
    heads = ["Life domain", "Resources, own view", "Resources, counsellor", "Needs, own view",
             "Needs, counsellor", "Urgency"]  # fmt: skip
    sheet.table(heads, body, (6, 3, 3, 3, 3, 3))
    sheet.say("0 none, 4 very much. The two views stand side by side; they are not added up.", SMALL)


def _add_picture(sheet: Sheet, drawing: Drawing | None) -> None:
    if drawing is not None:
        picture: Flowable = DrawingFlowable(drawing, sheet.fonts, tag=sheet.first.words.tag)
        sheet.add(picture)
