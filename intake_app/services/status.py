"""Status and deadlines of a person: episodes, what happened, what is due, days without cover.

Each act is one transaction and one audit line, which names the event and never what is said about it. Rules
are those in force for the day of the event; a task keeps their words and law as they stood.
"""

import datetime

import msgspec

from intake_app.errors import N_, IntakeError
from intake_app.records.case import Case
from intake_app.records.case_work import CaseFile
from intake_app.records.ids import new_id
from intake_app.records.partial_date import PartialDate
from intake_app.records.status import (
    GAP,
    LANES,
    OVERTAKEN,
    Episode,
    Gap,
    Lane,
    Rule,
    StatusDate,
    Task,
    Transition,
)
from intake_app.services.cases import case_of
from intake_app.services.session import Workspace
from intake_app.services.special_needs import confidential_deadlines
from intake_app.services.status_rules import ReasonMissing, RuleBook, rule_book
from intake_app.status import groups
from intake_app.status.due import due_of
from intake_app.status.gaps import gap_days, gaps
from intake_app.status.groups import Prompt, StatusGroup, TransitionKind
from intake_app.status.rules import rules_for
from intake_app.status.tasks import arrival_tasks, tasks_after
from intake_app.vault import case_work as case_work_sql
from intake_app.vault import status as status_sql
from intake_app.vault.database import Database
from intake_app.vault.errors import RecordMissing

__all__ = ["Prompt", "StatusGroup", "TransitionKind", "best", "gap_days", "possible_from", "prompts_for",
           "section_words", "status_group", "transition_kind"]  # fmt: skip

best, possible_from, prompts_for = groups.best, groups.possible_from, groups.prompts_for
section_words, status_group, transition_kind = (
    groups.section_words,
    groups.status_group,
    groups.transition_kind,
)

AHEAD_DAYS = 92  # so far a gap is looked for: long enough to mend it
MOST_DATES = 50  # of each kind on the start page
LATE_DAYS = 30  # a duty of the arrival that is longer over than this is no news any more


class EventUndated(IntakeError):
    """An event was to be kept without any day."""

    says = N_("The day of the event is missing.")
    remedy = N_("Write the day, or the month or year as far as it is known.")


class EpisodeBackwards(IntakeError):
    """An episode was to end before it begins."""

    says = N_("It would end before it begins.")
    remedy = N_("Check both days.")


class LaneDraft(msgspec.Struct, frozen=True):
    """What an event does to a lane: when what runs ends (None: never), and what begins (no code: nothing)."""

    lane: Lane
    ends: PartialDate | None = None
    code: str = ""
    begins: PartialDate = PartialDate()
    is_planned: bool = False


class LaneProposal(msgspec.Struct, frozen=True):
    """What the lists propose for a lane. ``suggested`` is when it could begin; it is not filled in."""

    lane: Lane
    running: Episode | None
    ends: PartialDate | None
    code: str
    begins: PartialDate
    suggested: PartialDate
    legal_basis: str


class TransitionDraft(msgspec.Struct, frozen=True):
    """An event to be kept."""

    trigger: str
    happened_on: PartialDate
    to_group: str = ""
    note: str = ""
    lanes: tuple[LaneDraft, ...] = ()


class StatusPage(msgspec.Struct, frozen=True):
    """All that the page shows."""

    case: Case
    person_id: str
    file: CaseFile
    group: str  # of this person today
    episodes: tuple[Episode, ...]
    transitions: tuple[Transition, ...]  # that hold, oldest first
    tasks: tuple[Task, ...]  # open ones and notes first, soonest first; then what is done
    gaps: tuple[Gap, ...]
    book: RuleBook
    today: datetime.date
    until: datetime.date  # so far gaps were looked for

    @property
    def open_tasks(self) -> tuple[Task, ...]:
        """Return what is to be done or known, soonest first."""
        return tuple(one for one in self.tasks if one.done_at is None)

    def days_without(self, lane: Lane) -> tuple[int, int]:
        """Return how many days of a lane are without cover until ``until``, at least and at most."""
        return gap_days(one for one in self.gaps if one.lane == lane)

    def bridge(self, lane: Lane) -> Rule | None:
        """Return the rule that says how a gap of this lane is bridged."""
        found = rules_for(
            self.book.rules, trigger=GAP, group=self.group, day=self.today, without=self.book.off
        )
        return next((rule for rule in found if rule.lane == lane), None)


