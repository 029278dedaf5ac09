"""A directory in HSDS 3, tidy or not, becomes offers; every bad row is named with its place."""

import csv
import random
import shutil
from pathlib import Path

import pytest

from intake_app.records.offer_reading import OfferFinding, OfferReading
from intake_app.sync.adapters import OffersUnreadable, TermMap, TermRow, read_offers_file
from tests.intake_app.sync.adapters.directory import example, small, write_table


def read(path: Path, *own: TermRow) -> OfferReading:
    return read_offers_file(path, terms=TermMap(own))


def spots(reading: OfferReading, severity: str = "error") -> list[tuple[str, int | None, str]]:
    return [(one.file, one.row, one.column) for one in reading.findings if one.severity == severity]


def said(reading: OfferReading, what: str) -> OfferFinding:
    return next(one for one in reading.findings if what in one.what)


def test_the_specifications_example_is_read(tmp_path: Path) -> None:
    reading = read(example())
    (provider,), (offer,) = reading.providers, reading.offers
    assert (provider.name, provider.phone) == ("Example Organization Inc.", "+44 1234 234567-100")
    assert provider.address == "1-30 Main Street, MyVillage, ABC 1234 MyCity"
    assert (provider.latitude, provider.longitude) == (None, None)  # 100 is no latitude
    assert (offer.name, offer.provider_id) == ("Community Counselling", provider.id)
    assert (offer.age_from, offer.age_to, offer.languages) == (12, 100, ("ur",))
    assert (offer.interpreting, offer.is_accessible, offer.is_free) == (True, None, None)
    assert offer.verified_on == "2005-01-01"
    assert "10:00–18:00" in offer.schedule
    assert spots(reading) == []
    assert ("locations.csv", 2, "latitude") in spots(reading, "warning")
    assert ("organizations.csv", 2, "parent_organization_id") in spots(reading, "warning")
    assert [one.name for one in reading.unknown_terms] == ["name"]


