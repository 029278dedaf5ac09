"""Every place of the window where a person can be: each screen, each sheet, the room on its pages.

``make_stops`` prepares what the places need (interviews held, a hand-over sealed); the stops then go there.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake_app.services import sample_central
from tests.intake_app.sync.adapters.directory import small
from tests.ui.house import House
from tests.ui.screens.planned import plan_goal, settle_in
from tests.ui.screens.recognised import live_through
from ui.parts.sheet import Sheet
from ui.screens.first_run import FirstRunScreen
from ui.screens.handover import HandoverScreen
from ui.screens.home import HomeScreen
from ui.screens.interview import InterviewScreen
from ui.screens.log import LogScreen
from ui.screens.retention import RetentionScreen
from ui.screens.review import ReviewScreen
from ui.screens.settings import SettingsScreen
from ui.screens.status import StatusScreen
from ui.screens.unlock import UnlockScreen
from ui.screens.users import UsersScreen

Stops = dict[str, Callable[[], object]]
CENTRAL = "Zentrale (Beispiel)"


def go_round(house: House, stops: Stops) -> Iterator[str]:
    """Go from stop to stop; yield each one's name while the window stands there."""
    for name, go in stops.items():
        close_sheets(house)
        go()
        house.settle()
        house.come_forward()
        yield name
    close_sheets(house)


def close_sheets(house: House) -> None:
    for sheet in house.window.findChildren(Sheet):
        sheet.close()
    house.settle()


def counsellors_stops(house: House) -> Stops:
    """Return the places of a counsellor, the interview room's among them."""
    interview_id = house.hold_interview("Amini")
    draft = house.hold_interview("Al-Hassan", seed=2, is_completed=False)
    house.hold_interview("Kovalenko", seed=3, is_completed=False)
    person, go = settle_in(house, "Amini"), house.window.go
    plan_goal(house, person)
    recognised = house.person("Al-Hassan")
    live_through(house, recognised)

    def search(text: str) -> None:
        home = house.open("home", HomeScreen)
        home.search.setText(text)
        home._look()

    stops: Stops = {
        "home": lambda: go("home"),
        "people found": partial(search, "fatma"),
        "nobody found": partial(search, "Xylophon"),
        "help": lambda: (house.open("home", HomeScreen), house.window.help()),
        "new person": lambda: go("person_new", typed="Fatima Amini"),
        "person": lambda: go("person", person_id=person),
        "reading": lambda: go("reading", interview_id=interview_id),
        "plan": lambda: go("plan", person_id=person),
        "assessment": lambda: go("assessment", person_id=person),
        "network": lambda: go("network", person_id=person),
        "case work": lambda: go("case_work", person_id=person),
        "status": lambda: go("status", person_id=recognised),
        "status, nothing yet": lambda: go("status", person_id=house.person("Kovalenko")),
        "status, an event": lambda: house.open("status", StatusScreen, person_id=recognised).new_event(),
        "status, a stretch": lambda: house.open("status", StatusScreen, person_id=recognised).new_period(),
        "rules": lambda: go("rules", person_id=recognised),
        "special needs": lambda: go("special_needs", person_id=person),
        "surveys": lambda: go("surveys", person_id=person),
        "documents": lambda: go("documents", person_id=person),
        "plan, nothing yet": lambda: go("plan", person_id=house.person("Kovalenko")),
        "forms": lambda: go("forms"),
        "settings": lambda: go("settings"),
        "feedback": lambda: go("feedback", person_id=person, language="fa-AF"),
        "trouble": lambda: (house.open("home", HomeScreen), house.window.tell_plain("This.", "Do that.")),
    }  # fmt: skip
    return stops | room_stops(house, draft)


def room_stops(house: House, interview_id: str) -> Stops:
    """Return the places of the interview room: three pages, its lists, the pause, what is still open."""

    def enter() -> InterviewScreen:
        room = house.open("interview", InterviewScreen, interview_id=interview_id)
        house.come_forward()
        return room

    def page(number: int) -> InterviewScreen:
        room = enter()
        for _turn in range(60):
            room.previous_page()
        for _turn in range(number):
            room.next_page()
        house.settle()
        return room

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        enter()
        QTest.keyClick(QApplication.focusWidget() or house.window, key, modifier)

    def last() -> None:
        room = enter()
        while not room.is_last_page():
            room.next_page()

    return {
        "interview, first page": partial(page, 0),
        "interview, third page": partial(page, 2),
        "interview, sixth page": partial(page, 5),
        "interview, languages": partial(press, Qt.Key.Key_F8),
        "interview, go to question": partial(press, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier),
        "interview, keys": partial(press, Qt.Key.Key_F1),
        "interview, what is open": last,
        "interview, pause": partial(press, Qt.Key.Key_F9),
    }


