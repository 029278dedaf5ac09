"""The process of the canaries: says everything in the real window, then waits for its end.

``python -m tests.reliability.telling FOLDER OUT INTERVIEW`` with the canaries as JSON on standard input. It
says the titles its window had, then ``done``.
"""

import json
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from intake_app.central.keys import make_central_keys
from intake_app.records.partial_date import PartialDate
from intake_app.records.person import PersonDraft, PersonName
from intake_app.services import (
    assessments,
    attachments,
    backups,
    barriers,
    batches,
    consents,
    disputes,
    interviews,
    plans,
    reviews,
)
from intake_app.services.persons import record_person
from intake_app.services.subject_access import export_subject
from intake_app.services.workspace import Workspace
from tests.reliability.table import COLUMN
from tests.stories.window import Desk
from ui.crash import catch_crashes, quiet_other_ways
from ui.screens.documents import DocumentsScreen
from ui.screens.home import HomeScreen
from ui.screens.person_new import PersonNewScreen
from ui.screens.reading import ReadingScreen
from ui.screens.unlock import UnlockScreen
from ui.shield import raise_shield

PAGES = ("person", "plan", "assessment", "network", "case_work", "status", "special_needs", "surveys")


class Teller:
    """One window and what is said in it."""

    def __init__(self, folder: Path, out: Path, interview_id: str, canaries: list[str]) -> None:
        self.desk, self.out, self.interview_id = Desk(folder, out), out, interview_id
        self.canaries, self.person_id, self.titles = canaries, "", set[str]()
        self.desk.window.windowTitleChanged.connect(self.titles.add)

    @property
    def workspace(self) -> Workspace:
        assert self.desk.window.workspace is not None
        return self.desk.window.workspace

    def search(self) -> None:
        """Look for people nobody has recorded."""
        home = self.desk.driver.page(HomeScreen)
        for canary in self.canaries[:3]:
            home.search.setText(canary)
            self.desk.driver.settle()
        home.search.clear()

    def answer(self) -> None:
        """Answer one question again and again, at last with everything; a file is an answer, too."""
        screen = self.desk.continue_draft()
        ref, workspace, now = "/data/person/called", self.workspace, screen.now()
        screen.go_to(ref)
        self.desk.driver.settle()
        for said in (*self.canaries, " ".join(self.canaries)):
            screen.box(ref).set_answer(said)
            screen.box(ref).flush()
            self.desk.driver.wait(lambda: screen.is_settled, "saving")
        content = " ".join(self.canaries).encode()
        screen.ask(
            lambda: attachments.add_attachment(
                workspace, interview_id=self.interview_id, ref=ref, name=f"{self.canaries[0]}.txt",
                content=content, now=now,
            ),
            lambda _kept: None,
        )  # fmt: skip
        self.desk.driver.settle()

    def read_back(self) -> None:
        """Read the interview and save it where it was told."""
        self.desk.window.go("reading", interview_id=self.interview_id)
        reading = self.desk.driver.page(ReadingScreen)
        self.desk.driver.wait(lambda: reading.reading is not None, "reading back")
        reading.save_pdf(self.out / "interview.pdf")
        self.desk.driver.settle()
        assert reading.reading is not None
        self.person_id = reading.reading.record.person_id

    def write_down(self) -> None:
        """Keep people, strengths, goals, barriers and what is disputed; hand over the access file."""
        page, workspace, person_id = self.desk.window.page, self.workspace, self.person_id
        assert page is not None
        now = page.now()

        def keep(canary: str) -> None:
            name = PersonName(given=canary, family=canary, full_original=canary)
            record_person(workspace, draft=PersonDraft(names=(name,), birth=PartialDate()), now=now)

        def keep_once() -> None:
            said = " ".join(self.canaries)
            assessments.add_resource(
                workspace,
                person_id=person_id,
                draft=assessments.ResourceDraft("D06", said, words=said),
                now=now,
            )
            plans.add_goal(workspace, person_id=person_id, draft=plans.GoalDraft("D04", said), now=now)
            barrier = barriers.BarrierDraft("language", "organisational", said, proposal=said)
            barriers.note_barrier(workspace, person_id=person_id, draft=barrier, now=now)
            disputes.raise_dispute(workspace, person_id=person_id, says=said, now=now)
            consents.record_consent(
                workspace, person_id=person_id, purpose="K-TRANS", state="given", language="de",
                text_version="1", now=now,
            )  # fmt: skip
            export_subject(workspace, person_id=person_id, path=self.out / "access.json", now=now)
            backups.back_up(workspace, now=now)

        for canary in self.canaries:
            page.ask(lambda one=canary: keep(one), lambda _done: None)
        page.ask(keep_once, lambda _done: None)
        self.desk.driver.settle()

    def look_at_papers(self) -> None:
        """Turn every page of the case; look at the person's copy before it is a file, then save it."""
        for name in PAGES if COLUMN else PAGES[:2]:
            self.desk.window.go(name, person_id=self.person_id)
            self.desk.driver.settle()
        self.desk.window.go("documents", person_id=self.person_id)
        papers = self.desk.driver.page(DocumentsScreen)
        self.desk.driver.wait(lambda: papers.made is not None, "making the paper")
        papers.view.grab()
        papers.save_pdf(self.out / "copy.pdf")
        self.desk.driver.settle()

    def leave_half_typed(self) -> None:
        """Copy something, type what is not kept, and lock."""
        self.desk.window.go("person_new")
        page = self.desk.driver.page(PersonNewScreen)
        for line, canary in zip(page.findChildren(QLineEdit), self.canaries, strict=False):
            line.setText(canary)
        QApplication.clipboard().setText(self.canaries[0])
        self.desk.window.lock()
        self.desk.driver.page(UnlockScreen)

    def send(self) -> None:
        """Complete, approve and seal a batch, as counsellor and supervisor."""
        workspace, now = self.workspace, self.desk.window.now()
        found = interviews.resume_interview(workspace, interview_id=self.interview_id, now=now)
        interviews.complete_interview(
            workspace,
            interview_id=self.interview_id,
            state=found.interview.state(),
            now=now,
            accepts_open=True,
        )

    def seal(self) -> None:
        """Seal a batch as the supervisor."""
        stick, now = self.out / "stick", self.desk.window.now()
        stick.mkdir()
        keys = make_central_keys(self.out / "central", name="Sample central", now=now, is_sample=True)
        workspace, page = self.workspace, self.desk.window.page
        assert page is not None

        def seal() -> None:
            batches.keep_central_key(workspace, key=batches.read_central_key(keys.card), now=now)
            reviews.approve_interview(workspace, interview_id=self.interview_id, now=now)
            prepared = batches.prepare_batch(workspace, interview_ids=[self.interview_id], now=now)
            batches.record_sealed(workspace, sealed=batches.write_batch(prepared, folder=stick), now=now)

        page.ask(seal, lambda _done: None)
        self.desk.driver.settle()
        assert list(stick.glob("*.intake")), self.desk.window.trouble_text

    def stumble(self) -> None:
        """Meet bugs: in the window, in a thread, where nobody waits."""
        app = QCoreApplication.instance()
        assert isinstance(app, QApplication)
        catch_crashes(app)
        quiet_other_ways()
        said = " ".join(self.canaries)

        def in_window() -> None:
            raise ValueError(said)

        def in_thread() -> None:
            raise LookupError(said)

        class Dropped:
            def __del__(self) -> None:
                raise ArithmeticError(said)

        thread = threading.Thread(target=in_thread)
        thread.start()
        thread.join()
        Dropped()
        QTimer.singleShot(0, in_window)
        self.desk.driver.settle()


def main() -> None:
    """Say everything, twice with the door between."""
    raise_shield()
    teller = Teller(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], json.load(sys.stdin))
    teller.desk.enter()
    teller.search()
    teller.answer()
    teller.read_back()
    teller.write_down()
    teller.look_at_papers()
    teller.send()
    teller.leave_half_typed()
    teller.desk.enter("supervisor")
    teller.seal()
    teller.stumble()
    print(json.dumps(sorted(teller.titles)), flush=True)
    print("done", flush=True)
    time.sleep(120)


if __name__ == "__main__":
    main()
