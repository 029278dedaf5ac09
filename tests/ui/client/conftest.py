"""A form written as a small table, and its questions as a client sees them."""

import datetime
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from intake_app.forms import read_form
from intake_app.interview import Interview
from ui.client.question import ClientQuestion, client_question
from ui.questions.card_panes import spoken_language
from ui.questions.panes import Panes

NOW = datetime.datetime(2026, 11, 23, 9, 42, tzinfo=datetime.UTC)
GERMAN, DARI, ARABIC, TIGRINYA = "German (de)", "Dari (fa-AF)", "Arabic (ar)", "Tigrinya (ti)"

HOUSE = """
| survey  |                     |         |                     |                     |            |                        |
|         | type                | name    | label::German (de)  | label::Dari (fa-AF) | appearance | parameters             |
|         | text                | name    | Wie heißen Sie?     | نام شما چیست؟       |            |                        |
|         | select_one reading  | reading | Können Sie lesen?   | خوانده می‌توانید؟   |            |                        |
|         | select_multiple use | use     | Was brauchen Sie?   | چه لازم دارید؟      |            |                        |
|         | select_one likert   | calm    | Wie ruhig ist es?   | چقدر آرام است؟      | likert     |                        |
|         | range               | steps   | Wie viel von 0 bis 4? | از صفر تا چهار؟   |            | start=0 end=4 step=1   |
|         | range               | far     | Wie viel von 0 bis 100? | از صفر تا صد؟   |            | start=0 end=100 step=1 |
|         | select_one town     | town    | Welche Stadt?       | کدام شهر؟           |            |                        |
|         | rank use            | order   | Was zuerst?         | اول چه؟             |            |                        |
|         | acknowledge         | heard   | Das ist freiwillig. | این داوطلبانه است.  |            |                        |
|         | note                | hello   | Guten Tag, ${name}. | سلام ${name}        |            |                        |
|         | select_one reading  | german  | Nur deutsch gefragt |                     |            |                        |
| choices |                     |         |                     |                     |
|         | list_name           | name    | label::German (de)  | label::Dari (fa-AF) |
|         | reading             | yes     | ja                  | بلی                 |
|         | reading             | no      | nein                | نخیر                |
|         | use                 | bread   | Brot                | نان                 |
|         | use                 | bed     | ein Bett            | تخت خواب            |
|         | use                 | peace   | Ruhe                | آرامش               |
|         | likert              | a       | gar nicht           | اصلاً               |
|         | likert              | b       | etwas               | کمی                 |
|         | likert              | c       | sehr                | زیاد                |
""" + "".join(f"|  | town | t{n} | Stadt {n} | شهر {n} |\n" for n in range(9))  # noqa: E501


@pytest.fixture
def begin(tmp_path: Path) -> Callable[..., Interview]:
    """Return a way to begin an interview on a form written as a markdown table, with pictures and sounds."""

    def _begin(table: str = HOUSE, **media: bytes) -> Interview:
        file = tmp_path / "form.md"
        file.write_text(table, encoding="utf-8")
        definition = read_form(file).definition
        assert definition is not None
        held = {name.replace("_", "."): data for name, data in media.items()}
        return Interview.begin(msgspec.structs.replace(definition, media=held), now=NOW)

    return _begin


def seen(interview: Interview, name: str, client: str = DARI, counsellor: str = GERMAN) -> ClientQuestion:
    """Return what the client sees of the question ``name``."""
    panes = Panes(spoken_language(interview, counsellor), spoken_language(interview, client))
    return client_question(interview, f"{interview.form.root.ref}/{name}", panes)
