"""One choice as a button: mark, the client's word, the counsellor's word below it, and its key.

Painted by hand, because a card may hold dozens of them and the whole page must change language at
once. The order inside (mark first, key last) follows the client's language.
"""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from ui.look import theme
from ui.look import type as letter
from ui.look.icons import draw_icon
from ui.parts.marks import draw_mark
from ui.questions.keys import paint_key
from ui.questions.panes import Panes, ShownChoice
from ui.questions.passage import Setting, setting

_PICTURE = 64  # design px: height of a choice's own picture
_KEPT = Qt.AspectRatioMode.KeepAspectRatio
_CARD_KEYS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})


class Choice(QAbstractButton):
    """A radio (one) or tick (many) choice. ``key`` 1-9 is shown as a cap; 0 shows none."""

    def __init__(
        self,
        shown: ShownChoice,
        *,
        many: bool,
        key: int,
        parent: QWidget,
        is_ranked: bool = False,
        is_drop_down: bool = False,
    ) -> None:
        super().__init__(parent)
        self.value = shown.value
        self._many = many
        self._is_ranked = is_ranked
        self._is_drop_down = is_drop_down
        self._rank = 0
        self._key = key
        self._client: Setting | None = None
        self._client_bold: Setting | None = None
        self._other: Setting | None = None
        self._image = QImage()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # by keyboard: its key, or Enter into the card
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_words(self, shown: ShownChoice, panes: Panes) -> None:
        """Show the choice in both languages of the page."""
        direction = panes.client.direction(shown.client)
        self.setLayoutDirection(direction)
        scale = letter.scale()
        self._client = setting(shown.client, "client", direction, edge=direction, scale=scale)
        self._client_bold = setting(
            shown.client, "client", direction, edge=direction, scale=scale, weight=700
        )
        other = "" if panes.is_single or shown.counsellor == shown.client else shown.counsellor
        # The small word keeps its own direction and starts beside the mark like the large one.
        own = panes.counsellor.direction(other)
        self._other = setting(other, "small", own, edge=direction, scale=scale) if other else None
        self.setText(shown.client)
        self.setAccessibleName(", ".join(word for word in (shown.client, other) if word))
        self.updateGeometry()
        self.update()

    def show_image(self, image: QImage) -> None:
        """Show the choice's own picture beside its words; a null one leaves the words alone."""
        if image.isNull() and self._image.isNull():
            return  # nearly every choice: words only
        self._image = image
        self.updateGeometry()
        self.update()

    def set_rank(self, rank: int) -> None:
        """Show the place in an order (1 is first) instead of a tick."""
        if rank != self._rank and self._is_ranked:
            self._rank = rank
            self.update()

    def least_width(self) -> int:
        """Return the px below which a word would be broken inside."""
        words = [part.widest_word() for part in (self._client_bold, self._other) if part]
        return int(max(words, default=0)) + 2 + self._beside()

    # Qt's own

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = width - self._beside()
        words = self._client_bold.height(room) if self._client_bold else 0
        words += self._other.height(room) if self._other else 0
        tall = letter.px(_PICTURE) if self._picture_width() else 0
        return max(words + letter.sp(10), tall + letter.sp(10), letter.px(42))

    def sizeHint(self) -> QSize:
        widest = max((part.natural_width for part in (self._client_bold, self._other) if part), default=0)
        width = int(widest) + 2 + self._beside()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), letter.px(120)), letter.px(42))

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.HoverEnter, QEvent.Type.HoverLeave}:
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the card; Qt would walk out of it."""
        if event.key() in _CARD_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on, is_usable = self.isChecked(), self.isEnabled()
        self._paint_edge(painter, is_on=is_on, is_usable=is_usable)
        pad, mark = letter.sp(10), letter.px(20)
        middle = self.rect().center().y()
        self._paint_mark(painter, self._seen(QRect(pad, middle - mark // 2, mark, mark)), is_on=is_on)
        left = pad + mark + letter.sp(10)
        if picture := self._picture_width():
            self._paint_picture(painter, QRect(left, 0, picture - letter.sp(10), self.height()))
            left += picture
        room = QRect(left, 0, self.width() - self._beside(), self.height())
        words = self._client_bold if is_on else self._client
        if words:
            height = words.height(room.width())
            whole = height + (self._other.height(room.width()) if self._other else 0)
            top = (self.height() - whole) / 2
            is_quiet = not is_on and (self._is_drop_down or not is_usable)
            tone = "muted" if is_quiet else "text"
            place = QRectF(self._seen(room))
            words.draw(painter, QRectF(place.x(), top, place.width(), height), theme.colour(tone))
            if self._other:
                below = QRectF(place.x(), top + height - letter.sp(2), place.width(), whole - height)
                self._other.draw(painter, below, theme.colour("muted"))
        if self._key:
            self._paint_key(painter)

    def _paint_edge(self, painter: QPainter, *, is_on: bool, is_usable: bool) -> None:
        has_focus = self.hasFocus()
        width = 2.0 if is_on or has_focus else 1.0
        tone = "accent" if is_on or has_focus or (self.underMouse() and is_usable) else "strong"
        line = Qt.PenStyle.SolidLine if is_usable else Qt.PenStyle.DashLine
        painter.setPen(QPen(theme.colour(tone), width, line))
        painter.setBrush(theme.colour("soft" if is_on else "surface"))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        if has_focus and is_on:  # the ring of a chosen one lies inside, so both are seen
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4.5, 4.5, -4.5, -4.5), 5, 5)

    def _paint_mark(self, painter: QPainter, place: QRect, *, is_on: bool) -> None:
        if self._is_drop_down:
            draw_icon(painter, place, "caret-down", "muted")
            return
        is_numbered = is_on and self._is_ranked
        draw_mark(painter, QRectF(place), is_on=is_on and not is_numbered, is_multiple=self._many)
        if is_numbered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(place).adjusted(1.5, 1.5, -1.5, -1.5), 4, 4)
            painter.setPen(theme.colour("on"))
            painter.setFont(letter.font("smallb"))
            painter.drawText(QRectF(place), Qt.AlignmentFlag.AlignCenter, str(self._rank))

    def _paint_picture(self, painter: QPainter, room: QRect) -> None:
        size = self._image.size().scaled(room.width(), letter.px(_PICTURE), _KEPT)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self._seen(room).center())
        if self._image.hasAlphaChannel():  # dark strokes on nothing would vanish in the dark
            painter.fillRect(place, theme.LIGHT.surface)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)

    def _paint_key(self, painter: QPainter) -> None:
        size = letter.px(20)
        place = QRect(self.width() - letter.sp(10) - size, (self.height() - size) // 2, size, size)
        paint_key(painter, QRectF(self._seen(place)), str(self._key))

    def _beside(self) -> int:
        """Return the px that mark, key and padding take from the words."""
        key = letter.px(20) + letter.sp(10) if self._key else 0
        return letter.px(20) + letter.sp(10) + key + 2 * letter.sp(10) + self._picture_width()

    def _picture_width(self) -> int:
        """Return the px that the picture and the gap after it take; 0 without a picture."""
        if self._image.isNull():
            return 0
        size = self._image.size().scaled(2 * letter.px(_PICTURE), letter.px(_PICTURE), _KEPT)
        return size.width() + letter.sp(10)

    def _seen(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)
