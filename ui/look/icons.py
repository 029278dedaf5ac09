"""Icons: the Phosphor font that comes with qtawesome, drawn in a colour token at any size.

qtawesome itself is not imported: it loads ten fonts at start, we need one glyph at a time. Arrows and
other signs of direction are mirrored in mirrored languages, pictures are not.
"""

import json
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache

from ui.look.fonts import icon_family, package_folder
from ui.look.theme import colour
from ui.words import is_mirrored

_MIRRORED = ("arrow-left", "arrow-right", "caret-left", "caret-right", "arrow-u-up-left", "skip-forward",
             "sign-out", "list-bullets", "arrow-bend-up-left")  # fmt: skip


def icon(name: str, ink: str = "text") -> QIcon:
    """Return the icon ``name`` (Phosphor's own, ``house``) in the token ``ink``; muted when disabled."""
    return QIcon(_Glyph(name, ink))


def draw_icon(painter: QPainter, rect: QRect | QRectF, name: str, ink: str = "text") -> None:
    """Draw the icon ``name`` into ``rect``."""
    square = QRectF(rect)
    side = min(square.width(), square.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colour(ink))
    painter.setFont(_font(max(1, round(side))))
    if is_mirrored() and name.startswith(_MIRRORED):
        painter.translate(square.center().x() * 2, 0)
        painter.scale(-1, 1)
    painter.drawText(square, Qt.AlignmentFlag.AlignCenter, _character(name))
    painter.restore()


@lru_cache(maxsize=64)
def _font(side: int) -> QFont:
    made = QFont(icon_family())
    made.setPixelSize(side)
    return made


@lru_cache(maxsize=1)
def _characters() -> dict[str, str]:
    (file,) = (package_folder("qtawesome") / "fonts").glob("phosphor-charmap-*.json")
    return {name: chr(int(code, 16)) for name, code in json.loads(file.read_bytes()).items()}


def _character(name: str) -> str:
    return _characters()[name]


class _Glyph(QIconEngine):
    """Draws one glyph when asked, so a theme change needs no new pixmaps."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name, self._token = name, token

    def clone(self) -> QIconEngine:
        return _Glyph(self._name, self._token)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        token = "muted" if mode == QIcon.Mode.Disabled else self._token
        draw_icon(painter, rect, self._name, token)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        # Buttons ask at every repaint; Qt's own cache forgets by itself what is not asked for.
        token = "muted" if mode == QIcon.Mode.Disabled else self._token
        key = f"icon {self._name} {colour(token).name()} {size.width()} {size.height()} {is_mirrored()}"
        made = QPixmap()
        if not QPixmapCache.find(key, made):
            made = QPixmap(size)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
            painter.end()
            QPixmapCache.insert(key, made)
        return made
