"""What case management keeps lies in the vault as it was given, beside the columns that are searched."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from intake_app.records.assessment import Assessment, DomainRating, Need, Resource
from intake_app.records.barrier import Barrier, SteeringStep
from intake_app.records.case import Case
from intake_app.records.case_work import CaseFile, CaseMember, PhaseStep
from intake_app.records.network import NetworkTie
from intake_app.records.offer import Offer, Provider
from intake_app.records.person import Person, PersonName
from intake_app.records.plan import Goal, Measure
from intake_app.records.referral import Referral, ReferralStep
from intake_app.vault import assessments, case_work, cases, keys, migration, offers, persons, plans
from intake_app.vault.database import Database

NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(tmp_path / "test.db", keys.new_key().hex())
    migration.bring_up_to_date(opened, tmp_path / "copy.db")
    with opened.transaction():
        opened.execute(
            "INSERT INTO users (id, name, role, created_at) VALUES ('u', 'N. Muster', 'counsellor', '')"
        )
        for person in ("p", "q"):
            persons.insert_person(opened, Person(person, (PersonName(given="Sample"),), NOW, "u"), [])
        cases.insert_case(opened, Case("c", "K-1000-9", "p", NOW, "u"))
    yield opened
    opened.close()


def test_an_assessment_with_its_resources_needs_and_ties(database: Database) -> None:
    given = Assessment(
        "a", "c", "p", "initial", NOW, "u", ratings=(DomainRating("D02", "rated", need_self=3),)
    )
    assessments.keep_assessment(database, given)
    later = msgspec.structs.replace(given, completed_at=NOW, rev=2)
    assessments.keep_assessment(database, later)
    assert assessments.assessments_of(database, "p") == (later,)
    resource = Resource("r", "c", "p", "D02", "social", "cousin", NOW, "u")
    need = Need("n", "c", "p", "D02", "room", NOW, "u", level=3)
    tie = NetworkTie("t", "c", "p", "cousin", "family", 1, "supportive", NOW, "u")
    assessments.keep_resource(database, resource)
    assessments.keep_need(database, need)
    assessments.keep_tie(database, tie)
    assert assessments.resources_of(database, "p") == (resource,)
    assert assessments.open_needs(database) == (need,)
    assert assessments.ties_of(database, "p") == (tie,)
    assessments.keep_need(database, msgspec.structs.replace(need, ended_at=NOW))
    assert assessments.open_needs(database) == ()


def test_a_plan_and_what_is_due(database: Database) -> None:
    goal = Goal("g", "c", "p", "D02", "sleep", NOW, "u", resource_ids=("r",))
    plans.keep_goal(database, goal)
    for number, due in enumerate(("2026-12-15", "2026-11-27", "", "2027-01-31"), 1):
        plans.keep_measure(database, Measure(f"m{number}", "g", "c", "ask", "worker", NOW, "u", due_on=due))
    assert [one.id for one in plans.measures_due(database, "2026-12-31", 10)] == ["m2", "m1"]
    referral = Referral("v", "c", "p", "Wohnhilfe", "appointment", NOW, "u",
                        steps=(ReferralStep("appointment", NOW, "u"),))  # fmt: skip
    plans.keep_referral(database, referral)
    assert plans.referrals_of_case(database, "c") == (referral,)
    assert database.value("SELECT result FROM referrals") == "appointment"


def test_an_offer_goes_with_its_provider(database: Database) -> None:
    offers.keep_provider(database, Provider("w", "Wohnhilfe", source="hsds", source_id="1"))
    offers.keep_offer(database, Offer("o", "w", "Beratung", domains=("D02",)))
    assert [one.name for one in offers.offers(database)] == ["Beratung"]
    offers.remove_provider(database, "w")
    assert offers.offers(database) == ()


def test_a_barrier_outlives_its_case_without_a_link(database: Database) -> None:
    case_work.keep_case_file(database, CaseFile("c", phases=(PhaseStep("CM2_ASSESS", NOW, "u"),)))
    case_work.keep_member(database, CaseMember("c", "q", "child", "child"))
    barrier = Barrier("b", "interpreting", "organisational", "no interpreter", "2026-11-23", "u", case_id="c")
    case_work.keep_barrier(database, barrier)
    assert case_work.barriers_of(database, "c") == (barrier,)
    assert case_work.severed_barriers(database) == ()
    severed = msgspec.structs.replace(barrier, case_id="", observed_on="2026-11", severed_at=NOW,
                                      steps=(SteeringStep("analysed", NOW, "u"),))  # fmt: skip
    case_work.keep_barrier(database, severed)
    database.execute("DELETE FROM cases WHERE id = 'c'")
    assert case_work.severed_barriers(database) == (severed,)
    assert database.value("SELECT case_id FROM barriers") is None
    assert case_work.case_file(database, "c") is None, "a case's file goes with it"
