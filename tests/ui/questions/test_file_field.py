"""An answer that is a file: chosen, seen, drawn, removed; the field itself never touches the disk."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.ui.questions.conftest import Desk
from ui.files import GivenFiles
from ui.questions.drawing import SIZE
from ui.questions.file_field import FileField
from ui.questions.pictures import decode_picture

Lay = Callable[..., Desk]
TABLE = """
| survey |       |       |               |            |
|        | type  | name  | label         | appearance |
|        | image | photo | A photograph? |            |
|        | image | sign  | Please sign.  | signature  |
|        | file  | paper | A paper?      |            |
"""


def field_of(desk: Desk, name: str) -> FileField:
    field = desk.boxes[f"{desk.interview.form.root.ref}/{name}"].field
    assert isinstance(field, FileField)
    return field


def test_without_a_room_only_the_name_is_the_answer(desk: Lay, tmp_path: Path) -> None:
    laid = desk(TABLE)
    field = field_of(laid, "paper")
    field._files = GivenFiles(tmp_path / "letter.pdf")
    field.button.click()
    assert laid.interview.value("/data/paper") == "letter.pdf"
    assert field.button.text().strip() == "Choose another file"


def test_a_room_is_handed_the_path_and_gives_the_name_back(desk: Lay, tmp_path: Path) -> None:
    laid = desk(TABLE)
    field = field_of(laid, "photo")
    chosen: list[str] = []
    wanted: list[str] = []
    field.file_chosen.connect(chosen.append)
    field.content_wanted.connect(wanted.append)
    field.be_served(GivenFiles(tmp_path / "a.png"))
    field.button.click()
    assert chosen == [str(tmp_path / "a.png")]
    assert laid.interview.value("/data/photo") is None
    field.show_answer("a.png")
    assert wanted == ["a.png"]
    field.show_content("a.png", QImage(40, 30, QImage.Format.Format_RGB32))
    assert field.picture.isVisible()
    assert field.picture.accessibleName() == "a.png"
    field.show_content("older.png", QImage())
    assert not field.picture.is_broken()


def test_a_picture_that_cannot_be_read_is_told_by_its_name(desk: Lay) -> None:
    field = field_of(desk(TABLE), "photo")
    field.be_served(GivenFiles())
    field.show_answer("broken.png")
    field.show_content("broken.png", decode_picture(b"no picture"))
    assert field.picture.is_broken()
    assert field.picture.accessibleName() == "broken.png"


def test_a_signature_is_drawn_by_hand_and_kept_as_a_small_picture(desk: Lay, qtbot: QtBot) -> None:
    laid = desk(TABLE)
    field = field_of(laid, "sign")
    drawn: list[bytes] = []
    field.drawn.connect(lambda png: drawn.append(bytes(png)))
    pad = field.pad
    assert pad is not None
    assert not pad._keep.isEnabled()
    sheet = pad.sheet
    qtbot.mousePress(sheet, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    qtbot.mouseMove(sheet, QPoint(80, 60))
    qtbot.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=QPoint(80, 60))
    pad._keep.click()
    image = decode_picture(drawn[0])
    assert image.size() == SIZE
    colours = {image.pixel(x, y) for x in range(0, 400, 3) for y in range(0, 320, 3)}
    assert len(colours) > 1
    assert not pad._keep.isEnabled()


def test_pictures_are_decoded_no_larger_than_they_are_shown() -> None:
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImage(3000, 600, QImage.Format.Format_Mono).save(buffer, "PNG")
    data = bytes(buffer.data().data())
    assert decode_picture(data, QSize(300, 300)).size() == QSize(300, 60)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="/etc/x.png"/></svg>'
    assert decode_picture(svg).isNull()
