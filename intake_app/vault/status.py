"""SQL of status and deadlines: episodes, transitions, tasks, rule packs and rules that are switched off."""

import datetime

from intake_app.records.status import Episode, RulePack, RuleSwitch, Task, Transition
from intake_app.vault.bodies import bodies, body, keep_body
from intake_app.vault.database import Database


def keep_episode(database: Database, episode: Episode) -> None:
    """Add an episode or keep it as it is now."""
    keep_body(database, "episodes", episode, {
        "id": episode.id, "case_id": episode.case_id, "person_id": episode.person_id,
        "lane": episode.lane, "begins": episode.begins.iso, "ends": episode.ends.iso,
    })  # fmt: skip


def episode(database: Database, episode_id: str) -> Episode | None:
    """Return one episode."""
    return body(database, Episode, "episodes", "id = ?", (episode_id,))


def episodes_of(database: Database, person_id: str) -> tuple[Episode, ...]:
    """Return a person's episodes, oldest first."""
    return bodies(database, Episode, "episodes", "person_id = ?", (person_id,), order="begins, rowid")


def remove_episode(database: Database, episode_id: str) -> None:
    """Take an episode out that was recorded by mistake."""
    database.execute("DELETE FROM episodes WHERE id = ?", (episode_id,))


def keep_transition(database: Database, transition: Transition) -> None:
    """Add a transition or keep it as it is now."""
    keep_body(database, "transitions", transition, {
        "id": transition.id, "case_id": transition.case_id, "person_id": transition.person_id,
        "happened_on": transition.happened_on.iso,
    })  # fmt: skip


def transition(database: Database, transition_id: str) -> Transition | None:
    """Return one transition."""
    return body(database, Transition, "transitions", "id = ?", (transition_id,))


def transitions_of(database: Database, person_id: str) -> tuple[Transition, ...]:
    """Return what happened to a person, oldest first; also what was taken back."""
    return bodies(
        database, Transition, "transitions", "person_id = ?", (person_id,), order="happened_on, rowid"
    )


def keep_task(database: Database, task: Task) -> None:
    """Add a task or keep it as it is now; one that was done or is not needed is no longer open.

    Its day is searched for only where it is to be done here: notes, and what another page keeps, are not.
    """
    closed = task.done_at.isoformat() if task.done_at else None
    is_searched = task.kind == "task" and not task.kept_in
    keep_body(database, "tasks", task, {
        "id": task.id, "case_id": task.case_id, "person_id": task.person_id, "rule_id": task.rule_id,
        "event": task.event, "due_on": task.due_on if is_searched else "", "done_at": closed,
    })  # fmt: skip


def task(database: Database, task_id: str) -> Task | None:
    """Return one task."""
    return body(database, Task, "tasks", "id = ?", (task_id,))


def tasks_of(database: Database, person_id: str) -> tuple[Task, ...]:
    """Return a person's tasks, soonest first."""
    return bodies(
        database, Task, "tasks", "person_id = ?", (person_id,), order="due_on = '', due_on, rule_id, id"
    )


def drop_open_tasks(database: Database, person_id: str, event: str) -> None:
    """Take out the open tasks of one event; what was done stays."""
    database.execute(
        "DELETE FROM tasks WHERE person_id = ? AND event = ? AND done_at IS NULL", (person_id, event)
    )


def due_between(
    database: Database, first: datetime.date, last: datetime.date, *, user_id: str, is_own: bool, limit: int
) -> tuple[tuple[str, str, str, str, str, str], ...]:
    """Return (person, case, case number, day, legal basis, lane) of what is due, soonest first.

    Of open cases that ``user_id`` is responsible for or stands in for, or of the others' (not ``is_own``);
    nothing that another page keeps.
    """
    whose = "" if is_own else "NOT "
    rows = database.execute(
        "SELECT t.person_id, t.case_id, c.number, t.due_on, json_extract(t.body, '$.legal_basis'),"  # noqa: S608
        " coalesce(json_extract(t.body, '$.lane'), '') FROM tasks t CROSS JOIN cases c ON c.id = t.case_id"
        " LEFT JOIN case_files f ON f.case_id = t.case_id"
        " WHERE t.done_at IS NULL AND t.due_on BETWEEN ? AND ? AND f.closed_at IS NULL"
        f" AND {whose}(c.responsible = ? OR EXISTS"
        " (SELECT 1 FROM json_each(f.body, '$.deputies') d WHERE d.value = ?))"
        " ORDER BY t.due_on LIMIT ?",
        (first.isoformat(), last.isoformat(), user_id, user_id, limit),
    )
    return tuple((row[0], row[1], row[2], row[3], row[4], row[5]) for row in rows)


def keep_pack(database: Database, pack: RulePack) -> None:
    """Add a rule pack."""
    keep_body(database, "rule_packs", pack, {
        "id": pack.id, "version": pack.version, "taken_in_at": pack.taken_in_at.isoformat(),
    })  # fmt: skip


def packs(database: Database) -> tuple[RulePack, ...]:
    """Return the packs that were taken over, oldest first."""
    return bodies(database, RulePack, "rule_packs", order="taken_in_at, rowid")


def remove_pack(database: Database, pack_id: str) -> None:
    """Take a pack out; the rules it stood in place of hold again."""
    database.execute("DELETE FROM rule_packs WHERE id = ?", (pack_id,))


def keep_switch(database: Database, switch: RuleSwitch) -> None:
    """Switch a rule off."""
    keep_body(database, "rule_switches", switch, {"rule_id": switch.rule_id}, key=("rule_id",))


def remove_switch(database: Database, rule_id: str) -> None:
    """Switch a rule on again."""
    database.execute("DELETE FROM rule_switches WHERE rule_id = ?", (rule_id,))


def switches(database: Database) -> tuple[RuleSwitch, ...]:
    """Return the rules that are switched off here."""
    return bodies(database, RuleSwitch, "rule_switches", order="rule_id")
