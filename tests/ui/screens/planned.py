"""A sample person with strengths, needs and offers around: what the tests of the plan's page begin with."""

import datetime

from intake_app.records.offer import Offer, Provider
from intake_app.services import assessments, case_work, offers, plans
from intake_app.services.assessments import NeedDraft, ResourceDraft
from intake_app.services.plans import GoalDraft, MeasureDraft
from tests.ui.house import House
from ui.screens.plan import PlanScreen

WORDS = "جای خواب آرام"


def settle_in(house: House, name: str = "Amini") -> str:
    """Write down strengths and needs of a sample person, and offers; return the person's id."""
    workspace, now, person = house.window.workspace, house.window.now(), house.person(name)
    assert workspace is not None

    def prepare() -> None:
        for draft in (
            ResourceDraft("D02", "Cousin in Köln-Kalk", "social"),
            ResourceDraft("D06", "kann reparieren", "personal"),
            ResourceDraft("D07", "geschützte Angabe", sensitivity="P4"),
        ):
            assessments.add_resource(workspace, person_id=person, draft=draft, now=now)
        need = NeedDraft("D02", "ruhiges Zimmer", code="quiet-safe-room", level=3)
        assessments.add_need(workspace, person_id=person, draft=need, now=now)
        case_work.set_case_facts(workspace, person_id=person, status_group="G04", now=now)
        fresh = (now.date() - datetime.timedelta(days=20)).isoformat()
        stale = (now.date() - datetime.timedelta(days=200)).isoformat()
        office = offers.keep_provider(workspace, provider=Provider("", "Wohnhilfe Muster"), now=now)
        union = offers.keep_provider(workspace, provider=Provider("", "Mieterverein Muster"), now=now)
        known = (
            Offer("", office.id, "Wohnhilfe", domains=("D02",), need_codes=("quiet-safe-room",),
                  status_groups=("G04", "G05"), languages=("fa-AF", "de"), structure="standard",
                  verified_on=fresh),
            Offer("", union.id, "Sprechstunde", domains=("D02",), languages=("de",), capacity=0,
                  waiting_weeks=7, structure="project", verified_on=stale),
        )  # fmt: skip
        for offer in known:
            offers.keep_offer(workspace, offer=offer, now=now)

    house.call(prepare)
    return person


def plan_goal(house: House, person: str, domain: str = "D02", *, is_tied: bool = True) -> str:
    """Write down a goal of the person with a step; return its id."""
    workspace, now = house.window.workspace, house.window.now()
    assert workspace is not None

    def prepare() -> str:
        page = plans.plan_page(workspace, person_id=person)
        cousin = next(one for one in page.resources if one.domain == "D02")
        goal = plans.add_goal(
            workspace, person_id=person, now=now,
            draft=GoalDraft(domain, "Ruhiger Schlafplatz", words=WORDS, language="fa-AF", is_interpreted=True,
                            due_on="2027-01-15", resource_ids=(cousin.id,) if is_tied else (),
                            need_ids=tuple(one.id for one in page.needs)),
        )  # fmt: skip
        plans.add_measure(
            workspace, goal_id=goal.id, now=now,
            draft=MeasureDraft("Ruhiges Zimmer anfragen", "worker", "N. Berger", "2027-01-02"),
        )  # fmt: skip
        return goal.id

    return house.call(prepare)


def open_plan(house: House, person: str) -> PlanScreen:
    """Open the plan's page."""
    page = house.open("plan", PlanScreen, person_id=person)
    house.come_forward()
    return page
