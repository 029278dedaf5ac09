"""The transparency sheet: who saw, changed or received what about a person, and which consents there are."""

from collections.abc import Callable

from intake_app.code_lists import code_word
from intake_app.documents.handover_sheet import listed
from intake_app.documents.sheet import BODY, QUIET, SMALL, Sheet, as_is, day, on_day
from intake_app.documents.wordings import listing
from intake_app.languages import Words
from intake_app.records.papers import MadePaper, SeenLine, TransparencySheet

_DECIDED = {"given": "agreed", "refused": "not agreed", "withdrawn": "taken back"}


def make_transparency_sheet(paper: TransparencySheet) -> MadePaper:
    """Return the paper."""
    sheet = Sheet(paper.head, "Who saw what")
    sheet.begin()
    sheet.say("You have a right to know what happens with your data (Art. 15 GDPR).", QUIET)
    tell_who_saw(sheet, paper)
    return sheet.finish("transparency")


def tell_who_saw(sheet: Sheet, paper: TransparencySheet) -> None:
    """Say to whom data went, what the person decided, and who saw or changed what."""
    sheet.heading("Passed on to others")
    if not paper.passed_on:
        sheet.say("Nothing was passed on.")
    else:
        body = [
            [
                sheet.cell(on_day(_day(line))),
                [sheet.written(line.to)],
                sheet.cell(_handed(line)),
                [sheet.written(line.who)],
            ]
            for line in paper.passed_on
        ]
        sheet.table(["When", "To", "What", "By"], body, (3, 4, 5, 3))
    sheet.heading("What you decided")
    if not paper.consents:
        sheet.say("No consent was asked for yet.")
    for purpose, state, on, recipient in paper.consents:
        says = code_word("consent-purposes", purpose, "en")
        sheet.facts([
            (says, _decided(state, on)),
            ("Towards", as_is(recipient)),
        ])  # fmt: skip
    sheet.heading("Seen and changed in our office")
    if paper.seen:
        body = [
            [
                sheet.cell(on_day(_day(line)), SMALL._replace(size=9.5)),
                sheet.cell(_what(line), BODY._replace(size=9.5)),
                [sheet.written(line.who)],
            ]
            for line in paper.seen
        ]
        sheet.table(["When", "What", "By"], body, (3, 6, 4))


def _day(line: SeenLine) -> str:
    return line.at.astimezone().date().isoformat()


def _handed(line: SeenLine) -> Callable[[Words], str]:
    return lambda words: listed(words, line.categories) or words(line.what)


def _what(line: SeenLine) -> Callable[[Words], str]:
    return lambda words: f"{words(line.what)} ({line.times}×)" if line.times > 1 else words(line.what)


def _decided(state: str, on: str) -> Callable[[Words], str]:
    return lambda words: listing(words, (words(_DECIDED.get(state, state)), day(words, on)))
