"""From a blank laptop to an open workspace: the recovery key is proved before anything is made."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake_app.records.user import Role
from intake_app.services.sample_central import make_sample_central
from tests.ui.house import House
from tests.ui.papers import on_paper
from ui.files import GivenFiles
from ui.salvaging import SalvageSheet
from ui.sample import SAMPLE_PASSPHRASES
from ui.screens.first_run import FirstRunScreen
from ui.screens.home import HomeScreen
from ui.screens.unlock import UnlockScreen


@pytest.fixture
def blank(app: QApplication, quick_keys: None, tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "workspace")
    made.window.start()
    made.settle()
    yield made
    made.close()


def test_a_blank_device_is_set_up(blank: House, tmp_path: Path) -> None:
    page = blank.page(FirstRunScreen)
    page.show_step(1)
    page.centre.line.setText("Erstaufnahme Nord")
    page.forward.click()
    assert "recovery key is not proved" in page.message.accessibleName()
    blank.window.files = GivenFiles(tmp_path / "sheet.txt", tmp_path / "sheet.txt")
    page.save_key.click()
    blank.settle()
    assert "age -d" in (tmp_path / "sheet.txt").read_text("utf-8")
    QTest.keyClick(page.print_key, Qt.Key.Key_Return)
    said = on_paper(blank, page.sheet, tmp_path / "sheet.pdf", "de")
    (key,) = (word for word in said.split() if word.startswith("AGE-SECRET-KEY-1"))
    assert key in (tmp_path / "sheet.txt").read_text("utf-8").replace("\n", ""), "the same key on both"
    page.prove("AGE-SECRET-KEY-1 something else")
    blank.settle()
    assert not page.is_proved
    page.prove_file.click()
    blank.settle()
    assert blank.page(FirstRunScreen).is_proved
    page.forward.click()
    blank.settle()
    roles: tuple[tuple[Role, str], ...] = (("supervisor", "M. Okafor"), ("counsellor", "N. Berger"))
    for role, name in roles:
        card = page.person(role)
        card.name.line.setText(name)
        assert len(card.passphrase.text().split()) == (5 if role == "supervisor" else 4)
    page.forward.click()
    assert page.step == 2  # the passphrases are not noted yet
    page.noted.setChecked(True)
    page.forward.click()
    page.set_up()
    blank.settle()
    blank.page(HomeScreen)
    workspace = blank.window.workspace
    assert workspace is not None
    assert (workspace.site.name, workspace.user.name) == ("Erstaufnahme Nord", "M. Okafor")


def test_a_weak_passphrase_is_explained(blank: House) -> None:
    page = blank.page(FirstRunScreen)
    page.is_proved = True
    page.show_step(2)
    blank.settle()
    card = page.person("counsellor")
    card.name.line.setText("N. Berger")
    card.passphrase.setText("kurz")
    page.noted.setChecked(True)
    card._check()
    blank.settle()
    page.forward.click()
    assert page.step == 2


def test_sample_data_can_be_tried_at_once(blank: House) -> None:
    blank.page(FirstRunScreen).try_sample()
    blank.settle()
    blank.page(HomeScreen)
    assert blank.window.workspace is not None
    assert blank.window.workspace.is_sample


def test_a_wrong_passphrase_is_told_calmly(house: House) -> None:
    house.window.lock()
    house.settle()
    door = house.page(UnlockScreen)
    door.passphrase.setText("something else entirely")
    door.unlock()
    house.settle()
    assert "That does not fit." in door.message_text
    assert "4 tries are left" in door.message_text
    assert door.button.isEnabled()


def test_a_damaged_key_file_offers_the_backup_and_never_a_new_start(house: House) -> None:
    house.window.lock()
    house.settle()
    for file in house.window.folder.iterdir():
        if file.name.startswith("keyslots") and file.is_file():
            file.write_bytes(b"x")
    door = house.open("unlock", UnlockScreen)
    assert door.restore.isVisible()
    assert not door.button.isEnabled()
    assert "damaged" in door.message_text


def test_a_damaged_file_offers_the_backup_first_and_then_what_can_be_read(house: House) -> None:
    house.window.lock()
    house.settle()
    file = house.window.folder / "vault.db"
    data = bytearray(file.read_bytes())
    data[len(data) // 2 // 4096 * 4096 + 4090] ^= 0xFF  # in a page's own sum: the seal notices
    file.write_bytes(data)
    door = house.page(UnlockScreen)
    door.passphrase.setText(SAMPLE_PASSPHRASES["counsellor"])
    door.unlock()
    house.settle()
    assert door.restore.isVisible()
    assert door.salvage.isVisible()
    door.salvage.click()
    sheet = door.findChild(SalvageSheet)
    assert sheet is not None
    assert "Restore the latest backup first" in sheet.text.text()
    QTest.keyClick(sheet.act, Qt.Key.Key_Return)
    house.settle()
    assert "This was saved:" in sheet.text.text()
    assert "People: " in sheet.text.text()
    assert "This is lost:" in sheet.text.text()
    QTest.keyClick(sheet.act, Qt.Key.Key_Return)
    house.settle()
    house.page(HomeScreen)
    assert list(house.window.folder.glob("set-aside-*"))


def test_the_central_keys_fingerprint_is_told_in_the_windows_language(blank: House, tmp_path: Path) -> None:
    page = blank.page(FirstRunScreen)
    page.show_step(3)
    page.read_central_at(make_sample_central(tmp_path / "keys", name="Centre", now=blank.window.now()))
    blank.settle()
    before = page._central_print.text()
    assert page._fingerprint in before
    blank.window.change(ui_language="ar")
    blank.settle()
    assert page._fingerprint in page._central_print.text()
    assert page._central_print.text() != before
