"""Item texts of a survey from an agency's own file (CSV or JSON): each bad row is told, none is guessed.

No item text is shipped. The file says under which permission the agency uses the texts and where they come
from; without both it is not taken over.
"""

import csv
import io
import json
from pathlib import Path

import msgspec

from intake_app.assessment import surveys as room
from intake_app.assessment.surveys import Instrument
from intake_app.errors import N_, IntakeError
from intake_app.languages import normal_tag
from intake_app.vault import files
from intake_app.vault.errors import RecordMissing

_MOST_BYTES = 1 << 20
_LONGEST = 600  # signs of one text


class ItemTextsUnusable(IntakeError):
    """A file of item texts that is none; ``items`` are those without a text."""

    says = N_("The file does not hold the texts of this survey. Without a text: {items}.")
    remedy = N_("It needs the columns item, language, text, licence, source, and a line for every item.")


class ItemTexts(msgspec.Struct, frozen=True):
    """The agency's item texts: item -> language (BCP 47) -> text. ``answers``: the words of the steps."""

    instrument: str
    texts: dict[str, dict[str, str]]
    answers: dict[str, dict[str, tuple[str, ...]]] = {}
    licence: str = ""  # under which permission the agency uses them
    source: str = ""

    def languages(self) -> tuple[str, ...]:
        """Return the languages in which every item has a text."""
        tags = dict.fromkeys(tag for by_tag in self.texts.values() for tag in by_tag)
        return tuple(tag for tag in tags if all(tag in by_tag for by_tag in self.texts.values()))


class RowFinding(msgspec.Struct, frozen=True):
    """What is wrong with a row (counted as in a table, the head is 1; 0 is the file). ``what`` is a msgid."""

    row: int
    what: str
    facts: dict[str, str] = {}


class TextsReading(msgspec.Struct, frozen=True):
    """What a file gave: ``texts`` is None where it cannot be taken over."""

    texts: ItemTexts | None
    findings: tuple[RowFinding, ...] = ()


def read_item_texts(path: Path, *, instrument: str) -> ItemTexts:
    """Return the texts of a file; raises ItemTextsUnusable, FileUnreadable, RecordMissing."""
    reading = check_item_texts(path, instrument=instrument)
    if reading.texts is None:
        missing = [one.facts["item"] for one in reading.findings if one.what == _NO_TEXT]
        raise ItemTextsUnusable(items=", ".join(missing or _instrument(instrument).items))
    return reading.texts


def check_item_texts(path: Path, *, instrument: str) -> TextsReading:
    """Read item texts (columns item, language, text, answer1 …, licence, source; UTF-8) and tell each flaw.

    JSON is an object with ``items`` (the same names, ``answers`` as a list), ``licence`` and ``source``.
    Raises FileUnreadable, RecordMissing.
    """
    found = _instrument(instrument)
    data = files.read_whole(path)
    rows = _rows(data) if len(data) <= _MOST_BYTES else None
    if rows is None:
        return TextsReading(None, (RowFinding(0, N_("The file is neither a table (CSV) nor JSON.")),))
    findings: list[RowFinding] = []
    texts: dict[str, dict[str, str]] = {item: {} for item in found.items}
    answers: dict[str, dict[str, tuple[str, ...]]] = {}
    for number, row in rows:
        flaw = _flaw(row, found, texts)
        if flaw is not None:
            findings.append(
                RowFinding(number, flaw, {"item": row["item"] or "–", "language": row["language"]})
            )
            continue
        tag = normal_tag(row["language"])
        texts[row["item"]][tag] = row["text"]
        steps = _steps(row)
        if steps:
            answers.setdefault(row["item"], {})[tag] = steps
    licence, source = (
        next((row[name] for _n, row in rows if row[name]), "") for name in ("licence", "source")
    )
    read = ItemTexts(found.code, texts, answers, licence, source)
    stops: list[RowFinding] = []
    if not licence:
        stops.append(RowFinding(0, N_("The file does not say under which licence the texts may be used.")))
    if not source:
        stops.append(RowFinding(0, N_("The file does not say where the texts come from.")))
    if not read.languages():
        empty = [item for item, by_tag in texts.items() if not by_tag]
        stops += [RowFinding(0, _NO_TEXT, {"item": item}) for item in empty]
        if not empty:
            stops.append(RowFinding(0, N_("No language has a text for every item.")))
    findings += [
        RowFinding(0, N_("{language} is left out: not every item has a text."), {"language": tag})
        for tag in dict.fromkeys(tag for by_tag in texts.values() for tag in by_tag)
        if read.languages() and tag not in read.languages()
    ]
    return TextsReading(None if stops else read, (*stops, *findings))


_NO_TEXT = N_("Item {item} has no text.")


def _flaw(row: dict[str, str], found: Instrument, texts: dict[str, dict[str, str]]) -> str | None:
    """Return what is wrong with a row, as a message id."""
    steps = _steps(row)
    if row["item"] not in found.items:
        return N_("The survey has no item {item}.")
    if not row["language"] or len(row["language"]) > 20:
        return N_("Item {item}: the language is missing.")
    if not row["text"] or len(row["text"]) > _LONGEST:
        return N_("Item {item}: the text is missing or too long.")
    if normal_tag(row["language"]) in texts[row["item"]]:
        return N_("Item {item} has a second text in {language}; the first one counts.")
    if steps and (len(steps) != found.most - found.least + 1 or not all(steps)):
        return N_("Item {item}: the words of the answers are not as many as the steps.")
    return None


def _steps(row: dict[str, str]) -> tuple[str, ...]:
    named = [row.get(f"answer{n}", "") for n in range(1, 10)]
    while named and not named[-1]:
        named.pop()
    return tuple(named)


def _rows(data: bytes) -> list[tuple[int, dict[str, str]]] | None:
    """Return the rows with their number, every value a text; None for a file that is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if text.lstrip().startswith("{"):
        return _json_rows(text)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""))
        if not {"item", "language", "text"} <= set(reader.fieldnames or ()):
            return None
        return [(number, _row(line)) for number, line in enumerate(reader, start=2)]
    except csv.Error:
        return None


def _json_rows(text: str) -> list[tuple[int, dict[str, str]]] | None:
    try:
        whole = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return None
    items = whole.get("items")
    if not isinstance(items, list):
        return None
    rows = []
    for number, item in enumerate(items, start=1):
        line = dict(item) if isinstance(item, dict) else {}
        said = line.pop("answers", None)
        steps = said if isinstance(said, list) else []
        line |= {f"answer{n}": str(step) for n, step in enumerate(steps, start=1)}
        line |= {"licence": whole.get("licence"), "source": whole.get("source")}
        rows.append((number, _row(line)))
    return rows


def _row(line: dict[str, object]) -> dict[str, str]:
    kept = {str(name): str(value).strip() for name, value in line.items() if name and value is not None}
    return {"item": "", "language": "", "text": "", "licence": "", "source": ""} | kept


def _instrument(code: str) -> Instrument:
    found = room.instrument(code)
    if found is None:
        raise RecordMissing
    return found
