"""How persons, their names and moments are written on screen, also when names are hidden."""

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCollator, QLocale

from intake_app.records.person import PersonHit, PersonName
from ui.words import _, plural, set_apart, words

if TYPE_CHECKING:
    from intake_app.services.names import LetterWarning

NAME_USES = ("official", "preferred", "alias", "former", "document")
NAME_SOURCES = (
    "stated", "passport", "passport-mrz", "identity-card", "arrival-certificate", "residence-permit",
    "birth-certificate", "marriage-certificate", "relatives", "interpreter",
)  # fmt: skip


def shown_name(display: str, *, is_hidden: bool) -> str:
    """Return a person's name, or initials while names are hidden."""
    if not is_hidden:
        return display
    return " ".join(f"{word[0]}." for word in display.replace(",", " ").split() if word)


def use_words(use: str) -> str:
    """Return what a name is to the person; what a newer version wrote, as it stands."""
    return {
        "official": _("official name"),
        "preferred": _("wants to be called so"),
        "alias": _("also known as"),
        "former": _("former name"),
        "document": _("as a document writes it"),
    }.get(use, use)


def source_words(source: str) -> str:
    """Return where a name was learned from; what is not in the list, as it stands."""
    return {
        "stated": _("as the person says"),
        "passport": _("passport"),
        # Translators: the two lines of capitals and arrows at the foot of a passport's photo page
        "passport-mrz": _("passport, machine-readable lines"),
        "identity-card": _("identity card"),
        # Translators: German Ankunftsnachweis, the first paper of an asylum seeker
        "arrival-certificate": _("certificate of arrival"),
        "residence-permit": _("residence permit"),
        "birth-certificate": _("birth certificate"),
        "marriage-certificate": _("marriage certificate"),
        "relatives": _("from relatives"),
        "interpreter": _("written by the interpreter"),
    }.get(source, source)


def about_name(name: PersonName, *, is_hidden: bool = False) -> str:
    """Return what a name is, where it was learned from and, when it is not Latin, in which script it is."""
    facts = [use_words(name.use), source_words(name.source)]
    if name.birth_name and not is_hidden:
        facts.append(_("born as {name}", name=set_apart(name.birth_name)))
    if name.script not in {"", "Latn", "Zyyy"}:
        facts.append(_("script: {name}", name=words().script_name(name.script)))
    return " · ".join(facts)


def matched_words(hit: PersonHit) -> str:
    """Return which other name of a person was found (``also known as: Umm Khalid``), or an empty text."""
    if not hit.matched:
        return ""
    return _("{use}: {name}", use=use_words(hit.matched_use), name=set_apart(hit.matched))


def letter_words(warnings: "Sequence[LetterWarning]") -> tuple[str, str]:
    """Return what is to know about letters outside DIN 91379: a heading, and what it means."""
    foreign = [f"{set_apart(one.letter)} ({one.unicode_name})" for one in warnings if one.kind == "foreign"]
    old = [one for one in warnings if one.kind == "deprecated"]
    told = []
    if foreign:
        told.append(
            _("Not among the letters of German offices (DIN 91379): {letters}.", letters="; ".join(foreign))
        )
    for one in old:
        letter, instead = set_apart(one.letter), set_apart(one.instead)
        told.append(_("Offices read {letter}, but write {instead}.", letter=letter, instead=instead))
    told.append(
        _("The name stays here as it is. Look at the paper again, and note its spelling as another name.")
    )
    heading = plural(
        "{n} letter may look different on a card or in the central system",
        "{n} letters may look different on a card or in the central system",
        len(warnings),
    )
    return heading, " ".join(told)


def phone_words(hint: str) -> str:
    """Return what a phone number lacks to be called from everywhere; empty when it lacks nothing."""
    return {
        "": "",
        "letters": _("There are letters in this number. It is kept as it is."),
        "no-country-code": _(
            "Without a country code (+49 …) it cannot be called from abroad. It is kept as it is."
        ),
        "too-short": _("This number is very short. It is kept as it is."),
        "too-long": _("This number has more than 15 digits. It is kept as it is."),
    }[hint]


def in_reading_order(codes: Iterable[str], name: Callable[[str], str]) -> list[str]:
    """Return ``codes`` in the order the window's language lists them in (Ä with A, ç after c)."""
    collator = QCollator(QLocale(words().tag))
    return sorted(codes, key=lambda code: collator.sortKey(name(code)))


def when(moment: datetime.datetime, now: datetime.datetime) -> str:
    """Return a moment as people say it: today 10:42, yesterday, a date. Both aware."""
    day, today = moment.astimezone().date(), now.astimezone().date()
    if day == today:
        return _("today {time}", time=words().time(moment))
    if day == today - datetime.timedelta(days=1):
        return _("yesterday")
    return words().date(day)


_TAG = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*$")


def spoken(form_language: str) -> str:
    """Return a form's language name (``دری (fa-AF)``) as the window's language calls it; else unchanged."""
    found = _TAG.search(form_language)
    return words().language_name(found.group(1)) if found else form_language


def day_name(now: datetime.datetime) -> str:
    """Return the day of ``now`` in words: Monday, 23 November."""
    return words().date(now.astimezone().date(), "full").replace(str(now.astimezone().year), "").strip(" ,،")
