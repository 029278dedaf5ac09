"""Tab goes as one reads: through rows that came later, too, where they stand and not after everything else.

Qt's order is that in which controls were made; a list that is filled again would come last.
"""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def chain_tabs(root: QWidget) -> None:
    """Put everything inside ``root`` that Tab comes to into the order of its layouts.

    What lies in no layout (the ties of a map) keeps the order it was given.
    """
    stops = [one for one in _as_read(root) if _takes_tab(one)]
    places = _places(root)
    if stops == sorted(stops, key=lambda one: places.get(one, 0)):
        return
    for one, following in pairwise(stops):
        QWidget.setTabOrder(one, following)


def _takes_tab(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.focusProxy() is None and widget.isVisible() and widget.isEnabled()


def _as_read(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    if isinstance(widget, QScrollArea):
        page = widget.widget()
        if page is not None:
            yield from _as_read(page)
        return
    inside = [one for one in widget.children() if isinstance(one, QWidget) and not one.isWindow()]
    layout = widget.layout()
    spots = {one: _spot(layout, one) for one in inside} if layout is not None else {}
    laid = sorted((one for one in inside if spots.get(one)), key=lambda one: spots[one])
    free = [one for one in inside if not spots.get(one)]
    if any(_takes_tab(one) for one in free):
        places = _places(widget)
        free.sort(key=lambda one: places.get(one, 0))
    for one in (*laid, *free):
        yield from _as_read(one)


def _spot(layout: QLayout, widget: QWidget) -> tuple[int, ...]:
    """Return where ``widget`` lies: its number, after those of the layouts it lies in; empty: nowhere.

    Asked by ``indexOf``: an item that ``itemAt`` hands to Python dies with the last look at its layout.
    """
    at = layout.indexOf(widget)
    if at >= 0:
        return (at,)
    for inner in layout.children():
        if isinstance(inner, QLayout) and (spot := _spot(inner, widget)):
            return (layout.indexOf(inner), *spot)
    return ()


def _places(widget: QWidget) -> dict[QWidget, int]:
    """Return how many steps of Qt's own order lie between ``widget`` and each other one."""
    places: dict[QWidget, int] = {}
    here: QWidget | None = widget
    while here is not None and here not in places:
        places[here] = len(places)
        here = here.nextInFocusChain()
    return places