def open_status(workspace: Workspace, *, person_id: str, now: datetime.datetime) -> StatusPage:
    """Return the page of a person's status; raises RecordMissing."""
    with workspace.recorded("status.open", f"person:{person_id}", now=now):
        return status_page(workspace, person_id=person_id, today=_today(now))


def status_page(workspace: Workspace, *, person_id: str, today: datetime.date) -> StatusPage:
    """Return the page as it stands after an act on it; raises RecordMissing."""
    database, case = workspace.database, case_of(workspace, person_id)
    file = case_work_sql.case_file(database, case.id) or CaseFile(case_id=case.id)
    episodes = status_sql.episodes_of(database, person_id)
    until = today + datetime.timedelta(days=AHEAD_DAYS)
    book, group = rule_book(workspace), _group(file, episodes, today)
    tasks = status_sql.tasks_of(database, person_id)
    known = {one.id for one in tasks}
    tasks += tuple(one for one in _arrival(book, file, person_id, group, today) if one.id not in known)
    happened = status_sql.transitions_of(database, person_id)
    return StatusPage(
        case=case,
        person_id=person_id,
        file=file,
        group=group,
        episodes=episodes,
        transitions=tuple(one for one in happened if one.taken_back_at is None),
        tasks=tuple(sorted(tasks, key=lambda one: (one.done_at is not None, one.due_on == "", one.due_on))),
        gaps=tuple(gap for lane in LANES for gap in gaps(episodes, lane, until=until)),
        book=book,
        today=today,
        until=until,
    )


def proposals(
    page: StatusPage, *, trigger: str, happened_on: PartialDate, to_group: str
) -> tuple[LaneProposal, ...]:
    """Return what an event would do to each lane; nothing is kept."""
    found = []
    for change in groups.lane_changes(trigger, to_group):
        running = _running(page.episodes, change.lane, happened_on)
        begins = _day(change.begins, happened_on)
        found.append(
            LaneProposal(
                lane=change.lane,
                running=running,
                ends=_day(change.ends, happened_on) if running is not None and change.ends else None,
                code=change.code,
                begins=PartialDate() if change.is_asked else begins,
                suggested=begins,
                legal_basis=change.legal_basis,
            )
        )
    return tuple(found)


def preview_tasks(
    page: StatusPage, *, trigger: str, happened_on: PartialDate, to_group: str
) -> tuple[Task, ...]:
    """Return what would be due after an event; nothing is kept."""
    return tasks_after(
        page.book.rules, trigger=trigger, group=to_group or page.group, happened_on=happened_on,
        case_id=page.case.id, person_id=page.person_id, event="", today=page.today, without=page.book.off,
    )  # fmt: skip


