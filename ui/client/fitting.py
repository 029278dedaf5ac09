"""How large the client's page can be: the largest size at which everything is in sight; it never scrolls.

Sizes are design pixels of a window of 1366x768 times one factor for all, so that nothing on the page grows
at the cost of something else. The design is DESIGN 8.4; the look of it, picture 04.
"""

import math
from dataclasses import dataclass

from PySide6.QtCore import QSize

from ui.client.lettering import Lettering, lettering
from ui.client.question import ClientQuestion, Offer
from ui.client.tile import GAP, PAD, PICTURE, SMALL_TILE, has_picture, words_of

SIDE, BETWEEN, BELOW_QUESTION, ABOVE_DECLINE = 48, 20, 48, 30
IMAGE = 190  # height of a question's own picture
SPEAKER = 60
_TILE = 190  # lowest tile with a picture
_PLAIN_TILE = 110  # and without
_WIDEST_TILE = 440
_LONG = 140  # letters; a longer text is set lighter and smaller
_SMALLEST = 0.46  # choices at 13 px
_SMALLEST_TEXT = 0.33  # a question alone at 13 px
_STEP = 0.96


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things go, in px of the window; ``tile`` is (width, height) of each."""

    factor: float
    columns: int
    question: float  # height of the words
    image: float  # height of the question's picture
    note: float
    tile: tuple[float, float]
    decline: tuple[float, float]
    height: float


def fit(question: ClientQuestion, window: QSize, scale: float) -> Plan | None:
    """Return the largest plan that fits into ``window``; None when not even the smallest does.

    ``scale`` is the user's text size: it raises the largest size tried, never beyond what fits.
    """
    room = max(1.0, min(window.width() / 1366, window.height() / 768))
    largest = room * scale
    smallest = _SMALLEST if question.offers else _SMALLEST_TEXT
    steps = max(1, math.ceil(math.log(largest / smallest) / -math.log(_STEP)))
    factors = [round(largest * _STEP**n, 3) for n in range(steps + 1)]
    best: Plan | None = None
    for columns in _columns(question):
        plan = _largest(question, window, columns, factors)
        if plan is not None and (best is None or plan.factor > best.factor * 1.05):
            best = plan
    return best


def question_words(question: ClientQuestion, factor: float) -> Lettering:
    """Return the question as it is set: large and bold, a long text lighter."""
    role = "huge" if len(question.words) <= _LONG else "big"
    return lettering(question.words, role, factor, question.words_direction)


def note_words(question: ClientQuestion, factor: float) -> Lettering:
    """Return the calm line below a question."""
    return lettering(question.note, "big", round(factor * 0.8, 3), question.direction)


def words_width(question: ClientQuestion, window: QSize, factor: float) -> float:
    """Return the width of the question's words, in the middle; a loudspeaker stands at their side."""
    beside = 2 * (SPEAKER + BETWEEN) * factor if question.audio else 0
    return window.width() - 2 * SIDE * factor - beside


def _columns(question: ClientQuestion) -> tuple[int, ...]:
    """Return the numbers of tiles in a row to try, the best looking first."""
    count = len(question.offers)
    if question.is_scale or count <= 3:
        return (max(count, 1),)
    return tuple(dict.fromkeys((4 if count in {4, 7, 8} else 3, 4, 3, 2)))


def _largest(question: ClientQuestion, window: QSize, columns: int, factors: list[float]) -> Plan | None:
    low, high, best = 0, len(factors) - 1, None
    while low <= high:
        at = (low + high) // 2
        plan = _plan(question, window, columns, factors[at])
        if plan is None:
            low = at + 1
        else:
            best, high = plan, at - 1
    return best


def _plan(question: ClientQuestion, window: QSize, columns: int, f: float) -> Plan | None:
    """Return the plan at factor ``f``, None when it does not fit."""
    width = words_width(question, window, f)
    words = question_words(question, f)
    note = note_words(question, f).height(width) + BETWEEN * f if question.note else 0.0
    image = (IMAGE + BETWEEN) * f if question.image else 0.0
    height = words.height(width) + image + note
    fits = words.longest_word <= width
    tile = (0.0, 0.0)
    if question.offers:
        sides = window.width() - 2 * SIDE * f - (columns - 1) * BETWEEN * f
        tile_width = min(sides / columns, _WIDEST_TILE * f)
        inner = tile_width - 1.2 * PAD * f
        tall = [_tile_height(one, inner, f, question) for one in question.offers]
        fits = fits and all(
            words_of(one, f, question.direction).longest_word <= inner for one in question.offers
        )
        rows = -(-len(question.offers) // columns)
        tile = (tile_width, max(tall))
        height += BELOW_QUESTION * f + rows * max(tall) + (rows - 1) * BETWEEN * f
    decline = (0.0, 0.0)
    if question.decline:
        decline = _decline_size(question, window, f)
        height += ABOVE_DECLINE * f + decline[1]
    if not fits or height > window.height() - 2 * BETWEEN * f:
        return None
    return Plan(f, columns, words.height(width), image, note, tile, decline, height)


def _tile_height(offer: Offer, inner: float, f: float, question: ClientQuestion) -> float:
    words = words_of(offer, f, question.direction).height(inner)
    if has_picture(offer):
        return max(_TILE * f, words + (2 * PAD + PICTURE + GAP) * f)
    return max(_PLAIN_TILE * f, words + 2 * PAD * f)


def _decline_size(question: ClientQuestion, window: QSize, f: float) -> tuple[float, float]:
    words = words_of(Offer("", question.decline), f, question.direction, is_beside=True)
    beside = (34 + 12 + 40) * f
    most = window.width() - 2 * SIDE * f
    one_line = words.height(1e6)
    width = min(most, words.natural_width() + beside + 4)
    return width, max(SMALL_TILE * f, words.height(width - beside) - one_line + SMALL_TILE * f)
