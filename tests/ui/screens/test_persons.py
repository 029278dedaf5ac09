"""Search before recording; a person is recorded as they give their name; consents are noted."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.house import House
from ui.parts.button import Button
from ui.screens.home import HomeScreen
from ui.screens.person import PersonScreen
from ui.screens.person_new import PersonNewScreen


def search(house: House, text: str) -> HomeScreen:
    home = house.open("home", HomeScreen)
    home.search.setText(text)
    home._look()
    house.settle()
    return home


def test_another_spelling_is_found_and_says_why(house: House) -> None:
    home = search(house, "fatma amini")
    assert [hit.display for hit in home.hits] == ["Amini, Fatima"]
    assert home.hits[0].reasons
    assert home.search.accessibleName() == "Search, 1 similar person"
    QTest.keyClick(home.search, Qt.Key.Key_Return)
    house.settle()
    house.page(PersonScreen)


def test_nobody_found_carries_the_name_over(house: House) -> None:
    home = search(house, "Zubaida Rahimi 1990")
    assert home.hits == ()
    home.record_new()
    page = house.page(PersonNewScreen)
    assert (page.names.first.as_given.text(), page.facts.birth.text()) == ("Zubaida Rahimi", "1990")
    page.save()
    house.settle()
    assert house.page(PersonScreen).title() == "Person"


def test_one_name_in_its_own_script_is_enough(house: House) -> None:
    page = house.open("person_new", PersonNewScreen, typed="زهرا")
    assert page.names.first.as_given.text() == "زهرا"
    page.save()
    house.settle()
    house.page(PersonScreen)


def test_a_date_that_is_none_is_asked_again(house: House) -> None:
    page = house.open("person_new", PersonNewScreen, typed="Zubaida")
    QTest.keyClicks(page.facts.birth.line, "31.2.1990")
    page.save()
    assert page.facts.birth.line.hasFocus()
    assert page.draft() is None
    page.facts.birth.line.clear()
    QTest.keyClicks(page.facts.birth.line, "1990")
    page.save()
    house.settle()
    house.page(PersonScreen)


def test_the_same_person_again_needs_a_reason(house: House) -> None:
    page = house.open("person_new", PersonNewScreen)
    QTest.keyClicks(page.names.first.as_given.line, "Fatima Amini")
    QTest.keyClicks(page.facts.birth.line, "1996")
    page.save()
    house.settle()
    assert page.save_button.words() == "None of them – record"
    page.save()
    assert page.reason.error.text() == "Please write why this is another person."
    page.reason.line.setText("Cousin with the same name")
    page.save()
    house.settle()
    house.page(PersonScreen)


def test_a_nameless_record_is_refused(house: House) -> None:
    page = house.open("person_new", PersonNewScreen)
    page.save()
    house.settle()
    assert "name is missing" in page.message.accessibleName()


def test_a_consent_is_given_and_withdrawn(house: House) -> None:
    page = house.open("person", PersonScreen, person_id=house.person("Amini"))
    page.decide("K-TRANS", "given")
    house.settle()
    assert page.consent_state("K-TRANS") == "given"
    page.decide("K-TRANS", "withdrawn")
    sheet = page.sheet
    assert sheet is not None
    assert page.consent_state("K-TRANS") == "given"  # asked first
    sheet.confirm.click()
    house.settle()
    assert page.consent_state("K-TRANS") == "withdrawn"


def test_names_are_hidden_with_one_key(house: House) -> None:
    house.open("home", HomeScreen)
    house.window.hide_names()
    house.settle()
    home = search(house, "amini")
    seen = [name for name in home.shown_names() if name]
    assert "A. F." in seen
    assert not any("Amini" in name for name in seen)


def test_nobody_found_offers_to_record_with_the_typed_name(house: House) -> None:
    home = house.open("home", HomeScreen)
    home.search.setText("Nobodyknown")
    home._look()
    house.settle()
    assert "Record a new person" in [
        button.words() for button in home._popover.findChildren(Button) if button.isVisible()
    ]
    home.search.setText("Amini")
    home._look()
    house.settle()
    assert home._popover.none_button.words() == "None of them – record new"
