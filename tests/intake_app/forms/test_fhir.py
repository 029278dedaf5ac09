"""A form as a FHIR R4 Questionnaire: structurally right, in all languages, and honest about the rest."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from intake_app.forms import FormDefinition, shipped_forms
from intake_app.forms import install as install_file
from intake_app.forms.fhir import FhirExport, as_questionnaire

Install = Callable[[str], FormDefinition]
_FORM = """
| survey |
| | type | name | label::English (en) | label::Arabic (ar) | hint::English (en) | relevant | constraint | required | calculation | choice_filter | bind::intake:legal |
| | note | rights | It is up to you. | الأمر متروك لك. | | | | | | | yes |
| | integer | age | Age | العمر | In years | | . >= 0 and . < 120 | yes | | | |
| | text | school | School | المدرسة | | ${age} < 18 | string-length(.) <= 40 | | | | |
| | select_one yn | child | Children? | أطفال؟ | | | | | | | |
| | select_multiple tongue | tongues | Languages | اللغات | | | | | | | |
| | begin repeat | kid | Child | طفل | | ${child} = 'yes' | | | | | |
| | text | name | Name of ${age} | الاسم | | | | | | | |
| | date | born | Born | الميلاد | | | . <= today() | | | | |
| | end repeat | | | | | | | | | | |
| | text | both | Both | كلاهما | | selected(${tongues}, 'fa') or ${child} = 'no' | | | | | |
| | text | odd | Odd | غريب | | ${child} != 'no' | | | | | |
| | text | open | Said | قيل | | ${school} != '' | regex(., '[A-Z]+') | | | | |
| | calculate | sum | | | | | | | ${age} * 2 | | |
| | image | photo | Photo | صورة | | | | | | | |
| choices |
| | list_name | name | label::English (en) | label::Arabic (ar) |
| | yn | yes | Yes | نعم |
| | yn | no | No | لا |
| | tongue | fa | Dari | دري |
| | tongue | ti | Tigrinya | التغرينية |
| settings |
| | form_title | form_id | version | default_language |
| | A form | a form | 3 | English (en) |
| review |
| | language | scope | reviewer | date |
| | Arabic (ar) | all | | |
"""  # noqa: E501 - a table
_ITEM_TYPES = {
    "group", "display", "boolean", "decimal", "integer", "date", "dateTime", "time", "string", "text",
    "choice", "attachment",
}  # fmt: skip
_OPERATORS = {"exists", "=", "!=", ">", "<", ">=", "<="}


def items(parent: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in parent.get("item", ()):
        yield item
        yield from items(item)


def by_link(made: FhirExport) -> dict[str, dict[str, Any]]:
    return {item["linkId"]: item for item in items(made.questionnaire)}


def check(made: FhirExport) -> None:
    """Hold the invariants of R4's Questionnaire (que-1 to que-13 as far as they touch what is written)."""
    resource = json.loads(json.dumps(made.questionnaire))
    assert resource["resourceType"] == "Questionnaire"
    assert resource["status"] in {"draft", "active", "retired"}
    all_items = list(items(resource))
    links = [item["linkId"] for item in all_items]
    assert len(links) == len(set(links))  # que-2
    for item in all_items:
        assert item["type"] in _ITEM_TYPES
        assert item["linkId"].strip() == item["linkId"] != ""
        if item["type"] == "group":
            assert item["item"]  # que-1
        if item["type"] == "display":
            assert not {"item", "required", "repeats", "readOnly", "initial", "answerOption"} & set(item)
        if "answerOption" in item:
            assert item["type"] == "choice"  # que-5
            codes = [option["valueCoding"]["code"] for option in item["answerOption"]]
            assert len(codes) == len(set(codes))
        if "maxLength" in item:
            assert item["type"] in {"string", "text", "boolean", "decimal", "integer"}  # que-10
        assert ("enableBehavior" in item) == (len(item.get("enableWhen", ())) > 1)  # que-12
        for condition in item.get("enableWhen", ()):
            assert condition["question"] in links
            assert condition["operator"] in _OPERATORS
            (answer,) = (key for key in condition if key.startswith("answer"))
            assert (condition["operator"] == "exists") == (answer == "answerBoolean")  # que-7


def test_questions_groups_and_choices_have_their_types(install: Install) -> None:
    made = as_questionnaire(install(_FORM))
    check(made)
    types = {link: item["type"] for link, item in by_link(made).items()}
    assert types == {
        "rights": "display", "age": "integer", "age.help": "display", "school": "string", "child": "choice",
        "tongues": "choice", "kid": "group", "kid/name": "string", "kid/born": "date", "both": "string",
        "odd": "string", "open": "string", "photo": "attachment",
    }  # fmt: skip
    assert by_link(made)["kid"]["repeats"] is True
    assert by_link(made)["tongues"]["repeats"] is True
    assert by_link(made)["age"]["required"] is True


def test_translations_stand_beside_the_text_and_unreviewed_legal_ones_do_not(install: Install) -> None:
    found = by_link(as_questionnaire(install(_FORM)))
    assert found["age"]["text"] == "Age"
    (translation,) = found["age"]["_text"]["extension"]
    assert translation["url"].endswith("/translation")
    assert translation["extension"] == [
        {"url": "lang", "valueCode": "ar"}, {"url": "content", "valueString": "العمر"},
    ]  # fmt: skip
    assert "_text" not in found["rights"]
    option = found["child"]["answerOption"][0]["valueCoding"]
    assert (option["code"], option["display"]) == ("yes", "Yes")
    assert option["_display"]["extension"][0]["extension"][1]["valueString"] == "نعم"


def test_conditions_and_bounds_are_expressed_where_fhir_means_the_same(install: Install) -> None:
    found = by_link(as_questionnaire(install(_FORM)))
    assert found["school"]["enableWhen"] == [{"question": "age", "operator": "<", "answerInteger": 18}]
    assert found["school"]["maxLength"] == 40
    assert found["kid"]["enableWhen"] == [
        {"question": "child", "operator": "=", "answerCoding": {"code": "yes"}}
    ]
    assert found["both"]["enableBehavior"] == "any"
    assert found["open"]["enableWhen"] == [
        {"question": "school", "operator": "exists", "answerBoolean": True}
    ]
    assert [(one["url"].rpartition("/")[2], one["valueInteger"]) for one in found["age"]["extension"]] == [
        ("minValue", 0), ("maxValue", 119),
    ]  # fmt: skip
    assert found["open"]["extension"][0]["valueString"] == "[A-Z]+"


def test_what_fhir_cannot_say_is_left_out_and_listed(install: Install) -> None:
    made = as_questionnaire(install(_FORM))
    assert {(one.name, one.what) for one in made.not_expressed} == {
        ("born", "constraint"), ("odd", "relevant"), ("sum", "calculation"), ("name", "text"),
    }  # fmt: skip
    assert "enableWhen" not in by_link(made)["odd"]
    assert all(one.row for one in made.not_expressed)


def test_every_shipped_form_is_a_questionnaire() -> None:
    for file in shipped_forms():
        check(as_questionnaire(install_file(file)))


@pytest.mark.parametrize("name", ["unhcr-rms-capi-v2", "household-english-dari"])
def test_real_forms_are_questionnaires(shared: Path, name: str) -> None:
    file = shared / "forms" / "real" / f"{name}.xlsx"
    if not file.exists():
        pytest.skip(f"{file.name} is not among the outside test input")
    check(as_questionnaire(install_file(file)))