def record_transition(
    workspace: Workspace, *, person_id: str, draft: TransitionDraft, now: datetime.datetime
) -> Transition:
    """Keep an event with all that follows: ends, begins, tasks, and the status group of the case.

    Raises EventUndated, EpisodeBackwards, RecordMissing.
    """
    if draft.happened_on.span is None:
        raise EventUndated
    page = status_page(workspace, person_id=person_id, today=_today(now))
    transition_id, case, me = new_id(now), page.case, workspace.user.id
    ended: dict[str, PartialDate] = {}
    episodes: list[Episode] = []
    for lane in draft.lanes:
        running = _running(page.episodes, lane.lane, draft.happened_on)
        if running is not None and lane.ends is not None and lane.ends.iso:
            ended[running.id] = running.ends
            episodes.append(_forward(msgspec.structs.replace(running, ends=lane.ends, rev=running.rev + 1)))
        if lane.code and lane.begins.span is not None:
            episodes.append(
                Episode(
                    id=new_id(now), case_id=case.id, person_id=person_id, lane=lane.lane, code=lane.code,
                    begins=lane.begins, recorded_at=now, recorded_by=me, is_planned=lane.is_planned,
                    transition_id=transition_id,
                )
            )  # fmt: skip
    kept = Transition(
        id=transition_id, case_id=case.id, person_id=person_id, trigger=draft.trigger,
        happened_on=draft.happened_on, recorded_at=now, recorded_by=me, from_group=page.group,
        to_group=draft.to_group, note=draft.note.strip(), pack_version=page.book.version,
        begun=tuple(one.id for one in episodes if one.id not in ended), ended=ended,
    )  # fmt: skip
    tasks = tasks_after(
        page.book.rules, trigger=draft.trigger, group=draft.to_group or page.group,
        happened_on=draft.happened_on, case_id=case.id, person_id=person_id, event=transition_id,
        today=page.today, without=page.book.off,
    )  # fmt: skip
    overtaken = _overtaken(page, draft.to_group)
    kept = msgspec.structs.replace(kept, overtaken=tuple(one.id for one in overtaken))
    file = _after_event(page, draft)
    of = f"person:{person_id}"
    with workspace.recorded("status.event", of, now=now, detail=draft.trigger) as database:
        status_sql.keep_transition(database, kept)
        for episode in episodes:
            status_sql.keep_episode(database, episode)
        for task in tasks:
            status_sql.keep_task(database, task)
        for task in overtaken:
            aside = msgspec.structs.replace(task, done_at=now, done_by=me, dropped_because=OVERTAKEN)
            status_sql.keep_task(database, aside)
        if file != page.file:
            case_work_sql.keep_case_file(database, msgspec.structs.replace(file, rev=file.rev + 1))
            keep_arrival_tasks(database, page.book, case, file, page.today)
    return kept


def take_back_transition(workspace: Workspace, *, transition_id: str, now: datetime.datetime) -> Transition:
    """Take an event back with all that it began, ended and made due; what is done stays. RecordMissing."""
    before = status_sql.transition(workspace.database, transition_id)
    if before is None or before.taken_back_at is not None:
        raise RecordMissing
    case = case_of(workspace, before.person_id)
    file = case_work_sql.case_file(workspace.database, case.id)
    book = rule_book(workspace)
    of = f"person:{before.person_id}"
    with workspace.recorded("status.take-back", of, now=now, detail=before.trigger) as database:
        for episode_id in before.begun:
            status_sql.remove_episode(database, episode_id)
        for episode_id, ends in before.ended.items():
            episode = status_sql.episode(database, episode_id)
            if episode is not None:
                restored = msgspec.structs.replace(episode, ends=ends, rev=episode.rev + 1)
                status_sql.keep_episode(database, restored)
        status_sql.drop_open_tasks(database, before.person_id, before.id)
        for task_id in before.overtaken:
            task = status_sql.task(database, task_id)
            if task is not None and task.dropped_because == OVERTAKEN:
                status_sql.keep_task(
                    database, msgspec.structs.replace(task, done_at=None, done_by="", dropped_because="")
                )
        is_clients = case.person_id == before.person_id and before.to_group
        if file is not None and is_clients and file.status_group == before.to_group:
            file = msgspec.structs.replace(file, status_group=before.from_group, rev=file.rev + 1)
            case_work_sql.keep_case_file(database, file)
            keep_arrival_tasks(database, book, case, file, _today(now))
        taken = msgspec.structs.replace(before, taken_back_at=now)
        status_sql.keep_transition(database, taken)
    return taken


def keep_episode(
    workspace: Workspace, *, person_id: str, episode: Episode, now: datetime.datetime
) -> Episode:
    """Keep an episode (an empty id makes a new one); raises EventUndated, EpisodeBackwards, RecordMissing."""
    if episode.begins.span is None:
        raise EventUndated
    kept = msgspec.structs.replace(
        _forward(episode),
        id=episode.id or new_id(now),
        case_id=case_of(workspace, person_id).id,
        person_id=person_id,
        recorded_at=now,
        recorded_by=workspace.user.id,
        rev=episode.rev + (1 if episode.id else 0),
    )
    with workspace.recorded("status.period", f"person:{person_id}", now=now, detail=kept.lane) as database:
        status_sql.keep_episode(database, kept)
    return kept


