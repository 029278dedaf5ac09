"""The network page as a place to be looked at: with ties, a household, resources; and with nothing yet."""

import datetime
from collections.abc import Callable
from functools import partial

from intake_app.records.case_work import Household, HouseholdMember
from intake_app.services import assessments, case_work, networks
from intake_app.services.assessments import ResourceDraft
from intake_app.services.networks import TieDraft
from tests.ui.house import House
from ui.screens.network import NetworkScreen

TIES = (
    TieDraft("Mutter", "family", 1, "supportive", "both", is_abroad=True),
    TieDraft("Bruder (Kabul)", "family", 3, "supportive", "from-person", is_abroad=True),
    TieDraft(
        "Cousin Kalk", "family", 2, "supportive", "to-person", speaks_german=True, resource_domain="D02"
    ),
    TieDraft("Zimmernachbarin", "friends", 2, "ambivalent", "both"),
    TieDraft("Kursgruppe", "work", 2, "supportive", "both", speaks_german=True),
    TieDraft("Jobcenter", "professional", 3, "burdening", "to-person"),
    TieDraft("Hebamme", "professional", 2, "supportive", "to-person"),
    TieDraft("Moschee Ehrenfeld", "faith", 2, "supportive", "both"),
    TieDraft("Nähgruppe", "faith", 3, "broken"),
)
MEMBERS = (
    HouseholdMember("spouse", name="Karim"),
    HouseholdMember("child", name="Laila"),
    HouseholdMember("parent", name="Mariam", whereabouts="abroad"),
    HouseholdMember("sibling", name="Yusuf", whereabouts="unknown", needs_tracing=True),
)


def draw_network(house: House, person_id: str) -> None:
    """Record ties, a household and a resource of a person."""
    workspace, now = house.window.workspace, house.window.now()
    assert workspace is not None

    def draw() -> bool:
        for number, draft in enumerate(TIES):
            moment = now + datetime.timedelta(seconds=number)
            networks.add_tie(workspace, person_id=person_id, draft=draft, now=moment)
        household = Household(
            id="", case_id="", kind="family", members=MEMBERS, recorded_at=now, recorded_by=""
        )
        case_work.keep_household(workspace, person_id=person_id, household=household, now=now)
        resource = ResourceDraft("D06", "Hat zehn Jahre eine Bäckerei geführt", words="نان می‌پزم")
        assessments.add_resource(workspace, person_id=person_id, draft=resource, now=now)
        return True

    house.call(draw)


def network_stops(house: House) -> dict[str, Callable[[], object]]:
    """Return the places of the network page (as in ``tests.ui.stops``)."""
    person, other = house.person("Amini"), house.person("Kovalenko")
    draw_network(house, person)

    def enter(view: str) -> None:
        page = house.open("network", NetworkScreen, person_id=person)
        page.show_view(view)
        if view in {"map", "list"}:
            (page.map if view == "map" else page.list).enter()

    def sheet() -> None:
        page = house.open("network", NetworkScreen, person_id=person)
        page.edit_tie(next(iter(page.map.nodes)))

    def resource_sheet() -> None:
        page = house.open("network", NetworkScreen, person_id=person)
        page.show_view("resources")
        page.resources.add_buttons["social"].click()

    def moved() -> None:
        page = house.open("network", NetworkScreen, person_id=person)
        page.take_off(next(iter(page.map.nodes)))
        house.settle()
        page.undo()

    return {
        "network, nothing yet": lambda: house.window.go("network", person_id=other),
        "network, map": partial(enter, "map"),
        "network, list": partial(enter, "list"),
        "network, resources": partial(enter, "resources"),
        "network, family": partial(enter, "family"),
        "network, tie": sheet,
        "network, resource": resource_sheet,
        "network, undone": moved,
    }
