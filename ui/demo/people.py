"""Invented people and languages for the demo; every one of them is marked as sample data."""

from dataclasses import dataclass

from intake_app.forms.definition import FormLanguage
from intake_app.languages import direction, fallback_chain
from intake_app.records.partial_date import PartialDate
from intake_app.records.person import PersonDraft, PersonName


@dataclass(frozen=True, slots=True)
class Visitor:
    """One invented person and the languages the talk goes through, as BCP 47 tags, the first one first."""

    draft: PersonDraft
    typed: str  # what the counsellor types into the search first
    languages: tuple[str, ...]


VISITORS = (
    Visitor(
        PersonDraft(
            names=(PersonName(given="Parwana", family="Beispiel-Rahimi", full_original="پروانه رحیمی"),),
            birth=PartialDate(iso="1994", certainty="stated", original="1994"),
            languages=("fa-AF",),
            is_sample=True,
        ),
        "Parvana Rahimi",
        ("fa-AF", "ar", "en"),
    ),
    Visitor(
        PersonDraft(
            names=(PersonName(given="Yusuf", full_original="يوسف"),),
            birth=PartialDate(iso="1988-01-01", certainty="assigned", original="1.1.1988"),
            languages=("ar",),
            is_sample=True,
        ),
        "Jussuf",
        ("ar", "en", "fa-AF"),
    ),
    Visitor(
        PersonDraft(
            names=(PersonName(given="Oksana", father="Ivanivna", family="Muster-Melnyk"),),
            birth=PartialDate(iso="1979-08", certainty="documented", original="8.1979"),
            languages=("uk",),
            is_sample=True,
        ),
        "Melnik",
        ("uk", "en", "ar"),
    ),
    Visitor(
        PersonDraft(names=(PersonName(given="Daniel", family="Probe"),), languages=("en",), is_sample=True),
        "Daniel",
        ("en", "ar", "uk"),
    ),
)


def counsellor_language(languages: tuple[FormLanguage, ...], default: str) -> str:
    """Return the form's language for the counsellor's side: German, English, or its own."""
    for wanted in ("de", "en"):
        for language in languages:
            if wanted in fallback_chain(language.tag or "und"):
                return language.name
    return default


def client_languages(
    languages: tuple[FormLanguage, ...], wanted: tuple[str, ...], counsellor: str
) -> tuple[str, ...]:
    """Return names of the form's languages for the client's side, best first.

    First what the visitor wants, then whatever is written from right to left, then the rest; the
    counsellor's own language stands last.
    """

    def rank(language: FormLanguage) -> tuple[bool, int, bool]:
        chain = fallback_chain(language.tag) if language.tag else ()
        at = next((n for n, tag in enumerate(wanted) if tag in chain or tag.split("-")[0] in chain), 99)
        return (language.name == counsellor, at, direction(language.tag or "und") == "ltr")

    return tuple(language.name for language in sorted(languages, key=rank))
