"""The local provider landscape: every offer at once, found while typing, looked after by single keys."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from intake_app.records.offer import Offer, Provider
from intake_app.services.assessment_views import domain_codes, short_name
from intake_app.services.offers import Landscape
from ui.look.type import px
from ui.parts.button import Button
from ui.parts.field import LineEdit, Picker
from ui.parts.flow import Flow
from ui.parts.label import label
from ui.parts.page import HeadBar, foot_bar, scrolling
from ui.parts.space import column, pane
from ui.parts.table import Rows, Table
from ui.screen import Screen
from ui.screens.offers_list import ONLY, OfferRow, narrowed, offer_row, offer_rows
from ui.screens.offers_out import OutSheet
from ui.screens.offers_sheet import OfferSheet
from ui.words import _, plural, words

if TYPE_CHECKING:
    from intake_app.services.offer_exchange import TakenOver
    from ui.window import Window

_ONLY: dict[str, Callable[[], str]] = {
    "": lambda: _("All offers"),
    "here": lambda: _("For people at this site"),
    "places": lambda: _("With free places"),
    "stale": lambda: _("To be asked again"),
    "unsorted": lambda: _("Without a life domain"),
    "project": lambda: _("Projects only"),
}


class OffersScreen(Screen):
    """``shown`` are the rows of the table in order; ``sheet`` is the one that is open."""

    area: ClassVar[str] = "offers"

    def __init__(
        self, window: "Window | None" = None, *, offer_id: str = "", taken: "TakenOver | None" = None
    ) -> None:
        super().__init__(window)
        self._taken = taken  # a file that was taken over just now, until something else is done
        self.all: list[OfferRow] = []
        self.shown: list[OfferRow] = []
        self.landscape = Landscape((), {})
        self.sheet: OfferSheet | None = None
        self.out_sheet: OutSheet | None = None
        self.shown_for = ""  # the site whose offers were narrowed to
        self._wanted = offer_id
        self._before: tuple[str, Offer] | None = None  # what Ctrl+Z brings back: act, offer before it
        self._said_last: Callable[[], str] = str
        self._build()
        for keys, deed in (
            ("Ctrl+F", self.search.setFocus), ("Ctrl+Z", self.undo), ("N", partial(self.open_sheet, None)),
            ("V", self.verify), ("0", self.close_places), ("Del", self.remove),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self if keys.startswith("Ctrl") else self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _build(self) -> None:
        self.add_button = Button("primary", icon="plus")
        self.say(self.add_button.setText, lambda: _("New offer"))
        self.add_button.clicked.connect(lambda: self.open_sheet(None))
        self.in_button = Button(icon="download-simple")
        self.say(self.in_button.setText, lambda: _("Take over a file …"))
        self.in_button.clicked.connect(self.ask_file)
        self.out_button = Button(icon="upload-simple")
        self.say(self.out_button.setText, lambda: _("Hand out …"))
        self.out_button.clicked.connect(self.open_out)
        self.report_button = Button(icon="chart-bar")
        self.say(self.report_button.setText, lambda: _("Gaps and overlaps"))
        self.report_button.clicked.connect(lambda: self.go("offers_report"))
        head = HeadBar(
            lambda: _("Offers"),
            lambda: _("Who offers what here, for whom, and who asked last."),
            self.add_button,
        )
        self.search = LineEdit()
        self.say(self.search.setPlaceholderText, lambda: _("Name, provider, life domain, language"))
        self.say(self.search.setAccessibleName, lambda: _("Search offers"))
        self.search.textChanged.connect(self.narrow)
        self.search.returnPressed.connect(self._into_table)
        self.fit(lambda: self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30))
        self.domain, self.language = Picker(), Picker()
        self.only = Picker([(name, _ONLY[name]) for name in ONLY])
        for picker, says in (
            (self.domain, lambda: _("Life domain")), (self.language, lambda: _("Language")),
            (self.only, lambda: _("Which offers")),
        ):  # fmt: skip
            self.say(picker.setAccessibleName, says)
            picker.currentIndexChanged.connect(self.narrow)
            picker.currentTextChanged.connect(picker.setToolTip)
        self.domain.offer(
            [("", lambda: _("Every life domain")), *((one, partial(_short, one)) for one in _rated())]
        )
        self.language.offer([("", lambda: _("Every language"))])
        self.rows = Rows((
            lambda: _("Offer"), lambda: _("Provider"), lambda: _("Life domains"), lambda: _("Languages"),
            lambda: _("Free places"), lambda: _("Verified"),
        ))  # fmt: skip
        self.table = Table(self.rows, (7, 5, 5, 4, 4, 3))
        self.say(self.table.setAccessibleName, lambda: _("Offers"))
        self.table.chosen.connect(lambda row: self.open_sheet(self.shown[row]))
        self.none = label("body", "muted")
        self.say(self.none.setText, lambda: _("No offer yet. Write one down, or take over a file."))
        self.count = label("small", "muted")
        self.undo_button = Button("small", icon="arrow-u-up-left")
        self.say(self.undo_button.setText, lambda: _("Undo"))
        self.undo_button.clicked.connect(self.undo)
        self.undo_button.setEnabled(False)
        filters = Flow([self.search, self.domain, self.language, self.only], gap=8)
        acts = Flow([self.in_button, self.out_button, self.report_button], gap=8)
        self.fit(lambda: self.table.setMinimumHeight(px(170)))
        body = column(pane(filters), self.none, (self.table, 1), pane(acts), gap=10, margins=(20, 12))
        self.setLayout(column(head, (scrolling(body), 1), foot_bar((self.count, 1), self.undo_button), gap=0))
        self.none.hide()

    def title(self) -> str:
        """Return the page's name."""
        return _("Offers")

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (
            ("Ctrl+F", _("Search")), ("Enter", _("Open the offer")), ("N", _("New offer")),
            ("V", _("Asked again today, all as written")), ("0", _("No free place today")),
            ("Del", _("Take the offer out")), ("Ctrl+Z", _("Undo")),
        )  # fmt: skip

    def opened(self) -> None:
        """Fetch all offers."""
        workspace, today = self.workspace, self.now().date()
        if self.shown_for != workspace.site.id:  # each site begins with what is for its own people
            self.shown_for = workspace.site.id
            self.only.set_value("here" if workspace.site.id and workspace.site.ags else "")

        def fetch() -> tuple[Landscape, list[OfferRow]]:
            from intake_app.services.offers import landscape

            known = landscape(workspace)
            return known, offer_rows(known, today, workspace.site.ags)

        self.ask(fetch, lambda found: self._show(*found))

    def reworded(self) -> None:
        """Word the rows again."""
        if self.shell is not None and self.shell.workspace is not None:
            self._show(self.landscape, offer_rows(self.landscape, self.now().date(), self.workspace.site.ags))

    def arrange(self, width: str) -> None:
        """Leave columns out where there is little room."""
        self.table.leave_out({"wide": (), "medium": (3,), "narrow": (2, 3, 5)}[width])

    def narrow(self) -> None:
        """Show the offers that fit what is typed and chosen."""
        marked = self.marked()
        self.shown = narrowed(
            self.all, typed=self.search.text(), domain=self.domain.value(), language=self.language.value(),
            only=self.only.value(),
        )  # fmt: skip
        self.rows.show_cells([row.cells for row in self.shown])
        self._mark(marked.offer.id if marked else "")
        self._count()

    def marked(self) -> OfferRow | None:
        """Return the row that is marked in the table."""
        at = self.table.row()
        return self.shown[at] if 0 <= at < len(self.shown) else None

    # Acts

    def open_sheet(self, row: OfferRow | None) -> None:
        """Write down a new offer or change one."""
        providers = sorted(self.landscape.providers.values(), key=lambda one: one.name.casefold())
        self.sheet = OfferSheet(self, row.offer if row else None, providers)
        self.sheet.written.connect(self._keep)

    def verify(self) -> None:
        """Say that what is known of the marked offer was asked again today."""
        row = self.marked()
        if row is None:
            return
        workspace, now, offer_id = self.workspace, self.now(), row.offer.id

        def verify() -> Offer:
            from intake_app.services.offers import verify_offer

            return verify_offer(workspace, offer_id=offer_id, now=now)

        name = row.offer.name
        self._act("change", row.offer, verify, lambda: _("“{name}”: verified today.", name=name))

    def close_places(self) -> None:
        """Say that the marked offer has no free place today."""
        row = self.marked()
        if row is None:
            return
        workspace, now, offer_id = self.workspace, self.now(), row.offer.id

        def close() -> Offer:
            from intake_app.services.offers import set_free_places

            return set_free_places(workspace, offer_id=offer_id, places=0, now=now)

        name = row.offer.name
        self._act("change", row.offer, close, lambda: _("“{name}”: no free place.", name=name))

    def remove(self) -> None:
        """Take the marked offer out; undo brings it back."""
        row = self.marked()
        if row is None:
            return
        workspace, now, offer_id, name = self.workspace, self.now(), row.offer.id, row.offer.name

        def remove() -> None:
            from intake_app.services.offers import remove_offer

            remove_offer(workspace, offer_id=offer_id, now=now)

        at = self.table.row()

        def gone(_done: None) -> None:
            self._remember("remove", row.offer, lambda: _("“{name}” was taken out.", name=name))
            self.all = [one for one in self.all if one.offer.id != offer_id]
            self.narrow()
            self.table.mark(min(at, len(self.shown) - 1))

        self.ask(remove, gone)

    def undo(self) -> None:
        """Bring the last change on this page back, or all that a file brought just now."""
        if self._before is None:
            self._take_back()
            return
        (_act, before), workspace, now = self._before, self.workspace, self.now()
        self._before = None
        self._said_last = lambda: _("“{name}” is as before.", name=before.name)

        def bring_back() -> Offer:
            from intake_app.services.offers import keep_offer

            return keep_offer(workspace, offer=before, now=now)

        self.ask(bring_back, self._renew)

    def _take_back(self) -> None:
        taken, workspace, now = self._taken, self.workspace, self.now()
        if taken is None:
            return
        self._taken = None

        def back() -> int:
            from intake_app.services.offer_exchange import take_back

            return take_back(workspace, taken=taken, now=now)

        def done(count: int) -> None:
            self._said_last = lambda: plural("{n} offer is as before.", "{n} offers are as before.", count)
            self.opened()

        self.ask(back, done)

    def ask_file(self) -> None:
        """Let the person choose a directory of offers."""
        assert self.shell is not None
        pattern = _("Offers (*.xlsx *.zip datapackage.json *.csv)")
        self.shell.files.ask_open(_("Take over offers"), pattern, self.take_file)

    def take_file(self, path: Path) -> None:
        """Look through a file."""
        self.go("offers_import", path=path)

    def open_out(self) -> None:
        """Hand the offers out."""
        self.out_sheet = OutSheet(self, self.landscape)

    def _keep(self, written: tuple[Provider | None, Offer]) -> None:
        provider, offer = written
        workspace, now = self.workspace, self.now()
        before = next((row.offer for row in self.all if row.offer.id == offer.id), None)

        def keep() -> Offer:
            from intake_app.services.offers import keep_offer, keep_provider

            kept = offer
            if provider is not None:
                from msgspec.structs import replace

                kept = replace(offer, provider_id=keep_provider(workspace, provider=provider, now=now).id)
            return keep_offer(workspace, offer=kept, now=now)

        def kept(done: Offer) -> None:
            self._wanted = done.id
            if before is not None:
                self._remember("change", before, lambda: _("“{name}” is kept.", name=done.name))
            else:
                self._said_last = lambda: _("“{name}” is kept.", name=done.name)
            self.opened()

        self.ask(keep, kept)

    def _act(self, act: str, before: Offer, deed: Callable[[], Offer], says: Callable[[], str]) -> None:
        def done(after: Offer) -> None:
            self._remember(act, before, says)
            self._renew(after)

        self.ask(deed, done)

    def _remember(self, act: str, before: Offer, says: Callable[[], str]) -> None:
        self._before, self._said_last, self._taken = (act, before), says, None
        self._count()

    def _renew(self, offer: Offer) -> None:
        """Show one offer as it is now, in its place."""
        row = offer_row(offer, self.landscape.providers[offer.provider_id], self.now().date())
        at = next((n for n, one in enumerate(self.all) if one.offer.id == offer.id), None)
        if at is None:
            self._wanted = offer.id
            self.opened()
            return
        self.all[at] = row
        seen = next((n for n, one in enumerate(self.shown) if one.offer.id == offer.id), None)
        if seen is not None:
            self.shown[seen] = row
            self.rows.change_cells(seen, row.cells)
        self._count()

    # Showing

    def _show(self, landscape: Landscape, rows: list[OfferRow]) -> None:
        self.landscape, self.all = landscape, rows
        tags = {tag for row in rows for tag in (row.offer.languages or row.provider.languages)}
        by_name = sorted(tags, key=lambda tag: words().language_name(tag).casefold())
        self.language.offer(
            [("", lambda: _("Every language")), *((one, partial(_tongue, one)) for one in by_name)]
        )
        self.none.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.narrow()
        if self._wanted:
            self._mark(self._wanted)
            self.table.setFocus()
            self._wanted = ""

    def _mark(self, offer_id: str) -> None:
        if offer_id:
            at = next((n for n, row in enumerate(self.shown) if row.offer.id == offer_id), -1)
            self.table.mark(at)

    def _count(self) -> None:
        shown = plural("{n} offer", "{n} offers", len(self.shown))
        of_all = _("{shown} of {all}", shown=shown, all=len(self.all))
        said = self._said_last()
        self.count.setText(
            " · ".join(part for part in (of_all if len(self.shown) < len(self.all) else shown, said) if part)
        )
        self.undo_button.setEnabled(self._before is not None or self._taken is not None)

    def _into_table(self) -> None:
        if self.shown:
            self.table.mark(max(self.table.row(), 0))
            self.table.setFocus()


def _rated() -> Sequence[str]:
    return domain_codes(with_story=False)


def _short(code: str) -> str:
    return short_name(code, words().tag)


def _tongue(tag: str) -> str:
    return words().language_name(tag)
