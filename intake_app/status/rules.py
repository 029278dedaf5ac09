"""Rule packs: the shipped one, those an agency takes over, and which rule holds on a day.

Law is data here. A row that cannot be used is a finding, never an error: the rest of the pack is.
"""

import csv
import datetime
import io
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from intake_app.errors import N_
from intake_app.places import resources
from intake_app.records.status import ARRIVAL, GAP, LANES, Rule, RuleFinding, RulePackReading
from intake_app.status.due import is_due
from intake_app.status.groups import group_codes, transition_codes

OLD_AFTER_DAYS = 183  # half a year after it was checked a rule asks to be looked at again
_MOST_BYTES, _MOST_ROWS, _LONGEST = 4_000_000, 5_000, 2_000
_CONFIDENCE = ("V", "K", "OPEN")


class _Trouble(NamedTuple):
    what: str
    mend: str
    facts: Mapping[str, str | int] = MappingProxyType({})


@lru_cache(maxsize=1)
def shipped_pack() -> RulePackReading:
    """Return the pack that comes with the program."""
    return read_pack((resources() / "status" / "rules.csv").read_bytes(), name="rules.csv")


def read_pack(data: bytes, *, name: str) -> RulePackReading:
    """Read a pack: CSV in UTF-8 with the columns of the shipped one, or the same as JSON.

    The version stands in a first line ``# Version …`` (CSV) or under ``version`` (JSON), else the file's
    name is it. Raises ValueError where it is neither, or larger than any pack can be.
    """
    if len(data) > _MOST_BYTES:
        raise ValueError("too large")
    text = data.decode("utf-8-sig")  # UnicodeDecodeError is a ValueError, too
    stem = name.rsplit(".", 1)[0]
    version, rows = _rows_of_json(text) if text.lstrip().startswith("{") else _rows_of_csv(text)
    version = version or stem
    rules: list[Rule] = []
    findings: list[RuleFinding] = []
    seen: set[tuple[str, str]] = set()
    for number, row in rows[:_MOST_ROWS]:
        trouble = _trouble(row) or _doubled(row, seen)
        if trouble is None:
            seen.add((row["rule_id"], row.get("valid_from", "")))
            rules.append(_rule(row, version))
        else:
            facts = dict(trouble.facts)
            rule_id = row.get("rule_id", "")
            findings.append(RuleFinding(number, rule_id, trouble.what, trouble.mend, facts))
    return RulePackReading(version, tuple(rules), tuple(findings))


def merged(packs: Iterable[Iterable[Rule]]) -> tuple[Rule, ...]:
    """Return the rules of all packs, oldest first; a later one's rule stands in place of its namesakes."""
    by_id: dict[str, tuple[Rule, ...]] = {}
    for pack in packs:
        fresh: dict[str, list[Rule]] = {}
        for rule in pack:
            fresh.setdefault(rule.rule_id, []).append(rule)
        by_id.update({rule_id: tuple(rows) for rule_id, rows in fresh.items()})
    return tuple(rule for rows in by_id.values() for rule in rows)


def holds_on(rule: Rule, day: datetime.date) -> bool:
    """Tell whether a rule holds for an event on ``day``."""
    at = day.isoformat()
    return (not rule.valid_from or rule.valid_from <= at) and (not rule.valid_to or at <= rule.valid_to)


def rules_for(
    rules: Iterable[Rule], *, trigger: str, group: str, day: datetime.date, without: Iterable[str] = ()
) -> tuple[Rule, ...]:
    """Return the rules of ``trigger`` for a status group that hold on ``day``, as the pack orders them.

    ``without`` are the ids of rules that are switched off. A rule for certain groups is not for somebody
    whose group is not known.
    """
    off = frozenset(without)
    return tuple(
        rule
        for rule in rules
        if rule.trigger == trigger
        and rule.rule_id not in off
        and (not rule.groups or group in rule.groups)
        and holds_on(rule, day)
    )


def is_old(verified_on: str, today: datetime.date) -> bool:
    """Tell whether it was checked too long ago, or nobody knows when."""
    try:
        checked = datetime.date.fromisoformat(verified_on)
    except ValueError:
        return True
    return (today - checked).days > OLD_AFTER_DAYS


def _rows_of_csv(text: str) -> tuple[str, list[tuple[int, dict[str, str]]]]:
    version = ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        version = version or _version_in(line)
    skipped = len(text.splitlines()) - len("\n".join(_unremarked(text)).splitlines())
    reader = csv.DictReader(io.StringIO("\n".join(_unremarked(text))), strict=True)
    try:
        rows = [
            (number + skipped, {key: (value or "").strip() for key, value in row.items() if key})
            for number, row in enumerate(reader, 2)
        ]
    except csv.Error as error:
        raise ValueError(str(error)) from None
    if reader.fieldnames is None or not {"rule_id", "trigger", "due"} <= set(reader.fieldnames):
        raise ValueError("not a rule pack")
    return version, rows


def _unremarked(text: str) -> list[str]:
    lines = text.splitlines()
    first = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return lines[first:]


