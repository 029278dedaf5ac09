"""How a function says what it takes and gives.

Most functions are plain Python functions of converted arguments; ``plain`` wraps them and folds calls
whose arguments never change. The few that need their arguments unevaluated (``if``, ``once``,
``indexed-repeat``) build their closure themselves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from intake_app.xpath.context import Context
from intake_app.xpath.errors import XPathError
from intake_app.xpath.parts import (
    Kind,
    Part,
    Run,
    as_boolean,
    as_nodes,
    as_number,
    as_string,
    as_strings,
    as_value,
    constant,
)
from intake_app.xpath.tree import Expression

Build = Callable[[Sequence[Part], Sequence[Expression]], Part]


@dataclass(frozen=True, slots=True)
class Function:
    """A function by name: how many arguments it takes (``most`` None: any number) and how a call is built."""

    name: str
    least: int
    most: int | None
    build: Build


def plain(
    name: str, takes: str, gives: Kind, work: Callable[..., Any], *, least: int | None = None
) -> Function:
    """Make a function of converted arguments that depends on nothing else.

    ``takes`` has a letter an argument: ``s`` text, ``n`` number, ``b`` truth, ``v`` value as it is,
    ``N`` nodes. A last ``*`` repeats the letter before it any number of times. ``least`` counts the
    arguments that must be there (all when not given).
    """
    repeats = takes.endswith("*")
    letters = takes.rstrip("*")
    fewest = least if least is not None else len(letters) - (1 if repeats else 0)

    def build(parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
        runs = converted(name, letters, parts)
        part = Part(gives, _call(work, runs))
        return folded(part, parts)

    return Function(name, fewest, None if repeats else len(letters), build)


def contextual(
    name: str, takes: str, gives: Kind, work: Callable[..., Any], *, least: int | None = None
) -> Function:
    """Make a function whose first Python argument is the context; never folded."""
    repeats = takes.endswith("*")
    letters = takes.rstrip("*")
    fewest = least if least is not None else len(letters) - (1 if repeats else 0)

    def build(parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
        return Part(gives, _call_in_context(work, converted(name, letters, parts)))

    return Function(name, fewest, None if repeats else len(letters), build)


def own_node(name: str, gives: Kind, work: Callable[[str], Any]) -> Function:
    """Make a function of one text that is the text of the node it stands at when no argument is given."""
    on_text = plain(name, "s", gives, work)

    def build(parts: Sequence[Part], expressions: Sequence[Expression]) -> Part:
        if parts:
            return on_text.build(parts, expressions)
        return Part(gives, lambda context: work(own_text(context)))

    return Function(name, 0, 1, build)


def of_texts(name: str, gives: Kind, work: Callable[[list[str]], Any], *, least: int = 0) -> Function:
    """Make a function of any number of texts; an argument of nodes gives the text of every node."""

    def build(parts: Sequence[Part], _expressions: Sequence[Expression]) -> Part:
        texts = as_strings(parts)
        return folded(Part(gives, lambda context: work(texts(context))), parts)

    return Function(name, least, None, build)


def own_text(context: Context) -> str:
    """Return the text of the node the expression stands at."""
    if context.node is None:
        raise XPathError(reason="there is no node to take the text of")
    return context.node.text()


def converted(name: str, letters: str, parts: Sequence[Part]) -> list[Run]:
    """Return the closures of the arguments, each giving what its letter asks for."""
    runs: list[Run] = []
    for index, part in enumerate(parts):
        letter = letters[min(index, len(letters) - 1)]
        if letter == "N":
            runs.append(as_nodes(part, f"{name}()"))
        else:
            runs.append(_CONVERSIONS[letter](part))
    return runs


def folded(part: Part, arguments: Sequence[Part]) -> Part:
    """Work the call out now when every argument is constant; a call that fails is left to fail later."""
    if any(argument.constant is None for argument in arguments):
        return part
    try:
        return constant(part.run(_NOWHERE))
    except (XPathError, AttributeError):
        return part


class _Nowhere:
    """Stands for the context while folding: whoever asks it for anything is not constant after all."""

    __slots__ = ()


_NOWHERE: Any = _Nowhere()
_CONVERSIONS: dict[str, Callable[[Part], Run]] = {
    "s": as_string,
    "n": as_number,
    "b": as_boolean,
    "v": as_value,
}


def _call(work: Callable[..., Any], runs: list[Run]) -> Run:
    if not runs:
        return lambda _context: work()
    if len(runs) == 1:
        (only,) = runs
        return lambda context: work(only(context))
    if len(runs) == 2:
        first, second = runs
        return lambda context: work(first(context), second(context))
    return lambda context: work(*[run(context) for run in runs])


def _call_in_context(work: Callable[..., Any], runs: list[Run]) -> Run:
    if not runs:
        return work
    if len(runs) == 1:
        (only,) = runs
        return lambda context: work(context, only(context))
    return lambda context: work(context, *[run(context) for run in runs])
