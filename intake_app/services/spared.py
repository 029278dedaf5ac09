"""Questions nobody had to ask twice: counted when an answer that was there already is taken over."""

import datetime
from collections.abc import Sequence

import msgspec

from intake_app.records.assessment import Evidence
from intake_app.records.feedback import SparedBy, SparedQuestion
from intake_app.records.ids import new_id
from intake_app.services.cases import case_of
from intake_app.services.session import Workspace
from intake_app.vault import feedback as feedback_sql
from intake_app.vault.database import Database


class SparedCount(msgspec.Struct, frozen=True):
    """How many questions were not asked again in a case, by where their answers came from."""

    interview: int
    handover: int

    @property
    def whole(self) -> int:
        """Return all of them."""
        return self.interview + self.handover


def spared_in_case(workspace: Workspace, *, person_id: str) -> SparedCount:
    """Return how often a question did not have to be asked again in a person's case; raises RecordMissing."""
    found = feedback_sql.spared_of_case(workspace.database, case_of(workspace, person_id).id)
    by = [one.by for one in found]
    return SparedCount(interview=by.count("interview"), handover=by.count("handover"))


def spared_in_all(workspace: Workspace) -> tuple[int, int]:
    """Return how many questions were spared in all cases, and to how many persons."""
    return feedback_sql.count_spared(workspace.database)


def note_spared(
    database: Database,
    workspace: Workspace,
    *,
    case_id: str,
    person_id: str,
    evidence: Sequence[Evidence],
    by: SparedBy,
    now: datetime.datetime,
) -> None:
    """Count each answer that was taken over, once; runs inside the act that takes it over.

    The same answer taken twice (as a resource and as a need) spared one question.
    """
    known = {
        (one.source, one.about)
        for one in feedback_sql.spared_of_case(database, case_id) if one.person_id == person_id
    }  # fmt: skip
    for one in evidence:
        source, about = one.interview_id or one.ref, one.question or one.ref
        if (source, about) in known:
            continue
        known.add((source, about))
        feedback_sql.keep_spared(
            database,
            SparedQuestion(
                id=new_id(now), case_id=case_id, person_id=person_id, spared_at=now, by=by, about=about,
                source=source, taken_by=workspace.user.id,
            ),
        )  # fmt: skip
