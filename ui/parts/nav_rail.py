"""NavRail: the areas of the program at the reading edge; wide with words, or icons with tooltips."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget

from ui.look.icons import draw_icon
from ui.look.theme import colour
from ui.look.type import font, px, sp
from ui.parts.label import Elide
from ui.parts.marks import Icon, Logo
from ui.parts.space import Stack, clear, column, pane, row, rule
from ui.speaking import Speaking
from ui.words import _, plural

Entry = tuple[str, str, Callable[[], str]]  # screen, icon, name


_LEAST_TARGET = 32  # px, whatever the text size


class NavItem(Speaking, QAbstractButton):
    """One entry: icon, word, a badge with how much waits there."""

    def __init__(self, icon: str, name: Callable[[], str], shortcut: str = "") -> None:
        super().__init__()
        self._icon, self._badge, self._is_compact, self._shortcut = icon, 0, False, shortcut
        self.is_tight = False
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.say(lambda _text: self._name_it(), lambda: "")
        self.fit(self.updateGeometry)

    def set_badge(self, count: int) -> None:
        """Show how much waits; 0 shows nothing."""
        self._badge = count
        self._name_it()
        self.update()

    def set_compact(self, is_compact: bool, *, is_tight: bool) -> None:
        """Show the icon alone, tighter when the window is low."""
        self._is_compact, self.is_tight = is_compact, is_tight
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Have room for icon and word."""
        tall = px(27 if self.is_tight else 37)
        if self._is_compact:
            return QSize(px(42), tall)
        self.setFont(font("strong", self.text()))
        badge = px(34) if self._badge else 0
        return QSize(px(44) + self.fontMetrics().horizontalAdvance(self.text()) + badge, tall)

    def minimumSizeHint(self) -> QSize:
        """Never cut the word; be as low as a finger can still hit where the window is low."""
        wanted = self.sizeHint()
        return QSize(wanted.width(), min(wanted.height(), _LEAST_TARGET))

    def _name_it(self) -> None:
        text = self._name()
        self.setText(text)
        waiting = plural("{n} waiting", "{n} waiting", self._badge) if self._badge else ""
        self.setAccessibleName(", ".join(part for part in (text, waiting) if part))
        self.setToolTip(f"{text} ({self._shortcut})" if self._shortcut else text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it in
        """Draw ground, icon, word, badge and focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, is_on = QRectF(self.rect()), self.isChecked()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.setPen(Qt.PenStyle.NoPen)
        if is_on or self.underMouse():
            painter.setBrush(colour("soft" if is_on else "canvas"))
            painter.drawRoundedRect(area, 8, 8)
        side = px(20)
        x = (area.width() - side) / 2 if self._is_compact else px(10)
        icon_at = QRectF(area.width() - side - x if mirrored else x, (area.height() - side) / 2, side, side)
        draw_icon(painter, icon_at, self._icon, "accent" if is_on else "muted")
        if not self._is_compact:
            start = side + px(20)
            words = area.adjusted(0, 0, -start, 0) if mirrored else area.adjusted(start, 0, 0, 0)
            painter.setFont(font("strong" if is_on else "body", self.text()))
            painter.setPen(colour("accent" if is_on else "text"))
            edge = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
            middle = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(words, edge | middle, self.text())
        if self._badge:
            self._draw_badge(painter, area, mirrored)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def _draw_badge(self, painter: QPainter, area: QRectF, mirrored: bool) -> None:
        painter.setFont(font("small"))
        width = max(px(22), painter.fontMetrics().horizontalAdvance(str(self._badge)) + px(12))
        tall = px(22) if not self._is_compact else px(16)
        top = (area.height() - tall) / 2 if not self._is_compact else 0
        left = px(8) if mirrored else area.width() - width - (px(8) if not self._is_compact else 0)
        badge = QRectF(left, top, width, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("surface" if self.isChecked() else "soft"))
        painter.drawRoundedRect(badge, 6, 6)
        painter.setPen(colour("accent"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(self._badge))


class NavRail(Speaking, QFrame):
    """Logo, areas, help and settings, who works here, lock. ``chosen`` carries a screen's name."""

    chosen = Signal(str)
    help_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._items: dict[str, NavItem] = {}
        self._is_compact = False
        self._name = Elide("head")
        self.say(self._name.setText, lambda: _("Ankommen"))
        self._areas: Stack = column(gap=4)
        self._help = NavItem("question", lambda: _("Help"), "F1")
        self._help.setCheckable(False)
        self._help.clicked.connect(self.help_wanted)
        self._settings = NavItem("gear", lambda: _("Settings"))
        self._settings.clicked.connect(lambda: self._choose("settings"))
        self._lock = NavItem("lock-simple", lambda: _("Lock"), "Ctrl+L")
        self._lock.setCheckable(False)
        self._lock.clicked.connect(self.lock_wanted)
        self._person = Elide("smallb")
        self._role = Elide("small", "muted")
        who = column(self._person, self._role, gap=0)
        self._who = pane(row(Icon("user-circle", "muted", 26), (who, 1), gap=8, margins=(6, 2)))
        self._edge: Stack = column(
            row(Logo(30), (self._name, 1), gap=10, margins=(4, 0)),
            14,
            self._areas,
            "*",
            self._help,
            self._settings,
            rule(),
            2,
            self._who,
            self._lock,
            gap=4,
            margins=(10, 12),
        )
        self.setLayout(row((pane(self._edge), 1), rule("v"), gap=0))
        self.fit(self._set_width)

    def offer(
        self, areas: list[tuple[str, str, Callable[[], str]]], person: str, role: Callable[[], str]
    ) -> None:
        """Show ``areas`` (screen, icon, name) for the person who works here."""
        clear(self._areas)
        self._items = {}
        for number, (screen, icon, name) in enumerate(areas, start=1):
            item = NavItem(icon, name, f"Alt+{number}")
            item.clicked.connect(lambda _on=False, screen=screen: self._choose(screen))
            self._areas.add(item)
            self._items[screen] = item
        self._items["settings"] = self._settings
        self._person.setText(person)
        self.say(self._role.setText, role)
        self._fit_items()

    def show_area(self, screen: str) -> None:
        """Mark the area that is open."""
        for name, item in self._items.items():
            item.setChecked(name == screen)

    def badge(self, screen: str, count: int) -> None:
        """Show how much waits in an area."""
        if screen in self._items:
            self._items[screen].set_badge(count)

    def set_compact(self, is_compact: bool, *, is_tight: bool = False) -> None:
        """Show icons alone when the window is not wide."""
        self._is_compact = is_compact
        self._is_tight = is_tight
        self._areas.setSpacing(sp(0 if is_tight else 4))
        self._edge.setSpacing(sp(2 if is_tight else 4))
        self._name.setVisible(not is_compact)
        self._who.setVisible(not is_compact)
        self._set_width()
        self._fit_items()

    def _fit_items(self) -> None:
        for item in (*self._items.values(), self._help, self._lock):
            item.set_compact(self._is_compact, is_tight=getattr(self, "_is_tight", False))

    def _set_width(self) -> None:
        self.setFixedWidth(px(42) + 2 * sp(10) + 1 if self._is_compact else self._wide())

    def event(self, event: QEvent) -> bool:
        """Take the width that the words of another language need."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._set_width()
        return super().event(event)

    def _wide(self) -> int:
        """Return the width of the wide rail: 204 px, more where a language has longer words."""
        items = self.findChildren(NavItem)
        return max(px(204), *(item.sizeHint().width() + 2 * sp(10) + 1 for item in items))

    def _choose(self, screen: str) -> None:
        self.show_area(screen)
        self.chosen.emit(screen)


def first_focus(widget: QWidget) -> None:
    """Put the focus on the first control inside ``widget``."""
    for child in widget.findChildren(QWidget):
        if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            child.setFocus()
            return
