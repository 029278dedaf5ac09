"""How long cases are kept: rules as data, the site's own periods, and a countdown for each case.

Nothing is deleted by itself. The countdown says what is due; two people delete it (``services.erasure``).
"""

import calendar
import csv
import datetime
from functools import lru_cache
from typing import Literal

import msgspec

from intake_app import places
from intake_app.errors import N_, IntakeError
from intake_app.records.retention import Deletion, RetentionAction, RetentionChoice, RetentionRule, Trigger
from intake_app.services.session import Workspace
from intake_app.vault import persons as person_sql
from intake_app.vault import retention as retention_sql
from intake_app.vault.retention import CaseTimes

SOON_DAYS = 90


class PeriodWrong(IntakeError):
    """A period outside what the rule allows, or without a reason."""

    says = N_("This period cannot be set.")
    remedy = N_("Choose between {least} and {most} months and write down why.")


class RetentionLine(msgspec.Struct, frozen=True):
    """One case in the countdown: by which rule, since when, until when, how many days are left."""

    case_id: str
    person_id: str
    case_number: str
    display: str
    rule_id: str
    trigger: Trigger
    action: RetentionAction
    since: datetime.date
    due_on: datetime.date
    days_left: int
    state: Literal["due", "soon", "later"]
    deletion: Deletion | None = None  # one that waits for the second person
    is_restricted: bool = False  # may only be kept: not deleted, either


class RetentionPage(msgspec.Struct, frozen=True):
    """Rules as they count here, the site's own choices, and the countdown, the most urgent first."""

    rules: tuple[RetentionRule, ...]
    choices: tuple[RetentionChoice, ...]
    lines: tuple[RetentionLine, ...]
    receipts: tuple[Deletion, ...]


def open_retention(workspace: Workspace, *, now: datetime.datetime) -> RetentionPage:
    """Return the countdown; raises NotAllowed for who is no supervisor."""
    workspace.require_role("supervisor")
    with workspace.recorded("retention.open", "retention", now=now):
        return retention_page(workspace, now=now)


def retention_page(workspace: Workspace, *, now: datetime.datetime) -> RetentionPage:
    """Return the page as it stands after an act (the opening was the audited look)."""
    workspace.require_role("supervisor")
    return RetentionPage(
        rules=rules(workspace),
        choices=retention_sql.choices(workspace.database),
        lines=countdown(workspace, now=now),
        receipts=retention_sql.deletions(workspace.database, "done")[::-1],
    )


def rules(workspace: Workspace) -> tuple[RetentionRule, ...]:
    """Return the shipped rules with the site's own periods."""
    own = {one.id: one.months for one in retention_sql.choices(workspace.database)}
    return tuple(msgspec.structs.replace(one, months=own.get(one.id, one.months)) for one in shipped_rules())


def set_period(
    workspace: Workspace, *, rule_id: str, months: int, because: str, now: datetime.datetime
) -> RetentionChoice:
    """Set the site's own period of a rule; raises NotAllowed, PeriodWrong, KeyError for no such rule."""
    workspace.require_role("supervisor")
    rule = {one.id: one for one in shipped_rules()}[rule_id]
    if not rule.least <= months <= rule.most or not because.strip():
        raise PeriodWrong(least=rule.least, most=rule.most)
    choice = RetentionChoice(id=rule_id, months=months, because=because.strip(), by=workspace.user.id, at=now)
    with workspace.recorded(
        "retention.set", f"rule:{rule_id}", now=now, detail=f"{months} months"
    ) as database:
        retention_sql.keep_choice(database, choice)
    return choice


def countdown(workspace: Workspace, *, now: datetime.datetime) -> tuple[RetentionLine, ...]:
    """Return every case whose time runs, with the rule that ends it first; the most urgent first."""
    database, today = workspace.database, now.astimezone().date()
    known = rules(workspace)
    ended = retention_sql.storage_ended(database)
    asked = {one.case_id: one for one in retention_sql.deletions(database, "asked")}
    restricted = retention_sql.restricted_persons(database)
    cases = retention_sql.case_times(database)
    names = {one.id: one.display for one in person_sql.persons_by_id(database, [c.person_id for c in cases])}
    lines = []
    for case in cases:
        running = [
            (add_months(since, rule.months), rule, since)
            for rule in known
            if (since := _since(rule.trigger, case, ended)) is not None
        ]
        if not running:
            continue
        due_on, rule, since = min(running, key=lambda one: (one[0], one[1].id))
        left = (due_on - today).days
        lines.append(RetentionLine(
            case_id=case.case_id, person_id=case.person_id, case_number=case.number,
            display=names.get(case.person_id, ""), rule_id=rule.id, trigger=rule.trigger, action=rule.action,
            since=since, due_on=due_on, days_left=left, deletion=asked.get(case.case_id),
            is_restricted=case.person_id in restricted,
            state="due" if left <= 0 else "soon" if left <= SOON_DAYS else "later",
        ))  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (line.deletion is None, line.due_on, line.case_number)))


def days_kept(workspace: Workspace, *, case_id: str, now: datetime.datetime) -> RetentionLine | None:
    """Return the countdown of one case, None while its time does not run."""
    return next((line for line in countdown(workspace, now=now) if line.case_id == case_id), None)


@lru_cache(maxsize=1)
def shipped_rules() -> tuple[RetentionRule, ...]:
    """Return the rules of ``resources/retention``."""
    path = places.resources() / "retention" / "rules.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(line for line in stream if not line.startswith("#")))
    facts = [
        {**row, "months": int(row["months"]), "least": int(row["least"]), "most": int(row["most"]),
         "words": {"en": row["en"], "de": row["de"]}}
        for row in rows
    ]  # fmt: skip
    return tuple(msgspec.convert(one, RetentionRule) for one in facts)


def add_months(day: datetime.date, months: int) -> datetime.date:
    """Return the same day ``months`` later, or that month's last day (section 188 (3) BGB)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def _since(trigger: Trigger, case: CaseTimes, ended: dict[str, datetime.datetime]) -> datetime.date | None:
    """Return the day a rule counts from in this case, None where it does not apply."""
    moment = {
        "closed": case.closed_at,
        "storage-ended": ended.get(case.person_id),
        "untouched": case.touched_at if case.closed_at is None else None,
    }[trigger]
    return moment.astimezone().date() if moment is not None else None
