"""The handover sheet and the referral letter: exactly what a consent covers, and what the consent was."""

from collections.abc import Sequence

from intake_app.code_lists import code_word
from intake_app.documents.agreed import add_goal
from intake_app.documents.sheet import BODY, QUIET, SMALL, Sheet, as_is, named, on_day
from intake_app.documents.wordings import listing
from intake_app.languages import Words
from intake_app.records.papers import Handover, ListedItem, MadePaper

_HOUSEHOLDS = {"family": "family", "economic": "economic household (section 7 (3) SGB II)"}


def make_handover_sheet(paper: Handover) -> MadePaper:
    """Return the paper: a letter where the counsellor wrote one, else a sheet."""
    is_letter = bool(paper.letter)
    sheet = Sheet(paper.head, "Referral letter" if is_letter else "Handover sheet")
    sheet.begin(has_person="contact" in paper.categories)
    sheet.facts([("To", as_is(paper.recipient))])
    if is_letter:
        sheet.add(sheet.written(paper.letter, BODY._replace(before=6, after=6)))
    sheet.say("This sheet holds only what the person agreed to. Please use it for nothing else.", QUIET)
    sheet.facts(
        [
            ("Consent of", on_day(paper.consent_on)),
            ("Read out in", lambda words: words.language_name(paper.consent_language)),
            ("Covers", lambda words: listed(words, paper.categories)),
        ]
    )
    if paper.contact:
        sheet.heading("How to reach the person")
        sheet.row([[sheet.written(line) for line in paper.contact]], has_rule=False)
    if paper.languages:
        sheet.facts([("Languages", lambda words: listing(words, map(words.language_name, paper.languages)))])
    if paper.status_group:
        group = paper.status_group
        sheet.facts([("Residence status", lambda words: code_word("status-groups", group, words.tag))])
    if paper.households:
        sheet.heading("Household")
        for kind, members in paper.households:
            sheet.say(_HOUSEHOLDS.get(kind, kind), SMALL, weight=700)
            sheet.row([[sheet.written(member) for member in members]], has_rule=False)
    if paper.goal is not None:
        add_goal(sheet, paper.goal, 1, is_for_client=False)
    _add_items(sheet, "What helps", paper.resources)
    _add_items(sheet, "What is needed", paper.needs)
    sheet.say("The person can take the consent back at any time; we tell you then.", SMALL)
    sheet.signature("Date, signature of the counsellor")
    return sheet.finish("letter" if is_letter else "handover")


def listed(words: Words, categories: Sequence[str]) -> str:
    """Return categories of data in words: the papers' own where they have them, else the code list's."""
    named = (code_word("data-categories", one, "en") for one in categories)
    return listing(words, map(words, named))


def _add_items(sheet: Sheet, heading: str, items: Sequence[ListedItem]) -> None:
    if not items:
        return
    sheet.heading(heading)
    for item in items:
        sheet.say(named(item.domain), SMALL)
        sheet.tell(item.text)
