"""S4 and S6: support in reception and procedure, who sees to it until when, and whether it is done."""

from functools import partial
from typing import TYPE_CHECKING

import msgspec

from intake_app.records.special_needs import SpecialSupport, SupportKind
from intake_app.services import special_needs
from intake_app.services.special_needs import SpecialNeedsPage
from ui.parts.button import Button
from ui.parts.chip import Chip
from ui.parts.day_field import DayField
from ui.parts.field import Field, Picker
from ui.parts.flow import flow
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import clear, column, pane
from ui.screens.special_needs_part import StepCard, code_words, day_words, end_sheet, list_line, small_button
from ui.words import _, set_apart

if TYPE_CHECKING:
    from ui.screens.special_needs import SpecialNeedsScreen

KINDS: tuple[SupportKind, ...] = ("reception", "procedural")


def kind_words(kind: str) -> str:
    """Return where support is given."""
    return {"reception": _("Where the person lives"), "procedural": _("In the procedure")}[kind]


class SupportCard(StepCard):
    """Both lists; support goes on after the check is completed."""

    def __init__(self, screen: "SpecialNeedsScreen") -> None:
        super().__init__(
            screen, lambda: _("Support that is needed"), lambda: _("Who sees to it, and until when.")
        )
        self.add = Button("small", icon="plus")
        self.say(self.add.setText, lambda: _("Add support"))
        self.add.clicked.connect(lambda: self.open_sheet(None))
        self.body.add(flow(self.add))
        self._taken: tuple[str, ...] = ()

    def show_page(self, page: SpecialNeedsPage) -> None:
        """Show what is needed, open things first named by where."""
        check = page.current
        assert check is not None
        clear(self.shown)
        self._taken = tuple(one.code for one in check.supports)
        for kind in KINDS:
            mine = [one for one in check.supports if one.kind == kind]
            if mine:
                self.shown.add(label("small", "muted", text=kind_words(kind)))
            for one in mine:
                self._show(one, is_done_with=check.completed_at is not None)
        if not check.supports:
            self.shown.add(label("body", "muted", text=_("Nothing noted yet.")))

    def open_sheet(self, known: SpecialSupport | None) -> None:
        """Add support, or change who sees to it until when."""
        self.host.sheet = SupportSheet(self, known, self._taken)

    def keep(self, support: SpecialSupport) -> None:
        """Keep it."""
        check_id = self.check_id
        self.host.act(
            lambda workspace, now: special_needs.keep_support(
                workspace, check_id=check_id, support=support, now=now
            )
        )

    def _show(self, one: SpecialSupport, *, is_done_with: bool) -> None:
        name = label("body", text=code_words("needs", one.code))
        told = [set_apart(one.owner)] if one.owner else [_("nobody named yet")]
        if one.due_on:
            told.append(_("until {day}", day=day_words(one.due_on)))
        below = label("small", "muted", text=" · ".join(told))
        of = partial(code_words, "needs", one.code)
        today = self.host.now().date().isoformat()
        chip = Chip("soft", icon="check", text=_("done")) if one.done_on else None
        done = small_button(
            (lambda: _("Open again")) if one.done_on else (lambda: _("Done")), of,
            lambda: self.keep(msgspec.structs.replace(one, done_on="" if one.done_on else today)),
        )  # fmt: skip
        change = small_button(lambda: _("Change"), of, lambda: self.open_sheet(one))
        drop = small_button(lambda: _("Take off"), of, lambda: self._drop(one.code))
        buttons = flow(*(button for button in (done, change, drop) if button is not drop or not is_done_with))
        if is_done_with:
            drop.deleteLater()
        self.shown.add(list_line(name, chip, below=pane(column(below, buttons, gap=4))))

    def _drop(self, code: str) -> None:
        check_id = self.check_id
        self.host.act(
            lambda workspace, now: special_needs.drop_support(
                workspace, check_id=check_id, code=code, now=now
            )
        )


class SupportSheet(Sheet):
    """Which support, who, until when."""

    def __init__(self, card: SupportCard, known: SpecialSupport | None, taken: tuple[str, ...]) -> None:
        super().__init__(card.host, (lambda: _("Change support")) if known else (lambda: _("Add support")))
        self._card, self._known = card, known
        self.kind = Picker([(kind, partial(kind_words, kind)) for kind in KINDS])
        self.code = Picker()
        self._taken = taken if known is None else tuple(one for one in taken if one != known.code)
        self.kind.set_value(known.kind if known else KINDS[0])
        self.owner = Field(lambda: _("Who sees to it"), lambda: _("A colleague or an office."))
        self.due = DayField(lambda: _("Until"), needs_day=True)
        self.kind.currentIndexChanged.connect(lambda _at: self._offer())
        self._offer()
        if known is not None:
            self.code.set_value(known.code)
            self.owner.line.setText(known.owner)
            self.due.show_iso(known.due_on)
            self.kind.setEnabled(False)
            self.code.setEnabled(False)
        self.add(
            Field(lambda: _("Where"), edit=self.kind),
            Field(lambda: _("Support"), edit=self.code),
            self.owner,
            self.due,
        )
        end_sheet(self, lambda: _("Keep"), self.write)
        (self.owner.line if known else self.kind).setFocus()

    def write(self) -> None:
        """Keep it, unless the day cannot be read."""
        due_on = self.due.iso()
        if due_on is None:
            self.due.line.setFocus()
            return
        if not self.code.value():
            self.close()
            return
        base = self._known or SpecialSupport(kind=self.kind.value(), code=self.code.value())  # type: ignore[arg-type]
        today = self._card.host.now().date().isoformat()
        self._card.keep(
            msgspec.structs.replace(
                base, owner=self.owner.text(), due_on=due_on, started_on=base.started_on or today
            )
        )
        self.close()

    def _offer(self) -> None:
        kind = self.kind.value()
        self.code.offer(
            [
                (one.code, partial(code_words, "needs", one.code))
                for one in special_needs.entries("needs")
                if one.more["kind"] == kind and one.code not in self._taken
            ]
        )
