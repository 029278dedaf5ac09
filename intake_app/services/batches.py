"""From approved interviews to a sealed batch on a stick, and from the receipt back to settled records.

Four steps, because sealing is long work that must not hold the vault: ``preview_batch`` (who, what, under
which consent), ``prepare_batch`` (vault: frozen records, sequence, key), ``write_batch`` (no vault: the
stick), ``record_sealed`` (vault). Only a receipt of the central system settles what was sent.
"""

import dataclasses
import datetime
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from intake_app.errors import N_, IntakeError
from intake_app.records.batch import BatchHeader, CentralKey, Receipt, ReceiptLine
from intake_app.records.consent import Consent
from intake_app.records.ids import new_id
from intake_app.records.interview_record import InterviewRecord, InterviewStatus
from intake_app.services.batch_selection import (
    PURPOSE,
    REFUSED,
    approved_interviews,
    case_of,
    chosen_interview,
    interview_record,
    reason_to_hold_back,
    records_around,
    transfer_consent,
)
from intake_app.services.session import Workspace
from intake_app.services.sites import basis_wanted, categories_held
from intake_app.sync import BatchContents, seal_batch
from intake_app.sync.encryption import recipient_key_id
from intake_app.sync.errors import ReceiptRefused
from intake_app.sync.key_card import demand_valid, read_key_card, spoken
from intake_app.sync.keys import PublicKey, SigningKey
from intake_app.sync.receipts import read_receipt
from intake_app.sync.signers import signer_line
from intake_app.sync.signing import BATCH_NAMESPACE
from intake_app.sync.stick import remove
from intake_app.vault import audit as audit_sql
from intake_app.vault import batches as batch_sql
from intake_app.vault import interviews as interview_sql
from intake_app.vault import persons as person_sql
from intake_app.vault import site as site_sql
from intake_app.vault.batches import KeptBatch

KINDS = ("person", "case", "consent", "interview", "erasure")  # also the order inside a batch
_STATES = {
    "sealed": N_("exported, waiting for the receipt"),
    "settled": N_("confirmed by the central system"),
    "rejected": N_("confirmed, with rejected records"),
    "lost": N_("lost; its records go into the next batch"),
}


class CentralKeyMissing(IntakeError):
    """No key card of a central system was taken in."""

    says = N_("The key of the central system is missing.")
    remedy = N_("Take in the key card that the central system gave you.")


class NothingToSend(IntakeError):
    """Neither an interview nor an erasure notice is ready."""

    says = N_("There is nothing to send.")
    remedy = N_("Approve an interview whose person consented to the transfer, then seal a batch.")


class BatchOutOfTurn(IntakeError):
    """Another batch was sealed between preparing and recording this one."""

    says = N_("Another batch was sealed in the meantime.")
    remedy = N_("The file was removed from the stick. Seal the batch once more.")


class BatchNotOpen(IntakeError):
    """A batch was to be given up that is unknown or already answered."""

    says = N_("This batch is not waiting for a receipt.")
    remedy = N_("Open the list of batches and choose again.")


class BatchItem(msgspec.Struct, frozen=True):
    """An interview that may go into the next batch, and the consent it goes under."""

    interview_id: str
    case_number: str
    person_display: str
    consent: Consent


class HeldBack(msgspec.Struct, frozen=True):
    """An approved interview that stays here; ``reason`` is a message id."""

    case_number: str
    reason: str
    interview_id: str = ""


class BatchPreview(msgspec.Struct, frozen=True):
    """What the next batch would hold. ``counts`` are records by kind when everything ready is sent."""

    ready: tuple[BatchItem, ...]
    held_back: tuple[HeldBack, ...]
    counts: tuple[tuple[str, int], ...]
    sequence: int
    held_categories: tuple[str, ...] = ()  # whose answers stay here unless a statutory power is named
    basis_wanted: str = ""  # where that power may be found


@dataclasses.dataclass(frozen=True)
class PreparedBatch:
    """Frozen data for the work lane, with the capability to sign this batch. Never written anywhere."""

    contents: BatchContents = dataclasses.field(repr=False)
    recipients: tuple[str, ...]
    key: SigningKey
    interview_ids: tuple[str, ...]


