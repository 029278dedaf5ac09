"""Consent by purpose: given, refused, withdrawn; each is a new record, the newest counts."""

import datetime

from intake_app.records.consent import Consent, ConsentState, Purpose
from intake_app.records.ids import new_id
from intake_app.services.session import Workspace
from intake_app.vault import consents as consent_sql
from intake_app.vault import persons as person_sql
from intake_app.vault.errors import RecordMissing


def record_consent(
    workspace: Workspace,
    *,
    person_id: str,
    purpose: Purpose,
    state: ConsentState,
    language: str,
    text_version: str,
    interview_id: str = "",
    recipient: str = "",
    categories: tuple[str, ...] = (),
    interpreter: str = "",
    form: str = "oral",
    expires_on: str = "",
    now: datetime.datetime,
) -> Consent:
    """Record what the person decided; raises RecordMissing.

    ``language`` is the one it was read out in, ``interpreter`` who interpreted; ``recipient`` and
    ``categories`` (codes of ``data-categories``) say to whom and what, where the purpose does not.
    """
    if person_sql.person(workspace.database, person_id) is None:
        raise RecordMissing
    consent = Consent(
        id=new_id(now),
        person_id=person_id,
        purpose=purpose,
        state=state,
        at=now,
        recorded_by=workspace.user.id,
        language=language,
        text_version=text_version,
        interview_id=interview_id,
        recipient=recipient,
        categories=categories,
        interpreter=interpreter,
        form=form,
        expires_on=expires_on,
        rev=1 + sum(c.purpose == purpose for c in consent_sql.all_consents(workspace.database, person_id)),
    )
    with workspace.recorded(
        "consent.record", f"person:{person_id}", now=now, detail=f"{purpose} {state}"
    ) as database:
        consent_sql.insert_consent(database, consent)
    return consent


def consent_history(workspace: Workspace, *, person_id: str) -> tuple[Consent, ...]:
    """Return every decision of a person, oldest first."""
    return consent_sql.all_consents(workspace.database, person_id)
