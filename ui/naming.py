"""How persons and moments are written on screen, also when names are hidden."""

import datetime
import re

from ui.words import _, words


def shown_name(display: str, *, is_hidden: bool) -> str:
    """Return a person's name, or initials while names are hidden."""
    if not is_hidden:
        return display
    return " ".join(f"{word[0]}." for word in display.replace(",", " ").split() if word)


def when(moment: datetime.datetime, now: datetime.datetime) -> str:
    """Return a moment as people say it: today 10:42, yesterday, a date. Both aware."""
    day, today = moment.astimezone().date(), now.astimezone().date()
    if day == today:
        return _("today {time}", time=words().time(moment))
    if day == today - datetime.timedelta(days=1):
        return _("yesterday")
    return words().date(day)


_TAG = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*$")


def spoken(form_language: str) -> str:
    """Return a form's language name (``دری (fa-AF)``) as the window's language calls it; else unchanged."""
    found = _TAG.search(form_language)
    return words().language_name(found.group(1)) if found else form_language


def day_name(now: datetime.datetime) -> str:
    """Return the day of ``now`` in words: Monday, 23 November."""
    return words().date(now.astimezone().date(), "full").replace(str(now.astimezone().year), "").strip(" ,،")
