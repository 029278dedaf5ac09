"""Follow-up surveys: voluntary, not before six months, for a cohort; nobody gets a score."""

import datetime
import inspect
import json
from pathlib import Path

import pytest

from intake_app.errors import NotAllowed
from intake_app.services import consents, persons, surveys
from intake_app.services.session import Workspace
from intake_app.services.survey_texts import ItemTexts, ItemTextsUnusable, check_item_texts, read_item_texts
from intake_app.services.surveys import SurveyEmpty, SurveyUnfit, SurveyWithoutConsent, TooEarly
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW

LATER = NOW.replace(year=2027, month=6, day=1)
ITEMS = [str(n) for n in range(1, 13)]


def arrive(workspace: Workspace, given: str = "Anna", *, agrees: bool = True) -> str:
    person_id = persons.record_person(workspace, draft=draft(given), now=NOW).person.id
    if agrees:
        decide(workspace, person_id, "given", NOW)
    return person_id


def decide(workspace: Workspace, person_id: str, state: str, now: datetime.datetime) -> None:
    consents.record_consent(
        workspace, person_id=person_id, purpose="K-STAT", state=state, language="de",  # type: ignore[arg-type]
        text_version="consent/1", now=now,
    )  # fmt: skip


def answer(
    workspace: Workspace, person_id: str, value: int = 3, now: datetime.datetime = LATER, **more: int
) -> int:
    answers = {**dict.fromkeys(ITEMS, value), **more}
    return surveys.record_survey(
        workspace, person_id=person_id, instrument="IPL-12", answers=answers, language="ti", now=now
    )


@pytest.mark.parametrize("days", [0, 30, 180])
def test_it_is_never_taken_at_intake(counsellor: Workspace, days: int) -> None:
    person_id = arrive(counsellor)
    with pytest.raises(TooEarly):
        answer(counsellor, person_id, now=NOW + datetime.timedelta(days=days))


def test_it_belongs_to_the_wave_of_its_time(counsellor: Workspace) -> None:
    person_id = arrive(counsellor)
    waves = [
        answer(counsellor, person_id, now=NOW + datetime.timedelta(days=31 * n)) for n in (6, 11, 12, 30)
    ]
    assert waves == [6, 6, 12, 24]


def test_it_is_voluntary(counsellor: Workspace) -> None:
    person_id = arrive(counsellor, agrees=False)
    with pytest.raises(SurveyWithoutConsent):
        answer(counsellor, person_id)
    decide(counsellor, person_id, "refused", NOW)
    with pytest.raises(SurveyWithoutConsent):
        answer(counsellor, person_id)


def test_a_value_out_of_range_does_not_count(counsellor: Workspace) -> None:
    person_id = arrive(counsellor)
    for wrong in ({"3": 0}, {"3": 6}, {"13": 3}):
        with pytest.raises(SurveyUnfit):
            answer(counsellor, person_id, **wrong)


def test_items_may_be_left_out_and_an_empty_survey_is_not_kept(counsellor: Workspace) -> None:
    def ask(person_id: str, answers: dict[str, int]) -> int:
        return surveys.record_survey(
            counsellor, person_id=person_id, instrument="IPL-12", answers=answers, language="ti", now=LATER
        )

    people = [arrive(counsellor, f"Sample {n}") for n in range(10)]
    with pytest.raises(SurveyEmpty):
        ask(people[0], {})
    for person_id in people:
        ask(person_id, {"1": 5, "2": 4, "3": 1})
    found = surveys.cohort(counsellor, instrument="IPL-12", wave=6)
    assert [(one.dimension, one.mean) for one in found.figures] == [("psychological", 0.875)]


def test_figures_are_of_a_cohort_and_hidden_while_it_is_small(counsellor: Workspace) -> None:
    people = [arrive(counsellor, f"Sample {n}") for n in range(10)]
    for person_id in people[:9]:
        answer(counsellor, person_id, 5)
    few = surveys.cohort(counsellor, instrument="IPL-12", wave=6)
    assert (few.people, few.figures) == (None, ())
    answer(counsellor, people[9], 1)
    enough = surveys.cohort(counsellor, instrument="IPL-12", wave=6)
    assert enough.people == 10
    figures = {one.dimension: round(one.mean, 3) for one in enough.figures}
    assert figures == dict.fromkeys(
        ["total", "psychological", "economic", "political", "social", "linguistic", "navigational"], 0.9
    )
    decide(counsellor, people[0], "withdrawn", LATER)
    assert surveys.cohort(counsellor, instrument="IPL-12", wave=6).people is None


