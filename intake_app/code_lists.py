"""Code lists of ``resources/codes``: stable codes with their words in German, English and other languages."""

import csv
from functools import lru_cache
from typing import NamedTuple

from intake_app.languages import fallback_chain
from intake_app.places import resources

_OTHER_COLUMNS = {"code", "note"}


class Code(NamedTuple):
    """One entry: its code, its words by language, and a note (legal basis, category, life domain)."""

    code: str
    words: dict[str, str]
    note: str

    def word(self, language: str) -> str:
        """Return the word in ``language`` (BCP 47) or the next best one."""
        for tag in (*fallback_chain(language), "de", "en"):
            if self.words.get(tag):
                return self.words[tag]
        return self.code


@lru_cache(maxsize=32)
def code_list(name: str) -> tuple[Code, ...]:
    """Return a list in its order; KeyError when there is none of that name."""
    path = resources() / "codes" / f"{name}.csv"
    if not path.is_file():
        raise KeyError(name)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(line for line in stream if not line.startswith("#")))
    return tuple(
        Code(row["code"], {tag: word for tag, word in row.items() if tag not in _OTHER_COLUMNS}, row["note"])
        for row in rows
    )


def code_word(name: str, code: str, language: str) -> str:
    """Return the word for a code; the code itself when the list does not know it (an older or local one)."""
    found = next((one for one in code_list(name) if one.code == code), None)
    return found.word(language) if found else code
