"""Names as people give them, by keyboard alone: one line is enough, more is possible, nothing is changed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake_app.records.person import Person
from intake_app.services import audit, persons
from tests.ui.house import House
from ui.naming import in_reading_order, matched_words
from ui.parts.label import Label
from ui.parts.name_customs import CUSTOMS, custom_of_language
from ui.parts.person_facts import LANGUAGES, language_words, nation_words
from ui.screens.home import HomeScreen
from ui.screens.person import PersonScreen
from ui.screens.person_new import PersonNewScreen
from ui.words import set_language


def write(house: House, text: str) -> None:
    """Type where the focus is, as hands do; letters no keyboard here has are put in by its input method."""
    line = house.window.focusWidget()
    if text.isascii():
        QTest.keyClicks(line, text)
    else:
        committed = QInputMethodEvent()
        committed.setCommitString(text)
        QApplication.sendEvent(line, committed)
    assert line.property("text") == text


def tab(house: House, times: int = 1) -> None:
    for _time in range(times):
        QTest.keyClick(house.window.focusWidget(), Qt.Key.Key_Tab)


def press(house: House, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(house.window.focusWidget(), key, held)
    house.settle()


def recorded(house: House, query: str) -> Person:
    workspace = house.window.workspace
    assert workspace is not None
    hit = house.call(lambda: persons.search_persons(workspace, query=query))[0]
    now = house.window.now()
    return house.call(lambda: persons.open_person(workspace, person_id=hit.person_id, now=now)).person


def choose(house: House, page: PersonNewScreen, language: str) -> None:
    """Open the list of languages with the keyboard and take one."""
    picker = page.facts.language
    picker.setFocus()
    for _step in range(picker.findData(language) - picker.currentIndex()):
        press(house, Qt.Key.Key_Down)
    assert picker.value() == language


def texts(page: PersonScreen) -> str:
    return "\n".join(label.text() for label in page.about.findChildren(Label) if label.isVisible())


def test_one_name_and_enter_is_all_it_takes(house: House) -> None:
    house.open("person_new", PersonNewScreen)
    write(house, "Parwanah")
    press(house, Qt.Key.Key_Return)
    house.page(PersonScreen)
    name = recorded(house, "Parwanah").names[0]
    assert (name.display, name.given, name.family) == ("Parwanah", "", "")


def test_a_name_in_another_script_goes_where_it_belongs(house: House) -> None:
    house.open("person_new", PersonNewScreen)
    write(house, "ፍቕርተ ገብረ")
    press(house, Qt.Key.Key_Return)
    house.page(PersonScreen)
    name = recorded(house, "ፍቕርተ").names[0]
    assert (name.full_original, name.full_latin, name.script) == ("ፍቕርተ ገብረ", "", "Ethi")


def test_letters_and_their_case_stay_as_they_were_typed(house: House) -> None:
    house.open("person_new", PersonNewScreen)
    write(house, "ışıl İNANÇ d’Örnek")
    press(house, Qt.Key.Key_Return)
    house.page(PersonScreen)
    assert recorded(house, "isil inanc").names[0].full_latin == "ışıl İNANÇ d’Örnek"


def test_a_chain_of_names_follows_the_language_and_keeps_its_order(house: House) -> None:
    page = house.open("person_new", PersonNewScreen)
    choose(house, page, "so")
    assert page.names.custom.value() == "chain"
    page.names.first.as_given.edit.setFocus()
    press(house, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    for part in ("Faadumo", "Cali", "Warsame"):
        write(house, part)
        tab(house)
    page.save()
    house.settle()
    assert house.page(PersonScreen).title() == "Person"
    name = recorded(house, "Faadumo").names[0]
    assert (name.display, name.order, name.family) == ("Faadumo Cali Warsame", "GFP", "")


def test_the_custom_a_person_chose_is_not_taken_back_by_a_language(house: House) -> None:
    page = house.open("person_new", PersonNewScreen)
    page.names.custom.setFocus()
    press(house, Qt.Key.Key_Down)
    chosen = page.names.custom.value()
    choose(house, page, "uk")
    assert page.names.custom.value() == chosen


def test_every_language_has_a_custom_and_every_custom_lets_one_name_be_enough(house: House) -> None:
    page = house.open("person_new", PersonNewScreen)
    assert custom_of_language("prs").key == "one"
    assert custom_of_language("qaa").key == "two"
    page.names.first.as_given.line.setText("Selam")
    for custom in CUSTOMS:
        page.names.first.follow(custom)
        assert [name.display for name in page.names.names()] == ["Selam"]


def test_what_was_searched_for_gives_way_to_parts(house: House) -> None:
    page = house.open("person_new", PersonNewScreen, typed="Melnik")
    page.names.first.show_parts()
    page.names.first.parts["given"].edit.setFocus()
    write(house, "Oksana")
    assert page.names.names()[0].display == "Oksana"


def test_another_name_is_added_found_and_shown_with_what_it_is(house: House) -> None:
    page = house.open("person_new", PersonNewScreen)
    write(house, "Zubaida Rahimi")
    press(house, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert house.window.focusWidget() is page.names.fields[1].use
    tab(house, 2)
    write(house, "Umm Jusuf")
    press(house, Qt.Key.Key_Return)
    shown = texts(house.page(PersonScreen))
    assert "Umm Jusuf" in shown
    assert "also known as · as the person says" in shown
    home = house.open("home", HomeScreen)
    home.search.setText("umm jusuf")
    home._look()
    house.settle()
    assert matched_words(home.hits[0]) == "also known as: \u2068Umm Jusuf\u2069"


def test_a_further_name_can_be_taken_out_again(house: House) -> None:
    page = house.open("person_new", PersonNewScreen)
    write(house, "Maryam")
    page.names.add_name()
    page.names.fields[1].as_given.line.setText("typed by mistake")
    page.names.fields[1].remove.setFocus()
    press(house, Qt.Key.Key_Return)
    assert [name.display for name in page.names.names()] == ["Maryam"]
    assert house.window.focusWidget() is page.names.first.as_given.edit


def test_letters_offices_cannot_write_are_pointed_out_and_kept(house: House) -> None:
    page = house.open("person_new", PersonNewScreen)
    write(house, "Ali ☺ Probe")
    page.look_at_letters()
    house.settle()
    assert page.names.warning.isVisible()
    assert "WHITE SMILING FACE" in page.names.warning.text.text()
    assert "DIN 91379" in page.names.warning.text.text()
    press(house, Qt.Key.Key_Return)
    shown = house.page(PersonScreen)
    assert shown.about.warning.isVisible()
    assert recorded(house, "Probe").names[0].full_latin == "Ali ☺ Probe"


def test_a_phone_number_keeps_its_form_and_direction_and_only_gets_a_hint(house: House) -> None:
    page = house.open("person_new", PersonNewScreen, typed="Zubaida")
    page.facts.phone.edit.setFocus()
    write(house, "0151 / 234 567")
    page.look_at_letters()
    house.settle()
    assert "country code" in page.facts.phone.edit.accessibleDescription()
    set_language("ar")
    assert page.facts.phone.edit.layoutDirection() == Qt.LayoutDirection.LeftToRight
    set_language("en")
    page.facts.whose_phone.edit.setFocus()
    write(house, "mother's brother")
    press(house, Qt.Key.Key_Return)
    contact = recorded(house, "Zubaida").contact
    assert (contact.phone, contact.whose_phone) == ("0151 / 234 567", "mother's brother")
    assert "\u20660151 / 234 567\u2069" in texts(house.page(PersonScreen))


def test_a_record_is_corrected_by_keyboard_and_what_stood_before_can_be_read(house: House) -> None:
    page = house.open("person", PersonScreen, person_id=house.person("Amini"))
    assert house.window.focusWidget() is page.form
    press(house, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    form = house.page(PersonNewScreen)
    assert form.title() == "Correct the record"
    focused = house.window.focusWidget()
    assert focused is form.names.first.parts["given"].edit
    press(house, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write(house, "Fatemeh")
    press(house, Qt.Key.Key_Return)
    page = house.page(PersonScreen)
    assert "Amini, Fatemeh" in texts(page)
    assert page.about.history_button.words() == "corrected 1 time"
    page.about.history_button.setFocus()
    press(house, Qt.Key.Key_Return)
    assert page.sheet is not None
    assert any("Amini, Fatima" in label.text() for label in page.sheet.findChildren(Label))
    press(house, Qt.Key.Key_Escape)
    assert house.window.focusWidget() is page.about.history_button


def test_a_correction_that_changes_nothing_leaves_no_trace(house: House) -> None:
    person_id = house.person("Amini")
    before = recorded(house, "Amini")
    house.open("person_new", PersonNewScreen, person_id=person_id).save()
    house.settle()
    assert recorded(house, "Amini") == before


def test_the_focus_on_a_persons_page_is_always_on_a_control(house: House) -> None:
    page = house.open("person", PersonScreen, person_id=house.person("Amini"))
    for deed in (
        page.opened,
        house.window.hide_names,
        lambda: house.window.change(ui_language="ar"),
        lambda: page.decide("K-DS", "given"),
        lambda: page.decide("K-TRANS", "refused"),
    ):
        deed()
        house.settle()
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.focusPolicy() & Qt.FocusPolicy.TabFocus, focused


def test_hidden_names_hide_every_name_and_the_phone(house: House) -> None:
    page = house.open("person", PersonScreen, person_id=house.person("Amini"))
    assert "فاطمه امینی" in texts(page)
    house.window.hide_names()
    house.settle()
    assert "Amini" not in texts(page)
    assert "فاطمه" not in texts(page)


def test_languages_are_apart_from_each_other_and_from_countries(house: House) -> None:
    page = house.open("person_new", PersonNewScreen)
    choose(house, page, "uk")
    assert page.facts.nationality.value() == ""
    named = [language_words(tag) for tag in LANGUAGES]
    assert len(set(named)) == len(LANGUAGES)
    assert {language_words("fa"), language_words("fa-AF")} == {"Persian", "Dari"}
    assert language_words("ku") != language_words("ckb")
    assert (nation_words("XXA"), nation_words("")) == ("stateless", "not asked")


def test_countries_stand_in_the_order_of_the_windows_language(app: QApplication) -> None:
    names = {"a": "Zypern", "b": "Ägypten", "c": "Afghanistan", "d": "Österreich", "e": "Oman"}
    set_language("de")
    assert in_reading_order(names, names.__getitem__) == ["c", "b", "e", "d", "a"]


def test_a_search_is_written_down_once_when_it_is_over(house: House) -> None:
    home = house.open("home", HomeScreen)
    workspace = house.window.workspace
    assert workspace is not None

    def searches() -> list[str]:
        lines = house.call(lambda: audit.audit_trail(workspace, limit=50))
        return [line.detail for line in lines if line.action == "person.search"]

    home.search.setFocus()
    for letter in "amini":
        QTest.keyClicks(home.search, letter)
        home._look()
        house.settle()
    assert searches() == []
    press(house, Qt.Key.Key_Return)
    house.page(PersonScreen)
    assert searches() == ["1 shown"]
