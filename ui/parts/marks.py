"""Small drawn marks: logo, icon, section dot, initials, the mark of a choice. All follow theme and size."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.look.icons import draw_icon
from ui.look.theme import colour
from ui.look.type import font, px
from ui.speaking import Speaking


class Drawn(Speaking, QWidget):
    """A square drawn in design pixels; not focusable, silent for screen readers."""

    def __init__(self, side: float) -> None:
        super().__init__()
        self._side = side
        self.fit(lambda: self.setFixedSize(px(self._side), px(self._side)))

    def draw(self, painter: QPainter, n: float) -> None:
        """Draw into a square of ``n`` pixels."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it in
        """Draw with smooth edges."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, self.width())
        painter.end()


class Logo(Drawn):
    """An open door, and somebody in it."""

    def __init__(self, side: float = 30) -> None:
        super().__init__(side)

    def draw(self, painter: QPainter, n: float) -> None:
        """Draw the door."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        painter.drawRoundedRect(QRectF(0, 0, n, n), n * 0.24, n * 0.24)
        path = QPainterPath(QPointF(n * 0.26, n * 0.78))
        path.lineTo(n * 0.26, n * 0.5)
        path.arcTo(QRectF(n * 0.26, n * 0.22, n * 0.48, n * 0.48), 180, -180)
        path.lineTo(n * 0.74, n * 0.78)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_round_pen("on", n * 0.085))
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("on"))
        painter.drawEllipse(QPointF(n * 0.5, n * 0.58), n * 0.085, n * 0.085)


class Icon(Drawn):
    """A Phosphor icon beside a text that says the same."""

    def __init__(self, name: str, ink: str = "text", side: float = 18) -> None:
        super().__init__(side)
        self._name, self._token = name, ink

    def show_icon(self, name: str, token: str | None = None) -> None:
        """Show another icon, in another colour when ``token`` is given."""
        self._name, self._token = name, token or self._token
        self.update()

    def draw(self, painter: QPainter, n: float) -> None:
        """Draw the glyph."""
        draw_icon(painter, QRectF(0, 0, n, n), self._name, self._token)


class Dot(Drawn):
    """State of a section: open ring, part arc, done disc with a tick. ``part`` is 0 to 1."""

    def __init__(self, part: float = 0.0, side: float = 20) -> None:
        super().__init__(side)
        self._part = part

    def set_part(self, part: float) -> None:
        """Show another state."""
        if part != self._part:
            self._part = part
            self.update()

    def draw(self, painter: QPainter, n: float) -> None:
        """Draw ring, arc or disc."""
        inner = QRectF(2, 2, n - 4, n - 4)
        if self._part >= 1:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawEllipse(inner)
            painter.setPen(_round_pen("on", n * 0.11))
            painter.drawPolyline(_tick(n, 0.30, 0.45, 0.71))
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("strong"), 1.5))
        painter.drawEllipse(inner)
        if self._part > 0:
            painter.setPen(QPen(colour("accent"), n * 0.16))
            painter.drawArc(inner, 90 * 16, -int(360 * 16 * self._part))


class Initials(Drawn):
    """A disc with up to two letters: who works here."""

    def __init__(self, name: str, side: float = 40, ground: str = "sunken") -> None:
        super().__init__(side)
        words = [word for word in name.replace(".", " ").split() if word]
        self._letters = "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words))
        self._ground = ground

    def set_ground(self, token: str) -> None:
        """Change the colour of the disc."""
        self._ground = token
        self.update()

    def draw(self, painter: QPainter, n: float) -> None:
        """Draw disc and letters."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self._ground))
        painter.drawEllipse(QRectF(0, 0, n, n))
        painter.setPen(colour("accent"))
        painter.setFont(font("strong", self._letters))
        painter.drawText(QRectF(0, 0, n, n), Qt.AlignmentFlag.AlignCenter, self._letters)


class Badge(Drawn):
    """A disc with a number or a letter: the place of a step."""

    def __init__(self, text: str, *, is_on: bool = False, side: float = 34) -> None:
        super().__init__(side)
        self._text, self._is_on = text, is_on

    def draw(self, painter: QPainter, n: float) -> None:
        """Draw disc and number."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent" if self._is_on else "sunken"))
        painter.drawEllipse(QRectF(0, 0, n, n))
        painter.setPen(colour("on" if self._is_on else "muted"))
        painter.setFont(font("strong" if n >= px(30) else "smallb"))
        painter.drawText(QRectF(0, 0, n, n), Qt.AlignmentFlag.AlignCenter, self._text)


class Mark(Drawn):
    """The radio ring of a row that can be chosen."""

    def __init__(self, *, is_on: bool = False) -> None:
        super().__init__(20)
        self._is_on = is_on

    def set_on(self, is_on: bool) -> None:
        """Show it chosen or not."""
        self._is_on = is_on
        self.update()

    def draw(self, painter: QPainter, n: float) -> None:
        """Draw the ring."""
        draw_mark(painter, QRectF(0, 0, n, n), is_on=self._is_on, is_multiple=False)


def draw_mark(painter: QPainter, rect: QRectF, *, is_on: bool, is_multiple: bool) -> None:
    """Draw the mark of a choice: a radio ring, or a box with a tick where several may be chosen."""
    n = rect.width()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    inner = QRectF(1.5, 1.5, n - 3, n - 3)
    painter.setPen(QPen(colour("accent" if is_on else "strong"), 1.6))
    painter.setBrush(colour("accent" if is_on and is_multiple else "surface"))
    if is_multiple:
        painter.drawRoundedRect(inner, n * 0.2, n * 0.2)
    else:
        painter.drawEllipse(inner)
    if is_on and is_multiple:
        painter.setPen(_round_pen("on", n * 0.11))
        painter.drawPolyline(_tick(n, 0.27, 0.44, 0.74))
    elif is_on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        painter.drawEllipse(QPointF(n / 2, n / 2), n * 0.26, n * 0.26)
    painter.restore()


def _tick(n: float, left: float, low: float, right: float) -> QPolygonF:
    points = QPolygonF()
    for x, y in ((left, 0.52), (low, 0.67), (right, 0.36)):
        points.append(QPointF(n * x, n * y))
    return points


def _round_pen(token: str, width: float) -> QPen:
    return QPen(
        colour(token), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )
