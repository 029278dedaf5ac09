"""A form as it is printed to be filled in by hand, in one language."""

from typing import Literal

import msgspec


class BlankText(msgspec.Struct, frozen=True):
    """A text and the language (BCP 47) it really is in."""

    text: str
    tag: str


class BlankLine(msgspec.Struct, frozen=True):
    """One line: a heading, a note to read, or a question with its boxes or its room to write."""

    kind: Literal["section", "repeat", "note", "question"]
    depth: int
    label: BlankText
    hint: BlankText | None = None
    choices: tuple[BlankText, ...] = ()  # to be ticked
    is_many: bool = False  # several may be ticked
    lines: int = 0  # to write on
    has_condition: bool = False  # asked only where the form says so
    is_withheld: bool = False  # legal text, not reviewed in the asked language: another stands here


class BlankForm(msgspec.Struct, frozen=True):
    """The whole form. ``tag``: of the language asked for."""

    title: str
    version: str
    tag: str
    lines: tuple[BlankLine, ...]
