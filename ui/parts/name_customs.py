"""Naming customs: what belongs to a name where somebody comes from, with an example to say aloud.

A custom only decides which parts are offered first and in which order they are put together. Nothing is
ever refused: everybody may leave everything but one name empty, or take another custom.
"""

from collections.abc import Callable
from typing import NamedTuple

from intake_app.languages import fallback_chain
from intake_app.records.person import NameOrder
from ui.words import _

PARTS = ("given", "father", "grandfather", "particle", "family", "birth_name")


class Custom(NamedTuple):
    """``example`` is an invented name as it is spoken; ``parts`` are fields of a PersonName, in order."""

    key: str
    says: Callable[[], str]
    example: str
    tells: Callable[[], str]
    parts: tuple[str, ...]
    order: NameOrder
    languages: tuple[str, ...] = ()


CUSTOMS = (
    Custom(
        "two", lambda: _("Given name and family name"), "Anna Beispiel",
        lambda: _("Several given names are written one after the other."),
        ("given", "particle", "family", "birth_name"), "GF",
    ),
    Custom(
        "one", lambda: _("One name, perhaps a second"), "Parwana",
        lambda: _("One name is a whole name. A second one may be chosen freely or be the father's."),
        ("given", "father", "family"), "GF", ("fa-AF", "ps", "ta", "id"),
    ),
    Custom(
        "chain", lambda: _("Own, father's and grandfather's name"), "Faadumo Cali Warsame",
        lambda: _("There is no family name. The order is part of the name."),
        ("given", "father", "grandfather"), "GFP", ("so", "om", "aa"),
    ),
    Custom(
        "father", lambda: _("Own name and father's name"), "Selam Tesfay",
        lambda: _("The second name is the father's, no family name. It stays the same after a wedding."),
        ("given", "father", "grandfather"), "GFP", ("ti", "am", "tig"),
    ),
    Custom(
        "arabic", lambda: _("Arabic: own name, ancestors, family or origin"), "Maryam bint Yusuf al-Halabi",
        lambda: _("Abu or Umm with a child's name is what friends say: write it as another name."),
        ("given", "father", "grandfather", "particle", "family"), "GFP", ("ar",),
    ),
    Custom(
        "slavic", lambda: _("Given name, patronymic, family name"), "Oksana Ivanivna Melnyk",
        lambda: _("The patronymic is no second given name. Papers often put the family name first."),
        ("given", "father", "family", "birth_name"), "GF", ("uk", "ru", "bg", "be"),
    ),
    Custom(
        "double", lambda: _("Two family names"), "Lucía Prueba García",
        lambda: _("Both belong to the family name, in the order said."),
        ("given", "particle", "family"), "GF", ("es", "pt", "ca"),
    ),
    Custom(
        "family-first", lambda: _("Family name first"), "Nguyễn Thị Mẫu",
        lambda: _("The family name stays in front. The last name is the one people are called by."),
        ("family", "given"), "FG", ("vi", "zh", "hu", "ko", "ja"),
    ),
    Custom(
        "turkish", lambda: _("Given name and family name, with İ and ı"), "Işıl İnanç",
        lambda: _("İ and I are two letters, and so are i and ı. Write what the person writes."),
        ("given", "family", "birth_name"), "GF", ("tr", "az"),
    ),
    Custom(
        "free", lambda: _("Otherwise: all parts"), "",
        lambda: _("Fill in what fits and leave the rest empty."),
        PARTS, "GF",
    ),
)  # fmt: skip


def custom(key: str) -> Custom:
    """Return the custom with this key; the first one when there is none."""
    return next((one for one in CUSTOMS if one.key == key), CUSTOMS[0])


def custom_of_language(tag: str) -> Custom:
    """Return a custom that is frequent among people who speak ``tag`` (BCP 47): a proposal, no more."""
    chain = fallback_chain(tag) if tag else ()
    return next((one for part in chain for one in CUSTOMS if part in one.languages), CUSTOMS[0])


def part_words(part: str) -> str:
    """Return the label of a part of a name."""
    return {
        "given": _("Given names, own name"),
        "father": _("Father's name or patronymic"),
        "grandfather": _("Grandfather's name"),
        "particle": _("Particle: von, de, al-, bint"),
        "family": _("Family name"),
        "birth_name": _("Family name at birth"),
    }[part]


def order_words(order: str) -> str:
    """Return in which order the parts of a name are put together."""
    return {
        "GF": _("own name, family name"),
        "FG": _("family name, own name"),
        "G": _("one name only"),
        "GFP": _("own name, ancestors' names"),
        "free": _("as written above"),
        "": _("nobody asked"),
    }[order]
