"""Background work comes back on the GUI thread, in order, and is dropped when nobody waits any more."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from intake_app.errors import Cancelled, IntakeError
from ui.lanes import Lanes


@pytest.fixture
def lanes(app: QApplication) -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.close()


def test_results_arrive_on_the_gui_thread_in_order(lanes: Lanes, qtbot: QtBot) -> None:
    seen: list[tuple[int, bool]] = []
    here = threading.get_ident()
    for number in range(20):
        lanes.ask(lambda n=number: n, lambda n: seen.append((n, threading.get_ident() == here)), print)  # type: ignore[misc]
    qtbot.waitUntil(lambda: not lanes.is_busy)
    assert seen == [(number, True) for number in range(20)]


def test_the_call_runs_elsewhere(lanes: Lanes, qtbot: QtBot) -> None:
    names: list[str] = []
    lanes.ask(lambda: threading.current_thread().name, names.append, print)
    lanes.ask(lambda: threading.current_thread().name, names.append, print, lane="work")
    qtbot.waitUntil(lambda: not lanes.is_busy)
    assert sorted(name.split("_")[0] for name in names) == ["vault", "work"]


def test_expected_trouble_is_told(lanes: Lanes, qtbot: QtBot) -> None:
    told: list[IntakeError] = []

    def stop() -> None:
        raise Cancelled

    lanes.ask(stop, print, told.append)
    qtbot.waitUntil(lambda: not lanes.is_busy)
    assert [type(trouble) for trouble in told] == [Cancelled]


def test_a_bug_is_not_swallowed(lanes: Lanes, qtbot: QtBot) -> None:
    with capture_exceptions() as caught:
        lanes.ask(lambda: 1 // 0, print, print)
        qtbot.waitUntil(lambda: not lanes.is_busy)
    assert [kind for kind, _error, _trail in caught] == [ZeroDivisionError]


def test_a_result_is_dropped_when_the_asker_is_gone(lanes: Lanes, qtbot: QtBot, app: QApplication) -> None:
    gate = threading.Event()
    seen: list[object] = []
    owner = QObject()
    lanes.ask(gate.wait, seen.append, print, owner=owner)
    owner.deleteLater()
    app.sendPostedEvents(None, 0)
    app.processEvents()
    gate.set()
    qtbot.waitUntil(lambda: not lanes.is_busy)
    assert seen == []


def test_a_newer_question_makes_the_old_answer_worthless(lanes: Lanes, qtbot: QtBot) -> None:
    seen: list[str] = []
    lanes.ask(lambda: "old", seen.append, print).drop()
    lanes.ask(lambda: "new", seen.append, print)
    qtbot.waitUntil(lambda: not lanes.is_busy)
    assert seen == ["new"]
