"""One thing to touch: a picture or a pictogram with its words below, or the hand with its words beside.

What is chosen is told by edge, weight and ground together, never by colour alone.
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.client.lettering import Lettering, lettering
from ui.client.question import Offer
from ui.look import theme
from ui.look.icons import draw_icon

PAD, PICTURE, GAP = 26, 112, 14  # design px: inside a tile, its picture, between picture and words
SMALL_TILE = 64
_SMALL = 0.72  # the words beside the hand, of the size of a choice
_ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})
_MOST_DISCS = 7


class Tile(QAbstractButton):
    """A choice to touch. ``is_beside``: icon and words in one line (the way not to answer)."""

    def __init__(self, offer: Offer, parent: QWidget, *, is_beside: bool = False) -> None:
        super().__init__(parent)
        self.offer = offer
        self._image = QImage()
        self._is_beside = is_beside
        self._factor = 1.0
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(offer.words)
        self.setAccessibleName(offer.words)

    def show_image(self, image: QImage) -> None:
        """Show the form's own picture."""
        self._image = image
        self.update()

    def set_factor(self, factor: float) -> None:
        """Set everything at ``factor`` times its design size."""
        self._factor = factor
        self.update()

    def has_picture(self) -> bool:
        """Return whether there is more than words."""
        return has_picture(self.offer)

    # Qt's own

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            event.ignore()  # the page knows where the neighbours are
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        is_on, f = self.isChecked(), self._factor
        self._paint_edge(painter)
        if self._is_beside:
            self._paint_beside(painter, f, "accent" if is_on else "text")
            return
        inner = QRectF(self.rect()).adjusted(PAD * f * 0.6, PAD * f, -PAD * f * 0.6, -PAD * f)
        if self.has_picture():
            picture = QRectF(inner.x(), inner.y(), inner.width(), PICTURE * f)
            inner.setTop(picture.bottom() + GAP * f)
            self._paint_picture(painter, picture, "accent" if is_on else "text")
        self._words(is_on).draw(painter, inner, theme.colour("text"))

    def _paint_edge(self, painter: QPainter) -> None:
        is_on, f = self.isChecked(), self._factor
        width = 4.0 if is_on else 1.6
        painter.setPen(QPen(theme.colour("accent" if is_on or self.isDown() else "strong"), width))
        painter.setBrush(theme.colour("soft" if is_on or self.isDown() else "surface"))
        edge, round_ = QRectF(self.rect()), 18 * f
        painter.drawRoundedRect(edge.adjusted(width / 2, width / 2, -width / 2, -width / 2), round_, round_)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 3, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(edge.adjusted(8, 8, -8, -8), round_ * 0.7, round_ * 0.7)

    def _paint_beside(self, painter: QPainter, f: float, tone: str) -> None:
        side = 34 * f
        room = QRectF(self.rect()).adjusted(20 * f, 0, -20 * f, 0)
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = room.right() - side if is_rtl else room.left()
        draw_icon(painter, QRectF(left, room.center().y() - side / 2, side, side), self.offer.icon, tone)
        gap = side + 12 * f
        words = room.adjusted(0 if is_rtl else gap, 0, -gap if is_rtl else 0, 0)
        self._words(self.isChecked()).draw(painter, words, theme.colour("text"))

    def _paint_picture(self, painter: QPainter, place: QRectF, tone: str) -> None:
        offer = self.offer
        if offer.disc is not None:
            draw_disc(painter, place, offer.disc, tone)
        elif offer.image and not self._image.isNull():
            size = self._image.size().toSizeF()
            size.scale(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
            frame = QRectF(0, 0, size.width(), size.height())
            frame.moveCenter(place.center())
            if self._image.hasAlphaChannel():  # dark strokes on nothing would vanish in the dark
                painter.fillRect(frame, theme.LIGHT.surface)
            painter.drawImage(frame, self._image)
        elif offer.image:
            side = place.height() * 0.5
            draw_icon(painter, _centred(place, side), "image-square", "muted")
        else:
            draw_pictogram(painter, place, offer.icon, tone, "soft" if self.isChecked() else "surface")

    def _words(self, is_on: bool) -> Lettering:
        return words_of(
            self.offer, self._factor, self.layoutDirection(), is_on=is_on, is_beside=self._is_beside
        )


def words_of(
    offer: Offer, factor: float, direction: Qt.LayoutDirection, *, is_on: bool = True, is_beside: bool = False
) -> Lettering:
    """Return the words of a tile as they are set; a chosen one is bold, so room is kept for bold."""
    size = factor * _SMALL if is_beside else factor
    return lettering(offer.words, "big", round(size, 3), direction, 700 if is_on else 400)


def has_picture(offer: Offer) -> bool:
    """Return whether a tile shows more than words."""
    return bool(offer.icon or offer.image) or offer.disc is not None


def draw_pictogram(painter: QPainter, place: QRectF, icon: str, tone: str, ground: str) -> None:
    """Draw ``icon``; of ``a+b`` the second stands small at the foot of the first."""
    main, _plus, small = icon.partition("+")
    box = _centred(place, place.height())
    draw_icon(painter, box, main, tone)
    if not small:
        return
    side = box.height() * 0.44
    badge = QRectF(box.right() - side * 0.92, box.bottom() - side * 1.05, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawEllipse(badge.adjusted(-side * 0.12, -side * 0.12, side * 0.12, side * 0.12))
    draw_icon(painter, badge, small, tone)


def draw_disc(painter: QPainter, place: QRectF, step: int, tone: str) -> None:
    """Draw a step of a pictorial scale: 0 a dotted ring, then discs that grow; more is larger, not better."""
    largest = place.height()
    if step == 0:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(theme.colour(tone), max(2.0, largest * 0.03), Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([0.1, 2.4])
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawEllipse(_centred(place, largest * 0.3))
        return
    grown = min(step, _MOST_DISCS) / 5 if step <= 5 else 1.0
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(tone))
    side = largest * (0.2 + 0.78 * grown)
    painter.drawEllipse(_centred(place, side))


def _centred(place: QRectF, side: float) -> QRectF:
    centre = QPointF(place.center())
    return QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
