"""The sheets of the network page: one tie with all that can be said of it; one resource."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake_app.records.network import NetworkTie
from intake_app.services.assessments import ResourceDraft
from intake_app.services.networks import TieDraft, rated_domains
from ui.parts.field import Field, Picker
from ui.parts.sheet import Sheet
from ui.parts.tick_line import TickLine
from ui.screens.network_side import domain_options, domain_words
from ui.ties import (
    HELPS,
    PROTECTED,
    QUALITIES,
    RINGS,
    SECTORS,
    help_words,
    quality_words,
    ring_words,
    sector_words,
)
from ui.words import _

FIELDS = ("personal", "social", "material", "infrastructural")
_GERMAN = {"": None, "yes": True, "no": False}


def field_words(field: str) -> str:
    """Return a field of the resource card."""
    return {
        "personal": _("In the person"),
        "social": _("People"),
        "material": _("Things and money"),
        "infrastructural": _("Places and services"),
    }[field]


class TieSheet(Sheet):
    """``written`` carries a TieDraft. ``known`` is the tie to be changed; ``sector`` is offered first."""

    written = Signal(object)

    def __init__(self, parent: QWidget, known: NetworkTie | None, sector: str = "family") -> None:
        title: Callable[[], str] = (lambda: _("Change the tie")) if known else (lambda: _("New tie"))
        super().__init__(parent, title)
        self._known = known
        self.label = Field(
            lambda: _("Name or role"), lambda: _("A role is enough: aunt, neighbour, midwife, sports club.")
        )
        self.sector = Picker([(one, partial(sector_words, one)) for one in SECTORS])
        self.ring = Picker([(one, partial(ring_words, one)) for one in RINGS])
        self.quality = Picker([(one, partial(quality_words, one)) for one in QUALITIES])
        self.help = Picker([(one, partial(help_words, one)) for one in HELPS])
        self.german = Picker(
            [("", lambda: _("not said")), ("yes", lambda: _("yes")), ("no", lambda: _("no"))]
        )
        self.domain = Picker(domain_options())
        self.abroad = TickLine(is_on=known is not None and known.is_abroad)
        self.protected = TickLine(is_on=known is not None and known.sensitivity == PROTECTED)
        self.say(self.abroad.setText, lambda: _("Not in Germany"))
        self.say(self.protected.setText, lambda: _("Protect: leave out while names are hidden"))
        self.sector.set_value(known.sector if known else sector)
        self.ring.set_value(str(known.ring) if known else "2")
        if known is not None:
            self.label.line.setText(known.label)
            self.quality.set_value(known.quality)
            self.help.set_value(known.help)
            self.german.set_value({None: "", True: "yes", False: "no"}[known.speaks_german])
            self.domain.set_value(known.resource_domain)
        self.add(
            self.label,
            Field(lambda: _("Part of life"), edit=self.sector),
            Field(lambda: _("How near?"), edit=self.ring),
            Field(lambda: _("What is the tie like?"), edit=self.quality),
            Field(lambda: _("Help"), edit=self.help),
            Field(lambda: _("Speaks German"), edit=self.german),
            Field(lambda: _("Resource for"), edit=self.domain),
            self.abroad,
            self.protected,
        )
        for picker in (self.sector, self.ring, self.quality, self.help, self.german, self.domain):
            picker.currentTextChanged.connect(picker.setToolTip)
            picker.setToolTip(picker.currentText())
        self.label.line.returnPressed.connect(self.write)
        _finish(self, self.write)
        self.label.line.setFocus()

    def write(self) -> None:
        """Hand on what is written; without a name or a role say so."""
        if not self.label.text():
            self.label.show_error(lambda: _("Write a name or a role."))
            self.label.line.setFocus()
            return
        known, ring = self._known, int(self.ring.value())
        stays = known is not None and (known.sector, known.ring) == (self.sector.value(), ring)
        self.written.emit(
            TieDraft(
                label=self.label.text(),
                sector=self.sector.value(),  # type: ignore[arg-type]  # one of SECTORS
                ring=ring,
                quality=self.quality.value(),  # type: ignore[arg-type]  # one of QUALITIES
                help=self.help.value(),  # type: ignore[arg-type]  # one of HELPS
                is_abroad=self.abroad.is_on(),
                speaks_german=_GERMAN[self.german.value()],
                resource_domain=self.domain.value(),
                place=known.place if known is not None and stays else None,
                sensitivity=PROTECTED if self.protected.is_on() else "",
            )
        )
        self.close()


class ResourceSheet(Sheet):
    """``written`` carries a ResourceDraft."""

    written = Signal(object)

    def __init__(self, parent: QWidget, field: str = "personal") -> None:
        super().__init__(parent, lambda: _("New resource"))
        self.text = Field(
            lambda: _("What carries this person?"),
            lambda: _("In a few words: bakes bread, a quiet room, the library next door."),
        )
        self.field = Picker([(one, partial(field_words, one)) for one in FIELDS])
        self.field.set_value(field)
        self.domain = Picker([(one.code, partial(domain_words, one.code)) for one in rated_domains()])
        for picker in (self.field, self.domain):
            picker.currentTextChanged.connect(picker.setToolTip)
            picker.setToolTip(picker.currentText())
        self.add(
            self.text,
            Field(lambda: _("Where does it lie?"), edit=self.field),
            Field(lambda: _("Life domain"), edit=self.domain),
        )
        self.text.line.returnPressed.connect(self.write)
        _finish(self, self.write)
        self.text.line.setFocus()

    def write(self) -> None:
        """Hand on what is written; without a word of what it is, say so."""
        if not self.text.text():
            self.text.show_error(lambda: _("Write what it is, in a few words."))
            self.text.line.setFocus()
            return
        self.written.emit(
            ResourceDraft(
                domain=self.domain.value(),
                text=self.text.text(),
                field=self.field.value(),  # type: ignore[arg-type]  # one of FIELDS
            )
        )
        self.close()


def _finish(sheet: Sheet, write: Callable[[], None]) -> None:
    sheet.say(sheet.keep.setText, lambda: _("Cancel"))
    sheet.say(sheet.confirm.setText, lambda: _("Save"))
    sheet.keep.clicked.connect(sheet.close)
    sheet.confirm.clicked.connect(write)
    sheet.ends.add(sheet.keep, sheet.confirm)
    sheet.open()
