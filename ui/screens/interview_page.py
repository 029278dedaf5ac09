"""One page of question cards: its title in both languages, the cards, the repeat it belongs to.

Cards are made once and come back when a page comes back; only what an answer changed is drawn again.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from intake_app.interview import RepeatPlace
from ui.look import type as letter
from ui.parts.button import Button
from ui.parts.label import Label, label
from ui.parts.space import column, pane, row
from ui.questions.marks import chip_with
from ui.questions.panes import Panes, plain_text
from ui.questions.passage import Passage
from ui.questions.question_box import QuestionBox
from ui.speaking import Speaking
from ui.words import _, plural


class PageView(QScrollArea):
    """The middle of the room: the only thing that scrolls, and never sideways."""

    added = Signal(str)  # ref of the repeat
    removed = Signal(str)  # ref of the instance

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.place = QWidget()  # where cards stand
        self.place.setObjectName("plain")
        self.setWidget(self.place)
        self._column = QVBoxLayout(self.place)
        self.head = PageHead()
        self.repeat = RepeatBar()
        self.repeat.added.connect(self.added)
        self.repeat.removed.connect(self.removed)
        self.skipped = SkippedLine()
        self.boxes: list[QuestionBox] = []
        self._held: tuple[QWidget, int] | None = None  # a card, and where it stands in the view
        self._held_at = -1  # the place of the bar that holding brought about
        self.verticalScrollBar().rangeChanged.connect(self._hold)
        self._column.addWidget(self.head)
        self._column.addWidget(self.repeat)
        self._column.addWidget(self.skipped)
        self._column.addStretch(1)
        self.set_arranged("wide")

    def show_boxes(self, boxes: Sequence[QuestionBox]) -> None:
        """Show these cards, keeping the ones that stand here already."""
        wanted = list(boxes)
        if wanted == self.boxes:
            return
        self.place.setUpdatesEnabled(False)
        for box in self.boxes:
            if box not in wanted:
                self._column.removeWidget(box)
                box.hide()
        for n, box in enumerate(wanted):
            at = 2 + n
            if self._column.indexOf(box) != at:
                self._column.removeWidget(box)
                self._column.insertWidget(at, box)
            box.show()
        self.boxes = wanted
        before: QWidget | None = None
        for box in wanted:
            if before is not None:
                QWidget.setTabOrder(before, box)
            before = box
        self.place.setUpdatesEnabled(True)

    def hold_in_view(self, box: QWidget | None) -> None:
        """Let ``box`` stand where it is although texts change their heights: whoever reads must not search.

        Out of sight, the first card in sight is held; at the very top the page simply stays there. Texts
        that change back bring everything back, also where the page was too short in between.
        """
        bar = self.verticalScrollBar()
        if self._held is None or bar.value() != self._held_at or (box and box is not self._held[0]):
            seen = [one for one in ([box] if box else []) + list(self.boxes) if self._is_seen(one)]
            self._held = (seen[0], seen[0].y() - bar.value()) if seen and bar.value() else None
            self._held_at = bar.value()
        QTimer.singleShot(0, self, self._hold)

    def bring_into_view(self, box: QWidget) -> None:
        """Scroll just as far as needed to see the whole card, its head first."""
        QTimer.singleShot(0, box, lambda: self._reveal(box))

    def set_arranged(self, width: str) -> None:
        """Fit the margins to the room there is."""
        side = letter.sp(10 if width == "narrow" else 21)
        self._column.setContentsMargins(side, letter.sp(14), side, letter.sp(14))
        self._column.setSpacing(letter.sp(11))
        self.head.set_arranged(width)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold once more after cards were laid out anew: one may grow by what another one lost."""
        done = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest and self._held is not None and watched is self.place:
            QTimer.singleShot(0, self, self._hold)
        return done

    def _hold(self) -> None:
        bar = self.verticalScrollBar()
        if self._held is None or self._held[0] not in self.boxes or bar.value() != self._held_at:
            self._held = None  # somebody scrolled, or turned the page
            return
        self._column.activate()
        box, offset = self._held
        bar.setValue(box.y() - offset)
        self._held_at = bar.value()

    def _is_seen(self, box: QWidget) -> bool:
        top = box.y() - self.verticalScrollBar().value()
        return top < self.viewport().height() and top + box.height() > 0

    def _reveal(self, box: QWidget) -> None:
        self._held = None
        if not box.isVisible():
            return
        self._column.activate()
        bar = self.verticalScrollBar()
        top, bottom = box.y() - letter.sp(8), box.y() + box.height() + letter.sp(8)
        seen = self.viewport().height()
        if self.boxes and box is self.boxes[0]:
            top = 0
        if top < bar.value() or bottom - top > seen:
            bar.setValue(top)
        elif bottom > bar.value() + seen:
            bar.setValue(bottom - seen)


