"""The sheets of retention: ask for a deletion, decide about one, set the site's own period."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from intake_app.errors import IntakeError
from intake_app.services.retention import RetentionLine
from ui.naming import shown_name
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.code_picker import code_words
from ui.parts.field import Field, LineEdit, PassphraseEdit, Picker
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.words import _, isolate, plural, set_apart

if TYPE_CHECKING:
    from intake_app.records.retention import RetentionRule
    from intake_app.records.user import User
    from intake_app.services.erasure import ErasureReport
    from intake_app.services.workspace import Workspace
    from ui.screens.retention import RetentionScreen

_REASONS = ("retention-over", "person-asked", "consent-ended", "by-mistake")


class _ActSheet(Sheet):
    """A sheet with a message for trouble and one act, which closes it only when it succeeded."""

    def __init__(self, screen: "RetentionScreen", title: object) -> None:
        super().__init__(screen, title)  # type: ignore[arg-type]
        self.owner = screen
        self.told = Notice("att")
        self.told.hide()
        self.act = Button("primary")
        self.act.clicked.connect(self.do)
        self.back = Button("normal")
        self.say(self.back.setText, lambda: _("Back"))
        self.back.clicked.connect(self.close)

    def do(self) -> None:
        """Do what the sheet is for."""
        raise NotImplementedError

    def tell(self, trouble: IntakeError) -> None:
        """Say what is wrong; the sheet stays."""
        self.act.setEnabled(True)
        self.told.tell_trouble(trouble)
        self.told.show()

    def succeeded(self, _done: object = None) -> None:
        """Close and show the page as it is now."""
        self.close()
        self.owner.fetch_again()


class AskSheet(_ActSheet):
    """Ask for the deletion of a case: what would go, and why."""

    def __init__(self, screen: "RetentionScreen", line: RetentionLine) -> None:
        super().__init__(screen, lambda: _("Delete case {number}", number=isolate(line.case_number)))
        self.line = line
        self.reason = Picker([(one, partial(code_words, "deletion-reasons", one)) for one in _REASONS])
        self.reason.set_value("consent-ended" if line.trigger == "storage-ended" else "retention-over")
        self._amount = label("body")
        what = label("body", "muted")
        self.say(what.setText, lambda: _(
            "Everything about this case goes: answers, files, plan, notes. It cannot be undone. "
            "A second person has to agree; until then nothing happens."))  # fmt: skip
        self.say(self.act.setText, lambda: _("Ask for the deletion"))
        self.add(_who(screen, line), what, self._amount, Field(lambda: _("Why"), edit=self.reason), self.told)
        self.ends.add(self.back, self.act)
        self.open()
        workspace, case_id = screen.workspace, line.case_id
        screen.ask(lambda: _preview(workspace, case_id), self._tell_amount)

    def _tell_amount(self, rows: dict[str, int]) -> None:
        count = sum(rows.values())
        self.say(self._amount.setText, lambda: plural(
            "{n} entry would be erased.", "{n} entries would be erased.", count))  # fmt: skip

    def do(self) -> None:
        """Ask."""
        workspace, now = self.owner.workspace, self.owner.now()
        case_id, reason = self.line.case_id, self.reason.value()
        self.act.setEnabled(False)

        def ask() -> object:
            from intake_app.services.erasure import ask_deletion

            return ask_deletion(workspace, case_id=case_id, reason=reason, now=now)

        self.owner.ask(ask, self.succeeded, self.tell)


class DecideSheet(_ActSheet):
    """A deletion that was asked for: the second person agrees with their passphrase, or it is refused."""

    def __init__(self, screen: "RetentionScreen", line: RetentionLine) -> None:
        super().__init__(screen, lambda: _("Delete case {number}", number=isolate(line.case_number)))
        assert line.deletion is not None
        assert screen.shell is not None
        self.line, self.deletion = line, line.deletion
        workspace = screen.workspace
        self._is_own = workspace.user.id == line.deletion.asked_by
        users = [(user.id, user.name) for user in _others(workspace, line.deletion.asked_by)]
        self.user = Picker([(user_id, partial(set_apart, name)) for user_id, name in users])
        self.passphrase = PassphraseEdit()
        why = label("body", text=code_words("deletion-reasons", line.deletion.reason))
        self.say(self.act.setText, lambda: _("Agree and delete for good"))
        keep = Button("normal")
        self.say(keep.setText, lambda: _("Keep the case"))
        keep.clicked.connect(self.refuse)
        self.keep_button = keep
        self.add(_who(screen, line), why)
        if self._is_own:
            text = label("body", "muted")
            self.say(text.setText, lambda: _(
                "You asked for it. A second person agrees here with their own passphrase, "
                "or later when they have unlocked themselves."))  # fmt: skip
            self.add(text, Field(lambda: _("Who agrees"), edit=self.user),
                     Field(lambda: _("Passphrase"), edit=self.passphrase))  # fmt: skip
        self.add(self.told)
        self.ends.add(self.back, keep, self.act)
        self.act.setEnabled(bool(users) or not self._is_own)
        self.open()

    def do(self) -> None:
        """Agree, beside the one who asked or in one's own session."""
        workspace, now = self.owner.workspace, self.owner.now()
        deletion_id, user_id, passphrase = self.deletion.id, self.user.value(), self.passphrase.text()
        is_own = self._is_own
        self.act.setEnabled(False)

        def agree() -> "ErasureReport":
            from intake_app.services.erasure import confirm_deletion, confirm_deletion_beside

            if not is_own:
                return confirm_deletion(workspace, deletion_id=deletion_id, now=now)
            return confirm_deletion_beside(
                workspace, deletion_id=deletion_id, user_id=user_id, passphrase=passphrase, now=now
            )

        def done(report: "ErasureReport") -> None:
            self.close()
            self.owner.tell_deleted(report)

        self.owner.ask(agree, done, self.tell)

    def refuse(self) -> None:
        """Keep the case."""
        workspace, now, deletion_id = self.owner.workspace, self.owner.now(), self.deletion.id

        def refuse() -> object:
            from intake_app.services.erasure import refuse_deletion

            return refuse_deletion(workspace, deletion_id=deletion_id, now=now)

        self.owner.ask(refuse, self.succeeded, self.tell)


