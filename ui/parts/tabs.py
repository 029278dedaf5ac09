"""Tabs: the pages of one thing side by side; where they do not fit, the current one and a list of all."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.look.theme import colour
from ui.look.type import font, px
from ui.parts.field import Picker
from ui.parts.space import row
from ui.speaking import Speaking
from ui.words import _


class _Tab(Speaking, QAbstractButton):
    """One tab: bold, accent and a bar below when it is the current one; a ring when focused."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.fit(self.updateGeometry)

    def setText(self, text: str) -> None:
        """Show ``text``."""
        super().setText(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Have room for the bold text."""
        self.setFont(font("strong", self.text()))
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + px(18), px(38))

    def minimumSizeHint(self) -> QSize:
        """Never cut the text."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it in
        """Draw the tab."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on, area = self.isChecked(), QRectF(self.rect())
        painter.setFont(font("strong" if is_on else "body", self.text()))
        painter.setPen(colour("accent" if is_on else "text" if self.underMouse() else "muted"))
        painter.drawText(area.adjusted(0, 0, 0, -px(4)), Qt.AlignmentFlag.AlignCenter, self.text())
        if is_on:
            bar = QRectF(px(9), area.bottom() - px(3), area.width() - px(18), px(3))
            painter.fillRect(bar, colour("accent"))
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(2, 3, -2, -px(6)), 6, 6)
        painter.end()


class Tabs(Speaking, QWidget):
    """``tabs`` are (name, what it says); ``chosen`` is sent with the name when a person chooses another."""

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, Callable[[], str]]], current: str) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._says = dict(tabs)
        self._is_narrow = False
        self._current = current
        self._tabs: dict[str, _Tab] = {}
        self._row = QWidget()
        self._row.setObjectName("plain")
        line = row(gap=2)
        for name, _says in tabs:
            tab = self._tabs[name] = _Tab()
            tab.setChecked(name == current)
            tab.clicked.connect(lambda _on=False, name=name: self._choose(name))
            tab.installEventFilter(self)
            line.add(tab)
        line.add("*")
        self._row.setLayout(line)
        self._more = Picker(tabs)
        self._more.set_value(current)
        self._more.currentIndexChanged.connect(lambda _at: self._choose(self._more.value()))
        self._more.hide()
        self.say(self._more.setAccessibleName, lambda: _("Pages of this case"))
        self.setLayout(row((self._row, 1), (self._more, 1), gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.say(lambda _text: self._word(), str)
        self.fit(self._show_right)

    def set_narrow(self, is_narrow: bool) -> None:
        """Show the current tab and the list of the others, or all of them where there is room for them."""
        self._is_narrow = is_narrow
        self._show_right()

    def step(self, by: int) -> None:
        """Go to the tab ``by`` places further; nothing beyond the ends."""
        names = list(self._tabs)
        at = names.index(self._current) + by
        if 0 <= at < len(names):
            self._choose(names[at])

    def minimumSizeHint(self) -> QSize:
        """May be as narrow as the list; the tabs give way to it."""
        return QSize(self._more.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See again what there is room for."""
        super().resizeEvent(event)
        self._show_right()

    def _show_right(self) -> None:
        room = self.width() - 2 * len(self._tabs)
        is_list = self._is_narrow or sum(tab.sizeHint().width() for tab in self._tabs.values()) > room
        if is_list == self._row.isHidden():
            return
        had_focus = self.isAncestorOf(self.window().focusWidget())
        self._row.setVisible(not is_list)
        self._more.setVisible(is_list)
        if had_focus:
            (self._more if is_list else self._tabs[self._current]).setFocus()

    def _choose(self, name: str) -> None:
        for one, tab in self._tabs.items():
            tab.setChecked(one == self._current)
        self._more.set_value(self._current)  # the page that comes shows its own tab
        if name and name != self._current:
            self.chosen.emit(name)

    def _word(self) -> None:
        for place, (name, tab) in enumerate(self._tabs.items(), 1):
            said = self._says[name]()
            tab.setText(said)
            tab.setAccessibleName(_("{name}, tab {n} of {of}", name=said, n=place, of=len(self._tabs)))
        self._show_right()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move among the tabs with the arrow keys."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, _Tab)
        ):
            tabs = list(self._tabs.values())
            forth = Qt.Key.Key_Left if self.layoutDirection().name == "RightToLeft" else Qt.Key.Key_Right
            if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
                at = tabs.index(watched) + (1 if event.key() == forth else -1)
                tabs[at % len(tabs)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False
