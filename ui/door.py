"""Door: what stands in front of the lock: name, language and look on top, one card in the middle."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from intake_app.languages import UI_LANGUAGES, endonym
from ui.look.type import px
from ui.parts.button import Button
from ui.parts.card import Card
from ui.parts.label import label
from ui.parts.marks import Icon, Logo
from ui.parts.page import scrolling
from ui.parts.space import Stack, column, pane, row
from ui.screen import Screen
from ui.words import _, words

if TYPE_CHECKING:
    from ui.window import Window

_TEXT_SIZES = (90, 100, 110, 125, 150, 175, 200)
_LOOKS = ("light", "dark", "contrast")


class Door(Screen):
    """A screen in front of the lock. Subclasses fill ``card.body`` and say ``below`` (at the foot)."""

    has_rail: ClassVar[bool] = False

    def __init__(self, window: "Window | None" = None, *, card_width: int = 480) -> None:
        super().__init__(window)
        self._card_width = card_width
        name, claim = label("head", wrap=False), label("small", "muted", wrap=False)
        self.say(name.setText, lambda: _("Ankommen"))
        self.say(claim.setText, lambda: _("Intake assistant · works without the internet"))
        self.language = Button("quiet", icon="globe")
        self.say(self.language.setText, lambda: endonym(words().tag))
        self.say(self.language.setAccessibleName, lambda: _("Language: {name}", name=endonym(words().tag)))
        self.language.clicked.connect(self._offer_languages)
        self.text_size = Button("quiet", icon="text-aa")
        self.say(self.text_size.name_it, lambda: _("Text size"))
        self.text_size.clicked.connect(self._offer_text_sizes)
        self.theme = Button("quiet", icon="moon")
        self.say(self.theme.name_it, lambda: _("Light, dark or high contrast"))
        self.theme.clicked.connect(self._change_theme)
        self._claim = claim
        top = row(Logo(34), column(name, claim, gap=1), "*", self.language, self.text_size, self.theme,
                  gap=10, margins=(24, 14))  # fmt: skip
        self.card = Card(gap=10, margins=(28, 22))
        self.card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.below = label("small", "muted")
        self.below.centre()
        self._below = pane(
            row("*", Icon("hard-drive", "muted", 16), self.below, "*", gap=8, margins=(24, 14))
        )
        self.below.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        middle: Stack = column("*", row("*", (self.card, 8), "*", gap=0), "*", margins=(16, 8))
        self._scroll = scrolling(middle)
        self.setLayout(column(top, (self._scroll, 1), self._below, gap=0))
        self.fit(self._set_widths)

    def arrange(self, width: str) -> None:
        """Leave out the second lines when there is little room."""
        self._claim.setVisible(width != "narrow")
        self.below.setWordWrap(width == "narrow")

    def say_below(self, text: Callable[[], str]) -> None:
        """Say the line at the foot."""
        self.say(self.below.setText, text)
        self._below.setVisible(bool(text()))

    def _set_widths(self) -> None:
        self.card.setMaximumWidth(px(self._card_width))

    def _offer_languages(self) -> None:
        self._offer(self.language, [(endonym(tag), {"ui_language": tag}) for tag in UI_LANGUAGES])

    def _offer_text_sizes(self) -> None:
        self._offer(self.text_size, [(f"{size} %", {"text_scale": size / 100}) for size in _TEXT_SIZES])

    def _offer(self, button: QWidget, options: list[tuple[str, dict[str, object]]]) -> None:
        menu = QMenu(self)
        for text, choice in options:
            action = menu.addAction(text)
            action.triggered.connect(lambda _on=False, choice=choice: self._change(choice))
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _change(self, choice: dict[str, object]) -> None:
        if self.shell is not None:
            self.shell.change(**choice)

    def _change_theme(self) -> None:
        if self.shell is not None:
            at = _LOOKS.index(self.shell.settings.theme) if self.shell.settings.theme in _LOOKS else 0
            self.shell.change(theme=_LOOKS[(at + 1) % len(_LOOKS)])
