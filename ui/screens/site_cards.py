"""The cards of a site: place and keys, what the work rests on, who is responsible, what is local."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel

from intake_app.records.site_profile import SiteProfile
from intake_app.services.site_keys import check_keys, land_name
from intake_app.services.sites import block_of
from ui.look.type import px
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.code_picker import code_note, code_words
from ui.parts.flow import Flow
from ui.parts.label import label
from ui.parts.space import Stack, clear, column, pane, row
from ui.words import _, isolate, set_apart, words

Names = Mapping[str, str]


class SiteCard(Card):
    """A head, a button to change it, and facts as name and value."""

    def __init__(self, head: Callable[[], str], heard: Callable[[], str]) -> None:
        super().__init__(gap=6)
        title = label("head")
        self.say(title.setText, head)
        self.button = Button("small", icon="pencil-simple")
        self.say(self.button.setText, lambda: _("Change"))
        self.say(self.button.setAccessibleName, heard)
        self.facts: Stack = column(gap=4)
        self.body.add(row((title, 1), self.button), self.facts)

    def show_site(self, site: SiteProfile, names: Names, *, may_change: bool) -> None:
        """Show this part of ``site``."""
        self.button.setEnabled(may_change)
        clear(self.facts)
        for what, value in self.told(site, names):
            text = label("body", "text" if value else "muted", text=value or _("not written down yet"))
            self.facts.add(column(label("small", "muted", text=what), text, gap=0))

    def told(self, site: SiteProfile, names: Names) -> list[tuple[str, str]]:
        """Return name and value of each fact."""
        raise NotImplementedError


class PlaceCard(SiteCard):
    """Name, keys, logo, and what can be done with the site as a whole."""

    def __init__(self) -> None:
        super().__init__(lambda: _("Place"), lambda: _("Change name and keys"))
        self.warning = Notice("att")
        self.picture = QLabel()
        self.use = Button("primary", icon="check-circle")
        self.say(self.use.setText, lambda: _("Use this site"))
        self.logo = Button("small", icon="image")
        self.say(self.logo.setText, lambda: _("Logo …"))
        self.out = Button("small", icon="upload-simple")
        self.say(self.out.setText, lambda: _("Save as a package …"))
        self.remove = Button("small", icon="trash")
        self.say(self.remove.setText, lambda: _("Take out"))
        self.say(self.remove.setAccessibleName, lambda: _("Take the site out"))
        acts = pane(Flow([self.use, self.logo, self.out, self.remove], gap=8))
        self.body.add(self.picture, self.warning, acts)

    def show_site(self, site: SiteProfile, names: Names, *, may_change: bool) -> None:
        """Show place, logo and what does not fit."""
        super().show_site(site, names, may_change=may_change)
        found = check_keys(ags=site.ags, ars=site.ars, nuts=site.nuts)
        self.warning.setVisible(bool(found))
        if found:
            self.warning.tell(
                partial(_, found[0].what, **found[0].facts), partial(_, found[0].mend, **found[0].facts)
            )
        image = QImage.fromData(QByteArray(site.logo.png)) if site.logo is not None else QImage()
        self.picture.setVisible(not image.isNull())
        if not image.isNull():
            high = px(56)
            self.picture.setPixmap(
                QPixmap.fromImage(image.scaledToHeight(high, Qt.TransformationMode.SmoothTransformation))
            )
            self.picture.setAccessibleName(_("Logo of {site}", site=site.name))
        is_kept = bool(site.id)
        self.use.setVisible(is_kept and not site.is_current)
        self.out.setEnabled(is_kept)
        for button in (self.logo, self.remove):
            button.setEnabled(may_change and is_kept)
        self.remove.setVisible(not site.is_current)

    def told(self, site: SiteProfile, names: Names) -> list[tuple[str, str]]:  # noqa: ARG002 - as the others
        """Return name and keys."""
        return [
            (_("Name"), set_apart(site.name)),
            (_("Unit"), set_apart(site.unit) if site.unit else ""),
            (_("Municipality key (AGS)"), isolate(site.ags) if site.ags else ""),
            (_("Regional key (ARS)"), isolate(site.ars) if site.ars else ""),
            (_("NUTS"), isolate(site.nuts) if site.nuts else ""),
            (_("State (Land)"), land_name(site.land)),
        ]


class BasisCard(SiteCard):
    """What the work rests on: law, council decision, money."""

    def __init__(self) -> None:
        super().__init__(lambda: _("Basis"), lambda: _("Change what the work rests on"))

    def told(self, site: SiteProfile, names: Names) -> list[tuple[str, str]]:  # noqa: ARG002 - as the others
        """Return law, decision, years, money."""
        basis = site.programme
        return [
            (_("Legal basis"), isolate(basis.legal_basis) if basis.legal_basis else ""),
            (_("Decision"), set_apart(basis.decision) if basis.decision else ""),
            (_("Decided on"), isolate(_day(basis.decided_on)) if basis.decided_on else ""),
            (_("Programme since"), isolate(str(basis.since_year)) if basis.since_year else ""),
            (_("Funded"), _period(basis.funded_from, basis.funded_to)),
            (_("By"), set_apart(basis.funder) if basis.funder else ""),
            (_("Source"), isolate(basis.source_url) if basis.source_url else ""),
        ]


class ResponsibleCard(SiteCard):
    """Who is responsible for the data, and who works in which building block."""

    def __init__(self) -> None:
        super().__init__(lambda: _("Responsible"), lambda: _("Change who is responsible"))

    def told(self, site: SiteProfile, names: Names) -> list[tuple[str, str]]:
        """Return controller, the unit's block, and everybody's."""
        controller = code_words("controllers", site.controller) if site.controller else ""
        note = code_note("controllers", site.controller)
        told = [
            (_("Responsible for the data"), f"{controller} ({isolate(note)})" if note else controller),
            (_("Building block of the unit"), _block(site.block)),
        ]
        return told + [(set_apart(name), _block(block_of(site, user_id))) for user_id, name in names.items()]


class LocalCard(SiteCard):
    """Languages, target groups, additions to the checklist, and the smallest number that is shown."""

    def __init__(self) -> None:
        super().__init__(lambda: _("Here only"), lambda: _("Change what is local"))

    def told(self, site: SiteProfile, names: Names) -> list[tuple[str, str]]:  # noqa: ARG002 - as the others
        """Return what is local."""
        groups = [code_words("target-groups", code) for code in site.target_groups]
        groups += [_group(one.name, one.age_from, one.age_to) for one in site.local_groups]
        return [
            (_("Languages shown first"), ", ".join(words().language_name(tag) for tag in site.languages)),
            (_("Target groups"), ", ".join(groups)),
            (_("Added to the checklist"), "; ".join(set_apart(one.text) for one in site.local_rules)),
            (_("Smallest number shown in figures"), words().number(site.smallest_cell)),
        ]


def _block(code: str) -> str:
    return code_words("building-blocks", code) if code else ""


def _group(name: str, youngest: int | None, oldest: int | None) -> str:
    if youngest is None and oldest is None:
        return set_apart(name)
    ages = isolate(f"{youngest or 0}-{oldest or '…'}")
    return f"{set_apart(name)} ({ages})"


def _day(iso: str) -> str:
    return ".".join(reversed(iso.split("-")))


def _period(begins: str, ends: str) -> str:
    if not begins and not ends:
        return ""
    return isolate(f"{_day(begins) or '…'} - {_day(ends) or '…'}")
