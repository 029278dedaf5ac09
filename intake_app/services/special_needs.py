"""Special needs (Directive (EU) 2024/1346, Art. 24 and 25), from the safe setting to the later look.

Each act opens the compartment first: who holds no key to it fetches nothing. The audit line says that
something was kept of whom and at which step, never what. Dates to act on are seen by everybody, without
what they are for.
"""

import datetime

import msgspec

from intake_app.assessment import special_needs as lists
from intake_app.assessment.special_needs import Entry
from intake_app.errors import N_, IntakeError
from intake_app.planning.consent_texts import ConsentText, consent_text
from intake_app.records.case import Case
from intake_app.records.case_work import CaseFile
from intake_app.records.consent import Consent
from intake_app.records.ids import new_id
from intake_app.records.special_needs import (
    ConfidentialDeadline,
    ImmediateProtocol,
    InstrumentResult,
    LetterNote,
    Occasion,
    SafeSetting,
    Sign,
    SpecialNeedsCheck,
    SpecialNeedsDeadline,
    SpecialNeedsLetter,
    SpecialSupport,
)
from intake_app.records.user import User
from intake_app.services.cases import case_of
from intake_app.services.session import Workspace
from intake_app.services.users import users
from intake_app.vault import case_work as case_work_sql
from intake_app.vault import consents as consent_sql
from intake_app.vault import persons as person_sql
from intake_app.vault import site as site_sql
from intake_app.vault import special_needs as special_sql
from intake_app.vault.errors import RecordMissing

_LONGEST_LATE = datetime.timedelta(days=365)

__all__ = ["Entry", "bands", "entries", "entry", "is_open_to", "missing_for_safe", "steps_for", "word"]

bands, entries, entry, word = lists.bands, lists.entries, lists.entry, lists.word
missing_for_safe, steps_for = lists.missing_for_safe, lists.steps_for


class SettingNotSafe(IntakeError):
    """Something was to be written before the safe setting was gone through, or after it was not safe."""

    says = N_("First make sure that the setting is safe.")
    remedy = N_("Go through the first card, or put the talk off to another day.")


class CheckDone(IntakeError):
    """A completed check was to be changed."""

    says = N_("This check is completed.")
    remedy = N_("Begin another look; the earlier one stays.")


class SecondPersonNeeded(IntakeError):
    """Four eyes: who raised it, or nobody else, was named as the second pair of eyes."""

    says = N_("A second person has to look at this.")
    remedy = N_("Name a colleague who may see it; they confirm it when they unlock themselves.")


class SecondPersonWaits(IntakeError):
    """A check was to be completed before the second pair of eyes had looked."""

    says = N_("The second person has not looked at the urgent matter yet.")
    remedy = N_("Let them unlock and confirm it, then complete the check.")


class SignsMissing(IntakeError):
    """A check was to be completed while nothing was said about some categories; ``count`` of them."""

    says = N_("Nothing is noted yet for {count} categories.")
    remedy = N_("Choose yes, indication, no, or not discussed for each.")


class ResultDoesNotFit(IntakeError):
    """A total or a band that the instrument does not have."""

    says = N_("This result does not fit the instrument.")
    remedy = N_("Check the total and the band on the paper.")


class LetterWithoutConsent(IntakeError):
    """A letter about special needs was to be made without the person's consent (K-VULN)."""

    says = N_("The person has not agreed to this letter.")
    remedy = N_("Read the consent out in their language and record what they decide.")


class SpecialNeedsPage(msgspec.Struct, frozen=True):
    """All that the page shows."""

    case: Case
    current: SpecialNeedsCheck | None  # the newest
    earlier: tuple[SpecialNeedsCheck, ...]
    deadline: SpecialNeedsDeadline | None
    consent: Consent | None  # K-VULN, as it stands
    colleagues: tuple[User, ...]  # who can be the second pair of eyes
    names: dict[str, str]  # user id -> name
    is_second: bool  # something urgent waits, and this user may confirm it


class WaitingForSecond(msgspec.Struct, frozen=True):
    """An urgent matter that waits for this user's eyes."""

    check_id: str
    person_id: str
    case_number: str
    raised_at: datetime.datetime
    raised_by: str  # name


