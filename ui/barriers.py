"""Noting a barrier from anywhere in a case: a small sheet; and how barriers are said on every page.

What is typed here leaves the case one day, so the sheet asks for no name and says so.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake_app.records.barrier import Barrier, BarrierLevel, SteeringStatus
from intake_app.services.barriers import BarrierDraft
from ui.parts.code_picker import CodePicker, code_words
from ui.parts.field import Field, Picker, TextArea
from ui.parts.sheet import Sheet
from ui.screen import Screen
from ui.words import _

LEVELS: tuple[BarrierLevel, ...] = ("individual", "organisational", "legal")
STATUSES: tuple[SteeringStatus, ...] = (
    "reported", "analysed", "project-group", "steering-group", "resolved", "not-resolved",
)  # fmt: skip


def level_words(level: str) -> str:
    """Return where a barrier lies, in words."""
    return {
        "individual": _("with the person"),
        "organisational": _("with the office"),
        "legal": _("in the law"),
    }.get(level, level)


def status_words(status: str) -> str:
    """Return where a barrier stands on its way through those who steer."""
    return {
        "reported": _("reported"),
        "analysed": _("analysed"),
        "project-group": _("with the project group"),
        "steering-group": _("with the steering group"),
        "resolved": _("resolved"),
        "not-resolved": _("cannot be resolved here"),
    }.get(status, status)


def severity_words(severity: str) -> str:
    """Return how much a barrier stood in the way."""
    return {
        "": _("not said"),
        "1": _("a detour"),
        "2": _("lost time"),
        "3": _("the step failed"),
        "4": _("the person was harmed"),
    }[severity]


def barrier_words(barrier: Barrier) -> str:
    """Return a barrier's type and where it lies, on one line."""
    return f"{code_words('barriers', barrier.type)} · {level_words(barrier.level)}"


class BarrierSheet(Sheet):
    """``written`` carries a BarrierDraft."""

    written = Signal(object)

    def __init__(self, parent: QWidget, *, domain: str = "", offer_name: str = "") -> None:
        super().__init__(parent, lambda: _("Note a barrier"))
        self._domain = domain
        self.text = TextArea(3)
        self._text = Field(
            lambda: _("What stood in the way?"),
            lambda: _("Without names, dates or numbers of anybody: one day this leaves the case."),
            edit=self.text,
        )
        self.kind = CodePicker("barriers", empty=lambda: _("Choose …"))  # counted: never one by default
        self._kind = Field(lambda: _("Kind of barrier"), edit=self.kind)
        self.level = Picker([(one, partial(level_words, one)) for one in LEVELS])
        self.level.set_value("organisational")
        self.where = CodePicker("provider-kinds", empty=lambda: _("not said"))
        self.sphere = CodePicker("legal-spheres", empty=lambda: _("not said"))
        self.offer_name = Field(lambda: _("Which offer, if one"))
        self.offer_name.line.setText(offer_name)
        self.severity = Picker([(one, partial(severity_words, one)) for one in ("", "1", "2", "3", "4")])
        self.proposal = Field(lambda: _("What would help?"))
        self.add(
            self._text,
            self._kind,
            Field(lambda: _("Where does it lie?"), edit=self.level),
            Field(lambda: _("At which kind of office"), edit=self.where),
            Field(lambda: _("Legal sphere"), edit=self.sphere),
            self.offer_name,
            Field(lambda: _("How much did it stand in the way?"), edit=self.severity),
            self.proposal,
        )
        self.say(self.keep.setText, lambda: _("Cancel"))
        self.say(self.confirm.setText, lambda: _("Keep the barrier"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.write)
        self.ends.add(self.keep, self.confirm)
        self.open()
        self.text.setFocus()

    def write(self) -> None:
        """Hand on what is written; without a word of what it is, say so."""
        text = self.text.toPlainText().strip()
        if not text:
            self._text.show_error(lambda: _("Please say in a few words what the barrier is."))
            self.text.setFocus()
            return
        self._text.show_error("")
        if not self.kind.value():
            self._kind.show_error(lambda: _("Please say what stood in the way."))
            self.kind.setFocus()
            return
        self.written.emit(
            BarrierDraft(
                type=self.kind.value(),
                level=self.level.value(),  # type: ignore[arg-type]  # one of LEVELS
                text=text,
                provider_kind=self.where.value(),
                sphere=self.sphere.value(),
                offer_name=self.offer_name.text(),
                domain=self._domain,
                severity=int(self.severity.value()) if self.severity.value() else None,
                proposal=self.proposal.text(),
            )
        )
        self.close()


def note_barrier(
    screen: Screen, *, person_id: str, then: Callable[[], object], domain: str = "", offer_name: str = ""
) -> BarrierSheet:
    """Open the sheet over ``screen``; keep what is written with the person's case, then call ``then``."""
    sheet = BarrierSheet(screen, domain=domain, offer_name=offer_name)

    def keep(draft: BarrierDraft) -> None:
        from intake_app.services import barriers

        workspace, now = screen.workspace, screen.now()
        screen.ask(
            lambda: barriers.note_barrier(workspace, person_id=person_id, draft=draft, now=now),
            lambda _kept: then(),
        )

    sheet.written.connect(keep)
    return sheet
