"""Bars of a table as plain shapes: a dark part of a light whole, the number beside, a dot where it is hidden.

Short names stand below upright bars (months, ages), long ones before lying bars. Nothing is drawn that the
table does not show: a hidden number has no bar, and a bar no dark part where that part is hidden.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from intake_app.records.drawing import Box, Caption, Drawing, Shape, Stroke

Measure = Callable[[str, float], float]  # how wide a text is at a size
DOT = "•"
_SIZE = 13.0
_UPRIGHT_HEIGHT = 300.0
_LINE = 28.0


class Bar(NamedTuple):
    """One bar: its name, the whole, the dark part; None is hidden. ``figure`` is the whole written out."""

    name: str
    whole: int | None
    part: int | None
    figure: str


def bar_drawing(
    bars: Sequence[Bar],
    *,
    width: float,
    measure: Measure,
    number: Callable[[int], str],
    says: str = "",
    is_mirrored: bool = False,
    is_upright: bool = False,
) -> Drawing:
    """Return the drawing; empty where every number is hidden or nought (then say so in words instead)."""
    if not any(bar.whole for bar in bars):
        return Drawing(width, 0, (), says)
    room = width / max(len(bars), 1) - 6
    fits = is_upright and max(measure(bar.name, _SIZE) for bar in bars) <= room
    made = _upright(bars, width, measure, number) if fits else _lying(bars, width, measure)
    drawing = Drawing(width, made[0], tuple(made[1]), says)
    return _mirrored(drawing) if is_mirrored else drawing


def _lying(bars: Sequence[Bar], width: float, measure: Measure) -> tuple[float, list[Shape]]:
    names = [_shortened(bar.name, width * 0.42, measure) for bar in bars]
    start = max(measure(name, _SIZE) for name in names) + 10
    end = width - max(measure(bar.figure, _SIZE) for bar in bars) - 12
    most = max(bar.whole or 0 for bar in bars)
    shapes: list[Shape] = []
    for n, (bar, name) in enumerate(zip(bars, names, strict=True)):
        y = n * _LINE
        shapes.append(Caption(start - 8, y + _LINE / 2, name, _SIZE, align="right"))
        if bar.whole is None:
            shapes.append(Caption(start + 4, y + _LINE / 2, DOT, _SIZE + 3, ink="muted", align="left"))
            continue
        long = max((end - start) * bar.whole / most, 1.0 if bar.whole else 0.0)
        if long:
            shapes.append(Box(start, y + 5, long, _LINE - 10, ink="accent", fill="soft"))
        if bar.part and bar.whole:
            shapes.append(
                Box(start, y + 5, long * bar.part / bar.whole, _LINE - 10, ink="accent", fill="accent")
            )
        shapes.append(Caption(start + long + 6, y + _LINE / 2, bar.figure, _SIZE, align="left"))
    shapes.append(Stroke(((start, 0), (start, len(bars) * _LINE)), "strong"))
    return len(bars) * _LINE + 2, shapes


def _upright(
    bars: Sequence[Bar], width: float, measure: Measure, number: Callable[[int], str]
) -> tuple[float, list[Shape]]:
    most = max(bar.whole or 0 for bar in bars)
    step = _tidy_step(most)
    top = step * -(-most // step)
    left = measure(number(top), _SIZE) + 12
    high, head, foot = _UPRIGHT_HEIGHT, 20.0, 26.0
    scale = (high - head - foot) / top
    ground = high - foot
    shapes: list[Shape] = []
    for tick in range(0, top + 1, step):
        y = ground - tick * scale
        shapes.append(Stroke(((left, y), (width, y)), "strong" if not tick else "line"))
        shapes.append(Caption(left - 8, y, number(tick), _SIZE, ink="muted", align="right"))
    wide = (width - left) / len(bars)
    for n, bar in enumerate(bars):
        middle = left + wide * (n + 0.5)
        thick = min(wide * 0.58, 44)
        shapes.append(Caption(middle, ground + 15, bar.name, _SIZE, ink="muted"))
        if bar.whole is None:
            shapes.append(Caption(middle, ground - 10, DOT, _SIZE + 3, ink="muted"))
            continue
        tall = bar.whole * scale
        if tall:
            shapes.append(Box(middle - thick / 2, ground - tall, thick, tall, ink="accent", fill="soft"))
        if bar.part:
            part = bar.part * scale
            shapes.append(Box(middle - thick / 2, ground - part, thick, part, ink="accent", fill="accent"))
        shapes.append(Caption(middle, ground - tall - 10, bar.figure, _SIZE))
    return high, shapes


def _tidy_step(most: int) -> int:
    """Return 1, 2 or 5 times a power of ten, so that there are at most six lines."""
    step = 1
    while True:
        for times in (1, 2, 5):
            if most <= step * times * 5:
                return step * times
        step *= 10


def _shortened(text: str, room: float, measure: Measure) -> str:
    if measure(text, _SIZE) <= room:
        return text
    while len(text) > 1 and measure(text + "…", _SIZE) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _mirrored(drawing: Drawing) -> Drawing:
    """Return the drawing with the beginning at the right."""
    wide = drawing.width
    turned: list[Shape] = []
    for shape in drawing.shapes:
        if isinstance(shape, Box):
            turned.append(Box(wide - shape.x - shape.width, shape.y, shape.width, shape.height,
                              shape.radius, shape.ink, shape.edge, shape.dash, shape.fill))  # fmt: skip
        elif isinstance(shape, Caption):
            align = {"left": "right", "right": "left"}.get(shape.align, shape.align)
            turned.append(Caption(wide - shape.x, shape.y, shape.text, shape.size, shape.is_bold, shape.ink,
                                  align))  # type: ignore[arg-type]  # fmt: skip
        elif isinstance(shape, Stroke):
            turned.append(Stroke(tuple((wide - x, y) for x, y in shape.points), shape.ink, shape.width))
    return Drawing(wide, drawing.height, tuple(turned), drawing.says)
