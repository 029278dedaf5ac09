"""What the living form shows of itself: frozen views, safe to hand to any floor or thread.

References (``ref``) are positioned: every repeat on the way carries its number, ``/data/person[2]/age``.
Languages are named as the form names them (``Dari (fa-AF)``).
"""

from typing import Literal

import msgspec

from intake_app.forms.definition import NodeDefinition, ReviewState
from intake_app.records.partial_date import PartialDate

NonAnswer = Literal["declined", "unknown", "not-asked", "not-applicable"]
NON_ANSWERS: tuple[NonAnswer, ...] = ("declined", "unknown", "not-asked", "not-applicable")
WordingKind = Literal["label", "hint", "guidance", "constraint", "required"]


class Changes(msgspec.Struct, frozen=True):
    """What one act changed. ``nodes``: refs whose value, relevance, validity, texts or choices are new."""

    nodes: tuple[str, ...] = ()
    structure: bool = False  # repeat instances came or went: refs and pages must be read again
    valid: bool = True  # of the node acted on
    message: str = ""  # why not, in the current language; empty when the form says nothing
    cleared: tuple[str, ...] = ()  # selections dropped because their filter no longer offers them
    given: tuple[str, ...] = ()  # questions whose answer or non-answer the act set or took back


class Worded(msgspec.Struct, frozen=True):
    """A text and the language it really is in; ``is_fallback`` when that is not the one asked for."""

    text: str = ""
    language: str = ""
    is_fallback: bool = False
    review: ReviewState = "unknown"
    image: str = ""  # file name in ``form.media``
    audio: str = ""
    is_withheld: bool = False  # a legal text not yet reviewed in the asked language: the fallback stands here


class ChoiceView(msgspec.Struct, frozen=True):
    """One choice as offered now."""

    value: str
    label: str
    image: str = ""
    language: str = ""
    is_fallback: bool = False
    audio: str = ""


class RepeatPlace(msgspec.Struct, frozen=True):
    """Where in a repeat one stands: ``Child 2 of 3``, and what may be done about it."""

    ref: str  # of the repeat, without its own position: /data/person
    instance: str  # /data/person[2]; empty when there is none yet
    position: int  # 1-based; 0 when there is none yet
    count: int
    can_add: bool
    can_remove: bool


class NodeView(msgspec.Struct, frozen=True):
    """One node as it stands now. Groups and repeat instances have no value."""

    definition: NodeDefinition
    ref: str
    value: str | None
    non_answer: NonAnswer | Literal[""]
    relevant: bool
    required: bool
    readonly: bool
    valid: bool
    note: str
    oral: bool
    position: int = 0  # in its repeat, when it is a repeat instance
    is_note: bool = False  # shown, not asked
    told: PartialDate | None = None  # a date as it was told
    is_later: bool = False  # put off until later
    is_confirmed: bool = False  # does not fit, and was confirmed to be just so


class Page(msgspec.Struct, frozen=True):
    """What is shown at once. ``questions`` are refs of visible questions in document order."""

    key: str  # stable as long as the questions before it stay
    ref: str  # of the innermost labelled group (or repeat instance); the form's root when there is none
    title: Worded
    questions: tuple[str, ...]
    section: str = ""  # key of its section
    repeat: RepeatPlace | None = None
    is_field_list: bool = False


class Section(msgspec.Struct, frozen=True):
    """A chapter of the interview: a top-level group, or the run of questions between two of them."""

    key: str
    ref: str
    title: Worded
    answered: int
    asked: int
    pages: tuple[Page, ...]
