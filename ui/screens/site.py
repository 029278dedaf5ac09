"""Sites: where this is, who is responsible, what is local, what the work rests on; one site is in use."""

import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import msgspec
from PySide6.QtWidgets import QBoxLayout

from intake_app.records.site_profile import SiteProfile
from intake_app.records.user import User
from intake_app.services.site_packages import SitePackage
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.chip import Chip
from ui.parts.flow import Flow
from ui.parts.label import Elide
from ui.parts.listing import ListRow
from ui.parts.page import HeadBar, scrolling
from ui.parts.sheet import Sheet
from ui.parts.space import Stack, clear, column, pane, row
from ui.screen import Screen
from ui.screens.site_cards import BasisCard, LocalCard, PlaceCard, ResponsibleCard, SiteCard
from ui.screens.site_logo import read_logo
from ui.screens.site_package import PackageSheet
from ui.screens.site_sheets import BasisSheet, LocalSheet, PlaceSheet, ResponsibleSheet, SiteSheet
from ui.words import _, isolate, set_apart

if TYPE_CHECKING:
    from intake_app.services.workspace import Workspace
    from ui.window import Window

Deed = Callable[["Workspace", datetime.datetime], object]


class SiteData(msgspec.Struct, frozen=True):
    """All that the page shows."""

    sites: tuple[SiteProfile, ...]
    users: tuple[User, ...]


