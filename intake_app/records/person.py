"""A person and the names they gave, never corrected and never forced into first and last.

All texts stand exactly as they were said or written: no letter is replaced, no case is changed, no
space is moved. What a field cannot hold for somebody stays empty; one name in one script is enough.
"""

import datetime
import unicodedata
from collections import Counter
from typing import Literal

import msgspec

from intake_app.records.partial_date import PartialDate

# Given and family name; family name first; one name alone; own, father's, grandfather's name; as it stands.
NameOrder = Literal["", "GF", "FG", "G", "GFP", "free"]
NameUse = Literal["official", "preferred", "alias", "former", "document"]
AgeBasis = Literal["stated", "assessed"]

# First word of a letter's Unicode name -> ISO 15924.
_SCRIPTS = {
    "LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl", "ETHIOPIC": "Ethi", "GREEK": "Grek",
    "HEBREW": "Hebr", "ARMENIAN": "Armn", "GEORGIAN": "Geor", "SYRIAC": "Syrc", "THAANA": "Thaa",
    "NKO": "Nkoo", "ADLAM": "Adlm", "TIFINAGH": "Tfng", "DEVANAGARI": "Deva", "BENGALI": "Beng",
    "GURMUKHI": "Guru", "GUJARATI": "Gujr", "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda",
    "MALAYALAM": "Mlym", "SINHALA": "Sinh", "THAI": "Thai", "LAO": "Laoo",
    "MYANMAR": "Mymr", "KHMER": "Khmr", "TIBETAN": "Tibt",
    "CJK": "Hani", "HANGUL": "Hang", "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "MONGOLIAN": "Mong",
}  # fmt: skip


class PersonName(msgspec.Struct, frozen=True):
    """One name as given. At least one of its texts is not empty.

    ``full_latin`` and ``full_original`` are the whole name as it was said or written, in the order the
    person uses. The parts say what is what, where somebody wanted to say it.
    """

    given: str = ""
    family: str = ""
    father: str = ""  # patronymic or father's name where the person uses one
    full_original: str = ""  # in the original script
    use: str = "official"  # NameUse; what a newer version wrote is kept
    source: str = "stated"  # stated, or the document it was read from
    full_latin: str = ""
    grandfather: str = ""
    particle: str = ""  # von, al-, bint: belongs to the family name, not to its place in a list
    birth_name: str = ""
    order: NameOrder = ""  # empty: nobody asked, so lists show ``Family, Given``

    @property
    def display(self) -> str:
        """Return the name in the order given; without one, ``Family, Given``; else the original script."""
        if self.full_latin:
            return self.full_latin
        own = " ".join(part for part in (self.given, self.father, self.grandfather) if part)
        gap = "" if not self.particle or self.particle.endswith(("-", "'", "’")) else " "
        family = (self.particle + gap + self.family).strip()
        turned = (family, own) if self.order in {"FG", ""} else (own, family)
        latin = (", " if not self.order else " ").join(part for part in turned if part)
        return latin or self.full_original

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return every way this name is written, for finding: parts, as it stands, at birth, own script."""
        parts = (self.given, self.father, self.grandfather, self.particle, self.family)
        at_birth = (self.given, self.birth_name) if self.birth_name.strip() else ()
        texts = (" ".join(filter(None, parts)), self.full_latin, " ".join(at_birth), self.full_original)
        return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))

    @property
    def script(self) -> str:
        """Return the ISO 15924 code of the original script (Latn without one); empty without letters."""
        return script_of_name(self.full_original or self.display)


class Contact(msgspec.Struct, frozen=True):
    """How to reach a person, all as typed. ``safe`` says when and how it is safe to do so."""

    phone: str = ""
    whose_phone: str = ""  # in the person's own words: mother's brother, a neighbour
    email: str = ""
    address: str = ""  # free form, any country
    safe: str = ""


class AgeStatement(msgspec.Struct, frozen=True):
    """What somebody said about an age: the person, or an office that assessed it. Neither replaces the other.

    ``years`` is the age on the day ``on`` (YYYY-MM-DD); ``birth`` a birth date that came with it.
    """

    basis: AgeBasis
    on: str
    source: str = ""  # who said or assessed it, by which paper
    years: int | None = None
    birth: PartialDate = PartialDate()
    recorded_at: datetime.datetime | None = None
    recorded_by: str = ""


class PersonBefore(msgspec.Struct, frozen=True):
    """What was known of a person until ``until``, when ``by`` corrected it."""

    until: datetime.datetime
    by: str  # user id
    rev: int
    names: tuple[PersonName, ...]
    birth: PartialDate = PartialDate()
    sex: str = ""
    languages: tuple[str, ...] = ()
    nationality: str = ""
    contact: Contact = Contact()
    language_note: str = ""
    reason: str = ""  # why it was corrected, as typed


class Person(msgspec.Struct, frozen=True):
    """A person seeking advice. ``sex`` is a civil-status entry m, w, d, x or empty (not asked)."""

    id: str
    names: tuple[PersonName, ...]
    created_at: datetime.datetime
    created_by: str
    birth: PartialDate = PartialDate()
    sex: str = ""
    languages: tuple[str, ...] = ()  # BCP 47, the preferred one first
    nationality: str = ""  # ISO 3166-1 alpha-3 or ICAO 9303 special code
    updated_at: datetime.datetime | None = None
    rev: int = 1
    is_sample: bool = False  # fictional person in sample data
    contact: Contact = Contact()
    language_note: str = ""  # dialect, script, a language the person does not want to be spoken to in
    ages: tuple[AgeStatement, ...] = ()  # oldest first; an assessed age stands beside a stated one
    history: tuple[PersonBefore, ...] = ()  # oldest first; a correction never loses what stood before

    @property
    def name(self) -> PersonName:
        """Return the name to call the person by: the preferred one, else the official one, else the first."""
        for use in ("preferred", "official"):
            for name in self.names:
                if name.use == use:
                    return name
        return self.names[0] if self.names else PersonName()

    @property
    def display(self) -> str:
        """Return the name shown in lists."""
        return self.name.display


class PersonDraft(msgspec.Struct, frozen=True):
    """What a counsellor typed before a person is recorded or corrected."""

    names: tuple[PersonName, ...]
    birth: PartialDate = PartialDate()
    sex: str = ""
    languages: tuple[str, ...] = ()
    nationality: str = ""
    reason_despite_match: str = ""  # asked only when an exact match exists
    is_sample: bool = False
    contact: Contact = Contact()
    language_note: str = ""


class PersonHit(msgspec.Struct, frozen=True):
    """One search result: only what tells people apart, and why it matched."""

    person_id: str
    case_id: str
    case_number: str
    display: str
    display_original: str
    birth_year: int | None
    counsellor: str
    reasons: tuple[str, ...]  # message ids, e.g. "same name", "similar spelling", "case number"
    score: float  # 0 to 1
    is_exact: bool
    matched: str = ""  # the name that matched, when it is another than ``display``
    matched_use: str = ""  # what that name is: NameUse


def script_of_name(text: str) -> str:
    """Return the ISO 15924 code of the script most letters of ``text`` are in (Zyyy: an unknown one)."""
    names = (unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha())
    found = Counter(_SCRIPTS.get(word.partition("-")[0], "Zyyy") for word in names)
    return found.most_common(1)[0][0] if found else ""