class SealedBatch(msgspec.Struct, frozen=True):
    """A batch on the stick. ``verified`` means: closed, opened again, read whole, every hash held."""

    path: Path
    batch_id: str
    sha256: str
    sequence: int
    verified: bool
    size: int
    header: BatchHeader
    records: tuple[tuple[str, str, int], ...]
    interview_ids: tuple[str, ...]


class ReceiptOutcome(msgspec.Struct, frozen=True):
    """What a receipt changed. ``settled`` counts records; ``is_repeat`` when it was taken before."""

    receipt: Receipt
    settled: int
    rejected: tuple[ReceiptLine, ...]
    is_repeat: bool


class BatchOutline(msgspec.Struct, frozen=True):
    """One line of the list of batches; ``state`` is a message id, ``is_open`` while a receipt is awaited."""

    sequence: int
    created_at: datetime.datetime
    records: int
    state: str
    path: str
    batch_id: str
    is_open: bool


def read_central_key(path: Path) -> CentralKey:
    """Return the key in a key card file, for comparing; raises FileUnreadable, KeyUnusable."""
    return read_key_card(path)


def keep_central_key(workspace: Workspace, *, key: CentralKey, now: datetime.datetime) -> None:
    """Send batches to this central system from now on; raises NotAllowed, KeyExpired."""
    workspace.require_role("supervisor")
    demand_valid(key, now)
    with workspace.recorded(
        "central-key.keep", "central-key", now=now, detail=recipient_key_id(key.recipient)
    ) as database:
        batch_sql.keep_central_key(database, key, now)


def central_key(workspace: Workspace) -> CentralKey | None:
    """Return the central system's key, if one was taken in."""
    return batch_sql.central_key(workspace.database)


def fingerprint(recipient: str) -> str:
    """Return a recipient's key id in groups of four hex digits, to be compared by telephone."""
    return spoken(recipient_key_id(recipient))


def device_signers(workspace: Workspace) -> str:
    """Return allowed_signers lines for this device: what the central system needs to believe its batches."""
    supervisors = (user for user in site_sql.users(workspace.database) if user.signer)
    lines = (
        signer_line(workspace.device_id, PublicKey.from_line(user.signer), namespace=BATCH_NAMESPACE)
        for user in supervisors
    )
    return "".join(f"{line}\n" for line in lines)


def preview_batch(workspace: Workspace, *, now: datetime.datetime) -> BatchPreview:
    """Return what is ready and what is held back, and why; raises NotAllowed, RecordMissing."""
    workspace.require_role("supervisor")
    ready: list[BatchItem] = []
    chosen: list[InterviewRecord] = []
    held_back: list[HeldBack] = []
    for record in approved_interviews(workspace):
        number = case_of(workspace, record).number
        reason = reason_to_hold_back(workspace, record)
        consent = transfer_consent(workspace, record)
        if reason or consent is None:
            held_back.append(HeldBack(case_number=number, reason=reason, interview_id=record.id))
            continue
        person = person_sql.person(workspace.database, record.person_id)
        display = person.display if person else ""
        chosen.append(record)
        ready.append(
            BatchItem(interview_id=record.id, case_number=number, person_display=display, consent=consent)
        )
    records = records_around(workspace, chosen)
    counts = {kind: sum(record.type == kind for record in records) for kind in KINDS}
    counts["interview"] = len(chosen)
    with workspace.recorded("batch.preview", "batch", now=now):
        pass
    return BatchPreview(
        ready=tuple(ready),
        held_back=tuple(held_back),
        counts=tuple((kind, count) for kind, count in counts.items() if count),
        sequence=_next_sequence(workspace)[0],
        held_categories=categories_held(workspace),
        basis_wanted=basis_wanted(workspace),
    )


