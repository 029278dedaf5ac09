"""``intake-app form check`` tells people and scripts what is wrong with a form, and where."""

import json
from pathlib import Path

import pytest

from intake_app.__main__ import main

GOOD = (
    "| survey |\n| | type | name | label::English (en) | label::Dari |\n"
    "| | text | a | A | ا |\n| | text | b | B | |\n"
)
BAD = "| survey |\n| | type | name | label |\n| | text | a | A |\n| | txet | b | B |\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    good.write_text(GOOD, encoding="utf-8")
    bad.write_text(BAD, encoding="utf-8")
    return str(good), str(bad)


def test_a_form_that_installs_exits_0_and_says_what_each_language_lacks(files, capsys) -> None:
    assert main(["form", "check", files[0]]) == 0
    said = capsys.readouterr().out
    assert "good.md: can be installed, 2 warnings" in said
    assert "sheet survey, row 3, column label::Dari: warning" in said
    assert "English (en) [en] 100 %" in said
    assert "Dari [fa-AF] 50 %, missing: 1 labels" in said


def test_a_refused_form_exits_1_with_its_row_and_how_to_mend_it(files, capsys) -> None:
    assert main(["form", "check", *files]) == 1
    said = capsys.readouterr().out
    assert "bad.md: refused, 1 error, 0 warnings" in said
    assert "sheet survey, row 3, column type: error: There is no question type “txet”." in said
    assert "Use a type of the XLSForm convention" in said


def test_strict_counts_warnings_too(files) -> None:
    assert main(["form", "check", "--strict", files[0]]) == 1


def test_wrong_use_exits_2(files, capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["form", "check"])
    assert ended.value.code == 2
    assert main(["form", "check", "nowhere.xlsx"]) == 2
    assert "nowhere.xlsx could not be read" in capsys.readouterr().err


def test_scripts_get_json(files, capsys) -> None:
    main(["form", "check", "--json", *files])
    good, bad = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (good["installs"], good["languages"]["Dari"]["label_missing"]) == (True, 1)
    assert (bad["installs"], bad["findings"][0]["row"], bad["findings"][0]["column"]) == (False, 3, "type")


def test_every_shipped_and_real_form_can_be_checked(shared: Path, capsys) -> None:
    assert main(["form", "check", str(shared / "forms" / "real" / "household-english-dari.xlsx")]) == 0
    assert main(["form", "check", str(shared / "forms" / "real" / "refused-duplicate-choices.xls")]) == 1
    assert "sheet choices, row 160, column name: error" in capsys.readouterr().out


def test_each_language_tells_its_gaps_its_fallback_and_who_read_its_consents(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "form.md"
    form.write_text(
        "| survey |\n| | type | name | label::German (de) | label::Farsi (fa) | label::Dari (fa-AF) "
        "| bind::intake:legal |\n"
        "| | text | a | Name | نام | | |\n| | note | b | Freiwillig | داوطلبانه | | yes |\n"
        "| | text | c | Ort | | شهر | |\n| settings |\n| | default_language |\n| | German (de) |\n",
        encoding="utf-8",
    )
    assert main(["form", "check", str(form)]) == 0
    said = capsys.readouterr().out
    assert "instead of a missing text: Farsi (fa) -> German (de)" in said
    assert "sheet survey, row 2: no label for a (Name)" in said
    assert "texts with legal effect: not shown" in said
    assert main(["form", "check", "--json", str(form)]) == 0
    dari = json.loads(capsys.readouterr().out)["languages"]["Dari (fa-AF)"]
    assert dari["fallback"] == ["Dari (fa-AF)", "Farsi (fa)", "German (de)"]
    assert [(gap["sheet"], gap["row"]) for gap in dari["missing_texts"]] == [("survey", 2), ("survey", 3)]
    assert dari["shows_legal_texts"] is False
