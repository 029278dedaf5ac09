"""An answer that was told in other words than the form keeps: a date from another calendar, or half of one.

The form reckons with ``value``; what the person said stays beside it, so that nothing has to be told twice.
"""

from typing import NamedTuple

from intake_app.records.partial_date import PartialDate


class ToldAnswer(NamedTuple):
    """``value`` as the form keeps it, ``told`` as it was said; both None for nothing."""

    value: str | None
    told: PartialDate | None
