"""S6 and S7: the deadline, completing the check, and the later looks."""

from typing import TYPE_CHECKING

from intake_app.records.special_needs import Occasion
from intake_app.services import special_needs
from intake_app.services.special_needs import SpecialNeedsPage
from ui.parts.button import Button
from ui.parts.flow import flow
from ui.parts.label import label
from ui.screens.special_needs_part import StepCard, day_words, moment_words
from ui.words import _

if TYPE_CHECKING:
    from ui.screens.special_needs import SpecialNeedsScreen


def occasion_words(occasion: str) -> str:
    """Return why a check is made."""
    return {
        "initial": _("first check"),
        "3-months": _("after three months"),
        "6-months": _("after six months"),
        "transition": _("at a change of status or place"),
    }[occasion]


class EndCard(StepCard):
    """Complete it, or begin another look."""

    def __init__(self, screen: "SpecialNeedsScreen") -> None:
        super().__init__(screen, lambda: _("Completing and looking again"))
        self.told = label("body")
        self.complete = Button("primary", icon="check")
        self.say(self.complete.setText, lambda: _("Complete the check"))
        self.complete.clicked.connect(self.finish)
        self.again, self.changed = Button("normal", icon="clock-counter-clockwise"), Button("normal")
        self.say(self.again.setText, lambda: _("Look again"))
        self.say(self.changed.setText, lambda: _("Look again after a change"))
        self.again.clicked.connect(lambda: self.look_again(self._next))
        self.changed.clicked.connect(lambda: self.look_again("transition"))
        self.shown.add(self.told, flow(self.complete, self.again, self.changed))
        self._next: Occasion = "3-months"

    def show_page(self, page: SpecialNeedsPage) -> None:
        """Show whether it is completed and when it is looked at again."""
        check = page.current
        assert check is not None
        is_done = check.completed_at is not None
        self.complete.setVisible(not is_done)
        self.again.setVisible(is_done)
        self.changed.setVisible(is_done)
        self._next = "3-months" if check.occasion == "initial" else "6-months"
        if check.completed_at is None:
            missing = len(special_needs.entries("signs")) - len(check.signs)
            self.told.setText(
                _("{occasion}; {n} categories have no answer yet.", occasion=occasion_words(check.occasion),
                  n=missing)
            )  # fmt: skip
            return
        done = _("Completed on {day} ({occasion}).", day=moment_words(check.completed_at),
                 occasion=occasion_words(check.occasion))  # fmt: skip
        days = ", ".join(day_words(day) for day in check.recheck_on)
        self.told.setText(f"{done} {_('To be looked at again: {days}.', days=days)}" if days else done)

    def finish(self) -> None:
        """Complete the check."""
        check_id = self.check_id
        self.host.act(
            lambda workspace, now: special_needs.complete_check(workspace, check_id=check_id, now=now)
        )

    def look_again(self, occasion: Occasion) -> None:
        """Begin another look."""
        person_id = self.host.person_id
        self.host.act(
            lambda workspace, now: special_needs.begin_check(
                workspace, person_id=person_id, occasion=occasion, now=now
            )
        )
