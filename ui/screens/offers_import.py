"""Taking a file over: read with progress, every finding in a table, what it would do, one act to do it."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal

from intake_app.errors import Cancelled, IntakeError
from intake_app.records.offer_reading import OfferFinding, OfferReading, TakeOverPreview, UnknownTerm
from intake_app.services.assessment_views import domain_codes, short_name
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.code_picker import code_words
from ui.parts.field import Field, Picker
from ui.parts.label import label
from ui.parts.page import HeadBar, foot_bar, scrolling
from ui.parts.progress import ProgressBar
from ui.parts.space import clear, column, row
from ui.parts.table import Rows, Table
from ui.screen import Screen
from ui.screens.offers_words import finding_words
from ui.words import _, plural, words

if TYPE_CHECKING:
    from intake_app.services.offer_exchange import TakenOver
    from ui.window import Window

_TERMS_SHOWN = 12  # the most used first; once they are sorted, the next ones come


class OffersImportScreen(Screen):
    """``reading`` and ``preview`` are there once the file was read."""

    area: ClassVar[str] = "offers"
    progressed = Signal(int, int)

    def __init__(self, window: "Window | None" = None, *, path: Path) -> None:
        super().__init__(window)
        self.path = path
        self.reading: OfferReading | None = None
        self.preview: TakeOverPreview | None = None
        self.findings: list[OfferFinding] = []
        self.term_pickers: list[tuple[UnknownTerm, Picker]] = []
        self._stop = threading.Event()
        self.back = Button(icon="arrow-left")
        self.say(self.back.setText, lambda: _("Offers"))
        self.back.clicked.connect(lambda: self.go("offers"))
        head = HeadBar(lambda: _("Take over offers"), lambda: path.name, self.back)
        self._build_work()
        self._build_findings()
        self._build_terms()
        self.source = Field(
            lambda: _("Name of the data set"),
            lambda: _("Under the same name it is renewed next time, not doubled."),
        )
        self.sums = label("body")
        self.gone = label("small", "muted")
        self._preview = Card(self.sums, self.gone, self.source, gap=8)
        self.take = Button("primary", icon="check")
        self.say(self.take.setText, self._take_words)
        self.take.clicked.connect(self.take_over)
        body = column(self._work, self._preview, self._terms, self._list, "*", gap=12, margins=(20, 12))
        self.setLayout(column(head, (scrolling(body), 1), foot_bar("*", self.take), gap=0))
        for part in (self._preview, self._terms, self._list):
            part.hide()
        self.take.setEnabled(False)

    def _build_work(self) -> None:
        self.bar = ProgressBar()
        self.say(self.bar.setAccessibleName, lambda: _("Reading"))
        self.cancel = Button("small")
        self.say(self.cancel.setText, lambda: _("Stop"))
        self.cancel.clicked.connect(self._stop.set)
        self._reading_text = label("small", "muted")
        self.say(self._reading_text.setText, lambda: _("The file is read. Nothing is taken over yet."))
        self._work = Card(self.bar, row((self._reading_text, 1), self.cancel, gap=12), gap=8)
        self.progressed.connect(self.bar.set_part)

    def _build_findings(self) -> None:
        self.rows = Rows((
            lambda: _("Where"), lambda: _("What it is"), lambda: _("How to mend it"),
            lambda: _("What happens"),
        ), strong=3)  # fmt: skip
        self.table = Table(self.rows, (5, 8, 8, 4))
        self.say(self.table.setAccessibleName, lambda: _("Findings"))
        self.fit(lambda: self.table.setFixedHeight(self.fontMetrics().height() * 16))
        self.kind = Picker([
            ("", lambda: _("All findings")), ("error", lambda: _("Rows left out")),
            ("warning", lambda: _("Taken over without a part")), ("info", lambda: _("Good to know")),
        ])  # fmt: skip
        self.say(self.kind.setAccessibleName, lambda: _("Which findings"))
        self.kind.currentTextChanged.connect(self.kind.setToolTip)
        self.kind.currentIndexChanged.connect(self._narrow)
        self._count = label("strong")
        self._list = Card(self._count, row(self.kind, "*"), self.table, gap=8)

    def _build_terms(self) -> None:
        title = label("strong")
        self.say(title.setText, lambda: _("Words that are not sorted here yet"))
        note = label("small", "muted")
        self.say(
            note.setText,
            lambda: _("Their offers stay visible, without a life domain, until you sort them."),
        )
        self._term_rows = column(gap=8)
        self.sort = Button()
        self.say(self.sort.setText, lambda: _("Keep the words and read again"))
        self.sort.clicked.connect(self.sort_terms)
        self._terms = Card(title, note, self._term_rows, row(self.sort, "*"), gap=8)

    def title(self) -> str:
        """Return the page's name."""
        return _("Take over offers")

    def opened(self) -> None:
        """Read the file, once."""
        if self.reading is None:
            self.read()

    def closing(self) -> None:
        """Stop reading."""
        self._stop.set()

    def arrange(self, width: str) -> None:
        """Leave columns out where there is little room; what to do is in the tooltip then."""
        self.table.leave_out({"wide": (), "medium": (3,), "narrow": (2, 3)}[width])

    def reworded(self) -> None:
        """Word the findings and sums again."""
        if self.reading is not None and self.preview is not None:
            self._show(self.preview)

    def read(self) -> None:
        """Read on the work lane."""
        self._stop.clear()
        path, folder, tell, stop = self.path, self.workspace.folder, self.progressed.emit, self._stop
        self._work.show()
        self.take.setEnabled(False)

        def read() -> OfferReading:
            from intake_app.services.offer_exchange import TERMS_FILE, read_offers

            return read_offers(path, terms_file=folder / TERMS_FILE, progress=tell, is_cancelled=stop.is_set)

        self.ask(read, self._look_over, self._refused, lane="work")

    def take_over(self) -> None:
        """Keep everything in one commit, then show the offers."""
        reading, workspace, now = self.reading, self.workspace, self.now()
        if reading is None:
            return
        source = self.source.text() or reading.source
        self.take.setEnabled(False)

        def take() -> "tuple[int, TakenOver]":
            from intake_app.services.offer_exchange import TakenOver, take_over
            from intake_app.services.offers import landscape

            before = landscape(workspace)
            _providers, count = take_over(
                workspace, providers=reading.providers, offers=reading.offers, source=source, now=now
            )
            return count, TakenOver(before, landscape(workspace))

        self.ask(take, self._taken)

    def sort_terms(self) -> None:
        """Keep what the words mean, then read the file again with them."""
        from intake_app.services.offer_exchange import TermRow, sort_terms

        rows = []
        for term, picker in self.term_pickers:
            kind, _colon, value = picker.value().partition(":")
            if kind:
                rows.append(TermRow(term.taxonomy or "*", term.term, kind, value))  # type: ignore[arg-type]
        folder = self.workspace.folder
        if rows:
            self.ask(lambda: sort_terms(folder, rows=rows), lambda _done: self.read(), lane="work")

    def _refused(self, trouble: IntakeError) -> None:
        self._work.hide()
        if isinstance(trouble, Cancelled):
            self.go("offers")
        self.tell(trouble)

    def _look_over(self, reading: OfferReading) -> None:
        self.reading = reading
        workspace = self.workspace

        def preview() -> TakeOverPreview:
            from intake_app.services.offer_exchange import preview_take_over

            return preview_take_over(workspace, reading=reading)

        self.ask(preview, self._show_first)

    def _show_first(self, preview: TakeOverPreview) -> None:
        self.source.line.setText(preview.source)
        self._show(preview)
        self.take.setFocus()

    def _show(self, preview: TakeOverPreview) -> None:
        assert self.reading is not None
        self.preview = preview
        self._work.hide()
        self._preview.show()
        parts = (
            plural("{n} new offer", "{n} new offers", preview.new_offers),
            plural("{n} renewed", "{n} renewed", preview.renewed_offers),
            plural("{n} unchanged", "{n} unchanged", preview.unchanged_offers),
            plural("{n} new provider", "{n} new providers", preview.new_providers),
            plural("{n} provider known", "{n} providers known", preview.renewed_providers),
        )
        self.sums.setText(" · ".join(parts))
        gone = ", ".join(preview.gone[:10]) + (" …" if len(preview.gone) > 10 else "")
        self.gone.setText(_("No longer in the data set, but kept here: {names}", names=gone) if gone else "")
        self.gone.setVisible(bool(gone))
        self._narrow()
        n = sum(one.severity == "error" for one in self.reading.findings)
        self._count.setText(
            plural("{n} row cannot be taken over", "{n} rows cannot be taken over", n)
            if n else _("Every row can be taken over")
        )  # fmt: skip
        self._list.setVisible(bool(self.reading.findings))
        self._show_terms(self.reading.unknown_terms)
        self.take.setText(self._take_words())
        self.take.setEnabled(bool(self.reading.offers or self.reading.providers))

    def _narrow(self) -> None:
        if self.reading is None:
            return
        wanted = self.kind.value()
        self.findings = [one for one in self.reading.findings if not wanted or one.severity == wanted]
        happens = {
            "error": _("The row is left out"), "warning": _("Taken over without it"),
            "info": _("Nothing to do"),
        }  # fmt: skip
        self.rows.show_cells([(*finding_words(one), happens[one.severity]) for one in self.findings])

    def _show_terms(self, terms: tuple[UnknownTerm, ...]) -> None:
        clear(self._term_rows)
        self.term_pickers = []
        for term in terms[:_TERMS_SHOWN]:
            picker = Picker(_meanings())
            picker.currentTextChanged.connect(picker.setToolTip)
            self._term_rows.add(Field(partial(_term_words, term), edit=picker))
            self.term_pickers.append((term, picker))
        self._terms.setVisible(bool(terms))

    def _taken(self, found: "tuple[int, TakenOver]") -> None:
        count, taken = found
        self.go("offers", taken=taken)
        if self.shell is not None:
            said = plural("{n} offer was looked through.", "{n} offers were looked through.", count)
            self.shell.tell_plain(_("Taken over"), said)

    def _take_words(self) -> str:
        n = len(self.reading.offers) if self.reading else 0
        return plural("Take over {n} offer", "Take over {n} offers", n) if n else _("Take over")


def _meanings() -> list[tuple[str, Callable[[], str]]]:
    from intake_app.code_lists import code_list

    found: list[tuple[str, Callable[[], str]]] = [("", lambda: _("not sorted"))]
    found += [(f"domain:{code}", partial(_domain, code)) for code in domain_codes(with_story=False)]
    found += [(f"need:{one.code}", partial(_need, one.code)) for one in code_list("needs")]
    found.append(("none:", lambda: _("It says nothing about life domains")))
    return found


def _domain(code: str) -> str:
    return _("Life domain: {name}", name=short_name(code, words().tag))


def _need(code: str) -> str:
    return _("Need: {name}", name=code_words("needs", code))


def _term_words(term: UnknownTerm) -> str:
    name = term.name if term.name == term.term else f"{term.name} ({term.term})"
    used = plural("{n} time", "{n} times", term.used)
    return f"{name} – {used}"
