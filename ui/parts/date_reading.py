"""How a typed date is read: in which calendar, how sure, converted live into both languages of the room.

It stands below whatever a date is typed into and asks the two things nobody may guess: the calendar,
where the words fit more than one, and whether a 1 January was set by an office. Each takes one key.
"""

import datetime
from collections.abc import Callable
from functools import lru_cache, partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from intake_app.errors import N_
from intake_app.languages import Words, normal_tag
from intake_app.records.partial_date import Certainty, PartialDate
from intake_app.services.told_dates import (
    CERTAINTY_NAMES,
    GREGORY,
    DateNotUnderstood,
    ToldReading,
    calendar_name,
    calendars_offered,
    own_calendars,
    read_told,
    say_conversion,
    say_in_gregorian,
)
from ui.parts.button import Button
from ui.parts.label import Label, label
from ui.parts.picks import Picks
from ui.parts.space import Stack, column, pane
from ui.speaking import Speaking
from ui.words import _, words

KEY = "Alt+↓"
_WHICH_CALENDAR = N_("In which calendar was this told?")
_SET_BY_OFFICE = N_("1 January: was it set by an office?")
# Translators: answers to "1 January: was it set by an office?"
_SAYS: dict[Certainty, str] = {"assigned": N_("Yes, officially assigned"), "stated": N_("No, it is the day")}


