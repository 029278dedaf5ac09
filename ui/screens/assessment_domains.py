"""The list of life domains with two bars each; where it is narrow, a list that opens."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from intake_app.records.assessment import Assessment, DomainRating
from intake_app.services.assessment_views import domain_codes, short_name
from ui.look.theme import colour
from ui.look.type import px
from ui.parts.field import Picker
from ui.parts.label import Elide, label
from ui.parts.listing import ListRow
from ui.parts.marks import Icon
from ui.parts.page import scrolling
from ui.parts.space import column, pane, row
from ui.screens.assessment_words import status_words, urgency_words
from ui.speaking import Speaking
from ui.words import _, words

_HIGHEST = 4


class DomainList(Speaking, QWidget):
    """All domains; ``chosen`` carries the one a person goes to."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.rows: dict[str, _DomainRow] = {}
        heading, self._count = label("smallb", "muted"), label("small", "muted", wrap=False)
        self.say(heading.setText, lambda: _("Life domains"))
        lines = column(gap=0)
        for code in domain_codes():
            made = self.rows[code] = _DomainRow(code)
            made.clicked.connect(partial(self.chosen.emit, code))
            lines.add(made)
        lines.add("*")
        frame = pane(
            column(row((heading, 1), self._count, margins=(14, 8)), (scrolling(lines), 1), gap=0), "bar"
        )
        self.setLayout(column((frame, 1), gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.fit(lambda: self.setFixedWidth(px(208)))

    def show_ratings(
        self, assessment: Assessment | None, current: str, hidden: frozenset[str], *, story: str
    ) -> None:
        """Show every domain's bars; ``hidden`` ones leave the list."""
        ratings = by_domain(assessment)
        for code, made in self.rows.items():
            made.setVisible(code not in hidden)
            made.show_rating(ratings.get(code), has_story=bool(story.strip()))
            made.set_current(code == current)
        rated = [code for code, one in ratings.items() if one.status == "rated" and code not in hidden]
        of = len(set(domain_codes(with_story=False)) - hidden)
        self._count.setText(_("{n} of {of}", n=len(rated), of=of))


class DomainPicker(Picker):
    """The same list where there is no room for it; ``chosen`` carries the domain."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._hidden: frozenset[str] = frozenset()
        self.say(self.setAccessibleName, lambda: _("Life domains"))
        self._offer()
        self.currentIndexChanged.connect(lambda _at: self.chosen.emit(self.value()))

    def show_domain(self, code: str, hidden: frozenset[str]) -> None:
        """Show where one is, without telling anybody."""
        if hidden != self._hidden:
            self._hidden = hidden
            self._offer()
        self.blockSignals(True)
        self.set_value(code)
        self.blockSignals(False)
        self.setToolTip(self.currentText())

    def _offer(self) -> None:
        self.offer(
            [
                (code, partial(_numbered, place, code))
                for place, code in enumerate(domain_codes(), 1)
                if code not in self._hidden
            ]
        )


def by_domain(assessment: Assessment | None) -> Mapping[str, DomainRating]:
    """Return the ratings of an assessment by their domain."""
    return {rating.domain: rating for rating in assessment.ratings} if assessment else {}


def rating_words(rating: DomainRating | None) -> str:
    """Return a domain's values in one sentence for who does not see the drawing."""
    if rating is None or rating.status != "rated":
        return status_words(rating.status if rating else "open")
    said = _(
        "resources: self {own}, professional {pro}; needs: self {need}, professional {need_pro}",
        own=digit(rating.resource_self), pro=digit(rating.resource_pro),
        need=digit(rating.need_self), need_pro=digit(rating.need_pro),
    )  # fmt: skip
    return f"{said}; {urgency_words(rating.urgency)}" if rating.urgency else said


def digit(value: int | None) -> str:
    """Return a value, or a dash where there is none."""
    return "–" if value is None else str(value)


class _DomainRow(ListRow):
    """One domain: its short name and two bars; the story has a mark instead."""

    def __init__(self, code: str) -> None:
        self._name: Elide = Elide("body")
        self._bars = _Bars()
        self._told = Icon("book-open", "muted", 18)
        self._is_story = code == domain_codes()[-1]
        super().__init__(
            (self._name, 1), self._told if self._is_story else self._bars, gap=8, margins=(14, 7)
        )
        self.setBackgroundRole(QPalette.ColorRole.Window)  # labels on a button would be inked as its text
        self._code = code
        self._rating: DomainRating | None = None
        self._has_story = False
        self.say(lambda _text: self._word(), lambda: "")

    def show_rating(self, rating: DomainRating | None, *, has_story: bool) -> None:
        """Show a domain's values."""
        self._rating, self._has_story = rating, has_story
        self._bars.show_rating(rating)
        self._told.show_icon("check-circle" if has_story else "book-open", "accent" if has_story else "muted")
        self._word()

    def set_current(self, is_current: bool) -> None:
        """Mark the domain that is open."""
        super().set_current(is_current)
        self._name.set_role("strong" if is_current else "body")
        self._name.set_tone("accent" if is_current else "text")

    def _word(self) -> None:
        name = short_name(self._code, words().tag)
        self._name.setText(name)
        if self._is_story:
            # Translators: said of the person's story
            state = _("told") if self._has_story else _("not told yet")
        else:
            state = rating_words(self._rating)
        self.setAccessibleName(f"{name}, {state}")


class _Bars(Speaking, QWidget):
    """Two bars: resources solid, needs hatched; dotted tracks where nobody rated. The name says the same."""

    def __init__(self) -> None:
        super().__init__()
        self._values: tuple[int | None, int | None] = (None, None)
        self.fit(lambda: self.setFixedSize(px(56), px(18)))

    def show_rating(self, rating: DomainRating | None) -> None:
        """Show the person's own values, the professional's where they have none."""
        is_rated = rating is not None and rating.status == "rated"
        self._values = (
            (_first(rating.resource_self, rating.resource_pro), _first(rating.need_self, rating.need_pro))
            if rating is not None and is_rated
            else (None, None)
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Be as large as fixed."""
        return QSize(px(56), px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tall = px(6)
        for line, (value, tone) in enumerate(zip(self._values, ("res", "need"), strict=True)):
            track = QRectF(0, px(2) + line * px(8), self.width(), tall)
            if value is None:
                painter.setPen(QPen(colour("strong"), 1, Qt.PenStyle.DotLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(track.adjusted(0.5, 0.5, -0.5, -0.5))
                continue
            painter.fillRect(track, colour("sunken"))
            wide = self.width() * value / _HIGHEST
            left = self.width() - wide if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
            _paint_bar(painter, QRectF(left, track.top(), wide, tall), tone)
        painter.end()


def _paint_bar(painter: QPainter, bar: QRectF, tone: str) -> None:
    if tone == "res":
        painter.fillRect(bar, colour(tone))
        return
    painter.save()
    path = QPainterPath()
    path.addRect(bar)
    painter.setClipPath(path)
    painter.fillRect(bar, colour(tone, 110))
    painter.setPen(QPen(colour(tone), 1.6))
    x = bar.left() - bar.height()
    while x < bar.right():
        painter.drawLine(int(x), int(bar.bottom()), int(x + bar.height()), int(bar.top()))
        x += px(4)
    painter.restore()


def _first(own: int | None, other: int | None) -> int | None:
    return other if own is None else own


def _numbered(place: int, code: str) -> str:
    return f"{place}  {short_name(code, words().tag)}"
