"""Texts with legal effect: which questions have them, and in which languages they may be shown.

A consent that somebody gave to a wrong translation is none. So a question marked ``bind::intake:legal``
(on itself or on a group around it), or one that feeds ``consent.…`` of the case record, is shown only in
the form's default language and in languages whose legal texts somebody has reviewed, with name and date.
"""

from collections.abc import Iterable

from intake_app.forms.definition import FormDefinition, FormLanguage, NodeDefinition
from intake_app.forms.wording import NO_LANGUAGE

_NO = frozenset({"", "no", "false", "false()", "0"})
_CONSENTS = "consent."


def legal_questions(definition: FormDefinition) -> frozenset[str]:
    """Return the references of the questions (notes, too) whose texts have legal effect."""
    found: set[str] = set()
    waiting = [(definition.root, False)]
    while waiting:
        node, is_inside = waiting.pop()
        is_legal = is_inside or _is_marked(node)
        if is_legal and node.kind == "question" and node.has_control:
            found.add(node.ref)
        waiting.extend((child, is_legal) for child in node.children)
    return frozenset(found)


def legal_languages(definition: FormDefinition) -> frozenset[str]:
    """Return the names of the languages that legal texts may be shown in."""
    shown = {language.name for language in definition.languages if is_legal_reviewed(language)}
    return frozenset({*shown, definition.default_language, NO_LANGUAGE})


def is_legal_reviewed(language: FormLanguage) -> bool:
    """Return whether the legal texts of a language were reviewed by somebody with name and date."""
    return language.legal_review == "reviewed" and bool(
        language.legal_reviewer and language.legal_reviewed_on
    )


def legal_chain(chain: Iterable[str], shown: frozenset[str]) -> tuple[str, ...]:
    """Return the languages of a fallback chain that legal texts may be shown in."""
    return tuple(name for name in chain if name in shown)


def _is_marked(node: NodeDefinition) -> bool:
    return node.marks.get("legal", "").casefold() not in _NO or node.saveto.startswith(_CONSENTS)
