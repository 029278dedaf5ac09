"""Cuts an expression into tokens (XPath 1.0, section 3.7).

The one trap of the grammar lives here: ``*``, ``div``, ``mod``, ``and`` and ``or`` are operators only
when something that ends an operand stands before them. Plain paths such as ``/data/age`` or ``../age``,
nine tenths of what forms refer to, are taken in one piece; that halves the time a form needs to open.
"""

import re
from typing import Any, Literal, NamedTuple

from intake_app.xpath.errors import XPathUnreadable

TokenKind = Literal["number", "text", "name", "operator", "path", "end"]


class Token(NamedTuple):
    """One token; ``text`` of a quoted text is without its quotes. ``position`` is 0-based."""

    kind: TokenKind
    text: str
    position: int


def cut_into_tokens(source: str) -> list[Token]:
    """Return all tokens and an end token. Raises XPathUnreadable with the place of a stray character."""
    tokens: list[Token] = []
    position, end = 0, len(source.rstrip(" \t\r\n"))
    ends_operand = False  # does what stands before end an operand?
    match = _BEFORE_OPERAND
    while position < end:
        found = match(source, position)
        if found is None:
            position = end - len(source[position:end].lstrip(" \t\r\n"))
            quote = source[position] in "'\""
            reason = "a quotation mark is not closed" if quote else f"unexpected {source[position]!r}"
            raise XPathUnreadable(expression=source, position=position, reason=reason)
        kind: Any = found.lastgroup  # the names of the groups are the kinds
        text = found[kind]
        begin = found.start(kind)
        if kind == "operator":
            if text == "*" and not ends_operand:
                kind = "name"
            ends_operand = kind == "name" or text in _ENDING
            match = _AFTER_OPERAND if ends_operand else _IN_PATH if text in _STEPPING else _BEFORE_OPERAND
        elif kind == "word":
            kind, ends_operand, match = "operator", False, _BEFORE_OPERAND
        else:
            ends_operand, match = True, _AFTER_OPERAND
            if kind == "text":
                text = text[1:-1]
        tokens.append(Token(kind, text, begin))
        position = found.end()
    tokens.append(Token("end", "", len(source)))
    return tokens


_NAME = r"[^\W\d][\w.\-·]*+"
_ANY = (
    r"(?P<number>[0-9]++(?:\.[0-9]*+)?(?:[eE][+-]?[0-9]++(?!\w))?|\.[0-9]++)"
    r"|(?P<text>\"[^\"]*+\"|'[^']*+')"
    r"|(?P<operator>::|//|\.\.|!=|<=|>=|[()\[\]@,|+\-=<>/.*])"
)
_QUALIFIED = rf"|(?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)"
# What may follow a path taken in one piece: an operator, a closing bracket, a comma, the end.
_FOLLOWS = r"(?=[ \t\r\n]*+(?:[=!<>+*,)\]|\-]|$|(?:and|or|div|mod)\b))"
_PATH = rf"(?P<path>(?>(?:\.\./)*+{_NAME}(?:/{_NAME})*+|(?:/{_NAME})++)){_FOLLOWS}"
# Only an operator can follow an operand: ``1div2`` and ``2mod1`` are cut after the word.
_WORD = r"(?P<word>(?:and|or|div|mod)(?![^\W\d]))"
_SPACE = r"[ \t\r\n]*+"
_BEFORE_OPERAND = re.compile(f"{_SPACE}(?:{_PATH}|{_ANY}{_QUALIFIED})").match
_AFTER_OPERAND = re.compile(f"{_SPACE}(?:{_WORD}|{_ANY}{_QUALIFIED})").match
_IN_PATH = re.compile(f"{_SPACE}(?:{_ANY}{_QUALIFIED})").match
_STEPPING = frozenset(("/", "//", "@", "::"))
_ENDING = frozenset((")", "]", ".", ".."))
