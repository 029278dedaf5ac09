"""A paper as a person gets it: opened in its sheet, in another language, saved, and read again."""

import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.house import House
from ui.files import GivenFiles
from ui.paper_sheet import PaperSheet


def on_paper(house: House, sheet: QWidget | None, file: Path, language: str) -> str:
    """Choose a language, save the paper with the keys, and return its text; the sheet is closed."""
    assert isinstance(sheet, PaperSheet)
    house.settle()
    sheet.language.set_value(language)
    house.settle()
    assert sheet.made is not None, sheet.message.accessibleName()
    assert sheet.view.count >= 1
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    files, house.window.files = house.window.files, GivenFiles(file)
    QTest.keyClick(sheet.confirm, Qt.Key.Key_Return)
    house.settle()
    assert file.name in sheet.message.accessibleName()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    house.window.files = files
    return subprocess.run(
        ["pdftotext", "-raw", str(file), "-"], check=True, capture_output=True, text=True
    ).stdout