def _version_in(line: str) -> str:
    words = line.lstrip("# ").replace(":", " ").split()
    at = next((n for n, word in enumerate(words) if word.casefold() == "version"), None)
    return words[at + 1].rstrip(".,") if at is not None and at + 1 < len(words) else ""


def _rows_of_json(text: str) -> tuple[str, list[tuple[int, dict[str, str]]]]:
    try:
        held = msgspec.json.decode(text, type=dict[str, object])
        rules = msgspec.convert(held.get("rules"), type=list[dict[str, str]])
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as error:
        raise ValueError(str(error)) from None
    rows = [
        (number, {key: value.strip() for key, value in row.items()}) for number, row in enumerate(rules, 1)
    ]
    return str(held.get("version") or ""), rows


def _rule(row: Mapping[str, str], version: str) -> Rule:
    return Rule(
        rule_id=row["rule_id"],
        trigger=row["trigger"],
        groups=tuple(row.get("groups", "").split()),
        due=row.get("due", ""),
        legal_basis=row.get("legal_basis", ""),
        source_url=row.get("source_url", ""),
        verified_on=row.get("verified_on", ""),
        confidence=row["confidence"],  # type: ignore[arg-type]  # _trouble has looked
        text=_texts(row, "text"),
        why=_texts(row, "why"),
        owner=row.get("owner", ""),
        kind="note" if row.get("kind") == "note" else "task",
        lane=row.get("lane", ""),  # type: ignore[arg-type]
        kept_in=row.get("kept_in", ""),
        valid_from=row.get("valid_from", ""),
        valid_to=row.get("valid_to", ""),
        pack=version,
    )


def _texts(row: Mapping[str, str], name: str) -> dict[str, str]:
    """Return the words by language: columns ``text_de``, ``text_fa-AF`` …"""
    head = f"{name}_"
    return {key.removeprefix(head): value for key, value in row.items() if key.startswith(head) and value}


def _doubled(row: Mapping[str, str], seen: set[tuple[str, str]]) -> _Trouble | None:
    if (row["rule_id"], row.get("valid_from", "")) not in seen:
        return None
    return _Trouble(
        N_("The same rule stands there twice from the same day."), N_("Give each its own first day.")
    )


def _trouble(row: Mapping[str, str]) -> _Trouble | None:
    """Return why a row cannot be used; None when it can."""
    if not row.get("rule_id"):
        return _Trouble(N_("The rule has no name."), N_("Fill in rule_id."))
    if any(len(value) > _LONGEST for value in row.values()):
        return _Trouble(N_("A cell is longer than any rule."), N_("Shorten it."))
    if row.get("trigger", "") not in {*transition_codes(), ARRIVAL, GAP}:
        return _Trouble(
            N_("Nobody knows the trigger {value}."), N_("Write T01 to T24, ARRIVAL or GAP."),
            {"value": row.get("trigger", "")},
        )  # fmt: skip
    unknown = [group for group in row.get("groups", "").split() if group not in group_codes()]
    if unknown:
        return _Trouble(
            N_("Nobody knows the status group {value}."), N_("Write G01 to G20, with spaces between them."),
            {"value": unknown[0]},
        )  # fmt: skip
    if not is_due(row.get("due", "")):
        return _Trouble(
            N_("The period {value} cannot be read."), N_("Write it as +14d, +3m, +7wd, eom or 2027-07-23."),
            {"value": row.get("due", "")},
        )  # fmt: skip
    return _trouble_with_words(row) or _trouble_with_days(row)


def _trouble_with_words(row: Mapping[str, str]) -> _Trouble | None:
    if row.get("confidence", "") not in _CONFIDENCE:
        return _Trouble(
            N_("How sure the rule is, is not said."),
            N_("Write V (read in the source), K (known) or OPEN (please check)."),
        )
    if row.get("lane", "") not in {"", *LANES}:
        return _Trouble(
            N_("Nobody knows the lane {value}."), N_("Write title, livelihood, health, or nothing."),
            {"value": row.get("lane", "")},
        )  # fmt: skip
    if not _texts(row, "text"):
        return _Trouble(N_("The rule has no words."), N_("Fill in text_de or text_en."))
    if not row.get("legal_basis"):
        return _Trouble(N_("The rule has no legal basis."), N_("Fill in legal_basis."))
    address = row.get("source_url", "")
    if address and not address.startswith("https://"):
        return _Trouble(
            N_("The source is no web address."), N_("Write an address that begins with https://.")
        )
    return None


def _trouble_with_days(row: Mapping[str, str]) -> _Trouble | None:
    days: dict[str, datetime.date] = {}
    for name in ("valid_from", "valid_to", "verified_on"):
        if value := row.get(name, ""):
            try:
                days[name] = datetime.date.fromisoformat(value)
            except ValueError:
                return _Trouble(N_("{value} is no day."), N_("Write days as 2026-07-01."), {"value": value})
    if "verified_on" not in days:
        return _Trouble(N_("When it was checked is not said."), N_("Fill in verified_on, as 2026-04-29."))
    if "valid_from" in days and "valid_to" in days and days["valid_to"] < days["valid_from"]:
        return _Trouble(N_("It ends before it begins."), N_("Check valid_from and valid_to."))
    return None
