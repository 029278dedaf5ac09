"""TimelineView: status over time, drawn; arrow keys go from stretch to stretch, Enter opens one.

What it shows stands in a list, too. Time runs with the window's language, as reading does.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from intake_app.services.status_pictures import Measure, Timeline
from ui.look.theme import colour
from ui.look.type import px
from ui.parts.picture import caption_font, paint
from ui.speaking import Speaking
from ui.words import is_mirrored

_TYPE = 13
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
Laying = Callable[[float, float, Measure, bool], Timeline]  # width, type size, measure, is it mirrored


class TimelineView(Speaking, QWidget):
    """``chosen`` carries the key of the stretch that Enter or a click chose."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lay: Laying | None = None
        self._heard: Mapping[str, str] = {}
        self._laid: Timeline | None = None
        self._laid_for: tuple[int, int, bool] | None = None
        self._current, self._says = "", ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fit(self._refit)

    def show_timeline(self, lay: Laying, *, heard: Mapping[str, str], says: str) -> None:
        """Show what ``lay`` draws; ``heard`` is what each stretch says aloud, in the drawing's order."""
        self._lay, self._heard, self._says = lay, heard, says
        if self._current not in heard:
            self._current = next(iter(heard), "")
        self._refit()
        self._name()

    @property
    def current(self) -> str:
        """Return the key of the marked stretch."""
        return self._current

    def _refit(self) -> None:
        self._laid_for = None
        laid = self._timeline()
        if laid is not None:
            self.setFixedHeight(round(laid.drawing.height) + px(8))
        self.update()

    def _timeline(self) -> Timeline | None:
        """Return the drawing for the room there is, laid out once for each width."""
        if self._lay is None or self.width() < px(120):
            return None
        wanted = (self.width(), px(_TYPE), is_mirrored())
        if self._laid is None or self._laid_for != wanted:
            edge = px(6)
            self._laid = self._lay(self.width() - 2 * edge, px(_TYPE), _measure, wanted[2])
            self._laid_for = wanted
        return self._laid

    def _name(self) -> None:
        said = self._heard.get(self._current, "")
        self.setAccessibleName(f"{self._says}: {said}" if said else self._says)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _step(self, key: Qt.Key) -> bool:
        """Mark the stretch before or after; up and down go to the first one of the next lane."""
        keys = list(self._heard)
        if self._current not in keys:
            return False
        at, step = keys.index(self._current), _STEPS[key]
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            at += -step if is_mirrored() else step
        else:
            at = self._lane_start(at, step)
        if not 0 <= at < len(keys):
            return False
        self._current = keys[at]
        self._name()
        self.update()
        return True

    def _lane_start(self, at: int, step: int) -> int:
        laid, keys = self._timeline(), list(self._heard)
        heights = {spot.key: spot.y for spot in laid.spots} if laid is not None else {}
        here = heights.get(keys[at])
        lanes = sorted(set(heights.values()))
        if here is None or not 0 <= lanes.index(here) + step < len(lanes):
            return -1
        wanted = lanes[lanes.index(here) + step]
        return next((n for n, key in enumerate(keys) if heights.get(key) == wanted), -1)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(px(480), self.minimumHeight() or px(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), self.minimumHeight() or px(200))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        laid = self._timeline()
        if laid is not None and self.height() != round(laid.drawing.height) + px(8):
            self.setFixedHeight(round(laid.drawing.height) + px(8))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._refit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ENTER and self._current:
            self.chosen.emit(self._current)
        elif key in _STEPS:
            self._step(key)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and self._heard:
            self._current = list(self._heard)[0 if key == Qt.Key.Key_Home else -1]
            self._name()
            self.update()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        laid = self._timeline()
        for spot in laid.spots if laid is not None else ():
            if _area(spot.x, spot.y, spot.width, spot.height).contains(event.position()):
                self._current = spot.key
                self._name()
                self.update()
                self.chosen.emit(spot.key)
                return

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        laid = self._timeline()
        if laid is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.translate(px(6), px(4))
        paint(painter, laid.drawing.shapes)
        painter.restore()
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
            painter.setPen(QPen(colour("text"), 3))
            for spot in laid.spots:
                if spot.key == self._current:
                    around = _area(spot.x, spot.y, spot.width, spot.height)
                    painter.drawRoundedRect(around.adjusted(-3, -3, 3, 3), 8, 8)
        painter.end()


def _area(x: float, y: float, width: float, height: float) -> QRectF:
    return QRectF(x + px(6), y + px(4), width, height)


def _measure(text: str, is_bold: bool) -> float:
    return QFontMetricsF(caption_font(px(_TYPE), text, is_bold=is_bold)).horizontalAdvance(text)