def prepare_batch(
    workspace: Workspace, *, interview_ids: Sequence[str], legal_basis: str = "", now: datetime.datetime
) -> PreparedBatch:
    """Freeze the chosen interviews and all that goes with them, and every erasure notice that is due.

    ``legal_basis`` is the statutory power somebody names for what consent alone does not carry here; the
    trail keeps it.
    Raises NotAllowed, CentralKeyMissing, KeyExpired, NotReady, NothingToSend, RecordMissing,
    AuditBroken.
    """
    workspace.require_role("supervisor")
    central = central_key(workspace)
    if central is None:
        raise CentralKeyMissing
    demand_valid(central, now)
    key = SigningKey.from_openssh(workspace.signing_key(), comment=workspace.user.name)
    chosen = [chosen_interview(workspace, interview_id) for interview_id in dict.fromkeys(interview_ids)]
    records = records_around(workspace, chosen)
    records += [interview_record(workspace, record, now, basis=legal_basis) for record in chosen]
    records.sort(key=lambda record: KINDS.index(record.type))  # stable
    if not records:
        raise NothingToSend
    batch_id = new_id(now)
    sequence, previous = _next_sequence(workspace)
    told = "; ".join(part for part in (f"{len(records)} records", legal_basis.strip()) if part)
    with workspace.recorded("batch.prepare", f"batch:{batch_id}", now=now, detail=told):
        pass
    head = audit_sql.head(workspace.database)
    contents = BatchContents(
        batch_id=batch_id,
        device_id=workspace.device_id,
        sequence=sequence,
        previous_sha256=previous,
        site=workspace.site.name,
        ags=workspace.site.ags,
        purpose=PURPOSE,
        created_at=now,
        audit_head=f"{head.seq}:{head.mac}",
        records=tuple(records),
    )
    return PreparedBatch(
        contents=contents,
        recipients=(central.recipient, *_recovery_recipients(workspace)),
        key=key,
        interview_ids=tuple(record.id for record in chosen),
    )


