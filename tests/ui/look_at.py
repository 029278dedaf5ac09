"""Look at a window as people do: is anything cut, sideways, without a name, out of the keyboard's reach?"""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QToolButton,
    QWidget,
)

from ui.parts.label import Elide
from ui.questions.question_box import QuestionBox

CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
_ROLES = QAccessible.Role
ROLES = {
    _ROLES.Button, _ROLES.PushButton, _ROLES.CheckBox, _ROLES.RadioButton, _ROLES.EditableText,
    _ROLES.ComboBox, _ROLES.List, _ROLES.ListItem, _ROLES.Table, _ROLES.Cell, _ROLES.PageTab, _ROLES.MenuItem,
    _ROLES.Link,
    _ROLES.Slider, _ROLES.SpinBox, _ROLES.ProgressBar, _ROLES.Tree, _ROLES.TreeItem, _ROLES.ButtonMenu,
    _ROLES.ButtonDropDown, _ROLES.Dialog,
}  # fmt: skip
_RING = 7  # px at a control's edge in which a focus ring is drawn


# What is cut


def show_at(widget: QWidget, size: QSize) -> None:
    """Give ``widget`` a size and let the layouts settle."""
    widget.resize(size)
    widget.ensurePolished()
    widget.show()
    for _round in range(4):
        QApplication.processEvents()


def faults(widget: QWidget, size: QSize) -> list[str]:
    """Return what is wrong with how ``widget`` looks at ``size``, in words."""
    show_at(widget, size)
    found = []
    if widget.width() > size.width() or widget.height() > size.height():
        found.append(f"grew to {widget.width()}x{widget.height()}")
    tops = [widget, *(one for one in widget.findChildren(QDialog) if one.isVisible())]
    for top in tops:
        if top.width() > widget.width() or top.height() > widget.height():
            found.append(f"larger than its window: {where(top)}")
        for child in top.findChildren(QWidget):
            if child.isVisible() and child.window() is top:
                found += _faults_of(child)
    return found


def _faults_of(child: QWidget) -> Iterator[str]:
    if isinstance(child, QScrollArea):
        body = child.widget()
        over = body.minimumSizeHint().width() - child.viewport().width() if body is not None else 0
        if over > 0 and body is not None:
            yield f"{over} px cut sideways in {where(child)}: {_widest(body)}"
        bar = child.horizontalScrollBar()
        if bar.isVisible() or bar.maximum() > 0:
            yield f"scrolls sideways: {where(child)}"
    if isinstance(child, QAbstractButton | QLabel) and not isinstance(child, QToolButton):
        least = child.minimumSizeHint()
        if not _may_shrink(child) and child.width() < least.width() - 2:
            yield f"squeezed: {where(child)} {child.width()} < {least.width()}"
        tall = child.heightForWidth(child.width()) if child.hasHeightForWidth() else least.height()
        if child.height() < tall - 2:
            yield f"flattened: {where(child)} {child.height()} < {tall}"
        if (
            isinstance(child, Elide)
            and child.text() != child.full_text()
            and child.toolTip() != child.full_text()
        ):
            yield f"cut without a tooltip: {where(child)}"
    if isinstance(child, QLineEdit) and not child.text() and child.placeholderText():
        long = child.fontMetrics().horizontalAdvance(child.placeholderText())
        if long > child.width() - 20 and child.toolTip() != child.placeholderText():
            yield f"placeholder cut without a tooltip: {where(child)}"
    if isinstance(child, QComboBox):
        long = child.fontMetrics().horizontalAdvance(child.currentText())
        if long > child.width() - 36 and child.toolTip() != child.currentText():
            yield f"chosen text cut without a tooltip: {where(child)}"
    parent = child.parentWidget()
    if parent is not None and not child.isWindow() and not isinstance(parent.parentWidget(), QScrollArea):
        area, room = child.geometry(), parent.rect().adjusted(-2, -2, 2, 2)
        if area.width() > 0 and area.height() > 0 and not room.contains(area):
            yield f"beyond {where(parent)}: {where(child)} {_place(area)} in {_place(parent.rect())}"


# What has no name


