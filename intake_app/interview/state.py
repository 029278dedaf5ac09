"""Keeps an interview and brings it back exactly as it was.

Only what cannot be had from the form is kept: values that are not blank, how often repeats repeat, typed
non-answers, notes, language trail. Nothing is calculated when it comes back, so ``once()``, ``uuid()``
and dates stay what they were.
"""

import datetime
import zoneinfo
from typing import TYPE_CHECKING, Any

import msgspec

from intake_app.forms.definition import FormDefinition
from intake_app.interview.compiled import COUNT
from intake_app.interview.errors import StateNewer, StateOfAnotherForm, StateUnreadable
from intake_app.interview.recalculation import grow_instance
from intake_app.interview.trail import Trail
from intake_app.interview.tree import Slot, walk
from intake_app.records.interview_record import Orphan
from intake_app.records.partial_date import PartialDate

if TYPE_CHECKING:
    from intake_app.interview.session import Interview

FORMAT = 2


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """One interview as it lies in the vault. ``values``: per node by name, lists for repeat instances."""

    format: int
    form_id: str
    version: str
    language: str
    client_language: str
    begun_at: datetime.datetime
    timezone: str  # IANA name, or the offset in seconds
    seed: int
    is_seeded: bool
    acts: int
    user: str
    device: str
    values: dict[str, Any]
    non_answers: dict[str, str]
    notes: dict[str, str]
    trail: dict[str, Trail]
    told: dict[str, PartialDate] = {}  # since format 2, as everything below
    later: tuple[str, ...] = ()
    interpreter: str = ""
    confirmed: dict[str, str] = {}  # values that do not fit and were said just so
    orphans: tuple[Orphan, ...] = ()  # answers of an earlier form version without a question here
    former: bytes = b""  # the state before the move to this version, until the interview is completed


class _Format(msgspec.Struct, frozen=True, array_like=True):
    format: int


class _Head(msgspec.Struct, frozen=True, array_like=True):
    format: int
    form_id: str
    version: str


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Kept)
_head_decoder = msgspec.msgpack.Decoder(_Head)
_format_decoder = msgspec.msgpack.Decoder(_Format)


def encode(interview: "Interview") -> bytes:
    """Return the interview as bytes."""
    non_answers: dict[str, str] = {}
    told: dict[str, PartialDate] = {}
    values = _values(interview.root, non_answers, told)
    return _encoder.encode(
        Kept(
            format=FORMAT,
            form_id=interview.form.form_id,
            version=interview.form.version,
            language=interview.language,
            client_language=interview.client_language,
            begun_at=interview.begun_at,
            timezone=_timezone_name(interview.timezone, interview.begun_at),
            seed=interview.seed,
            is_seeded=interview.is_seeded,
            acts=interview.acts,
            user=interview.user,
            device=interview.device,
            values=values,
            non_answers=non_answers,
            notes={slot.ref: text for slot, text in interview.notes.items() if is_alive(slot)},
            trail={slot.ref: trail for slot, trail in interview.trail.items() if is_alive(slot)},
            told=told,
            later=tuple(slot.ref for slot in interview.later if is_alive(slot)),
            interpreter=interview.interpreter,
            confirmed={
                slot.ref: slot.value for slot in interview.confirmed if _is_confirmed(interview, slot)
            },
            orphans=interview.orphans,
            former=interview.former,
        )
    )


def decode(data: bytes, form: FormDefinition) -> Kept:
    """Read a kept interview. Raises StateUnreadable, StateNewer, StateOfAnotherForm."""
    try:
        if _format_decoder.decode(data).format > FORMAT:
            raise StateNewer
        kept = _decoder.decode(data)
    except msgspec.MsgspecError as trouble:
        raise StateUnreadable from trouble
    if (kept.form_id, kept.version) != (form.form_id, form.version):
        raise StateOfAnotherForm(form=kept.form_id, version=kept.version)
    return kept


def version_of(data: bytes) -> str:
    """Return the form version a state belongs to. Raises StateUnreadable."""
    try:
        return _head_decoder.decode(data).version
    except msgspec.MsgspecError as trouble:
        raise StateUnreadable from trouble


def former_of(data: bytes) -> bytes:
    """Return the state before the move to this version; empty when there was none. Raises StateUnreadable."""
    try:
        return _decoder.decode(data).former
    except msgspec.MsgspecError as trouble:
        raise StateUnreadable from trouble


