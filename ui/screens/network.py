"""The network of a person: map, list, resource card and family, drawn together and kept at once.

Every act is one commit and can be undone. What a person sees changes at once; the vault follows, and its
answer is shown when nothing newer waits behind it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QWidget

from intake_app.errors import IntakeError
from intake_app.records.network import NetworkTie
from intake_app.services.drawings import MANY, Spot, figures
from ui.case_screen import CaseScreen
from ui.look.type import px
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.eco_map import EcoMapView, ShownTie
from ui.parts.eco_map_legend import MapLegend
from ui.parts.label import KeyCap, label
from ui.parts.page import Scroll, scrolling
from ui.parts.segmented import Segmented
from ui.parts.space import Stack, column, keep_small, pane, row
from ui.screens.catalogue import screen_names
from ui.screens.network_family import FamilyView
from ui.screens.network_list import TieList
from ui.screens.network_resources import ResourceCard
from ui.screens.network_sheet import ResourceSheet, TieSheet
from ui.screens.network_side import FiguresCard, TiePanel
from ui.ties import (
    QUALITIES,
    SECTORS,
    draft_of,
    heard,
    label_of,
    quality_words,
    sector_words,
    to_be_shown,
)
from ui.words import _, plural, set_apart, words

if TYPE_CHECKING:
    from intake_app.services.assessments import ResourceDraft
    from intake_app.services.networks import NetworkPage, TieDraft
    from intake_app.services.workspace import Workspace
    from ui.window import Window

VIEWS = ("map", "list", "resources", "family")


class Undo(NamedTuple):
    """How an act is taken back: what the vault does, and the ties as they were before."""

    deed: "Callable[[Workspace], object]"
    before: tuple[NetworkTie, ...]


class NetworkScreen(CaseScreen):
    """The network page of the case of ``person_id``."""

    def __init__(self, window: "Window | None" = None, *, person_id: str) -> None:
        super().__init__(window, person_id=person_id)
        self.data: NetworkPage | None = None
        self.selected = ""
        self._undos: list[Undo] = []
        self._waiting = 0  # acts that the vault has not answered yet
        self._told: Callable[[], str] = str
        self._was_opened = False
        self.map, self.list, self.resources, self.family = (
            EcoMapView(),
            TieList(),
            ResourceCard(),
            FamilyView(),
        )
        self.figures, self.panel = FiguresCard(), TiePanel()
        self.add_button = Button("normal", icon="plus")
        self.say(self.add_button.setText, lambda: _("Tie"))
        self.say(self.add_button.setToolTip, lambda: _("New tie (N)"))
        self.add_button.clicked.connect(self.draw_tie)
        self._build()
        self._connect()

    def title(self) -> str:
        """Return the page's name; never a person's name."""
        return _("Network")

    def arrange(self, width: str) -> None:
        """Put what stands beside the map below it when the window is narrow."""
        super().arrange(width)
        is_narrow = width == "narrow"
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(down if is_narrow else across)
        self._hint_beside.setVisible(not is_narrow)
        self._hint_below.setVisible(is_narrow)
        self.resources.set_narrow(is_narrow)
        if is_narrow and self._side_scroll.widget() is self._side:
            self._columns.addWidget(self._side_scroll.takeWidget())
            self._show_side(is_shown=self._has_side)
        elif not is_narrow and self._side_scroll.widget() is None:
            self._side_scroll.setWidget(self._side)
            self._show_side(is_shown=self._has_side)
        self._side_scroll.setFixedWidth(px(320))

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (
            ("Tab", _("from tie to tie")),
            ("Ctrl+↑ ↓", _("move the tie nearer, further away")),
            ("Ctrl+← →", _("move the tie to the sector before, to the next sector")),
            ("Enter", _("what is known of the tie")),
            ("Del", _("take the tie off the map")),
            ("N", _("new tie")),
            ("L", _("list or map")),
            ("Ctrl+Z", _("undo")),
            *super().keys(),
        )

    def fetch(self) -> "NetworkPage":
        """Return the network; the first look is noted in the audit trail."""
        from intake_app.services.networks import network_page, open_network

        if self._was_opened:
            return network_page(self.workspace, person_id=self.person_id)
        self._was_opened = True
        return open_network(self.workspace, person_id=self.person_id, now=self.now())

    def fill(self, data: "NetworkPage") -> None:
        """Show what was fetched."""
        self.data = data
        self._show_page()

    def reworded(self) -> None:
        """Word what was made from data again."""
        super().reworded()
        if self.data is not None:
            self._show_page()

    # What a person does

    def draw_tie(self) -> None:
        """Ask for a new tie; it goes where the selected one is."""
        tie = self.tie(self.selected)
        sheet = TieSheet(self, None, tie.sector if tie is not None else "family")
        sheet.written.connect(self.add_tie)
        self.sheet = sheet

    def edit_tie(self, tie_id: str) -> None:
        """Ask for everything that can be said of a tie."""
        tie = self.tie(tie_id)
        if tie is not None:
            sheet = TieSheet(self, tie)
            sheet.written.connect(lambda draft: self.change_tie(tie_id, draft))
            self.sheet = sheet

    def add_tie(self, draft: "TieDraft") -> None:
        """Draw a tie and select it."""
        from intake_app.services import networks

        workspace, person_id, now = self.workspace, self.person_id, self.now()
        before = self.data.ties if self.data is not None else ()

        def add() -> "tuple[NetworkTie, NetworkPage]":
            made = networks.add_tie(workspace, person_id=person_id, draft=draft, now=now)
            return made, networks.network_page(workspace, person_id=person_id)

        def added(found: "tuple[NetworkTie, NetworkPage]") -> None:
            tie, page = found
            self.selected = tie.id
            moment = self.now()
            self._undos.append(Undo(lambda work: networks.end_tie(work, tie_id=tie.id, now=moment), before))
            self._tell_done(lambda: _("{name} is on the map.", name=set_apart(self._label(tie))))
            self._settle(page)
            (self.list if self.view() == "list" else self.map).enter(tie.id)

        self._waiting += 1
        self.ask(add, added, self._failed)

    def change_tie(self, tie_id: str, draft: "TieDraft") -> None:
        """Draw a tie anew."""
        from intake_app.services import networks

        tie = self.tie(tie_id)
        if tie is None or self.data is None or draft == draft_of(tie):
            self._show_page()
            return
        now, old = self.now(), draft_of(tie)
        changed = msgspec.structs.replace(tie, **msgspec.structs.asdict(draft))
        ties = tuple(changed if one.id == tie_id else one for one in self.data.ties)
        self._act(
            lambda work: networks.change_tie(work, tie_id=tie_id, draft=draft, now=now),
            ties,
            lambda work: networks.change_tie(work, tie_id=tie_id, draft=old, now=now),
        )
        self._tell_done(lambda: heard(changed, is_hidden=self.hides_names))

    def move_tie(self, tie_id: str, spot: Spot) -> None:
        """Put a tie into another sector or ring, or elsewhere along its ring."""
        tie = self.tie(tie_id)
        if tie is not None:
            draft = draft_of(tie)
            self.change_tie(
                tie_id,
                msgspec.structs.replace(draft, sector=spot.sector, ring=spot.ring, place=spot.place),
            )

    def take_off(self, tie_id: str) -> None:
        """Take a tie off the map; it can be put back."""
        from intake_app.services import networks

        tie = self.tie(tie_id)
        if tie is None or self.data is None:
            return
        now, ties = self.now(), tuple(one for one in self.data.ties if one.id != tie_id)
        if self.selected == tie_id:
            self.selected = ""
        self._act(
            lambda work: networks.end_tie(work, tie_id=tie_id, now=now),
            ties,
            lambda work: networks.restore_tie(work, tie_id=tie_id, now=now),
        )
        self._tell_done(lambda: _("{name} is taken off the map.", name=set_apart(self._label(tie))))

    def undo(self) -> None:
        """Take the last act on the network back."""
        if self._undos:
            undo = self._undos.pop()
            self._act(undo.deed, undo.before)
            self._tell_done(lambda: _("Undone."))

    def add_resource(self, draft: "ResourceDraft") -> None:
        """Write down a resource."""
        from intake_app.services import assessments, networks

        workspace, person_id, now = self.workspace, self.person_id, self.now()

        def add() -> "NetworkPage":
            assessments.add_resource(workspace, person_id=person_id, draft=draft, now=now)
            return networks.network_page(workspace, person_id=person_id)

        self._waiting += 1
        self.ask(add, self._settle, self._failed)

    # Views

    def view(self) -> str:
        """Return which view is shown: map, list, resources or family."""
        return self.views.value()

    def show_view(self, name: str) -> None:
        """Show another view of the same page."""
        self.views.set_value(name)
        self._show_page()
        focused = self.window().focusWidget()
        if focused is None or not focused.isVisible() or not self.isAncestorOf(focused):
            self.setFocus()  # what had it is not shown any more

    def switch_list(self) -> None:
        """Go from the map to the list, from anywhere else to the map; the focus stays with the tie."""
        self.show_view("list" if self.view() == "map" else "map")
        (self.list if self.view() == "list" else self.map).enter(self.selected)

    def tie(self, tie_id: str) -> NetworkTie | None:
        """Return a tie by its id, None when it is gone."""
        ties = self.data.ties if self.data is not None else ()
        return next((one for one in ties if one.id == tie_id), None)

    @property
    def hides_names(self) -> bool:
        """Return whether names are hidden now."""
        return self.shell is not None and self.shell.hides_names

    def _new(self) -> None:
        if self.view() == "resources":
            self._ask_resource("personal")
        elif self.view() != "family":
            self.draw_tie()

    def _ask_resource(self, field: str) -> None:
        sheet = ResourceSheet(self, field)
        sheet.written.connect(self.add_resource)
        self.sheet = sheet

    def _to_household(self) -> None:
        self.go("case_work", person_id=self.person_id)

    # Keeping

    def _act(
        self,
        deed: "Callable[[Workspace], object]",
        ties: tuple[NetworkTie, ...],
        undo: "Callable[[Workspace], object] | None" = None,
    ) -> None:
        """Show ``ties`` at once and let the vault do ``deed``; ``undo`` would take it back."""
        from intake_app.services.networks import network_page

        assert self.data is not None
        workspace, person_id = self.workspace, self.person_id
        if undo is not None:
            self._undos.append(Undo(undo, self.data.ties))
        self.data = msgspec.structs.replace(self.data, ties=ties)
        self._show_page()

        def act() -> "NetworkPage":
            deed(workspace)
            return network_page(workspace, person_id=person_id)

        self._waiting += 1
        self.ask(act, self._settle, self._failed)

    def _settle(self, page: "NetworkPage") -> None:
        self._waiting -= 1
        if not self._waiting:
            self.fill(page)

    def _failed(self, trouble: IntakeError) -> None:
        self._waiting -= 1
        self.tell(trouble)
        self.fetch_again()

    def _tell_done(self, text: Callable[[], str]) -> None:
        moment = self.now()
        self._told = lambda: f"{_sentence(text())} {_('Saved {time}', time=words().time(moment))}"
        self._say_told()

    def _say_told(self) -> None:
        self._done.setText(self._told())
        self._undo_row.setVisible(bool(self._told()))
        self.undo_button.setEnabled(bool(self._undos))

    # Showing

    def _build(self) -> None:
        self._hint_beside, self._hint_below = label("body", "muted"), label("body", "muted")
        for hint in (self._hint_beside, self._hint_below):
            self.say(hint.setText, lambda: _("Who belongs to you? Near means important."))
        self._hint_below.hide()
        names = {
            "map": lambda: _("Map"), "list": lambda: _("List"),
            "resources": lambda: _("Resources"), "family": lambda: _("Family"),
        }  # fmt: skip
        self.views = Segmented([(name, names[name]) for name in VIEWS])
        self.say(self.views.setAccessibleName, lambda: _("View"))
        head: Stack = row((self._hint_beside, 20), "*", self.views, gap=10)
        self._many = label("small", "att")
        self._many.hide()
        self._question, self.first_button = label("title"), Button("primary", icon="plus")
        self.say(self._question.setText, lambda: _("Whom do you call when something good happens?"))
        self.say(self.first_button.setText, lambda: _("Draw the first tie"))
        self.first_button.clicked.connect(self.draw_tie)
        keep_small(self.first_button)
        self._empty = pane(
            column("*", self._question, row(self.first_button, "*"), "*", gap=12, margins=(8, 40))
        )
        self._legend = MapLegend(
            lambda: (
                {quality: quality_words(quality) for quality in QUALITIES},
                _("help goes there"),
                _("not in Germany"),
            )
        )
        self._done, self.undo_button = label("small", "muted"), Button("small", icon="arrow-u-up-left")
        self.say(self.undo_button.setText, lambda: _("Undo"))
        self.say(self.undo_button.setToolTip, lambda: _("Undo (Ctrl+Z)"))
        self.undo_button.clicked.connect(self.undo)
        self._undo_row = pane(row((self._done, 1), self.undo_button, gap=10))
        self._undo_row.hide()
        card = Card(
            head, self._hint_below, self._many, self._empty, (self.map, 1), (self.list, 1),
            (self.resources, 1), (self.family, 1), self._legend, self._undo_row, gap=10, margins=(14, 12),
        )  # fmt: skip
        for view in (self._empty, self.map, self.list, self.resources, self.family, self._legend):
            view.hide()
        keys, what = KeyCap("Ctrl+↑"), label("small", "muted")
        self.say(what.setText, lambda: _("nearer, further away, next sector"))
        self._hint = pane(row(keys, (what, 1), gap=8))
        self._side: QWidget = pane(column(self.figures, self.panel, self._hint, "*", gap=12))
        self._side_scroll = Scroll(self._side)  # so the map stays as high as the window
        self._columns: Stack = row((card, 1), self._side_scroll, gap=12)
        body: Stack = column((self._columns, 1), margins=(16, 12))
        self.panel.hide()
        self._show_side(is_shown=False)
        self.show_body(scrolling(body), self.add_button)

    def _connect(self) -> None:
        self.map.tab_after = self.list.tab_after = self.views.findChildren(QAbstractButton)[-1]
        for view in (self.map, self.list):
            view.selected.connect(self.select)
            view.moved.connect(self.move_tie)
            view.taken_off.connect(self.take_off)
            view.wanted.connect(self._enter_panel)
        self.panel.changed.connect(self.change_tie)
        self.panel.edited.connect(self.edit_tie)
        self.panel.taken_off.connect(self.take_off)
        self.panel.left.connect(
            lambda: (self.list if self.view() == "list" else self.map).enter(self.selected)
        )
        self.views.chosen.connect(self.show_view)
        self.resources.asked.connect(self._ask_resource)
        self.family.asked.connect(self._to_household)
        for keys, deed in (("N", self._new), ("L", self.switch_list), ("Ctrl+Z", self.undo)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)
        self.say(lambda _text: self._say_told(), str)

    def select(self, tie_id: str) -> None:
        """Show the details of a tie beside the map."""
        self.selected = tie_id
        self._show_selected()

    def _enter_panel(self, tie_id: str) -> None:
        self.select(tie_id)
        self.panel.enter()

    def _show_page(self) -> None:
        data = self.data
        if data is None:
            return
        ties = to_be_shown(data.ties, hides_names=self.hides_names)
        shown = [ShownTie(tie, self._label(tie), heard(tie, is_hidden=self.hides_names)) for tie in ties]
        view = self.view()
        is_network = view in {"map", "list"}
        self._empty.setVisible(is_network and not ties)
        self.map.setVisible(view == "map" and bool(ties))
        self._legend.setVisible(view == "map" and bool(ties))
        self.list.setVisible(view == "list" and bool(ties))
        self.resources.setVisible(view == "resources")
        self.family.setVisible(view == "family")
        self.add_button.setVisible(is_network and bool(ties))
        self._show_side(is_shown=is_network and bool(ties))
        self._many.setText(_("Many ties: the list (L) is easier to read.") if len(ties) > MANY else "")
        self._many.setVisible(view == "map" and len(ties) > MANY)
        self.map.show_ties(
            shown,
            sectors={sector: sector_words(sector) for sector in SECTORS},
            centre=_initials(data.display),
            says=plural(
                "Network of {n} tie; the list holds the same.",
                "Network of {n} ties; the list holds the same.",
                len(ties),
            ),
        )
        self.list.show_ties(shown)
        self.resources.show_resources(to_be_shown(data.resources, hides_names=self.hides_names), shown)
        self.family.show_family(data.family, hides_names=self.hides_names)
        self.family.add_button.setVisible("case_work" in screen_names())
        self.figures.show_figures(figures(ties))
        self._show_selected()
        self._say_told()

    def _show_selected(self) -> None:
        tie = self.tie(self.selected)
        if tie is not None and not to_be_shown([tie], hides_names=self.hides_names):
            tie = None
        self.map.select(tie.id if tie is not None else "")
        self.list.select(tie.id if tie is not None else "")
        self.panel.setVisible(tie is not None)
        self._hint.setVisible(tie is not None)
        if tie is not None:
            self.panel.show_tie(tie, hides_names=self.hides_names)

    def _show_side(self, *, is_shown: bool) -> None:
        self._has_side = is_shown
        self._side_scroll.setVisible(is_shown and self._side_scroll.widget() is not None)
        self._side.setVisible(is_shown)

    def _label(self, tie: NetworkTie) -> str:
        return label_of(tie, is_hidden=self.hides_names)


def _initials(display: str) -> str:
    return " ".join(f"{part[0]}." for part in display.replace(",", " ").split()[:2] if part)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
