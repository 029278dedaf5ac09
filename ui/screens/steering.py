"""Steering: barriers and gaps that left their cases, for those who change structures; no person anywhere.

Counts by kind, the list, and one barrier with its way: analysed, project group, steering group, resolved.
"""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut

from intake_app.records.barrier import Barrier, SteeringStatus
from ui.barriers import STATUSES, barrier_words, level_words, severity_words, status_words
from ui.look.theme import colour
from ui.look.type import px
from ui.naming import when
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.chip import Chip
from ui.parts.code_picker import code_words
from ui.parts.field import Field, Picker
from ui.parts.flow import Flow
from ui.parts.label import Elide, label
from ui.parts.listing import ListRow
from ui.parts.page import HeadBar, scrolling
from ui.parts.space import Stack, clear, column, pane, row
from ui.screen import Screen
from ui.words import _, plural, set_apart, words

if TYPE_CHECKING:
    from pathlib import Path

    from ui.window import Window

_AT_ONCE = 60  # rows shown before "more" is asked for
_CLOSED = frozenset({"resolved", "not-resolved"})
_TONES = {"reported": ("att", "warning"), "analysed": ("soft", "magnifying-glass"),
          "project-group": ("soft", "users"), "steering-group": ("soft", "users-three"),
          "resolved": ("line", "check-circle"), "not-resolved": ("line", "prohibit")}  # fmt: skip


