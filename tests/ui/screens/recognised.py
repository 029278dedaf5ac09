"""Somebody who came, applied and was recognised, with a gap after it: sample data for tests of the window."""

import datetime

from intake_app.records.partial_date import PartialDate
from intake_app.records.status import Episode, Lane
from intake_app.services import status
from tests.ui.house import House

HELD: tuple[tuple[Lane, str, str], ...] = (
    ("title", "G02", "2026-03-20"), ("livelihood", "ASYLBLG_3", "2026-03-02"),
    ("health", "TREATMENT", "2026-03"),
)  # fmt: skip


def hold(house: House, person_id: str) -> None:
    """Write down what held while the application ran."""
    workspace, now = house.window.workspace, house.window.now()
    assert workspace is not None

    def keep() -> None:
        for lane, code, begins in HELD:
            episode = Episode("", "", "", lane, code, PartialDate(begins), now, "")
            status.keep_episode(workspace, person_id=person_id, episode=episode, now=now)

    house.call(lambda: keep() or True)


def live_through(house: House, person_id: str) -> None:
    """Write down what held, and a recognition three weeks ago without what follows to live on."""
    hold(house, person_id)
    workspace, now = house.window.workspace, house.window.now()
    assert workspace is not None
    happened = PartialDate((now.date() - datetime.timedelta(days=21)).isoformat())

    def recognise() -> object:
        page = status.status_page(workspace, person_id=person_id, today=now.date())
        proposed = status.proposals(page, trigger="T04", happened_on=happened, to_group="G04")
        lanes = tuple(status.LaneDraft(one.lane, one.ends, one.code, one.begins) for one in proposed)
        draft = status.TransitionDraft("T04", happened, "G04", lanes=lanes)
        return status.record_transition(workspace, person_id=person_id, draft=draft, now=now)

    house.call(recognise)
