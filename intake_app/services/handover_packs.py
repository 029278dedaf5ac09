"""A handover as a file: what a consent covers, sealed with a passphrase, taken over item by item elsewhere.

The file is an age file (``age -d pack.age``) with JSON in it. The passphrase goes another way than the file.
What is taken over names the pack as its source, and each item is one question nobody has to ask again.
"""

import datetime
from collections.abc import Collection
from pathlib import Path
from typing import Any, Literal

import msgspec

from intake_app.errors import N_, FileUnreadable, IntakeError
from intake_app.planning.handover import HandoverSheet
from intake_app.records.assessment import Evidence, Need, Resource, ResourceField
from intake_app.records.case_work import CaseFile
from intake_app.records.ids import new_id
from intake_app.services.cases import case_of
from intake_app.services.referrals import hand_over
from intake_app.services.saving import save_bytes
from intake_app.services.session import Workspace
from intake_app.services.spared import note_spared
from intake_app.sync.encryption import decrypt_with_passphrase, encrypt_with_passphrase
from intake_app.sync.errors import NotForThisKey
from intake_app.vault import assessments as assessment_sql
from intake_app.vault import case_work as case_work_sql

FORMAT = "ankommen-handover/1"
_MOST_BYTES = 4 * 1024 * 1024
ItemKind = Literal["resource", "need", "status"]


class PackUnopened(IntakeError):
    """A pack does not open: another passphrase, or the file is damaged or none."""

    says = N_("The handover file {file} does not open.")
    remedy = N_("Check the passphrase with whoever sent it; it comes apart from the file.")


class PackUnknown(IntakeError):
    """A pack that opened and holds something else."""

    says = N_("The file {file} is not a handover of this program.")
    remedy = N_("Ask whoever sent it for the handover on paper.")


class PackItem(msgspec.Struct, frozen=True):
    """One thing that is handed over. ``code`` is of its list, ``words`` the person's own in ``language``."""

    id: str
    kind: ItemKind
    text: str
    domain: str = ""
    code: str = ""
    words: str = ""
    language: str = ""
    field: ResourceField = "personal"


class HandoverPack(msgspec.Struct, frozen=True):
    """What one site hands to another about one person, under one consent."""

    id: str
    made_at: datetime.datetime
    from_site: str
    recipient: str
    consent_on: str
    items: tuple[PackItem, ...]
    from_ags: str = ""
    person: str = ""  # as named, to find the right case; empty where contact is not covered
    format: str = FORMAT


def make_handover_pack(workspace: Workspace, *, referral_id: str, now: datetime.datetime) -> HandoverPack:
    """Hand a referral over as a pack: exactly what the consent covers.

    Raises ReferralWithoutConsent, CategoryNotCovered, NeedsStatutoryBasis, RecordMissing.
    """
    _referral, sheet = hand_over(workspace, referral_id=referral_id, now=now)
    return HandoverPack(
        id=new_id(now),
        made_at=now,
        from_site=workspace.site.name,
        from_ags=workspace.site.ags,
        recipient=sheet.recipient,
        consent_on=sheet.consent_on,
        person=sheet.person.display if sheet.person else "",
        items=_items(sheet),
    )


def write_handover_pack(pack: HandoverPack, *, path: Path, passphrase: str) -> Path:
    """Write a pack sealed with ``passphrase`` (work lane); raises DiskFull, FileUnwritable."""

    return save_bytes(path, encrypt_with_passphrase(msgspec.json.encode(pack), passphrase))


def read_handover_pack(path: Path, *, passphrase: str) -> HandoverPack:
    """Open a pack (work lane); raises FileUnreadable, PackUnopened, PackUnknown."""
    try:
        data = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
    except OSError as trouble:
        raise FileUnreadable(file=path.name) from trouble
    try:
        pack = msgspec.json.decode(decrypt_with_passphrase(data, passphrase), type=HandoverPack)
    except NotForThisKey as trouble:
        raise PackUnopened(file=path.name) from trouble
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as trouble:
        raise PackUnknown(file=path.name) from trouble
    if pack.format != FORMAT:
        raise PackUnknown(file=path.name)
    return pack


def take_in_handover(
    workspace: Workspace,
    *,
    person_id: str,
    pack: HandoverPack,
    item_ids: Collection[str],
    now: datetime.datetime,
) -> int:
    """Take chosen items over into a person's case; return how many questions that spared.

    An item that was taken from this pack before is not taken twice; a status that is known here stays.
    Raises RecordMissing.
    """
    database, case_id = workspace.database, case_of(workspace, person_id).id
    source = f"handover:{pack.id}"
    before = [one.evidence for one in assessment_sql.resources_of(database, person_id)]
    before += [one.evidence for one in assessment_sql.needs_of(database, person_id)]
    taken = {one.question for known in before for one in known if one.ref == source}
    chosen = [one for one in pack.items if one.id in item_ids and _about(one) not in taken]
    file = case_work_sql.case_file(database, case_id) or CaseFile(case_id=case_id)
    evidence: list[Evidence] = []

    def facts(known: Evidence) -> dict[str, Any]:
        return {"id": new_id(now), "case_id": case_id, "person_id": person_id, "recorded_at": now,
                "recorded_by": workspace.user.id, "evidence": (known,)}  # fmt: skip

    with workspace.recorded(
        "handover.take-in", f"person:{person_id}", now=now, detail=f"{len(chosen)} items"
    ) as writable:
        for one in chosen:
            known = Evidence("", source, _about(one), one.text, now)
            if one.kind == "status":
                if file.status_group:
                    continue
                told = msgspec.structs.replace(file, status_group=one.code, rev=file.rev + 1)
                case_work_sql.keep_case_file(writable, told)
            elif one.kind == "resource":
                assessment_sql.keep_resource(writable, _resource(one, **facts(known)))
            else:
                assessment_sql.keep_need(writable, _need(one, **facts(known)))
            evidence.append(known)
        note_spared(writable, workspace, case_id=case_id, person_id=person_id, evidence=evidence,
                    by="handover", now=now)  # fmt: skip
    return len(evidence)


def _resource(item: PackItem, **facts: Any) -> Resource:
    return Resource(
        domain=item.domain, field=item.field, text=item.text, words=item.words, language=item.language,
        **facts,
    )  # fmt: skip


def _need(item: PackItem, **facts: Any) -> Need:
    return Need(
        domain=item.domain, code=item.code, text=item.text, words=item.words, language=item.language,
        **facts,
    )  # fmt: skip


def _items(sheet: HandoverSheet) -> tuple[PackItem, ...]:
    resources = [
        PackItem(one.id, "resource", one.text, one.domain, "", one.words, one.language, one.field)
        for one in sheet.resources
    ]
    needs = [
        PackItem(one.id, "need", one.text, one.domain, one.code, one.words, one.language)
        for one in sheet.needs
    ]
    status = [PackItem("status", "status", sheet.status_group, code=sheet.status_group)]
    return (*resources, *needs, *(status if sheet.status_group else ()))


def _about(item: PackItem) -> str:
    return f"{item.kind} {item.domain} {item.id}".strip()
