"""How status, days, gaps and rules are said and shown on the page of status and deadlines."""

import datetime
from typing import TYPE_CHECKING

from intake_app.records.partial_date import PartialDate
from intake_app.records.status import Confidence, Episode, Gap, Lane, Task
from intake_app.services.status import best, transition_kind
from intake_app.services.status_pictures import CODE_LISTS
from ui.parts.chip import Chip
from ui.parts.code_picker import code_note, code_words
from ui.words import _, isolate, plural, words

if TYPE_CHECKING:
    from intake_app.records.status import Rule

SOON_DAYS = 30


def lane_words(lane: Lane) -> str:
    """Return the name of a lane."""
    return {
        "title": _("Residence title"),
        "livelihood": _("Means to live"),
        "health": _("Health cover"),
    }[lane]


def day_words(iso: str) -> str:
    """Return a day, month or year as people read it: 12.05.2026, 05.2026, 2026."""
    return isolate(".".join(reversed(iso.split("-"))))


def date_words(date: PartialDate) -> str:
    """Return a date that may be half known; empty where nothing is."""
    if date.earliest and date.latest:
        return between_words(date.earliest, date.latest)
    return day_words(date.iso) if date.iso else ""


def between_words(first: str, last: str) -> str:
    """Return between which two days something lies."""
    return _("between {first} and {last}", first=day_words(first), last=day_words(last))


def code_of(episode: Episode) -> str:
    """Return what an episode is, such as the benefit or the status group."""
    return code_words(CODE_LISTS[episode.lane], episode.code)


def episode_words(episode: Episode) -> str:
    """Return what stands on an episode's bar."""
    basis = code_note(CODE_LISTS[episode.lane], episode.code)
    said = f"{code_of(episode)} · {isolate(basis)}" if basis else code_of(episode)
    return f"{said} ({_('planned')})" if episode.is_planned else said


def span_words(episode: Episode) -> str:
    """Return from when to when an episode lasts."""
    begin = date_words(episode.begins)
    if not episode.ends.iso:
        return _("from {day}", day=begin)
    return _("{first} to {last}", first=begin, last=date_words(episode.ends))


def gap_label(gap: Gap) -> str:
    """Return what stands on a gap's bar."""
    if gap.is_open:
        return _("nothing known")
    return days_words(gap.least, gap.most)


def gap_words(gap: Gap, today: datetime.date) -> str:
    """Return a gap in one sentence: how many days, from when to when."""
    first = day_words(gap.first.isoformat())
    if not gap.is_open:
        last = day_words(gap.last.isoformat())
        days = days_words(gap.least, gap.most)
        return _("{days} without cover, {first} to {last}", days=days, first=first, last=last)
    if gap.first > today:
        return _("Nothing is known from {day} on", day=first)
    days = days_words((today - gap.first).days + 1, (today - gap.first).days + 1)
    return _("Nothing is known since {day}: {days} until today", day=first, days=days)


def days_words(least: int, most: int) -> str:
    """Return a number of days, or between which two it lies."""
    if least == most:
        return plural("{n} day", "{n} days", most)
    return _("{least} to {most} days", least=least, most=most)


def event_words(code: str) -> str:
    """Return the name of an event."""
    kind = transition_kind(code)
    return best(kind.words, words().tag) if kind is not None else code


def own_words(texts: dict[str, str]) -> str:
    """Return a rule's words in the window's language or the next best."""
    return best(texts, words().tag)


def basis_words(basis: str) -> str:
    """Return a legal basis; good practice where there is no law behind it."""
    return _("good practice") if basis == "OWN" else isolate(basis)


def confidence_words(one: "Task | Rule") -> str:
    """Return how sure a rule is."""
    said: dict[Confidence, str] = {
        "V": _("Read in the source on {day}.", day=day_words(one.verified_on)),
        "K": _("Known from practice, not read again; noted on {day}.", day=day_words(one.verified_on)),
        "OPEN": _("Could not be checked: please check before you rely on it."),
    }
    return said[one.confidence]


def due_words(task: Task) -> str:
    """Return the day a task is due; between which two where the event is half known."""
    if not task.due_on:
        return _("no day")
    return between_words(task.due_on, task.due_latest) if task.due_latest else day_words(task.due_on)


def left_words(task: Task, today: datetime.date) -> str:
    """Return how many days are left, or for how many it has been open."""
    if not task.due_on:
        return _("no day")
    left = (datetime.date.fromisoformat(task.due_on) - today).days
    if left == 0:
        return _("due today")
    if left > 0:
        return plural("{n} day", "{n} days", left)
    if task.kind == "note":
        return _("over now")
    return plural("open for {n} day", "open for {n} days", -left)


def left_chip(task: Task, today: datetime.date) -> Chip:
    """Return the chip of the days left: yellow today, when overdue or before a gap; then quieter."""
    left = (datetime.date.fromisoformat(task.due_on) - today).days if task.due_on else None
    if left is None or task.kind == "note":
        kind, icon = "sunken", "info"
    elif left <= 0 or (task.lane and left <= SOON_DAYS):
        kind, icon = "att", "warning"
    else:
        kind, icon = ("soft" if left <= SOON_DAYS else "sunken"), "calendar-blank"
    chip = Chip(kind, icon=icon)
    chip.say(chip.setText, lambda: left_words(task, today))
    return chip


def valid_words(rule: "Rule") -> str:
    """Return for events of which days a rule is; empty where it is for all."""
    if rule.valid_from and rule.valid_to:
        return _("{first} to {last}", first=day_words(rule.valid_from), last=day_words(rule.valid_to))
    if rule.valid_from:
        return _("from {day}", day=day_words(rule.valid_from))
    return _("until {day}", day=day_words(rule.valid_to)) if rule.valid_to else ""


def owner_words(owner: str) -> str:
    """Return who sees to it."""
    return {
        "client": _("the person"),
        "counsellor": _("the counsellor"),
        "facility": _("the reception centre"),
        "office": _("the office"),
    }.get(owner, owner)


def month_words(day: datetime.date, with_year: bool) -> str:
    """Return the short name of a month, with its year where that changes."""
    return words().date(day, "LLL yyyy" if with_year else "LLL")
