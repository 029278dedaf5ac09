"""Goals, steps and days as papers say them: what the client copy, the plan and a handover have in common."""

from collections.abc import Sequence

from intake_app.documents.paragraph import Paragraph
from intake_app.documents.sheet import BODY, ITEM, OWN_WORDS, SMALL, Sheet, in_language, on_day
from intake_app.records.papers import PaperDate, PaperGoal, PaperStep

_DOERS = {"client": "you", "worker": "your counsellor", "third": "somebody else"}
_DOERS_FOR_OFFICES = {"client": "the client", "worker": "the counsellor", "third": "somebody else"}
_STATUS = {
    "open": "open", "running": "has begun", "appointment": "appointment made", "done": "done",
    "dropped": "dropped",
}  # fmt: skip
_KINDS = {"step": "step", "appointment": "appointment", "goal": "goal", "review": "we look at it together"}


def add_goal(sheet: Sheet, goal: PaperGoal, number: int, *, is_for_client: bool) -> None:
    """Add a goal with what helps and its steps."""
    sheet.heading(lambda words: f"{words('Goal')} {number} · {in_language(goal.domain, words.tag)[1]}")
    marks = ["with an interpreter"] if goal.is_interpreted else []
    sheet.tell(goal.text, OWN_WORDS, marks=marks)
    when = [("Until", goal.due_on), ("We look at it together on", goal.review_on)]
    sheet.facts([(name, on_day(on)) for name, on in when if on])
    if goal.resources:
        sheet.say("What helps with it", SMALL, weight=700)
        for said in goal.resources:
            sheet.tell(said, ITEM)
    if goal.steps:
        add_steps(sheet, goal.steps, is_for_client=is_for_client)


def add_steps(sheet: Sheet, steps: Sequence[PaperStep], *, is_for_client: bool) -> None:
    """Add the table of who does what until when."""
    doers = _DOERS if is_for_client else _DOERS_FOR_OFFICES
    body = []
    for step in steps:
        name = step.doer_name
        who = sheet.cell(doers[step.doer])
        if name:
            who = [*([] if step.doer == "third" else who), sheet.written(name)]
        until = sheet.cell(on_day(step.due_on, "–"))
        state = [] if step.status == "open" else sheet.cell(_STATUS[step.status], SMALL)
        body.append([said_cell(sheet, step.text), who, [*until, *state]])
    sheet.table(["What", "Who", "Until"], body, (5, 3, 3))


def add_dates(sheet: Sheet, dates: Sequence[PaperDate]) -> None:
    """Add the table of days to keep in mind."""
    sheet.heading("Next dates")
    body = [
        [
            sheet.cell(on_day(date.on), BODY),
            sheet.cell(_KINDS[date.kind]),
            said_cell(sheet, date.text),
        ]
        for date in dates
    ]
    sheet.table(["When", "Kind", "What"], body, (3, 3, 5))


def said_cell(sheet: Sheet, said: dict[str, str]) -> list[Paragraph]:
    """Return a cell with what somebody wrote, in each language of the paper that there is."""
    look = BODY._replace(align=sheet.first.edge)
    stack: list[Paragraph] = []
    seen = set()
    for column in sheet.columns:
        text = said.get(column.tag, "")
        if text and text not in seen:
            seen.add(text)
            stack += sheet.told(column, {column.tag: text}, look)
    if stack:
        return stack
    column = sheet.first
    tag, _text = in_language(said, column.tag)
    return sheet.told(next((one for one in sheet.columns if one.tag == tag), column), said, look)