def remove_episode(workspace: Workspace, *, episode_id: str, now: datetime.datetime) -> Episode:
    """Take an episode out that was recorded by mistake; it is returned, to put it back. RecordMissing."""
    found = status_sql.episode(workspace.database, episode_id)
    if found is None:
        raise RecordMissing
    of = f"person:{found.person_id}"
    with workspace.recorded("status.period-out", of, now=now, detail=found.lane) as database:
        status_sql.remove_episode(database, episode_id)
    return found


def finish_task(
    workspace: Workspace, *, person_id: str, task_id: str, evidence: str = "", now: datetime.datetime
) -> Task:
    """Keep that a task is done, and what shows it; raises RecordMissing."""
    return _settle(workspace, person_id, task_id, now, "status.done", evidence=evidence.strip())


def set_task_aside(
    workspace: Workspace, *, person_id: str, task_id: str, because: str, now: datetime.datetime
) -> Task:
    """Keep that a task is not needed, and why; raises ReasonMissing, RecordMissing."""
    if not because.strip():
        raise ReasonMissing
    return _settle(workspace, person_id, task_id, now, "status.aside", dropped_because=because.strip())


def reopen_task(workspace: Workspace, *, person_id: str, task_id: str, now: datetime.datetime) -> Task:
    """Open a task again; raises RecordMissing."""
    before = _task(workspace, person_id, task_id, now)
    after = msgspec.structs.replace(before, done_at=None, done_by="", evidence="", dropped_because="")
    with workspace.recorded(
        "status.reopen", f"person:{person_id}", now=now, detail=after.rule_id
    ) as database:
        status_sql.keep_task(database, after)
    return after


def dates_ahead(
    workspace: Workspace, *, until: datetime.date, today: datetime.date
) -> tuple[StatusDate, ...]:
    """Return what is to be acted on until a day, deadlines with their basis; long past ones are left out.

    Soonest first: those of this user's own cases and of special needs, then those of the others' cases.
    """
    database, me = workspace.database, workspace.user.id
    since = today - datetime.timedelta(days=LATE_DAYS)
    own = [
        StatusDate(one.person_id, one.case_id, one.case_number, one.due_on)
        for one in confidential_deadlines(workspace, until=until)
    ]
    others: list[StatusDate] = []
    for found, is_own in ((own, True), (others, False)):
        for person_id, case_id, number, due, basis, lane in status_sql.due_between(
            database, since, until, user_id=me, is_own=is_own, limit=MOST_DATES
        ):
            day = datetime.date.fromisoformat(due)
            found.append(StatusDate(person_id, case_id, number, day, basis, "status", causes_gap=bool(lane)))
        found.sort(key=lambda one: (one.due_on, one.case_number))
    return (*own, *others)


def keep_arrival_tasks(
    database: Database, book: RuleBook, case: Case, file: CaseFile, today: datetime.date
) -> None:
    """Renew the open duties of the arrival phase inside an act that changed what they count from.

    What is done stays done; what was open and still holds for the group stays, however late it is.
    """
    stored = {one.id: one for one in status_sql.tasks_of(database, case.person_id) if one.event == "arrival"}
    group = _group(file, status_sql.episodes_of(database, case.person_id), today)
    status_sql.drop_open_tasks(database, case.person_id, "arrival")
    for task in _arrival(book, file, case.person_id, group, today, known=frozenset(stored)):
        if task.id not in stored or stored[task.id].done_at is None:
            status_sql.keep_task(database, task)


def _arrival(
    book: RuleBook, file: CaseFile, person_id: str, group: str, today: datetime.date,
    *, known: frozenset[str] = frozenset(),
) -> tuple[Task, ...]:  # fmt: skip
    since = (today - datetime.timedelta(days=LATE_DAYS)).isoformat()
    made = arrival_tasks(
        book.rules, group=group, arrived_on=file.arrived_on, case_id=file.case_id, person_id=person_id,
        today=today, without=book.off,
    )  # fmt: skip
    return tuple(one for one in made if one.id in known or (one.due_latest or one.due_on) >= since)


