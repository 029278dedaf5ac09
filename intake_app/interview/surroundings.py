"""What expressions of an interview see besides its answers: tables, texts, clock, language, chance."""

from dataclasses import dataclass, field

from intake_app.interview.tree import RepeatRange, Slot
from intake_app.xpath import Environment


@dataclass(slots=True)
class Surroundings(Environment):
    """The environment of one interview. ``singles``: nodes outside repeats by their order in the form."""

    singles: list[Slot | RepeatRange | None] = field(default_factory=list)
