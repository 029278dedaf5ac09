"""S3, results of licensed instruments: name, version, total or band. Their text is not in this program."""

from functools import partial
from typing import TYPE_CHECKING

from intake_app.records.special_needs import InstrumentResult
from intake_app.services import special_needs
from intake_app.services.special_needs import SpecialNeedsPage
from ui.parts.button import Button
from ui.parts.field import Field, Picker, Tick
from ui.parts.flow import flow
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import clear
from ui.screens.special_needs_part import StepCard, codes_of, day_words, end_sheet, list_line, small_button
from ui.words import _, isolate, set_apart, words

if TYPE_CHECKING:
    from ui.screens.special_needs import SpecialNeedsScreen


def instrument_name(code: str) -> str:
    """Return an instrument's name; the slot for another one in the window's language."""
    found = special_needs.entry("instruments", code)
    is_other = code == "OTHER"
    return _("Another instrument") if is_other else set_apart(found.more["name"] if found else code)


def band_words(instrument: str, band: str) -> str:
    """Return a band in words."""
    found = next((one for one in special_needs.bands(instrument) if one.code == band), None)
    return found.word(words().tag) if found is not None else band


class ResultsCard(StepCard):
    """What is kept of them, and a way to add one."""

    def __init__(self, screen: "SpecialNeedsScreen") -> None:
        super().__init__(
            screen,
            lambda: _("Licensed instruments, if used"),
            lambda: _("Only the result is kept here. Use the copy your agency is permitted to use."),
        )
        self.add = Button("small", icon="plus")
        self.say(self.add.setText, lambda: _("Note a result"))
        self.add.clicked.connect(self.open_sheet)
        self.body.add(flow(self.add))

    def show_page(self, page: SpecialNeedsPage) -> None:
        """Show the results."""
        check = page.current
        assert check is not None
        clear(self.shown)
        self.add.setVisible(check.completed_at is None)
        for one in check.instruments:
            score = _("total {n}", n=one.score) if one.score is not None else ""
            told = (instrument_name(one.instrument), set_apart(one.version), score)
            text = label("body", text=" · ".join(part for part in told if part))
            below = label("small", "muted", text=_("{band}, {day}, {name}",
                          band=band_words(one.instrument, one.band), day=day_words(one.used_on),
                          name=self.name_of(one.by)))  # fmt: skip
            drop = small_button(
                lambda: _("Take off"), partial(instrument_name, one.instrument), partial(self._drop, one)
            )
            drop.setVisible(check.completed_at is None)
            self.shown.add(list_line(text, drop, below=below))

    def open_sheet(self) -> None:
        """Write a result down."""
        self.host.sheet = ResultSheet(self)

    def keep(self, result: InstrumentResult) -> None:
        """Keep a result."""
        check_id = self.check_id
        self.host.act(
            lambda workspace, now: special_needs.note_result(
                workspace, check_id=check_id, result=result, now=now
            )
        )

    def _drop(self, one: InstrumentResult) -> None:
        check_id = self.check_id
        self.host.act(
            lambda workspace, now: special_needs.drop_result(
                workspace, check_id=check_id, instrument=one.instrument, used_on=one.used_on, now=now
            )
        )


class ResultSheet(Sheet):
    """Instrument, version, total (which says the band) or the band."""

    def __init__(self, card: ResultsCard) -> None:
        super().__init__(card.host, lambda: _("Note a result"))
        self._card = card
        self.instrument = Picker([(code, partial(instrument_name, code)) for code in codes_of("instruments")])
        self.about = label("small", "muted")
        self.version = Field(lambda: _("Name and version of your copy"))
        self.total = Field(lambda: _("Total"), lambda: _("Empty where there is none; then choose the band."))
        self.band = Picker()
        self.copy_given = Tick()
        self.say(self.copy_given.setText, lambda: _("The person has a copy"))
        self.instrument.currentIndexChanged.connect(lambda _at: self._show_instrument())
        self.say(lambda _text: self._show_instrument(), lambda: "")
        self.add(
            Field(lambda: _("Instrument"), edit=self.instrument),
            self.about,
            self.version,
            self.total,
            Field(lambda: _("Band"), edit=self.band),
            self.copy_given,
        )
        end_sheet(self, lambda: _("Keep the result"), self.write)
        self.instrument.setFocus()

    def write(self) -> None:
        """Keep it, unless the total is no number."""
        typed = self.total.text()
        if typed and not (typed.isdecimal() and len(typed) < 4):
            self.total.show_error(lambda: _("Write the total as a whole number."))
            self.total.line.setFocus()
            return
        self._card.keep(
            InstrumentResult(
                instrument=self.instrument.value(),
                version=self.version.text(),
                band=self.band.value(),
                score=int(typed) if typed else None,
                used_on=self._card.host.now().date().isoformat(),
                by="",
                copy_given=self.copy_given.isChecked(),
            )
        )
        self.close()

    def _show_instrument(self) -> None:
        code = self.instrument.value()
        found = special_needs.entry("instruments", code)
        if found is None:
            return
        self.about.setText(f"{found.note(words().tag, 'licence')} {found.note(words().tag)}")
        self.band.offer(
            [(one.code, partial(band_words, code, one.code)) for one in special_needs.bands(code)]
        )
        least, most = found.more["least"], found.more["most"]
        says = _("Total ({least} to {most})", least=least, most=most) if most else _("Total")
        self.total.name.setText(isolate(says))
        self.total.line.setAccessibleName(isolate(says))