def is_open_to(workspace: Workspace) -> bool:
    """Tell whether this user holds a key to the compartment."""
    return workspace.vault.compartment_key is not None


def open_special_needs(workspace: Workspace, *, person_id: str, now: datetime.datetime) -> SpecialNeedsPage:
    """Return the page of a person's special needs; raises NotAllowed, RecordMissing."""
    _ = workspace.vault.compartment
    with workspace.recorded("special-needs.open", f"person:{person_id}", now=now):
        return special_needs_page(workspace, person_id=person_id)


def special_needs_page(workspace: Workspace, *, person_id: str) -> SpecialNeedsPage:
    """Return the page as it stands after an act on it; raises NotAllowed, RecordMissing."""
    database, compartment = workspace.database, workspace.vault.compartment
    case = case_of(workspace, person_id)
    known = special_sql.checks_of(database, compartment, person_id)
    current = known[-1] if known else None
    everybody = users(workspace)
    raised = current.immediate if current is not None else None
    return SpecialNeedsPage(
        case=case,
        current=current,
        earlier=known[:-1],
        deadline=_deadline(case_work_sql.case_file(database, case.id)),
        consent=consent_sql.latest_consent(database, person_id, "K-VULN"),
        colleagues=tuple(user for user in everybody if user.id != workspace.user.id),
        names={user.id: user.name for user in everybody},
        is_second=raised is not None
        and raised.confirmed_at is None
        and workspace.user.id != raised.raised_by,
    )


def begin_check(
    workspace: Workspace, *, person_id: str, occasion: Occasion, now: datetime.datetime
) -> SpecialNeedsCheck:
    """Begin a check, or go on with the open one; raises NotAllowed, RecordMissing."""
    case = case_of(workspace, person_id)
    known = special_sql.checks_of(workspace.database, workspace.vault.compartment, person_id)
    if known and known[-1].completed_at is None:
        return known[-1]
    today = _day(now)
    begun = SpecialNeedsCheck(
        id=new_id(now),
        case_id=case.id,
        person_id=person_id,
        begun_at=now,
        begun_by=workspace.user.id,
        occasion=occasion if known else "initial",
        supports=known[-1].supports if known else (),
        recheck_on=tuple(day for day in known[-1].recheck_on if day > today) if known else (),
        is_sample=workspace.is_sample,
    )
    return _keep(workspace, begun, "S0", now)


def check_setting(
    workspace: Workspace, *, check_id: str, setting: SafeSetting, now: datetime.datetime
) -> SpecialNeedsCheck:
    """Keep S0: ``safe`` only when all is so; ``not-now`` at any time, with a day for another try.

    Raises SettingNotSafe, CheckDone, NotAllowed, RecordMissing.
    """
    before = _check(workspace, check_id)
    if setting.outcome == "safe" and missing_for_safe(setting):
        raise SettingNotSafe
    kept = msgspec.structs.replace(setting, checked_at=now, checked_by=workspace.user.id)
    return _keep(workspace, msgspec.structs.replace(before, setting=kept), "S0", now)


def note_sign(
    workspace: Workspace, *, check_id: str, category: str, sign: Sign, now: datetime.datetime
) -> SpecialNeedsCheck:
    """Keep what is seen or was said of one category (S1); an empty ``sign`` takes it back.

    Raises SettingNotSafe, CheckDone, NotAllowed, RecordMissing.
    """
    before = _open(workspace, check_id)
    if entry("signs", category) is None:
        raise RecordMissing
    signs = {**before.signs, category: sign}
    if not sign:
        signs.pop(category)
    return _keep(workspace, msgspec.structs.replace(before, signs=signs), "S1", now)


