"""Who interpreted, in words: for the list in the record, and for the mark beside an answer.

A reader weighs an answer by how it reached the person; what is missing (no undertaking of secrecy, no
confirmation) is said as plainly as what is there.
"""

import datetime
from collections.abc import Iterator

from intake_app.errors import N_
from intake_app.languages import Words
from intake_app.records.interpreter import InterpreterAssignment

MODES = {
    "on-site": N_("on site"),
    "phone": N_("by phone"),
    "video": N_("by video"),
    "relative-emergency": N_("relative in an emergency"),
}
DIRECTIONS = {
    "both": N_("in both directions"),
    "to-client": N_("only to the client"),
    "to-counsellor": N_("only to the counsellor"),
}
ACCEPTANCES = {
    "accepted": N_("The client accepted the interpreter."),
    "refused": N_("The client refused the interpreter."),
    "not-asked": N_("The client was not asked about the interpreter."),
}


def how_interpreted(one: InterpreterAssignment, words: Words) -> str:
    """Return language, mode, direction and time: "Dari · on site · in both directions · 10:14 – 11:02"."""
    parts = [words.language_name(one.language), words(MODES[one.mode]), words(DIRECTIONS[one.direction])]
    if one.acceptance == "refused":
        parts.append(words.time(one.begun_at))
    elif one.ended_at is None:
        parts.append(words(N_("since {time}"), time=words.time(one.begun_at)))
    else:
        parts.append(f"{words.time(one.begun_at)} – {words.time(one.ended_at)}")
    return " · ".join(f"\u2068{part}\u2069" for part in parts if part)


def what_to_know(
    one: InterpreterAssignment, words: Words, *, is_changed: bool = False
) -> Iterator[tuple[str, bool]]:
    """Return each further sentence about an assignment, and whether it says that something is missing.

    ``is_changed``: answers were changed after the interpreter had confirmed.
    """
    yield words(ACCEPTANCES[one.acceptance]), one.acceptance == "not-asked"
    if one.reason:
        yield words(N_("Why a relative had to help: {reason}"), reason=f"\u2068{one.reason}\u2069"), False
    if one.secrecy_on:
        day = words.date(datetime.date.fromisoformat(one.secrecy_on))
        yield words(N_("Secrecy undertaking on file since {date}"), date=day), False
    else:
        yield words(N_("No secrecy undertaking on file")), True
    if one.acceptance == "refused":
        return
    if one.attested_at is None:
        yield words(N_("Not confirmed by the interpreter")), True
    else:
        said = N_("Confirmed by the interpreter at {moment} as “{name}”")
        yield words(said, moment=words.moment(one.attested_at), name=f"\u2068{one.attested_as}\u2069"), False
        if is_changed:
            yield words(N_("Answers were changed after that.")), True


def interpreted_mark(one: InterpreterAssignment | None, words: Words) -> str:
    """Return what stands beside the first answer that somebody else, or nobody any more, interpreted."""
    if one is None:
        return words(N_("from here on without an interpreter"))
    mode = words(MODES[one.mode])
    who = f"\u2068{one.name}\u2069 ({mode})" if one.name else mode
    return words(N_("from here on interpreted by {name}"), name=who)
