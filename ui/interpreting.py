"""How interpreting is said: mode, direction, what the client said, the undertaking of secrecy."""

import datetime
from collections.abc import Sequence

from intake_app.records.interpreter import (
    Acceptance,
    InterpreterAssignment,
    InterpreterMode,
    InterpretingDirection,
    Qualification,
)
from ui.words import _, set_apart, words

MODES: tuple[InterpreterMode, ...] = ("on-site", "phone", "video", "relative-emergency")
DIRECTIONS: tuple[InterpretingDirection, ...] = ("both", "to-client", "to-counsellor")
ACCEPTANCES: tuple[Acceptance, ...] = ("accepted", "refused", "not-asked")
QUALIFICATIONS: tuple[Qualification, ...] = ("", "sworn", "trained", "lay")


def mode_words(mode: str) -> str:
    """Return how somebody interprets."""
    return {
        "on-site": _("on site"),
        "phone": _("by phone"),
        "video": _("by video"),
        "relative-emergency": _("relative in an emergency"),
    }[mode]


def direction_words(direction: str) -> str:
    """Return in which directions somebody interprets."""
    return {
        "both": _("in both directions"),
        "to-client": _("only to the client"),
        "to-counsellor": _("only to the counsellor"),
    }[direction]


def acceptance_words(acceptance: str) -> str:
    """Return what the client said to the interpreter."""
    return {
        "accepted": _("accepts"),
        "refused": _("refuses"),
        "not-asked": _("not asked"),
    }[acceptance]


def qualification_words(qualification: str) -> str:
    """Return what somebody learned."""
    return {
        "": _("not known"),
        "sworn": _("sworn"),
        "trained": _("trained"),
        "lay": _("without training"),
    }[qualification]


def secrecy_words(secrecy_on: str) -> str:
    """Return whether an undertaking of secrecy is on file."""
    if not secrecy_on:
        return _("No secrecy undertaking on file")
    day = set_apart(words().date(datetime.date.fromisoformat(secrecy_on)))
    return _("Secrecy undertaking on file since {date}", date=day)


def language_words(tags: Sequence[str]) -> str:
    """Return languages by their names here."""
    return ", ".join(words().language_name(tag) for tag in tags)


def interpreter_line(one: InterpreterAssignment) -> str:
    """Return one assignment in a line: name, language, mode, direction, times."""
    begun = words().time(one.begun_at)
    times = f"{begun} – {words().time(one.ended_at)}" if one.ended_at else _("since {time}", time=begun)
    if one.acceptance == "refused":
        times = begun
    parts = (one.name, words().language_name(one.language), mode_words(one.mode),
             direction_words(one.direction), times)  # fmt: skip
    return " · ".join(set_apart(part) for part in parts if part)


def badge_words(known: Sequence[InterpreterAssignment]) -> tuple[str, bool]:
    """Return what the room says about interpreting now, and whether somebody interprets."""
    now = next((one for one in reversed(known) if one.ended_at is None), None)
    if now is None:
        ends = [one.ended_at for one in known if one.ended_at and one.acceptance != "refused"]
        if not ends:
            return _("No interpreter"), False
        return _("No interpreter since {time}", time=words().time(max(ends))), False
    secrecy = _("secrecy on file") if now.secrecy_on else _("no secrecy on file")
    parts = (words().language_name(now.language), mode_words(now.mode), secrecy)
    return ", ".join(part for part in parts if part), True