def raise_alarm(
    workspace: Workspace, *, check_id: str, triggers: tuple[str, ...], second: str, now: datetime.datetime
) -> SpecialNeedsCheck:
    """Keep what cannot wait (S2) and ask a colleague to look at it, the same day.

    Other triggers later keep what was done already, and want a look again. Without any, what was raised
    by mistake is taken back. Raises SecondPersonNeeded, SettingNotSafe, CheckDone, NotAllowed.
    """
    before = _open(workspace, check_id)
    if not triggers:
        return _keep(workspace, msgspec.structs.replace(before, immediate=None), "S2", now)
    if second == workspace.user.id or second not in {user.id for user in users(workspace)}:
        raise SecondPersonNeeded
    raised = ImmediateProtocol(
        triggers=tuple(one.code for one in entries("triggers") if one.code in triggers),
        raised_at=now,
        raised_by=workspace.user.id,
        second=second,
        done=before.immediate.done if before.immediate is not None else (),
    )
    return _keep(workspace, msgspec.structs.replace(before, immediate=raised), "S2", now)


def do_step(
    workspace: Workspace, *, check_id: str, step: str, is_done: bool, now: datetime.datetime
) -> SpecialNeedsCheck:
    """Keep that a step of the same-day protocol is done, or is not; raises CheckDone, NotAllowed."""
    before = _check(workspace, check_id)
    if before.immediate is None:
        raise RecordMissing
    done = tuple(one for one in before.immediate.done if one != step)
    raised = msgspec.structs.replace(before.immediate, done=(*done, step) if is_done else done)
    return _keep(workspace, msgspec.structs.replace(before, immediate=raised), "S2", now)


def confirm_alarm(workspace: Workspace, *, check_id: str, now: datetime.datetime) -> SpecialNeedsCheck:
    """Confirm as the second pair of eyes; raises SecondPersonNeeded for who raised it, NotAllowed."""
    before = _check(workspace, check_id)
    if before.immediate is None:
        raise RecordMissing
    if workspace.user.id == before.immediate.raised_by:
        raise SecondPersonNeeded
    seen = msgspec.structs.replace(before.immediate, confirmed_at=now, confirmed_by=workspace.user.id)
    return _keep(workspace, msgspec.structs.replace(before, immediate=seen), "S2 seen", now)


def waiting_for_me(workspace: Workspace) -> tuple[WaitingForSecond, ...]:
    """Return the urgent matters that wait for this user's eyes; none for who may not see them."""
    if not is_open_to(workspace):
        return ()
    database, me = workspace.database, workspace.user.id
    return tuple(
        WaitingForSecond(
            check_id=check.id,
            person_id=check.person_id,
            case_number=case_of(workspace, check.person_id).number,
            raised_at=check.immediate.raised_at,
            raised_by=site_sql.user_name(database, check.immediate.raised_by),
        )
        for check in special_sql.open_checks(database, workspace.vault.compartment)
        if check.immediate is not None and check.waits_for_second and check.immediate.second == me
    )


def note_result(
    workspace: Workspace, *, check_id: str, result: InstrumentResult, now: datetime.datetime
) -> SpecialNeedsCheck:
    """Keep a licensed instrument's result (S3); a total says its band. One of the same day is replaced.

    Raises ResultDoesNotFit, SettingNotSafe, CheckDone, NotAllowed, RecordMissing.
    """
    before = _open(workspace, check_id)
    band = lists.band_of(result.instrument, result.score) if result.score is not None else ""
    kept = msgspec.structs.replace(result, band=band or result.band, by=workspace.user.id)
    if not lists.is_in_range(kept):
        raise ResultDoesNotFit
    same = (kept.instrument, kept.used_on)
    others = tuple(one for one in before.instruments if (one.instrument, one.used_on) != same)
    after = msgspec.structs.replace(before, instruments=(*others, kept))
    return _keep(workspace, after, "S3", now)


def drop_result(
    workspace: Workspace, *, check_id: str, instrument: str, used_on: str, now: datetime.datetime
) -> SpecialNeedsCheck:
    """Take a result back that was noted by mistake; raises SettingNotSafe, CheckDone, NotAllowed."""
    before = _open(workspace, check_id)
    kept = tuple(one for one in before.instruments if (one.instrument, one.used_on) != (instrument, used_on))
    return _keep(workspace, msgspec.structs.replace(before, instruments=kept), "S3", now)


