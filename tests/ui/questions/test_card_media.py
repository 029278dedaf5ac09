"""A card with a picture, recordings, and what the client touched in her own window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.ui.questions.conftest import Desk
from tests.ui.questions.test_question_box import DARI, GERMAN, TWO_LANGUAGES, key, root
from ui.parts.sound import SoundPlayer
from ui.questions.pictures import Pictures
from ui.questions.question_box import QuestionBox

Lay = Callable[..., Desk]

WITH_MEDIA = """
| survey  |                    |      |              |              |              |
|         | type               | name | label        | media::image | media::audio |
|         | select_one food    | food | What to eat? | plate.png    | ask.wav      |
|         | text               | free | Anything?    | broken.png   |              |
| choices |                    |      |              |              |              |
|         | list_name          | name | label        | media::image | media::audio |
|         | food               | rice | Rice         | rice.png     | rice.wav     |
|         | food               | soup | Soup         |              |              |
"""


def png(width: int, height: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


class Silent(SoundPlayer):
    """Remembers what was to be heard."""

    def play(self, name: str) -> None:
        self._say(name)

    def stop(self) -> None:
        self._say("")


@pytest.fixture
def media(desk: Lay) -> Desk:
    laid = desk(WITH_MEDIA)
    laid.player = Silent({"ask.wav": b"x", "rice.wav": b"x"}, lambda *_asked: None)  # type: ignore[attr-defined]
    pictures = Pictures({"plate.png": png(400, 300), "rice.png": png(50, 50), "broken.png": b"nothing"})
    for box in laid.boxes.values():
        box.bring_media(pictures, laid.player)  # type: ignore[attr-defined]
        box.show_words(laid.panes)
    return laid


def test_a_questions_picture_stands_on_its_card(media: Desk) -> None:
    box = media.boxes[f"{root(media)}/food"]
    assert box._media is not None
    assert box._media.picture.isVisible()
    assert box._media.picture.accessibleName() == "What to eat?"
    assert box._media.picture.height() <= 180


def test_a_choices_picture_stands_beside_its_words(media: Desk) -> None:
    rice, soup = media.boxes[f"{root(media)}/food"].field._buttons
    assert rice.sizeHint().height() > soup.sizeHint().height()


def test_a_broken_picture_is_told_in_words(media: Desk) -> None:
    box = media.boxes[f"{root(media)}/free"]
    assert box._media is not None
    assert box._media.picture.is_broken()
    assert box._media.picture.accessibleName() == "Picture broken.png"


def test_a_key_plays_the_recording_and_stops_it(media: Desk, qtbot: QtBot) -> None:
    media.boxes[f"{root(media)}/food"].setFocus()
    key(qtbot, Qt.Key.Key_P)
    assert media.player.name == "ask.wav"
    key(qtbot, Qt.Key.Key_P)
    assert media.player.name == ""


def test_a_choice_with_a_recording_can_be_heard(media: Desk) -> None:
    box = media.boxes[f"{root(media)}/food"]
    assert box._media is not None
    (button,) = box._media.of_choices
    assert button.accessibleName() == "Listen: Rice"
    button.click()
    assert media.player.name == "rice.wav"
    assert button.accessibleName() == "Stop: Rice"


@pytest.fixture
def reading(desk: Lay) -> tuple[Desk, QuestionBox, str]:
    laid = desk(TWO_LANGUAGES, GERMAN, DARI)
    ref = f"{root(laid)}/reading"
    laid.boxes[ref].setFocus()
    return laid, laid.boxes[ref], ref


def test_what_was_touched_is_said_in_both_languages_and_is_no_answer_yet(
    reading: tuple[Desk, QuestionBox, str],
) -> None:
    laid, box, ref = reading
    box.show_touched("some", is_declined=False, theirs="کمی")
    assert "کمی" in box.touched_text()
    assert "ein wenig" in box.touched_text()
    assert laid.interview.value(ref) is None


def test_enter_takes_it_over(reading: tuple[Desk, QuestionBox, str], qtbot: QtBot) -> None:
    laid, box, ref = reading
    box.show_touched("some", is_declined=False, theirs="کمی")
    key(qtbot, Qt.Key.Key_Return)
    assert laid.interview.value(ref) == "some"
    assert box.touched_text() == ""


def test_backspace_puts_it_aside_and_leaves_the_answer(
    reading: tuple[Desk, QuestionBox, str], qtbot: QtBot
) -> None:
    laid, box, ref = reading
    aside: list[str] = []
    box.put_aside.connect(aside.append)
    key(qtbot, Qt.Key.Key_1)
    box.show_touched("some", is_declined=False, theirs="کمی")
    key(qtbot, Qt.Key.Key_Backspace)
    assert laid.interview.value(ref) == "well"
    assert aside == [ref]
    key(qtbot, Qt.Key.Key_Backspace)
    assert laid.interview.value(ref) is None


def test_touched_declining_is_taken_over_once(reading: tuple[Desk, QuestionBox, str], qtbot: QtBot) -> None:
    laid, box, ref = reading
    for _times in range(2):
        box.show_touched(None, is_declined=True, theirs="نمی‌خواهم جواب بدهم")
        key(qtbot, Qt.Key.Key_Return)
        assert laid.interview.node(ref).non_answer == "declined"


def test_nothing_touched_any_more_shows_nothing(reading: tuple[Desk, QuestionBox, str]) -> None:
    _laid, box, _ref = reading
    box.show_touched("some", is_declined=False, theirs="کمی")
    box.show_touched(None, is_declined=False, theirs="")
    assert box.touched_text() == ""


def test_a_touched_step_is_said_in_digits_of_both(desk: Lay, qtbot: QtBot) -> None:
    laid = desk(
        """
| survey |       |       |                    |                     |                      |
|        | type  | name  | label::German (de) | label::Dari (fa-AF) | parameters           |
|        | range | steps | Wie viel?          | چقدر؟               | start=0 end=4 step=1 |
""",
        GERMAN,
        DARI,
    )
    box = laid.boxes[f"{root(laid)}/steps"]
    box.setFocus()
    box.show_touched("3", is_declined=False, theirs="۳")
    assert "۳" in box.touched_text()
    assert "3" in box.touched_text()
    key(qtbot, Qt.Key.Key_Return)
    assert laid.interview.value(f"{root(laid)}/steps") == "3"
