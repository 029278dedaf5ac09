"""``intake-app form export``: FHIR to a file, what is left out to the terminal; a blank form per language."""

import json
from pathlib import Path

import pytest

from intake_app.__main__ import main

_FORM = """
| survey |
| | type | name | label::English (en) | label::Arabic (ar) | calculation | relevant | bind::intake:legal |
| | note | rights | It is up to you. | الأمر متروك لك. | | | yes |
| | integer | age | Age | العمر | | | |
| | select_one yn | child | Children? | أطفال؟ | | ${age} > 15 | |
| | calculate | sum | | | ${age} * 2 | | |
| choices |
| | list_name | name | label::English (en) | label::Arabic (ar) |
| | yn | yes | Yes | نعم |
| | yn | no | No | لا |
| settings |
| | form_title | form_id | version | default_language |
| | Sample | sample | 3 | English (en) |
| review |
| | language | scope | reviewer | date |
| | Arabic (ar) | all | | |
"""


@pytest.fixture
def form(tmp_path: Path) -> Path:
    file = tmp_path / "form.md"
    file.write_text(_FORM, encoding="utf-8")
    return file


def test_fhir_is_written_and_what_it_cannot_say_is_listed(form, tmp_path, capsys) -> None:
    out = tmp_path / "form.json"
    assert main(["form", "export", str(form), str(out)]) == 1
    assert json.loads(out.read_text(encoding="utf-8"))["resourceType"] == "Questionnaire"
    assert "row 5: calculation of sum: /data/age * 2" in capsys.readouterr().err


def test_a_blank_form_is_written_in_the_language_asked_for(form, tmp_path) -> None:
    out = tmp_path / "form.pdf"
    assert main(["form", "export", str(form), str(out), "--to", "blank", "--language", "Arabic (ar)"]) == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_an_unknown_language_writes_nothing(form, tmp_path, capsys) -> None:
    out = tmp_path / "form.pdf"
    assert main(["form", "export", str(form), str(out), "--to", "blank", "--language", "Klingon"]) == 2
    assert "English (en), Arabic (ar)" in capsys.readouterr().err
    assert not out.exists()