def keep_support(
    workspace: Workspace, *, check_id: str, support: SpecialSupport, now: datetime.datetime
) -> SpecialNeedsCheck:
    """Keep a support (S4) and who sees to it until when (S6); it goes on after the check is completed.

    Raises SettingNotSafe, NotAllowed, RecordMissing.
    """
    before = _found(workspace, check_id)
    if before.setting.outcome != "safe":
        raise SettingNotSafe
    found = entry("needs", support.code)
    if found is None or found.more["kind"] != support.kind:
        raise RecordMissing
    codes = [one.code for one in entries("needs")]
    others = tuple(one for one in before.supports if one.code != support.code)
    kept = tuple(sorted((*others, support), key=lambda one: codes.index(one.code)))
    return _keep(workspace, msgspec.structs.replace(before, supports=kept), "S4", now)


def drop_support(
    workspace: Workspace, *, check_id: str, code: str, now: datetime.datetime
) -> SpecialNeedsCheck:
    """Take a support back; raises SettingNotSafe, CheckDone, NotAllowed, RecordMissing."""
    before = _open(workspace, check_id)
    kept = tuple(one for one in before.supports if one.code != code)
    return _keep(workspace, msgspec.structs.replace(before, supports=kept), "S4", now)


def letter_text(*, recipient: str, language: str, reader: str = "de") -> ConsentText:
    """Return what is read out before a letter to ``recipient`` (code); withheld where nobody reviewed it."""
    tag = consent_text("K-VULN", language, {"recipient": "-"}, reader=reader).language
    return consent_text("K-VULN", language, {"recipient": word("recipients", recipient, tag)}, reader=reader)


def make_letter(
    workspace: Workspace, *, check_id: str, recipient: str, with_signs: bool, now: datetime.datetime
) -> SpecialNeedsLetter:
    """Return the letter's content (S5) and keep that it was made.

    It names support; which categories hold only where the person wants that. Raises LetterWithoutConsent
    (also when the consent was withdrawn), NotAllowed, RecordMissing.
    """
    before = _found(workspace, check_id)
    consent = consent_sql.latest_consent(workspace.database, before.person_id, "K-VULN")
    person = person_sql.person(workspace.database, before.person_id)
    to = entry("recipients", recipient)
    if person is None or to is None:
        raise RecordMissing
    is_over = consent is not None and bool(consent.expires_on) and consent.expires_on < _day(now)
    if consent is None or consent.state != "given" or is_over:
        raise LetterWithoutConsent
    signs = [one for one in entries("signs") if before.signs.get(one.code) in {"yes", "indication"}]
    note = LetterNote(recipient, consent.id, now, workspace.user.id, with_signs)
    _keep(workspace, msgspec.structs.replace(before, letters=(*before.letters, note)), "S5", now)
    return SpecialNeedsLetter(
        recipient=to.words,
        person=person.display,
        case_number=case_of(workspace, before.person_id).number,
        made_at=now,
        made_by=workspace.user.name,
        consent_id=consent.id,
        consent_at=consent.at,
        consent_language=consent.language,
        consent_version=consent.text_version,
        reception=_wanted(before, "reception"),
        procedural=_wanted(before, "procedural"),
        signs=tuple(one.words for one in signs) if with_signs else (),
        is_sample=before.is_sample,
    )


def complete_check(workspace: Workspace, *, check_id: str, now: datetime.datetime) -> SpecialNeedsCheck:
    """Complete a check; the first plans the days to look again (S7).

    Raises SignsMissing, SecondPersonWaits, SettingNotSafe, CheckDone, NotAllowed.
    """
    before = _open(workspace, check_id)
    open_count = sum(one.code not in before.signs for one in entries("signs"))
    if open_count:
        raise SignsMissing(count=open_count)
    if before.waits_for_second:
        raise SecondPersonWaits
    days = before.recheck_on
    if before.occasion == "initial":
        days = tuple(day.isoformat() for day in lists.recheck_days(now.date()))
    return _keep(workspace, msgspec.structs.replace(before, completed_at=now, recheck_on=days), "S6", now)


