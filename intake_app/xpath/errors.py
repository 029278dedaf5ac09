"""What can be wrong with an expression: it cannot be read, calls something unknown, or cannot be worked out.

Facts name the expression and the place in it; an expression is part of the form, never an answer.
"""

from typing import ClassVar

from intake_app.errors import N_, IntakeError


class XPathError(IntakeError):
    """An expression could not be worked out. Facts: ``expression``, ``position`` (0-based), ``reason``."""

    says: ClassVar[str] = N_("The expression {expression} could not be worked out: {reason}.")
    remedy: ClassVar[str] = N_("Correct the expression in the form.")

    def __init__(self, *, reason: str, expression: str = "", position: int = 0, **facts: str | int) -> None:
        super().__init__(expression=expression, position=position, reason=reason, **facts)

    def within(self, expression: str) -> "XPathError":
        """Return the same trouble, telling the expression it happened in (unless it is told already)."""
        return type(self)(**{**self.facts, "expression": self.facts["expression"] or expression})  # type: ignore[arg-type]


class XPathUnreadable(XPathError):
    """The text is not an XPath expression."""

    says = N_("The expression {expression} could not be read at character {position}: {reason}.")


class FunctionUnknown(XPathError):
    """The expression calls a function this engine does not have. Fact ``function`` names it."""

    says = N_("The expression {expression} calls the unknown function {function}.")