class PageHead(Speaking, QWidget):
    """The title of the page in both languages and which section it is."""

    def __init__(self) -> None:
        super().__init__()
        self._ours = Passage("title", "text", self)
        self._where = label("small", "muted", wrap=False)
        self._theirs = Passage("title", "muted", self)
        for passage in (self._ours, self._theirs):
            passage.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(letter.sp(12))
        line.addWidget(self._ours)
        line.addWidget(self._where)
        line.addStretch(1)
        line.addWidget(self._theirs)
        self._at = (0, 0)
        self.say(self._where.setText, self._where_words)

    def show_title(self, ours: str, theirs: str, panes: Panes, *, section: int, of: int) -> None:
        """Show the titles; ``section`` counts from 1."""
        counsellor, client = panes.counsellor, panes.client
        ours, theirs = plain_text(ours), plain_text(theirs)
        self._ours.show_text(ours, counsellor.tag, counsellor.direction(ours))
        same = theirs if theirs != ours and client.name != counsellor.name else ""
        self._theirs.show_text(same, client.tag, client.direction(same))
        self._at = (section, of)
        self._where.setText(self._where_words())

    def set_arranged(self, width: str) -> None:
        """Leave out what has no room."""
        self._where.setVisible(width == "wide")
        self._theirs.setVisible(width != "narrow")

    def _where_words(self) -> str:
        number, of = self._at
        return _("Section {number} of {of}", number=number, of=of) if of else ""


class RepeatBar(Speaking, QWidget):
    """Where in a repeat the page is (``Child 2 of 3``), and adding or removing one."""

    added = Signal(str)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._repeat: RepeatPlace | None = None
        self._title = ""
        self._chip = chip_with("soft", "stack")
        self.say(self._chip.setText, self._where_words)
        self._add = Button("small", icon="plus")
        self.say(self._add.setText, lambda: _("Add one more"))
        self._add.clicked.connect(self._add_one)
        self._remove = Button("small", icon="minus")
        self.say(self._remove.setText, lambda: _("Remove this one"))
        self._remove.clicked.connect(self._remove_one)
        self.setLayout(row(self._chip, "*", self._remove, self._add, gap=10))
        self.hide()

    def show_repeat(self, repeat: RepeatPlace | None, title: str) -> None:
        """Show the place in the repeat; hide where the page belongs to none."""
        self._repeat = repeat
        self._title = plain_text(title)
        self.setVisible(repeat is not None)
        if repeat is not None:
            self._chip.setAccessibleName(f"{self._title}, {self._where_words()}")
            self._chip.setText(self._where_words())
            self._add.setVisible(repeat.can_add)
            self._remove.setVisible(repeat.can_remove)

    def _add_one(self) -> None:
        if self._repeat is not None:
            self.added.emit(self._repeat.ref)

    def _remove_one(self) -> None:
        if self._repeat is not None:
            self.removed.emit(self._repeat.instance)

    def _where_words(self) -> str:
        if self._repeat is None:
            return ""
        if not self._repeat.count:
            return _("none yet")
        return _("{position} of {count}", position=self._repeat.position, count=self._repeat.count)


class SkippedLine(Speaking, QWidget):
    """The folded line for questions that do not apply here after other answers; unfolds to name them."""

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._is_open = False
        self._words: Label = label("small", "muted")
        self._list: Label = label("small", "muted")
        self._open = Button("ghost", icon="caret-down")
        self.say(self._open.name_it, lambda: _("Show which questions"))
        self._open.clicked.connect(self._toggle)
        line = row(self._open, (self._words, 1), gap=6)
        holder = QVBoxLayout(self)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(pane(column(line, self._list, gap=2)))
        self.say(self._words.setText, self._line_words)
        self.hide()

    def show_skipped(self, names: Sequence[str]) -> None:
        """Show how many questions fell away; ``names`` in the counsellor's language."""
        names = tuple(plain_text(name) for name in names)
        if names == self._names:
            return
        self._names = names
        self._words.setText(self._line_words())
        self._list.setText("\n".join(names))
        self.setVisible(bool(names))
        self._list.setVisible(self._is_open)

    def _line_words(self) -> str:
        if not self._names:
            return ""
        return plural(
            "{n} question does not apply here. What was answered stays kept.",
            "{n} questions do not apply here. What was answered stays kept.",
            len(self._names),
        )

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._open.set_icon("caret-up" if self._is_open else "caret-down")
        self._list.setVisible(self._is_open)
