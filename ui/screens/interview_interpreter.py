"""The sheet that brings an interpreter in, changes or sees her off; and the badge that says who interprets.

Nothing here blocks a talk: a missing undertaking of secrecy is said and kept, a refusal needs no reason,
a relative in an emergency is written down with why. Children never interpret.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from intake_app.records.interpreter import Interpreter, InterpreterAssignment
from intake_app.services.interpreters import InterpreterChoice
from ui.interpreting import (
    ACCEPTANCES,
    DIRECTIONS,
    MODES,
    acceptance_words,
    badge_words,
    direction_words,
    interpreter_line,
    mode_words,
    secrecy_words,
)
from ui.look.type import px
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.field import Field, Picker, Tick
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import leave_out, row
from ui.words import _, words

_SOMEBODY_ELSE = ""  # whose name is typed


class InterpreterBadge(Button):
    """Who interprets, in the top bar; pressing it opens the sheet."""

    def __init__(self) -> None:
        super().__init__("small", icon="headset")
        self._known: Sequence[InterpreterAssignment] = ()
        self._is_short = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setToolTip("F11")
        self.say(lambda _text: self._say_badge(), lambda: "")

    def show_interpreters(self, known: Sequence[InterpreterAssignment]) -> None:
        """Show who interprets, or since when nobody does."""
        self._known = known
        self._say_badge()

    def set_short(self, is_short: bool) -> None:
        """Show the sign alone where there is no room for words."""
        self._is_short = is_short
        self._say_badge()

    def _say_badge(self) -> None:
        text, is_there = badge_words(self._known)
        self.set_icon("headset" if is_there else "user-minus")
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, px(250))
        self.setText("" if self._is_short else shown)
        self.setAccessibleName(_("Interpreter: {state}", state=text))
        self.setToolTip(f"{text} (F11)")


class InterpreterSheet(Sheet):
    """``decided`` carries an InterpreterChoice, ``left`` that she goes, ``confirming`` that she confirms.

    A refused choice is told and kept, and the sheet stays open for another one.
    """

    decided = Signal(object)
    left = Signal()
    confirming = Signal()

    def __init__(
        self,
        parent: QWidget,
        known: Sequence[Interpreter],
        now: InterpreterAssignment | None,
        languages: Sequence[str],
        today: str,
    ) -> None:
        super().__init__(parent, lambda: _("Interpreter"), width=640)
        self._known = {one.id: one for one in known}
        self._today = today
        first = languages[0] if languages else ""
        self._place_present(now)
        self.told = Notice("soft")
        self.told.hide()
        self.who = Picker()
        self.name = Field(lambda: _("Name"), lambda: _("As the interpreter gives it; initials are enough."))
        self.language = Picker([(tag, partial(_language, tag)) for tag in languages])
        self.mode = Picker([(mode, partial(mode_words, mode)) for mode in MODES])
        self.direction = Picker([(way, partial(direction_words, way)) for way in DIRECTIONS])
        self.relative = Notice("att")
        self.relative.tell(
            lambda: _("A relative interprets only in an emergency, a child never."),
            lambda: _("Ask for a professional as soon as you can. Why it has to be a relative is kept."),
        )
        self.reason = Field(lambda: _("Why a relative has to help"))
        self.secrecy = Notice("att")
        self.signed_today = Tick()
        self.say(self.signed_today.setText, lambda: _("Signed the secrecy undertaking today"))
        self.acceptance = Picker([(one, partial(acceptance_words, one)) for one in ACCEPTANCES])
        self.acceptance.set_value("not-asked")  # nothing is taken for granted
        self.add(
            self.told,
            Field(lambda: _("Interpreter"), edit=self.who),
            self.name,
            row(
                (Field(lambda: _("Interprets into"), edit=self.language), 1),
                (Field(lambda: _("How"), edit=self.mode), 1),
                gap=12,
            ),
            self.relative,
            self.reason,
            self.secrecy,
            row(self.signed_today, "*"),
            row(
                (
                    Field(lambda: _("The client"), lambda: _("Nobody is asked why."), edit=self.acceptance),
                    1,
                ),
                (Field(lambda: _("Direction"), edit=self.direction), 1),
                gap=12,
            ),
        )
        self.language.set_value(first)
        self._offer_people()
        self.say(self.keep.setText, lambda: _("Close"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.decide)
        self.ends.add(self.keep, self.confirm)
        for picker in (self.who, self.mode, self.acceptance):
            picker.currentIndexChanged.connect(lambda _index: self._show())
        self.language.currentIndexChanged.connect(lambda _index: self._offer_people())
        self.signed_today.toggled.connect(lambda _on: self._show())
        for line in (self.name.line, self.reason.line):
            line.returnPressed.connect(self.decide)
        self.say(lambda _text: self._show(), lambda: "")
        self.open()
        self.who.setFocus()

    def decide(self) -> None:
        """Take what is chosen; without a name or the reason for a relative, say what is missing."""
        chosen = self._known.get(self.who.value())
        name = chosen.name if chosen else self.name.text()
        is_relative = self.mode.value() == "relative-emergency"
        is_nameless = not name and not is_relative
        self.name.show_error((lambda: _("Write a name or initials.")) if is_nameless else "")
        has_no_reason = is_relative and not self.reason.text()
        self.reason.show_error((lambda: _("Say in a few words why.")) if has_no_reason else "")
        if is_nameless or has_no_reason:
            (self.name if is_nameless else self.reason).line.setFocus()
            return
        choice = InterpreterChoice(
            name=name,
            language=self.language.value(),
            mode=self.mode.value(),  # type: ignore[arg-type]
            interpreter_id=chosen.id if chosen else "",
            direction=self.direction.value(),  # type: ignore[arg-type]
            secrecy_on=self._secrecy_on(),
            acceptance=self.acceptance.value(),  # type: ignore[arg-type]
            reason=self.reason.text(),
        )
        self.decided.emit(choice)
        if choice.acceptance == "refused":
            self._offer_another(name)
        else:
            self.close()

    def _offer_another(self, name: str) -> None:
        """The client refused; that is all right, and the next one is asked for."""
        self.told.tell(
            lambda: _("{name} was refused. This is kept, without a reason.", name=name),
            lambda: _("Choose somebody else, or close the sheet and go on without."),
        )
        self.told.show()
        self._known.pop(self.who.value(), None)
        self.name.line.clear()
        self.signed_today.setChecked(False)
        self.acceptance.set_value("not-asked")
        self._offer_people()
        self.who.setFocus()

    def _offer_people(self) -> None:
        """Offer who speaks the language first, and always somebody who is not on the list."""
        wanted = self.language.value()
        people = sorted(self._known.values(), key=lambda one: not _speaks(one, wanted))
        options: list[tuple[str, Callable[[], str]]] = [(one.id, partial(_person, one)) for one in people]
        self.who.offer([*options, (_SOMEBODY_ELSE, lambda: _("Somebody who is not on the list"))])
        fits = [one for one in people if _speaks(one, wanted)]
        if not self.who.value() and not self.name.text():
            self.who.set_value(fits[0].id if fits else _SOMEBODY_ELSE)
        self._show()

    def _secrecy_on(self) -> str:
        chosen = self._known.get(self.who.value())
        on_file = chosen.secrecy_on if chosen and self.mode.value() != "relative-emergency" else ""
        return self._today if self.signed_today.isChecked() else on_file

    def _show(self) -> None:
        """Show only the fields that ask something now."""
        is_relative = self.mode.value() == "relative-emergency"
        self.name.setVisible(is_relative or not self.who.value())
        self.relative.setVisible(is_relative)
        self.reason.setVisible(is_relative)
        on_file = self._secrecy_on()
        self.secrecy.set_kind("soft" if on_file else "att")
        self.secrecy.mark.show_icon("shield-check" if on_file else "warning", "accent" if on_file else "att")
        self.secrecy.tell(
            lambda: secrecy_words(on_file),
            lambda: "" if on_file else _("Let it be signed when you can. The talk may go on."),
        )
        self.signed_today.setVisible(not on_file or self.signed_today.isChecked())
        is_refused = self.acceptance.value() == "refused"
        self.confirm.setText(_("Keep and choose another") if is_refused else _("Begin interpreting"))

    def _place_present(self, now: InterpreterAssignment | None) -> None:
        """Say who interprets now, with what she may do: leave, confirm."""
        self.leaves = Button("normal", icon="sign-out")
        self.say(self.leaves.setText, lambda: _("Interpreter leaves"))
        self.confirms = Button("normal", icon="pencil-line")
        self.say(self.confirms.setText, lambda: _("Confirm …"))
        self.leaves.clicked.connect(self._see_off)
        self.confirms.clicked.connect(self._let_confirm)
        if now is None:
            for button in (self.leaves, self.confirms):
                leave_out(button)
            return
        present = label("body")
        present.say(present.setText, lambda: interpreter_line(now))
        self.add(present, row(self.leaves, self.confirms, "*", gap=10), 6)
        self.confirms.setVisible(now.attested_at is None)

    def _see_off(self) -> None:
        self.left.emit()
        self.close()

    def _let_confirm(self) -> None:
        self.close()
        self.confirming.emit()


def _language(tag: str) -> str:
    return words().language_name(tag)


def _person(one: Interpreter) -> str:
    return f"{one.name} · {secrecy_words(one.secrecy_on)}"


def _speaks(one: Interpreter, tag: str) -> bool:
    return any(known.split("-")[0] == tag.split("-", maxsplit=1)[0] for known in one.languages)
