"""The preview of a paper: one page as wide as there is room, the very lines and letters of the file."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.theme import colour
from ui.look.type import px
from ui.speaking import Speaking
from ui.words import _

_HEIGHT = 842 / 595  # of A4, by its width


class PaperView(Speaking, QWidget):
    """Shows page ``place`` of a paper. PgUp and PgDn turn pages while it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.place = 0
        self._pages: Sequence[str] = ()
        self._drawn: QSvgRenderer | None = None
        self._name = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(lambda _text: self._name_it(), str)

    @property
    def count(self) -> int:
        """Return how many pages there are."""
        return len(self._pages)

    def show_paper(self, pages: Sequence[str], name: str) -> None:
        """Show the first of ``pages`` (SVG); ``name`` is the paper's, for those who do not see it."""
        self._pages, self._name = pages, name  # not copied: a page is drawn when it is turned to
        self.turn_to(0)

    def turn_to(self, place: int) -> None:
        """Show another page; nothing beyond the ends."""
        self.place = max(0, min(place, self.count - 1))
        self._drawn = QSvgRenderer(self._pages[self.place].encode()) if self._pages else None
        self._name_it()
        self.updateGeometry()
        self.update()

    def _name_it(self) -> None:
        if self._pages:
            said = _("{name}, page {n} of {of}", name=self._name, n=self.place + 1, of=self.count)
            self.setAccessibleName(said)
        else:
            self.setAccessibleName(_("Preview"))

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(px(480), round(px(480) * _HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(240))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if step and not event.modifiers():
            self.turn_to(self.place + step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it in
        painter = QPainter(self)
        width = min(float(self.width() - 4), (self.height() - 4) / _HEIGHT)
        area = QRectF((self.width() - width) / 2, 2, width, width * _HEIGHT)
        if self._drawn is not None:
            self._drawn.render(painter, area)
        painter.setPen(colour("accent" if self.hasFocus() else "line"))
        painter.drawRect(area)
        painter.end()
