"""What a handover sheet holds, line by line, as the recipient will read it."""

from typing import TYPE_CHECKING

from intake_app.records.person import Person
from ui.naming import shown_name
from ui.parts.code_picker import code_words
from ui.screens.plan_words import categories_words, day_words, doer_words, domain_words
from ui.words import _, isolate, set_apart, words

if TYPE_CHECKING:
    from intake_app.services.referrals import HandoverSheet

Lines = tuple[tuple[str, tuple[str, ...]], ...]


def sheet_lines(sheet: "HandoverSheet", *, is_hidden: bool = False) -> Lines:
    """Return (heading, lines) of all that is on the sheet, and of nothing that is not.

    ``is_hidden``: names are hidden on this screen; they are on the sheet all the same.
    """
    parts: list[tuple[str, tuple[str, ...]]] = []
    if sheet.person is not None:
        parts.append((code_words("data-categories", "contact"), _contact(sheet.person, is_hidden=is_hidden)))
    if sheet.languages:
        parts.append((
            code_words("data-categories", "language"),
            (", ".join(words().language_name(tag) for tag in sheet.languages),),
        ))  # fmt: skip
    if sheet.status_group:
        parts.append((
            code_words("data-categories", "status"), (code_words("status-groups", sheet.status_group),),
        ))  # fmt: skip
    if sheet.goal is not None:
        goal = [set_apart(one) for one in (sheet.goal.text, sheet.goal.words) if one]
        steps = [
            " · ".join(part for part in (step.text, doer_words(step.doer), day_words(step.due_on)) if part)
            for step in sheet.measures
        ]
        parts.append((code_words("data-categories", "goal"), (*goal, *steps)))
    for category, things in (("resources", sheet.resources), ("needs", sheet.needs)):
        if things:
            said = tuple(f"{domain_words(one.domain)}: {one.text or one.words}" for one in things)
            parts.append((code_words("data-categories", category), said))
    if sheet.households:
        people = tuple(
            " · ".join(
                part
                for part in (
                    code_words("relations", member.relation),
                    shown_name(member.name, is_hidden=is_hidden),
                )
                if part
            )
            for household in sheet.households
            for member in household.members
        )
        parts.append((code_words("data-categories", "household"), people))
    return tuple(parts)


def consent_line(sheet: "HandoverSheet") -> str:
    """Return with which consent the sheet goes out."""
    return _(
        "Consent of {date}, read out in {language}. It covers: {categories}.",
        date=day_words(sheet.consent_on),
        language=words().language_name(sheet.consent_language),
        categories=categories_words(sheet.categories),
    )


def _contact(person: Person, *, is_hidden: bool) -> tuple[str, ...]:
    if is_hidden:
        return (shown_name(person.display, is_hidden=True),)
    known = person.contact
    names = dict.fromkeys(
        text for name in person.names for text in (name.display, name.full_original) if text
    )
    lines = [set_apart(name) for name in names]
    lines += [isolate(one) for one in (known.phone, known.email) if one]
    lines += [one for one in (known.whose_phone, known.address, known.safe) if one]
    return tuple(lines)
