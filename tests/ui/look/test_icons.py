"""Every icon that the window names is in the icon font, and mirrors only when it shows a direction."""

import ast
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from ui.look.icons import _characters, icon
from ui.words import set_language

UI = Path(__file__).resolve().parents[3] / "ui"
ASKS = {"Icon", "NavItem", "icon_of", "icon", "set_icon", "show_icon", "Area"}


def named_icons() -> set[str]:
    """Return the icon names written in the window's source."""
    found: set[str] = set()
    for file in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            words = [word.value for word in node.keywords if word.arg in {"icon", "trail"}]
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = 1 if name == "Area" else 0
            words += node.args[place : place + 1] if name in ASKS else []
            found |= {str(word.value) for word in words if isinstance(word, ast.Constant) and word.value}
    return found


def test_every_icon_exists(app: QApplication) -> None:
    names = named_icons()
    assert len(names) > 25
    assert {name for name in names if name not in _characters()} == set()


def picture(name: str) -> QImage:
    return icon(name).pixmap(QSize(32, 32)).toImage()


def test_only_signs_of_direction_are_mirrored(app: QApplication) -> None:
    onward, house = picture("arrow-right"), picture("user-plus")
    set_language("ar")
    assert picture("arrow-right") != onward
    assert picture("user-plus") == house
