"""The client copy: what was agreed, for the person to take home, in their language and in German.

Goals stand in the person's own words; what the counsellor wrote in German only says that it is German, so
that it can be explained. No assessment, no status, nothing about others is on it.
"""

from intake_app.documents.agreed import add_dates, add_goal
from intake_app.documents.sheet import BODY, QUIET, SMALL, Sheet
from intake_app.records.papers import ClientCopy, MadePaper


def make_client_copy(paper: ClientCopy) -> MadePaper:
    """Return the paper; raises MissingGlyphs where no font has the letters of its language."""
    sheet = Sheet(paper.head, "What we agreed")
    sheet.begin()
    sheet.say("This is your copy. It says what we agreed. You can ask us to change it at any time.", QUIET)
    for number, goal in enumerate(paper.goals, 1):
        add_goal(sheet, goal, number, is_for_client=True)
    if not paper.goals:
        sheet.say("Nothing was agreed yet.")
    if paper.dates:
        add_dates(sheet, paper.dates)
    sheet.heading("Whom you can ask")
    for contact in paper.contacts:
        sheet.row([[sheet.written(contact.name, BODY, weight=700)], _lines(sheet, contact.lines)])
    sheet.say("Keep this paper in a safe place. You decide whom you show it to.", SMALL)
    sheet.signature("Date, your signature", "Date, signature of the counsellor")
    return sheet.finish("copy")


def _lines(sheet: Sheet, lines: tuple[str, ...]) -> list:  # type: ignore[type-arg]
    return [sheet.written(line, BODY._replace(size=9.5)) for line in lines if line]
