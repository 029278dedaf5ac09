"""Reads an expression into its tree: a Pratt parser over XPath 1.0's grammar."""

from functools import lru_cache
from typing import cast, get_args

from intake_app.xpath.errors import XPathUnreadable
from intake_app.xpath.tokens import Token, cut_into_tokens
from intake_app.xpath.tree import (
    Axis,
    Binary,
    Call,
    Expression,
    Filter,
    Literal,
    LocationPath,
    Negate,
    NodeTest,
    Step,
    TestKind,
)


@lru_cache(maxsize=8192)
def parse(source: str) -> Expression:
    """Read one expression. Raises XPathUnreadable with the place and the reason."""
    parser = _Parser(source)
    try:
        tree = parser.expression(0)
    except RecursionError:
        raise XPathUnreadable(expression=source[:80], position=0, reason="it is nested too deeply") from None
    parser.expect_end()
    return tree


_POWERS = {
    "or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4,
    "+": 5, "-": 5, "*": 6, "div": 6, "mod": 6, "|": 8,
}  # fmt: skip
_UNARY = 7
_AXES = frozenset(get_args(Axis))
_NODE_KINDS = ("node", "text", "comment", "processing-instruction")
_SELF = Step("self", NodeTest("node"))
_PARENT = Step("parent", NodeTest("node"))
_ANYWHERE = Step("descendant-or-self", NodeTest("node"))


@lru_cache(maxsize=8192)
def _plain_path(text: str) -> LocationPath:
    """Read a path of names and leading ``..`` that the tokens hold in one piece."""
    steps = [
        _PARENT if name == ".." else Step("child", NodeTest("name", name)) for name in text.split("/") if name
    ]
    return LocationPath(tuple(steps), is_absolute=text[0] == "/")


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = cut_into_tokens(source)
        self.at = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def is_operator(self, *texts: str) -> bool:
        token = self.tokens[self.at]
        return token.kind == "operator" and token.text in texts

    def take(self, text: str) -> None:
        if not self.is_operator(text):
            raise self.refusal(f"expected {text!r}")
        self.at += 1

    def refusal(self, reason: str) -> XPathUnreadable:
        return XPathUnreadable(expression=self.source, position=self.here.position, reason=reason)

    def expect_end(self) -> None:
        if self.here.kind != "end":
            raise self.refusal(f"unexpected {self.here.text!r}")

    def expression(self, power: int) -> Expression:
        left: Expression
        if self.is_operator("-"):
            self.at += 1
            left = Negate(self.expression(_UNARY))
        else:
            left = self.path()
        while True:
            token = self.here
            binding = _POWERS.get(token.text, 0) if token.kind == "operator" else 0
            if binding <= power:
                return left
            self.at += 1
            left = Binary(token.text, left, self.expression(binding))

    def path(self) -> Expression:
        token = self.here
        if token.kind == "path":
            self.at += 1
            return _plain_path(token.text)
        if token.kind == "operator" and token.text in ("/", "//"):
            self.at += 1
            if token.text == "//":
                return LocationPath((_ANYWHERE, *self.steps()), is_absolute=True)
            return LocationPath(self.steps() if self.starts_step() else (), is_absolute=True)
        if self.starts_primary():
            operand = self.primary()
            predicates = self.predicates()
            if predicates:
                operand = Filter(operand, predicates)
            if self.is_operator("/", "//"):
                is_bare = (
                    isinstance(operand, LocationPath) and not operand.steps and operand.origin is not None
                )
                origin = operand.origin if isinstance(operand, LocationPath) and is_bare else operand
                return LocationPath(self.more_steps(), origin=origin)
            return operand
        return LocationPath(self.steps())

    def starts_primary(self) -> bool:
        token = self.here
        if token.kind in ("number", "text"):
            return True
        if token.kind == "operator":
            return token.text == "("
        following = self.tokens[self.at + 1] if token.kind == "name" else token
        is_call = following.kind == "operator" and following.text == "("
        return is_call and token.text not in _NODE_KINDS

    def starts_step(self) -> bool:
        return self.here.kind == "name" or self.is_operator(".", "..", "@")

    def primary(self) -> Expression:
        token = self.here
        self.at += 1
        if token.kind == "number":
            return Literal(float(token.text))
        if token.kind == "text":
            return Literal(token.text)
        if token.kind == "operator":
            inner = self.expression(0)
            self.take(")")
            return inner
        self.take("(")
        arguments: list[Expression] = []
        while not self.is_operator(")"):
            if arguments:
                self.take(",")
            arguments.append(self.expression(0))
        self.at += 1
        call = Call(token.text, tuple(arguments), token.position)
        # current()/.. is a path even without a further step, so that its owner can resolve it.
        return LocationPath((), origin=call) if token.text == "current" and not arguments else call

    def steps(self) -> tuple[Step, ...]:
        first = self.step()
        return (first, *self.more_steps())

    def more_steps(self) -> tuple[Step, ...]:
        steps: list[Step] = []
        while self.is_operator("/", "//"):
            if self.here.text == "//":
                steps.append(_ANYWHERE)
            self.at += 1
            steps.append(self.step())
        return tuple(steps)

    def step(self) -> Step:
        token = self.here
        if token.kind == "operator" and token.text in (".", ".."):
            self.at += 1
            step = _SELF if token.text == "." else _PARENT
            predicates = self.predicates()
            return Step(step.axis, step.test, predicates) if predicates else step
        axis: Axis = "child"
        if self.is_operator("@"):
            self.at += 1
            axis = "attribute"
        elif token.kind == "name" and self.tokens[self.at + 1].text == "::":
            if token.text not in _AXES:
                raise self.refusal(f"the axis {token.text!r} is not supported")
            axis = cast("Axis", token.text)
            self.at += 2
        return Step(axis, self.node_test(), self.predicates())

    def node_test(self) -> NodeTest:
        token = self.here
        if token.kind != "name":
            raise self.refusal("expected a name" if token.kind == "end" else f"unexpected {token.text!r}")
        self.at += 1
        if token.text in _NODE_KINDS and self.is_operator("("):
            self.at += 1
            target = ""
            if token.text == "processing-instruction" and self.here.kind == "text":
                target = self.here.text
                self.at += 1
            self.take(")")
            return NodeTest(cast("TestKind", token.text), target)
        prefix, _, local = token.text.rpartition(":")
        return NodeTest("any", "", prefix) if local == "*" else NodeTest("name", local, prefix)

    def predicates(self) -> tuple[Expression, ...]:
        predicates: list[Expression] = []
        while self.is_operator("["):
            self.at += 1
            predicates.append(self.expression(0))
            self.take("]")
        return tuple(predicates)
