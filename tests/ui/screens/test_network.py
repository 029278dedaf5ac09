"""The network is drawn together with the person: by keys, by mouse, as a map and as a list."""

import datetime

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake_app.records.case_work import Household, HouseholdMember
from intake_app.records.network import NetworkTie
from intake_app.services import audit, case_work, networks
from intake_app.services.assessments import ResourceDraft
from intake_app.services.drawings import Spot
from intake_app.services.networks import TieDraft
from tests.ui.house import House
from ui.parts.label import Label
from ui.screens.network import NetworkScreen
from ui.screens.network_sheet import ResourceSheet, TieSheet

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
TIES = (
    TieDraft("Cousin", "family", 2, "supportive", "to-person", speaks_german=True),
    TieDraft("Bruder", "family", 3, "supportive", "from-person", is_abroad=True, speaks_german=False),
    TieDraft("Zimmernachbarin", "friends", 2, "ambivalent", "both"),
    TieDraft("Jobcenter", "professional", 3, "burdening", "to-person", speaks_german=True),
    TieDraft("Schutzhaus", "professional", 1, sensitivity="P4"),
)


@pytest.fixture
def page(house: House) -> NetworkScreen:
    """Return the page with five ties; the last is protected."""
    return open_page(house, TIES)


def open_page(house: House, ties: tuple[TieDraft, ...] = ()) -> NetworkScreen:
    workspace, now, person_id = house.window.workspace, house.window.now(), house.person("Amini")
    assert workspace is not None

    def draw() -> bool:
        for number, draft in enumerate(ties):
            moment = now + datetime.timedelta(seconds=number)
            networks.add_tie(workspace, person_id=person_id, draft=draft, now=moment)
        return True

    house.call(draw)
    page = house.open("network", NetworkScreen, person_id=person_id)
    house.come_forward()
    QApplication.processEvents()
    return page


def tie(page: NetworkScreen, label: str) -> NetworkTie:
    assert page.data is not None
    return next(one for one in page.data.ties if one.label == label)


def kept(house: House, page: NetworkScreen) -> dict[str, NetworkTie]:
    """Return what the vault holds, by label."""
    workspace, person_id = house.window.workspace, page.person_id
    assert workspace is not None
    found = house.call(lambda: networks.network_page(workspace, person_id=person_id))
    return {one.label: one for one in found.ties}


