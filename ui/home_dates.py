"""Dates on the start page: when something is due in a case, on what basis, and never what it is for.

Whoever passes by the screen learns a case number, a day and a section of a law; of special needs the day
alone. What waits for a second pair of eyes is told only to the one who was asked.
"""

import datetime
from functools import partial
from typing import TYPE_CHECKING

from intake_app.records.status import StatusDate
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.chip import Chip
from ui.parts.label import Elide, label
from ui.parts.listing import ListRow
from ui.parts.space import pane, row
from ui.screen import Screen
from ui.words import _, isolate, words

if TYPE_CHECKING:
    from intake_app.services.special_needs import WaitingForSecond

AHEAD_DAYS = 14
_MOST = 5


def key_due_notice(screen: "Screen") -> Notice:
    """Say that the key is old, and lead to where a new one is made."""
    open_it = Button("small")
    notice = Notice("att", icon="key", action=open_it)
    open_it.say(open_it.setText, lambda: _("Colleagues"))
    open_it.clicked.connect(lambda: screen.go("users"))
    notice.tell(
        lambda: _("The key is older than 90 days."),
        lambda: _("A new key makes copies of the old files worthless for who gets at them later."),
    )
    return notice


def dates_card(screen: Screen, dates: tuple[StatusDate, ...], today: datetime.date) -> Card | None:
    """Return the card of what is due soon; None when nothing is."""
    if not dates:
        return None
    card = Card(gap=0, margins=(2, 6))
    head = label("head")
    head.say(head.setText, lambda: _("Dates to keep"))
    card.body.add(pane(row(head, margins=(14, 6))))
    for one in dates[:_MOST]:
        day = Elide("body")
        day.say(day.setText, partial(_day, one))
        late = Chip("att", icon="warning") if one.due_on < today else None
        if late is not None:
            late.say(late.setText, lambda: _("overdue"))
        basis = None
        if one.basis:
            basis = Elide("small", "muted")
            basis.say(basis.setText, partial(_basis, one))
        number = label("small", "muted", wrap=False, text=isolate(one.case_number))
        line = ListRow(number, (day, 2), (basis, 3) if basis is not None else None, late)
        line.say(line.setAccessibleName, partial(_heard, one))
        line.clicked.connect(lambda _on=False, to=one: screen.go(to.screen, person_id=to.person_id))
        card.body.add(line)
    return card


def second_look_notice(screen: Screen, waiting: "WaitingForSecond") -> Notice:
    """Return the notice for who was asked to be the second pair of eyes."""
    go_on = Button("small")
    notice = Notice("att", icon="eye", action=go_on)
    go_on.say(go_on.setText, lambda: _("Open"))
    go_on.say(go_on.setAccessibleName, lambda: _("Open {number}", number=isolate(waiting.case_number)))
    go_on.clicked.connect(lambda: screen.go("special_needs", person_id=waiting.person_id))
    notice.tell(
        lambda: _("Your second look is needed today: {number}", number=isolate(waiting.case_number)),
        lambda: _("Asked by {name}.", name=waiting.raised_by),
    )
    return notice


def _day(one: StatusDate) -> str:
    return words().date(one.due_on)


def _basis(one: StatusDate) -> str:
    return _("good practice") if one.basis == "OWN" else isolate(one.basis)


def _heard(one: StatusDate) -> str:
    return ", ".join(filter(None, (one.case_number, _day(one), _basis(one) if one.basis else "")))
