"""The timeline as a picture or as a list with the same stretches and actions, and what happened when."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from intake_app.records.status import LANES, Episode, Gap, Lane, Transition
from intake_app.services import status
from intake_app.services.status import StatusPage
from intake_app.services.status_pictures import Measure, Timeline, TimelineWords, lay_out, timeline_of
from ui.parts.button import Button
from ui.parts.chip import Chip
from ui.parts.flow import flow
from ui.parts.label import label
from ui.parts.listing import ListRow
from ui.parts.segmented import Segmented
from ui.parts.space import Stack, clear, column, pane, row
from ui.parts.timeline import TimelineView
from ui.screens.status_part import StatusPart, small_button
from ui.screens.status_words import (
    date_words,
    days_words,
    episode_words,
    event_words,
    gap_label,
    gap_words,
    lane_words,
    month_words,
    span_words,
)
from ui.words import _, words

if TYPE_CHECKING:
    from ui.screens.status import StatusScreen

_PICTURE, _LIST = "picture", "list"


class TimelineCard(StatusPart):
    """Picture and list show the same; ``V`` turns from one to the other."""

    def __init__(self, screen: "StatusScreen") -> None:
        super().__init__(screen, lambda: _("Status and responsibility"))
        self._page: StatusPage | None = None
        self.add_button = Button("small", icon="plus")
        # Translators: a stretch of time in which a status or a benefit holds
        self.say(self.add_button.setText, lambda: _("Add a stretch"))
        self.add_button.clicked.connect(lambda _on=False: screen.new_period())
        self.way = Segmented([(_PICTURE, lambda: _("As a picture")), (_LIST, lambda: _("As a list"))])
        self.say(self.way.setAccessibleName, lambda: _("How it is shown"))
        self.way.chosen.connect(lambda _value: self._turned())
        self.ends.add(self.add_button, self.way)
        self.view = TimelineView()
        self.view.chosen.connect(screen.open_stretch)
        self._empty = label("body", "muted")
        self.say(
            self._empty.setText,
            lambda: _("Nothing is written down yet. Begin with what holds today, or with an event."),
        )
        self._rows: Stack = column(gap=0)
        self._list = pane(self._rows)
        self._counts: Stack = column(gap=4)
        self.shown.add(self._empty, self.view, self._list, self._counts)

    def turn(self) -> None:
        """Turn from the picture to the list, or back."""
        self.way.set_value(_LIST if self.way.value() == _PICTURE else _PICTURE)
        self._turned()

    def show_page(self, page: StatusPage) -> None:
        """Show the stretches of all lanes."""
        self._page = page
        self._show_picture(page)
        self._show_list(page)
        self._show_counts(page)
        self._turned()

    def _turned(self) -> None:
        has_any = self._page is not None and bool(self._page.episodes)
        is_list = self.way.value() == _LIST
        self._empty.setVisible(not has_any)
        self.view.setVisible(has_any and not is_list)
        has_events = self._page is not None and bool(self._page.transitions)
        self._list.setVisible(is_list and (has_any or has_events))
        self.way.setVisible(has_any or has_events)

    def _show_picture(self, page: StatusPage) -> None:
        shown = timeline_of(page, label=episode_words, gap_label=gap_label)
        written = TimelineWords(
            lanes={lane: lane_words(lane) for lane in LANES},
            today=_("today, {day}", day=words().date(page.today, "d.M.")),
            month=month_words,
            says=_("Status over time"),
        )

        def lay(width: float, type_size: float, measure: Measure, is_mirrored: bool) -> Timeline:
            return lay_out(
                shown.bars, shown.marks, words=written, today=page.today, width=width, type_size=type_size,
                measure=measure, is_mirrored=is_mirrored,
            )  # fmt: skip

        episodes = {one.id: one for one in page.episodes}
        gaps = {f"gap:{one.lane}:{one.first.isoformat()}": one for one in page.gaps}
        heard = {
            bar.key: _heard(episodes[bar.key]) if bar.key in episodes else _heard_gap(gaps[bar.key], page)
            for bar in shown.bars
        }
        self.view.show_timeline(lay, heard=heard, says=_("Status over time"))

    def _show_list(self, page: StatusPage) -> None:
        clear(self._rows)
        for lane in LANES:
            own = [one for one in page.episodes if one.lane == lane]
            gaps = [one for one in page.gaps if one.lane == lane]
            if not own and not gaps:
                continue
            self._rows.add(_head(lane))
            for one in own:
                self._rows.add(self._row(one))
            for gap in gaps:
                self._rows.add(self._gap_row(gap, page))
        if page.transitions:
            head = label("strong")
            head.say(head.setText, lambda: _("What happened"))
            self._rows.add(pane(row(head, margins=(0, 6))))
        for event in page.transitions:
            self._rows.add(self._event_row(event, is_last=event is page.transitions[-1]))

    def _row(self, episode: Episode) -> ListRow:
        what, when = label("body"), label("small", "muted")
        what.say(what.setText, partial(episode_words, episode))
        when.say(when.setText, partial(span_words, episode))
        line = ListRow((column(what, when, gap=1), 1), margins=(8, 6))
        line.say(line.setAccessibleName, partial(_heard, episode))
        line.clicked.connect(lambda _on=False: self.host.edit_period(episode))
        return line

    def _gap_row(self, gap: Gap, page: StatusPage) -> ListRow:
        chip, what = Chip("att", icon="warning"), label("body", "stop")
        chip.say(chip.setText, lambda: _("gap"))
        what.say(what.setText, partial(gap_words, gap, page.today))
        line = ListRow(chip, (what, 1), margins=(8, 6))
        line.say(line.setAccessibleName, partial(_heard_gap, gap, page))
        line.clicked.connect(lambda _on=False: self.host.fill_gap(gap))
        return line

    def _event_row(self, event: Transition, *, is_last: bool) -> QWidget:
        what, when = label("body"), label("small", "muted")
        what.say(what.setText, partial(event_words, event.trigger))
        when.say(when.setText, lambda: " · ".join(filter(None, (date_words(event.happened_on), event.note))))
        back = None
        if is_last:
            back = small_button(
                lambda: _("Take back"), partial(event_words, event.trigger), partial(self._take_back, event)
            )
        return pane(row((column(what, when, gap=1), 1), back, gap=8, margins=(8, 6)), "line")

    def _take_back(self, event: Transition) -> None:
        self.host.act(
            lambda workspace, now: status.take_back_transition(workspace, transition_id=event.id, now=now)
        )

    def _show_counts(self, page: StatusPage) -> None:
        clear(self._counts)
        chips = []
        for lane in LANES:
            if not any(one.lane == lane for one in page.episodes):
                continue
            gaps = [one for one in page.gaps if one.lane == lane]
            chip = Chip("att" if gaps else "soft", icon="warning" if gaps else "check", wraps=True)
            chip.say(chip.setText, partial(_count, lane, page))
            chips.append(chip)
        if chips:
            self._counts.add(flow(*chips))


def _count(lane: Lane, page: StatusPage) -> str:
    """Return how many days of a lane are without cover; a gap nobody knows the end of has no number yet."""
    last = next((one for one in reversed(page.gaps) if one.lane == lane), None)
    if last is not None and last.is_open:
        return f"{lane_words(lane)}: {gap_words(last, page.today)}"
    return _("{lane}: {days} without cover", lane=lane_words(lane), days=days_words(*page.days_without(lane)))


def _head(lane: Lane) -> QWidget:
    head = label("strong")
    head.say(head.setText, partial(lane_words, lane))
    return pane(row(head, margins=(0, 6)))


def _heard(episode: Episode) -> str:
    return f"{lane_words(episode.lane)}: {episode_words(episode)}, {span_words(episode)}"


def _heard_gap(gap: Gap, page: StatusPage) -> str:
    return f"{lane_words(gap.lane)}, {_('gap')}: {gap_words(gap, page.today)}"