class DateReading(Speaking, QWidget):
    """``decided``: a person chose or answered, the text is to be read again; ``left``: back to the typing.

    ``button`` opens calendars and certainties; its place is beside the typing. ``is_tabbed``: Tab comes here.
    """

    decided = Signal()
    left = Signal()

    def __init__(self, *, is_tabbed: bool = False) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.reading = ToldReading()
        self._calendar = self._first_calendar = ""  # empty: not chosen yet
        self._certainty: Certainty = "stated"
        self._is_first_january_real = self._is_readonly = False
        self._client = self._told_in = ""
        self._trouble_says: Callable[[], str] = str
        self.button = Button("small", trail="caret-down")
        self.button.clicked.connect(self.open)
        if not is_tabbed:
            self.button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._is_tabbed = is_tabbed
        # Most dates are plain days: what only other dates need is made when the first of them comes.
        self._conversion: tuple[Label, Label] | None = None
        self._asking: tuple[QWidget, Label, Picks] | None = None
        self._panel: _Panel | None = None
        self._trouble: Label | None = None
        self._column: Stack = column(gap=6)
        self.setLayout(self._column)
        self.hide()
        self.say(lambda _text: self._show(), lambda: "")

    @property
    def calendar(self) -> str:
        """Return the calendar in use; empty as long as it is to be asked."""
        date = self.reading.date
        if self._calendar or date is not None:
            return self._calendar or (date.calendar if date is not None else "")
        own = own_calendars(self._told_in or self._client or words().tag)
        return own[0] if len(own) == 1 and not self.reading.candidates else ""

    @property
    def certainty(self) -> Certainty:
        """Return what was chosen, or what the words themselves say ("about")."""
        date = self.reading.date
        return date.certainty if date is not None else self._certainty

    @property
    def is_open_point(self) -> bool:
        """Return whether something is asked."""
        return not self._is_readonly and (bool(self.reading.calendars) or self.asks_assigned)

    @property
    def asks_assigned(self) -> bool:
        """Return whether a 1 January stands here of which nobody said yet what it is."""
        return self.reading.asks_assigned and not self._is_first_january_real

    @property
    def is_first_january_real(self) -> bool:
        """Return whether somebody said that a 1 January is the day itself."""
        return self._is_first_january_real

    def speak_to(self, client: str) -> None:
        """Show conversions in the client's language (BCP 47), too; what was read stays as it is."""
        client = normal_tag(client) if client else ""
        if client != self._client:
            self._client = client
            self._show()

    def begin_in(self, calendar: str) -> None:
        """Begin every new date in ``calendar``, as a form wants it."""
        self._first_calendar = self._calendar = calendar

    def forget(self) -> None:
        """Begin anew: nothing is typed."""
        self._calendar, self._certainty = self._first_calendar, "stated"
        self._is_first_january_real = False
        self._told_in = ""
        self._take(ToldReading())

    def read(self, text: str, *, told_on: str = "") -> ToldReading:
        """Read ``text`` in the calendar chosen, or in the client's own, and show how it is read."""
        if not text.strip():
            self.forget()
            return self.reading
        self._told_in = self._told_in or self._client or words().tag
        found = read_told(text, calendar=self._calendar, language=self._told_in,
                          certainty=self._certainty, told_on=told_on or today().isoformat())  # fmt: skip
        self._take(found)
        return found

    def show_told(self, told: PartialDate) -> None:
        """Show a date as it was told before."""
        self._calendar, self._certainty, self._told_in = told.calendar, told.certainty, told.told_in
        self._is_first_january_real = told.certainty == "stated" and bool(told.original)
        self._take(ToldReading(told))

    def refuse(self, trouble: DateNotUnderstood) -> None:
        """Take what is typed for no date."""
        self._take(ToldReading(trouble=trouble))

    def say_trouble(self, message: Callable[[], str] | None = None) -> None:
        """Say why the text is no date, once the person has finished it; ``message`` instead of our words."""
        trouble = self.reading.trouble
        if message is None and trouble is not None:
            message = partial(_trouble_words, trouble)
        self._trouble_says = message or str
        self._show_trouble()

    def choose_calendar(self, calendar: str) -> None:
        """Read the date in ``calendar`` from now on."""
        self._calendar = calendar
        self._decide()

    def choose_certainty(self, certainty: str) -> None:
        """Say what the date rests on."""
        self._certainty = next(name for name in CERTAINTY_NAMES if name == certainty)
        self._is_first_january_real = self._certainty == "stated"
        self._decide()

    def press(self, digit: int) -> bool:
        """Answer what is asked by its digit; return whether that was one."""
        return self.is_open_point and self._asking is not None and self._asking[2].press(digit)

    def enter(self) -> None:
        """Go to what is asked."""
        if self._asking is not None:
            self._asking[2].enter()

    def open(self) -> None:
        """Show all calendars and certainties, or put them away again."""
        if self._is_readonly:
            return
        if self._panel is None:
            self._panel = panel = _Panel(is_tabbed=self._is_tabbed)
            panel.calendars.picked.connect(self.choose_calendar)
            panel.certainties.picked.connect(self.choose_certainty)
            panel.left.connect(self.left)
            self._column.addWidget(panel)
            panel.hide()
        if self._panel.isHidden():
            self._panel.offer(calendars_offered(self._client or words().tag))
            self._panel.show_chosen(self.calendar, self.certainty)
            self._panel.show()
            self._settle()
            self._panel.calendars.enter()
        else:
            self.close_panel()
            self.left.emit()

    def close_panel(self) -> None:
        """Put calendars and certainties away."""
        if self._panel is not None:
            self._panel.hide()
            self._settle()

    def set_readonly(self, is_readonly: bool) -> None:
        """Show what is told without a way to change it."""
        if is_readonly == self._is_readonly:
            return
        self._is_readonly = is_readonly
        self.button.setEnabled(not is_readonly)
        self.close_panel()
        self._show_asked()

    def conversion_texts(self) -> tuple[str, ...]:
        """Return the conversions shown: for the client, for the counsellor."""
        return tuple(part.text() for part in self._conversion or () if not part.isHidden())

    def asked_text(self) -> str:
        """Return what is asked; empty when nothing is."""
        return self._asking[1].text() if self._asking and self.is_open_point else ""

    def _decide(self) -> None:
        self.close_panel()
        self.decided.emit()
        self.left.emit()

    def _answered(self, value: str) -> None:
        if self.reading.calendars:
            self.choose_calendar(value)
        else:
            self.choose_certainty(value)

    def _take(self, found: ToldReading) -> None:
        self.reading = found
        self._trouble_says = str  # while typing nothing is wrong yet
        self._show()

    def _show(self) -> None:
        calendar, certainty = self.calendar, self.certainty
        # Translators: a button while no calendar (Gregorian, Solar Hijri …) is chosen yet
        name = _calendar_words(calendar) if calendar else _("Calendar")
        is_more = certainty != "stated"
        text = f"{name} · {_(CERTAINTY_NAMES[certainty])}" if is_more else name
        if text != self.button.words():
            self.button.setText(text)
        self.button.setToolTip(_("Calendar and certainty: {key}", key=KEY))
        self._show_conversion()
        self._show_asked()
        self._show_trouble()

    def _show_conversion(self) -> None:
        date, client = self.reading.date, self._client
        ours, theirs = "", ""
        if date is not None and (
            date.calendar != GREGORY or own_calendars(client or words().tag)[0] != GREGORY
        ):
            ours = _converted(date, words().tag, client)
            is_other = bool(client) and client.split("-")[0] != words().tag.split("-", maxsplit=1)[0]
            theirs = _converted(date, client, client) if is_other else ""
        if self._conversion is None and (ours or theirs):
            self._conversion = label("body"), label("small", "muted")
            for place, part in enumerate(self._conversion):
                self._column.insertWidget(place, part)
        if self._conversion is None:
            return
        if theirs:
            self._conversion[0].speak_language(client)
        for part, text in zip(self._conversion, (theirs, ours), strict=True):
            part.setText(text)
            part.setVisible(bool(text))
        self._settle()

    def _show_asked(self) -> None:
        if self._asking is None and self.is_open_point:
            said, picks = label("strong", "att"), Picks(is_tabbed=self._is_tabbed)
            picks.picked.connect(self._answered)
            self._asking = pane(column(said, picks, gap=4)), said, picks
            self._column.insertWidget(2 if self._conversion else 0, self._asking[0])
        if self._asking is None:
            return
        holder, said, picks = self._asking
        if self.reading.calendars:
            said.setText(_(_WHICH_CALENDAR))
            picks.offer([(name, partial(self._choice_words, name)) for name in self.reading.calendars])
        elif self.asks_assigned:
            said.setText(_(_SET_BY_OFFICE))
            picks.offer([(name, partial(_, says)) for name, says in _SAYS.items()])
        picks.setAccessibleName(said.text())
        holder.setVisible(self.is_open_point)
        self._settle()

    def _show_trouble(self) -> None:
        text = self._trouble_says()
        if self._trouble is None and text:
            self._trouble = label("small", "stop")
            self._column.addWidget(self._trouble)
        if self._trouble is not None:
            self._trouble.setText(text)
            self._trouble.setVisible(bool(text))
            self._settle()

    def _settle(self) -> None:
        """Take no room as long as there is nothing to say."""
        parts = (
            *(self._conversion or ()),
            self._asking[0] if self._asking else None,
            self._panel,
            self._trouble,
        )
        self.setVisible(any(part is not None and not part.isHidden() for part in parts))

    def _choice_words(self, calendar: str) -> str:
        """Return a calendar with the day it would make of what was typed."""
        name = _calendar_words(calendar)
        found = next((date for date in self.reading.candidates if date.calendar == calendar), None)
        return f"{name}: {say_in_gregorian(found, words())}" if found and calendar != GREGORY else name


