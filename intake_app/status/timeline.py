"""The timeline as plain shapes: lanes of bars, months, today, numbered days; for the window and for paper.

A fact is solid, what is planned is dashed, days without cover are hatched: shape says what colour says.
Half known days are an open, dotted stretch beside the sure one. Time runs with the script.
"""

import calendar
import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from intake_app.records.drawing import Box, Caption, Drawing, Oval, Shape, Stroke
from intake_app.records.status import LANES, Episode, Gap, Lane, Task
from intake_app.status.due import months_after

Measure = Callable[[str, bool], float]  # text, is it bold -> width
BarKind = Literal["fact", "planned", "gap"]
_ONE = datetime.timedelta(days=1)
_MONTHS_BACK, _MONTHS_AHEAD = 36, 12
_STEPS = (1, 2, 3, 6, 12, 24, 60)


class Bar(NamedTuple):
    """One stretch of a lane: the days it can hold, those it surely holds, and what is written on it."""

    key: str  # the episode's id, or ``gap:lane:first day``
    lane: Lane
    kind: BarKind
    first: datetime.date
    last: datetime.date | None  # None: it goes on
    sure: tuple[datetime.date, datetime.date | None] | None
    label: str
    is_now: bool = False


class Mark(NamedTuple):
    """A day that is due, by its number in the list below."""

    number: int
    day: datetime.date
    causes_gap: bool


class Spot(NamedTuple):
    """Where a bar lies in the drawing."""

    key: str
    x: float
    y: float
    width: float
    height: float


class Timeline(NamedTuple):
    """The drawing, and where each bar lies in it, in the order of lanes and time."""

    drawing: Drawing
    spots: tuple[Spot, ...]


class TimelineWords(NamedTuple):
    """What is written on it."""

    lanes: Mapping[Lane, str]
    today: str
    month: Callable[[datetime.date, bool], str]  # first day of a month, with its year or without
    says: str


def bars(
    episodes: Iterable[Episode], gaps: Iterable[Gap], *, today: datetime.date,
    label: Callable[[Episode], str], gap_label: Callable[[Gap], str],
) -> tuple[Bar, ...]:  # fmt: skip
    """Return the bars of all lanes, by lane and time."""
    found = [bar for one in episodes if (bar := _bar(one, today, label(one))) is not None]
    found += [
        Bar(f"gap:{gap.lane}:{gap.first.isoformat()}", gap.lane, "gap", gap.first, gap.last,
            (gap.first, gap.last) if gap.least == gap.most else None, gap_label(gap))
        for gap in gaps
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (LANES.index(one.lane), one.first, one.kind)))


def marks(tasks: Sequence[Task]) -> tuple[Mark, ...]:
    """Return the days of ``tasks``, numbered as they are listed."""
    return tuple(
        Mark(number, datetime.date.fromisoformat(one.due_on), bool(one.lane))
        for number, one in enumerate(tasks, 1)
        if one.due_on
    )


def shown_span(
    held: Iterable[Bar], due: Iterable[Mark], today: datetime.date
) -> tuple[datetime.date, datetime.date]:
    """Return the months to draw, whole ones: what is known, three years back and one ahead at most."""
    held = tuple(held)
    firsts = [bar.first for bar in held] + [today]
    ahead = months_after(today, _MONTHS_AHEAD)
    lasts = [months_after(today, 3), *(mark.day for mark in due)]
    lasts += [day for bar in held for day in (months_after(bar.first, 1), bar.last) if day is not None]
    first = max(min(firsts), months_after(today, -_MONTHS_BACK)).replace(day=1)
    last = min(max(day for day in lasts if day <= ahead), ahead)
    return first, last.replace(day=calendar.monthrange(last.year, last.month)[1])


def lay_out(
    held: Sequence[Bar], due: Sequence[Mark], *, words: TimelineWords, today: datetime.date, width: float,
    type_size: float, measure: Measure, is_mirrored: bool = False,
) -> Timeline:  # fmt: skip
    """Draw the timeline ``width`` wide; ``measure`` gives widths at ``type_size``."""
    unit = type_size / 13
    names = max(measure(words.lanes[lane], True) for lane in LANES) + 20 * unit
    first, last = shown_span(held, due, today)
    scale = _Scale(first, last, names, max(width - names - 8 * unit, 40 * unit))
    head, tall = 52 * unit, 50 * unit
    foot = head + tall * len(LANES)
    shapes: list[Shape] = [*_months(scale, words, head, foot, unit=unit, measure=measure)]
    for number, lane in enumerate(LANES):
        top = head + tall * number
        shapes.append(Stroke(((0, top), (width, top)), "line", 1))
        shapes.append(Caption(0, top + tall / 2, words.lanes[lane], type_size, is_bold=True, align="left"))
    shapes.append(Stroke(((0, foot), (width, foot)), "line", 1))
    spots = []
    for bar in held:
        top = head + tall * LANES.index(bar.lane) + 8 * unit
        found = scale.stretch(bar.first, bar.last)
        if found is None:
            continue
        spot = Spot(bar.key, found[0], top, max(found[1], 5 * unit), tall - 16 * unit)
        spots.append(spot)
        shapes += _draw_bar(bar, spot, scale, unit, measure)
    below = _draw_marks(due, scale, foot + 18 * unit, shapes, unit=unit, measure=measure)
    shapes += _draw_today(today, scale, words.today, foot, unit=unit, measure=measure)
    drawing = Drawing(width, below, tuple(shapes), words.says)
    if not is_mirrored:
        return Timeline(drawing, tuple(spots))
    turned = tuple(Spot(s.key, width - s.x - s.width, s.y, s.width, s.height) for s in spots)
    return Timeline(mirrored(drawing), turned)


