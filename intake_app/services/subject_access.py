"""Access and portability (Art. 15 and 20 GDPR): everything kept about a person, as a sheet and as JSON.

What is kept is read from the vault's schema, so nothing is left out. Names of other people in the person's
household or case stay out (Art. 15 (4)). What lies in the protected compartment is given by who may open it;
otherwise the sheet says that there is something.
"""

import csv
import datetime
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from intake_app import places
from intake_app.assessment.domains import domain_name
from intake_app.code_lists import code_word
from intake_app.records.papers import AccessSection, PaperHead, Said, SeenLine, SubjectAccess
from intake_app.services.interviews import reading_of
from intake_app.services.session import Workspace
from intake_app.services.transparency import transparency_sheet
from intake_app.vault import files, subject
from intake_app.vault import persons as person_sql
from intake_app.vault import special_needs as special_needs_sql
from intake_app.vault.errors import CompartmentClosed, RecordMissing

FORMAT = "ankommen-subject-access/1"
_PRINTED_ELSEWHERE = {"interview_events", "interviews"}  # the answers are printed instead
_CODES = {"purpose": "consent-purposes", "relation": "relations", "result": "referral-results",
          "status_group": "status-groups"}  # fmt: skip
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # joins records, says nothing to a reader
_MOST_PRINTED = 400  # lines of one table; the file holds them all


class SubjectFile(msgspec.Struct, frozen=True):
    """Everything about one person for a machine (Art. 20 GDPR); ``records`` by table."""

    made_at: datetime.datetime
    site: str
    person_id: str
    records: dict[str, list[dict[str, Any]]]
    answers: dict[str, list[dict[str, Any]]]  # interview id -> question and answer as they were read
    special_needs: list[dict[str, Any]] | None  # None: there are some, but not for who made the file
    passed_on: tuple[SeenLine, ...]
    seen: tuple[SeenLine, ...]
    format: str = FORMAT


def subject_file(workspace: Workspace, *, person_id: str, now: datetime.datetime) -> SubjectFile:
    """Return everything kept about a person; an audited look. Raises RecordMissing, AuditBroken."""
    made = _file(workspace, person_id, now)
    with workspace.recorded("access.read", f"person:{person_id}", now=now):
        return made


def export_subject(workspace: Workspace, *, person_id: str, path: Path, now: datetime.datetime) -> int:
    """Write everything kept about a person as JSON to where a person says; return how many bytes.

    Raises RecordMissing, AuditBroken, DiskFull, FileUnwritable.
    """
    made = _file(workspace, person_id, now)
    with workspace.recorded("access.export", f"person:{person_id}", now=now):
        data = msgspec.json.format(msgspec.json.encode(made), indent=1)
        files.write_durably(path, data)
    return len(data)


def subject_sheet(
    workspace: Workspace, person_id: str, head: PaperHead, now: datetime.datetime
) -> SubjectAccess:
    """Return the sheet of everything kept about a person; part of making a paper, which is noted."""
    made = _file(workspace, person_id, now)
    sections = [
        AccessSection(_table_words(table), tuple(_lines(rows)))
        for table, rows in _in_order(made.records)
        if table not in _PRINTED_ELSEWHERE
    ]
    for record in made.records.get("interviews", ()):
        answers = made.answers.get(str(record["id"]), [])
        title: Said = {"de": f"{record['form_title']}, {str(record['begun_at'])[:10]}"}
        sections.append(AccessSection(title, tuple((one["question"], one["answer"]) for one in answers)))
    if made.special_needs:
        sections.append(AccessSection(_table_words("special_needs"), tuple(_lines(made.special_needs))))
    return SubjectAccess(
        head=head,
        sections=tuple(one for one in sections if one.lines),
        is_protected_left_out=made.special_needs is None,
        transparency=transparency_sheet(workspace, person_id, head),
    )


