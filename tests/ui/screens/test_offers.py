"""The landscape of offers by keys: found while typing, looked after, written down, taken over, handed out."""

import datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake_app.records.offer import Offer, Provider
from intake_app.services import offer_exchange, offers
from intake_app.services.session import Workspace
from tests.ui.house import House
from tests.ui.leaks import disguised
from tests.ui.look_at import faults
from tests.ui.stops import Stops, close_sheets
from tests.ui.test_every_screen_by_keys import walk
from ui.screens.offers import OffersScreen
from ui.screens.offers_fields import Many
from ui.screens.offers_import import OffersImportScreen
from ui.screens.offers_report import OffersReportScreen
from ui.screens.offers_sheet import OfferSheet, ProviderSheet

PROVIDERS = (
    Provider("p1", "Verein Beispiel", kind="MSO", source_id="p1"),
    Provider("p2", "Stadt Beispiel", source_id="p2"),
)  # fmt: skip
OFFERS = (
    Offer("o1", "p1", "Sprachcafé (Beispiel)", domains=("D04",), need_codes=("german-course",),
          languages=("fa-AF",), capacity=4, verified_on="2026-01-05", source_id="o1"),
    Offer("o2", "p2", "Wohnberatung (Beispiel)", domains=("D02",), languages=("ar",), source_id="o2"),
    Offer("o3", "p2", "Offener Treff (Beispiel)", structure="project", source_id="o3"),
)  # fmt: skip


def fill(house: House) -> None:
    workspace, now = house.window.workspace, house.window.now()
    assert workspace is not None

    def take() -> bool:
        offer_exchange.take_over(workspace, providers=PROVIDERS, offers=OFFERS, source="sample", now=now)
        return True

    assert house.call(take)


def kept(house: House) -> dict[str, Offer]:
    workspace = house.window.workspace
    assert workspace is not None
    return {one.name: one for one in house.call(lambda: offers.landscape(workspace)).offers}


@pytest.fixture
def page(house: House) -> OffersScreen:
    fill(house)
    return house.open("offers", OffersScreen)


