"""Rules are data: the shipped pack is whole, the law of the event's day counts, bad rows are told."""

import datetime
import json

import pytest

from intake_app.code_lists import code_list
from intake_app.records.partial_date import PartialDate
from intake_app.status import groups
from intake_app.status.due import is_due
from intake_app.status.rules import holds_on, is_old, merged, read_pack, rules_for, shipped_pack
from intake_app.status.tasks import arrival_tasks, tasks_after

DAY = datetime.date
TODAY = DAY(2026, 11, 23)
HEAD = (
    "rule_id,trigger,groups,due,lane,legal_basis,source_url,confidence,verified_on,valid_from,"
    "valid_to,text_de"
)


def after(trigger: str, group: str, day: str, **more: object) -> dict[str, str]:
    """Return what follows: rule -> day."""
    tasks = tasks_after(
        shipped_pack().rules, trigger=trigger, group=group, happened_on=PartialDate(day), case_id="c",
        person_id="p", event="e", today=TODAY, **more,  # type: ignore[arg-type]
    )  # fmt: skip
    return {one.rule_id: one.due_on for one in tasks}


def test_the_shipped_pack_is_whole() -> None:
    pack = shipped_pack()
    assert pack.findings == ()
    assert pack.version == "2026.11"
    for rule in pack.rules:
        assert set(rule.text) == {"de", "en"}, rule.rule_id
        assert set(rule.why) in ({"de", "en"}, set()), rule.rule_id
        assert rule.source_url or rule.confidence == "K", f"{rule.rule_id}: no source"
    assert {rule.trigger for rule in pack.rules} == {*groups.transition_codes(), "ARRIVAL", "GAP"}


def test_every_version_of_a_rule_has_its_own_days() -> None:
    for rule in shipped_pack().rules:
        for day in (DAY(2026, 6, 11), DAY(2026, 6, 12), DAY(2026, 6, 30), DAY(2026, 7, 1)):
            same = [one for one in shipped_pack().rules if one.rule_id == rule.rule_id and holds_on(one, day)]
            assert len(same) <= 1, rule.rule_id


def test_after_a_recognition_the_four_days_of_the_acceptance_list() -> None:
    refugee = after("T04", "G04", "2026-05-14")
    assert refugee["T04-SGB2"] == "2026-05-31", "the Jobcenter in the same month"
    assert refugee["T04-ASYLBLG"] == "2026-05-31"
    assert refugee["T04-REUNION"] == "2026-08-14", "three months"
    assert refugee["T04-COURSE"] == "2027-05-14", "one year"
    assert refugee["T04-RESIDENCE"] == "2029-05-14", "three years"
    subsidiary = after("T04", "G05", "2026-05-14")
    assert "T04-REUNION" not in subsidiary
    assert subsidiary["T04-REUNION-SUB"] == "2027-07-23", "suspended until then"
    assert subsidiary["T04-REMEDY"] == "2026-05-28"


def test_the_law_of_the_events_day_counts() -> None:
    pack = shipped_pack().rules

    def one(day: datetime.date) -> str:
        found = rules_for(pack, trigger="T04", group="G04", day=day)
        return next(rule.confidence for rule in found if rule.rule_id == "T04-SGB2")

    assert one(DAY(2026, 6, 30)) == "V"
    assert one(DAY(2026, 7, 1)) == "OPEN", "its new wording has not been read: please check"
    assert after("T04", "G05", "2026-06-12")["T04-REMEDY"] == "2026-06-19", "one week to be safe"


def test_an_eu_job_seeker_and_an_asylum_applicant_have_other_events_sections_and_duties() -> None:
    seeker, applicant = groups.status_group("G16"), groups.status_group("G02")
    assert seeker is not None
    assert applicant is not None
    assert seeker.sections == ("A", "C", "D", "F", "G", "H", "I", "N")
    assert applicant.sections == ("A", "B", "C", "D", "E", "F", "G", "H", "K")
    events = {one.code for one in groups.possible_from("G16")}
    assert events == {"T15", "T16", "T17", "T19", "T21", "T22", "T23", "T24"}
    assert {"T02", "T03", "T04", "T05", "T06", "T07"} <= {one.code for one in groups.possible_from("G02")}

    def arrival(group: str) -> dict[str, str]:
        made = arrival_tasks(
            shipped_pack().rules,
            group=group,
            arrived_on="2026-11-02",
            case_id="c",
            person_id="p",
            today=TODAY,
        )
        return {one.rule_id: one.due_on for one in made}

    eu, asylum = arrival("G16"), arrival("G02")
    assert asylum["ARR-30-SPECIAL"] == "2026-12-02"
    assert asylum["ARR-15-RIGHTS"] == "2026-11-17"
    assert not {rule for rule in eu if rule in {"ARR-30-SPECIAL", "ARR-15-RIGHTS", "ARR-03-CARD"}}
    assert eu["ARR-15-REGISTER"] == "2026-11-16"
    assert eu["ARR-180-JOBSEEKER"] == "2027-05-02"
    assert {eu["ARR-00-SHEET"], eu["ARR-90-TALK"], eu["ARR-180-TALK"]} == {
        "2026-11-02",
        "2027-01-31",
        "2027-05-01",
    }


