"""The agency's own sheet: a template, filled in by people, read back with a finding per bad row."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from intake_app.records.offer import Offer, Provider
from intake_app.records.offer_reading import OfferReading
from intake_app.sync.adapters import OffersUnreadable, TermMap, read_offers_file, write_offers_file


def read(path: Path) -> OfferReading:
    return read_offers_file(path, terms=TermMap())


def book(path: Path, providers: list[list[object]], offers: list[list[object]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for name, rows in (("Träger", providers), ("Angebote", offers)):
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


PROVIDERS: list[list[object]] = [
    ["Name", "Art", "E-Mail"],
    ["Verein Muster", "Migrantenorganisation", "a@example.org"],
]


def test_words_codes_and_own_names_are_all_understood(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", PROVIDERS, [
        ["Angebot", "Träger", "Lebensbereiche", "Bedarfe", "Sprachen", "Kinderbetreuung",
         "Freie Plätze", "Geprüft am"],
        ["Sprachcafé", "verein muster", "D04 D10", "Deutschkurs, contacts", "Dari; Arabisch",
         "ja", 12.0, "1.11.2026"],
    ])  # fmt: skip
    reading = read(path)
    assert reading.findings == ()
    (offer,), (provider,) = reading.offers, reading.providers
    assert (provider.kind, offer.provider_id) == ("MSO", provider.id)
    assert (offer.domains, offer.need_codes) == (("D04", "D10"), ("german-course", "contacts"))
    assert (offer.languages, offer.childcare, offer.capacity) == (("fa-AF", "ar"), True, 12)
    assert (offer.verified_on, offer.is_free, offer.is_accessible) == ("2026-11-01", None, None)


def test_each_bad_row_is_a_finding_and_the_good_ones_are_taken(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", [*PROVIDERS, ["Verein  Muster", "?", ""]], [
        ["Angebot", "Träger", "Sprachen", "Kinderbetreuung", "Freie Plätze", "Notiz", "Bedarfe"],
        ["A", "Verein Muster", "Elbisch, Arabisch", "vielleicht", "-3", "x", "Kursus"],
        ["B", "Gibt es nicht"],
        ["", "Verein Muster", "ar"],
        ["a", "Verein Muster"],
        ["C", "Verein Muster", "", "", "", "", "Sport, Kultur"],
    ])  # fmt: skip
    reading = read(path)
    found = [(one.severity, one.file, one.row, one.column) for one in reading.findings]
    assert found == [
        ("error", "Träger", 3, ""), ("error", "Angebote", 3, "Träger"), ("error", "Angebote", 4, ""),
        ("error", "Angebote", 5, ""), ("warning", "Träger", 3, "Art"), ("warning", "Angebote", 2, "Sprachen"),
        ("warning", "Angebote", 2, "Kinderbetreuung"), ("warning", "Angebote", 2, "Freie Plätze"),
        ("warning", "Angebote", 2, "Bedarfe"), ("info", "Angebote", 1, "Notiz"),
    ]  # fmt: skip
    assert [one.name for one in reading.offers] == ["A", "C"]
    assert (reading.offers[0].languages, reading.offers[0].childcare) == (("ar",), None)
    assert reading.offers[1].need_codes == ("sport-culture",)


def test_what_people_write_above_the_headings_is_no_heading(tmp_path: Path) -> None:
    above: list[list[object]] = [["Angebote der Stadt, Stand Mai"], []]
    path = book(tmp_path / "x.xlsx", PROVIDERS, [
        *above, ["Angebot", "Träger", "Alter ab", "Alter bis"],
        ["A", "Verein Muster", 18, 60], ["B", "Verein Muster", 60, 18],
    ])  # fmt: skip
    reading = read(path)
    assert [(one.name, one.age_from, one.age_to) for one in reading.offers] == [
        ("A", 18, 60), ("B", None, None),
    ]  # fmt: skip
    assert [(one.severity, one.row) for one in reading.findings] == [("warning", 5)]
    headless = book(tmp_path / "y.xlsx", PROVIDERS, [["Kurs", "Träger"], ["A", "Verein Muster"]])
    first = read(headless).findings[0]
    assert (first.severity, first.row, first.facts) == ("error", 1, {"names": "name"})


@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_the_template_reads_back_empty_and_offers_its_lists(tmp_path: Path, language: str) -> None:
    path = tmp_path / "template.xlsx"
    write_offers_file(path, providers=(), offers=(), form="xlsx", title="", language=language)
    reading = read(path)
    assert (reading.providers, reading.offers, reading.findings) == ((), (), ())
    sheets = load_workbook(path).worksheets
    assert len(sheets) == 3
    assert sheets[1].data_validations.dataValidation


def test_nothing_in_the_sheet_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    provider = Provider("p", '=HYPERLINK("http://example.org")', phone="@SUM(A1)")
    write_offers_file(path, providers=[provider], offers=[Offer("o", "p", "+cmd|x")], form="xlsx", title="")
    kinds = {cell.data_type for sheet in load_workbook(path) for row in sheet for cell in row if cell.value}
    assert kinds == {"s"}
    assert read(path).providers[0].name == provider.name


def test_a_sheet_without_providers_or_offers_is_refused(tmp_path: Path) -> None:
    made = Workbook()
    made.save(tmp_path / "x.xlsx")
    with pytest.raises(OffersUnreadable, match="no sheet"):
        read(tmp_path / "x.xlsx")
