"""Barriers seen in cases: written down anywhere, cut from the case before anybody who steers sees them."""

import csv
import datetime
import io
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from intake_app.code_lists import code_word
from intake_app.errors import N_, IntakeError
from intake_app.languages import Words
from intake_app.records.barrier import Barrier, BarrierLevel, SteeringStatus, SteeringStep
from intake_app.records.ids import new_id
from intake_app.services.cases import case_of
from intake_app.services.saving import save_bytes
from intake_app.services.session import Workspace
from intake_app.vault import case_work as case_work_sql
from intake_app.vault import cases as case_sql
from intake_app.vault import persons as person_sql
from intake_app.vault.errors import RecordMissing

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d(?:[ ./-]?\d)+")
_HEADINGS = (
    N_("Month"), N_("Kind of barrier"), N_("Where does it lie?"), N_("Where it stands"),
    N_("What stood in the way"), N_("What would help?"), N_("At which kind of office"), N_("Offer"),
    N_("Life domain"), N_("Legal sphere"), N_("Status group"), N_("Severity 1 to 4"), N_("Steps"),
)  # fmt: skip


class BarrierUnworded(IntakeError):
    """A barrier was to be kept without a word of what it is."""

    says = N_("Please say in a few words what the barrier is.")
    remedy = N_("Write what stood in the way, without names.")


class BarrierNamesSomebody(IntakeError):
    """A barrier was to leave its case while its words still lead to a person of the case."""

    says = N_("The words still lead to a person of this case.")
    remedy = N_("Write it without names and numbers; then it can be passed on.")


class BarrierDraft(msgspec.Struct, frozen=True):
    """What is written down of a barrier; ``text`` without personal data."""

    type: str
    level: BarrierLevel
    text: str
    observed_on: str = ""  # YYYY-MM-DD; today when empty
    provider_kind: str = ""
    offer_name: str = ""
    domain: str = ""
    sphere: str = ""
    target_group: str = ""
    frequency: str = ""
    severity: int | None = None
    proposal: str = ""


def note_barrier(
    workspace: Workspace, *, person_id: str, draft: BarrierDraft, now: datetime.datetime
) -> Barrier:
    """Keep a barrier with the case it was seen in; raises BarrierUnworded, RecordMissing."""
    case = case_of(workspace, person_id)
    barrier = new_barrier(workspace, draft, case_id=case.id, now=now)
    with workspace.recorded("barrier.note", f"person:{person_id}", now=now, detail=draft.type) as database:
        case_work_sql.keep_barrier(database, barrier)
    return barrier


def new_barrier(
    workspace: Workspace, draft: BarrierDraft, *, case_id: str, now: datetime.datetime
) -> Barrier:
    """Return a barrier from its draft; raises BarrierUnworded."""
    if not draft.text.strip():
        raise BarrierUnworded
    facts = msgspec.structs.asdict(draft)
    facts["observed_on"] = draft.observed_on or now.date().isoformat()
    return Barrier(id=new_id(now), case_id=case_id, recorded_by=workspace.user.id, **facts)


def barriers_of_case(workspace: Workspace, *, person_id: str) -> tuple[Barrier, ...]:
    """Return the barriers that still hang on a person's case; raises RecordMissing."""
    return case_work_sql.barriers_of(workspace.database, case_of(workspace, person_id).id)


def traces_in(workspace: Workspace, *, person_id: str, text: str) -> tuple[str, ...]:
    """Return words of ``text`` that lead to a person of the case: their names, the case number, long numbers.

    Raises RecordMissing.
    """
    case = case_of(workspace, person_id)
    members = case_work_sql.members_of(workspace.database, case.id)
    ids = (case.person_id, person_id, *(one.person_id for one in members))
    people = person_sql.persons_by_id(workspace.database, tuple(dict.fromkeys(ids)))
    named = {
        word.casefold()
        for person in people for name in person.names for spelling in name.spellings
        for word in _WORD.findall(spelling)
    } | {
        word.casefold()
        for household in case_work_sql.households_of(workspace.database, case.id)
        for one in household.members for word in _WORD.findall(one.name)
    }  # fmt: skip
    found = [word for word in _WORD.findall(text) if len(word) > 2 and word.casefold() in named]
    numbers = [number for number in _NUMBER.findall(text) if sum(c.isdigit() for c in number) > 5]
    return tuple(dict.fromkeys([*found, *numbers, *([case.number] if case.number in text else [])]))


