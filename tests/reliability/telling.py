"""The process of the canaries: says everything in the real window, then waits to be killed.

``python -m tests.reliability.telling FOLDER OUT INTERVIEW`` with the canaries as JSON on standard input.
"""

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from intake_app.services.persons import record_person
from intake_app.services.subject_access import export_subject
from tests.intake_app.services.people import draft
from tests.stories.window import Desk
from ui.crash import catch_crashes
from ui.screens.reading import ReadingScreen


def main() -> None:
    """Answer with each canary, search for it, read back, save, record people, meet a bug."""
    folder, out, interview_id = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    canaries: list[str] = json.load(sys.stdin)
    desk = Desk(folder, out)
    app = QCoreApplication.instance()
    assert isinstance(app, QApplication)
    home = desk.enter()
    for canary in canaries[:3]:
        home.search.setText(canary)
        desk.driver.settle()
    home.search.clear()
    screen = desk.continue_draft()
    ref = "/data/person/called"
    screen.go_to(ref)
    desk.driver.settle()
    for canary in canaries:
        screen.box(ref).set_answer(canary)
        screen.box(ref).flush()
        desk.driver.wait(lambda: screen.is_settled, "saving")
    screen.box(ref).set_answer(" ".join(canaries))
    screen.box(ref).flush()
    desk.driver.wait(lambda: screen.is_settled, "saving")
    workspace, now = desk.window.workspace, screen.now()
    assert workspace is not None
    desk.window.go("reading", interview_id=interview_id)
    reading = desk.driver.page(ReadingScreen)
    desk.driver.wait(lambda: reading.reading is not None, "reading back")
    reading.save_pdf(out / "interview.pdf")
    desk.driver.settle()
    assert reading.reading is not None
    person_id = reading.reading.record.person_id
    for canary in canaries:
        reading.ask(
            lambda one=canary: record_person(workspace, draft=draft(one, original=one), now=now),
            lambda _one: None,
        )
    reading.ask(
        lambda: export_subject(workspace, person_id=person_id, path=out / "access.json", now=now),
        lambda _size: None,
    )
    desk.driver.settle()
    catch_crashes(app)

    def stumble() -> None:
        said = canaries[0]
        raise ValueError(said + canaries[1])

    QTimer.singleShot(0, stumble)
    desk.driver.settle()
    print("done", flush=True)
    time.sleep(120)


if __name__ == "__main__":
    main()
