"""Card and notice: the grounds that things stand on."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from intake_app.errors import IntakeError
from ui.parts.label import Label, label
from ui.parts.marks import Icon
from ui.parts.space import Item, column, restyle, row
from ui.speaking import Speaking
from ui.words import words

Told = str | Callable[[], str]


class Card(Speaking, QFrame):
    """A framed ground. ``kind``: plain, focus, att, stop, soft, prov, sunken, dash, popover."""

    def __init__(
        self, *items: Item, kind: str = "plain", gap: float = 8, margins: tuple[float, float] = (16, 12)
    ) -> None:
        super().__init__()
        self.setProperty("card", kind)
        self.body = column(*items, gap=gap, margins=margins)
        self.setLayout(self.body)

    def set_kind(self, kind: str) -> None:
        """Change the ground."""
        if self.property("card") != kind:
            self.setProperty("card", kind)
            restyle(self)


class Notice(Card):
    """What needs a look: an icon, what it is, what to do; a screen reader is told once.

    ``kind``: att (yellow), soft (information), stop (failure), prov (unreviewed, sample).
    """

    _ICONS: ClassVar = {"att": "warning", "soft": "info", "stop": "warning-circle", "prov": "robot"}
    _TONES: ClassVar = {"att": "att", "soft": "accent", "stop": "stop", "prov": "prov"}

    def __init__(self, kind: str = "att", *, icon: str = "", action: QWidget | None = None) -> None:
        super().__init__(kind=kind, margins=(14, 10))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        tone = self._TONES.get(kind, "text")
        self.title: Label = label("strong", "text")
        self.text: Label = label("small", "text")
        self.mark = Icon(icon or self._ICONS.get(kind, "info"), tone, 20)
        self.texts = column(self.title, self.text, gap=2)
        self.line = row(self.mark, (self.texts, 1), action, gap=12)
        self.body.add(self.line)
        self._told: tuple[Told, Told] = ("", "")
        self.say(lambda _text: self._say_told(), lambda: "")

    def tell(self, title: Told, text: Told = "") -> None:
        """Show what happened (``title``) and what to do (``text``); a callable is said in every language."""
        self._told = (title, text)
        self._say_told()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def tell_trouble(self, trouble: IntakeError) -> None:
        """Show expected trouble: what happened and its remedy, in every language."""
        self.tell(lambda: words().error(trouble)[0], lambda: words().error(trouble)[1])

    def _say_told(self) -> None:
        title, text = (told if isinstance(told, str) else told() for told in self._told)
        for place, said in ((self.title, title), (self.text, text)):
            place.setText(said)
            place.setVisible(bool(said))
        self.setAccessibleName(" ".join(part for part in (title, text) if part))
