"""Which pictogram belongs to a choice: data in ``resources/pictograms``.

A wrong picture misleads somebody who cannot read the word beside it. So a question gets pictograms only
if every choice has one, and a choice of an unknown list only where its value or its word is well known.
"""

import csv
import re
from collections.abc import Sequence
from functools import lru_cache

from intake_app import places
from intake_app.forms.definition import NodeDefinition
from intake_app.interview import ChoiceView

_LIST = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")
_ANY = "*"


def pictograms_for(definition: NodeDefinition, choices: Sequence[ChoiceView]) -> tuple[str, ...]:
    """Return an icon name for each choice (``a+b``: b small on a), or nothing if one has none."""
    by_value, by_words = _pictograms()
    found = _LIST.search(definition.itemset.nodeset) if definition.itemset else None
    name = found.group(1) if found else _ANY
    icons = []
    for one in choices:
        value = one.value.casefold()
        icon = by_value.get((name, value)) or by_value.get((_ANY, value)) or by_words.get(_plain(one.label))
        if not icon:
            return ()
        icons.append(icon)
    return tuple(icons)


@lru_cache(maxsize=1)
def _pictograms() -> tuple[dict[tuple[str, str], str], dict[str, str]]:
    by_value: dict[tuple[str, str], str] = {}
    by_words: dict[str, str] = {}
    for row in _rows("pictograms.csv"):
        for value in row["values"].split("|"):
            by_value[row["list"], value.casefold()] = row["icon"]
        if row["list"] == _ANY:
            by_words.update((_plain(word), row["icon"]) for word in row["words"].split("|") if word)
    return by_value, by_words


def _rows(name: str) -> list[dict[str, str]]:
    text = (places.resources() / "pictograms" / name).read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def _plain(words: str) -> str:
    return " ".join(words.casefold().strip(" .!").split())
