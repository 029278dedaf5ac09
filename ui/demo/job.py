"""The main job, step by step, as people do it: set up, record, interview, read back, review, seal, settle."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec
from PySide6.QtCore import Qt

from intake_app.interview.respondent import Respondent
from intake_app.records.consent import Purpose
from intake_app.records.interview_record import InterviewReading
from intake_app.records.user import Role
from intake_app.services.batches import preview_batch
from intake_app.services.forms import FormOutline, installed_forms
from intake_app.services.reviews import review_queue
from intake_app.services.sample_central import allow_device, answer_batch, make_sample_central
from intake_app.services.session import Workspace
from intake_app.services.workspace import describe_workspace
from ui.demo.driver import Driver, StepFailed
from ui.demo.people import VISITORS, Visitor, client_languages, counsellor_language
from ui.demo.talk import TalkReport, hold_talk
from ui.screens.first_run import FirstRunScreen
from ui.screens.forms import FormsScreen
from ui.screens.handover import HandoverScreen
from ui.screens.home import HomeScreen
from ui.screens.interview import InterviewScreen
from ui.screens.person import PersonScreen
from ui.screens.person_new import PersonNewScreen
from ui.screens.reading import ReadingScreen
from ui.screens.review import ReviewScreen
from ui.screens.settings import SettingsScreen
from ui.screens.unlock import UnlockScreen

T = TypeVar("T")
CENTRE = "Aufnahmestelle Musterstadt (Beispieldaten)"
CENTRAL = "Zentrale Fallstelle Musterstadt (Beispiel)"
TEAM: dict[Role, str] = {"supervisor": "Mira Beispiel", "counsellor": "Nora Muster"}


@dataclass(slots=True)
class Held:
    """One interview that was held, for the summary."""

    number: str
    form: str
    visitor: str
    report: TalkReport
    document: Path | None = None


@dataclass(slots=True)
class JobReport:
    """What the whole job did."""

    forms: list[str] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    returned: int = 0
    approved: int = 0
    held_back: list[str] = field(default_factory=list)
    batch: Path | None = None
    receipt: Path | None = None
    statuses: dict[str, int] = field(default_factory=dict)
    settled: int = 0
    device: str = ""


class Job:
    """The job in one window. ``out`` gets documents, interviews, batch and keys."""

    def __init__(self, driver: Driver, out: Path, *, seed: int, now: Callable[[], datetime.datetime]) -> None:
        self.driver, self.window, self.out, self.seed, self._now = driver, driver.window, out, seed, now
        self.report = JobReport()
        self._withdrawn = 0
        self._passphrases: dict[Role, str] = {}
        self._keys = out / "keys"
        for name in ("documents", "interviews", "batch"):
            (out / name).mkdir(parents=True, exist_ok=True)

    # The steps

    def set_up(self) -> None:
        """From a blank device to an open workspace: centre, recovery key, team, central key."""
        card = make_sample_central(self._keys, name=CENTRAL, now=self._now())
        self.window.start()
        screen = self.driver.page(FirstRunScreen)
        self.driver.picture("first-run")
        screen.show_step(1)
        screen.centre.line.setText(CENTRE)
        sheet = self._keys / "recovery-sheet.txt"
        screen.save_key_to(sheet)
        self.driver.settle()
        screen.prove_file_at(sheet)
        self.driver.wait(lambda: screen.is_proved, "proving the recovery key")
        self.driver.picture("first-run-recovery-key")
        screen.forward.click()
        self.driver.settle()
        for role, name in TEAM.items():
            person = screen.person(role)
            person.name.line.setText(name)
            self._passphrases[role] = person.passphrase.text()
        screen.noted.setChecked(True)
        self.driver.picture("first-run-team")
        screen.forward.click()
        self.driver.settle()
        screen.read_central_at(card)
        self.driver.wait(lambda: screen.central is not None, "reading the central key")
        self.driver.picture("first-run-central-key")
        screen.set_up()
        self.driver.page(HomeScreen, seconds=120)
        self.report.device = self._workspace.device_id
        self._in_vault(lambda: allow_device(self._keys, self._workspace))

    def enter(self, role: Role, *, picture: bool = False) -> HomeScreen:
        """Lock, then unlock as the person with ``role``."""
        if self.window.workspace is not None:
            self.window.lock()
        screen = self.driver.page(UnlockScreen)
        self._choose(screen, role)
        screen.passphrase.setText(self._passphrases[role])
        if picture:
            self.driver.picture("unlock")
        screen.unlock()
        return self.driver.page(HomeScreen, seconds=120)

    def refuse_wrong_passphrase(self) -> None:
        """Try a wrong passphrase once, to see what the door says."""
        self.window.lock()
        screen = self.driver.page(UnlockScreen)
        self._choose(screen, "counsellor")
        screen.passphrase.setText("das ist der falsche Satz")
        screen.unlock()
        self.driver.settle()
        self.driver.picture("unlock-wrong-passphrase")

    def install(self, forms: tuple[Path, ...]) -> list[str]:
        """Install the given forms through the forms screen; return their ids in order."""
        known = [form.form_id for form in self._forms()]
        self.window.go("forms")
        screen = self.driver.page(FormsScreen)
        ids: list[str] = []
        for path in forms:
            screen.install(path)
            self.driver.settle()
            screen = self.driver.page(FormsScreen)
            self.driver.picture(f"forms-{path.stem[:24]}")
            now_there = [form.form_id for form in self._forms()]
            fresh = [form for form in now_there if form not in known]
            if not fresh:
                raise StepFailed(f"{path.name} was not installed: {screen.message.accessibleName()}")
            known, ids = now_there, [*ids, fresh[0]]
        return ids

    def receive(self, number: int, form_id: str, *, pictures: bool) -> None:
        """One visitor: search, record, consent, interview in several languages, read back, PDF."""
        visitor = VISITORS[number % len(VISITORS)]
        person = self._find_or_record(visitor, pictures=pictures)
        purposes: tuple[Purpose, ...] = ("K-DS", "K-TRANS")
        for purpose in purposes:
            person.decide(purpose, "given")
            self.driver.settle()
        person.form.set_value(form_id)
        form = next(one for one in self._forms() if one.form_id == form_id)
        languages = tuple(language for language, _percent in form.languages)
        ours = counsellor_language(languages, languages[0].name)
        theirs = client_languages(languages, visitor.languages, ours)
        person.language.set_value(ours)
        person.client_language.set_value(theirs[0])
        if pictures:
            self.driver.picture("person")
        person.begin()
        screen = self._room()
        tag = next((one.tag for one in languages if one.name == theirs[0]), "") or "en"
        respondent = Respondent(self.seed + number, tag)
        report = TalkReport()
        if pictures:
            report = self._first_half(screen, respondent, theirs)
            screen = self._room()
        more = hold_talk(self.driver, screen, respondent, theirs[:3])
        report.add(more)
        if pictures:
            self.driver.picture("interview-still-open")
        screen.complete()
        self._read_back(form_id, visitor, report, pictures=pictures)

    def withdraw(self, number: int) -> None:
        """The visitor takes the consent to the transfer back."""
        person = self._find_or_record(VISITORS[number % len(VISITORS)], pictures=False)
        person.decide("K-TRANS", "withdrawn")
        self.driver.settle()
        self.driver.picture("consent-withdrawal")
        self.driver.click("Withdraw")
        self.driver.settle()
        self._withdrawn += 1

    def look_around(self) -> None:
        """See the start page with work on it, the search, settings; dark and large."""
        self.window.go("home")
        home = self.driver.page(HomeScreen)
        self.driver.picture("home")
        home.search.setText("Parvane Rahimy")
        self.driver.rest(400)
        self.driver.settle()
        self.driver.picture("home-search-hits")
        self.window.go("settings")
        self.driver.page(SettingsScreen)
        self.driver.picture("settings")

    def review(self, *, pictures: bool, send_back: str = "") -> None:
        """Review everything that waits: return the first with a remark, or approve all."""
        self.window.go("review")
        screen = self.driver.page(ReviewScreen)
        if pictures:
            self.driver.picture("review")
        while before := self._waiting():
            if send_back:
                screen.remark_all.line.setText(send_back)
                send_back = ""
                screen.give_back()
                self.report.returned += 1
            else:
                screen.approve()
                self.report.approved += 1
            self.driver.settle()
            if self._waiting() >= before:
                raise StepFailed(f"the review does not go on: {self.window.trouble_text}")

    def answer_remark(self) -> None:
        """The counsellor opens the returned interview, reads the remark and hands it in again."""
        self.window.go("home")
        self.driver.page(HomeScreen)
        self.driver.picture("home-returned")
        self.driver.click("Open")
        screen = self._room()
        self.driver.picture("interview-returned")
        while not screen.is_last_page():
            screen.next_page()
            self.driver.rest(0)
        self.driver.picture("interview-remarks")
        screen.complete()
        self.driver.page(ReadingScreen)

    def hand_over(self) -> None:
        """Seal onto the stick, let the central system answer, read the receipt in, twice."""
        self.window.go("handover")
        screen = self.driver.page(HandoverScreen)
        self.driver.picture("hand-over")
        self.report.held_back = self._held_back()
        if len(self.report.held_back) != self._withdrawn:
            raise StepFailed(f"withdrawn: {self._withdrawn}, kept back: {self.report.held_back}")
        screen.seal(self.out / "batch")
        self.driver.wait(lambda: screen.sealed is not None, "sealing the batch")
        self.driver.settle()
        self.driver.picture("hand-over-sealed")
        assert screen.sealed is not None
        self.report.batch = screen.sealed.path
        receipt, self.report.receipt = answer_batch(
            self._keys, screen.sealed.path, name=CENTRAL, now=self._now()
        )
        for line in receipt.lines:
            self.report.statuses[line.status] = self.report.statuses.get(line.status, 0) + 1
            self.report.settled += line.status in {"accepted", "duplicate"}
        for _time in range(2):
            screen.take_receipt(self.report.receipt)
            self.driver.settle()
        self.driver.picture("hand-over-receipt")

    # Their parts

    def _first_half(
        self, screen: InterviewScreen, respondent: Respondent, theirs: tuple[str, ...]
    ) -> TalkReport:
        """Begin, look at everything the room offers, then lock in the middle and come back to the draft."""
        self.driver.picture("interview")
        report = hold_talk(self.driver, screen, respondent, theirs[:3], stop_after=2)
        screen.next_page()
        self.driver.settle()
        self.driver.picture("interview-second-section")
        self.driver.press(Qt.Key.Key_F7)
        self.driver.picture("interview-swapped")
        self.driver.press(Qt.Key.Key_F7)
        self.driver.press(Qt.Key.Key_F8)
        self.driver.picture("interview-languages")
        self.driver.press(Qt.Key.Key_Escape)
        for name, choices in (
            ("dark", {"theme": "dark"}),
            ("200-percent", {"text_scale": 2.0}),
        ):
            before = self.window.settings
            self.window.change(**choices)
            self.driver.settle()
            self.driver.picture(f"interview-{name}")
            self.window.change(theme=before.theme, text_scale=before.text_scale)
        self.driver.press(Qt.Key.Key_F9)
        self.driver.picture("interview-pause")
        self.driver.press(Qt.Key.Key_F9)
        report.add(hold_talk(self.driver, screen, respondent, theirs[:3], stop_after=3))
        if screen.is_last_page():  # a short form: go back to its last questions, a draft comes back to those
            screen.previous_page()
        before_refs, number = screen.page_refs(), screen.interview.progress()
        self.enter("counsellor")
        self.driver.picture("home-draft")
        self.driver.click("Continue")
        again = self._room()
        if again.page_refs() != before_refs or again.interview.progress() != number:
            raise StepFailed("the draft did not come back where it was")
        return report

    def _room(self) -> InterviewScreen:
        screen = self.driver.page(InterviewScreen)
        self.driver.wait(lambda: screen.is_ready, "opening the interview")
        return screen

    def _find_or_record(self, visitor: Visitor, *, pictures: bool) -> PersonScreen:
        self.window.go("home")
        home = self.driver.page(HomeScreen)
        name = visitor.draft.names[0]
        home.search.setText(name.display if self._is_known(visitor) else visitor.typed)
        self.driver.rest(400)
        self.driver.settle()
        if self._is_known(visitor):
            self.driver.press(Qt.Key.Key_Return, home.search)
            return self.driver.page(PersonScreen)
        if pictures:
            self.driver.picture("home-search-none")
        self.window.go("person_new", typed=visitor.typed)
        new = self.driver.page(PersonNewScreen)
        new.names.first.show_name(name)
        new.facts.birth.show_told(visitor.draft.birth)
        new.facts.language.set_value(visitor.draft.languages[0])
        if pictures:
            self.driver.picture("person-new")
        new.save()
        self.driver.settle()
        if isinstance(self.window.page, PersonNewScreen):
            self.driver.picture("person-new-similar")
            new.save()
        return self.driver.page(PersonScreen)

    def _is_known(self, visitor: Visitor) -> bool:
        return any(held.visitor == visitor.draft.names[0].display for held in self.report.held)

    def _read_back(self, form_id: str, visitor: Visitor, report: TalkReport, *, pictures: bool) -> None:
        screen = self.driver.page(ReadingScreen)
        self.driver.wait(lambda: screen.reading is not None, "reading the interview back")
        reading = screen.reading
        assert reading is not None
        if pictures:
            self.driver.picture("reading")
        number = f"{len(self.report.held) + 1:02}-{form_id[:40]}"
        document = self.out / "documents" / f"{number}-{reading.case_number}.pdf"
        screen.save_pdf(document)
        self.driver.settle()
        if not document.exists():
            raise StepFailed(f"{document.name} was not written: {self.window.trouble_text}")
        (self.out / "interviews" / f"{number}.json").write_bytes(_as_json(reading))
        self.report.held.append(
            Held(
                reading.case_number,
                reading.record.form_title,
                visitor.draft.names[0].display,
                report,
                document,
            )
        )

    def _choose(self, screen: UnlockScreen, role: Role) -> None:
        users = describe_workspace(self.window.folder).users
        screen.choose(next(user.id for user in users if user.role == role))

    def _forms(self) -> tuple[FormOutline, ...]:
        return self._in_vault(lambda: installed_forms(self._workspace))

    def _waiting(self) -> int:
        return len(self._in_vault(lambda: review_queue(self._workspace)))

    def _held_back(self) -> list[str]:
        preview = self._in_vault(lambda: preview_batch(self._workspace, now=self._now()))
        return [f"{held.case_number}: {held.reason}" for held in preview.held_back]

    @property
    def _workspace(self) -> Workspace:
        assert self.window.workspace is not None
        return self.window.workspace

    def _in_vault(self, call: Callable[[], T]) -> T:
        """Ask the vault as the window does, and wait for the answer."""
        found: list[T] = []
        self.window.lanes.ask(call, found.append, self.window.tell, owner=self.window)
        self.driver.wait(lambda: found, "the vault")
        return found[0]


def _as_json(reading: InterviewReading) -> bytes:
    """Return the answers with their language trail; readable, one file an interview."""
    return msgspec.json.format(msgspec.json.encode(reading), indent=1)
