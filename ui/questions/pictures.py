"""Pictures of a form and of answers: decoded from memory to the size they are shown at, never larger.

A picture is data from outside: the decoder is held to a bound, and what it cannot read is shown by its
name in words. A large one is decoded in the background and shown when it is ready.
"""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from intake_app.errors import IntakeError
from ui.look import theme
from ui.look import type as letter
from ui.look.icons import draw_icon
from ui.speaking import Speaking
from ui.words import _

Ask = Callable[[Callable[[], Any], Callable[[Any], object], Callable[[IntakeError], object]], object]

BOUND = QSize(1000, 700)  # pixels; larger than any place for a picture
_MOST_MEGABYTES = 128  # of memory for one picture while it is decoded
_MOST_PIXELS = 60_000_000  # a scan of a sheet in 600 dpi has 35 million
_AT_ONCE_BYTES = 40_000  # smaller ones are decoded where they are asked for
# What is only pixels. An SVG could name files of this device, so it is not drawn.
_FORMATS = frozenset({b"png", b"jpeg", b"gif", b"webp", b"bmp"})


def decode_picture(data: bytes, bound: QSize = BOUND) -> QImage:
    """Return the picture in ``data``, upright, at most ``bound`` large; a null image if it is none."""
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    if reader.format().data() not in _FORMATS:
        return QImage()
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        if size.width() * size.height() > _MOST_PIXELS:
            return QImage()
        if size.width() > bound.width() or size.height() > bound.height():
            longest = max(bound.width(), bound.height())  # a camera's picture may lie on its side
            reader.setScaledSize(size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if not image.isNull() and (image.width() > bound.width() or image.height() > bound.height()):
        image = image.scaled(
            bound, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    return image


class Pictures:
    """The pictures of one form, each decoded once. ``ask`` runs a call in the background."""

    def __init__(self, media: Mapping[str, bytes], ask: Ask | None = None) -> None:
        QImageReader.setAllocationLimit(_MOST_MEGABYTES)
        self._media, self._ask = media, ask
        self._known: dict[str, QImage] = {}
        self._waiting: dict[str, list[Callable[[QImage], object]]] = {}

    def has(self, name: str) -> bool:
        """Tell whether the form was supplied with the picture ``name``."""
        return name in self._media

    def is_coming(self, name: str) -> bool:
        """Tell whether the picture is being decoded."""
        return name in self._waiting

    def fetch(self, name: str, then: Callable[[QImage], object]) -> None:
        """Hand the picture to ``then``: at once if it is small or known, else when it is ready.

        A null image when it is missing or broken.
        """
        if name in self._known:
            then(self._known[name])
            return
        data = self._media.get(name, b"")
        if self._ask is None or len(data) <= _AT_ONCE_BYTES:
            self._known[name] = decode_picture(data) if data else QImage()
            then(self._known[name])
            return
        waiting = self._waiting.setdefault(name, [])
        waiting.append(then)
        if len(waiting) == 1:
            self._ask(
                lambda: decode_picture(data),
                lambda image: self._arrived(name, image),
                lambda _trouble: self._arrived(name, QImage()),
            )

    def _arrived(self, name: str, image: QImage) -> None:
        self._known[name] = image
        for then in self._waiting.pop(name, ()):
            then(image)


class Picture(Speaking, QWidget):
    """One picture at its place in a card: at most ``most`` design pixels high, its words for readers."""

    def __init__(self, most: int = 180, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self._image = QImage()
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.fit(self.updateGeometry)
        self.hide()

    def show_picture(self, image: QImage, words: str) -> None:
        """Show ``image``; a null one is told by ``words``, which a screen reader is told anyway."""
        self._image, self._words = image, words
        self.setAccessibleName(words)
        self.setToolTip("" if not image.isNull() else words)
        self.updateGeometry()
        self.update()
        if self.isHidden():
            self.show()

    def is_broken(self) -> bool:
        """Return whether words stand where the picture should be."""
        return self._image.isNull()

    # Qt's own

    def sizeHint(self) -> QSize:
        if self._image.isNull():
            return QSize(letter.px(220), letter.px(40))
        most, size = QSize(16777215, letter.px(self._most)), self._image.size()
        if size.height() <= most.height():
            return size
        return size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)

    def minimumSizeHint(self) -> QSize:
        return QSize(letter.px(60), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_picture(painter, QRectF(self.rect()), self._image, self._words, self.layoutDirection())


def draw_picture(
    painter: QPainter, place: QRectF, image: QImage, words: str, direction: Qt.LayoutDirection
) -> None:
    """Draw ``image`` as large as ``place`` allows, from its reading edge; its ``words`` if it is broken."""
    is_rtl = direction == Qt.LayoutDirection.RightToLeft
    if image.isNull():
        side = min(letter.px(20), place.height())
        left = place.right() - side if is_rtl else place.left()
        draw_icon(painter, QRectF(left, place.center().y() - side / 2, side, side), "image-square", "muted")
        gap = side + letter.sp(8)
        room = place.adjusted(0 if is_rtl else gap, 0, -gap if is_rtl else 0, 0)
        painter.setPen(theme.colour("muted"))
        painter.setFont(letter.font("small", words))
        edge = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        flags = edge | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(room, int(flags), words)
        return
    size = image.size().toSizeF()
    if size.width() > place.width() or size.height() > place.height():
        size.scale(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left = place.right() - size.width() if is_rtl else place.left()
    top = place.center().y() - size.height() / 2
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(left, top, size.width(), size.height()), image)


def missing_words(name: str) -> str:
    """Return what stands in the place of a picture that cannot be shown."""
    return _("Picture {name}", name=name)
