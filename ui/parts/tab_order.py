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
        inside = widget.widget()
        if inside is not None:
            yield from _as_read(inside)
        return
    laid = list(_laid(widget.layout()))
    for one in laid:
        yield from _as_read(one)
    known = {id(one) for one in laid}
    loose = [one for one in widget.children() if isinstance(one, QWidget) and id(one) not in known]
    free = [one for one in loose if not one.isWindow()]
    if any(_takes_tab(one) for one in free):
        places = _places(widget)
        free.sort(key=lambda one: places.get(one, 0))
    for one in free:
        yield from _as_read(one)


def _laid(layout: QLayout | None) -> Iterator[QWidget]:
    for at in range(layout.count() if layout is not None else 0):
        assert layout is not None
        item = layout.itemAt(at)
        inner = item.widget() if item is not None else None
        if inner is not None:
            yield inner
        elif item is not None and item.layout() is not None:
            yield from _laid(item.layout())


def _places(widget: QWidget) -> dict[QWidget, int]:
    """Return how many steps of Qt's own order lie between ``widget`` and each other one."""
    places: dict[QWidget, int] = {}
    here: QWidget | None = widget
    while here is not None and here not in places:
        places[here] = len(places)
        here = here.nextInFocusChain()
    return places