def pass_on_barrier(
    workspace: Workspace,
    *,
    barrier_id: str,
    text: str | None = None,
    proposal: str | None = None,
    now: datetime.datetime,
) -> Barrier:
    """Cut a barrier from its case and give it to those who steer: no case, no referral, no author, no day.

    ``text`` and ``proposal`` are the words it leaves with, where they are to be others than those kept. A
    new id replaces the old one, so that the audit trail of the case leads nowhere. Raises RecordMissing,
    BarrierUnworded; BarrierNamesSomebody when the words lead to a person of the case.
    """
    before = _barrier(workspace, barrier_id)
    if before.severed_at is not None:
        return before
    words = before.text if text is None else text.strip()
    wish = before.proposal if proposal is None else proposal.strip()
    if not words:
        raise BarrierUnworded
    if before.case_id:
        case = case_sql.case(workspace.database, before.case_id)
        if case is None:
            raise RecordMissing
        traces = traces_in(workspace, person_id=case.person_id, text=f"{words} {wish} {before.offer_name}")
        if traces:
            raise BarrierNamesSomebody
    month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    severed = msgspec.structs.replace(
        before,
        id=new_id(month),  # an id holds its moment, which would lead back
        case_id="",
        referral_id="",
        text=words,
        proposal=wish,
        recorded_by="",
        observed_on=before.observed_on[:7],
        severed_at=month,
        rev=1,
    )
    with workspace.recorded(
        "barrier.pass-on", f"barrier:{before.id}", now=now, detail=before.type
    ) as database:
        case_work_sql.remove_barrier(database, before.id)
        case_work_sql.keep_barrier(database, severed)
    return severed


def steering_list(workspace: Workspace) -> tuple[Barrier, ...]:
    """Return the barriers that left their cases, the newest month first; nothing in them leads back."""
    found = case_work_sql.severed_barriers(workspace.database)
    return tuple(sorted(found, key=lambda one: (one.observed_on, one.type), reverse=True))


def steer_barrier(
    workspace: Workspace, *, barrier_id: str, status: SteeringStatus, remark: str = "", now: datetime.datetime
) -> Barrier:
    """Keep the next step on the way: analysed, steering group, resolved. Raises RecordMissing."""
    before = _barrier(workspace, barrier_id)
    step = SteeringStep(status=status, at=now, by=workspace.user.id, remark=remark)
    after = msgspec.structs.replace(before, steps=(*before.steps, step), rev=before.rev + 1)
    with workspace.recorded("barrier.steer", f"barrier:{barrier_id}", now=now, detail=status) as database:
        case_work_sql.keep_barrier(database, after)
    return after


def count_barriers(barriers: tuple[Barrier, ...]) -> dict[str, int]:
    """Return how often each type was passed on."""
    counts: dict[str, int] = {}
    for one in barriers:
        counts[one.type] = counts.get(one.type, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def count_statuses(barriers: tuple[Barrier, ...]) -> dict[str, int]:
    """Return how many stand where on their way; where none stands is left out."""
    counts: dict[str, int] = {}
    for one in barriers:
        counts[one.status] = counts.get(one.status, 0) + 1
    return counts


def export_barriers(workspace: Workspace, *, path: Path, words: Words, now: datetime.datetime) -> int:
    """Write the steering list to ``path`` as CSV for a spreadsheet; return how many lines; nothing personal.

    UTF-8 with a byte order mark, comma, quoted; a cell that a spreadsheet would take for a formula begins
    with an apostrophe. Raises DiskFull, FileUnwritable; then nothing has changed at ``path``.
    """

    barriers = steering_list(workspace)
    data = barriers_as_csv(barriers, words).encode("utf-8-sig")
    with workspace.recorded("barrier.export", "barrier:all", now=now, detail=str(len(barriers))):
        save_bytes(path, data)
    return len(barriers)


def barriers_as_csv(barriers: Iterable[Barrier], words: Words) -> str:
    """Return the list as CSV text with a header in the language of ``words``."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([words(heading) for heading in _HEADINGS])
    for one in barriers:
        cells = (
            one.observed_on, code_word("barriers", one.type, words.tag), one.level, one.status, one.text,
            one.proposal,
            code_word("provider-kinds", one.provider_kind, words.tag) if one.provider_kind else "",
            one.offer_name, one.domain,
            code_word("legal-spheres", one.sphere, words.tag) if one.sphere else "",
            one.target_group, str(one.severity or ""),
            "; ".join(f"{step.at.date()} {step.status} {step.remark}".strip() for step in one.steps),
        )  # fmt: skip
        writer.writerow([harmless_cell(cell) for cell in cells])
    return out.getvalue()


def harmless_cell(cell: str) -> str:
    """Return ``cell`` so that no spreadsheet calculates with it (OWASP: CSV injection)."""
    return f"'{cell}" if cell.lstrip().startswith(("=", "+", "-", "@")) or cell[:1] in "\t\r\n" else cell


def _barrier(workspace: Workspace, barrier_id: str) -> Barrier:
    found = case_work_sql.barrier(workspace.database, barrier_id)
    if found is None:
        raise RecordMissing
    return found
