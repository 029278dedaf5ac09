"""Answers of an earlier form version that have no question now, as a chapter of their own at the end."""

from collections.abc import Sequence

import msgspec

from intake_app.errors import N_
from intake_app.languages import Words
from intake_app.records.interview_record import AnswerLine, Orphan

_TITLE = N_("Answers from an earlier version of the form")


def orphan_lines(orphans: Sequence[Orphan], tags: dict[str, str]) -> tuple[AnswerLine, ...]:
    """Return the chapter for reading back, none without orphans; ``tags``: form language -> BCP 47 tag."""
    if not orphans:
        return ()
    titles = {name: Words.load(tag or "en")(_TITLE) for name, tag in tags.items()}
    head = AnswerLine(ref="earlier:", depth=0, kind="section", labels=titles, values={}, raw=None)
    return (head, *(msgspec.structs.replace(orphan.line, depth=1) for orphan in orphans))
