"""The access sheet: everything kept about a person, in their language and in German, and who saw it."""

from intake_app.documents.sheet import QUIET, Sheet, as_is, named
from intake_app.documents.transparency_sheet import tell_who_saw
from intake_app.records.papers import MadePaper, SubjectAccess


def make_subject_access(paper: SubjectAccess) -> MadePaper:
    """Return the paper."""
    sheet = Sheet(paper.head, "What we keep about you")
    sheet.begin()
    sheet.say("You have a right to know what we keep about you, and to have it corrected or deleted.", QUIET)
    sheet.say("You can get the same as a file that other programs can read (Art. 20 GDPR).", QUIET)
    for section in paper.sections:
        sheet.heading(named(section.title))
        for field, value in section.lines:
            if not any(field.values()):
                sheet.say(as_is(" "))
            else:
                sheet.facts([(named(field), named(value))])
    if paper.is_protected_left_out:
        sheet.say("There are protected entries that the person who made this sheet may not open.", QUIET)
    tell_who_saw(sheet, paper.transparency)
    return sheet.finish("access")
