"""The sheet before a referral: to whom, how, and what is to go with it; nothing does without consent."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake_app.code_lists import code_list
from intake_app.records.consent import Consent
from intake_app.services.referrals import ReferralDraft
from ui.parts.code_picker import code_words
from ui.parts.field import Field, Picker
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import column, pane
from ui.parts.tick_line import TickLine
from ui.screens.plan_words import KINDS, STRUCTURES, kind_words, structure_words
from ui.words import _, isolate

NEVER_HERE = ("special-needs",)  # goes by its own letter, with its own consent


class ReferSheet(Sheet):
    """``written`` carries a ReferralDraft. ``start`` is what is known already, such as the offer.

    ``held`` are the categories that consent alone does not carry at this site; once one of them is to go, a
    statutory power is asked for, which ``basis_wanted`` tells where to look for.
    """

    written = Signal(object)

    def __init__(
        self, parent: QWidget, start: ReferralDraft, *, held: Sequence[str] = (), basis_wanted: str = ""
    ) -> None:
        super().__init__(parent, lambda: _("Refer"), width=640)
        self._start = start
        self.recipient = Field(
            lambda: _("To whom"), lambda: _("The office or provider, as the person knows it.")
        )
        self.recipient.line.setText(start.recipient)
        self.kind = Picker([(one, partial(kind_words, one)) for one in KINDS])
        self.kind.set_value(start.kind)
        self.structure = Picker([(one, partial(structure_words, one)) for one in STRUCTURES])
        self.structure.set_value(start.structure)
        head, hint = label("strong"), label("small", "muted")
        head.say(head.setText, lambda: _("What goes to them"))
        hint.say(
            hint.setText, lambda: _("Only what they need. The person decides about it in the next step.")
        )
        self.categories: dict[str, TickLine] = {}
        ticks = column(gap=0)
        for code in code_list("data-categories"):
            if code.code in NEVER_HERE:
                continue
            line = TickLine(is_on=code.code in start.categories)
            line.say(line.setText, partial(code_words, "data-categories", code.code))
            if code.note:
                line.say(line.set_below, lambda: _("specially protected: Art. 9 GDPR"))
            self.categories[code.code] = line
            ticks.add(line)
            line.tick.toggled.connect(lambda _on: self._show_what())
        self._held = held
        self.power = Field(
            lambda: _("Statutory power"),
            lambda: _("Consent alone does not carry this category here. Where to look: {law}.",
                      law=isolate(basis_wanted)),
        )  # fmt: skip
        self.power.line.setText(start.legal_basis)
        self.power.line.returnPressed.connect(self.write)
        self._what = pane(column(head, hint, ticks, self.power, gap=4))
        self.add(
            self.recipient,
            Field(lambda: _("How"), edit=self.kind),
            Field(lambda: _("What kind of service"), edit=self.structure),
            self._what,
        )
        self.kind.currentIndexChanged.connect(lambda _at: self._show_what())
        self.recipient.line.returnPressed.connect(self.write)
        self.say(self.keep.setText, lambda: _("Cancel"))
        self.say(self.confirm.setText, lambda: _("Go on"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.write)
        self.ends.add(self.keep, self.confirm)
        self._show_what()
        self.open()
        (self.kind if start.recipient else self.recipient.line).setFocus()

    def write(self) -> None:
        """Hand on what is written; without a recipient say so."""
        recipient = " ".join(self.recipient.text().split())
        self.recipient.show_error("" if recipient else lambda: _("Write to whom."))
        if not recipient:
            self.recipient.line.setFocus()
            return
        needs_power = self._wants_power() and not self.power.text().strip()
        self.power.show_error(lambda: _("Name the statutory power, or leave the category out.")
                              if needs_power else "")  # fmt: skip
        if needs_power:
            self.power.line.setFocus()
            return
        is_same = recipient == self._start.recipient
        self.written.emit(
            ReferralDraft(
                recipient=recipient,
                kind=self.kind.value(),  # type: ignore[arg-type]  # one of KINDS
                measure_id=self._start.measure_id,
                goal_id=self._start.goal_id,
                offer_id=self._start.offer_id if is_same else "",
                provider_id=self._start.provider_id if is_same else "",
                structure=self.structure.value(),
                categories=self._chosen(),
                legal_basis=self.power.text().strip() if self._wants_power() else "",
            )
        )
        self.close()

    def _chosen(self) -> tuple[str, ...]:
        if self.kind.value() == "information":
            return ()
        return tuple(code for code, line in self.categories.items() if line.is_on())

    def _show_what(self) -> None:
        self._what.setVisible(self.kind.value() != "information")
        self.power.setVisible(self._wants_power())

    def _wants_power(self) -> bool:
        return not set(self._held).isdisjoint(self._chosen())


def consent_covers(draft: ReferralDraft, consents: Sequence[Consent], today: str) -> bool:
    """Tell whether nothing has to be asked: nothing goes out, or a consent that holds covers it."""
    if draft.kind == "information" and not draft.categories:
        return True
    return any(
        one.recipient == draft.recipient and one.state == "given"
        and (not one.expires_on or one.expires_on >= today) and set(draft.categories) <= set(one.categories)
        for one in consents
    )  # fmt: skip
