"""What a record's body may look like: typed structs, and the JSON Schemas (2020-12) published from them.

The structs are the single truth. ``resources/schemas/*.json`` is generated (``intake-app batch schemas``),
and a test holds it current. Readers keep fields they do not know; a change that old readers could not
understand gets a new version number and a new ``$id``.
"""

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from intake_app.records.batch import BatchHeader, BatchRecord, Manifest, Receipt
from intake_app.records.interpreter import InterpreterMode

Id = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", title="UUID")]
OptionalId = Annotated[str, Meta(pattern=r"^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$")]
Moment = Annotated[datetime.datetime, Meta(tz=True)]
Text = Annotated[str, Meta(max_length=10_000)]
Ref = Annotated[str, Meta(max_length=2_000)]
Short = Annotated[str, Meta(max_length=300)]
Day = Annotated[str, Meta(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")]
LanguageTag = Annotated[str, Meta(max_length=60, description="BCP 47 tag, or a form language's name")]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PREFIX = "urn:ankommen:schema:"


class Coded(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value from a code list: which list, which code, and how it reads."""

    system: Ref
    code: Short
    display: Text = ""


class DateBody(msgspec.Struct, frozen=True):
    """A date as people give it (EDTF, ISO 8601-2): partial, uncertain, perhaps from another calendar."""

    iso: Annotated[str, Meta(pattern=r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$")]
    precision: Literal["day", "month", "year", "unknown"]
    certainty: Literal["documented", "stated", "estimated", "assigned"]
    calendar: Short = "gregory"
    original: Short = ""
    earliest: Day = ""  # first and last day it can be, where iso alone does not say them
    latest: Day = ""
    told_on: Day = ""  # the day it was told
    told_in: LanguageTag = ""


class NameBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """A name as given, never forced into first and last; the whole name stands in ``full_...``."""

    given: Short = ""
    family: Short = ""
    father: Short = ""
    full_original: Short = ""
    use: Short = "official"
    source: Short = "stated"
    full_latin: Short = ""
    grandfather: Short = ""
    particle: Short = ""
    birth_name: Short = ""
    order: Short = ""  # GF, FG, G, GFP, free; empty: nobody asked
    script: Short = ""  # ISO 15924 of ``full_original``


class AgeBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was stated or assessed about an age; the one never replaces the other."""

    basis: Literal["stated", "assessed"]
    on: Short
    source: Short = ""
    years: int | None = None


class PersonBody(msgspec.Struct, frozen=True):
    """A person seeking advice: core and names."""

    names: Annotated[tuple[NameBody, ...], Meta(min_length=1)]
    birth: DateBody
    created_at: Moment
    sex: Coded | None = None
    languages: tuple[LanguageTag, ...] = ()
    nationality: Coded | None = None
    updated_at: Moment | None = None
    is_sample: bool = False
    ages: tuple[AgeBody, ...] = ()


class CaseBody(msgspec.Struct, frozen=True):
    """The place where interviews and plans of one person come together."""

    number: Short
    person_id: Id
    opened_at: Moment


class ConsentBody(msgspec.Struct, frozen=True):
    """A consent by purpose, the language it was read out in and the version of the text."""

    person_id: Id
    purpose: Literal["K-DS", "K-TRANS"]
    state: Literal["given", "refused", "withdrawn"]
    at: Moment
    language: LanguageTag
    text_version: Short
    interview_id: OptionalId = ""


class TrailEntry(msgspec.Struct, frozen=True):
    """From this moment the client read the form in this language."""

    at: Moment
    language: LanguageTag


class InterpreterBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody who interpreted, or was refused: how, never who. What people thought of it stays, too."""

    mode: InterpreterMode
    language: LanguageTag
    begun_at: Moment
    direction: Literal["both", "to-client", "to-counsellor"] = "both"
    has_secrecy_undertaking: bool = False  # section 203 (4) no. 1 StGB, on file then
    acceptance: Literal["accepted", "refused", "not-asked"] = "not-asked"
    ended_at: Moment | None = None
    attested_at: Moment | None = None


class AnswerBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """A coded answer or a typed non-answer; never free text. ``ref`` carries positions in repeats.

    ``language``, ``reviewed``, ``oral`` and ``interpreted`` say how the question reached the person.
    """

    ref: Ref
    type: Short
    values: tuple[Coded, ...] = ()  # of a selection
    value: Short = ""  # of a number, date or time
    non_answer: Literal["", "declined", "unknown", "not-asked", "not-applicable"] = ""
    sensitivity: Literal["", "P0", "P1", "P2", "P3"] = ""  # P4 never leaves
    saveto: Short = ""
    told: DateBody | None = None  # a date as it was told, without its original words
    language: LanguageTag = ""  # shown when it was answered
    reviewed: bool = True  # had a native speaker reviewed the text shown?
    oral: bool = False  # translated orally
    interpreted: Literal["", "on-site", "phone", "video", "relative-emergency"] = ""


class InterviewBody(msgspec.Struct, frozen=True):
    """An approved interview: its form, its language trail, its coded answers."""

    case_id: Id
    person_id: Id
    form_id: Short
    form_version: Short
    form_title: Text
    begun_at: Moment
    language: LanguageTag
    client_language: LanguageTag
    completed_at: Moment | None = None
    language_trail: tuple[TrailEntry, ...] = ()
    answers: tuple[AnswerBody, ...] = ()
    interpreters: tuple[InterpreterBody, ...] = ()
    is_sample: bool = False


class Target(msgspec.Struct, frozen=True):
    """A record that was sent before."""

    type: Literal["person", "case", "interview", "consent"]
    id: Id


class ErasureBody(msgspec.Struct, frozen=True):
    """A notice: these records were sent before and must be erased now."""

    reason: Literal["consent-withdrawn", "erased-at-source"]
    at: Moment
    targets: Annotated[tuple[Target, ...], Meta(min_length=1)]


Body = PersonBody | CaseBody | ConsentBody | InterviewBody | ErasureBody
_BODIES: dict[str, type[Body]] = {
    "person": PersonBody,
    "case": CaseBody,
    "consent": ConsentBody,
    "interview": InterviewBody,
    "erasure": ErasureBody,
}
_VERSION = 1
_FRAMES: dict[str, type[msgspec.Struct]] = {
    "header": BatchHeader,
    "manifest": Manifest,
    "record": BatchRecord,
    "receipt": Receipt,
}
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PLACE = re.compile(r"at `([^`]*)`")


class BodyRefused(ValueError):
    """A record's body breaks its schema. ``reason`` says where, never what stands there."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def schema_id(kind: str) -> str:
    """Return the ``$id`` of the current schema of a record type."""
    return f"{_PREFIX}{kind}:{_VERSION}"


def id_of_file(name: str) -> str:
    """Return the ``$id`` of the schema in the file ``name`` (``person-1.json``)."""
    kind, _, version = name.removesuffix(".json").rpartition("-")
    return f"{_PREFIX}{kind}:{version}"


def record_of(kind: str, record_id: str, rev: int, body: Body) -> BatchRecord:
    """Return the batch line for ``body``; raises BodyRefused when it breaks its own schema."""
    plain = msgspec.json.decode(msgspec.json.encode(body))  # lists, as whoever reads it will find them
    record = BatchRecord(
        type=kind,
        id=record_id,
        rev=rev,
        op="delete" if kind == "erasure" else "upsert",
        schema=schema_id(kind),
        body=plain,
    )
    read_body(record)
    return record


def read_body(record: BatchRecord) -> Body:
    """Return the typed body of a record; raises BodyRefused with the place where it breaks its schema."""
    kind = _BODIES.get(record.type)
    if kind is None or record.schema != schema_id(record.type):
        raise BodyRefused("schema")
    if not is_uuid(record.id) or not 1 <= record.rev < 1 << 53:
        raise BodyRefused("id, rev")
    if record.op != ("delete" if record.type == "erasure" else "upsert"):
        raise BodyRefused("op")
    try:
        if _has_nul(record.body):
            raise BodyRefused("U+0000")
        return msgspec.convert(record.body, kind)
    except (msgspec.ValidationError, RecursionError) as trouble:
        place = _PLACE.search(str(trouble))
        raise BodyRefused(place[1] if place else "$") from trouble


def is_uuid(text: str) -> bool:
    """Return whether ``text`` is a UUID in its usual spelling."""
    return _UUID.fullmatch(text) is not None


def published() -> Mapping[str, bytes]:
    """Return the schemas as they are published: file name -> JSON text."""
    types: dict[str, type[msgspec.Struct]] = {**_BODIES, **_FRAMES}
    return {f"{kind}-{_VERSION}.json": _publish(kind, of) for kind, of in types.items()}


def _has_nul(value: object) -> bool:
    """Return whether a text anywhere in ``value`` holds U+0000, which databases refuse."""
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_has_nul(key) or _has_nul(part) for key, part in value.items())
    return isinstance(value, list) and any(_has_nul(part) for part in value)


def _publish(kind: str, of: type[msgspec.Struct]) -> bytes:
    schema: dict[str, Any] = msgspec.json.schema(of)
    text = msgspec.json.encode({"$schema": _DIALECT, "$id": schema_id(kind), **schema})
    return msgspec.json.format(text, indent=2) + b"\n"