def test_an_arrival_nobody_can_date_makes_no_duties() -> None:
    for told in ("", "2026-13", "sometime"):
        made = arrival_tasks(
            shipped_pack().rules, group="G02", arrived_on=told, case_id="c", person_id="p", today=TODAY
        )
        assert made == ()


def test_the_lists_know_each_other() -> None:
    spheres = {one.code for one in code_list("legal-spheres")}
    covers = {one.code for one in code_list("health-covers")}
    codes = groups.group_codes()
    known = {"title": codes, "livelihood": spheres, "health": covers}
    assert {one.code for one in groups.status_groups()} == codes
    for kind in groups.transition_kinds():
        assert set(kind.from_groups) | set(kind.to_groups) <= codes
        for group in kind.to_groups or ("",):
            for change in groups.lane_changes(kind.code, group):
                assert change.code in known[change.lane] | {""}
                assert is_due(change.ends)
                assert is_due(change.begins)
    for group in groups.status_groups():
        assert all(groups.section_words(one, "en") != one for one in group.sections)
        assert all(set(words) == {"de", "en"} for words in group.facts.values())


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (",T04,,+3m,,x,,V,2026-01-01,,,Text", "no name"),
        ("A,T99,,+3m,,x,,V,2026-01-01,,,Text", "trigger"),
        ("A,T04,G99,+3m,,x,,V,2026-01-01,,,Text", "status group"),
        ("A,T04,,soon,,x,,V,2026-01-01,,,Text", "period"),
        ("A,T04,,+3m,,x,,sure,2026-01-01,,,Text", "sure"),
        ("A,T04,,+3m,money,x,,V,2026-01-01,,,Text", "lane"),
        ("A,T04,,+3m,,,,V,2026-01-01,,,Text", "legal basis"),
        ("A,T04,,+3m,,x,http://x,V,2026-01-01,,,Text", "web address"),
        ("A,T04,,+3m,,x,,V,last week,,,Text", "no day"),
        ("A,T04,,+3m,,x,,V,,,,Text", "checked"),
        ("A,T04,,+3m,,x,,V,2026-01-01,2026-07-01,2026-01-01,Text", "ends before"),
        ("A,T04,,+3m,,x,,V,2026-01-01,,,", "no words"),
    ],
)
def test_a_bad_row_is_told_and_the_rest_is_read(row: str, what: str) -> None:
    good = "B,T04,G04,+3m,,x,https://x.example,V,2026-01-01,,,Text"
    data = f"# Version 3.2\n{HEAD}\n{row}\n{good}\n{good}\n".encode()
    pack = read_pack(data, name="rules.csv")
    assert pack.version == "3.2"
    assert [rule.rule_id for rule in pack.rules] == ["B"]
    bad, doubled = pack.findings
    assert what in bad.what
    assert bad.row == 3, "as a spreadsheet program shows it"
    assert "twice" in doubled.what


def test_a_pack_is_read_from_json_too() -> None:
    row = {"rule_id": "B", "trigger": "T04", "groups": "G04", "due": "+3m", "legal_basis": "x",
           "confidence": "V", "verified_on": "2026-01-01", "text_de": "Text"}  # fmt: skip
    pack = read_pack(json.dumps({"version": "9", "rules": [row, row | {"due": "x"}]}).encode(), name="x.json")
    assert (pack.version, len(pack.rules), len(pack.findings)) == ("9", 1, 1)


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"{", b'{"rules": 3}', b"a,b\n1,2\n", b"", b'{"rules": [{"due": 3}]}', b"{" * 5000]
)
def test_what_is_no_pack_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_pack(data, name="x")


def test_a_later_pack_stands_in_place_of_its_namesakes_only() -> None:
    own = read_pack(f"{HEAD}\nT04-COURSE,T04,G04,+6m,,x,,V,2026-01-01,,,Neu\n".encode(), name="own.csv")
    rules = merged([shipped_pack().rules, own.rules])
    course = [rule for rule in rules if rule.rule_id == "T04-COURSE"]
    assert [(rule.due, rule.pack) for rule in course] == [("+6m", "own")]
    assert len([rule for rule in rules if rule.rule_id == "T04-SGB2"]) == 2


def test_a_rule_that_is_switched_off_makes_no_task() -> None:
    assert "T04-BANK" not in after("T04", "G04", "2026-05-14", without=("T04-BANK",))


def test_half_a_year_after_it_was_checked_a_rule_is_old() -> None:
    assert not is_old("2026-06-01", TODAY)
    assert is_old("2026-04-29", TODAY)
    assert is_old("", TODAY)
