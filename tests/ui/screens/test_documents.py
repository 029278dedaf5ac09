"""Papers of a case: chosen by keys, seen as they will be, saved where one says, noted when they leave."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from intake_app.services import audit, consents, referrals
from intake_app.services.referrals import ReferralDraft
from tests.ui.house import House
from tests.ui.screens.planned import plan_goal, settle_in
from ui.printing import Printing, paint_page, put_on_paper
from ui.screens.documents import DocumentsScreen, paper_name

OFFICE = "Jobcenter Muster"


class OnPaper(Printing):
    """A printer that prints into a file and asks nobody."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def print_pages(self, name: str, pages: tuple[str, ...]) -> bool:  # type: ignore[override]
        printer = QPrinter()
        printer.setOutputFileName(str(self.path))
        put_on_paper(printer, pages)
        return bool(name)


def prepared(house: House) -> str:
    """A sample person with a goal, and a referral that a consent covers."""
    person = settle_in(house)
    goal = plan_goal(house, person)
    workspace, now = house.window.workspace, house.window.now()
    assert workspace is not None

    def refer() -> None:
        consents.record_consent(
            workspace, person_id=person, purpose="K-SPE", state="given", language="fa-AF",
            text_version="K-SPE/1", recipient=OFFICE, categories=("contact", "goal"), now=now,
        )  # fmt: skip
        referrals.refer(
            workspace, person_id=person, now=now,
            draft=ReferralDraft(OFFICE, "handover", goal_id=goal, categories=("contact", "goal")),
        )  # fmt: skip

    house.call(refer)
    return person


def newest_act(house: House) -> tuple[str, str]:
    workspace = house.window.workspace
    assert workspace is not None
    line = house.call(lambda: audit.audit_trail(workspace, limit=1))[0]
    return line.action, line.detail


def ink(page: str) -> int:
    """Return how many dark points a page has when it is painted small."""
    image = QImage(300, 424, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_page(painter, page, QRectF(0, 0, 300, 424))
    painter.end()
    return sum(image.pixelColor(x, y).lightness() < 160 for x in range(0, 300, 2) for y in range(0, 424, 2))


def test_the_client_copy_is_seen_and_saved(house: House, tmp_path: Path) -> None:
    page = house.open("documents", DocumentsScreen, person_id=prepared(house))
    house.settle()
    assert page.made is not None
    assert page.view.count == len(page.made.pages) > 0
    assert page.language.value() == "fa-AF", "the person's own language is offered first"
    assert ink(page.made.pages[0]) > 200
    house.window.files.paths = [tmp_path / "copy.pdf"]
    QTest.keyClick(page.save_button, Qt.Key.Key_Space)
    house.settle()
    assert (tmp_path / "copy.pdf").read_bytes() == page.made.pdf
    assert "copy.pdf" in page.message.title.text()
    assert newest_act(house) == ("paper.make", "copy")


def test_papers_are_chosen_with_the_arrow_keys_and_pages_turned(house: House) -> None:
    page = house.open("documents", DocumentsScreen, person_id=prepared(house))
    house.settle()
    assert page.data is not None
    page.rows[0].setFocus()
    QTest.keyClick(page.rows[0], Qt.Key.Key_Down)
    focused = house.window.focusWidget()
    assert focused is page.rows[1]
    QTest.keyClick(focused, Qt.Key.Key_Return)
    house.settle()
    assert page.wanted is not None
    assert page.wanted.choice.kind == "plan"
    assert page.view.accessibleName().startswith(paper_name(page.wanted.choice))
    assert page.view.count > 1, "the plan has pictures"
    QTest.keyClick(page.view, Qt.Key.Key_PageDown)
    assert page.view.place == 1
    page.turn(-1)
    assert page.view.place == 0


def test_another_language_makes_the_paper_again(house: House) -> None:
    page = house.open("documents", DocumentsScreen, person_id=prepared(house))
    house.settle()
    assert page.made is not None
    before = page.made.pdf
    page.language.set_value("ti")
    house.settle()
    assert page.made is not None
    assert page.made.pdf != before
    assert "-ti-" in page.made.name


def test_a_sheet_that_is_printed_is_handed_over(house: House, tmp_path: Path) -> None:
    page = house.open("documents", DocumentsScreen, person_id=prepared(house), paper="handover")
    house.settle()
    page.printing = OnPaper(tmp_path / "printed.pdf")
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    house.settle()
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    assert newest_act(house) == ("referral.hand-over", "contact goal")


def test_a_consent_that_was_withdrawn_meanwhile_stops_the_paper(house: House, tmp_path: Path) -> None:
    person = prepared(house)
    page = house.open("documents", DocumentsScreen, person_id=person, paper="handover")
    house.settle()
    workspace, now = house.window.workspace, house.window.now()
    assert workspace is not None
    house.call(
        lambda: consents.withdraw_consent(
            workspace, person_id=person, purpose="K-SPE", recipient=OFFICE, now=now
        )
    )
    house.window.files.paths = [tmp_path / "sheet.pdf"]
    page.save_button.click()
    house.settle()
    assert not (tmp_path / "sheet.pdf").exists()
    assert OFFICE in page.message.title.text()


def test_hidden_names_hide_the_paper_not_its_saving(house: House) -> None:
    person = prepared(house)
    house.window.hide_names()
    page = house.open("documents", DocumentsScreen, person_id=person)
    house.settle()
    assert not page.view.isVisible()
    assert page.hidden.isVisible()
    assert page.save_button.isEnabled()


def test_a_letter_is_written_above_the_sheet(house: House) -> None:
    page = house.open("documents", DocumentsScreen, person_id=prepared(house), paper="letter")
    house.settle()
    assert page.letter.isVisible()
    assert page.made is not None
    before = page.made.pdf
    page.letter.setPlainText("Ich bitte um einen Termin.")
    QTest.qWait(800)
    house.settle()
    assert page.made is not None
    assert page.made.pdf != before


def test_everything_kept_goes_into_a_file_too(house: House, tmp_path: Path) -> None:
    person = prepared(house)
    page = house.open("documents", DocumentsScreen, person_id=person, paper="access")
    house.settle()
    assert page.wanted is not None
    assert page.wanted.choice.kind == "access"
    assert page.file_button.isVisible()
    assert page.made is not None
    page.save_file(tmp_path / "kept.json")
    house.settle()
    assert person in (tmp_path / "kept.json").read_text(encoding="utf-8")
    assert newest_act(house)[0] == "access.export"
    page.choose(0)
    house.settle()
    assert not page.file_button.isVisible()


def test_making_can_be_stopped_and_begun_again(house: House) -> None:
    page = house.open("documents", DocumentsScreen, person_id=prepared(house))
    house.settle()
    page.choose(1)
    page.work.show()
    QTest.keyClick(page.work.stop_button, Qt.Key.Key_Space)
    house.settle()
    assert page.made is None
    assert not page.work.isVisible()
    assert not page.save_button.isEnabled()
    assert page.message.isVisible()
    page.choose(1)
    house.settle()
    assert page.made is not None
    assert not page.message.isVisible()


def test_signs_without_a_font_are_told_with_what_to_do(house: House) -> None:
    page = house.open("documents", DocumentsScreen, person_id=prepared(house), paper="letter")
    house.settle()
    page.letter.setPlainText("Vielen Dank 😀")
    page._pause.stop()
    page._again()
    house.settle()
    assert page.made is not None
    assert page.made.said == ("😀",)
    assert "U+1F600" in page.message.title.text()
    assert page.save_button.isEnabled(), "the paper is made all the same"
