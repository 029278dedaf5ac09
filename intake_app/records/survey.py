"""A voluntary follow-up survey: one person's answers, used for a cohort only and never as their label."""

import msgspec


class Survey(msgspec.Struct, frozen=True):
    """``answers`` are item -> value; ``wave`` is months since the case began (6, 12, 24)."""

    id: str
    person_id: str
    instrument: str
    wave: int
    taken_on: str  # YYYY-MM-DD
    language: str
    answers: dict[str, int]
    consent_id: str
    recorded_by: str
    order: tuple[str, ...] = ()  # in which the items were asked
    is_sample: bool = False


class DimensionFigure(msgspec.Struct, frozen=True):
    """The mean of a dimension (0 to 1) over a cohort; ``total`` is the dimension of all items."""

    dimension: str
    mean: float


class CohortFigures(msgspec.Struct, frozen=True):
    """What a cohort says in one wave; without figures while fewer took part than may be shown."""

    instrument: str
    wave: int
    people: int | None  # None while there are too few
    smallest: int
    figures: tuple[DimensionFigure, ...] = ()