def supervisors_stops(house: House, folder: Path) -> Stops:
    """Return the places of a supervisor: one interview waits, one is ready to leave, one has left."""
    for seed, name in enumerate(("Amini", "Al-Hassan", "Kovalenko"), start=1):
        house.hold_interview(name, seed=seed)
    house.change_to("supervisor")
    card = sample_central.make_sample_central(folder / "central", name=CENTRAL, now=house.window.now())
    review = house.open("review", ReviewScreen)
    for _one in range(2):
        review.approve()
        house.settle()
    handover = house.open("handover", HandoverScreen)
    handover.read_key(card)
    house.settle()
    assert handover.sheet is not None
    handover.sheet.confirm.click()
    house.settle()
    next(iter(handover._ticks.values())).setChecked(False)
    stick = folder / "stick"
    stick.mkdir()
    handover.seal(stick)
    house.settle()

    def remark() -> None:
        page = house.open("review", ReviewScreen)
        page.choose(page.queue[0].record.id)
        house.settle()
        page._answers[0].open_remark()
        page.remark_all.show_error("…")

    def compare() -> None:
        house.open("handover", HandoverScreen).read_key(card)

    def lost() -> None:
        page = house.open("handover", HandoverScreen)
        next(iter(page.lost_buttons.values())).click()

    def own_passphrase() -> None:
        house.open("settings", SettingsScreen).people.change_passphrase()

    def colleagues() -> UsersScreen:
        return house.open("users", UsersScreen)

    def retained() -> RetentionScreen:
        return house.open("retention", RetentionScreen)

    def ask_deletion(page: RetentionScreen) -> None:
        assert page.page is not None
        page.choose(page.page.lines[0])

    def period(page: RetentionScreen) -> None:
        assert page.page is not None
        page.choose_rule(page.page.rules[0])

    def one_colleague() -> None:
        page = colleagues()
        assert page.staff is not None
        page.choose(page.staff.users[1])

    def give_passphrase(page: UsersScreen) -> None:
        assert page.staff is not None
        page._ask_passphrase(page.staff.users[1])

    return {
        "supervisor's home": lambda: house.window.go("home"),
        "interpreters": lambda: house.window.go("interpreters"),
        "colleagues": lambda: house.window.go("users"),
        "colleagues, add": lambda: colleagues().add(),
        "colleagues, one": one_colleague,
        "colleagues, new key": lambda: colleagues().ask_new_key(),
        "colleagues, new passphrase": lambda: give_passphrase(colleagues()),
        "own passphrase": own_passphrase,
        "log": lambda: house.open("log", LogScreen).verify(),
        "steering": lambda: house.window.go("steering"),
        "retention": lambda: house.window.go("retention"),
        "retention, ask": lambda: ask_deletion(retained()),
        "retention, period": lambda: period(retained()),
        "sites": lambda: house.window.go("site"),
        "agreements": lambda: house.window.go("agreements"),
        "feedback, figures": lambda: house.window.go("feedback"),
        "figures": lambda: house.window.go("statistics"),
        "offers": lambda: house.window.go("offers"),
        "offers, take over": lambda: house.window.go("offers_import", path=small(folder / "directory")),
        "offers, gaps": lambda: house.window.go("offers_report"),
        "review": lambda: house.window.go("review"),
        "review with a remark": remark,
        "hand-over": lambda: house.window.go("handover"),
        "hand-over, fingerprint": compare,
        "hand-over, lost": lost,
    }


def door_stops(house: House) -> Stops:
    """Return the places in front of the lock."""
    house.window.lock()
    house.settle()

    def sheet(name: str) -> None:
        getattr(house.open("unlock", UnlockScreen), name)()

    def refused() -> None:
        door = house.open("unlock", UnlockScreen)
        door.passphrase.setText("does not fit at all")
        door.unlock()

    def step(number: int) -> None:
        page = house.page(FirstRunScreen)
        page.show_step(number)

    def set_up() -> None:
        house.open("first_run", FirstRunScreen)

    return {
        "door": lambda: house.window.go("unlock"),
        "door, refused": refused,
        "door, recovery": partial(sheet, "show_recovery"),
        "door, restore": partial(sheet, "_ask_restore"),
        "set-up": set_up,
        **{f"set-up, step {number}": partial(step, number) for number in (1, 2, 3)},
    }
