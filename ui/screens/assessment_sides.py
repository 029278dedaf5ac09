"""The two cards of a domain: what carries first, then what is missing; each with prompts, chips, scales."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QWidget

from intake_app.records.assessment import DomainRating, Need, Resource
from intake_app.services.assessment_views import FROM_NEED, highest_need, step_word
from ui.look.theme import colour
from ui.look.type import font
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.chip import Chip
from ui.parts.field import LineEdit
from ui.parts.flow import Flow
from ui.parts.label import label
from ui.parts.marks import Drawn, Icon
from ui.parts.scale import ScaleRow
from ui.parts.segmented import Segmented
from ui.parts.space import clear, pane, row
from ui.screens.assessment_entries import EntryChip, Prompts
from ui.screens.assessment_words import URGENCIES, entry_words, side_words, urgency_words
from ui.words import _, words

_CLEAR = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class SideCard(Card):
    """``rated`` carries a field of DomainRating and its value; ``opened`` and ``ended`` an entry."""

    rated = Signal(str, object)
    opened = Signal(object)
    ended = Signal(object)

    def __init__(self, side: str, number: str, heading: Callable[[], str]) -> None:
        super().__init__(gap=8)
        self._tone = "res" if side == "resource" else "need"
        self.chips: list[EntryChip] = []
        title = label("head", self._tone)
        self.say(title.setText, heading)
        mark = Chip(self._tone)
        kind = partial(side_words, side)
        self.say(mark.setText, kind)
        self.prompts = Prompts()
        self.add_button = Button("small", icon="plus")
        self.say(self.add_button.setText, partial(entry_words, side))
        self._flow = Flow(gap=8)
        self._entries = pane(self._flow)

        def word(step: int) -> str:
            return step_word(side, step, words().tag)

        self.own = ScaleRow(kind, word, tone=self._tone, is_self=True)
        self.professional = ScaleRow(kind, word, tone=self._tone, is_self=False)
        self.own.scale.rated.connect(partial(self.rated.emit, f"{side}_self"))
        self.professional.scale.rated.connect(partial(self.rated.emit, f"{side}_pro"))
        self.body.add(
            row(_Number(number, self._tone), (title, 1), mark, gap=8),
            self.prompts, self._entries, self.own, self.professional,
        )  # fmt: skip

    def show_values(self, own: int | None, professional: int | None, *, is_open: bool) -> None:
        """Show both values; a completed assessment is looked at only."""
        for shown, value in ((self.own, own), (self.professional, professional)):
            shown.set_value(value)
            shown.scale.setEnabled(is_open)
        self.add_button.setVisible(is_open)

    def show_entries(self, entries: Sequence[Resource] | Sequence[Need]) -> None:
        """Show the entries as chips, the button to add another behind them."""
        if [chip.entry for chip in self.chips] == list(entries) and self._flow.count():
            return
        had_focus = any(chip.hasFocus() for chip in self.chips)
        self._flow.removeWidget(self.add_button)
        clear(self._flow)
        self.chips = [EntryChip(entry) for entry in entries]
        for chip in self.chips:
            chip.clicked.connect(partial(self.opened.emit, chip.entry))
            chip.ended.connect(partial(self.ended.emit, chip.entry))
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.add_button)
        before: QWidget = self._entries
        for one in (*self.chips, self.add_button, self.own.scale, self.professional.scale):
            QWidget.setTabOrder(before, one)
            before = one
        if had_focus:
            self.add_button.setFocus(Qt.FocusReason.TabFocusReason)

    def set_narrow(self, is_narrow: bool) -> None:
        """Put who rates above the scales, or before them."""
        for one in (self.own, self.professional):
            one.set_narrow(is_narrow)

    def step_in(self) -> None:
        """Move the focus to the next place of this card: own value, professional value, adding an entry."""
        stops: list[QWidget] = [self.own.scale, self.professional.scale, self.add_button]
        here = next((at for at, stop in enumerate(stops) if stop.hasFocus()), -1)
        stops[(here + 1) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)


class ResourceCard(SideCard):
    """Card 1. Where a need wants a strength beside it, it asks for one, or why none is seen."""

    reason_given = Signal(str)

    def __init__(self) -> None:
        super().__init__("resource", "1", lambda: _("What carries you here?"))
        self.reason: LineEdit = LineEdit()
        self.say(self.reason.setPlaceholderText, lambda: _("None visible yet, because …"))
        self.say(self.reason.setAccessibleName, lambda: _("None visible yet, because"))
        self.reason.editingFinished.connect(self._give_reason)
        self._asks = label("small", "text")
        self.say(
            self._asks.setText,
            lambda: _("There is a need. What helps, even a little? One resource, or why none is seen yet."),
        )
        asking = row(Icon("info", "text", 18), (self._asks, 1))
        self.gate = Card(asking, self.reason, kind="sunken", gap=6, margins=(12, 8))
        self.gate.hide()
        self.body.insertWidget(3, self.gate)
        self._reason = ""

    def show_rating(self, rating: DomainRating, *, has_entries: bool, is_open: bool, is_asking: bool) -> None:
        """Show the values and, where a need wants it, the question for a strength."""
        self.show_values(rating.resource_self, rating.resource_pro, is_open=is_open)
        self._reason = rating.none_visible
        if not self.reason.hasFocus():
            self.reason.setText(rating.none_visible)
        wants = highest_need(rating) >= FROM_NEED and not has_entries
        self.gate.setVisible(wants and (is_open or bool(rating.none_visible)))
        self.gate.set_kind("att" if is_asking and not rating.none_visible else "sunken")
        self.reason.setReadOnly(not is_open)

    def _give_reason(self) -> None:
        typed = self.reason.text().strip()
        if typed != self._reason and not self.reason.isReadOnly():
            self._reason = typed
            self.reason_given.emit(typed)


class NeedCard(SideCard):
    """Card 2: what is missing, and how soon; both raters' values stay as they are."""

    def __init__(self) -> None:
        super().__init__("need", "2", lambda: _("What is still missing?"))
        self.urgency = UrgencySwitch()
        self.say(self.urgency.setAccessibleName, lambda: _("Urgency"))
        self.urgency.chosen.connect(partial(self.rated.emit, "urgency"))
        heading = label("small", "muted", wrap=False)
        # Translators: how soon a need is to be met
        self.say(heading.setText, lambda: _("Urgency"))
        self._urgency_row = pane(Flow((heading, self.urgency), gap=10))
        self._differ = label("small", "muted")
        self._differs = pane(row(Icon("info", "muted", 16), (self._differ, 1), gap=6))
        self.comment: QLineEdit = LineEdit()
        self.say(self.comment.setPlaceholderText, lambda: _("Note on this domain"))
        self.say(self.comment.setAccessibleName, lambda: _("Note on this domain"))
        self.comment.editingFinished.connect(self._give_comment)
        self._rating = DomainRating("")
        self.body.add(self._urgency_row, self._differs, self.comment)
        self.say(lambda _text: self._say_difference(), lambda: "")

    def show_rating(self, rating: DomainRating, *, is_open: bool) -> None:
        """Show values, urgency and what both raters see differently."""
        self._rating = rating
        self.show_values(rating.need_self, rating.need_pro, is_open=is_open)
        self.urgency.show_urgency(rating.urgency)
        self.urgency.setEnabled(is_open)
        if not self.comment.hasFocus():
            self.comment.setText(rating.comment)
        self.comment.setReadOnly(not is_open)
        self._say_difference()

    def _say_difference(self) -> None:
        own, other = self._rating.need_self, self._rating.need_pro
        differs = own is not None and other is not None and own != other
        self._differs.setVisible(differs)
        if differs:
            self._differ.setText(
                _("The person says {own}, professional {pro}. Both values stay.", own=own, pro=other)
            )

    def _give_comment(self) -> None:
        typed = self.comment.text().strip()
        if typed != self._rating.comment and not self.comment.isReadOnly():
            self.rated.emit("comment", typed)


class UrgencySwitch(Segmented):
    """How soon: one of four, or none yet. Delete takes it back (``chosen`` with an empty value)."""

    def __init__(self) -> None:
        super().__init__([(code, partial(urgency_words, code)) for code in URGENCIES])
        self.show_urgency("")

    def show_urgency(self, urgency: str) -> None:
        """Show ``urgency`` without telling anybody; none where it is empty."""
        if urgency:
            self.set_value(urgency)
            return
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)

    def step_in(self) -> None:
        """Move the focus to the chosen one, or to the first."""
        (self._group.checkedButton() or self._group.button(0)).setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """Take the choice back with Delete."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _CLEAR:
            self.show_urgency("")
            self.chosen.emit("")
            return True
        return super().eventFilter(watched, event)


class _Number(Drawn):
    """A disc with the number of the card."""

    def __init__(self, text: str, tone: str) -> None:
        super().__init__(28)
        self._text, self._tone = text, tone

    def draw(self, painter: QPainter, n: float) -> None:
        """Draw disc and number."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self._tone))
        painter.drawEllipse(0, 0, int(n), int(n))
        painter.setPen(colour("on"))
        painter.setFont(font("strong", self._text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
