"""The letter about special needs: what is needed in reception and procedure, by when; never why."""

from intake_app.documents.agreed import said_cell
from intake_app.documents.sheet import ITEM, QUIET, SMALL, Sheet, as_is, on_day
from intake_app.records.papers import MadePaper, SpecialNeedsLetter

_KINDS = {"reception": "reception", "procedural": "procedure"}


def make_special_needs_letter(paper: SpecialNeedsLetter) -> MadePaper:
    """Return the paper."""
    sheet = Sheet(paper.head, "Special needs in reception and procedure")
    sheet.begin()
    sheet.facts([
        ("To", as_is(paper.recipient)),
        ("Application of", on_day(paper.application_on)),
        ("Consent of", on_day(paper.consent_on)),
    ])  # fmt: skip
    sheet.say("This letter says what is needed, not why. Please ask for nothing that happened.", QUIET)
    if paper.categories:
        sheet.heading("Categories (Directive (EU) 2024/1346, Art. 24)")
        for said in paper.categories:
            sheet.tell(said, ITEM)
    sheet.heading("What is needed")
    body = []
    for line in paper.supports:
        need = said_cell(sheet, line.need)
        if line.text:
            need = [*need, sheet.written(line.text, SMALL)]
        body.append([
            sheet.cell(_KINDS[line.kind]), need, [sheet.written(line.owner)] if line.owner else [],
            sheet.cell(on_day(line.due_on, "–")),
        ])  # fmt: skip
    sheet.table(["For", "Need", "Who", "Until"], body, (2, 5, 3, 3))
    sheet.say("The person can take the consent back at any time; we tell you then.", SMALL)
    sheet.signature("Date, signature of the counsellor")
    return sheet.finish("special-needs")
