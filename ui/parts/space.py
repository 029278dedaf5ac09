"""Space: layouts whose gaps and margins follow the text size, and the small helpers around them.

Left and right margins are always equal: Qt does not mirror a layout's contents margins.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QSizePolicy, QWidget

from ui.look.type import sp

Item = QWidget | QLayout | int | str | tuple[QWidget | QLayout, int] | None


class Stack(QBoxLayout):
    """A row or a column. ``margins`` is (left and right, top and bottom) in design pixels."""

    def __init__(
        self, direction: QBoxLayout.Direction, items: Iterable[Item], gap: float, margins: tuple[float, float]
    ) -> None:
        super().__init__(direction)
        self._gap, self._margins = gap, margins
        self.respace()
        self.add(*items)

    def add(self, *items: Item) -> None:
        """Append widgets, layouts, (item, stretch), a space in design pixels, or ``"*"`` for a stretch."""
        for item in items:
            if item is None:
                continue
            if isinstance(item, tuple):
                what, stretch = item
                self.addLayout(what, stretch) if isinstance(what, QLayout) else self.addWidget(what, stretch)
            elif isinstance(item, int):
                self.addSpacing(sp(item))
            elif isinstance(item, str):
                self.addStretch(1)
            elif isinstance(item, QLayout):
                self.addLayout(item)
            else:
                self.addWidget(item)

    def respace(self) -> None:
        """Fit gap and margins to the text size."""
        sides, ends = (sp(m) for m in self._margins)
        self.setSpacing(sp(self._gap))
        self.setContentsMargins(sides, ends, sides, ends)


def column(*items: Item, gap: float = 8, margins: tuple[float, float] = (0, 0)) -> Stack:
    """Return a column of ``items``."""
    return Stack(QBoxLayout.Direction.TopToBottom, items, gap, margins)


@contextmanager
def laid_out_once(*widgets: QWidget) -> Iterator[None]:
    """Let these widgets' layouts wait until all has changed: Qt lays out anew for every part it shows."""
    layouts = [layout for widget in widgets if (layout := widget.layout()) is not None]
    for layout in layouts:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in layouts:
            layout.setEnabled(True)


def row(*items: Item, gap: float = 8, margins: tuple[float, float] = (0, 0)) -> Stack:
    """Return a row of ``items`` in reading order (mirrored with the language)."""
    return Stack(QBoxLayout.Direction.LeftToRight, items, gap, margins)


def pane(layout: QLayout, name: str = "plain") -> QFrame:
    """Return a frame holding ``layout``; ``name`` picks its ground in the style sheet."""
    frame = QFrame()
    frame.setObjectName(name)
    frame.setLayout(layout)
    return frame


def rule(way: str = "h") -> QFrame:
    """Return a thin line, horizontal ``h`` or vertical ``v``."""
    frame = QFrame()
    frame.setProperty("rule", way)
    return frame


def clear(layout: QLayout) -> None:
    """Take everything out of ``layout`` and delete it; the focus is not lost with it."""
    owner = layout.parentWidget()
    focused = owner.window().focusWidget() if owner is not None else None
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            if (
                owner is not None
                and focused is not None
                and (widget is focused or widget.isAncestorOf(focused))
            ):
                owner.setFocus()  # Tab goes on from here
            widget.hide()  # what was to be shown soon must not come up as a window of its own
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()


def leave_out(widget: QWidget, is_left_out: bool = True) -> None:
    """Hide a widget that has no place yet. To show one would make it a window that takes the focus."""
    if is_left_out:
        widget.hide()


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a property it looks at has changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def keep_small(widget: QWidget) -> None:
    """Let ``widget`` take no more room than it needs."""
    widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Yielding(QFrame):
    """A bar of ``line`` that stacks its items when they do not fit beside each other."""

    def __init__(self, line: Stack, name: str = "plain") -> None:
        super().__init__()
        self._line = line
        self.setObjectName(name)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def minimumSizeHint(self) -> QSize:
        """Need no more than the widest item when stacked."""
        return QSize(self._least(stacked=True), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack, or stand side by side again."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Look again when an item got other words."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        way = QBoxLayout.Direction
        wanted = way.LeftToRight if self._least(stacked=False) <= self.width() else way.TopToBottom
        if self._line.direction() != wanted:
            self._line.setDirection(wanted)
            self.updateGeometry()

    def _least(self, *, stacked: bool) -> int:
        """Return the least width in px, stacked or side by side."""
        items = [self._line.itemAt(n) for n in range(self._line.count())]
        shown = [item for item in items if item is not None and not item.isEmpty()]
        widths = [item.minimumSize().width() for item in shown]
        sides = self._line.contentsMargins()
        gaps = 0 if stacked else self._line.spacing() * max(0, len(widths) - 1)
        return (max(widths, default=0) if stacked else sum(widths)) + gaps + sides.left() + sides.right()