def write_batch(
    prepared: PreparedBatch,
    *,
    folder: Path,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> SealedBatch:
    """Write, read back and prove the batch; needs no vault. ``progress`` gets steps done and in all.

    Raises StickMissing, StickFull, StickUnreliable, TooFewRecipients, Cancelled; then the stick is as before.
    """
    verified = seal_batch(
        prepared.contents,
        folder=folder,
        recipients=prepared.recipients,
        key=prepared.key,
        progress=progress,
        is_cancelled=is_cancelled,
    )
    return SealedBatch(
        path=verified.path,
        batch_id=verified.header.batch_id,
        sha256=verified.sha256,
        sequence=verified.header.sequence,
        verified=True,
        size=verified.size,
        header=verified.header,
        records=tuple((record.type, record.id, record.rev) for record in prepared.contents.records),
        interview_ids=prepared.interview_ids,
    )


def record_sealed(workspace: Workspace, *, sealed: SealedBatch, now: datetime.datetime) -> None:
    """Remember what left the house; the interviews are sealed now. Harmless to repeat.

    Raises BatchOutOfTurn when another batch took this one's place; its file is removed then.
    """
    workspace.require_role("supervisor")
    if batch_sql.batch(workspace.database, sealed.batch_id) is not None:
        return
    if _next_sequence(workspace) != (sealed.sequence, sealed.header.previous_sha256):
        remove(sealed.path)
        raise BatchOutOfTurn
    kept = KeptBatch(
        sequence=sealed.sequence,
        batch_id=sealed.batch_id,
        created_at=sealed.header.created_at,
        created_by=workspace.user.id,
        path=str(sealed.path),
        sha256=sealed.sha256,
        state="sealed",
        header=sealed.header,
    )
    with workspace.recorded(
        "batch.seal", f"batch:{sealed.batch_id}", now=now, digest=sealed.sha256
    ) as database:
        batch_sql.insert_batch(database, kept, sealed.records)
        for interview_id in sealed.interview_ids:
            _move(workspace, interview_id, "approved", "sealed")


def take_receipt(workspace: Workspace, *, path: Path, now: datetime.datetime) -> ReceiptOutcome:
    """Settle what a receipt answers; the same receipt again changes nothing.

    Raises NotAllowed, CentralKeyMissing, FileUnreadable, ReceiptRefused.
    """
    workspace.require_role("supervisor")
    central = central_key(workspace)
    if central is None:
        raise CentralKeyMissing
    receipt = read_receipt(path, PublicKey.from_line(central.signer))
    kept = batch_sql.batch(workspace.database, receipt.batch_id)
    if kept is None or receipt.device_id != workspace.device_id:
        raise ReceiptRefused(reason=N_("it answers a batch that was not sealed here"))
    if kept.sha256 != receipt.batch_sha256:
        raise ReceiptRefused(reason=N_("it answers a file other than the one that was sealed"))
    refused = tuple(line for line in receipt.lines if line.status in REFUSED)
    wire = msgspec.json.encode(receipt)
    settled = 0
    with workspace.recorded(
        "batch.receipt", f"batch:{receipt.batch_id}", now=now, detail=f"{len(refused)} refused"
    ) as database:
        is_new = batch_sql.insert_receipt(database, receipt, sha256=hashlib.sha256(wire).hexdigest(), at=now)
        if is_new:
            for line in receipt.lines:
                is_known = batch_sql.settle_item(database, receipt.batch_id, line)
                settled += is_known and line.status not in REFUSED
                _settle_interview(workspace, line)
            state = "rejected" if refused else "settled"
            batch_sql.set_batch_state(database, receipt.batch_id, state)
    return ReceiptOutcome(receipt=receipt, settled=settled, rejected=refused, is_repeat=not is_new)


def give_up_batch(workspace: Workspace, *, batch_id: str, now: datetime.datetime) -> None:
    """Say that a sealed batch was lost on its way: its interviews wait for the next batch again.

    Should it arrive after all, nothing is counted twice. Raises NotAllowed, BatchNotOpen.
    """
    workspace.require_role("supervisor")
    kept = batch_sql.batch(workspace.database, batch_id)
    if kept is None or kept.state != "sealed":
        raise BatchNotOpen
    with workspace.recorded("batch.give-up", f"batch:{batch_id}", now=now) as database:
        batch_sql.set_batch_state(database, batch_id, "lost")
        for item in batch_sql.batch_items(database, batch_id):
            if item.type == "interview":
                _move(workspace, item.record_id, "sealed", "approved")


def batches(workspace: Workspace) -> tuple[BatchOutline, ...]:
    """Return all batches, newest first."""
    return tuple(
        BatchOutline(
            sequence=kept.sequence,
            created_at=kept.created_at,
            records=len(batch_sql.batch_items(workspace.database, kept.batch_id)),
            state=_STATES[kept.state],
            path=kept.path,
            batch_id=kept.batch_id,
            is_open=kept.state == "sealed",
        )
        for kept in batch_sql.batches(workspace.database)
    )


def _next_sequence(workspace: Workspace) -> tuple[int, str]:
    """Return the next sequence number and the SHA-256 of the batch before it."""
    last = batch_sql.last_batch(workspace.database)
    return (last.sequence + 1, last.sha256) if last else (1, "")


def _recovery_recipients(workspace: Workspace) -> tuple[str, ...]:
    slots = workspace.vault.keyslots.recovery
    return tuple(slot.recipient for slot in slots if slot.recipient)


def _settle_interview(workspace: Workspace, line: ReceiptLine) -> None:
    """Move an interview to what the receipt says of it; also one that was given up and arrived after all."""
    if line.type != "interview":
        return
    if line.status in REFUSED:
        _move(workspace, line.id, "sealed", "rejected")
    else:
        _move(workspace, line.id, "sealed", "settled")
        _move(workspace, line.id, "approved", "settled")


def _move(workspace: Workspace, interview_id: str, before: InterviewStatus, after: InterviewStatus) -> None:
    """Move an interview on, if it still stands where it is expected."""
    record = interview_sql.interview(workspace.database, interview_id)
    if record is not None and record.status == before:
        changed = msgspec.structs.replace(record, status=after)
        interview_sql.update_interview(workspace.database, changed)
