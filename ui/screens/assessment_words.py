"""How an assessment is said in words: its kind, why there is no value, urgency, fields of resources."""

from collections.abc import Sequence

from intake_app.records.assessment import ResourceField, Urgency
from intake_app.services.assessment_views import short_name, step_word
from ui.words import _, is_mirrored, words

FIELDS: tuple[ResourceField, ...] = ("personal", "social", "material", "infrastructural")
FIELD_ICONS = {
    "personal": "user",
    "social": "users",
    "material": "wallet",
    "infrastructural": "buildings",
}
URGENCIES: tuple[Urgency, ...] = ("U3", "U2", "U1", "U0")
# status, icon, in the order they stand
NON_ANSWERS = (
    ("not-discussed", "skip-forward"),
    ("declined", "hand"),
    ("not-applicable", "prohibit"),
)


def kind_words(kind: str) -> str:
    """Return what kind of assessment it is."""
    return {
        "initial": _("First assessment"),
        # Translators: an assessment after the first one
        "re-assessment": _("Re-assessment"),
        "closing": _("Closing assessment"),
    }[kind]


def status_words(status: str) -> str:
    """Return why a domain has no value."""
    return {
        "open": _("still open"),
        # Translators: said of a life domain: somebody gave it a value
        "rated": _("rated"),
        "not-discussed": _("not discussed"),
        "declined": _("prefers not to"),
        "not-applicable": _("does not apply"),
    }[status]


def side_words(side: str) -> str:
    """Return what a card is about."""
    if side == "resource":
        # Translators: what carries a person, several
        return _("Resources")
    # Translators: what a person needs, several
    return _("Needs")


def entry_words(side: str) -> str:
    """Return what one entry of a card is."""
    if side == "resource":
        # Translators: one thing that carries a person
        return _("Resource")
    # Translators: one thing a person needs
    return _("Need")


def field_words(field: str) -> str:
    """Return where a resource lies."""
    return {
        "personal": _("personal: what somebody can, knows, believes"),
        "social": _("social: people"),
        "material": _("material: money, things, home"),
        "infrastructural": _("around: places, services, rights"),
    }[field]


def urgency_words(urgency: str) -> str:
    """Return how soon."""
    return step_word("urgency", urgency, words().tag)


def short_names(codes: Sequence[str]) -> str:
    """Return the short names of domains, one after the other."""
    return listed([short_name(code, words().tag) for code in codes])


def pointed_words(side: str, value: int | None) -> str:
    """Return what the person points to in the client window."""
    if value is None:
        return status_words("declined")
    return f"{side_words(side)} {value} · {step_word(side, value, words().tag)}"


def listed(parts: Sequence[str]) -> str:
    """Return parts one after the other, with the comma of the language."""
    return ("، " if is_mirrored() else ", ").join(parts)