class PeriodSheet(_ActSheet):
    """The site's own period of a rule, and why."""

    def __init__(self, screen: "RetentionScreen", rule: "RetentionRule") -> None:
        super().__init__(screen, lambda: _("How long cases are kept here"))
        self.rule = rule
        self.months, self.because = LineEdit(), LineEdit()
        self.months.setText(str(rule.months))
        bounds = label("small", "muted")
        self.say(bounds.setText, lambda: _(
            "Between {least} and {most} months. The controller sets it; write down where it comes from.",
            least=rule.least, most=rule.most))  # fmt: skip
        self.say(self.act.setText, lambda: _("Set the period"))
        self.add(Field(lambda: _("Months"), edit=self.months), bounds,
                 Field(lambda: _("Where it comes from"), edit=self.because), self.told)  # fmt: skip
        self.ends.add(self.back, self.act)
        self.open()

    def do(self) -> None:
        """Set it."""
        workspace, now, rule_id = self.owner.workspace, self.owner.now(), self.rule.id
        text, because = self.months.text().strip(), self.because.text()
        months = int(text) if text.isdecimal() and len(text) < 5 else -1

        def keep() -> object:
            from intake_app.services.retention import set_period

            return set_period(workspace, rule_id=rule_id, months=months, because=because, now=now)

        self.act.setEnabled(False)
        self.owner.ask(keep, self.succeeded, self.tell)


def _who(screen: "RetentionScreen", line: RetentionLine) -> QWidget:
    hides = screen.shell is not None and screen.shell.hides_names
    return label("strong", text=shown_name(line.display, is_hidden=hides))


def _preview(workspace: "Workspace", case_id: str) -> dict[str, int]:
    from intake_app.services.erasure import preview_deletion

    return preview_deletion(workspace, case_id=case_id)


def _others(workspace: "Workspace", asked_by: str) -> "list[User]":
    from intake_app.services.users import users

    # Only who may work with people can agree; the service asks again.
    return [
        one for one in users(workspace) if one.id != asked_by and one.role in {"supervisor", "counsellor"}
    ]