def press(
    page: NetworkScreen, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(page.window().focusWidget() or page, key, held)
    QApplication.processEvents()


def test_an_empty_network_asks_one_question_and_offers_one_action(house: House) -> None:
    page = open_page(house)
    assert page._question.isVisible()
    assert page.first_button.isVisible()
    assert not page.map.isVisible()
    assert not page.figures.isVisible()
    assert not page.add_button.isVisible()


def test_the_first_tie_is_drawn_by_keys(house: House) -> None:
    page = open_page(house)
    page.setFocus()
    press(page, Qt.Key.Key_N)
    sheet = page.sheet
    assert isinstance(sheet, TieSheet)
    QTest.keyClick(sheet.label.line, Qt.Key.Key_Return)
    assert sheet.label.error.text(), "without a name or a role nothing is drawn"
    QTest.keyClicks(sheet.label.line, "Tante")
    QTest.keyClick(sheet.label.line, Qt.Key.Key_Return)
    house.settle()
    assert list(kept(house, page)) == ["Tante"]
    assert page.map.isVisible()
    house.come_forward()
    assert page.map.nodes[tie(page, "Tante").id].hasFocus()
    assert page.panel.name.full_text() == "Tante"


def test_tab_goes_from_tie_to_tie_and_each_is_said(page: NetworkScreen) -> None:
    page.map.enter()
    said = []
    for _step in range(5):
        said.append(page.window().focusWidget().accessibleName().replace("\u2068", "").replace("\u2069", ""))
        press(page, Qt.Key.Key_Tab)
    assert said == [
        "Cousin, Family, near, supportive, helps, speaks German",
        "Bruder, Family, further away, supportive, is helped, not in Germany, speaks no German",
        "Zimmernachbarin, Friends, neighbours, near, up and down, help goes both ways",
        "Schutzhaus, Professionals, offices, very near, supportive",
        "Jobcenter, Professionals, offices, further away, burdening, helps, speaks German",
    ]


def test_ctrl_and_arrows_move_a_tie_and_it_is_kept_at_once(house: House, page: NetworkScreen) -> None:
    page.map.enter(tie(page, "Cousin").id)
    press(page, Qt.Key.Key_Up, CTRL)
    assert tie(page, "Cousin").ring == 1, "it is seen before the vault has answered"
    press(page, Qt.Key.Key_Right, CTRL)
    press(page, Qt.Key.Key_Right, CTRL)
    house.settle()
    moved = kept(house, page)["Cousin"]
    assert (moved.sector, moved.ring) == ("work", 1)
    assert page.map.nodes[moved.id].hasFocus()
    assert "Saved" in page._done.text()


def test_undo_takes_back_one_step_after_the_other(house: House, page: NetworkScreen) -> None:
    page.map.enter(tie(page, "Cousin").id)
    press(page, Qt.Key.Key_Down, CTRL)
    press(page, Qt.Key.Key_Left, CTRL)
    house.settle()
    press(page, Qt.Key.Key_Z, CTRL)
    house.settle()
    assert (kept(house, page)["Cousin"].sector, kept(house, page)["Cousin"].ring) == ("family", 3)
    QTest.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    house.settle()
    assert (kept(house, page)["Cousin"].sector, kept(house, page)["Cousin"].ring) == ("family", 2)
    assert not page.undo_button.isEnabled()


def test_del_takes_a_tie_off_and_undo_brings_it_back(house: House, page: NetworkScreen) -> None:
    page.map.enter(tie(page, "Jobcenter").id)
    press(page, Qt.Key.Key_Delete)
    house.settle()
    assert "Jobcenter" not in kept(house, page)
    assert len(page.map.nodes) == 4
    assert any(node.hasFocus() for node in page.map.nodes.values()), "the focus stays on the map"
    press(page, Qt.Key.Key_Z, CTRL)
    house.settle()
    assert "Jobcenter" in kept(house, page)
    assert len(page.map.nodes) == 5


def test_a_tie_that_was_added_can_be_undone(house: House, page: NetworkScreen) -> None:
    page.add_tie(TieDraft("Hebamme", "professional"))
    house.settle()
    page.undo()
    house.settle()
    assert "Hebamme" not in kept(house, page)


def test_the_mouse_drags_a_tie_into_another_sector_and_ring(house: House, page: NetworkScreen) -> None:
    node = page.map.nodes[tie(page, "Cousin").id]
    laid = page.map.laid
    assert laid is not None
    where = laid.point(1.0, 0.9)  # right below: work, the outer ring
    target = node.mapFromParent(QPoint(round(where[0]), round(where[1])))
    middle = node.rect().center()
    QTest.mousePress(node, Qt.MouseButton.LeftButton, pos=middle)
    for part in (0.2, 0.6, 1.0):
        here = middle + (target - middle) * part
        QTest.mouseMove(node, node.mapFromParent(node.mapToParent(here)))
        target = node.mapFromParent(QPoint(round(where[0]), round(where[1])))
        middle = node.rect().center()
    QTest.mouseRelease(node, Qt.MouseButton.LeftButton, pos=node.rect().center())
    house.settle()
    moved = kept(house, page)["Cousin"]
    assert (moved.sector, moved.ring) == ("work", 3)
    assert moved.place is not None
    assert page.selected == moved.id


def test_a_click_selects_without_moving(house: House, page: NetworkScreen) -> None:
    before = tie(page, "Zimmernachbarin")
    QTest.mouseClick(page.map.nodes[before.id], Qt.MouseButton.LeftButton)
    house.settle()
    assert page.panel.isVisible()
    assert page.panel.name.full_text() == "Zimmernachbarin"
    assert tie(page, "Zimmernachbarin") == before


def test_enter_opens_the_details_and_esc_goes_back(house: House, page: NetworkScreen) -> None:
    cousin = tie(page, "Cousin")
    page.map.enter(cousin.id)
    press(page, Qt.Key.Key_Return)
    chosen = page.window().focusWidget()
    assert chosen.accessibleName() or chosen.text() == "supportive"  # type: ignore[attr-defined]
    press(page, Qt.Key.Key_Down)
    house.settle()
    assert kept(house, page)["Cousin"].quality == "ambivalent"
    press(page, Qt.Key.Key_Escape)
    assert page.map.nodes[cousin.id].hasFocus()


def test_what_is_said_beside_the_map_is_kept(house: House, page: NetworkScreen) -> None:
    page.map.enter(tie(page, "Cousin").id)
    page.panel.rings.picked.emit("1")
    page.panel.domain.set_value("D02")
    page.panel.domain.activated.emit(page.panel.domain.currentIndex())
    house.settle()
    cousin = kept(house, page)["Cousin"]
    assert (cousin.ring, cousin.resource_domain) == (1, "D02")


def test_everything_of_a_tie_is_changed_in_its_sheet(house: House, page: NetworkScreen) -> None:
    page.map.enter(tie(page, "Cousin").id)
    QTest.mouseClick(page.panel.edit, Qt.MouseButton.LeftButton)
    sheet = page.sheet
    assert isinstance(sheet, TieSheet)
    sheet.label.line.setText("Cousin Kalk")
    sheet.abroad.tick.setChecked(True)
    sheet.german.set_value("no")
    QTest.keyClick(sheet.confirm, Qt.Key.Key_Return)
    house.settle()
    changed = kept(house, page)["Cousin Kalk"]
    assert (changed.is_abroad, changed.speaks_german, changed.help) == (True, False, "to-person")


def test_the_figures_say_how_many_and_which_share(page: NetworkScreen) -> None:
    assert [number.text() for number, _below in page.figures._numbers] == ["5", "3", "1"]
    shares = page.figures._shares.text()
    assert "40 % professionals" in shares
    assert "67 % speak German" in shares
    assert "20 % not in Germany" in shares


def test_the_list_holds_the_same_ties_and_the_same_keys(house: House, page: NetworkScreen) -> None:
    page.map.enter(tie(page, "Cousin").id)
    press(page, Qt.Key.Key_L)
    assert page.view() == "list"
    row = page.list.rows[tie(page, "Cousin").id]
    assert row.hasFocus()
    on_map = {node.accessibleName() for node in page.map.nodes.values()}
    assert on_map == {one.accessibleName() for one in page.list.rows.values()}
    press(page, Qt.Key.Key_Down, CTRL)
    house.settle()
    assert kept(house, page)["Cousin"].ring == 3
    press(page, Qt.Key.Key_Delete)
    house.settle()
    assert "Cousin" not in kept(house, page)
    press(page, Qt.Key.Key_Z, CTRL)
    house.settle()
    assert "Cousin" in kept(house, page)
    press(page, Qt.Key.Key_L)
    assert page.view() == "map"


def test_hidden_names_are_initials_and_protected_ties_stay_away(house: House, page: NetworkScreen) -> None:
    secret = tie(page, "Schutzhaus").id
    page.map.enter(secret)
    assert page.panel.isVisible()
    house.window.hide_names()
    house.settle()
    assert secret not in page.map.nodes
    assert secret not in page.list.rows
    assert page.panel.tie is not None
    assert page.panel.tie.id != secret, "the focus went on, and with it what is shown beside the map"
    assert page.figures._numbers[0][0].text() == "4", "figures do not give it away"
    texts = {node.text() for node in page.map.nodes.values()}
    assert texts == {"C.", "B.", "Z.", "J."}
    assert all("Cousin" not in node.accessibleName() for node in page.map.nodes.values())
    house.window.hide_names()
    house.settle()
    assert secret in page.map.nodes


def test_the_map_is_not_mirrored_but_speaks_the_windows_language(house: House, page: NetworkScreen) -> None:
    cousin = tie(page, "Zimmernachbarin").id
    house.window.change(ui_language="en")
    before = page.map.nodes[cousin].geometry().center().x() > page.map.width() / 2
    house.window.change(ui_language="ar")
    house.settle()
    assert page.map.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert (page.map.nodes[cousin].geometry().center().x() > page.map.width() / 2) is before
    house.window.change(ui_language="en-XA")
    house.settle()
    assert page.map.laid is not None
    assert "Family" not in {caption.text for caption in page.map.laid.sectors}


def test_more_than_25_ties_stay_readable_and_the_list_is_suggested(house: House) -> None:
    page = open_page(house, tuple(TieDraft(f"Tie {n}", "family", 1 + n % 3) for n in range(27)))
    assert page._many.isVisible()
    areas = [node.geometry() for node in page.map.nodes.values()]
    assert len(areas) == 27
    assert not any(one.intersects(other) for n, one in enumerate(areas) for other in areas[n + 1 :])


def test_the_resource_card_has_four_fields_and_takes_a_resource(house: House, page: NetworkScreen) -> None:
    page.map.enter(tie(page, "Cousin").id)
    page.panel.domain.set_value("D02")
    page.panel.domain.activated.emit(page.panel.domain.currentIndex())
    house.settle()
    page.show_view("resources")
    assert len(page.resources.add_buttons) == 4
    QTest.keyClick(page.resources.add_buttons["material"], Qt.Key.Key_Return)
    sheet = page.sheet
    assert isinstance(sheet, ResourceSheet)
    assert sheet.field.value() == "material"
    QTest.keyClicks(sheet.text.line, "A bicycle")
    QTest.keyClick(sheet.text.line, Qt.Key.Key_Return)
    house.settle()
    assert page.data is not None
    assert [(one.text, one.field) for one in page.data.resources] == [("A bicycle", "material")]
    texts = {one.text() for one in page.resources.findChildren(type(page._done))}
    assert {"A bicycle", "Cousin"} <= texts, "a tie that is a resource stands among the people"


def test_scrolling_over_a_list_beside_the_map_changes_nothing(house: House, page: NetworkScreen) -> None:
    cousin = tie(page, "Cousin")
    page.map.enter(cousin.id)
    place = QPointF(page.panel.help.rect().center())
    turn = QWheelEvent(
        place, page.panel.help.mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(page.panel.help, turn)
    house.settle()
    assert tie(page, "Cousin") == cousin


def test_a_protected_resource_is_not_shown_while_names_are_hidden(house: House, page: NetworkScreen) -> None:
    page.add_resource(ResourceDraft("D08", "Therapy group", field="social", sensitivity="P4"))
    house.settle()
    page.show_view("resources")

    def shown() -> set[str]:
        return {one.text() for one in page.resources.findChildren(Label) if one.isVisible()}

    QApplication.processEvents()
    assert "Therapy group" in shown()
    house.window.hide_names()
    house.settle()
    assert "Therapy group" not in shown()


def test_the_family_stands_in_generations_and_is_read_as_a_list(house: House) -> None:
    workspace, now, person_id = house.window.workspace, house.window.now(), house.person("Amini")
    assert workspace is not None
    family = Household(
        id="", case_id="", kind="family", recorded_at=now, recorded_by="",
        members=(
            HouseholdMember("parent", name="Mariam", whereabouts="abroad"),
            HouseholdMember("child", name="Laila"),
            HouseholdMember("sibling", name="Yusuf", whereabouts="unknown", needs_tracing=True),
        ),
    )  # fmt: skip
    house.call(lambda: case_work.keep_household(workspace, person_id=person_id, household=family, now=now))
    page = open_page(house)
    page.show_view("family")
    QApplication.processEvents()
    frames = page.family.tree.frames
    heights = [frames[name].y() for name in ("mariam", person_id, "laila")]
    assert heights == sorted(set(heights))
    assert "Parent, not in Germany" in frames["mariam"].accessibleName()
    assert "being traced" in frames["yusuf"].accessibleName()


def test_looking_is_noted_once_and_each_act_once(house: House, page: NetworkScreen) -> None:
    page.move_tie(tie(page, "Cousin").id, Spot("family", 3, 0.5))
    house.settle()
    workspace = house.window.workspace
    assert workspace is not None
    actions = [entry.action for entry in house.call(lambda: audit.audit_trail(workspace, limit=20))]
    assert actions.count("network.open") == 1
    assert actions.count("tie.change") == 1