def _group(file: CaseFile, episodes: tuple[Episode, ...], today: datetime.date) -> str:
    """Return a person's status group today: of the title that runs, else the one noted for the case."""
    running = _running(episodes, "title", PartialDate(today.isoformat()))
    return running.code if running is not None else file.status_group


def _running(episodes: tuple[Episode, ...], lane: Lane, on: PartialDate) -> Episode | None:
    """Return the episode of a lane that runs on a day: the one begun last."""
    span = on.span
    if span is None:
        return None
    running = [
        one for one in episodes
        if one.lane == lane
        and one.begins.span is not None and one.begins.span[0] <= span[1]
        and (one.ends.span is None or one.ends.span[1] >= span[0])
    ]  # fmt: skip
    return max(running, key=lambda one: (one.begins.iso, one.recorded_at), default=None)


def _day(due: str, event: PartialDate) -> PartialDate:
    """Return a rule's day as a date: a half known one keeps between which days it lies."""
    found = due_of(due, event) if due else None
    if found is None:
        return PartialDate()
    if found.first == found.last:
        return PartialDate(found.first.isoformat())
    return PartialDate(
        found.first.isoformat()[:7] if found.first.replace(day=1) == found.last.replace(day=1)
        else found.first.isoformat()[:4],
        earliest=found.first.isoformat(),
        latest=found.last.isoformat(),
    )  # fmt: skip


def _forward(episode: Episode) -> Episode:
    """Return it; raises EpisodeBackwards where it surely ends before it begins (the day before is none)."""
    begin, end = episode.begins.span, episode.ends.span
    if begin is not None and end is not None and end[1] < begin[0] - datetime.timedelta(days=1):
        raise EpisodeBackwards
    return episode


def _after_event(page: StatusPage, draft: TransitionDraft) -> CaseFile:
    """Return the case's file as the event leaves it; the client's own events change it."""
    if page.person_id != page.case.person_id:
        return page.file
    facts: dict[str, str] = {}
    later = (one for one in page.transitions if one.to_group and one.happened_on.iso > draft.happened_on.iso)
    if draft.to_group and next(later, None) is None:
        facts["status_group"] = draft.to_group
    if draft.trigger == "T01" and not page.file.arrived_on:
        facts["arrived_on"] = draft.happened_on.iso
    if draft.trigger == "T02":
        facts["application_on"] = draft.happened_on.iso
    return msgspec.structs.replace(page.file, **facts)


def _overtaken(page: StatusPage, to_group: str) -> tuple[Task, ...]:
    """Return the open tasks of earlier events whose rules are not for the group the event leads to."""
    if not to_group or to_group == page.group:
        return ()
    rules: dict[str, list[Rule]] = {}
    for rule in page.book.rules:
        rules.setdefault(rule.rule_id, []).append(rule)

    def is_for_it(task: Task) -> bool:
        known = rules.get(task.rule_id, [])
        return not known or any(not rule.groups or to_group in rule.groups for rule in known)

    return tuple(one for one in page.open_tasks if one.event != "arrival" and not is_for_it(one))


def _settle(
    workspace: Workspace, person_id: str, task_id: str, now: datetime.datetime, action: str, **facts: str
) -> Task:
    before = _task(workspace, person_id, task_id, now)
    done = msgspec.structs.replace(before, done_at=now, done_by=workspace.user.id, **facts)
    with workspace.recorded(action, f"person:{person_id}", now=now, detail=done.rule_id) as database:
        status_sql.keep_task(database, done)
    return done


def _task(workspace: Workspace, person_id: str, task_id: str, now: datetime.datetime) -> Task:
    page = status_page(workspace, person_id=person_id, today=_today(now))
    found = next((one for one in page.tasks if one.id == task_id), None)
    if found is None:
        raise RecordMissing
    return found


def _today(now: datetime.datetime) -> datetime.date:
    return now.astimezone().date()