class SteeringScreen(Screen):
    """The list; ``rows`` are those shown, ``current`` the barrier whose way is shown beside."""

    area: ClassVar[str] = "steering"

    def __init__(self, window: "Window | None" = None) -> None:
        super().__init__(window)
        self.barriers: tuple[Barrier, ...] = ()
        self.rows: list[ListRow] = []
        self.current: Barrier | None = None
        self._most = _AT_ONCE
        self.export_button = Button("normal", icon="download-simple")
        self.say(self.export_button.setText, lambda: _("Save as a table …"))
        self.export_button.clicked.connect(self.export)
        head = HeadBar(
            lambda: _("Barriers and gaps"),
            lambda: _("From all cases, without any person: what stands in the way of many."),
            self.export_button,
        )  # fmt: skip
        self.kind, self.status = Picker(), Picker()
        for picker in (self.kind, self.status):
            picker.currentIndexChanged.connect(self._filter)
            picker.currentTextChanged.connect(picker.setToolTip)
        self._counts = Card(gap=4)
        self._list = Card(gap=0, margins=(2, 4))
        self._none = label("body", "muted")
        self.say(self._none.setText, self._none_words)
        self._count = label("small", "muted")
        self.more = Button("ghost")
        self.say(self.more.setText, lambda: _("Show more"))
        self.more.clicked.connect(self._show_more)
        self.detail = BarrierDetail(self)
        self.findings_button = Button(icon="download-simple")
        self.say(self.findings_button.setText, lambda: _("Findings for the steering group …"))
        self.findings_button.clicked.connect(self.export_findings)
        self.agreements_button = Button(icon="handshake")
        self.say(self.agreements_button.setText, lambda: _("Cooperation agreements"))
        self.agreements_button.clicked.connect(lambda: self.go("agreements"))
        self.gaps_button = Button(icon="chart-bar")
        self.say(self.gaps_button.setText, lambda: _("Gaps and overlaps"))
        self.gaps_button.clicked.connect(lambda: self.go("offers_report"))
        self.feedback_button = Button(icon="chat-circle-text")
        self.say(self.feedback_button.setText, lambda: _("What people said"))
        self.feedback_button.clicked.connect(lambda: self.go("feedback"))
        self._ways = Flow(
            [self.gaps_button, self.agreements_button, self.feedback_button, self.findings_button], gap=8
        )
        ways = pane(self._ways)
        filters = row(
            (Field(lambda: _("Kind of barrier"), edit=self.kind), 1),
            (Field(lambda: _("Where it stands"), edit=self.status), 1), gap=12,
        )  # fmt: skip
        left = column(ways, filters, self._count, self._none, self._list, row(self.more, "*"), "*", gap=10)
        right = column(self.detail, self._counts, "*", gap=12)
        self._columns: Stack = row((left, 3), (right, 2), gap=12)
        self.setLayout(column(head, (scrolling(column(self._columns, "*", margins=(16, 12))), 1), gap=0))
        for widget in (self._list, self.more):
            widget.hide()
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.export)

    def title(self) -> str:
        """Return the page's name."""
        return _("Barriers and gaps")

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (("↑ ↓", _("barrier before, next barrier")), ("Ctrl+S", _("save the list as a table")))

    def arrange(self, width: str) -> None:
        """Stack list and detail when the window is not wide."""
        is_wide = width == "wide"
        self._columns.setDirection(Stack.Direction.LeftToRight if is_wide else Stack.Direction.TopToBottom)

    def opened(self) -> None:
        """Fetch the list."""
        workspace = self.workspace

        def fetch() -> tuple[Barrier, ...]:
            from intake_app.services.barriers import steering_list

            return steering_list(workspace)

        self.ask(fetch, self._show)

    def reworded(self) -> None:
        """Word the list again."""
        self._show(self.barriers)

    def choose(self, barrier_id: str) -> None:
        """Show one barrier's way beside the list."""
        self.current = next((one for one in self.barriers if one.id == barrier_id), None)
        for shown, one in zip(self.rows, self._chosen(), strict=False):
            shown.set_current(self.current is not None and one.id == self.current.id)
        self.detail.show_barrier(self.current)

    def steer(self, status: SteeringStatus, remark: str) -> None:
        """Keep where the barrier shown stands now."""
        if self.current is None:
            return
        workspace, now, barrier_id = self.workspace, self.now(), self.current.id

        def keep() -> Barrier:
            from intake_app.services.barriers import steer_barrier

            return steer_barrier(workspace, barrier_id=barrier_id, status=status, remark=remark, now=now)

        self.ask(keep, lambda _kept: self.opened())

    def export(self) -> None:
        """Save the list as CSV where the person says."""
        if self.shell is not None and self.barriers:
            self.shell.files.ask_save(
                _("Save as a table"), f"{_('barriers')}.csv", f"{_('Table')} (*.csv)", self._export_to
            )

    def _export_to(self, path: "Path") -> None:
        workspace, now, spoken = self.workspace, self.now(), words()

        def write() -> int:
            from intake_app.services.barriers import export_barriers

            return export_barriers(workspace, path=path, words=spoken, now=now)

        self.ask(write, lambda n: self._tell_saved(n, path))

    def export_findings(self) -> None:
        """Save barriers, gaps, overlaps and agreements as one table of codes and counts."""
        if self.shell is not None:
            self.shell.files.ask_save(
                _("Save as a table"), f"{_('findings')}.csv", f"{_('Table')} (*.csv)", self._findings_to
            )

    def _findings_to(self, path: "Path") -> None:
        workspace, now, spoken = self.workspace, self.now(), words()

        def write() -> int:
            from intake_app.services.findings import export_findings

            return export_findings(workspace, path=path, words=spoken, now=now)

        self.ask(write, lambda n: self._tell_saved(n, path))

    def _tell_saved(self, n: int, path: "Path") -> None:
        if self.shell is not None:
            self.shell.tell_plain(
                plural("{n} line saved: {file}", "{n} lines saved: {file}", n, file=path.name)
            )

    # Showing

    def _chosen(self) -> list[Barrier]:
        kind, status = self.kind.value(), self.status.value()
        return [
            one for one in self.barriers
            if (not kind or one.type == kind)
            and (not status or one.status == status or (status == "open" and one.status not in _CLOSED))
        ]  # fmt: skip

    def _show(self, barriers: tuple[Barrier, ...]) -> None:
        self.barriers = barriers
        counts: dict[str, int] = {}
        for one in barriers:
            counts[one.type] = counts.get(one.type, 0) + 1
        by_count = sorted(counts, key=lambda kind: (-counts[kind], kind))
        self.kind.offer(
            [
                ("", lambda: _("all kinds")),
                *((kind, partial(code_words, "barriers", kind)) for kind in by_count),
            ]
        )
        self.status.offer(
            [("", lambda: _("everywhere")), ("open", lambda: _("still open")),
             *((one, partial(status_words, one)) for one in STATUSES)]
        )  # fmt: skip
        for picker in (self.kind, self.status):
            picker.setToolTip(picker.currentText())
        self.export_button.setEnabled(bool(barriers))
        self._show_counts([(kind, counts[kind]) for kind in by_count])
        self._show_rows()
        known = self.current.id if self.current is not None else ""
        self.choose(known or next((one.id for one in self._chosen()), ""))

    def _show_counts(self, counts: list[tuple[str, int]]) -> None:
        clear(self._counts.body)
        title = label("head")
        title.say(title.setText, lambda: _("How often"))
        self._counts.body.add(title)
        most = max((n for _kind, n in counts), default=1)
        for kind, n in counts:
            name = label("body", text=code_words("barriers", kind))
            figure = label("strong", wrap=False, text=words().number(n))
            self._counts.body.add(row((name, 1), figure, gap=8), _Bar(n / most))
        self._counts.setVisible(bool(counts))

    def _show_rows(self) -> None:
        had_focus = next((n for n, one in enumerate(self.rows) if one.hasFocus()), -1)
        chosen = self._chosen()
        clear(self._list.body)
        self.rows = [self._row(one) for one in chosen[: self._most]]
        self._list.body.add(*self.rows)
        for one in self.rows:
            one.show()
        self._list.setVisible(bool(self.rows))
        self._none.setVisible(not chosen)
        self._none.say_again()
        self._none.setText(self._none_words())
        self.more.setVisible(len(chosen) > self._most)
        self._count.setText(plural("{n} barrier", "{n} barriers", len(chosen)))
        if had_focus >= 0 and self.rows:
            self.rows[min(had_focus, len(self.rows) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _row(self, one: Barrier) -> ListRow:
        text = Elide("strong")
        text.setText(one.text)
        about = Elide("small", "muted")
        about.setText(f"{barrier_words(one)} · {_month(one)}")
        kind, icon = _TONES.get(one.status, ("line", "info"))
        chip = Chip(kind, icon=icon, text=status_words(one.status))
        made = ListRow((column(text, about, gap=2), 1), chip)
        made.setAccessibleName(f"{one.text}, {barrier_words(one)}, {status_words(one.status)}, {_month(one)}")
        made.clicked.connect(partial(self.choose, one.id))
        return made

    def _filter(self) -> None:
        self._most = _AT_ONCE
        self._show_rows()
        chosen = self._chosen()
        if self.current not in chosen:
            self.choose(chosen[0].id if chosen else "")

    def _show_more(self) -> None:
        self._most += _AT_ONCE
        self._show_rows()

    def _none_words(self) -> str:
        if self.barriers:
            return _("None of this kind.")
        return _(
            "Nothing has been passed on yet. Barriers are noted in a case with Ctrl+B and passed on there."
        )


class BarrierDetail(Card):
    """One barrier: what it is, its way so far, the next step."""

    def __init__(self, host: SteeringScreen) -> None:
        super().__init__(gap=6)
        self._host = host
        self._barrier: Barrier | None = None
        self._facts: Stack = column(gap=4)
        self._next = label("strong")
        self.say(self._next.setText, lambda: _("Next step"))
        self.remark = Field(lambda: _("Remark"), lambda: _("What was found or decided, without names."))
        self.buttons: dict[SteeringStatus, Button] = {}
        self._flow = Flow(gap=8)
        for status in STATUSES[1:]:
            button = self.buttons[status] = Button("small")
            button.say(button.setText, partial(status_words, status))
            button.clicked.connect(partial(self._steer, status))
            self._flow.addWidget(button)
        self.body.add(self._facts, self.remark, self._next, pane(self._flow))

    def show_barrier(self, one: Barrier | None) -> None:
        """Show ``one``, or nothing."""
        self._barrier = one
        self.setVisible(one is not None)
        if one is None:
            return
        clear(self._facts)
        self._facts.add(label("head", text=set_apart(one.text)))
        facts = (
            (_("Kind of barrier"), code_words("barriers", one.type)),
            (_("Where does it lie?"), level_words(one.level)),
            (_("At which kind of office"), _code("provider-kinds", one.provider_kind)),
            (_("Offer"), set_apart(one.offer_name)),
            (_("Legal sphere"), _code("legal-spheres", one.sphere)),
            (_("Status group"), _code("status-groups", one.target_group)),
            (_("Month"), _month(one)),
            (_("How much did it stand in the way?"), severity_words(str(one.severity or ""))),
            (_("What would help?"), set_apart(one.proposal)),
        )  # fmt: skip
        for what, value in facts:
            if value.strip("\u2068\u2069"):
                self._facts.add(label("small", "muted", text=what), label("body", text=value))
        for step in one.steps:
            moment = when(step.at, self._host.now())
            said = f"{moment}: {status_words(step.status)}" + (
                f" – {set_apart(step.remark)}" if step.remark else ""
            )
            self._facts.add(label("small", text=said))
        for status, button in self.buttons.items():
            button.setEnabled(status != one.status)

    def _steer(self, status: SteeringStatus) -> None:
        remark = self.remark.text()
        self.remark.line.clear()
        self._host.steer(status, remark)


class _Bar(Card):
    """A share of the most frequent kind; the figure stands beside it."""

    def __init__(self, share: float) -> None:
        super().__init__(kind="sunken", gap=0, margins=(0, 0))
        self._share = share
        self.fit(lambda: self.setFixedHeight(px(8)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill from the reading edge."""
        super().paintEvent(event)
        painter = QPainter(self)
        wide = self.width() * self._share
        left = self.width() - wide if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
        painter.fillRect(QRectF(left, 0, wide, self.height()), colour("accent"))
        painter.end()


def _code(name: str, code: str) -> str:
    return code_words(name, code) if code else ""


def _month(one: Barrier) -> str:
    return ".".join(reversed(one.observed_on.split("-")))
