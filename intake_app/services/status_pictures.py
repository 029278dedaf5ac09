"""The timeline of a person's status: the one door through which the window reaches its geometry."""

from collections.abc import Callable
from typing import NamedTuple

from intake_app.records.status import Episode, Gap, Lane
from intake_app.services.status import StatusPage
from intake_app.status.timeline import (
    Bar,
    Mark,
    Measure,
    Timeline,
    TimelineWords,
    bars,
    lay_out,
    marks,
)

__all__ = ["Bar", "Mark", "Measure", "Timeline", "TimelineWords", "lay_out", "timeline_of"]

CODE_LISTS: dict[Lane, str] = {
    "title": "status-groups",
    "livelihood": "legal-spheres",
    "health": "health-covers",
}


class Shown(NamedTuple):
    """What a timeline shows: its bars, and the days due by their number in the list."""

    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]


def timeline_of(
    page: StatusPage, *, label: Callable[[Episode], str], gap_label: Callable[[Gap], str]
) -> Shown:
    """Return what the timeline of a page shows; days that another page keeps are among them."""
    held = bars(page.episodes, page.gaps, today=page.today, label=label, gap_label=gap_label)
    return Shown(held, marks(page.open_tasks))
