"""Sensitive questions: which they are, what is said about them, which of a section still wait.

A form marks them (``bind::intake:sensitivity`` P3: health, belief, origin; P4: the protected part). They are
marked quietly, say why they are asked, and may always be left out, one by one or all at once: nobody is
asked to tell what happened.
"""

from intake_app.errors import N_
from intake_app.forms.definition import NodeDefinition
from intake_app.interview import Interview, Section
from ui.questions.client_words import has_words, in_language

WHY = N_("We ask only so that help fits. This may be left out.")
_SENSITIVE = frozenset({"P3", "P4"})


def is_sensitive(definition: NodeDefinition) -> bool:
    """Return whether a form marks a question as sensitive."""
    return definition.sensitivity in _SENSITIVE


def own_why(definition: NodeDefinition) -> str:
    """Return the form's own sentence on why it asks (``bind::intake:why``); empty when it has none."""
    return definition.marks.get("why", "")


def why_for_client(tag: str) -> str:
    """Return the general sentence in the client's language; empty where the program does not speak it."""
    return in_language(tag, WHY) if has_words(tag) else ""


def sensitive_left(interview: Interview, section: Section) -> list[str]:
    """Return the sensitive questions of a section that have neither answer nor reason, in order."""
    refs = (ref for page in section.pages for ref in page.questions)
    views = (interview.node(ref) for ref in refs)
    return [
        view.ref for view in views
        if is_sensitive(view.definition) and not (view.is_note or view.value or view.non_answer)
    ]  # fmt: skip
