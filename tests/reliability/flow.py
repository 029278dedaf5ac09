"""The real flow as a stream of acts, each with a mark that is looked for afterwards.

``work`` says a mark after the act that keeps it has returned: from then on it must be there. A hasty flow
says it before: the control that shows what a loss looks like.
"""

import itertools
from collections.abc import Callable
from pathlib import Path

import msgspec

from intake_app.interview import Interview
from intake_app.records.consent import Consent
from intake_app.records.interview_record import InterviewEvent
from intake_app.services import assessments, consents, forms, interviews, persons, plans
from intake_app.services.assessments import ResourceDraft
from intake_app.services.plans import GoalDraft
from intake_app.services.session import Workspace, open_session
from intake_app.vault import files, keyslots, lock_file
from intake_app.vault.vault import Vault
from tests.intake_app.services.people import draft
from tests.intake_app.services.small_form import SMALL_FORM, read_small_form
from tests.intake_app.vault.sample import NOW, Sample


class Way(msgspec.Struct, frozen=True):
    """What opens a workspace again and again without deriving the key each time."""

    data_key: bytes
    compartment_key: bytes | None
    user_id: str
    interview_id: str = ""
    person_id: str = ""


def prepare(sample: Sample) -> Way:
    """Give the workspace a person with an open interview; return how it is opened from now on."""
    workspace = sample.unlock()
    forms.keep_form(workspace, definition=read_small_form(), now=NOW)
    person = persons.record_person(workspace, draft=draft("Anfang"), now=NOW)
    begun = interviews.begin_interview(
        workspace, case_id=person.case.id, form_id=SMALL_FORM, language="", client_language="", now=NOW
    )
    way = Way(
        workspace.vault.data_key, workspace.vault.compartment_key, workspace.user.id, begun.record.id,
        person.person.id,
    )  # fmt: skip
    workspace.vault.close()
    return way


def reopen(folder: Path, way: Way) -> Workspace:
    """Open the workspace as unlocking does, the passphrase apart: lock, keyslots, migration, audit head."""
    lock = lock_file.take_lock(folder)
    try:
        copies = keyslots.read_copies(folder)
        first, second = ((folder / name).read_bytes() for name in files.KEYSLOTS)
        trusted = next(copy for copy in copies if keyslots.is_trusted(copy, way.data_key))
        slot = trusted.slot(way.user_id) or trusted.slots[0]
        opened = keyslots.Opened(
            trusted, slot, way.data_key, None, is_healed=first != second, compartment_key=way.compartment_key
        )
        vault = Vault.open(folder, opened, lock)
    except BaseException:
        lock.close()
        raise
    try:
        return open_session(vault, slot.user, NOW, None)
    except BaseException:
        vault.close()
        raise


def work(
    workspace: Workspace, way: Way, say: Callable[[str], None], *, first: int, is_hasty: bool = False
) -> None:
    """Go on for ever: answers, persons, strengths, consents, goals; each with the next number."""
    living = _living(workspace, way.interview_id)
    for n in itertools.count(first):
        mark = f"mark-{n:06d}"
        if is_hasty:
            say(mark)
        _act(workspace, way, living, mark, n % 8)
        if not is_hasty:
            say(mark)


def marks_in(workspace: Workspace) -> list[str]:
    """Return every mark that is in the workspace, in their order."""
    database = workspace.database
    tables = ("interview_events", "persons", "resources", "goals", "consents")
    rows = database.execute(" UNION ALL ".join(f"SELECT body FROM {table}" for table in tables))
    found = []
    for (body,) in rows:
        at = body.find(b"mark-")
        if at >= 0:
            found.append(body[at : at + 11].decode())
    return sorted(found)


def next_number(workspace: Workspace) -> int:
    """Return the number of the next act."""
    known = marks_in(workspace)
    return int(known[-1][5:]) + 1 if known else 1


def is_whole(marks: list[str], acknowledged: int) -> bool:
    """Tell whether nothing up to ``acknowledged`` is missing and at most one act more is there."""
    wanted = [f"mark-{n:06d}" for n in range(1, acknowledged + 1)]
    return marks in (wanted, [*wanted, f"mark-{acknowledged + 1:06d}"])


def _living(workspace: Workspace, interview_id: str) -> Interview:
    return interviews.resume_interview(workspace, interview_id=interview_id, now=NOW).interview


def _act(workspace: Workspace, way: Way, living: Interview, mark: str, kind: int) -> None:
    if kind == 1:
        persons.record_person(workspace, draft=draft(mark), now=NOW)
    elif kind == 3:
        assessments.add_resource(
            workspace, person_id=way.person_id, draft=ResourceDraft("D06", mark), now=NOW
        )
    elif kind == 5:
        kept: Consent = consents.record_consent(
            workspace, person_id=way.person_id, purpose="K-STAT", state="given", language="de",
            text_version=mark, now=NOW,
        )  # fmt: skip
        assert kept.text_version == mark
    elif kind == 7:
        plans.add_goal(workspace, person_id=way.person_id, draft=GoalDraft("D04", mark), now=NOW)
    else:
        living.answer("/data/name", mark)
        interviews.keep_event(
            workspace, interview_id=way.interview_id, event=InterviewEvent("answer", "/data/name", mark),
            state=living.state(), answered=1, asked=1, language="", client_language="", now=NOW,
        )  # fmt: skip
