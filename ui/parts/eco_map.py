"""The network map: ties around the person, to be dragged, or gone through and moved with keys.

The ground is painted, each tie is a button of its own: so Tab goes from tie to tie and a screen reader
says each one, which the items of a graphics scene do not do. It is never mirrored.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from intake_app.records.network import NetworkTie, Sector
from intake_app.services.drawings import (
    EcoMap,
    Measured,
    Node,
    draw_globe,
    draw_ground,
    draw_person,
    draw_tie,
    lay_out,
    reading_order,
    spot_at,
    stepped,
)
from ui.look.theme import colour
from ui.look.type import px
from ui.parts.picture import caption_font, paint
from ui.speaking import Speaking

_TYPE = 13  # of everything on the map, at any size of the rings
_LOW = 300  # the least height in design pixels
_LONG = 176  # the longest text of a tie; a longer one ends in an ellipsis
_KEPT = 6
_STEPS = {
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
}  # fmt: skip
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_TAKE_OFF = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class ShownTie(NamedTuple):
    """A tie, how it is called on the map and how a screen reader says it."""

    tie: NetworkTie
    text: str
    heard: str


class EcoMapView(Speaking, QWidget):
    """Signals carry the id of a tie; ``moved`` also where it was put (a Spot)."""

    selected = Signal(str)
    wanted = Signal(str)  # its details, by Enter or a double click
    moved = Signal(str, object)
    taken_off = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.nodes: dict[str, TieNode] = {}
        self.laid: EcoMap | None = None
        self._shown: tuple[ShownTie, ...] = ()
        self._sectors: Mapping[Sector, str] = {}
        self._centre, self._selected = "", ""
        self.tab_after: QWidget | None = None  # Tab comes to the ties from here
        self._made: dict[tuple[object, ...], EcoMap] = {}  # laid out before: by what was asked
        self._grabbed: QPointF | None = None  # where in a node the mouse holds it
        self.fit(self.lay)

    def show_ties(
        self, shown: Sequence[ShownTie], *, sectors: Mapping[Sector, str], centre: str, says: str
    ) -> None:
        """Show these ties around ``centre`` (initials); ``says`` is read aloud. The focus stays."""
        by_id = {one.tie.id: one for one in shown}
        self._shown = tuple(by_id[tie.id] for tie in reading_order([one.tie for one in shown]))
        self._sectors, self._centre = sectors, centre
        self.setAccessibleName(says)
        for tie_id in [known for known in self.nodes if known not in by_id]:
            self._drop(tie_id)
        before = self.tab_after
        for one in self._shown:
            node = self.nodes.get(one.tie.id)
            if node is None:
                node = self.nodes[one.tie.id] = TieNode(self, one.tie.id)
                node.show()
            node.show_tie(one, is_selected=one.tie.id == self._selected)
            if before is not None:
                QWidget.setTabOrder(before, node)
            before = node
        self.lay()

    def select(self, tie_id: str) -> None:
        """Mark a tie as the one whose details are shown; empty marks none."""
        self._selected = tie_id
        for known, node in self.nodes.items():
            node.mark(is_selected=known == tie_id)

    def enter(self, tie_id: str = "") -> None:
        """Give the focus to a tie, or to the first one."""
        node = self.nodes.get(tie_id) or next((self.nodes[one.tie.id] for one in self._shown), None)
        if node is not None:
            node.setFocus(Qt.FocusReason.TabFocusReason)

    def lay(self) -> None:
        """Lay out for the size there is; the height the ties need is the least one."""
        if not self._sectors or self.width() < px(200):
            self.setMinimumHeight(px(_LOW))
            return
        least = self._lay_out(px(_LOW))
        self.setMinimumHeight(round(least.height))
        self.laid = least if self.height() <= least.height else self._lay_out(self.height())
        for node in self.laid.nodes:
            self.nodes[node.tie_id].setGeometry(_area(node))
        self.update()

    def step(self, tie_id: str, key: Qt.Key) -> None:
        """Move a tie with Ctrl and an arrow: up nearer, down further, left and right to the next sector."""
        further, around = _STEPS[key]
        spot = stepped(self._tie(tie_id), further=further, around=around)
        tie = self._tie(tie_id)
        if (spot.sector, spot.ring) != (tie.sector, tie.ring):
            self.moved.emit(tie_id, spot)

    def go_on(self, tie_id: str, step: int) -> None:
        """Go to the tie before or after."""
        ids = [one.tie.id for one in self._shown]
        self.enter(ids[(ids.index(tie_id) + step) % len(ids)])

    # Dragging

    def grab_node(self, node: "TieNode", at: QPointF) -> None:
        """Begin to drag ``node``, held at ``at`` of its own."""
        self._grabbed = at
        node.raise_()

    def drag_node(self, node: "TieNode", to: QPointF) -> None:
        """Let ``node`` follow the mouse; its line follows, too."""
        assert self._grabbed is not None
        place = (to - self._grabbed).toPoint()
        room = self.rect().adjusted(0, 0, -node.width(), -node.height())
        node.move(
            min(max(place.x(), room.left()), room.right()), min(max(place.y(), room.top()), room.bottom())
        )
        self.update()

    def drop_node(self, node: "TieNode", *, is_kept: bool) -> None:
        """End dragging: the tie snaps into the sector and ring it lies in, or goes back."""
        self._grabbed = None
        if is_kept and self.laid is not None:
            middle = node.geometry().center()
            spot = spot_at(self.laid, middle.x(), middle.y())
            self.moved.emit(node.tie_id, spot)
        self.lay()

    def _tie(self, tie_id: str) -> NetworkTie:
        return next(one.tie for one in self._shown if one.tie.id == tie_id)

    def _drop(self, tie_id: str) -> None:
        node = self.nodes.pop(tie_id)
        had_focus = node.hasFocus()
        node.hide()
        node.deleteLater()
        if had_focus:
            rest = [one.tie.id for one in self._shown if one.tie.id in self.nodes]
            self.enter(rest[0] if rest else "")

    def _lay_out(self, height: float) -> EcoMap:
        ties = tuple(one.tie for one in self._shown)
        labels = {one.tie.id: self.nodes[one.tie.id].measured() for one in self._shown}
        sectors = {sector: _measured(text) for sector, text in self._sectors.items()}
        asked = (ties, self.width(), height, tuple(labels.values()), tuple(sectors.values()), px(_TYPE))
        if asked not in self._made:
            if len(self._made) > _KEPT:
                self._made.clear()
            self._made[asked] = lay_out(
                ties, room=(self.width(), height), labels=labels, sectors=sectors, type_size=px(_TYPE)
            )
        return self._made[asked]

    def _node_now(self, node: Node) -> Node:
        """Return where a node stands, also while it is dragged."""
        button = self.nodes[node.tie_id]
        middle = QRectF(button.geometry()).center()
        return Node(node.tie_id, middle.x(), middle.y(), node.width, node.height)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(px(620), px(470))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it in
        if self.laid is None:
            return
        painter = QPainter(self)
        paint(painter, draw_ground(self.laid))
        ties = {one.tie.id: one.tie for one in self._shown}
        for node in self.laid.nodes:
            if node.tie_id in ties:
                paint(painter, draw_tie(self.laid, ties[node.tie_id], self._node_now(node)))
        paint(painter, draw_person(self.laid, self._centre))
        painter.end()


class TieNode(QAbstractButton):
    """One tie on the map: its name or role, a globe where somebody is not in Germany."""

    def __init__(self, owner: EcoMapView, tie_id: str) -> None:
        super().__init__(owner)
        self.tie_id = tie_id
        self._owner = owner
        self._is_selected = self._is_abroad = self._is_dragged = False
        self._full = ""
        self._pressed_at: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda: owner.selected.emit(tie_id))

    def show_tie(self, shown: ShownTie, *, is_selected: bool) -> None:
        """Show another state of the tie."""
        self._full, self._is_abroad, self._is_selected = shown.text, shown.tie.is_abroad, is_selected
        self.setAccessibleName(shown.heard)
        self.measured()
        self.update()

    def mark(self, *, is_selected: bool) -> None:
        """Show that it is the one whose details are shown, or not."""
        if self._is_selected != is_selected:
            self._is_selected = is_selected
            self.update()

    def measured(self) -> Measured:
        """Return the room it takes; a long text is cut and is the tooltip."""
        made = caption_font(px(_TYPE), self._full, is_bold=True)
        self.setFont(made)
        cut = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, px(_LONG))
        self.setText(cut)
        self.setToolTip(self._full if cut != self._full else "")
        wide = self.fontMetrics().horizontalAdvance(cut) + px(24 + (20 if self._is_abroad else 0))
        return Measured(cut, wide, max(px(27), self.fontMetrics().height() + px(6)))

    # Qt's own

    def sizeHint(self) -> QSize:
        room = self.measured()
        return QSize(round(room.width), round(room.height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _STEPS and held == Qt.KeyboardModifier.ControlModifier:
            self._owner.step(self.tie_id, key)
        elif key in _STEPS and not held:
            self._owner.go_on(self.tie_id, 1 if key in {Qt.Key.Key_Right, Qt.Key.Key_Down} else -1)
        elif key == Qt.Key.Key_Escape and self._is_dragged:
            self._end_drag(is_kept=False)
        elif key in _ENTER:
            self._owner.wanted.emit(self.tie_id)
        elif key in _TAKE_OFF:
            self._owner.taken_off.emit(self.tie_id)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._owner.selected.emit(self.tie_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed_at = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            return
        far = (event.position() - self._pressed_at).manhattanLength()
        if not self._is_dragged and far >= QApplication.startDragDistance():
            self._is_dragged = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._owner.grab_node(self, self._pressed_at)
        if self._is_dragged:
            self._owner.drag_node(self, QPointF(self.mapToParent(event.position().toPoint())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_dragged:
            self.setDown(False)
            self._end_drag(is_kept=True)
        else:
            super().mouseReleaseEvent(event)
        self._pressed_at = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self._owner.wanted.emit(self.tie_id)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it in
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        is_strong = self._is_selected or self.underMouse() or self.hasFocus()
        edge = 2.0 if is_strong else 1.0
        inside = area.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.setPen(QPen(colour("accent" if is_strong else "strong"), edge))
        painter.setBrush(colour("soft" if self._is_selected else "surface"))
        painter.drawRoundedRect(inside, inside.height() / 2, inside.height() / 2)
        if self.hasFocus():
            inner = inside.adjusted(2.5, 2.5, -2.5, -2.5)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent"), 1.5))
            painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
        globe = px(18) if self._is_abroad else 0
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setFont(caption_font(px(_TYPE), self._full, is_bold=self._is_selected))
        painter.setPen(colour("text"))
        painter.drawText(area.adjusted(0, 0, -globe, 0), Qt.AlignmentFlag.AlignCenter, self.text())
        if globe:
            paint(painter, draw_globe(area.right() - px(17), area.center().y(), px(5.5)))
        painter.end()

    def _end_drag(self, *, is_kept: bool) -> None:
        self._is_dragged = False
        self._pressed_at = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._owner.drop_node(self, is_kept=is_kept)


def _measured(text: str) -> Measured:
    metrics = QFontMetricsF(caption_font(px(_TYPE), text, is_bold=True))
    return Measured(text, metrics.horizontalAdvance(text) + px(4), metrics.height())


def _area(node: Node) -> QRect:
    return QRect(
        round(node.x - node.width / 2), round(node.y - node.height / 2), round(node.width), round(node.height)
    )
