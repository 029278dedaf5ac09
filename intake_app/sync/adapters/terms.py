"""The mapping table: words of foreign taxonomies -> our life domains, needs, target groups, status groups.

The agency's own rows come before the shipped ones; a word that neither knows stays a finding, and its
offer stays unsorted and visible.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

import msgspec

from intake_app.errors import FileUnreadable
from intake_app.records.offer_reading import OfferFinding
from intake_app.sync.adapters.columns import code_by_word, shipped_rows
from intake_app.sync.adapters.csv_tables import read_csv
from intake_app.sync.stick import written_safely

Kind = Literal["domain", "need", "target", "status", "none"]
ANY = "*"
_LISTS = {"domain": "domains", "need": "needs", "target": "target-groups", "status": "status-groups"}


class TermRow(msgspec.Struct, frozen=True):
    """One row: in this taxonomy (or any, ``*``) this word means this. ``none``: nothing here."""

    taxonomy: str
    term: str
    kind: Kind
    value: str = ""


class TermMap:
    """Looks words up."""

    def __init__(self, own: Iterable[TermRow] = ()) -> None:
        self._meanings: dict[tuple[str, str], list[TermRow]] = {}
        rows = tuple(own)
        self._add(rows)
        taken = set(self._meanings)
        self._add(row for row in shipped_terms() if _key(row.taxonomy, row.term) not in taken)

    def meanings(self, taxonomy: str, *words: str) -> tuple[TermRow, ...]:
        """Return what the first known of ``words`` (code, name) means; empty when none is known."""
        for word in words:
            for where in (taxonomy, ANY):
                found = self._meanings.get(_key(where, word)) if word else None
                if found:
                    return tuple(found)
        return ()

    def _add(self, rows: Iterable[TermRow]) -> None:
        for row in rows:
            self._meanings.setdefault(_key(row.taxonomy, row.term), []).append(row)


def shipped_terms() -> tuple[TermRow, ...]:
    """Return the rows that come with the program."""
    return tuple(TermRow(row["taxonomy"], row["term"], row["kind"], row["value"])  # type: ignore[arg-type]
                 for row in shipped_rows("terms"))  # fmt: skip


def read_terms(path: Path) -> tuple[TermRow, ...]:
    """Return an agency's own rows; rows that mean nothing known are left out. Raises FileUnreadable."""
    try:
        data = path.read_bytes() if path.exists() else b""
    except OSError as trouble:
        raise FileUnreadable(file=path.name) from trouble
    findings: list[OfferFinding] = []
    found = []
    for row in read_csv(data, path.name, findings.append).rows:
        kind, value = row["kind"], row["value"]
        is_known = kind == "none" or (kind in _LISTS and value in code_by_word(_LISTS[kind]).values())
        if row["term"] and kind in get_args(Kind) and is_known:
            found.append(TermRow(row["taxonomy"] or ANY, row["term"], kind, value))  # type: ignore[arg-type]
    return tuple(found)


def write_terms(path: Path, rows: Iterable[TermRow]) -> None:
    """Keep an agency's own rows, whole or not at all."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("taxonomy", "term", "kind", "value"))
    writer.writerows((row.taxonomy, row.term, row.kind, row.value) for row in rows)
    with written_safely(path) as stream:
        stream.write(text.getvalue().encode("utf-8"))


def _key(taxonomy: str, term: str) -> tuple[str, str]:
    return " ".join(taxonomy.split()).casefold(), " ".join(term.split()).casefold()
