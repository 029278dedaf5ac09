"""What follows from an event: tasks with their day, in the words and the law of that day."""

import datetime
from collections.abc import Iterable

from intake_app.records.partial_date import PartialDate
from intake_app.records.status import ARRIVAL, Rule, Task
from intake_app.status.due import due_of
from intake_app.status.rules import rules_for


def tasks_after(
    rules: Iterable[Rule],
    *,
    trigger: str,
    group: str,
    happened_on: PartialDate,
    case_id: str,
    person_id: str,
    event: str,
    today: datetime.date,
    without: Iterable[str] = (),
) -> tuple[Task, ...]:
    """Return the tasks of an event, soonest first; those without a day of their own last.

    Rules are evaluated for the event's day (of a half known one: its first). An event nobody can date is
    evaluated for ``today`` and gives tasks without a day, fixed ones apart.
    """
    span = happened_on.span
    found = rules_for(rules, trigger=trigger, group=group, day=span[0] if span else today, without=without)
    tasks = [_task(rule, happened_on, case_id, person_id, event) for rule in found]
    return tuple(sorted(tasks, key=lambda one: (one.due_on == "", one.due_on)))


def arrival_tasks(
    rules: Iterable[Rule],
    *,
    group: str,
    arrived_on: str,
    case_id: str,
    person_id: str,
    today: datetime.date,
    without: Iterable[str] = (),
) -> tuple[Task, ...]:
    """Return the duties of the arrival phase (day 0, 3, 15, 30, 90, 180 …); none while its day is unknown."""
    told = PartialDate(iso=arrived_on)
    try:
        is_known = told.span is not None
    except ValueError:  # a day that is told, but none of the calendar
        is_known = False
    if not is_known:
        return ()
    return tasks_after(
        rules, trigger=ARRIVAL, group=group, happened_on=told, case_id=case_id, person_id=person_id,
        event="arrival", today=today, without=without,
    )  # fmt: skip


def _task(rule: Rule, happened_on: PartialDate, case_id: str, person_id: str, event: str) -> Task:
    due = due_of(rule.due, happened_on)
    return Task(
        id=f"{event}:{rule.rule_id}:{person_id}",  # the same rule and event never make it twice
        case_id=case_id,
        person_id=person_id,
        rule_id=rule.rule_id,
        trigger=rule.trigger,
        event=event,
        event_on=happened_on,
        text=rule.text,
        why=rule.why,
        legal_basis=rule.legal_basis,
        source_url=rule.source_url,
        verified_on=rule.verified_on,
        confidence=rule.confidence,
        owner=rule.owner,
        kind=rule.kind,
        lane=rule.lane,
        kept_in=rule.kept_in,
        pack_version=rule.pack,
        due_on=due.first.isoformat() if due else "",
        due_latest=due.last.isoformat() if due and due.last != due.first else "",
    )
