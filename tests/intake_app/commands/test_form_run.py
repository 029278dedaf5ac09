"""A form is run from a script: one request a line, one answer a line, and the run goes on after a refusal."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from intake_app.commands import run_command
from intake_app.commands.form_run import FormRun, answer_lines

FORM = """
| survey |
| | type | name | label::English (en) | label::Deutsch (de) | constraint | constraint_message::English (en) | required | hint::English (en) |
| | integer | age | Age | Alter | . < 130 | Too old | yes | In years |
| | begin_repeat | person | Person | Person | | | | |
| | select_one yn | here | Here? | Hier? | | | | |
| | end_repeat | | | | | | | |
| choices |
| | list_name | name | label::English (en) | label::Deutsch (de) |
| | yn | yes | Yes | Ja |
| | yn | no | No | Nein |
"""  # noqa: E501


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.md"
    path.write_text(FORM.strip(), encoding="utf-8")
    return path


def ask(*requests: dict[str, Any] | str) -> list[dict[str, Any]]:
    lines = "\n".join(each if isinstance(each, str) else json.dumps(each) for each in requests)
    answers = io.StringIO()
    answer_lines(FormRun(), io.StringIO(lines), answers)
    return [json.loads(line) for line in answers.getvalue().splitlines()]


def test_a_whole_run(form: Path) -> None:
    answers = ask(
        {"op": "load", "file": str(form), "now": "2026-03-05T10:30:00+01:00", "language": "English (en)"},
        {"op": "set", "ref": "/data/age", "value": "200"},
        {"op": "set", "ref": "/data/age", "value": 34},
        {"op": "add", "ref": "/data/person"},
        {"op": "set", "ref": "/data/person[2]/here", "value": "yes"},
        {"op": "remove", "ref": "/data/person[1]"},
        {"op": "language", "name": "Deutsch (de)"},
        {"op": "choices", "ref": "/data/person/here"},
        {"op": "state"},
        {"op": "reload"},
        {"op": "xml"},
        {"op": "set", "ref": "/data/age", "value": None},
        {"op": "finish"},
    )
    (
        loaded,
        too_old,
        fine,
        added,
        here,
        removed,
        language,
        choices,
        state,
        reloaded,
        xml,
        cleared,
        finished,
    ) = answers
    assert loaded["languages"] == ["English (en)", "Deutsch (de)"]
    assert all(finding["severity"] != "error" for finding in loaded["findings"])
    assert too_old == {"changed": ["/data/age"], "valid": False, "message": "Too old"}
    assert fine["valid"]
    assert "/data/person[2]" in added["changed"]
    assert here["changed"] == ["/data/person[2]/here"]
    assert "changed" in removed
    assert language == {"ok": True}
    assert choices == {"choices": [{"value": "yes", "label": "Ja"}, {"value": "no", "label": "Nein"}]}
    nodes = {node["ref"]: node for node in state["nodes"]}
    assert nodes["/data/age"] == {
        "ref": "/data/age",
        "value": "34", "relevant": True, "required": True, "readonly": False, "valid": True,
        "label": "Alter", "hint": "In years",
    }  # fmt: skip
    assert nodes["/data/person[1]/here"]["value"] == "yes"
    assert reloaded == {"ok": True}
    assert "<here>yes</here>" in xml["xml"]
    assert not cleared["valid"]
    assert [finding["ref"] for finding in finished["findings"]] == ["/data/age"]


def test_a_refusal_is_an_answer_and_the_run_goes_on(form: Path) -> None:
    answers = ask(
        "not json",
        "[]",
        {"op": "dance"},
        {"op": "state"},
        {"op": "load", "file": str(form.with_name("none.xlsx"))},
        {"op": "load", "file": str(form), "now": "soon"},
        {"op": "load", "file": str(form), "language": "Klingon"},
        {"op": "load", "file": str(form)},
        {"op": "set", "ref": "/data/nowhere", "value": "1"},
        {"op": "set", "value": "1"},
        {"op": "add", "ref": "/data/age"},
        {"op": "eval", "expr": "1 +"},
        {"op": "eval", "expr": "1 + 1"},
    )
    errors = [answer["error"] for answer in answers if "error" in answer]
    assert len(errors) == len(answers) - 2
    assert all(error.strip() and "Traceback" not in error for error in errors)
    assert "form" in answers[7]
    assert answers[-1]["number"] == 2.0


def test_a_refused_form_names_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "bad.md"
    path.write_text("| survey |\n| | type | name | label |\n| | text | a b | A |\n", encoding="utf-8")
    (answer,) = ask({"op": "load", "file": str(path)})
    assert answer["error"]
    assert any(finding["severity"] == "error" for finding in answer["findings"])


def test_an_xform_can_be_given_as_text() -> None:
    xform = (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>'
        '<h:title>T</h:title><model><instance><data id="x" version="2"><a>1</a></data></instance>'
        '<bind nodeset="/data/a" type="int"/></model></h:head>'
        '<h:body><input ref="/data/a"><label>A</label></input></h:body></h:html>'
    )
    loaded, state = ask({"op": "load", "xform": xform}, {"op": "state"})
    assert (loaded["form"], loaded["version"]) == ("x", "2")
    assert state["nodes"][0]["value"] == "1"


def test_the_terminal_door_takes_a_form_and_lines(
    form: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"op":"xml"}\n\n'))
    assert run_command(["form", "run", str(form)]) == 0
    assert "<data" in json.loads(capsys.readouterr().out)["xml"]
    assert run_command(["form", "run", str(form.with_name("none.md"))]) == 1
    assert capsys.readouterr().err


def test_places_and_languages_are_told_apart_and_odd_requests_are_answered(form: Path) -> None:
    load: dict[str, Any] = {"op": "load", "file": str(form)}
    answers = ask(
        load | {"language": "de"},
        {"op": "language", "name": "English"},
        {"op": "language", "name": "fr"},
        {"op": "add", "ref": "/data/person"},
        {"op": "set", "ref": "/data/person[position()=2]/here", "value": "no"},
        {"op": "set", "ref": "/data/person[0]/here", "value": "no"},
        {"op": "set", "ref": f"/data/person[{'9' * 5000}]/here", "value": "no"},
        {"op": "set", "ref": "/data/person[here = 'no']/here", "value": "no"},
        load | {"attachments": 5},
        load | {"seed": "x"},
    )
    assert answers[1] == {"ok": True}
    assert answers[4]["changed"] == ["/data/person[2]/here"]
    refused = [place for place, answer in enumerate(answers) if "error" in answer]
    assert refused == [2, 5, 6, 7, 8, 9]
