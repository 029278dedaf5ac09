"""What an expression is worked out in: the node it stands at, and the document around it.

Nothing here is global: the clock, the time zone, the language and chance itself are handed in.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from random import Random
from uuid import uuid4

from intake_app.xpath.values import Node


def _no_clock() -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC)


def _no_instance(_id: str) -> Node | None:
    return None


def _same_text(text_id: str) -> str:
    return text_id


def _same_name(value: str, _reference: str, _context: "Context") -> str:
    return value


def _fresh_uuid() -> str:
    return str(uuid4())


@dataclass(slots=True)
class Environment:
    """The document and its surroundings; one for a whole interview.

    ``root``: the document node above ``/data`` (None: there is no document and every path is refused).
    ``instance``: the document node of a secondary instance, None if unknown.
    ``choice_name(value, reference, context)``: label of a choice of the question at ``reference``.
    ``pulldata(table, column, key column, key)``: one cell of a table; without it the instance of that
    name is walked.
    ``passes_over_blanks``: ``sum``, ``min`` and ``max`` leave out what is no number, as they do in a living
    form on every device that fills it, and what is no date is a blank; a plain document follows XPath 1.0,
    where one blank makes it all NaN.
    """

    root: Node | None = None
    now: Callable[[], datetime] = _no_clock
    timezone: tzinfo = UTC
    instance: Callable[[str], Node | None] = _no_instance
    itext: Callable[[str], str] = _same_text
    choice_name: Callable[[str, str, "Context"], str] = _same_name
    pulldata: Callable[[str, str, str, str], str] | None = None
    random: Random = field(default_factory=Random)
    uuid: Callable[[], str] = _fresh_uuid
    language: str = ""
    passes_over_blanks: bool = False


class Context:
    """Where an expression stands: ``node`` (``.``), ``position()``, ``last()`` and ``current()``."""

    __slots__ = ("current", "environment", "kept", "node", "position", "size")

    def __init__(
        self,
        node: Node | None,
        environment: Environment,
        *,
        position: int = 1,
        size: int = 1,
        current: Node | None = None,
    ) -> None:
        self.node = node
        self.environment = environment
        self.position = position
        self.size = size
        self.current = node if current is None else current
        self.kept: dict[object, object] | None = None  # what stays the same while one predicate sifts nodes

    def at(self, node: Node, position: int = 1, size: int = 1) -> "Context":
        """Return the context of an inner node; ``current()`` stays what it was."""
        return Context(node, self.environment, position=position, size=size, current=self.current)
