"""Look at a screen as a person would: is anything cut, squeezed, sideways, or without a name?"""

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QToolButton,
    QWidget,
)

from ui.parts.label import Elide

CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit)


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
    for area in widget.findChildren(QScrollArea):
        body = area.widget()
        if area.isVisible() and body is not None:
            over = body.minimumSizeHint().width() - area.viewport().width()
            if over > 0:
                found.append(f"{over} px cut sideways in {_where(area)}: {_widest(body)}")
    for child in widget.findChildren(QWidget):
        if child.isVisible() and isinstance(child, QAbstractButton | QLabel) and not _may_shrink(child):
            if child.width() < child.minimumSizeHint().width() - 2:
                found.append(f"squeezed: {_where(child)} {child.width()} < {child.minimumSizeHint().width()}")
            needed = child.minimumSizeHint().height()
            if child.hasHeightForWidth():
                needed = child.heightForWidth(child.width())
            if child.height() < needed - 2:
                found.append(f"flattened: {_where(child)} {child.height()} < {needed}")
        if child.isVisible() and isinstance(child, QLabel) and child.wordWrap():
            needed = child.heightForWidth(child.width())
            if child.height() < needed - 2:
                found.append(f"lines cut: {_where(child)} {child.height()} < {needed}")
    return found


def nameless(widget: QWidget) -> list[str]:
    """Return the visible controls that a screen reader could not name."""
    found = []
    for child in widget.findChildren(QWidget):
        if not child.isVisible() or not child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        if isinstance(child, CONTROLS):
            interface = QAccessible.queryAccessibleInterface(child)
            if interface is None or not interface.text(QAccessible.Text.Name).strip():
                found.append(_where(child))
    return found


def keep_picture(widget: QWidget, file: Path) -> None:
    """Save what ``widget`` looks like."""
    file.parent.mkdir(parents=True, exist_ok=True)
    widget.grab(QRect(0, 0, widget.width(), widget.height())).save(str(file))


def _may_shrink(child: QWidget) -> bool:
    return isinstance(child, Elide | QToolButton) or (
        isinstance(child, QLabel) and (child.wordWrap() or not child.pixmap().isNull())
    )


def _where(child: QWidget) -> str:
    text = getattr(child, "text", None)
    said = text() if callable(text) else ""
    return f"{type(child).__name__}({said or child.accessibleName()!r})"


def _widest(body: QWidget) -> str:
    children = [child for child in body.findChildren(QWidget) if child.isVisible()]
    children.sort(key=lambda child: -child.minimumSizeHint().width())
    return ", ".join(f"{_where(child)}={child.minimumSizeHint().width()}" for child in children[:6])