def test_who_answers_twice_counts_once(counsellor: Workspace) -> None:
    for n in range(10):
        person_id = arrive(counsellor, f"Sample {n}")
        answer(counsellor, person_id, 1)
        answer(counsellor, person_id, 5, now=LATER + datetime.timedelta(days=30))
    found = surveys.cohort(counsellor, instrument="IPL-12", wave=6)
    assert (found.people, found.figures[0].mean) == (10, 1.0)


def test_nothing_gives_a_score_of_a_person() -> None:
    own = [
        (name, one) for name, one in vars(surveys).items()
        if inspect.isfunction(one) and one.__module__ == surveys.__name__ and not name.startswith("_")
    ]  # fmt: skip
    about_a_person = {name: one for name, one in own if "person_id" in one.__annotations__}
    assert sorted(about_a_person) == ["record_survey", "wave_open"]
    for one in about_a_person.values():
        assert one.__annotations__["return"] is int


def test_the_items_are_mixed_and_the_same_again_for_one_asking() -> None:
    found = surveys.instruments()[0]
    orders = {surveys.item_order(found, seed) for seed in range(20)}
    assert len(orders) > 10
    assert all(sorted(order, key=int) == ITEMS for order in orders)
    assert surveys.item_order(found, 7) == surveys.item_order(found, 7)


def test_the_agency_brings_its_own_item_texts(sample, tmp_path: Path) -> None:
    workspace = sample.unlock("supervisor")
    assert surveys.item_texts(workspace, instrument="IPL-12") is None
    file = tmp_path / "items.csv"
    lines = [
        f"{item},{tag},Mustertext {item} {tag},with permission of 2026,the institute"
        for item in ITEMS
        for tag in ("de", "ti")
    ]
    file.write_text(
        "\ufeffitem,language,text,licence,source\n" + "\n".join([*lines, "1,fr,un seul"]), encoding="utf-8"
    )
    texts = read_item_texts(file, instrument="IPL-12")
    assert (texts.languages(), texts.licence, texts.source) == (
        ("de", "ti"), "with permission of 2026", "the institute",
    )  # fmt: skip
    surveys.keep_item_texts(workspace, texts=texts, now=NOW)
    assert surveys.item_texts(workspace, instrument="IPL-12") == texts
    workspace.vault.close()


def test_each_bad_row_is_told_and_without_licence_and_source_nothing_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "items.csv"
    head = "item,language,text,answer1,answer2,answer3,answer4,answer5,licence,source\n"
    good = [f"{item},de,Mustertext {item},a,b,c,d,e,by letter,the institute" for item in ITEMS]
    bad = ["13,de,no such item", "1,,no language", "2,fr,", "3,de,second", "4,fr,vier,a,b,c"]
    file.write_text(head + "\n".join(good + bad), encoding="utf-8")
    reading = check_item_texts(file, instrument="IPL-12")
    assert [one.row for one in reading.findings] == [14, 15, 16, 17, 18]
    assert reading.texts is not None
    assert reading.texts.answers["1"]["de"] == ("a", "b", "c", "d", "e")
    file.write_text(head + "\n".join(one.replace("by letter,the institute", "") for one in good), "utf-8")
    reading = check_item_texts(file, instrument="IPL-12")
    assert reading.texts is None
    assert len(reading.findings) == 2


def test_texts_may_also_be_json(tmp_path: Path) -> None:
    file = tmp_path / "items.json"
    items = [{"item": item, "language": "uk", "text": "…", "answers": list("abcde")} for item in ITEMS]
    file.write_text(json.dumps({"licence": "by letter", "source": "x", "items": [*items, 7]}), "utf-8")
    reading = check_item_texts(file, instrument="IPL-12")
    assert [one.row for one in reading.findings] == [13]
    assert reading.texts is not None
    assert reading.texts.answers["12"]["uk"][4] == "e"


@pytest.mark.parametrize(
    "content",
    [b"[]", b"{", b'{"items": 1}', b"", b"\xff\xfe\x00", b"item,language,text\n1,de,eins\n", b"a,b\n\x00"],
)
def test_a_file_without_all_items_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "items.csv"
    file.write_bytes(content)
    with pytest.raises(ItemTextsUnusable):
        read_item_texts(file, instrument="IPL-12")


def test_a_counsellor_does_not_exchange_the_texts(counsellor: Workspace) -> None:
    with pytest.raises(NotAllowed):
        surveys.keep_item_texts(counsellor, texts=ItemTexts("IPL-12", {}), now=NOW)


@pytest.mark.parametrize(("code", "each"), [("IPL-12", 2), ("IPL-24", 4)])
def test_instruments_are_lines_of_a_table(code: str, each: int) -> None:
    found = next(one for one in surveys.instruments() if one.code == code)
    of = list(found.items.values())
    assert {dimension: of.count(dimension) for dimension in of} == dict.fromkeys(of, each)
    assert len(set(of)) == 6
