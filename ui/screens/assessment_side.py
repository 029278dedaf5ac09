"""The side of the page: radar or table with the same content, what the marks mean, three lines for a talk."""

from collections.abc import Callable, Mapping

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from intake_app.records.assessment import Assessment
from intake_app.services.assessment_views import Picture, frame, short_name
from ui.look.type import px
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.flow import flow
from ui.parts.label import Label, label
from ui.parts.marks import Icon
from ui.parts.page import scrolling
from ui.parts.radar import RadarView, line_pen, paint_dot
from ui.parts.segmented import Segmented
from ui.parts.space import column, leave_out, pane, row
from ui.screens.assessment_domains import by_domain
from ui.screens.assessment_table import ValueTable
from ui.screens.assessment_words import kind_words, listed, short_names, status_words, urgency_words
from ui.speaking import Speaking
from ui.words import _, set_apart, words

_SILENT = ("not-discussed", "declined", "not-applicable")


class SideState(msgspec.Struct, frozen=True):
    """All that the side shows; ``earlier`` only while comparing."""

    current: Assessment | None
    earlier: Assessment | None
    picture: Picture
    domain: str
    hidden: frozenset[str]


class SidePanel(Speaking, QWidget):
    """``chosen`` carries a domain that was clicked in the radar or chosen in the table."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._state: SideState | None = None
        self._title = label("smallb", "muted")
        self.view = Segmented([("radar", _radar_words), ("table", _table_words)])
        self.say(self.view.setAccessibleName, lambda: _("View"))
        self.view.chosen.connect(self.show_view)
        self.radar = RadarView(frame)
        self.radar.chosen.connect(self.chosen)
        self.table = ValueTable()
        self.table.chosen.connect(self.chosen)
        self._empty = label("small", "muted")
        self.say(self._empty.setText, lambda: _("Nothing is rated yet. Begin where the person wants."))
        self._legend, self._earlier, self._silent = (
            _legend(),
            label("small", "muted"),
            label("small", "muted"),
        )
        self._radar_side = pane(column((self.radar, 1), self._empty, self._legend, self._earlier, gap=6))
        self.lines = ThreeLines()
        self.compare_button = Button("small", icon="clock-counter-clockwise")
        self.compare_button.setCheckable(True)
        self.say(self.compare_button.setText, lambda: _("Compare with the first"))
        self.done_button = Button("small", icon="check-circle")
        # Translators: a button: completes the assessment
        self.say(self.done_button.setText, lambda: _("Complete"))
        self._card = Card(
            row((self._title, 1), self.view, gap=8), (self._radar_side, 1), self.table, self._silent,
            self.lines, flow(self.compare_button, self.done_button), "*", gap=10, margins=(14, 12),
        )  # fmt: skip
        leave_out(self.table)
        self._card.body.setStretchFactor(self._radar_side, 50)  # the stretch below is for the table
        self._inner = column((self._card, 1), margins=(10, 12))
        self._scroll = scrolling(self._inner)
        self._whole = column((self._scroll, 1), gap=0)
        self.setLayout(self._whole)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.say(lambda _text: self._word(), lambda: "")

    def set_stacked(self, is_stacked: bool) -> None:
        """Stand below the domain, in its scrolling middle, or beside it with a scroll bar of its own."""
        (self._whole if is_stacked else self._inner).addWidget(self._card)
        self._scroll.setVisible(not is_stacked)

    def turn_view(self) -> None:
        """Show the table in place of the radar, or the other way round."""
        self.show_view("radar" if self.view.value() == "table" else "table")

    def show_view(self, name: str) -> None:
        """Show ``radar`` or ``table``."""
        self.view.set_value(name)
        self._radar_side.setVisible(name == "radar")
        self.table.setVisible(name == "table")

    def show_state(self, state: SideState) -> None:
        """Show an assessment as it is now."""
        self._state = state
        self._word()

    def _word(self) -> None:
        state = self._state
        if state is None:
            return
        tag = words().tag
        codes = [axis.domain for axis in state.picture.radar.axes]
        names: Mapping[str, str] = {code: short_name(code, tag) for code in codes}
        self._title.setText(_titled(state.current) if state.current is not None else "")
        self.radar.show_drawing(state.picture.radar, names, state.domain)
        self.radar.setAccessibleName(_("Radar of resources and needs. The values stand in the table."))
        self.table.show_values(state.current, state.earlier, names, state.domain)
        self._empty.setVisible(not state.picture.radar.shapes)
        self._legend.setVisible(bool(state.picture.radar.shapes))
        self._earlier.setVisible(state.earlier is not None)
        if state.earlier is not None:
            self._earlier.setText(_("Thin and grey: {assessment}", assessment=_titled(state.earlier)))
        self._say_silent(state)
        self.lines.show_lines(state)

    def _say_silent(self, state: SideState) -> None:
        """Say why axes are empty, by reason."""
        ratings = by_domain(state.current)
        said = []
        for status in _SILENT:
            codes = [
                code for code, one in ratings.items() if one.status == status and code not in state.hidden
            ]
            if codes:
                said.append(
                    _("– {domains}: {reason}, so there is no value.", domains=short_names(codes),
                      reason=status_words(status))
                )  # fmt: skip
        self._silent.setText("\n".join(said))
        self._silent.setVisible(bool(said))


class ThreeLines(Card):
    """What carries, what to begin with, what to look at together: for a talk, never a ranking of a person."""

    def __init__(self) -> None:
        super().__init__(kind="sunken", gap=8, margins=(12, 10))
        self._carries, self._first = label("smallb", "res"), label("smallb", "need")
        self._together = label("small", "muted")
        self._rows = [
            pane(row(Icon(icon, tone, 17), (text, 1), gap=8))
            for icon, tone, text in (
                ("handshake", "res", self._carries),
                ("clock", "need", self._first),
                ("chats", "muted", self._together),
            )
        ]
        self.body.add(*self._rows)

    def texts(self) -> tuple[str, str, str]:
        """Return the three lines; empty where there is nothing to say."""
        return self._carries.text(), self._first.text(), self._together.text()

    def show_lines(self, state: SideState) -> None:
        """Show the lines of a picture."""
        picture, ratings = state.picture, by_domain(state.current)
        first = []
        for code in picture.first:
            name, urgency = short_name(code, words().tag), ratings[code].urgency
            first.append(
                _("{domain} ({when})", domain=name, when=urgency_words(urgency))
                if urgency in {"U1", "U2", "U3"}
                else name
            )
        carries, together = short_names(picture.carries), short_names(picture.together)
        self._carries.setText(_("This carries: {domains}", domains=carries) if carries else "")
        self._first.setText(_("To begin with: {domains}", domains=listed(first)) if first else "")
        self._together.setText(
            _("To look at together: {domains} (self and professional differ)", domains=together)
            if together
            else ""
        )
        for holder, text in zip(self._rows, (self._carries, self._first, self._together), strict=True):
            holder.setVisible(bool(text.text()))
        self.setVisible(any(self.texts()))


def _titled(assessment: Assessment) -> str:
    day = words().date(assessment.begun_at.astimezone().date())
    return f"{kind_words(assessment.kind)} · {set_apart(day)}"


def _radar_words() -> str:
    # Translators: the drawing of values on a circle, beside the table of the same values
    return _("Radar")


def _table_words() -> str:
    # Translators: the table of values, beside the drawing of the same values
    return _("Table")


def _legend() -> QWidget:
    lines = []
    for side, says in (
        ("resource", lambda: _("Resources: line = self, dot = professional")),
        ("need", lambda: _("Needs: dashed = self, diamond = professional")),
    ):
        text: Label = label("small", "muted")
        says_now: Callable[[], str] = says
        text.say(text.setText, says_now)
        lines.append(row(_LegendMark(side), (text, 1), gap=8))
    return pane(column(*lines, gap=4))


class _LegendMark(Speaking, QWidget):
    """A piece of line with a dot, as in the radar."""

    def __init__(self, side: str) -> None:
        super().__init__()
        self._side = side
        self.fit(lambda: self.setFixedSize(px(46), px(16)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QRectF(self.rect()).center().y()
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        line, dot = ((px(16), self.width()), px(8)) if is_mirrored else ((0, px(30)), self.width() - px(8))
        painter.setPen(line_pen(self._side))
        painter.drawLine(QPointF(line[0], middle), QPointF(line[1], middle))
        paint_dot(painter, QPointF(dot, middle), self._side)
        painter.end()
