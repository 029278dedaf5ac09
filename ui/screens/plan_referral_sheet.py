"""A referral: exactly what goes to the recipient, the handover, and what became of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake_app.errors import IntakeError
from intake_app.records.consent import Consent
from intake_app.records.referral import Referral
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.code_picker import CodePicker
from ui.parts.day_field import DayField
from ui.parts.field import Field
from ui.parts.flow import flow
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import clear, column, leave_out, row
from ui.screens.plan_sheet_lines import consent_line, sheet_lines
from ui.screens.plan_words import contact_words, kind_words, result_words, structure_words
from ui.words import _, words

if TYPE_CHECKING:
    from intake_app.services.referrals import HandoverSheet
    from ui.screen import Screen

WANTS_BARRIER = ("refused", "no-feedback")


class ReferralSheet(Sheet):
    """One referral. ``show_preview`` or ``show_stopped`` tells what would go out now.

    ``hand_over``, ``make_file``, ``ask_consent`` and ``withdraw`` ask for just that; ``reported`` carries
    the result, a remark and the day of the first contact (YYYY-MM-DD or empty).
    """

    hand_over = Signal()
    make_file = Signal()
    ask_consent = Signal()
    withdraw = Signal()
    reported = Signal(str, str, str)

    def __init__(
        self, parent: "Screen", referral: Referral, consent: Consent | None, *, days: int | None
    ) -> None:
        # Translators: a person is referred to another office (German: Vermittlung)
        super().__init__(parent, lambda: _("Referral"), width=680)
        self._hides = parent.shell is not None and parent.shell.hides_names
        self.referral = referral
        name, facts = label("head", text=referral.recipient), label("small", "muted")
        facts.say(facts.setText, lambda: self._facts(days))
        self.preview = column(gap=4)
        self.stopped = Notice("att")
        self.ask_button = Button("normal", icon="shield-check")
        self.hand_button = Button("primary", icon="share-network")
        self.file_button = Button("normal", icon="lock-key")
        self.withdraw_button = Button("normal", icon="prohibit")
        self._what = label("head")
        self._covered = label("small", "muted")
        self._preview_card = Card(self._what, self._covered, self.preview, kind="soft")
        self.say(self._what.setText, lambda: _("This goes to {recipient}", recipient=referral.recipient))
        self.say(self.ask_button.setText, lambda: _("Ask for consent"))
        self.say(self.hand_button.setText, lambda: _("Hand over"))
        self.say(self.file_button.setText, lambda: _("Hand over as a file …"))
        self.say(self.withdraw_button.setText, lambda: _("Withdraw the consent"))
        self.ask_button.clicked.connect(lambda: self._leave(self.ask_consent))
        self.hand_button.clicked.connect(lambda: self._leave(self.hand_over))
        self.file_button.clicked.connect(lambda: self._leave(self.make_file))
        self.withdraw_button.clicked.connect(lambda: self._leave(self.withdraw))
        may_hand = referral.kind != "information" and referral.handed_over_at is None
        self.add(name, facts)
        if referral.kind != "information":
            self.add(
                self._preview_card, self.stopped,
                flow(self.hand_button, self.file_button, self.ask_button, self.withdraw_button),
            )  # fmt: skip
        for part in (self._preview_card, self.stopped, self.ask_button, self.hand_button, self.file_button):
            part.hide()
        self._may_hand = may_hand
        is_given = consent is not None and consent.state == "given"
        leave_out(self.withdraw_button, not is_given or referral.kind == "information")
        self._build_report()
        self.say(self.keep.setText, lambda: _("Close"))
        self.keep.clicked.connect(self.close)
        self.ends.add(self.keep)
        self.open()
        self.became.setFocus()

    def show_preview(self, sheet: "HandoverSheet") -> None:
        """Show what the sheet holds now."""
        self.say(lambda _text: self._word_preview(sheet), lambda: "")
        self._preview_card.show()
        self.hand_button.setVisible(self._may_hand)
        self.file_button.show()

    def show_stopped(self, trouble: IntakeError) -> None:
        """Show why nothing can go out now."""
        self.stopped.show()
        self.stopped.tell_trouble(trouble)
        self.ask_button.setVisible(self._may_hand)

    def report(self) -> None:
        """Hand on what became of it."""
        day = self.first_contact.iso()
        if day is None:
            self.first_contact.line.setFocus()
            return
        result, remark = self.became.value(), self.remark.text()
        self._leave(None)
        self.reported.emit(result, remark, day)

    def _word_preview(self, sheet: "HandoverSheet") -> None:
        self._covered.setText(consent_line(sheet))
        clear(self.preview)
        parts = sheet_lines(sheet, is_hidden=self._hides)
        for heading, lines in parts:
            self.preview.add(label("strong", text=heading))
            for line in lines:
                self.preview.add(label("body", text=line))
        if not parts:
            nothing = label("body", "muted")
            nothing.say(nothing.setText, lambda: _("Nothing is written down yet of what may go."))
            self.preview.add(nothing)

    def _build_report(self) -> None:
        referral = self.referral
        head = label("head")
        head.say(head.setText, lambda: _("What became of it?"))
        self.became = CodePicker(
            "referral-results", empty=lambda: _("nothing known yet"), value=referral.result
        )
        self.first_contact = DayField(
            lambda: _("First contact on"), lambda: _("A whole day. It may stay empty."), needs_day=True
        )
        self.first_contact.show_iso(referral.first_contact_on)
        self.remark = Field(lambda: _("Remark"))
        self.report_button = Button("normal", icon="check")
        self.say(self.report_button.setText, lambda: _("Keep what became of it"))
        self.report_button.clicked.connect(self.report)
        hint = label("small", "muted")
        self.barrier_hint = hint
        hint.say(hint.setText, lambda: _("In the next step you say what stood in the way."))
        self.became.currentIndexChanged.connect(lambda _at: self._show_hint())
        self._show_hint()
        for line in (self.first_contact.line, self.remark.line):
            line.returnPressed.connect(self.report)
        told = label("small", "muted")
        told.say(told.setText, self._history)
        leave_out(told, not referral.steps)
        self.add(
            head, told, Field(lambda: _("Result"), edit=self.became), hint, self.first_contact, self.remark,
            row(self.report_button, "*"),
        )  # fmt: skip

    def _show_hint(self) -> None:
        wants = self.became.value() in WANTS_BARRIER and not self.referral.barrier_id
        self.barrier_hint.setVisible(wants)
        self.report_button.setEnabled(bool(self.became.value()))

    def _facts(self, days: int | None) -> str:
        one = self.referral
        parts = [kind_words(one.kind), _since(one)]
        if one.structure:
            parts.append(structure_words(one.structure))
        if one.handed_over_at is not None:
            day = words().date(one.handed_over_at.astimezone().date())
            parts.append(_("handed over on {date}", date=day))
        if days is not None:
            parts.append(contact_words(days))
        return " · ".join(parts)

    def _history(self) -> str:
        lines = []
        for step in self.referral.steps:
            said = f"{words().date(step.at.astimezone().date())}: {result_words(step.result)}"
            lines.append(f"{said} · {step.remark}" if step.remark else said)
        return "\n".join(lines)

    def _leave(self, signal: object) -> None:
        self.close()
        if signal is not None:
            signal.emit()  # type: ignore[attr-defined]  # one of the signals above


class WithdrawSheet(Sheet):
    """Withdrawing a consent: what it stops is said before. ``confirm`` does it."""

    def __init__(self, parent: QWidget, consent: Consent, stopped: tuple[Referral, ...]) -> None:
        super().__init__(parent, lambda: _("Withdraw the consent"))
        told = Notice("att")
        told.tell(
            lambda: _("Talking to {recipient}", recipient=consent.recipient),
            lambda: _("What was handed over already stays there; nothing more follows."),
        )
        self.add(told)
        self.stops = label("body")
        self.stops.say(self.stops.setText, lambda: self._stops(stopped))
        self.add(self.stops)
        self.finish(lambda: _("Keep it"), lambda: _("Withdraw"))
        self.keep.setFocus()

    @staticmethod
    def _stops(stopped: tuple[Referral, ...]) -> str:
        if not stopped:
            return _("No handover is waiting for it.")
        lines = [f"{kind_words(one.kind)}, {_since(one)}" for one in stopped]
        return "\n".join((_("It stops these handovers:"), *lines))


class GapSheet(Sheet):
    """Nothing suitable is on offer. ``written`` carries a text without anybody's name."""

    written = Signal(str)

    def __init__(self, parent: QWidget, says: Callable[[], str]) -> None:
        super().__init__(parent, lambda: _("Report as a gap"))
        self.text = Field(
            lambda: _("What is missing?"),
            lambda: _("Without names: those who steer read this without the person."),
        )
        self.text.line.setText(says())
        self.text.line.returnPressed.connect(self.write)
        self.add(self.text)
        self.say(self.keep.setText, lambda: _("Cancel"))
        self.say(self.confirm.setText, lambda: _("Report as a gap"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.write)
        self.ends.add(self.keep, self.confirm)
        self.open()
        self.text.line.setFocus()

    def write(self) -> None:
        """Hand on the text."""
        text = self.text.text()
        self.text.show_error("" if text else lambda: _("Write what is missing."))
        if text:
            self.written.emit(text)
            self.close()


def _since(referral: Referral) -> str:
    return _("since {date}", date=words().date(referral.created_at.astimezone().date()))
