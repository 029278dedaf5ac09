"""The sheets that write down an offer and its provider."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake_app.records.offer import Offer, Provider
from ui.parts.button import Button
from ui.parts.field import Field, Picker
from ui.parts.flow import Flow
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import pane
from ui.screens.offers_fields import OFFER, PROVIDER, Fields
from ui.words import _


class OfferSheet(Sheet):
    """``written`` carries (provider to keep first or None, offer)."""

    written = Signal(object)

    def __init__(self, parent: QWidget, known: Offer | None, providers: Sequence[Provider]) -> None:
        title: Callable[[], str] = (lambda: _("Offer")) if known else (lambda: _("New offer"))
        super().__init__(parent, title, width=720)
        self._known = known or Offer("", "", "")
        self._providers = {one.id: one for one in providers}
        self._changed: Provider | None = None
        self.provider_sheet: ProviderSheet | None = None
        self.provider = Picker()
        self.provider.currentTextChanged.connect(self.provider.setToolTip)
        self._provider_field = Field(lambda: _("Provider"), edit=self.provider)
        self.new_provider = Button("small", icon="plus")
        self.say(self.new_provider.setText, lambda: _("New provider"))
        self.new_provider.clicked.connect(lambda: self.open_provider(None))
        self.change_provider = Button("small", icon="pencil-simple")
        self.say(self.change_provider.setText, lambda: _("Change the provider"))
        self.change_provider.clicked.connect(lambda: self.open_provider(self._chosen()))
        self.fields = Fields(OFFER, self._known)
        rows = list(self.fields.rows.values())
        self.add(rows[0], self._provider_field, pane(Flow([self.new_provider, self.change_provider], gap=6)))
        self.add(*rows[1:])
        source = label("small", "muted")
        self.say(source.setText, lambda: _("From the data set “{source}”.", source=self._known.source))
        source.setVisible(False)
        self.add(source)
        if self._known.source:
            source.show()
        self._offer_providers(self._known.provider_id)
        self.provider.currentIndexChanged.connect(self._follow)
        self.say(self.keep.setText, lambda: _("Cancel"))
        self.say(self.confirm.setText, lambda: _("Save"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.write)
        self.ends.add(self.keep, self.confirm)
        self.name.line.returnPressed.connect(self.write)
        self._follow()
        self.open()
        self.name.line.setFocus()

    @property
    def name(self) -> Field:
        """Return the line of the offer's name."""
        return self.fields.rows["name"]

    def write(self) -> None:
        """Hand on what is written; say what is missing or not right."""
        values = self.fields.read()
        is_named = bool(self.name.text())
        has_provider = bool(self.provider.value())
        self.name.show_error("" if is_named else lambda: _("Write a name."))
        self._provider_field.show_error("" if has_provider else lambda: _("Choose who offers it."))
        if not is_named:
            self.name.line.setFocus()
        elif not has_provider:
            self.provider.setFocus()
        elif values is not None:
            chosen = self.provider.value()
            provider = self._changed if self._changed and self._changed.id == _id_of(chosen) else None
            self.written.emit((provider, replace(self._known, provider_id=_id_of(chosen), **values)))
            self.close()

    def open_provider(self, known: Provider | None) -> None:
        """Write down a new provider, or change the chosen one."""
        self.provider_sheet = ProviderSheet(self, known)
        self.provider_sheet.written.connect(self._take_provider)

    def _take_provider(self, provider: Provider) -> None:
        self._changed = provider
        self._providers[provider.id] = provider
        self._offer_providers(provider.id)
        self._follow()

    def _offer_providers(self, chosen: str) -> None:
        by_name = sorted(self._providers.values(), key=lambda one: one.name.casefold())
        options = [(one.id or _NEW, _says(one.name)) for one in by_name]
        self.provider.offer([("", lambda: _("Choose …")), *options])
        self.provider.set_value(chosen or (_NEW if self._changed and not self._changed.id else ""))

    def _chosen(self) -> Provider | None:
        return self._providers.get(_id_of(self.provider.value())) if self.provider.value() else None

    def _follow(self) -> None:
        self.change_provider.setEnabled(self._chosen() is not None)


class ProviderSheet(Sheet):
    """``written`` carries the provider."""

    written = Signal(object)

    def __init__(self, parent: QWidget, known: Provider | None) -> None:
        title: Callable[[], str] = (lambda: _("Provider")) if known else (lambda: _("New provider"))
        super().__init__(parent, title, width=640)
        self._known = known or Provider("", "")
        self.fields = Fields(PROVIDER, self._known)
        self.add(*self.fields.rows.values())
        self.say(self.keep.setText, lambda: _("Cancel"))
        self.say(self.confirm.setText, lambda: _("Save"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.write)
        self.ends.add(self.keep, self.confirm)
        self.name.line.returnPressed.connect(self.write)
        self.open()
        self.name.line.setFocus()

    @property
    def name(self) -> Field:
        """Return the line of the provider's name."""
        return self.fields.rows["name"]

    def write(self) -> None:
        """Hand on what is written; say what is missing or not right."""
        values = self.fields.read()
        self.name.show_error("" if self.name.text() else lambda: _("Write a name."))
        if not self.name.text():
            self.name.line.setFocus()
        elif values is not None:
            self.written.emit(replace(self._known, **values))
            self.close()


_NEW = "new"  # a provider that is not kept yet


def _id_of(value: str) -> str:
    return "" if value == _NEW else value


def _says(text: str) -> Callable[[], str]:
    return lambda: text
