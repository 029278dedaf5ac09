"""Consent by purpose: given, refused, withdrawn; each is a new record, the newest counts."""

import datetime

import msgspec

from intake_app.code_lists import code_word
from intake_app.planning.consent_texts import ConsentText, consent_text, text_languages
from intake_app.planning.handover import special_categories
from intake_app.records.consent import Consent, ConsentState, Purpose
from intake_app.records.ids import new_id
from intake_app.services.errors import StorageEnded
from intake_app.services.session import Workspace
from intake_app.vault import consents as consent_sql
from intake_app.vault import persons as person_sql
from intake_app.vault.errors import RecordMissing

__all__ = ["ConsentText", "text_languages"]


def release_text(
    *, recipient: str, categories: tuple[str, ...], goal: str = "", language: str, reader: str = "de"
) -> ConsentText:
    """Return what is read out before a release from secrecy towards ``recipient`` (section 203 StGB).

    ``categories`` are codes of ``data-categories``; ``language`` and ``reader`` (who reads it out) are
    BCP 47 tags. In a language without a reviewed text it is withheld and comes in the reader's.
    """

    def filled(tag: str) -> ConsentText:
        facts = {
            "recipient": recipient,
            "categories": ", ".join(code_word("data-categories", one, tag) for one in categories),
            "special": ", ".join(
                code_word("data-categories", one, tag) for one in special_categories(categories)
            ),
            "goal": goal,
        }
        return consent_text("K-SPE", language, facts, reader=reader)

    return filled(filled(language).language)


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


def withdraw_consent(
    workspace: Workspace, *, person_id: str, purpose: Purpose, recipient: str = "", now: datetime.datetime
) -> Consent:
    """Record that the person takes a consent back; nothing follows from then on. Raises RecordMissing."""
    before = consent_sql.latest_consent(workspace.database, person_id, purpose, recipient)
    if before is None:
        raise RecordMissing
    withdrawn = msgspec.structs.replace(
        before,
        id=new_id(now),
        state="withdrawn",
        at=now,
        recorded_by=workspace.user.id,
        interview_id="",
        expires_on="",
        rev=before.rev + 1,
    )
    with workspace.recorded("consent.withdraw", f"person:{person_id}", now=now, detail=purpose) as database:
        consent_sql.insert_consent(database, withdrawn)
    return withdrawn


def demand_storage(workspace: Workspace, person_id: str) -> None:
    """Raise StorageEnded when the person took back the consent to keep their data."""
    newest = consent_sql.latest_consent(workspace.database, person_id, "K-DS")
    if newest is not None and newest.state == "withdrawn":
        raise StorageEnded


def consent_history(workspace: Workspace, *, person_id: str) -> tuple[Consent, ...]:
    """Return every decision of a person, oldest first."""
    return consent_sql.all_consents(workspace.database, person_id)
