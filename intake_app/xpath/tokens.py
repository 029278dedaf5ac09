"""Cuts an expression into tokens (XPath 1.0, section 3.7).

The one trap of the grammar lives here: ``*``, ``div``, ``mod``, ``and`` and ``or`` are operators only
when something that ends an operand stands before them.
"""

import re
from typing import Literal, NamedTuple

from intake_app.xpath.errors import XPathUnreadable

TokenKind = Literal["number", "text", "name", "operator", "end"]


class Token(NamedTuple):
    """One token; ``text`` of a quoted text is without its quotes. ``position`` is 0-based."""

    kind: TokenKind
    text: str
    position: int


def cut_into_tokens(source: str) -> list[Token]:
    """Return all tokens and an end token. Raises XPathUnreadable with the place of a stray character."""
    tokens: list[Token] = []
    position = 0
    while position < len(source):
        found = _TOKEN.match(source, position)
        if not found or found.end() == position:
            quote = source[position] in "'\""
            reason = "a quotation mark is not closed" if quote else f"unexpected {source[position]!r}"
            raise XPathUnreadable(expression=source, position=position, reason=reason)
        token = _token(found, tokens)
        if token:
            tokens.append(token)
        position = found.end() if token is None or token.kind != "operator" else position + len(token.text)
    tokens.append(Token("end", "", len(source)))
    return tokens


_NAME = r"[^\W\d][\w.\-·]*"
_TOKEN = re.compile(
    rf"(?P<space>[ \t\r\n]+)|(?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+(?![\w]))?|\.[0-9]+)"
    rf"|(?P<text>\"[^\"]*\"|'[^']*')"
    rf"|(?P<operator>::|//|\.\.|!=|<=|>=|[()\[\]@,|+\-=<>/.*$])"
    rf"|(?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)"
)
_WORDS = ("and", "or", "div", "mod")
_OPERATORS = ":: // / ( [ @ , | + - = != < <= > >= * and or div mod $"
_BEFORE_OPERAND = frozenset(_OPERATORS.split())


def _token(found: re.Match[str], before: list[Token]) -> Token | None:
    kind, text, position = found.lastgroup, found.group(), found.start()
    if kind == "space":
        return None
    ends_operand = bool(before) and not (before[-1].kind == "operator" and before[-1].text in _BEFORE_OPERAND)
    if kind == "text":
        return Token("text", text[1:-1], position)
    if kind == "number":
        return Token("number", text, position)
    if kind == "operator":
        return (
            Token("name", "*", position)
            if text == "*" and not ends_operand
            else Token("operator", text, position)
        )
    if ends_operand:
        # Only an operator can follow an operand: ``1div2`` and ``2mod1`` are cut after the word.
        for word in _WORDS:
            if text == word or (text.startswith(word) and not text[len(word)].isalpha()):
                return Token("operator", word, position)
    return Token("name", text, position)