class _Panel(Speaking, QWidget):
    """All calendars and all certainties, to choose from by arrows, digits or mouse."""

    left = Signal()

    def __init__(self, *, is_tabbed: bool) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.calendars, self.certainties = Picks(is_tabbed=is_tabbed), Picks(is_tabbed=is_tabbed)
        self.calendars.left_over.connect(lambda by: (self.certainties.enter if by > 0 else self.left.emit)())
        self.certainties.left_over.connect(lambda by: (self.left.emit if by > 0 else self.calendars.enter)())
        heads = label("small", "muted"), label("small", "muted")
        self.say(heads[0].setText, lambda: _("Calendar in which it was told"))
        self.say(heads[1].setText, lambda: _("How sure"))
        self.setLayout(column(heads[0], self.calendars, heads[1], self.certainties, gap=4))
        self.certainties.offer([(name, partial(_, says)) for name, says in CERTAINTY_NAMES.items()])

    def offer(self, calendars: tuple[str, ...]) -> None:
        """Offer the calendars in this order."""
        self.calendars.offer([(name, partial(_calendar_words, name)) for name in calendars])

    def show_chosen(self, calendar: str, certainty: str) -> None:
        """Show what is in use."""
        self.calendars.show_value(calendar)
        self.certainties.show_value(certainty)


def today() -> datetime.date:
    """Return the day on which something is told: today, where the device stands."""
    return datetime.datetime.now(datetime.UTC).astimezone().date()


@lru_cache(maxsize=512)  # going back to a language costs nothing
def _converted(date: PartialDate, tag: str, language: str) -> str:
    return say_conversion(date, _words_of(tag), language=language)


@lru_cache(maxsize=16)
def _words_of(tag: str) -> Words:
    return Words.load(tag)


def _calendar_words(calendar: str) -> str:
    return calendar_name(calendar, words())


def _trouble_words(trouble: DateNotUnderstood) -> str:
    return " ".join(words().error(trouble))