def mirrored(drawing: Drawing) -> Drawing:
    """Return the drawing running from right to left; texts stay readable."""
    return Drawing(
        drawing.width,
        drawing.height,
        tuple(_turn(one, drawing.width) for one in drawing.shapes),
        drawing.says,
    )


class _Scale(NamedTuple):
    """Days to lengths."""

    first: datetime.date
    last: datetime.date
    left: float
    width: float

    def x(self, day: datetime.date) -> float:
        whole = (self.last - self.first).days + 1
        return self.left + self.width * (day - self.first).days / whole

    def stretch(self, first: datetime.date, last: datetime.date | None) -> tuple[float, float] | None:
        """Return x and width of the part that is shown; None when none is."""
        end = self.last if last is None else min(last, self.last)
        begin = max(first, self.first)
        if begin > end:
            return None
        return self.x(begin), self.x(end + _ONE) - self.x(begin)


def _bar(episode: Episode, today: datetime.date, label: str) -> Bar | None:
    begin, end = episode.begins.span, episode.ends.span
    if begin is None:
        return None
    last = end[1] if end is not None else None
    sure_last = end[0] if end is not None else None
    is_sure = sure_last is None or begin[1] <= sure_last
    is_now = begin[0] <= today and (last is None or today <= last)
    return Bar(
        episode.id, episode.lane, "planned" if episode.is_planned or begin[0] > today else "fact",
        begin[0], last, (begin[1], sure_last) if is_sure else None, label,
        is_now=is_now and episode.lane == "title" and not episode.is_planned,
    )  # fmt: skip


def _months(
    scale: _Scale, words: TimelineWords, head: float, foot: float, *, unit: float, measure: Measure
) -> Iterable[Shape]:
    """Yield rules and names of the months, as many as there is room for."""
    days = [scale.first]
    while (following := months_after(days[-1], 1)) <= scale.last:
        days.append(following)
    room = scale.width / len(days)
    widest = max(measure(words.month(day, True), False) for day in days) + 10 * unit
    step = next((one for one in _STEPS if one * room >= widest), _STEPS[-1])
    shown = [day for n, day in enumerate(days) if (n == 0 if step > len(days) else _is_shown(day, step, n))]
    for n, day in enumerate(shown):
        x = scale.x(day)
        yield Stroke(((x, head - 14 * unit), (x, foot + 6 * unit)), "line", 1)
        with_year = n == 0 or day.year != shown[n - 1].year or step >= 12
        yield Caption(x + 4 * unit, head - 14 * unit, words.month(day, with_year), 13 * unit, ink="muted",
                      align="left")  # fmt: skip


def _is_shown(day: datetime.date, step: int, number: int) -> bool:
    if step >= 12:
        return number % step == 0
    return (day.month - 1) % step == 0


