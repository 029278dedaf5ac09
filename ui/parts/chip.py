"""Chip: a short state beside a row; never focusable, read with its row."""

from PySide6.QtWidgets import QFrame, QSizePolicy

from ui.look.qss import CHIPS
from ui.parts.label import Label
from ui.parts.marks import Icon
from ui.parts.space import restyle, row
from ui.speaking import Speaking

_INK = {**{kind: ink for kind, (_ground, ink) in CHIPS.items()}, "line": "muted", "prov": "prov"}


class Chip(Speaking, QFrame):
    """``kind``: soft, sunken, line, res, need, att, stop, prov (dashed edge). Its text: ``setText``."""

    def __init__(self, kind: str = "sunken", *, icon: str = "", text: str = "") -> None:
        super().__init__()
        self.setProperty("chip", kind)
        self.words = Label("small", _INK[kind], wrap=False, text=text)
        self.mark = Icon(icon or "info", _INK[kind], 15)
        self.setLayout(row(self.mark, self.words, gap=5, margins=(7, 2)))
        self.mark.setVisible(bool(icon))  # only now: shown without a parent it would be a window of its own
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Show ``text``."""
        self.words.setText(text)

    def text(self) -> str:
        """Return the text."""
        return self.words.text()

    def set_kind(self, kind: str, icon: str = "") -> None:
        """Change ground and icon."""
        self.setProperty("chip", kind)
        self.mark.setVisible(bool(icon))
        if icon:
            self.mark.show_icon(icon, _INK[kind])
        self.words.set_tone(_INK[kind])
        restyle(self)