def restore(interview: "Interview", kept: Kept) -> None:
    """Put a kept interview into a fresh tree and work out its views, without touching a value."""
    interview.begun_at = kept.begun_at
    interview.is_seeded = kept.is_seeded
    interview.acts = kept.acts
    interview.client_language = kept.client_language
    interview.surroundings.language = kept.language
    _fill(interview.root, kept.values)
    for ref, reason in kept.non_answers.items():
        interview.question(ref).non_answer = reason
    interview.notes = {interview.question(ref): text for ref, text in kept.notes.items()}
    interview.trail = {interview.question(ref): trail for ref, trail in kept.trail.items()}
    for ref, told in kept.told.items():
        interview.question(ref).told = told
    interview.later = {interview.question(ref): None for ref in kept.later}
    interview.interpreter = kept.interpreter
    interview.confirmed = {interview.question(ref): value for ref, value in kept.confirmed.items()}
    interview.orphans, interview.former = kept.orphans, kept.former
    interview._draw_chance()
    recalculation = interview.recalculation
    recalculation.is_restoring = True
    recalculation.schedule_below(interview.root)
    for slot in walk(interview.root):
        if slot.value and slot.compiled.is_question:
            recalculation.check(slot, None)
    recalculation.settle()
    recalculation.is_restoring = False
    recalculation.start()


def is_alive(slot: Slot) -> bool:
    """Return whether a slot still belongs to its interview."""
    return slot.pending >= 0


def _is_confirmed(interview: "Interview", slot: Slot) -> bool:
    return is_alive(slot) and interview.is_confirmed(slot)


def timezone_of(kept: Kept) -> datetime.tzinfo:
    """Return the time zone an interview was begun in."""
    try:
        return datetime.timezone(datetime.timedelta(seconds=int(kept.timezone)))
    except ValueError:
        pass
    try:
        return zoneinfo.ZoneInfo(kept.timezone)
    except (ValueError, zoneinfo.ZoneInfoNotFoundError):
        return datetime.UTC


def _timezone_name(timezone: datetime.tzinfo, at: datetime.datetime) -> str:
    if isinstance(timezone, zoneinfo.ZoneInfo) and timezone.key:
        return timezone.key
    offset = timezone.utcoffset(at)
    return str(int(offset.total_seconds())) if offset is not None else "0"


def plain_values(state: bytes) -> dict[str, str]:
    """Return the answers kept outside repeats, by question name, without building the interview.

    For counting over many interviews; raises StateUnreadable.
    """
    try:
        kept = _decoder.decode(state)
    except msgspec.MsgspecError as trouble:
        raise StateUnreadable from trouble
    found: dict[str, str] = {}
    groups = [kept.values]
    while groups:
        for name, value in groups.pop().items():
            if isinstance(value, dict):
                groups.append(value)
            elif isinstance(value, str):
                found.setdefault(name, value)
    return found


def _values(slot: Slot, non_answers: dict[str, str], told: dict[str, PartialDate]) -> dict[str, Any]:
    """Return what lies below a slot; blanks that differ from the form's default are kept as blanks."""
    kept: dict[str, Any] = {}
    for kid in slot.kids:
        if not isinstance(kid, Slot):
            if kid.instances or COUNT not in kid.compiled.rules:
                kept[kid.name] = [_values(instance, non_answers, told) for instance in kid.instances]
        elif kid.compiled.children:
            below = _values(kid, non_answers, told)
            if below:
                kept[kid.name] = below
        elif kid.value != kid.compiled.default:
            kept[kid.name] = kid.value
        if isinstance(kid, Slot) and kid.non_answer:
            non_answers[kid.ref] = kid.non_answer
        if isinstance(kid, Slot) and kid.told is not None:
            told[kid.ref] = kid.told
    return kept


def _fill(slot: Slot, values: dict[str, Any]) -> None:
    for kid in slot.kids:
        value = values.get(kid.name)
        if value is None:
            continue
        if not isinstance(kid, Slot):
            for below in value:
                instance = grow_instance(kid, kid.compiled.definition.children)
                kid.instances.append(instance)
                _fill(instance, below)
            kid.number()
        elif isinstance(value, dict):
            _fill(kid, value)
        else:
            kid.value = value
