"""The sections of an interview at its side: where one is, how much is answered, what was put off."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QStyle, QVBoxLayout, QWidget

from intake_app.interview import Interview, Section
from ui.look import theme
from ui.look import type as letter
from ui.parts.label import label
from ui.parts.marks import Dot, Icon
from ui.parts.progress import ProgressBar
from ui.parts.space import column, row, rule
from ui.questions.panes import PaneLanguage, Panes, plain_text
from ui.questions.passage import Setting, setting
from ui.speaking import Speaking
from ui.words import _, plural


class SectionRow(Speaking, QAbstractButton):
    """One section: state dot, title, n of m; the current one also says its title to the client."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title: Setting | None = None
        self._title_bold: Setting | None = None
        self._theirs: Setting | None = None
        self._count = ""
        self._is_current = False
        self._is_compact = False
        self._words = ("", "", PaneLanguage(""))
        self._dot = Dot()
        self._dot.setParent(self)
        self._dot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # grows
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.fit(self._set)

    def show_section(self, title: str, theirs: str, client: PaneLanguage, answered: int, asked: int) -> None:
        """Show title (in both languages) and state."""
        part = answered / asked if asked else 1.0
        self._dot.set_part(part)
        count = f"{answered}/{asked}" if answered else str(asked) if asked else ""
        if count != self._count:
            self._count = count
            self.update()
        if self._words != (title, theirs, client):
            self._words = (title, theirs, client)
            self._set()
            self.update()
        name = _("{title}, {answered} of {asked} answered", title=title, answered=answered, asked=asked)
        if name != self.toolTip():
            self.setAccessibleName(name)
            self.setToolTip(name)

    def set_current(self, is_current: bool) -> None:
        """Show as the section one is in."""
        if is_current != self._is_current:
            self._is_current = is_current
            self.setProperty("is_here", is_current)  # where Ctrl+Tab comes in
            self.updateGeometry()
            self.update()

    def set_compact(self, is_compact: bool) -> None:
        """Show only the dot."""
        self._is_compact = is_compact
        self._place_dot()
        self.updateGeometry()

    def _place_dot(self) -> None:
        side = self._dot.width()
        left = (self.width() - side) // 2 if self._is_compact else letter.sp(8)
        self._dot.move(self._seen(QRect(left, (self.height() - side) // 2, side, side)).topLeft())

    def _set(self) -> None:
        title, theirs, client = self._words
        edge, scale = Qt.LayoutDirection(self.layoutDirection()), letter.scale()
        own = PaneLanguage("").direction(title)
        self._title = setting(title, "body", own, edge=edge, scale=scale)
        self._title_bold = setting(title, "strong", own, edge=edge, scale=scale)
        shows_theirs = bool(theirs) and theirs != title
        direction = client.direction(theirs)
        self._theirs = setting(theirs, "body", direction, edge=edge, scale=scale) if shows_theirs else None
        self._place_dot()
        self.updateGeometry()

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_dot()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._is_compact or self._title_bold is None:
            return letter.px(36)
        room = width - self._beside()
        words = self._title_bold if self._is_current else self._title
        height = words.height(room) if words else 0
        if self._is_current and self._theirs:
            height += self._theirs.height(room)
        return max(letter.px(37), height + letter.sp(14))

    def sizeHint(self) -> QSize:
        return QSize(letter.px(40 if self._is_compact else 200), self.heightForWidth(letter.px(228)))

    def minimumSizeHint(self) -> QSize:
        return QSize(letter.px(36), letter.px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._is_current or self.hasFocus() or self.underMouse():
            painter.setBrush(theme.colour("soft" if self._is_current else "canvas"))
            painter.setPen(QPen(theme.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        side = self._dot.width()
        words = self._title_bold if self._is_current else self._title
        if self._is_compact or words is None:
            return
        room = QRect(letter.sp(18) + side, 0, self.width() - self._beside(), self.height())
        whole = words.height(room.width())
        theirs = self._theirs if self._is_current else None
        whole += theirs.height(room.width()) if theirs else 0
        place = QRectF(self._seen(room))
        top = (self.height() - whole) / 2
        words.draw(painter, QRectF(place.x(), top, place.width(), whole),
                   theme.colour("accent" if self._is_current else "text"))  # fmt: skip
        if theirs:
            below = top + words.height(room.width())
            theirs.draw(painter, QRectF(place.x(), below, place.width(), whole), theme.colour("muted"))
        painter.setFont(letter.font("small"))
        painter.setPen(theme.colour("muted"))
        count = QRect(self.width() - letter.px(44) - letter.sp(6), 0, letter.px(44), self.height())
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = Qt.AlignmentFlag.AlignAbsolute
        edge |= Qt.AlignmentFlag.AlignLeft if is_rtl else Qt.AlignmentFlag.AlignRight
        painter.drawText(
            self._seen(count), int(edge | Qt.AlignmentFlag.AlignVCenter), f"\u2066{self._count}\u2069"
        )

    def _beside(self) -> int:
        return self._dot.width() + letter.sp(18) + letter.px(34) + letter.sp(10)

    def _seen(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)


class SectionNav(Speaking, QWidget):
    """All sections in order. ``chosen`` carries the number of the section, from 0."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows: list[SectionRow] = []
        heading = label("smallb", "muted", wrap=False)
        self.say(heading.setText, lambda: _("Sections"))
        self._progress = label("small", "muted", wrap=False)
        self._bar = ProgressBar()
        self._later = label("small", "muted")
        self._later_line = QWidget()
        self._later_line.setLayout(
            row(Icon("skip-forward", "muted", 16), (self._later, 1), gap=8, margins=(8, 6))
        )
        self._head = QWidget()
        self._head.setLayout(column(row(heading, "*", self._progress), self._bar, gap=6, margins=(8, 0)))
        place = QWidget()
        place.setObjectName("plain")
        self._list = QVBoxLayout(place)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(place)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll = scroll
        self._rule = rule()
        self._column = column(self._head, (scroll, 1), self._rule, self._later_line, gap=8, margins=(12, 16))
        self.setLayout(self._column)
        self._counts, self._put_off, self._is_compact = (0, 0), 0, False
        self.set_later(0)
        self.say(lambda _text: self._say_progress(), lambda: "")
        self.say(self._later.setText, lambda: self._later_words(self._put_off))
        self.fit(self._fit)

    def show_sections(
        self,
        sections: Sequence[Section],
        titles: Sequence[tuple[str, str]],
        client: PaneLanguage,
        current: int,
    ) -> None:
        """Show the sections with their titles (counsellor's, client's); ``current`` is a number from 0."""
        while len(self._rows) < len(sections):
            added = SectionRow(self)
            number = len(self._rows)
            added.clicked.connect(lambda _on=False, number=number: self.chosen.emit(number))
            added.set_compact(self._is_compact)
            self._rows.append(added)
            self._list.insertWidget(number, added)
        for number, line in enumerate(self._rows):
            line.setVisible(number < len(sections))
            if number < len(sections):
                section, (title, theirs) = sections[number], titles[number]
                line.show_section(
                    plain_text(title), plain_text(theirs), client, section.answered, section.asked
                )
                line.set_current(number == current)
        if 0 <= current < len(self._rows):
            self._scroll.ensureWidgetVisible(self._rows[current], 0, letter.px(30))

    def show_progress(self, answered: int, asked: int) -> None:
        """Show how much of the whole interview is answered."""
        self._counts = (answered, asked)
        self._bar.set_part(answered, asked)
        self._say_progress()

    def _say_progress(self) -> None:
        answered, asked = self._counts
        words = _("{answered} of {asked}", answered=answered, asked=asked)
        self._progress.setText(words)
        self._bar.setAccessibleName(words)

    def set_later(self, count: int) -> None:
        """Show how many questions were put off."""
        self._put_off = count
        self._later.setText(self._later_words(count))
        for widget in (self._later_line, self._rule):
            widget.setVisible(count > 0 and not self._is_compact)

    @staticmethod
    def _later_words(count: int) -> str:
        if not count:
            return ""
        return plural("{n} question put off until later", "{n} questions put off until later", count)

    def set_compact(self, is_compact: bool) -> None:
        """Show only the dots (a window of medium width)."""
        self._is_compact = is_compact
        self._head.setVisible(not is_compact)
        for line in self._rows:
            line.set_compact(is_compact)
        self.set_later(self._put_off)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(letter.px(58) if self._is_compact else letter.px(252))
        self._column.setContentsMargins(
            *[letter.sp(n) for n in ((6, 14, 6, 14) if self._is_compact else (12, 16, 12, 12))]
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(theme.colour("line"))
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = 0 if is_rtl else self.width() - 1
        painter.drawLine(edge, 0, edge, self.height())


def section_titles(interview: Interview, panes: Panes) -> list[tuple[str, str]]:
    """Return each section's title in the counsellor's and, where there is one, the client's language."""
    titles = []
    for section in interview.sections():
        theirs = interview.worded(section.ref, "label", panes.client.name)
        ours = interview.worded(section.ref, "label", panes.counsellor.name).text or section.title.text
        titles.append((ours or interview.form.title, "" if theirs.is_fallback else theirs.text))
    return titles
