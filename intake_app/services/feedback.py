"""What people say about the work: asked in their language, kept without a name, shown only as figures.

Feedback is the one act without a line in the trail: a line has a moment and a user, and with them it would
lead back to the talk before it. For the same reason only the month is kept and the id is drawn.
"""

import csv
import datetime
import uuid
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, get_args

import msgspec

from intake_app import places
from intake_app.errors import N_, IntakeError
from intake_app.figures.tables import Rule, Tally, protect
from intake_app.languages import fallback_chain
from intake_app.records.feedback import Feedback
from intake_app.records.figures import FigureTable
from intake_app.services.session import Workspace
from intake_app.services.sites import current_profile
from intake_app.vault import feedback as feedback_sql

VERSION = "2026.11"
STEPS = 5
LONGEST_TEXT = 1000
_LEFT_OUT = "none"
_STEPS = (*(str(step) for step in range(1, STEPS + 1)), _LEFT_OUT)
ItemKind = Literal["text", "scale", "free", "step", "button"]


class FeedbackEmpty(IntakeError):
    """Feedback was to be kept in which nothing was answered."""

    says = N_("Nothing was answered.")
    remedy = N_("Nothing is kept then; that is all right.")


class FeedbackItem(msgspec.Struct, frozen=True):
    """One line of the table: a question, a step of the scale, a word of the page."""

    id: str
    kind: ItemKind
    about: str
    says: dict[str, str]

    def said(self, tag: str) -> tuple[str, str]:
        """Return the words in ``tag`` or the next best language, and which one it is."""
        for one in (*(fallback_chain(tag) if tag else ()), "de"):
            if self.says.get(one):
                return self.says[one], one
        return self.says["en"], "en"


class ItemFigures(msgspec.Struct, frozen=True):
    """How one question was answered; ``counts`` from the first step to the last.

    They are told together or not at all: beside the mean, a few of them would give the others away.
    """

    item: str
    counts: tuple[int | None, ...]
    mean: float


class FeedbackFigures(msgspec.Struct, frozen=True):
    """What may be shown. ``given`` is None while fewer people answered than ``smallest_cell``."""

    smallest_cell: int
    given: int | None
    items: tuple[ItemFigures, ...] = ()
    languages: tuple[tuple[str, int], ...] = ()  # only those with enough people
    texts: tuple[str, ...] = ()  # in no order
    first_month: str = ""
    last_month: str = ""


def feedback_items(kind: ItemKind) -> tuple[FeedbackItem, ...]:
    """Return the lines of one kind in their order."""
    return tuple(one for one in _items() if one.kind == kind)


def feedback_word(item_id: str, tag: str) -> str:
    """Return a word of the page in ``tag`` or the next best language."""
    return next(one for one in _items() if one.id == item_id).said(tag)[0]


def feedback_languages() -> tuple[str, ...]:
    """Return the languages in which every line is there."""
    tags = _items()[0].says
    return tuple(tag for tag in tags if all(one.says.get(tag) for one in _items()))


def give_feedback(
    workspace: Workspace,
    *,
    language: str,
    answers: Mapping[str, int],
    text: str = "",
    now: datetime.datetime,
) -> None:
    """Keep what one person said; it leads to nobody. Raises FeedbackEmpty, ValueError for no such step."""
    items = {one.id for one in feedback_items("scale")}
    for item, step in answers.items():
        if item not in items or not 1 <= step <= STEPS:
            raise ValueError(item)
    if not answers and not text.strip():
        raise FeedbackEmpty
    given = Feedback(
        id=uuid.uuid4().hex,  # drawn: an id of ours would tell the moment
        month=now.date().isoformat()[:7],
        language=language,
        answers=dict(answers),
        text=text.strip()[:LONGEST_TEXT],
        version=VERSION,
    )
    with workspace.database.transaction():
        feedback_sql.insert_feedback(workspace.database, given)


def feedback_figures(workspace: Workspace, *, year: int | None = None) -> FeedbackFigures:
    """Return the figures of a year or of all time; nothing while fewer people than the site's limit answered.

    What is small is hidden as in the statistics, by the same reckoning: also how many left a question out,
    and what the rest would give away. A question is left out while too few answered it.
    """
    least = current_profile(workspace).smallest_cell
    given = [
        one for one in feedback_sql.all_feedback(workspace.database)
        if one.version == VERSION and (year is None or one.month.startswith(f"{year:04d}"))
    ]  # fmt: skip
    if len(given) < least:
        return FeedbackFigures(smallest_cell=least, given=None)
    items = [one.id for one in feedback_items("scale")]
    rule = Rule(k=least)  # each table for itself: one with a secret sum is told as dots alone, noughts too
    (tongues,) = protect([_tongues(given)], rule)
    answered = [protect([_steps(given, item)], rule, rows={"step": _STEPS})[0] for item in items]
    means = {item: [one.answers[item] for one in given if item in one.answers] for item in items}
    months = sorted(one.month for one in given)
    return FeedbackFigures(
        smallest_cell=least,
        given=len(given),
        items=tuple(
            ItemFigures(item, _told(table), sum(means[item]) / len(means[item]))
            for item, table in zip(items, answered, strict=True)
            if len(means[item]) >= least
        ),
        languages=tuple(
            (tag, line[-1])
            for tag, line in zip(tongues.rows, tongues.cells, strict=False)
            if line[-1] is not None and tongues.total is not None
        ),
        texts=tuple(one.text for one in given if one.text),
        first_month=months[0],
        last_month=months[-1],
    )


def _tongues(given: list[Feedback]) -> Tally:
    tally = Tally("feedback-language", "language")
    for one in given:
        tally.add(one.language)
    return tally


def _steps(given: list[Feedback], item: str) -> Tally:
    """Count the steps, and who left the question out: the sum is how many people answered at all."""
    tally = Tally(f"feedback-{item}", "step")
    for one in given:
        tally.add(str(one.answers.get(item, _LEFT_OUT)))
    return tally


def _told(table: FigureTable) -> tuple[int | None, ...]:
    lines = {row: line[-1] for row, line in zip(table.rows, table.cells, strict=False)}
    steps = tuple(lines.get(step, 0) for step in _STEPS if step != _LEFT_OUT)
    is_open = table.total is not None and None not in lines.values()
    return steps if is_open else tuple(None for _step in steps)


@lru_cache(maxsize=1)
def _items() -> tuple[FeedbackItem, ...]:
    text = (places.resources() / "feedback" / "items.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    found = []
    for row in rows:
        kind, about, name = row.pop("kind"), row.pop("about"), row.pop("id")
        assert kind in get_args(ItemKind)
        found.append(FeedbackItem(name, kind, about, row))  # type: ignore[arg-type]
    return tuple(found)
