"""The published schemas are current, and a body that breaks its schema is told by place, never by value."""

from typing import Any

import msgspec
import pytest

from intake_app import places
from intake_app.records.batch import BatchRecord
from intake_app.sync.schema import (
    AnswerBody,
    BodyRefused,
    Coded,
    ErasureBody,
    InterviewBody,
    PersonBody,
    Target,
    id_of_file,
    published,
    read_body,
    record_of,
    schema_id,
)
from tests.intake_app.sync.sender import NOW, family_of_records, person

ID = "019cade2-11c0-7000-8000-000000000001"


def test_the_published_files_are_what_the_program_uses() -> None:
    """When this fails: intake-app batch schemas --out resources/schemas."""
    folder = places.resources() / "schemas"
    assert {file.name: file.read_bytes() for file in folder.glob("*.json")} == published()


def test_published_schemas_are_2020_12_with_their_own_id() -> None:
    for name, data in published().items():
        schema = msgspec.json.decode(data)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["$id"] == id_of_file(name)
        assert schema["$ref"].removeprefix("#/$defs/") in schema["$defs"]
        assert '"additionalProperties": false' not in data.decode()


def test_every_kind_of_record_is_read_back() -> None:
    interview = InterviewBody(
        case_id=ID,
        person_id=ID,
        form_id="arrival",
        form_version="1",
        form_title="Arrival",
        begun_at=NOW,
        language="Deutsch (de)",
        client_language="العربية (ar)",
        answers=(
            AnswerBody(ref="/data/a", type="select_one", values=(Coded(system="arrival", code="yes"),)),
        ),
    )
    erasure = ErasureBody(reason="consent-withdrawn", at=NOW, targets=(Target(type="person", id=ID),))
    records = [
        *family_of_records(1),
        record_of("interview", ID, 1, interview),
        record_of("erasure", ID, 1, erasure),
    ]
    assert {type(read_body(record)).__name__ for record in records} == {
        "PersonBody",
        "CaseBody",
        "ConsentBody",
        "InterviewBody",
        "ErasureBody",
    }
    assert records[-1].op == "delete"


def test_fields_nobody_knows_yet_do_no_harm() -> None:
    record = person()
    record.body["shoe_size"] = {"system": "EU", "code": "38"}
    assert isinstance(read_body(record), PersonBody)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"names": []}, "$.names"),
        ({"names": [{"given": 7}]}, "$.names[0].given"),
        ({"birth": {"iso": "secret", "precision": "day", "certainty": "stated"}}, "$.birth.iso"),
        ({"birth": {"iso": "", "precision": "secret", "certainty": "stated"}}, "$.birth.precision"),
        ({"created_at": "2026-03-02T09:30:00"}, "$.created_at"),
        ({"sex": "secret"}, "$.sex"),
        ({"extra": "a\0b"}, "U+0000"),
    ],
)
def test_a_broken_body_is_told_by_place_only(change: dict[str, Any], place: str) -> None:
    record = person()
    record.body.update(change)
    with pytest.raises(BodyRefused) as caught:
        read_body(record)
    assert caught.value.reason == place
    assert "secret" not in caught.value.reason


def deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


def changed(**facts: Any) -> BatchRecord:
    return msgspec.structs.replace(person(), **facts)


@pytest.mark.parametrize(
    "record",
    [
        changed(type="secret"),
        changed(schema=schema_id("case")),
        changed(schema="urn:ankommen:schema:person:2"),
        changed(id="1"),
        changed(rev=0),
        changed(rev=1 << 60),
        changed(op="delete"),
        changed(body={}),
        changed(body=person().body | {"deep": deep(5000)}),
    ],
)
def test_a_broken_line_is_refused(record: BatchRecord) -> None:
    with pytest.raises(BodyRefused):
        read_body(record)
