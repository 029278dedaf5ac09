"""The five grades of the goal attainment scale, side by side: arrows move, Enter or Space keeps one."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.look.theme import colour
from ui.look.type import font, px
from ui.parts.flow import Flow
from ui.screens.plan_words import grade_meaning, grade_words
from ui.speaking import Speaking
from ui.words import _, isolate

GRADES = (-2, -1, 0, 1, 2)


class Grades(Speaking, QWidget):
    """``rated`` carries the grade a person keeps. The last one kept is drawn as chosen."""

    rated = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.buttons = {grade: _Grade(grade) for grade in GRADES}
        for grade, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, grade=grade: self.rated.emit(grade))
            button.moved.connect(lambda by, grade=grade: self._move(grade, by))
        self.setLayout(Flow(self.buttons.values(), gap=6))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_value(self, value: int | None) -> None:
        """Show which grade holds now; None for none yet."""
        for grade, button in self.buttons.items():
            button.setChecked(grade == value)
            button.name_it()

    def _move(self, grade: int, by: int) -> None:
        there = self.buttons.get(grade + by)
        if there is not None:
            there.setFocus(Qt.FocusReason.TabFocusReason)


class _Grade(Speaking, QAbstractButton):
    """One grade: soft ground and a strong edge when it holds, a ring when focused."""

    moved = Signal(int)

    def __init__(self, grade: int) -> None:
        super().__init__()
        self._grade = grade
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.say(lambda _text: self.name_it(), lambda: "")
        self.fit(self.updateGeometry)

    def name_it(self) -> None:
        """Say the grade, what it means, and whether it holds."""
        parts = [grade_words(self._grade), grade_meaning(self._grade)]
        if self.isChecked():
            parts.append(_("chosen"))
        self.setAccessibleName(", ".join(parts))
        self.setToolTip(grade_meaning(self._grade))

    def nextCheckState(self) -> None:
        """Leave it to the record what holds."""

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(px(40), px(34))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The scale is drawn from less to more as the layout runs; an arrow goes where it points.
        holder = self.parentWidget()
        mirrored = holder is not None and holder.layoutDirection() == Qt.LayoutDirection.RightToLeft
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.moved.emit(-step if mirrored else step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        painter.setPen(QPen(colour("accent" if is_on or self.hasFocus() else "strong"), 2 if is_on else 1))
        painter.setBrush(colour("soft" if is_on else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 4, 4)
        painter.setFont(font("strong" if is_on else "body"))
        painter.setPen(colour("text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, isolate(grade_words(self._grade)))
        painter.end()
