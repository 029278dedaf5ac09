"""Chip: a short state beside a row; never focusable, read with its row."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QSizePolicy

from ui.look.qss import CHIPS
from ui.parts.label import Label
from ui.parts.marks import Icon
from ui.parts.space import restyle, row
from ui.speaking import Speaking

_INK = {**{kind: ink for kind, (_ground, ink) in CHIPS.items()}, "line": "muted", "prov": "prov"}


class Chip(Speaking, QFrame):
    """``kind``: soft, sunken, line, res, need, att, stop, prov (dashed edge). Its text: ``setText``.

    One that ``wraps`` is as wide as its text on one line, and takes more lines where there is less room.
    """

    def __init__(self, kind: str = "sunken", *, icon: str = "", text: str = "", wraps: bool = False) -> None:
        super().__init__()
        self.setProperty("chip", kind)
        ink = _INK[kind]
        self.words = (
            _Folding("small", ink, text=text) if wraps else Label("small", ink, wrap=False, text=text)
        )
        self.mark = Icon(icon or "info", _INK[kind], 15)
        self.setLayout(row(self.mark, (self.words, 1 if wraps else 0), gap=5, margins=(7, 2)))
        self.mark.setVisible(bool(icon))  # only now: shown without a parent it would be a window of its own
        across = QSizePolicy.Policy.Maximum if wraps else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Minimum if wraps else QSizePolicy.Policy.Fixed)

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


class _Folding(Label):
    """A text that would like one line and can do with less room."""

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 4, metrics.height())