class SiteScreen(Screen):
    """``current`` is the site whose cards are shown; ``rows`` are all of them."""

    area: ClassVar[str] = "settings"

    def __init__(self, window: "Window | None" = None, *, site_id: str = "") -> None:
        super().__init__(window)
        self.data = SiteData((), ())
        self.current: SiteProfile | None = None
        self.sheet: Sheet | None = None
        self.rows: list[ListRow] = []
        self._wanted = site_id
        self.back = Button(icon="arrow-left")
        self.say(self.back.setText, lambda: _("Settings"))
        self.back.clicked.connect(lambda: self.go("settings"))
        head = HeadBar(
            lambda: _("Sites"),
            lambda: _("Where this is, who is responsible, and what the work rests on."),
            self.back,
        )
        self.new_button = Button(icon="plus")
        self.say(self.new_button.setText, lambda: _("New site"))
        self.new_button.clicked.connect(self.add)
        self.in_button = Button(icon="download-simple")
        self.say(self.in_button.setText, lambda: _("Take in a package …"))
        self.in_button.clicked.connect(self.ask_package)
        self._list = Card(gap=0, margins=(2, 4))
        self.place, self.responsible = PlaceCard(), ResponsibleCard()
        self.local, self.basis = LocalCard(), BasisCard()
        sheets: tuple[tuple[SiteCard, Callable[..., SiteSheet]], ...] = (
            (self.place, PlaceSheet), (self.responsible, ResponsibleSheet), (self.local, LocalSheet),
            (self.basis, BasisSheet),
        )  # fmt: skip
        for card, sheet in sheets:
            card.button.clicked.connect(partial(self._open, sheet))
        self.place.use.clicked.connect(self.use)
        self.place.out.clicked.connect(self.ask_where)
        self.place.logo.clicked.connect(self.ask_logo)
        self.place.remove.clicked.connect(self.remove)
        left: Stack = column(self._list, pane(Flow([self.new_button, self.in_button], gap=8)), "*", gap=10)
        right: Stack = column(self.place, self.basis, self.responsible, self.local, "*", gap=12)
        self._columns: Stack = row((left, 2), (right, 5), gap=14)
        self.setLayout(column(head, (scrolling(column(self._columns, "*", margins=(20, 14))), 1), gap=0))

    def title(self) -> str:
        """Return the page's name."""
        return _("Sites")

    def arrange(self, width: str) -> None:
        """Stack the columns when the window is not wide."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(across if width == "wide" else down)

    def opened(self) -> None:
        """Fetch all sites."""
        workspace = self.workspace

        def fetch() -> SiteData:
            from intake_app.services.sites import sites
            from intake_app.services.users import users

            return SiteData(sites(workspace), users(workspace))

        self.ask(fetch, self._show)

    def reworded(self) -> None:
        """Word the cards again."""
        self._show(self.data)

    def choose(self, site_id: str) -> None:
        """Show one site's cards."""
        self._wanted = site_id
        self._show(self.data)

    # Acts

    def add(self) -> None:
        """Write down a new site."""
        self._open_sheet(PlaceSheet(self, SiteProfile("", ""), self.data.users))

    def use(self) -> None:
        """Use the site shown from now on."""
        if self.current is None:
            return
        site_id = self.current.id
        from intake_app.services.sites import switch_site

        self._act(lambda workspace, now: switch_site(workspace, site_id=site_id, now=now))

    def remove(self) -> None:
        """Take the site shown out."""
        if self.current is None:
            return
        site_id, self._wanted = self.current.id, ""
        from intake_app.services.sites import remove_site

        self._act(lambda workspace, now: remove_site(workspace, site_id=site_id, now=now))

    def keep(self, profile: SiteProfile) -> None:
        """Keep a site as a sheet wrote it."""
        from intake_app.services.sites import keep_site

        def keep(workspace: "Workspace", now: datetime.datetime) -> object:
            kept = keep_site(workspace, profile=profile, now=now)
            self._wanted = kept.id
            return kept

        self._act(keep)

    def ask_logo(self) -> None:
        """Choose a logo."""
        if self.shell is not None and self.current is not None:
            self.shell.files.ask_open(_("Choose a logo"), f"{_('Pictures')} (*.png *.svg)", self.take_logo)

    def take_logo(self, path: Path) -> None:
        """Keep the picture in ``path`` as the site's logo."""
        profile = self.current
        assert profile is not None
        self.ask(
            lambda: read_logo(path),
            lambda logo: self.keep(msgspec.structs.replace(profile, logo=logo)),
            lane="work",
        )

    def ask_where(self) -> None:
        """Save the site shown as a package."""
        if self.shell is not None and self.current is not None:
            name = f"{_('site')}-{self.current.ags or self.current.name}.json"
            self.shell.files.ask_save(_("Save as a package"), name, "JSON (*.json)", self.export)

    def export(self, path: Path) -> None:
        """Write the package."""
        assert self.current is not None
        workspace, now, site_id = self.workspace, self.now(), self.current.id

        def write() -> Path:
            from intake_app.services.site_packages import export_site

            return export_site(workspace, site_id=site_id, path=path, now=now)

        def done(written: Path) -> None:
            if self.shell is not None:
                self.shell.tell_plain(_("Written: {file}", file=written.name))

        self.ask(write, done)

    def ask_package(self) -> None:
        """Choose a package to take in."""
        if self.shell is not None:
            self.shell.files.ask_open(_("Take in a package"), "JSON (*.json)", self.look_into)

    def look_into(self, path: Path) -> None:
        """Show what is in a package before anything is kept."""

        def read() -> SitePackage:
            from intake_app.services.site_packages import read_site_package

            return read_site_package(path)

        def show(package: SitePackage) -> None:
            sheet = PackageSheet(self, package)
            sheet.wanted.connect(self.take_in)
            self.sheet = sheet

        self.ask(read, show, lane="work")

    def take_in(self, package: SitePackage) -> None:
        """Keep what is in a package."""
        from intake_app.services.site_packages import take_in_site

        def take(workspace: "Workspace", now: datetime.datetime) -> object:
            kept = take_in_site(workspace, package=package, now=now)
            self._wanted = kept.id
            return kept

        self._act(take)

    def _act(self, deed: Deed) -> None:
        workspace, now = self.workspace, self.now()
        self.ask(lambda: deed(workspace, now), lambda _kept: self.opened())

    def _open(self, kind: Callable[..., SiteSheet]) -> None:
        if self.current is not None:
            self._open_sheet(kind(self, self.current, self.data.users))

    def _open_sheet(self, sheet: SiteSheet) -> None:
        sheet.written.connect(self.keep)
        self.sheet = sheet

    # Showing

    def _show(self, data: SiteData) -> None:
        self.data = data
        if not data.sites:
            return
        in_use = next((one for one in data.sites if one.is_current), data.sites[0])
        self.current = next((one for one in data.sites if one.id == self._wanted and one.id), in_use)
        may_change = self.workspace.user.role == "supervisor"
        for widget in (self.new_button, self.in_button):
            widget.setEnabled(may_change)
        had_focus = next((n for n, one in enumerate(self.rows) if one.hasFocus()), -1)
        clear(self._list.body)
        self.rows = [self._row(one) for one in data.sites]
        self._list.body.add(*self.rows)
        for shown in self.rows:
            shown.show()
        if 0 <= had_focus < len(self.rows):
            self.rows[had_focus].setFocus()
        names = {user.id: user.name for user in data.users}
        for card in (self.place, self.basis, self.responsible, self.local):
            card.show_site(self.current, names, may_change=may_change)

    def _row(self, one: SiteProfile) -> ListRow:
        name, about = Elide("strong", text=set_apart(one.name)), Elide("small", "muted")
        about.setText(isolate(one.ags) if one.ags else _("no municipality key yet"))
        chip = None
        if one.is_current:
            chip = Chip("soft", icon="check-circle", text=_("in use"))
        made = ListRow((column(name, about, gap=2), 1), chip)
        made.setAccessibleName(", ".join([one.name, one.ags, *([_("in use")] if one.is_current else [])]))
        made.set_current(self.current is not None and one.id == self.current.id)
        made.clicked.connect(partial(self.choose, one.id))
        return made
