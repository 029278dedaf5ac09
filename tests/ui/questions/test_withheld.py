"""A consent nobody has reviewed is not shown in that language; the card says so and offers the oral way."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.ui.questions.conftest import Desk
from tests.ui.screens.interview_room import seen_texts

FORM = """
| survey |
| | type | name | label::German (de) | label::Farsi (fa) | label::Dari (fa-AF) | label::Arabic (ar) | bind::intake:saveto |
| | select_one yn | consent | Weitergeben? | انتقال بدهیم؟ | تسلیم کنیم؟ | هل نعطيها؟ | consent.K-TRANS |
| | text | name | Wie heißen Sie? | نام شما؟ | نوم تان؟ | ما اسمك؟ | |
| choices |
| | list_name | name | label::German (de) | label::Farsi (fa) | label::Dari (fa-AF) | label::Arabic (ar) |
| | yn | yes | ja | بله | بلی | نعم |
| | yn | no | nein | خیر | نخیر | لا |
| settings |
| | default_language |
| | German (de) |
| review |
| | language | scope | reviewer | date |
| | Farsi (fa) | legal | Sample reader | 2026-01-01 |
| | Dari (fa-AF) | all | | |
| | Arabic (ar) | all | | |
"""  # noqa: E501
GERMAN, FARSI, DARI, ARABIC = "German (de)", "Farsi (fa)", "Dari (fa-AF)", "Arabic (ar)"


def buttons(box: QWidget) -> list[str]:
    return [one.text() for one in box.findChildren(QAbstractButton) if one.isVisible()]


@pytest.fixture
def consents(desk: Callable[..., Desk]) -> Desk:
    return desk(FORM, GERMAN, ARABIC)


def test_an_unreviewed_consent_stands_in_the_counsellors_language_and_says_why(consents: Desk) -> None:
    ref = f"{consents.interview.form.root.ref}/consent"
    box = consents.boxes[ref]
    assert box.question_text() == ""
    assert box.counsellor_text() == "Weitergeben?"
    assert "this consent text has not been reviewed yet" in box.missing_text()
    assert not any("هل" in text or "نعم" in text for text in seen_texts(box))
    box.set_current(True)
    assert any("orally" in text for text in buttons(box))
    assert consents.boxes[ref.replace("consent", "name")].question_text() == "ما اسمك؟"


def test_the_nearest_reviewed_language_helps_out(consents: Desk) -> None:
    ref = f"{consents.interview.form.root.ref}/consent"
    consents.speak(DARI)
    box = consents.boxes[ref]
    assert box.question_text() == "انتقال بدهیم؟"
    assert DARI in box.missing_text()
    consents.speak(FARSI)
    assert box.question_text() == "انتقال بدهیم؟"
    assert box.missing_text() == ""
    assert "unreviewed" not in box.marks()
