"""The arrival checklist: what to do in the first weeks, to be ticked, in the person's language and German."""

from intake_app.documents.sheet import QUIET, TO_TICK, Sheet, named
from intake_app.records.papers import Checklist, MadePaper


def make_checklist(paper: Checklist) -> MadePaper:
    """Return the paper."""
    sheet = Sheet(paper.head, "The first weeks")
    sheet.begin()
    sheet.say("Tick what is done. Bring this paper along; we look at it together.", QUIET)
    for name, items in paper.groups:
        sheet.heading(named(name))
        for item in items:
            sheet.tell(item, TO_TICK)
    return sheet.finish("checklist")
