"""Beside the network map: its figures, and the tie that is selected with what can be said of it at once."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from intake_app.errors import N_
from intake_app.records.network import NetworkTie, Quality
from intake_app.services.drawings import NetworkFigures, draw_sample
from intake_app.services.networks import TieDraft, domain_name, rated_domains
from ui.look.theme import colour
from ui.look.type import font, px
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.field import Field, Picker
from ui.parts.flow import Flow
from ui.parts.label import Elide, Label, label
from ui.parts.marks import draw_mark
from ui.parts.picks import Picks
from ui.parts.picture import paint
from ui.parts.space import Stack, column, pane, row, rule
from ui.speaking import Speaking
from ui.ties import (
    HELPS,
    QUALITIES,
    RINGS,
    draft_of,
    help_words,
    label_of,
    quality_words,
    ring_words,
    sector_words,
    where_words,
)
from ui.words import _, plural, words

_UP_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def domain_options() -> list[tuple[str, Callable[[], str]]]:
    """Return the life domains a tie can be a resource in, and that it is none."""
    none: list[tuple[str, Callable[[], str]]] = [("", lambda: _("not as a resource"))]
    return none + [(one.code, partial(domain_words, one.code)) for one in rated_domains()]


def domain_words(code: str) -> str:
    """Return a life domain's short name in the window's language."""
    return domain_name(code, words().tag, is_short=True)


class FiguresCard(Card):
    """How many ties, how many of them supportive and very near; below, the shares."""

    def __init__(self) -> None:
        super().__init__(gap=6, margins=(14, 10))
        self._figures: NetworkFigures | None = None
        self._tiles: Stack = row(gap=10)
        self._numbers: list[tuple[Label, Label]] = []
        for _tile in range(3):
            number, below = label("num", wrap=False), label("small", "muted")
            self._numbers.append((number, below))
            self._tiles.add((column(number, below, "*", gap=0), 1))
        self._shares = label("small", "muted")
        self.body.add(self._tiles, self._shares)
        self.say(lambda _text: self._word(), str)

    def show_figures(self, figures: NetworkFigures) -> None:
        """Show other figures."""
        self._figures = figures
        self._word()

    def _word(self) -> None:
        figures = self._figures
        if figures is None:
            return
        told = (
            (figures.size, plural("tie", "ties", figures.size)),
            (figures.supportive, _("supportive")),
            (figures.near, _("very near")),
        )
        for (number, below), (count, text) in zip(self._numbers, told, strict=True):
            number.setText(words().number(count))
            below.setText(text)
        shares = (
            (figures.professional_share, N_("{share} % professionals")),
            (figures.german_share, N_("{share} % speak German, as far as known")),
            (figures.abroad_share, N_("{share} % not in Germany")),
        )
        said = [
            _(text, share=words().number(round(share * 100))) for share, text in shares if share is not None
        ]
        self._shares.setText("\n".join(said))
        self._shares.setVisible(bool(said))


class TiePanel(Card):
    """The selected tie. ``changed`` carries its id and a TieDraft; ``edited`` and ``taken_off`` the id."""

    changed = Signal(str, object)
    edited = Signal(str)
    taken_off = Signal(str)
    left = Signal()  # Esc: back to the map

    def __init__(self) -> None:
        super().__init__(gap=8, margins=(14, 12))
        self.tie: NetworkTie | None = None
        self._hides = False
        self.name = Elide("head")
        self._facts = label("small", "muted")
        quality_head, ring_head = label("smallb", "muted"), label("smallb", "muted")
        self.say(quality_head.setText, lambda: _("What is the tie like?"))
        self.say(ring_head.setText, lambda: _("How near?"))
        self.qualities = [QualityRow(quality) for quality in QUALITIES]
        for one in self.qualities:
            one.clicked.connect(partial(self._change, quality=one.quality))
            one.stepped.connect(partial(self._step, one))
        self.rings = Picks(is_tabbed=True)
        self.rings.offer([(ring, partial(ring_words, ring)) for ring in RINGS])
        self.rings.picked.connect(lambda ring: self._change(ring=int(ring), place=None))
        self.help = Picker([(one, partial(help_words, one)) for one in HELPS])
        self.help.activated.connect(lambda _at: self._change(help=self.help.value()))
        self.domain = Picker(domain_options())
        self.domain.activated.connect(lambda _at: self._change(resource_domain=self.domain.value()))
        for picker in (self.help, self.domain):
            picker.currentTextChanged.connect(picker.setToolTip)
            picker.installEventFilter(self)
        self.edit, self.remove = Button("small", icon="pencil-simple"), Button("small", icon="trash")
        self.say(self.edit.setText, lambda: _("Change"))
        self.say(self.remove.setText, lambda: _("Take off the map"))
        self.edit.clicked.connect(lambda _on=False: self._tell(self.edited))
        self.remove.clicked.connect(lambda _on=False: self._tell(self.taken_off))
        self.body.add(
            self.name,
            self._facts,
            rule(),
            quality_head,
            column(*self.qualities, gap=4),
            ring_head,
            self.rings,
            Field(lambda: _("Help"), edit=self.help),
            Field(lambda: _("Resource for"), edit=self.domain),
            pane(Flow([self.edit, self.remove])),
        )
        self.say(lambda _text: self._word(), str)

    def show_tie(self, tie: NetworkTie, *, hides_names: bool) -> None:
        """Show another tie, or another state of it."""
        self.tie, self._hides = tie, hides_names
        for one in self.qualities:
            one.setChecked(one.quality == tie.quality)
        self.rings.show_value(str(tie.ring))
        self.help.set_value(tie.help)
        self.domain.set_value(tie.resource_domain)
        for picker in (self.help, self.domain):
            picker.setToolTip(picker.currentText())
        self._word()

    def enter(self) -> None:
        """Give the focus to what the tie is like."""
        chosen = next((one for one in self.qualities if one.isChecked()), self.qualities[0])
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the map with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the wheel to the page: scrolling past a list must not change what is kept."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, Picker):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _word(self) -> None:
        if self.tie is not None:
            self.name.setText(label_of(self.tie, is_hidden=self._hides))
            self._facts.setText(" · ".join([sector_words(self.tie.sector), *where_words(self.tie)]))

    def _change(self, _on: bool = False, **facts: object) -> None:
        if self.tie is None:
            return
        before = draft_of(self.tie)
        if any(getattr(before, name) != value for name, value in facts.items() if name != "place"):
            self.changed.emit(self.tie.id, _with(before, facts))
        else:
            self.show_tie(self.tie, hides_names=self._hides)

    def _tell(self, signal: SignalInstance) -> None:
        if self.tie is not None:
            signal.emit(self.tie.id)

    def _step(self, here: "QualityRow", step: int) -> None:
        there = self.qualities[(self.qualities.index(here) + step) % len(self.qualities)]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        there.click()


class QualityRow(Speaking, QAbstractButton):
    """One quality to choose: its line, its word, the ring of a choice. Up and down go to the next."""

    stepped = Signal(int)

    def __init__(self, quality: Quality) -> None:
        super().__init__()
        self.quality = quality
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(self.setText, partial(quality_words, quality))
        self.fit(self.updateGeometry)

    def nextCheckState(self) -> None:
        """Leave it to the owner what is chosen."""

    # Qt's own

    def sizeHint(self) -> QSize:
        self.setFont(font("strong", self.text()))
        wide = self.fontMetrics().horizontalAdvance(self.text()) + px(46 + 20 + 40)
        return QSize(wide, max(px(34), self.fontMetrics().height() + px(8)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _UP_DOWN and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(_UP_DOWN[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it in
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on, area = self.isChecked(), QRectF(self.rect())
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = 2.0 if is_on else 1.0
        inside = area.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.setPen(QPen(colour("accent" if is_on or self.underMouse() else "strong"), edge))
        painter.setBrush(colour("soft" if is_on else "surface"))
        painter.drawRoundedRect(inside, 8, 8)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent"), 1.5))
            painter.drawRoundedRect(inside.adjusted(3, 3, -3, -3), 5, 5)
        gap, line, mark = px(12), px(46), px(18)
        left = area.width() - gap - line if is_mirrored else gap
        painter.save()
        painter.translate(left, (area.height() - px(20)) / 2)
        paint(painter, draw_sample(self.quality, line, px(20), px(13)).shapes)
        painter.restore()
        text = (
            area.adjusted(gap * 2 + mark, 0, -gap * 2 - line, 0)
            if is_mirrored
            else area.adjusted(gap * 2 + line, 0, -gap * 2 - mark, 0)
        )
        start = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font("strong" if is_on else "body", self.text()))
        painter.setPen(colour("text"))
        align = start | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text, align, self.text())
        at = gap if is_mirrored else area.width() - gap - mark
        box = QRectF(at, (area.height() - mark) / 2, mark, mark)
        draw_mark(painter, box, is_on=is_on, is_multiple=False)
        painter.end()


def _with(draft: TieDraft, facts: dict[str, object]) -> TieDraft:
    given = {name: getattr(draft, name) for name in TieDraft.__struct_fields__}
    return TieDraft(**{**given, **facts})