def press(
    page: OffersScreen, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    assert page.shell is not None
    QTest.keyClick(page.shell.focusWidget(), key, modifier)


def names(page: OffersScreen) -> list[str]:
    return [row.offer.name.removesuffix(" (Beispiel)") for row in page.shown]


def sheet_of(page: OffersScreen) -> OfferSheet:
    assert page.sheet is not None
    return page.sheet


def mark(house: House, page: OffersScreen, name: str) -> None:
    house.come_forward()
    page.table.setFocus()
    page.table.mark(names(page).index(name))


def test_typing_finds_by_name_provider_domain_need_and_language(house: House, page: OffersScreen) -> None:
    assert names(page) == ["Offener Treff", "Sprachcafé", "Wohnberatung"]
    for typed, found in (
        ("wohn", ["Wohnberatung"]), ("stadt", ["Offener Treff", "Wohnberatung"]), ("Dari", ["Sprachcafé"]),
        ("language", ["Sprachcafé"]), ("Deutschkurs", ["Sprachcafé"]), ("verein spra", ["Sprachcafé"]),
        ("xy", []),
    ):  # fmt: skip
        page.search.clear()
        QTest.keyClicks(page.search, typed)
        assert names(page) == found, typed
    assert page.count.text() == "0 offers of 3"


def test_filters_narrow_further(page: OffersScreen) -> None:
    page.domain.set_value("D02")
    assert names(page) == ["Wohnberatung"]
    page.domain.set_value("")
    page.language.set_value("fa-AF")
    assert names(page) == ["Sprachcafé"]
    page.language.set_value("")
    for only, found in (
        ("places", ["Sprachcafé"]), ("unsorted", ["Offener Treff"]), ("project", ["Offener Treff"]),
        ("stale", ["Offener Treff", "Sprachcafé", "Wohnberatung"]),
    ):  # fmt: skip
        page.only.set_value(only)
        assert names(page) == found, only


def test_unknown_is_said_and_is_not_none(page: OffersScreen) -> None:
    cells = {row.offer.name: row.cells for row in page.shown}
    assert cells["Wohnberatung (Beispiel)"][4:] == ("unknown", "never")
    assert cells["Sprachcafé (Beispiel)"][4] == "4 places"


def test_no_free_place_in_one_key_and_back_with_undo(house: House, page: OffersScreen) -> None:
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    mark(house, page, "Sprachcafé")
    press(page, Qt.Key.Key_0)
    house.settle()
    assert (kept(house)["Sprachcafé (Beispiel)"].capacity, page.shown[1].cells[4]) == (0, "none")
    press(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    house.settle()
    assert kept(house)["Sprachcafé (Beispiel)"].capacity == 4
    assert page.shown[1].cells[4] == "4 places"


def test_asked_again_today_in_one_key(house: House, page: OffersScreen) -> None:
    mark(house, page, "Wohnberatung")
    press(page, Qt.Key.Key_V)
    house.settle()
    today = house.window.now().date().isoformat()
    assert kept(house)["Wohnberatung (Beispiel)"].verified_on == today
    assert "verified today" in page.count.text()


def test_taken_out_and_brought_back(house: House, page: OffersScreen) -> None:
    mark(house, page, "Offener Treff")
    press(page, Qt.Key.Key_Delete)
    house.settle()
    assert names(page) == ["Sprachcafé", "Wohnberatung"]
    QTest.keyClick(page.undo_button, Qt.Key.Key_Return)
    house.settle()
    assert names(page) == ["Offener Treff", "Sprachcafé", "Wohnberatung"]


def test_an_offer_is_written_down_with_a_new_provider(house: House, page: OffersScreen) -> None:
    mark(house, page, "Sprachcafé")
    press(page, Qt.Key.Key_N)
    sheet = sheet_of(page)
    QTest.keyClick(sheet.confirm, Qt.Key.Key_Return)
    assert sheet.name.error.text()
    QTest.keyClicks(sheet.name.line, "Schwimmkurs")
    QTest.keyClick(sheet.name.line, Qt.Key.Key_Return)
    assert sheet._provider_field.error.text() == "Choose who offers it."
    QTest.keyClick(sheet.new_provider, Qt.Key.Key_Return)
    provider = sheet.provider_sheet
    assert isinstance(provider, ProviderSheet)
    QTest.keyClicks(provider.name.line, "Bad am Beispielweg")
    QTest.keyClick(provider.name.line, Qt.Key.Key_Return)
    rows = sheet.fields.rows
    QTest.keyClicks(rows["capacity"].line, "viele")
    QTest.keyClick(sheet.confirm, Qt.Key.Key_Return)
    assert rows["capacity"].error.text()
    rows["capacity"].line.setText("0")
    rows["starts_on"].line.setText("12.5.2027, 1.6.2027")
    domains = rows["domains"].edit
    assert isinstance(domains, Many)
    domains.add("D10")
    QTest.keyClick(sheet.confirm, Qt.Key.Key_Return)
    house.settle()
    offer = kept(house)["Schwimmkurs"]
    assert (offer.capacity, offer.domains, offer.starts_on) == (0, ("D10",), ("2027-05-12", "2027-06-01"))
    assert (offer.is_free, offer.childcare, offer.waiting_weeks) == (None, None, None)
    marked = page.marked()
    assert marked is not None
    assert marked.provider.name == "Bad am Beispielweg"


def test_an_offer_that_is_opened_and_saved_stays_as_it_was(house: House, page: OffersScreen) -> None:
    before = kept(house)
    mark(house, page, "Sprachcafé")
    press(page, Qt.Key.Key_Return)
    QTest.keyClick(sheet_of(page).confirm, Qt.Key.Key_Return)
    house.settle()
    after = kept(house)["Sprachcafé (Beispiel)"]
    old = before["Sprachcafé (Beispiel)"]
    assert {name for name in old.__struct_fields__ if getattr(old, name) != getattr(after, name)} == {"rev"}


def directory(folder: Path) -> Path:
    folder.mkdir()
    (folder / "organizations.csv").write_text("id,name\no1,Verein Neu\n", encoding="utf-8")
    (folder / "services.csv").write_text(
        "id,organization_id,name,status\ns1,o1,Kochkurs,active\ns2,nobody,Ohne Träger,active\n",
        encoding="utf-8",
    )
    (folder / "taxonomy_terms.csv").write_text("id,code,name\nt1,X1,Kochen\n", encoding="utf-8")
    (folder / "attributes.csv").write_text("id,link_id,taxonomy_term_id\na1,s1,t1\n", encoding="utf-8")
    return folder


def test_a_directory_is_looked_through_sorted_and_taken_over(
    house: House, page: OffersScreen, tmp_path: Path
) -> None:
    house.window.files.paths = [directory(tmp_path / "city") / "datapackage.json"]  # type: ignore[attr-defined]
    QTest.keyClick(page.in_button, Qt.Key.Key_Return)
    house.settle()
    look = house.page(OffersImportScreen)
    assert "Kochkurs" not in kept(house)  # nothing is taken over by looking
    assert look.preview is not None
    assert (look.preview.new_offers, look.preview.new_providers) == (1, 1)
    look.kind.set_value("error")
    assert [look.rows.cells(n)[0] for n in range(look.rows.rowCount())] == [
        "services.csv, row 3, organization_id"
    ]
    ((term, picker),) = look.term_pickers
    assert term.name == "Kochen"
    picker.set_value("need:contacts")
    QTest.keyClick(look.sort, Qt.Key.Key_Return)
    house.settle()
    assert look.term_pickers == []
    QTest.keyClick(look.take, Qt.Key.Key_Return)
    house.settle()
    assert names(house.page(OffersScreen)) == ["Kochkurs", "Offener Treff", "Sprachcafé", "Wohnberatung"]
    offer = kept(house)["Kochkurs"]
    assert (offer.need_codes, offer.domains, offer.source) == (("contacts",), ("D10",), "city")
    again = house.page(OffersScreen)
    house.come_forward()
    QTest.keyClick(again.undo_button, Qt.Key.Key_Return)
    house.settle()
    assert "Kochkurs" not in kept(house), "a file taken over by mistake is taken back whole"
    assert names(again) == ["Offener Treff", "Sprachcafé", "Wohnberatung"]
    assert not again.undo_button.isEnabled()


def test_a_file_that_is_none_is_refused_and_nothing_happens(
    house: House, page: OffersScreen, tmp_path: Path
) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    page.take_file(tmp_path / "x.zip")
    house.settle()
    assert "could not be read" in house.window.trouble_text
    assert not house.page(OffersImportScreen).take.isEnabled()


@pytest.mark.parametrize(("form", "name"), [("xlsx", "a.xlsx"), ("hsds", "a.zip"), ("template", "t.xlsx")])
def test_offers_are_handed_out_and_read_back(
    house: House, page: OffersScreen, tmp_path: Path, form: str, name: str
) -> None:
    house.window.files.paths = [tmp_path / name]  # type: ignore[attr-defined]
    QTest.keyClick(page.out_button, Qt.Key.Key_Return)
    assert page.out_sheet is not None
    page.out_sheet.form.set_value(form)
    QTest.keyClick(page.out_sheet.confirm, Qt.Key.Key_Return)
    house.settle()
    assert "Written" in house.window.trouble_text
    reading = offer_exchange.read_offers(tmp_path / name)
    assert len(reading.offers) == (0 if form == "template" else 3)
    assert reading.findings == ()


def take_out(workspace: Workspace, offer_id: str, now: datetime.datetime) -> bool:
    offers.remove_offer(workspace, offer_id=offer_id, now=now)
    return True


def test_three_offers_for_a_need_overlap_and_taking_them_out_leaves_a_gap(house: House) -> None:
    workspace, now = house.window.workspace, house.window.now()
    assert workspace is not None
    three = [
        Offer(f"n{n}", "p1", f"Kurs {n}", need_codes=("german-course",), source_id=f"n{n}") for n in range(3)
    ]

    def take() -> bool:
        offer_exchange.take_over(workspace, providers=PROVIDERS, offers=three, source="sample", now=now)
        return True

    assert house.call(take)
    page = house.open("offers_report", OffersReportScreen)
    page.kind.set_value("overlap")
    assert [page.rows.cells(n)[0] for n in range(page.rows.rowCount())] == ["German course"]
    for offer in kept(house).values():
        house.call(partial(take_out, workspace, offer.id, now))
    page = house.open("offers_report", OffersReportScreen)
    page.kind.set_value("gap")
    assert "German course" in [page.rows.cells(n)[0] for n in range(page.rows.rowCount())]


def stops(house: House, tmp_path: Path) -> Stops:
    fill(house)
    folder = directory(tmp_path / "city")

    def sheet() -> None:
        page = house.open("offers", OffersScreen)
        page.open_sheet(page.shown[1])

    def provider() -> None:
        sheet()
        found = house.page(OffersScreen).sheet
        assert found is not None
        found.open_provider(PROVIDERS[0])

    return {
        "offers": lambda: house.window.go("offers"),
        "an offer": sheet,
        "a provider": provider,
        "hand out": lambda: house.open("offers", OffersScreen).open_out(),
        "take over": lambda: house.window.go("offers_import", path=folder),
        "gaps": lambda: house.window.go("offers_report"),
    }


def test_every_control_is_named_reached_and_seen(house: House, tmp_path: Path) -> None:
    found, count = walk(house, stops(house, tmp_path), {"offers", "offers_import", "offers_report"})
    assert found == []
    assert count > 50


def test_the_language_changes_live(house: House, tmp_path: Path) -> None:
    found = []
    for name, go in stops(house, tmp_path).items():
        go()
        house.settle()
        for language in ("en-XA", "de", "ar-XB", "en"):
            house.window.change(ui_language=language)
            house.settle()
            if language == "de":
                found += [
                    f"{name}: {one}" for one in disguised(QApplication.activeModalWidget() or house.window)
                ]
        close_sheets(house)
    assert found == []


@pytest.mark.parametrize("scale", [pytest.param(1.0, marks=pytest.mark.long), 2.0])
def test_nothing_is_cut(house: House, tmp_path: Path, scale: float) -> None:
    found = []
    for name, go in stops(house, tmp_path).items():
        if name in {"an offer", "a provider"}:
            continue  # sheets take their size when they open: looked at below
        go()
        for language in ("de", "en-XA", "ar"):
            house.window.change(text_scale=scale, ui_language=language)
            house.settle()
            for size in (QSize(1366, 768), QSize(1024, 700)):
                found += [f"{name}, {language}, {size.width()}: {one}" for one in faults(house.window, size)]
        close_sheets(house)
    house.window.change(text_scale=1.0, ui_language="en")
    house.settle()
    assert found == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_sheets_fit_the_smaller_window(house: House, tmp_path: Path, scale: float) -> None:
    ways = stops(house, tmp_path)
    house.window.change(text_scale=scale, ui_language="en-XA")
    house.settle()
    house.window.resize(1024, 700)
    for name in ("an offer", "a provider"):
        ways[name]()
        house.settle()
        assert faults(house.window, QSize(1024, 700)) == [], name
        close_sheets(house)
    house.window.change(text_scale=1.0, ui_language="en")
    house.settle()
