"""A supervisor writes a certificate of attendance by keys; what is not right is told at the field."""

import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intake_app.services import audit
from tests.ui.house import House
from ui.screens.users import UsersScreen
from ui.screens.users_certificate import CertificateSheet
from ui.screens.users_sheets import ColleagueSheet


def shown(house: House) -> CertificateSheet:
    house.settle()
    return next(sheet for sheet in house.window.findChildren(CertificateSheet) if sheet.isVisible())


def test_a_certificate_is_written_by_keys_and_saved(house: House, tmp_path: Path) -> None:
    house.change_to("supervisor")
    page = house.open("users", UsersScreen)
    QTest.keyClick(page.certificate_button, Qt.Key.Key_Space)
    sheet = shown(house)
    assert sheet.name.line.hasFocus()
    QTest.keyClicks(sheet.ended.line, "15.11.2026")
    QTest.keyClicks(sheet.hours.line, "viele")
    QTest.keyClick(sheet.confirm, Qt.Key.Key_Space)
    assert all(one.error.text() for one in (sheet.name, sheet.training, sheet.begun, sheet.hours))
    assert sheet.name.line.hasFocus()
    QTest.keyClicks(sheet.name.line, "Freiwillige Muster")
    QTest.keyClicks(sheet.training.line, "Mit Dolmetschenden sprechen")
    QTest.keyClicks(sheet.begun.line, "16.11.2026")
    sheet.hours.line.clear()
    QTest.keyClicks(sheet.hours.line, "13,5")
    QTest.keyClicks(sheet.topics, "Schweigepflicht")
    QTest.keyClick(sheet.topics, Qt.Key.Key_Return)
    QTest.keyClick(sheet.topics, Qt.Key.Key_Return)
    QTest.keyClicks(sheet.topics, "Pausen")
    sheet.language.set_value("en")
    QTest.keyClick(sheet.hours.line, Qt.Key.Key_Return)
    assert sheet.ended.error.text() == "It would end before it begins."
    assert sheet.ended.line.hasFocus()
    sheet.ended.line.clear()
    QTest.keyClicks(sheet.ended.line, "18.11.2026")
    file = tmp_path / "certificate.pdf"
    house.window.files.paths = [file]
    QTest.keyClick(sheet.ended.line, Qt.Key.Key_Return)
    house.settle()
    assert "certificate.pdf" in page.message.accessibleName()
    workspace = house.window.workspace
    assert workspace is not None
    line = house.call(lambda: audit.audit_trail(workspace, limit=1))[0]
    assert (line.action, line.detail) == ("paper.make", "certificate")
    if (tool := shutil.which("pdftotext")) is None:
        pytest.skip("pdftotext (Debian: poppler-utils) is not installed")
    read = subprocess.run([tool, "-layout", str(file), "-"], capture_output=True, check=True).stdout.decode()
    for said in ("Freiwillige Muster", "Mit Dolmetschenden sprechen", "13,5", "Schweigepflicht", "Pausen",
                 "Certificate of attendance"):  # fmt: skip
        assert said in read, said


def test_a_colleagues_certificate_has_their_name(house: House) -> None:
    house.change_to("supervisor")
    page = house.open("users", UsersScreen)
    assert page.staff is not None
    user = next(user for user in page.staff.users if user.role == "counsellor")
    page.choose(user)
    house.settle()
    sheet = next(one for one in house.window.findChildren(ColleagueSheet) if one.isVisible())
    QTest.keyClick(sheet.certificate, Qt.Key.Key_Space)
    written = shown(house)
    assert written.name.text() == user.name
    assert written.training.line.hasFocus()