def _file(workspace: Workspace, person_id: str, now: datetime.datetime) -> SubjectFile:
    database = workspace.database
    if person_sql.person(database, person_id) is None:
        raise RecordMissing
    records = subject.rows_about(database, person_id)
    for household in records.get("households", ()):
        household["members"] = [_without_others(one, person_id) for one in household.get("members", ())]
    for assignment in records.get("interpreter_assignments", ()):
        assignment.pop("name", None)
    sheet = transparency_sheet(workspace, person_id, PaperHead(workspace.site.name, "", now, ("de",)))
    return SubjectFile(
        made_at=now,
        site=workspace.site.name,
        person_id=person_id,
        records=records,
        answers={
            str(one["id"]): list(_answers(workspace, str(one["id"]), now))
            for one in records.get("interviews", ())
        },
        special_needs=_special_needs(workspace, person_id),
        passed_on=sheet.passed_on,
        seen=sheet.seen,
    )


def _answers(workspace: Workspace, interview_id: str, now: datetime.datetime) -> Iterator[dict[str, Any]]:
    reading = reading_of(workspace, interview_id=interview_id, now=now)
    tags = reading.languages
    for line in reading.lines:
        if line.kind == "question":
            values = {tags.get(name) or name: text for name, text in line.values.items()}
            yield {
                "ref": line.ref,
                "question": {tags.get(name) or name: text for name, text in line.labels.items()},
                "answer": values if any(values.values()) else {"de": line.non_answer or line.raw or ""},
                "raw": line.raw,
                "non_answer": line.non_answer,
                "disputed": line.disputed,
                "note": line.note,
            }


def _special_needs(workspace: Workspace, person_id: str) -> list[dict[str, Any]] | None:
    if not special_needs_sql.has_check(workspace.database, person_id):
        return []
    try:
        compartment = workspace.vault.compartment
    except CompartmentClosed:
        return None
    checks = special_needs_sql.checks_of(workspace.database, compartment, person_id)
    return [msgspec.to_builtins(one) for one in checks]


def _without_others(member: dict[str, Any], person_id: str) -> dict[str, Any]:
    is_own = member.get("person_id") == person_id
    return member if is_own else {k: v for k, v in member.items() if k not in {"name", "person_id"}}


def _in_order(records: dict[str, list[dict[str, Any]]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the tables in the order of ``tables.csv``; what it does not know comes last."""
    order = list(_words("tables"))
    return sorted(records.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order))


def _lines(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[Said, Said]]:
    """Yield (field, value) in words; fields that only join records are left out."""
    count = 0
    for n, row in enumerate(rows):
        if n:
            yield {"de": ""}, {"de": ""}
        for path, value in _flat(row):
            says = None if _ID.search(value) else _field_words(path)
            if says is not None and (count := count + 1) <= _MOST_PRINTED:
                yield says, _value_words(path[-1], value)


def _flat(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(inner, (*path, str(name)))
    elif isinstance(value, list):
        if all(isinstance(one, str) for one in value):
            yield from _flat(", ".join(value), path)
        else:
            for inner in value:
                yield from _flat(inner, path)
    elif value not in {None, "", False} and path:
        yield path, "✓" if value is True else str(value)


def _field_words(path: tuple[str, ...]) -> Said | None:
    known = _words("fields")
    parts = [known.get(name) for name in path]
    if any(part is not None and part["en"] == "-" for part in parts):
        return None
    last = parts[-1] or {tag: path[-1].replace("_", " ") for tag in ("en", "de")}
    return dict(last)


def _value_words(field: str, value: str) -> Said:
    if field == "domain":
        return {tag: domain_name(value, tag, is_short=True) for tag in ("de", "en")}
    if field in _CODES:
        return {tag: code_word(_CODES[field], value, tag) for tag in ("de", "en")}
    if field.endswith("_at") or field == "at":
        value = value[:16].replace("T", " ")
    return {"de": value}


def _table_words(table: str) -> Said:
    return dict(_words("tables").get(table) or {"de": table})


@lru_cache(maxsize=4)
def _words(name: str) -> dict[str, dict[str, str]]:
    path = places.resources() / "retention" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(line for line in stream if not line.startswith("#"))
        next(rows)
        return {row[0]: {"en": row[1], "de": row[2]} for row in rows}
