"""S1, what is seen or was said, for each category of Art. 24; there is no place to write what happened."""

from functools import partial
from typing import TYPE_CHECKING

from intake_app.records.special_needs import Sign
from intake_app.services import special_needs
from intake_app.services.special_needs import SpecialNeedsPage
from ui.parts.label import label
from ui.parts.picks import Picks
from ui.parts.space import column, pane
from ui.screens.special_needs_part import StepCard, code_words
from ui.words import _

if TYPE_CHECKING:
    from ui.screens.special_needs import SpecialNeedsScreen

SIGNS: tuple[Sign, ...] = ("yes", "indication", "no", "not-discussed")


def sign_words(sign: str) -> str:
    """Return a sign in words."""
    return {
        "yes": _("Yes"),
        "indication": _("Indication"),
        "no": _("No"),
        "not-discussed": _("Not discussed"),
    }[sign]


class SignsCard(StepCard):
    """Eleven categories, four answers each: digits choose, arrows up and down go on; once more takes back."""

    def __init__(self, screen: "SpecialNeedsScreen") -> None:
        super().__init__(
            screen,
            lambda: _("What is seen or was said"),
            lambda: _("Only what shows itself or was said unasked. Do not ask what happened."),
        )
        self.signs: dict[str, Picks] = {}
        for one in special_needs.entries("signs"):
            name = label("body")
            name.say(name.setText, partial(code_words, "signs", one.code))
            picks = self.signs[one.code] = Picks(is_tabbed=True)
            picks.say(picks.setAccessibleName, partial(code_words, "signs", one.code))
            picks.offer([(sign, partial(sign_words, sign)) for sign in SIGNS])
            picks.picked.connect(partial(self._note, one.code))
            picks.left_over.connect(partial(self._move, one.code))
            self.shown.add(pane(column(name, picks, gap=4, margins=(0, 5)), "line"))
        self._known: dict[str, Sign] = {}

    def show_page(self, page: SpecialNeedsPage) -> None:
        """Show what is noted."""
        assert page.current is not None
        self._known = dict(page.current.signs)
        for code, picks in self.signs.items():
            picks.show_value(self._known.get(code, ""))
            picks.setEnabled(page.current.completed_at is None)

    def _note(self, category: str, picked: str) -> None:
        sign: Sign = "" if self._known.get(category) == picked else picked  # type: ignore[assignment]
        self._known[category] = sign
        self.signs[category].show_value(sign)
        check_id = self.check_id
        self.host.act(
            lambda workspace, now: special_needs.note_sign(
                workspace, check_id=check_id, category=category, sign=sign, now=now
            )
        )

    def _move(self, category: str, step: int) -> None:
        codes = list(self.signs)
        there = codes.index(category) + step
        if 0 <= there < len(codes):
            self.signs[codes[there]].enter()