def test_a_broken_copy_gives_a_finding_per_row_and_the_good_rows(tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(example(), folder)
    with (folder / "services.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    good = rows[0]
    rows += [
        good | {"id": "no-organisation", "organization_id": "nobody"},
        good | {"name": "the same id again"},
        good | {"id": "no-name", "name": ""},
        good | {"id": ""},
        good | {"id": "over", "status": "defunct"},
        good | {"id": "odd", "minimum_age": "twelve", "assured_date": "31.02.2026", "wait_time": "3-4 weeks"},
        good | {"id": "shut", "status": "temporarily closed"},
    ]
    write_table(folder, "services.csv", rows)
    reading = read(folder)
    assert spots(reading) == [
        ("services.csv", 3, "organization_id"), ("services.csv", 4, "id"),
        ("services.csv", 5, "name"), ("services.csv", 6, "id"),
    ]  # fmt: skip
    assert ("services.csv", 7, "status") in spots(reading, "info")
    assert {("services.csv", 8, "minimum_age"), ("services.csv", 8, "assured_date")} <= set(
        spots(reading, "warning")
    )
    by_id = {one.id: one for one in reading.offers}
    assert set(by_id) == {good["id"], "odd", "shut"}
    assert (by_id["odd"].age_from, by_id["odd"].verified_on, by_id["odd"].waiting_weeks) == (None, "", 4)
    assert by_id["shut"].capacity == 0
    assert all(one.what and (one.mend or one.severity == "info") for one in reading.findings)


def test_missing_tables_are_said_and_stop_nothing(tmp_path: Path) -> None:
    reading = read(small(tmp_path / "d"))
    assert [one.name for one in reading.offers] == ["Sprachcafé"]
    assert {one.file for one in reading.findings} >= {"languages.csv", "locations.csv"}
    (tmp_path / "d" / "organizations.csv").unlink()
    with pytest.raises(OffersUnreadable, match=r"organizations\.csv"):
        read(tmp_path / "d")


def test_circles_above_an_organisation_or_a_term_are_said(tmp_path: Path) -> None:
    folder = small(tmp_path / "d")
    write_table(folder, "organizations.csv", [
        {"id": "o1", "name": "A", "parent_organization_id": "o2"},
        {"id": "o2", "name": "B", "parent_organization_id": "o1"},
        {"id": "o3", "name": "C", "parent_organization_id": "o1"},
    ])  # fmt: skip
    write_table(folder, "taxonomy_terms.csv", [
        {"id": "t1", "code": "x", "name": "X", "parent_id": "t2"},
        {"id": "t2", "code": "y", "name": "Y", "parent_id": "t1"},
    ])  # fmt: skip
    reading = read(folder)
    assert len(reading.providers) == 3
    circles = [(one.file, one.row) for one in reading.findings if "circle" in one.what]
    assert circles == [
        ("organizations.csv", 2), ("organizations.csv", 3),
        ("taxonomy_terms.csv", 2), ("taxonomy_terms.csv", 3),
    ]  # fmt: skip


def terms(folder: Path) -> Path:
    write_table(folder, "taxonomies.csv", [{"id": "x", "name": "Local words"}, {"id": "z", "name": "211"}])
    write_table(folder, "taxonomy_terms.csv", [
        {"id": "t1", "code": "L-1", "name": "Deutschkurs", "taxonomy_id": "x", "parent_id": ""},
        {"id": "t2", "code": "L-2", "name": "Abendkurs", "taxonomy_id": "x", "parent_id": "t1"},
        {"id": "t3", "code": "BD-1800", "name": "Food pantries", "taxonomy_id": "z", "parent_id": ""},
    ])  # fmt: skip
    write_table(folder, "attributes.csv", [
        {"id": f"a{n}", "link_id": "s1", "taxonomy_term_id": f"t{n}", "link_entity": "service"}
        for n in (1, 2, 3)
    ])  # fmt: skip
    return folder


def test_words_of_several_taxonomies_are_sorted_by_the_table_and_the_others_named(tmp_path: Path) -> None:
    folder = terms(small(tmp_path / "d"))
    reading = read(folder)
    (offer,) = reading.offers
    assert (offer.domains, offer.need_codes) == (("D04",), ("german-course",))
    (unknown,) = reading.unknown_terms
    assert (unknown.taxonomy, unknown.term, unknown.used) == ("211", "BD-1800", 1)
    assert said(reading, "not sorted").file == "attributes.csv"
    own = read(folder, TermRow("211", "BD-1800", "domain", "D03"), TermRow("*", "Deutschkurs", "none"))
    assert own.offers[0].domains == ("D03",)
    assert own.unknown_terms == ()


def test_an_offer_that_nobody_sorted_stays_in(tmp_path: Path) -> None:
    (offer,) = read(small(tmp_path / "d")).offers
    assert (offer.domains, offer.need_codes) == ((), ())


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_other_encodings_and_separators_are_read(tmp_path: Path, encoding: str) -> None:
    folder = small(tmp_path / "d")
    for name in ("organizations.csv", "services.csv"):
        text = (folder / name).read_text(encoding="utf-8").replace(",", ";")
        (folder / name).write_bytes(text.encode(encoding))
    reading = read(folder)
    assert [one.name for one in reading.offers] == ["Sprachcafé"]
    warned = [one for one in reading.findings if "UTF-8" in one.what]
    assert [(one.file, one.row) for one in warned] == ([("services.csv", 2)] if encoding == "cp1252" else [])


def test_rows_with_too_many_cells_and_huge_cells_are_said(tmp_path: Path) -> None:
    folder = small(tmp_path / "d", [{"id": "s2", "organization_id": "o1", "name": "B", "status": "active"}])
    lines = (folder / "services.csv").read_text(encoding="utf-8").splitlines()
    lines[1] += ",left,over"
    lines[2] = lines[2].replace(",B,", f",{'B' * 30_000},")
    (folder / "services.csv").write_text("\n".join(lines), encoding="utf-8")
    reading = read(folder)
    assert said(reading, "more cells").row == 2
    assert said(reading, "longer than").row == 3
    assert [len(one.name) for one in reading.offers] == [10, 20_000]


@pytest.mark.parametrize(
    ("text", "weeks"),
    [("6 weeks", 6), ("ca. 3-4 Wochen", 4), ("2 Monate", 9), ("10 days", 2), ("depends", None), ("", None)],
)  # fmt: skip
def test_a_waiting_time_counts_only_where_it_is_plain(tmp_path: Path, text: str, weeks: int | None) -> None:
    row = {"id": "s2", "organization_id": "o1", "name": "B", "status": "active", "wait_time": text}
    offer = read(small(tmp_path / "d", [row])).offers[1]
    assert offer.waiting_weeks == weeks
    assert ("depends" in offer.constraints) == (text == "depends")


@pytest.mark.parametrize(
    ("text", "is_free"), [("kostenlos", True), ("0 EUR", True), ("50 EUR", None), ("free for members", None)]
)
def test_free_of_charge_only_where_the_text_says_nothing_else(
    tmp_path: Path, text: str, is_free: bool | None
) -> None:
    row = {"id": "s2", "organization_id": "o1", "name": "B", "status": "active", "fees_description": text}
    assert read(small(tmp_path / "d", [row])).offers[1].is_free == is_free


def test_ten_thousand_services_with_all_kinds_of_damage(tmp_path: Path) -> None:
    dice = random.Random(7)
    folder = tmp_path / "big"
    folder.mkdir()
    write_table(folder, "organizations.csv", [{"id": f"o{n}", "name": f"Träger {n}"} for n in range(500)])
    write_table(folder, "services.csv", [
        {"id": f"s{n}", "organization_id": f"o{dice.randrange(500)}" if n % 10 else "nobody",
         "name": f"Angebot {n}", "status": "active", "minimum_age": dice.choice(["", "18", "x"])}
        for n in range(10_000)
    ])  # fmt: skip
    write_table(folder, "languages.csv", [
        {"id": f"l{n}", "service_id": f"s{n}", "code": dice.choice(["ar", "tir", "xx", "Dari"])}
        for n in range(10_000)
    ])  # fmt: skip
    steps: list[tuple[int, int]] = []
    reading = read_offers_file(
        folder, terms=TermMap(), progress=lambda part, whole: steps.append((part, whole))
    )
    assert len(reading.offers) == 9_000
    assert len(spots(reading)) == 1_000
    assert steps[-1] == (20_500, 20_500)
    assert steps == sorted(steps)


def test_every_row_of_every_table_is_held_against_the_specification(tmp_path: Path) -> None:
    row = {"id": "s2", "organization_id": "o1", "name": "B", "status": "open?", "last_modified": "lately",
           "minimum_age": "30", "maximum_age": "18"}  # fmt: skip
    folder = small(tmp_path / "d", [row])
    write_table(folder, "phones.csv", [
        {"id": "p1", "organization_id": "o1", "number": "0221 1"},
        {"id": "p1", "organization_id": "o1", "number": ""},
    ])  # fmt: skip
    write_table(folder, "schedules.csv", [
        {"id": "h1", "service_id": "s1", "valid_from": "2026-99-99", "opens_at": "25:99", "count": "often"}
    ])  # fmt: skip
    write_table(terms(folder), "attributes.csv", [
        {"id": "a1", "link_id": "nobody", "taxonomy_term_id": "t1", "link_entity": "service"}
    ])  # fmt: skip
    reading = read(folder)
    assert set(spots(reading, "warning")) >= {
        ("services.csv", 3, "status"), ("services.csv", 3, "last_modified"),
        ("services.csv", 3, "maximum_age"), ("phones.csv", 3, "id"), ("phones.csv", 3, "number"),
        ("schedules.csv", 2, "valid_from"), ("schedules.csv", 2, "opens_at"), ("schedules.csv", 2, "count"),
        ("attributes.csv", 2, "link_id"),
    }  # fmt: skip
    assert [one.id for one in reading.offers] == ["s1", "s2"]
    assert (reading.offers[1].age_from, reading.offers[1].age_to) == (None, None)


def test_a_missing_column_is_said_before_what_follows_from_it(tmp_path: Path) -> None:
    folder = small(tmp_path / "d")
    write_table(folder, "services.csv", [{"id": "s1", "name": "Sprachcafé", "status": "active"}])
    first, *_others = read(folder).findings
    assert (first.severity, first.file, first.row, first.column) == (
        "error", "services.csv", 1, "organization_id",
    )  # fmt: skip


def test_an_open_quotation_mark_costs_nothing_but_its_own_row(tmp_path: Path) -> None:
    folder = small(tmp_path / "d")
    with (folder / "services.csv").open("a", encoding="utf-8") as stream:
        stream.write('s2,o1,"Open,active\ns3,o1,"Two\nlines",active\ns4,o1,"a, b",active\n')
    reading = read(folder)
    assert [one.name for one in reading.offers] == ["Sprachcafé", '"Open', "Two\nlines", "a, b"]
    assert said(reading, "not closed").row == 3


def test_one_row_in_another_encoding_spoils_no_other(tmp_path: Path) -> None:
    folder = small(tmp_path / "d")
    with (folder / "services.csv").open("ab") as stream:
        stream.write("s2,o1,Frühstück,active\n".encode("cp1252"))
    reading = read(folder)
    assert [one.name for one in reading.offers] == ["Sprachcafé", "Frühstück"]
    assert said(reading, "not in UTF-8").row == 3


@pytest.mark.parametrize(
    ("described", "says"),
    [("{not json", "could not be understood"),
     ('{"resources": [{"name": "service", "path": "../elsewhere.csv"}]}', "It names")],
)  # fmt: skip
def test_a_description_that_does_not_fit_is_said(tmp_path: Path, described: str, says: str) -> None:
    folder = small(tmp_path / "d")
    (folder / "datapackage.json").write_text(described, encoding="utf-8")
    reading = read(folder)
    assert said(reading, says).file == "datapackage.json"
    assert len(reading.offers) == 1


def test_what_a_spreadsheet_program_puts_before_the_heading_is_no_heading(tmp_path: Path) -> None:
    folder = small(tmp_path / "d")
    text = (folder / "services.csv").read_text(encoding="utf-8").replace(",", ";")
    (folder / "services.csv").write_text(f"sep=;\n{text}", encoding="utf-8")
    assert [one.name for one in read(folder).offers] == ["Sprachcafé"]
