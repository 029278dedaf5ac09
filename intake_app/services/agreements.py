"""The register of cooperation agreements: which offices work together, in which legal spheres, how long."""

import datetime
import hashlib
from pathlib import Path

import msgspec

from intake_app.errors import N_, FileUnreadable, IntakeError
from intake_app.records.cooperation import AgreementPaper, CooperationAgreement
from intake_app.records.ids import new_id
from intake_app.services.saving import save_bytes
from intake_app.services.session import Workspace
from intake_app.vault import sites as site_sql
from intake_app.vault.errors import RecordMissing

MOST_BYTES = 10 * 1024 * 1024
SOON_DAYS = 90  # an agreement that ends within so many days is told
_TYPES = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


class AgreementUnnamed(IntakeError):
    """An agreement was to be kept without a title or with fewer than two parties."""

    says = N_("An agreement has a title and at least two parties.")
    remedy = N_("Write down what it is called and between which offices it holds.")


class AgreementDaysTurned(IntakeError):
    """An agreement was to end before it begins."""

    says = N_("It would end before it begins.")
    remedy = N_("Compare both days.")


class PaperUnusable(IntakeError):
    """A file that is no PDF or picture, or too large."""

    says = N_("{file} cannot be kept as the paper of an agreement.")
    remedy = N_("Choose a PDF, PNG or JPEG of at most ten megabytes.")


def agreements(workspace: Workspace) -> tuple[CooperationAgreement, ...]:
    """Return those of every site and of the one in use: in force first, then by title."""
    return tuple(
        sorted(
            (
                one
                for one in site_sql.agreements(workspace.database)
                if one.site_id in {"", workspace.site.id}
            ),
            key=lambda one: (bool(one.ends_on), one.ends_on, one.title.casefold()),
        )
    )


def keep_agreement(
    workspace: Workspace, *, agreement: CooperationAgreement, now: datetime.datetime
) -> CooperationAgreement:
    """Keep an agreement (an empty id makes a new one).

    Raises NotAllowed, AgreementUnnamed, AgreementDaysTurned.
    """
    workspace.require_role("supervisor")
    parties = tuple(party.strip() for party in agreement.parties if party.strip())
    if not agreement.title.strip() or len(parties) < 2:
        raise AgreementUnnamed
    if agreement.begins_on and agreement.ends_on and agreement.ends_on < agreement.begins_on:
        raise AgreementDaysTurned
    kept = msgspec.structs.replace(
        agreement,
        id=agreement.id or new_id(now),
        parties=parties,
        site_id=agreement.site_id or workspace.site.id,
        recorded_at=agreement.recorded_at or now,
        rev=agreement.rev + 1,
    )
    with workspace.recorded("agreement.keep", f"agreement:{kept.id}", now=now) as database:
        site_sql.keep_agreement(database, kept)
    return kept


def remove_agreement(workspace: Workspace, *, agreement_id: str, now: datetime.datetime) -> None:
    """Take an agreement out; raises NotAllowed, RecordMissing."""
    workspace.require_role("supervisor")
    if site_sql.agreement(workspace.database, agreement_id) is None:
        raise RecordMissing
    with workspace.recorded("agreement.remove", f"agreement:{agreement_id}", now=now) as database:
        site_sql.remove_agreement(database, agreement_id)


def read_paper(path: Path) -> AgreementPaper:
    """Return the signed paper from a file (work lane); raises FileUnreadable, PaperUnusable."""
    try:
        content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    except OSError as trouble:
        raise FileUnreadable(file=path.name) from trouble
    kind = next((media for beginning, media in _TYPES if content.startswith(beginning)), "")
    if not kind:
        raise PaperUnusable(file=path.name)
    return AgreementPaper(path.name[-100:], kind, content, hashlib.sha256(content).hexdigest())


def save_paper(workspace: Workspace, *, agreement_id: str, path: Path, now: datetime.datetime) -> Path:
    """Write a copy of the paper; raises RecordMissing, DiskFull, FileUnwritable."""

    found = site_sql.agreement(workspace.database, agreement_id)
    if found is None or found.paper is None:
        raise RecordMissing
    with workspace.recorded(
        "agreement.copy", f"agreement:{agreement_id}", now=now, digest=found.paper.sha256
    ):
        return save_bytes(path, found.paper.content)


def ends_soon(agreement: CooperationAgreement, today: datetime.date) -> bool:
    """Return whether it is in force and ends within the next weeks."""
    limit = (today + datetime.timedelta(days=SOON_DAYS)).isoformat()
    return agreement.holds_on(today) and bool(agreement.ends_on) and agreement.ends_on <= limit
