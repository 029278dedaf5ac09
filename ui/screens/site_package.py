"""What is in a package of a site, before it is taken in: what it brings, and what is wrong with it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake_app.services.site_packages import SitePackage
from ui.parts.card import Notice
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.words import _, isolate, plural, set_apart

_MOST_FINDINGS = 20


class PackageSheet(Sheet):
    """``wanted`` carries the package when it shall be taken in."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, package: SitePackage) -> None:
        super().__init__(parent, lambda: _("Take in a package"))
        self.package = package
        for one in package.findings[:_MOST_FINDINGS]:
            told = Notice("stop" if one.severity == "error" else "att")
            what = partial(_, one.what, **one.facts)
            told.tell(_at(what, one.field), partial(_, one.mend, **one.facts))
            self.add(told)
        if len(package.findings) > _MOST_FINDINGS:
            more = label("small", "muted")
            n = len(package.findings) - _MOST_FINDINGS
            self.say(more.setText, lambda: plural("{n} more finding", "{n} more findings", n))
            self.add(more)
        if package.profile is not None:
            name = label("strong", text=set_apart(package.profile.name))
            brings = label("body")
            self.say(brings.setText, self._brings)
            self.add(name, brings)
        self.say(self.keep.setText, lambda: _("Cancel"))
        self.say(self.confirm.setText, lambda: _("Take it in"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self._take)
        self.confirm.setEnabled(package.is_usable)
        self.ends.add(self.keep, self.confirm)
        self.open()

    def _brings(self) -> str:
        package = self.package
        assert package.profile is not None
        return _(
            "Municipality key {ags}; offers: {offers}, agreements: {agreements}; made on {day}.",
            ags=isolate(package.profile.ags or "–"), offers=len(package.offers),
            agreements=len(package.agreements), day=isolate(package.made_on or "–"),
        )  # fmt: skip

    def _take(self) -> None:
        self.wanted.emit(self.package)
        self.close()


def _at(what: partial[str], place: str) -> "partial[str]":
    return partial(_joined, what, place)


def _joined(what: partial[str], place: str) -> str:
    return f"{isolate(place)}: {what()}" if place else what()