def _draw_bar(bar: Bar, spot: Spot, scale: _Scale, unit: float, measure: Measure) -> list[Shape]:
    radius = 6 * unit
    whole = (spot.x, spot.y, spot.width, spot.height)
    if bar.kind == "gap":
        x, y, w, h = whole
        corners = ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
        shapes: list[Shape] = [
            Stroke(
                corners, "att", 1.5 * unit, (4 * unit, 2 * unit), is_closed=True, fill="attsoft", hatch="att"
            )
        ]
        text = _fitting(bar.label, w - 20 * unit, measure, is_bold=True)
        if text == bar.label and text:
            wide = measure(text, True) + 12 * unit
            shapes.append(Box(x + (w - wide) / 2, y + h / 2 - 10 * unit, wide, 20 * unit, 4 * unit, "",
                              fill="attsoft"))  # fmt: skip
            shapes.append(Caption(x + w / 2, y + h / 2, text, 13 * unit, is_bold=True, ink="att"))
        return shapes
    is_strong = bar.is_now and bar.kind == "fact"
    fill = "accent" if is_strong else "soft" if bar.kind == "fact" else "surface"
    ink = "on" if is_strong else "text"
    shapes = []
    sure = scale.stretch(*bar.sure) if bar.sure is not None else None
    if bar.kind == "planned":
        shapes.append(Box(*whole, radius, "accent", 1.5 * unit, (4 * unit, 3 * unit), "surface"))
        text_at = (spot.x, spot.width)
    elif sure is None or sure[0] > spot.x + unit or sure[1] < spot.width - unit:
        shapes.append(Box(*whole, radius, "strong", 1.2 * unit, (2 * unit, 2 * unit), "surface"))
        if sure is not None:
            shapes.append(Box(sure[0], spot.y, sure[1], spot.height, radius, "", fill=fill))
        text_at = sure or (spot.x, spot.width)
        ink = ink if sure is not None else "text"
    else:
        shapes.append(Box(*whole, radius, "", fill=fill))
        text_at = (spot.x, spot.width)
    text = _fitting(bar.label, text_at[1] - 14 * unit, measure, is_bold=is_strong)
    if text:
        y = spot.y + spot.height / 2
        shapes.append(
            Caption(text_at[0] + 8 * unit, y, text, 13 * unit, is_bold=is_strong, ink=ink, align="left")
        )
    return shapes


def _draw_marks(
    due: Sequence[Mark], scale: _Scale, y: float, shapes: list[Shape], *, unit: float, measure: Measure
) -> float:
    """Draw the numbers of due days, same days together, in rows that do not touch; return the lower end."""
    days: dict[datetime.date, list[Mark]] = {}
    for mark in due:
        if scale.first <= mark.day <= scale.last:
            days.setdefault(mark.day, []).append(mark)
    rows: list[float] = []  # where each row is taken up to
    tall = 20 * unit
    for day, same in sorted(days.items()):
        numbers = [str(one.number) for one in same]
        text = numbers[0] if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
        wide = max(measure(text, True) + 12 * unit, tall)
        x = min(scale.x(day) - wide / 2, scale.left + scale.width - wide)
        row = next((n for n, taken in enumerate(rows) if taken + 3 * unit <= x), len(rows))
        if row == len(rows):
            rows.append(0.0)
        rows[row] = x + wide
        top = y - tall / 2 + row * 24 * unit
        is_gap = any(one.causes_gap for one in same)
        ink, fill = ("att", "attsoft") if is_gap else ("accent", "surface")
        shapes.append(Box(x, top, wide, tall, tall / 2, ink, 1.6 * unit, fill=fill))
        shapes.append(Caption(x + wide / 2, top + tall / 2, text, 12 * unit, is_bold=True, ink=ink))
    return y + max(len(rows), 1) * 24 * unit - 6 * unit


def _draw_today(
    today: datetime.date, scale: _Scale, text: str, foot: float, *, unit: float, measure: Measure
) -> list[Shape]:
    if not scale.first <= today <= scale.last:
        return []
    x = scale.x(today)
    wide = measure(text, True) + 14 * unit
    left = min(max(x - wide / 2, scale.left), scale.left + scale.width - wide)
    return [
        Stroke(((x, 20 * unit), (x, foot + 4 * unit)), "text", 2 * unit),
        Box(left, 0, wide, 22 * unit, 4 * unit, "", fill="text"),
        Caption(left + wide / 2, 11 * unit, text, 13 * unit, is_bold=True, ink="surface"),
    ]


def _fitting(text: str, room: float, measure: Measure, *, is_bold: bool) -> str:
    """Return as much of ``text`` as fits; nothing where hardly a letter does."""
    if measure(text, is_bold) <= room:
        return text
    for end in range(len(text) - 1, 1, -1):
        cut = text[:end].rstrip() + "…"
        if measure(cut, is_bold) <= room:
            return cut
    return ""


def _turn(shape: Shape, width: float) -> Shape:
    if isinstance(shape, Box):
        return Box(width - shape.x - shape.width, shape.y, shape.width, shape.height, shape.radius, shape.ink,
                   shape.edge, shape.dash, shape.fill)  # fmt: skip
    if isinstance(shape, Oval):
        return Oval(
            width - shape.x, shape.y, shape.rx, shape.ry, shape.ink, shape.width, shape.dash, shape.fill
        )
    if isinstance(shape, Caption):
        align = {"left": "right", "right": "left", "centre": "centre"}[shape.align]
        return Caption(width - shape.x, shape.y, shape.text, shape.size, shape.is_bold, shape.ink, align)  # type: ignore[arg-type]
    points = tuple((width - x, y) for x, y in shape.points)
    return Stroke(points, shape.ink, shape.width, shape.dash, shape.is_closed, shape.fill, shape.hatch)
