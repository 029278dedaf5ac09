"""The values of XPath and how they turn into each other.

A value is a boolean, a number, a text or a list of nodes in document order. Dates are texts that know
their day (``DateText``): written down they are ISO 8601, calculated with they are days since 1970-01-01.
Conversions follow XPath 1.0, section 4, with ODK's additions: a text that is an ISO date counts as its
days, and a blank counts as not-a-number, never as 0.
"""

import math
import re
from collections.abc import Sequence
from datetime import UTC, tzinfo
from decimal import Decimal
from typing import Protocol, Self

from intake_app.xpath.moments import Moment, read_moment


class Node(Protocol):
    """What the engine needs of a node; the tree behind it belongs to somebody else.

    ``name`` is the local name, ``@name`` for an attribute and empty for the document itself. A tree that
    also holds text, comments and instructions (``xml.py``) gives them in an extra method ``content()``
    and calls them ``#text``, ``#comment`` and ``?target``.
    """

    @property
    def name(self) -> str:
        """Local name."""

    @property
    def parent(self) -> "Node | None":
        """The node this one hangs from; None at the top."""

    def text(self) -> str:
        """Return the string value; blank where the node is not relevant."""

    def children(self) -> "Sequence[Node]":
        """Return element children in document order."""

    def attributes(self) -> "Sequence[Node]":
        """Return attributes."""


NodeSet = list[Node]
Value = bool | float | str | NodeSet

NAN = math.nan


class DateText(str):
    """A date or date-time as calculations see it: an ISO 8601 text that remembers its moment."""

    __slots__ = ("moment",)
    moment: Moment

    def __new__(cls, text: str, moment: Moment) -> Self:
        """Make the text; ``moment`` is what it stands for."""
        made = super().__new__(cls, text)
        made.moment = moment
        return made


def to_string(value: Value) -> str:
    """Return the text of a value (XPath 1.0, 4.2): ``6`` for 6.0, ``true``, the first node's text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return value[0].text() if value else ""
    return number_text(value)


def to_number(value: Value, timezone: tzinfo = UTC) -> float:
    """Return the number of a value; NaN for a blank or for words. Dates give days since 1970."""
    if isinstance(value, str):
        return number_of_text(value, timezone)
    if isinstance(value, list):
        return number_of_text(value[0].text(), timezone) if value else NAN
    return float(value)


def to_boolean(value: Value) -> bool:
    """Return the truth of a value: not blank, not zero, not NaN, not an empty node list."""
    if isinstance(value, float):
        return bool(value) and not math.isnan(value)
    return bool(value)


def number_text(number: float) -> str:
    """Write a number the way ODK stores it: whole numbers without a point, never with an exponent."""
    if math.isnan(number):
        return "NaN"
    if number in (math.inf, -math.inf):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number):
        return (
            str(int(number)) if abs(number) < 1e15 else format(Decimal(repr(number)).to_integral_value(), "f")
        )
    text = repr(number)
    return format(Decimal(text), "f") if "e" in text else text


def number_of_text(text: str, timezone: tzinfo) -> float:
    """Read a number or an ISO date from a text; NaN when it is neither."""
    if text.isdigit() and text.isascii():
        return float(text)
    if type(text) is DateText:
        return text.moment.days
    if _NUMBER.fullmatch(text):
        return float(text)
    moment = read_moment(text, timezone)
    return moment.days if moment else NAN


_NUMBER = re.compile(r"[ \t\r\n]*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[ \t\r\n]*")