def interfaces(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """Walk the accessibility tree below ``widget``, as a screen reader does."""
    queue = [QAccessible.queryAccessibleInterface(widget)]
    while queue:
        found = queue.pop()
        if found is None or not found.isValid():
            continue
        yield found
        queue += [found.child(n) for n in range(found.childCount())]


def nameless(widget: QWidget) -> list[str]:
    """Return the visible controls that a screen reader could not name."""
    return [which for which, name in heard(widget) if not name]


def heard(widget: QWidget) -> list[tuple[str, str]]:
    """Return every visible control and the name that a screen reader says."""
    found = []
    for interface in interfaces(widget):
        made = interface.object()
        is_widget = isinstance(made, QWidget)
        if is_widget and not made.isVisible():
            continue
        state = interface.state()
        if interface.role() not in ROLES and not (
            is_widget and (isinstance(made, CONTROLS) or is_stop(made))
        ):
            continue
        if (state.invisible and not state.offscreen) or _is_inner(made):
            continue
        which = f"{interface.role().name}: {where(made) if is_widget else 'item'}"
        found.append((which, interface.text(QAccessible.Text.Name).strip()))
    return found


def is_stop(widget: QWidget) -> bool:
    """Return whether Tab stops at ``widget``."""
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None


def _is_inner(made: object) -> bool:
    """Return whether this is part of a control that has the name: Qt's own list of a closed box."""
    return isinstance(made, QWidget) and made.objectName().startswith("qt_")


# What keys do not reach, and what does not show that it has the focus


def walk_by_tab(window: QWidget) -> Iterator[QWidget]:
    """Press Tab until it comes round; yield each control while it has the focus."""
    reached: list[QWidget] = []
    for _press in range(600):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        for _turn in range(5):  # scrolling to it may lay the page out once more
            QApplication.processEvents()
        now = window.focusWidget()
        if now is None or now in reached:
            return
        reached.append(now)
        yield now
    raise AssertionError("Tab does not come round")


def walk_by_panes(window: QWidget) -> list[QWidget]:
    """Press Ctrl+Tab through the parts of a page and the arrow keys inside each; return what was reached."""
    reached: list[QWidget] = []
    for _part in range(8):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            for _step in range(40):
                now = window.focusWidget()
                if now is None or isinstance(now, QLineEdit | QuestionBox):
                    break
                reached.append(now)
                QTest.keyClick(now, key)
                if window.focusWidget() in reached:
                    break
    return reached


def controls(widget: QWidget) -> list[QWidget]:
    """Return the visible, usable controls of ``widget``'s own window."""
    return [
        child
        for child in widget.findChildren(QWidget)
        if isinstance(child, CONTROLS) and child.isVisible() and child.isEnabled()
        and child.window() is widget.window() and not _is_inner(child)
        and not (isinstance(child, QAbstractButton) and isinstance(child.parentWidget(), QLineEdit))
    ]  # fmt: skip


def focus_faults(control: QWidget) -> Iterator[str]:
    """Say what is wrong with the focus on ``control``, which has it: out of sight, covered, or not shown."""
    window = control.window()
    seen = control.visibleRegion().boundingRect()
    if seen.isEmpty():
        window.grab()  # painting brings a layout that still waits to its end
        for _turn in range(5):
            QApplication.processEvents()
        seen = control.visibleRegion().boundingRect()
    if seen.isEmpty():
        yield f"the focus is out of sight on {where(control)}"
    else:
        over = window.childAt(control.mapTo(window, seen.center()))
        if over is not None and over is not control and not control.isAncestorOf(over):
            yield f"the focus is covered on {where(control)} by {where(over)}"
    with_focus = _edge_of(control)
    control.clearFocus()
    if isinstance(control, QuestionBox):
        control.set_current(False)  # the card being asked stays marked while the focus is in a bar
    without = _edge_of(control)
    control.setFocus(Qt.FocusReason.TabFocusReason)
    if with_focus == without:
        yield f"the focus is not seen on {where(control)}"


def _edge_of(control: QWidget) -> list[QImage]:
    """Return the edges of ``control``: a ring shows there, a blinking cursor does not."""
    picture = control.grab().toImage()
    wide, tall = picture.width(), picture.height()
    if wide <= 3 * _RING or tall <= 3 * _RING:
        return [picture]
    return [
        picture.copy(0, 0, wide, _RING), picture.copy(0, tall - _RING, wide, _RING),
        picture.copy(0, 0, _RING, tall), picture.copy(wide - _RING, 0, _RING, tall),
    ]  # fmt: skip


def keep_picture(widget: QWidget, file: Path) -> None:
    """Save what ``widget`` looks like."""
    file.parent.mkdir(parents=True, exist_ok=True)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    widget.grab(QRect(0, 0, widget.width(), widget.height())).save(str(file))


def where(child: QWidget) -> str:
    """Return which widget this is, in words."""
    said = child.text() if isinstance(child, QLabel | QAbstractButton | QLineEdit) else ""
    return f"{type(child).__name__}({said or child.accessibleName()!r})"


def _may_shrink(child: QWidget) -> bool:
    return isinstance(child, Elide) or (
        isinstance(child, QLabel) and (child.wordWrap() or not child.pixmap().isNull())
    )


def _widest(body: QWidget) -> str:
    children = [child for child in body.findChildren(QWidget) if child.isVisible()]
    children.sort(key=lambda child: -child.minimumSizeHint().width())
    return ", ".join(f"{where(child)}={child.minimumSizeHint().width()}" for child in children[:6])


def _place(area: QRect) -> str:
    return f"{area.x()},{area.y()} {area.width()}x{area.height()}"
