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
from intake_app.languages import fallback_chain
from intake_app.records.feedback import Feedback
from intake_app.services.session import Workspace
from intake_app.services.sites import current_profile
from intake_app.vault import feedback as feedback_sql

VERSION = "2026.11"
STEPS = 5
LONGEST_TEXT = 1000
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
    """How one question was answered; ``counts`` from the first step to the last."""

    item: str
    counts: tuple[int, ...]
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

    A question is left out while fewer than that answered it, a language while fewer spoke it.
    """
    least = current_profile(workspace).smallest_cell
    given = [
        one for one in feedback_sql.all_feedback(workspace.database)
        if one.version == VERSION and (year is None or one.month.startswith(f"{year:04d}"))
    ]  # fmt: skip
    if len(given) < least:
        return FeedbackFigures(smallest_cell=least, given=None)
    months = sorted(one.month for one in given)
    return FeedbackFigures(
        smallest_cell=least,
        given=len(given),
        items=_item_figures(given, least),
        languages=_language_figures(given, least),
        texts=tuple(one.text for one in given if one.text),
        first_month=months[0],
        last_month=months[-1],
    )


def _item_figures(given: list[Feedback], least: int) -> tuple[ItemFigures, ...]:
    found = []
    for item in feedback_items("scale"):
        steps = [one.answers[item.id] for one in given if item.id in one.answers]
        if len(steps) >= least:
            counts = tuple(steps.count(step) for step in range(1, STEPS + 1))
            found.append(ItemFigures(item.id, counts, sum(steps) / len(steps)))
    return tuple(found)


def _language_figures(given: list[Feedback], least: int) -> tuple[tuple[str, int], ...]:
    """Return the languages with enough people; no share of a small rest can be worked out."""
    counts: dict[str, int] = {}
    for one in given:
        counts[one.language] = counts.get(one.language, 0) + 1
    shown = sorted(
        ((tag, n) for tag, n in counts.items() if n >= least), key=lambda pair: (-pair[1], pair[0])
    )
    hidden = len(given) - sum(n for _tag, n in shown)
    if 0 < hidden < least and shown:
        shown.pop()
    return tuple(shown)


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
