"""The language of the questions: the last ones at hand, and a list of all with completeness and review."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QStyle, QVBoxLayout, QWidget

from intake_app import languages
from intake_app.forms.definition import FormLanguage
from ui.look import theme
from ui.look import type as letter
from ui.look.icons import draw_icon
from ui.parts.button import Button
from ui.parts.label import Label, label
from ui.parts.progress import ProgressBar
from ui.parts.segmented import Segmented
from ui.parts.space import row
from ui.questions.marks import chip_with
from ui.screens.interview_popover import Popover
from ui.speaking import Speaking
from ui.words import _, words


def own_name(language: FormLanguage) -> str:
    """Return a language's name for itself, or the form's name for it when the form gives no code."""
    return languages.endonym(language.tag) if language.tag else language.name


class LanguageSwitch(Speaking, QWidget):
    """The counsellor's language and the client's last two, side by side, and the way to all others."""

    chosen = Signal(str)  # the language's name in the form
    more = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(letter.sp(4))
        self._caption = label("small", "muted", wrap=False)
        self.say(self._caption.setText, lambda: _("Questions in"))
        self._list = Button(icon="caret-down")
        self.say(self._list.name_it, lambda: _("All languages (F8)"))
        self._list.clicked.connect(self.more)
        self._segments: Segmented | None = None
        self._shown: tuple[str, ...] = ()
        self._wanted: Sequence[FormLanguage] = ()
        self._current, self._is_narrow = "", False
        self._line.addWidget(self._caption)
        self._line.addWidget(self._list)

    def show_languages(self, shown: Sequence[FormLanguage], current: str) -> None:
        """Show these few; ``current`` is the one the client reads now, alone where there is no room."""
        self._wanted, self._current = shown, current
        if self._is_narrow:
            shown = [one for one in shown if one.name == current]
        names = tuple(language.name for language in shown)
        if names != self._shown:
            self._shown = names
            if self._segments is not None:
                self._line.removeWidget(self._segments)
                self._segments.hide()
                self._segments.deleteLater()
            self._segments = Segmented([(one.name, lambda one=one: own_name(one)) for one in shown], current)  # type: ignore[misc]
            self._segments.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            for button in self._segments.findChildren(QAbstractButton):
                button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._segments.chosen.connect(self.chosen)
            self._line.insertWidget(1, self._segments)
        assert self._segments is not None
        self._segments.set_value(current)

    def set_arranged(self, width: str) -> None:
        """Leave out the caption where there is little room."""
        self._caption.setVisible(width == "wide")
        if self._is_narrow != (width == "narrow"):
            self._is_narrow = width == "narrow"
            if self._wanted:
                self.show_languages(self._wanted, self._current)


class LanguageList(Popover):
    """Every language of the form: its own name, its name here, review, completeness. Type to filter."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent,
            title=lambda: _("Language of the questions"),
            search=lambda: _("Find a language, also by its name here"),
            key="F8",
        )
        self._rows: list[_LanguageRow] = []
        self._at = 0
        self._below: QWidget = parent
        safe = label("small", "muted")
        self.say(safe.setText, lambda: _("Answers stay. Where a text is missing, yours is shown instead."))
        self._holder = QWidget()
        self._holder.setObjectName("plain")
        self._list = QVBoxLayout(self._holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        scroll = QScrollArea()
        scroll.setWidget(self._holder)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll = scroll
        self.hold(safe, self.search, (scroll, 1))

    def open_list(
        self, known: Sequence[FormLanguage], percents: Mapping[str, int], current: str, below: QWidget
    ) -> None:
        """Show the list under ``below``; ``percents`` by language name, where known."""
        for line in self._rows:
            self._list.removeWidget(line)
            line.deleteLater()
        self._rows = []
        self._below = below
        for language in known:
            line = _LanguageRow(language, percents.get(language.name), is_current=language.name == current)
            line.clicked.connect(lambda _on=False, name=language.name: self._choose(name))
            self._list.addWidget(line)
            self._rows.append(line)
        self.come()
        self._at = next((n for n, line in enumerate(self._rows) if line.language.name == current), 0)
        self._mark()

    def narrow(self, text: str) -> None:
        wanted = text.casefold().strip()
        for line in self._rows:
            line.setVisible(any(wanted in part.casefold() for part in line.names()))
        self._at = next(iter(self._shown()), 0)
        self._mark()

    def step(self, by: int) -> None:
        shown = self._shown()
        if shown:
            at = shown.index(self._at) if self._at in shown else 0
            self._at = shown[max(0, min(len(shown) - 1, at + by))]
            self._mark()

    def choose_marked(self) -> None:
        if self._at in self._shown():
            self._choose(self._rows[self._at].language.name)

    def place(self, whole: QRect) -> QRect:
        width = min(letter.px(580), whole.width() - 24)
        height = min(letter.px(128) + len(self._rows) * letter.px(42) + 16, whole.height() - letter.px(72))
        corner = self._below.mapTo(self._over, self._below.rect().bottomLeft())
        left = corner.x()
        if self.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            left = (
                self._below.mapTo(self._over, self._below.rect().bottomRight()).x() - width + letter.px(110)
            )
        return QRect(max(12, min(left, whole.width() - width - 12)), corner.y() + 12, width, height)

    def _choose(self, name: str) -> None:
        self.go()
        self.chosen.emit(name)
        self.closed.emit()

    def _shown(self) -> list[int]:
        return [n for n, line in enumerate(self._rows) if line.isVisibleTo(self._holder)]

    def _mark(self) -> None:
        for n, line in enumerate(self._rows):
            line.set_marked(n == self._at)
        if self._rows:
            self._scroll.ensureWidgetVisible(self._rows[self._at], 0, 4)


class _LanguageRow(Speaking, QAbstractButton):
    """One language."""

    def __init__(self, language: FormLanguage, percent: int | None, *, is_current: bool) -> None:
        super().__init__()
        self.language = language
        self._is_marked = False
        self._is_current = is_current
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        own = Label("strong" if is_current else "body", wrap=False, text=own_name(language))
        self._percent = percent
        here = Label("small", "muted", wrap=False)
        here.say(here.setText, self._name_here)
        own.setMinimumWidth(letter.px(106))
        review = chip_with("prov", "robot")
        review.say(review.setText, lambda: _("not reviewed"))
        if language.review != "unreviewed":
            review.hide()
        bar = ProgressBar(percent or 0)
        bar.setFixedWidth(letter.px(70))
        bar.setAccessibleName(f"{percent or 0} %")
        number = Label("small", "muted", wrap=False, text="" if percent is None else f"{percent} %")
        number.setMinimumWidth(letter.px(46))
        if percent is None:
            bar.hide()
        line = row(own, here, "*", review, bar, number, 26, gap=10, margins=(12, 0))
        self.setLayout(line)
        self.fit(lambda: self.setFixedHeight(letter.px(42)))
        self.say(self.setAccessibleName, self._spoken)

    def _name_here(self) -> str:
        return words().language_name(self.language.tag) if self.language.tag else self.language.name

    def _spoken(self) -> str:
        percent = "" if self._percent is None else _("{n} percent translated", n=self._percent)
        review = _("not reviewed") if self.language.review == "unreviewed" else ""
        return ", ".join(
            part for part in (own_name(self.language), self._name_here(), percent, review) if part
        )

    def names(self) -> tuple[str, ...]:
        """Return the names the language can be found by."""
        return own_name(self.language), self._name_here(), self.language.name, self.language.tag

    def set_marked(self, is_marked: bool) -> None:
        """Show as the one Enter would choose."""
        self._is_marked = is_marked
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        direction = self.layoutDirection()
        if self._is_marked or self.underMouse():
            painter.fillRect(self.rect(), theme.colour("soft"))
        if self._is_marked:
            bar = QStyle.visualRect(direction, self.rect(), QRect(0, 0, 3, self.height()))
            painter.fillRect(bar, theme.colour("accent"))
        else:
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
        if self._is_current:
            side = letter.px(16)
            place = QRect(self.width() - side - letter.sp(12), (self.height() - side) // 2, side, side)
            draw_icon(painter, QStyle.visualRect(direction, self.rect(), place), "check", "accent")