def next_confidential_date(workspace: Workspace, *, person_id: str) -> datetime.date | None:
    """Return the next day to act on for a person, without what it is for. Needs no key."""
    kept = special_sql.due_of(workspace.database, person_id)
    if kept:
        return datetime.date.fromisoformat(kept)
    if special_sql.has_check(workspace.database, person_id):
        return None
    file = case_work_sql.case_file(workspace.database, case_of(workspace, person_id).id)
    due = _deadline(file) if file is not None and _seeks_protection(file) else None
    return due.due_on if due is not None else None


def confidential_deadlines(workspace: Workspace, *, until: datetime.date) -> tuple[ConfidentialDeadline, ...]:
    """Return what is to be acted on until a day, soonest first, without what it is for. Needs no key.

    Who applied more than a year ago and was never asked about is not told any more; the page of the case
    says it.
    """
    database = workspace.database
    found = [
        ConfidentialDeadline(person_id, case_id, number, datetime.date.fromisoformat(due))
        for person_id, case_id, number, due in special_sql.due_by(database, until)
    ]
    groups = tuple(one.code for one in entries("deadline-groups"))
    latest = until - lists.time_to_complete()
    for person_id, case_id, number, applied, arrived in special_sql.applicants_without_check(
        database, groups, since=latest - _LONGEST_LATE, until=latest
    ):
        due_on = lists.deadline(application_on=applied, arrived_on=arrived)
        if due_on is not None and due_on.due_on <= until:
            found.append(ConfidentialDeadline(person_id, case_id, number, due_on.due_on))
    return tuple(sorted(found, key=lambda one: (one.due_on, one.case_number)))


def _deadline(file: CaseFile | None) -> SpecialNeedsDeadline | None:
    if file is None:
        return None
    # Whoever came to work or to their family has no such deadline; the check is open to them all the same.
    arrived_on = file.arrived_on if _seeks_protection(file) else ""
    return lists.deadline(application_on=file.application_on, arrived_on=arrived_on)


def _seeks_protection(file: CaseFile) -> bool:
    groups = {one.code for one in entries("deadline-groups")}
    return file.status_group in groups or (not file.status_group and bool(file.application_on))


def _wanted(check: SpecialNeedsCheck, kind: str) -> tuple[dict[str, str], ...]:
    codes = {one.code for one in check.supports if one.kind == kind and not one.done_on}
    return tuple(one.words for one in entries("needs") if one.code in codes)


def _found(workspace: Workspace, check_id: str) -> SpecialNeedsCheck:
    found = special_sql.check(workspace.database, workspace.vault.compartment, check_id)
    if found is None:
        raise RecordMissing
    return found


def _check(workspace: Workspace, check_id: str) -> SpecialNeedsCheck:
    found = _found(workspace, check_id)
    if found.completed_at is not None:
        raise CheckDone
    return found


def _open(workspace: Workspace, check_id: str) -> SpecialNeedsCheck:
    found = _check(workspace, check_id)
    if not found.is_open:
        raise SettingNotSafe
    return found


def _keep(
    workspace: Workspace, check: SpecialNeedsCheck, step: str, now: datetime.datetime
) -> SpecialNeedsCheck:
    kept = msgspec.structs.replace(check, rev=check.rev + 1)
    compartment = workspace.vault.compartment
    of = f"person:{kept.person_id}"
    with workspace.recorded("special-needs.keep", of, now=now, detail=step) as database:
        special_sql.forget_due(database, kept.person_id)
        file = case_work_sql.case_file(database, kept.case_id)
        special_sql.keep_check(database, compartment, kept, _next_day(kept, _deadline(file)))
    return kept


def _next_day(check: SpecialNeedsCheck, due: SpecialNeedsDeadline | None) -> str:
    """Return the next day to act on: at once while a second look is awaited, day 30, or the next look."""
    if check.waits_for_second and check.immediate is not None:
        return _day(check.immediate.raised_at)
    if check.completed_at is not None:
        return next((day for day in check.recheck_on if day > _day(check.completed_at)), "")
    if check.occasion != "initial":
        return _day(check.begun_at)
    days = [check.setting.again_on] if check.setting.outcome == "not-now" else []
    return min((day for day in (*days, due.due_on.isoformat() if due else "") if day), default="")


def _day(moment: datetime.datetime) -> str:
    return moment.date().isoformat()
