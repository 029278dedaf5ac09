"""Restriction of processing on the person's page: said on top while it holds, made and lifted on a sheet.

Art. 18 GDPR: nothing leaves and nothing is deleted; who decides writes down why, both times.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from intake_app.errors import IntakeError
from intake_app.records.retention import Dispute
from intake_app.services.restrictions import GROUNDS
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.field import Field, Picker, TextArea
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.words import _, set_apart, words

if TYPE_CHECKING:
    from ui.screen import Screen


class RestrictionSheet(Sheet):
    """Restrict the processing, or lift what restricts it (``known``); ``then`` is called after the act."""

    def __init__(
        self, screen: "Screen", person_id: str, known: Dispute | None, then: Callable[[], object]
    ) -> None:
        super().__init__(
            screen, lambda: _("Restrict the processing") if known is None else _("Lift the restriction")
        )
        self.owner, self.person_id, self.known, self.then = screen, person_id, known, then
        self.ground = Picker([(code, partial(_, says)) for code, says in GROUNDS.items()])
        self.why = TextArea(2)
        self.told = Notice("att")
        self.told.hide()
        what, self.act, back = label("body", "muted"), Button("primary"), Button("normal")
        self.say(what.setText, lambda: _(
            "Until it is lifted nothing about the person is sent or handed over, and the case is not "
            "deleted.") if known is None else _("Tell the person before (Art. 18 (3) GDPR)."))  # fmt: skip
        self.say(
            self.act.setText,
            lambda: _("Restrict the processing") if known is None else _("Lift the restriction"),
        )
        self.say(back.setText, lambda: _("Back"))
        self.act.clicked.connect(self.do)
        back.clicked.connect(self.close)
        grounds = [Field(lambda: _("On what ground"), edit=self.ground)] if known is None else []
        self.add(what, *grounds, Field(lambda: _("Why, in a few words"), edit=self.why), self.told)
        self.ends.add(back, self.act)
        self.open()

    def do(self) -> None:
        """Keep it."""
        workspace, now, person_id = self.owner.workspace, self.owner.now(), self.person_id
        ground, why, is_new = self.ground.value(), self.why.toPlainText(), self.known is None
        self.act.setEnabled(False)

        def keep() -> Dispute:
            from intake_app.services.restrictions import lift_restriction, restrict_processing

            if is_new:
                return restrict_processing(workspace, person_id=person_id, ground=ground, says=why, now=now)
            return lift_restriction(workspace, person_id=person_id, outcome=why, now=now)

        self.owner.ask(keep, self._succeeded, self._tell)

    def _succeeded(self, _done: Dispute) -> None:
        self.close()
        self.then()

    def _tell(self, trouble: IntakeError) -> None:
        self.act.setEnabled(True)
        self.told.tell_trouble(trouble)
        self.told.show()


def tell_restriction(notice: Notice, known: Dispute | None) -> None:
    """Say on top of the page since when and why the processing is restricted; hide it where it is not."""
    notice.setVisible(known is not None)
    if known is not None:
        day = known.raised_at.astimezone().date()
        notice.tell(
            lambda: _("The processing of this person's data is restricted."),
            lambda: " ".join(
                (_("since {day}", day=set_apart(words().date(day))), "·", _(GROUNDS[known.restricts]),
                 set_apart(known.says))
            ),
        )  # fmt: skip
