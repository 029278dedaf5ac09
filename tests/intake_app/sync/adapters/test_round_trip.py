"""Whatever is written here comes back the same from both formats, and the package is HSDS as specified."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as any_of

from intake_app.records.offer import Offer, Provider
from intake_app.sync.adapters import TermMap, read_offers_file, write_offers_file
from intake_app.sync.adapters.columns import code_by_word, columns
from intake_app.sync.adapters.hsds_export import hsds_files
from tests.intake_app.sync.adapters.directory import example

_WORDS = any_of.text(any_of.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn")), max_size=40).map(
    str.strip
)
_LINES = any_of.sampled_from(["", "first\nsecond", "=SUM(A1)", "'quoted", "-1 plus +2", "؛ خط", 'a "b", c;d'])
_KINDS: dict[str, Any] = {
    "text": any_of.one_of(_WORDS, _LINES), "whole": any_of.one_of(any_of.none(), any_of.integers(0, 99)),
    "number": any_of.one_of(any_of.none(), any_of.floats(-80, 80, allow_nan=False)),
    "yes-no": any_of.sampled_from([None, True, False]), "day": any_of.sampled_from(["", "2026-05-31"]),
    "days": any_of.sampled_from([(), ("2026-05-31", "2026-06-01")]),
    "area": any_of.sampled_from(["", "05315000"]),
    "areas": any_of.sampled_from([(), ("05315", "05513000")]),
    "tags": any_of.sampled_from([(), ("fa-AF", "ar"), ("ti",)]),
}  # fmt: skip


def record(noun: Any) -> any_of.SearchStrategy[dict[str, Any]]:
    fields: dict[str, Any] = {}
    for column in columns(noun):
        if column.kind in {"code", "codes"}:
            codes = sorted(set(code_by_word(column.codes).values()))
            several = any_of.lists(any_of.sampled_from(codes), unique=True, max_size=3).map(tuple)
            fields[column.field] = several if column.kind == "codes" else any_of.sampled_from(["", *codes])
        else:
            fields[column.field] = _KINDS[column.kind]
    fixed = {"id": any_of.uuids().map(str), "name": _WORDS.filter(bool), "is_sample": any_of.booleans()}
    return any_of.fixed_dictionaries(fields | fixed)


@settings(max_examples=25, deadline=None)
@given(record("provider"), record("offer"))
def test_nothing_of_ours_is_lost(tmp_path_factory: pytest.TempPathFactory, one: Any, other: Any) -> None:
    provider = Provider(**one)
    youngest, oldest = other["age_from"], other["age_to"]
    if youngest is not None and oldest is not None:
        other |= {"age_from": min(youngest, oldest), "age_to": max(youngest, oldest)}
    offer = Offer(**other | {"provider_id": provider.id})
    folder = tmp_path_factory.mktemp("trip")
    for form, name in (("hsds", "x.zip"), ("xlsx", "x.xlsx")):
        write_offers_file(folder / name, providers=[provider], offers=[offer], form=form, title="x")  # type: ignore[arg-type]
        reading = read_offers_file(folder / name, terms=TermMap())
        for before, after in ((provider, reading.providers[0]), (offer, reading.offers[0])):
            expected = {field: getattr(before, field) for field in before.__struct_fields__}
            expected["source_id"] = expected["source_id"] or before.id
            assert {field: getattr(after, field) for field in expected} == expected, form


WHOLE = Offer("0192c5e0-0000-7000-8000-000000000001", "0192c5e0-0000-7000-8000-000000000002", "Kurs",
              domains=("D04",), need_codes=("german-course",), languages=("fa-AF",), catchment=("05315000",),
              schedule="Mo", waiting_weeks=3,
              age_from=18, verified_on="2026-11-01", interpreting=True, cost="=HYPERLINK(1)")  # fmt: skip
AT = Provider("0192c5e0-0000-7000-8000-000000000002", "Verein Muster", kind="MSO", phone="+49 221 1",
              address="Musterweg 1, 50667 Köln", latitude=50.94, longitude=6.96)  # fmt: skip


def test_the_package_holds_the_fields_that_the_specification_names() -> None:
    specified = {
        one["name"]: one for one in json.loads((example() / "datapackage.json").read_bytes())["resources"]
    }
    files = hsds_files([AT], [WHOLE], "Muster")
    described = json.loads(files["datapackage.json"])
    assert {one["path"] for one in described["resources"]} == set(files) - {"datapackage.json"}
    for table in described["resources"]:
        spec = specified[table["name"]]
        assert table["path"] == spec["path"]
        names = [field["name"] for field in table["schema"]["fields"]]
        assert names == [field["name"] for field in spec["schema"]["fields"]]
        rows = list(csv.DictReader(io.StringIO(files[table["path"]].decode("utf-8"))))
        assert rows, table["name"]
        for field in spec["schema"]["fields"]:
            values = [row[field["name"]] for row in rows]
            if field["constraints"]["required"]:
                assert all(values), (table["name"], field["name"])
            if "enum" in field["constraints"]:
                assert set(values) - {""} <= set(field["constraints"]["enum"])
        ids = [row["id"] for row in rows]
        assert len(ids) == len(set(ids))


def test_every_key_in_the_package_points_to_a_row() -> None:
    files = hsds_files([AT], [WHOLE], "Muster")
    read = {
        name: list(csv.DictReader(io.StringIO(data.decode("utf-8"))))
        for name, data in files.items() if name.endswith(".csv")
    }  # fmt: skip
    ids = {row["id"] for rows in read.values() for row in rows}
    for rows in read.values():
        for row in rows:
            keys = [key for key in row if key.endswith("_id") and row[key]]
            assert all(row[key] in ids for key in keys), row


def test_other_programs_find_what_they_know_in_its_own_column() -> None:
    files = {name: data.decode("utf-8") for name, data in hsds_files([AT], [WHOLE], "Muster").items()}
    service = next(csv.DictReader(io.StringIO(files["services.csv"])))
    assert (service["minimum_age"], service["wait_time"], service["assured_date"]) == (
        "18",
        "3 weeks",
        "2026-11-01",
    )
    assert service["fees_description"] == "'=HYPERLINK(1)"
    address = next(csv.DictReader(io.StringIO(files["addresses.csv"])))
    assert (address["address_1"], address["postal_code"], address["city"]) == ("Musterweg 1", "50667", "Köln")
    assert hsds_files([AT], [WHOLE], "Muster") == hsds_files([AT], [WHOLE], "Muster")
