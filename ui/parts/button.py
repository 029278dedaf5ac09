"""Buttons: one look, four kinds; an icon-only one needs a name, which is also its tooltip."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.look.icons import icon as icon_of
from ui.look.type import font, px
from ui.parts.space import restyle
from ui.speaking import Speaking
from ui.words import is_mirrored

_INK = {"primary": "on", "ghost": "accent", "quiet": "muted", "non": "muted"}
_SMALL = {"small", "non"}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Button(Speaking, QPushButton):
    """``kind``: primary (one per page), normal, ghost (a link), small, quiet (muted), non (non-answer).

    ``icon`` stands before the text, ``trail`` after it (an arrow onward). ``tall`` is for the one big
    action of a page. Say the text with ``setText``; for an icon-only button say ``name_it``.
    """

    def __init__(
        self,
        kind: str = "normal",
        *,
        icon: str = "",
        trail: str = "",
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._icon, self._trail, self._words = kind, icon, trail, ""
        self._tall, self._is_bare = tall, False
        self.setProperty("kind", kind)
        self.setProperty("tall", "1" if tall else "0")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(False)
        self.fit(self._dress)

    @property
    def kind(self) -> str:
        """Return the kind."""
        return self._kind

    def set_kind(self, kind: str) -> None:
        """Change the kind."""
        self._kind = kind
        self.setProperty("kind", kind)
        restyle(self)
        self._dress()

    def set_icon(self, name: str) -> None:
        """Change the icon before the text."""
        self._icon = name
        self._dress()

    def words(self) -> str:
        """Return the text without the space that keeps it away from its icon."""
        return self._words

    def setText(self, text: str) -> None:
        """Show ``text``; it is the accessible name, too."""
        self._words = text
        self.setAccessibleName(text.replace("&", ""))
        shown = text.replace("&", "&&")
        if text and self._icon:
            shown = f"\u00a0{shown}"
        elif text and self._trail:
            shown = f"{shown}\u00a0"
        super().setText(shown)
        self._dress()

    def name_it(self, name: str) -> None:
        """Name an icon-only button for screen readers and as its tooltip."""
        self.setAccessibleName(name)
        self.setToolTip(name)
        if not self._words and not self._is_bare:
            self._is_bare = True
            self.setProperty("bare", "1")
            restyle(self)
            self._dress()

    def minimumSizeHint(self) -> QSize:
        """Never cut the text."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button, too; Qt itself does so in dialogs only."""
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and is_plain:
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        role = "small" if self._kind in _SMALL else "strong" if self._kind == "primary" else "body"
        if self._tall:
            role = "head"
        wanted = font(role, self._words)
        if wanted != self.font():
            self.setFont(wanted)
        name = self._icon or self._trail
        if name:
            side = px(15 if self._kind in _SMALL else 18)
            self.setIcon(icon_of(name, _INK.get(self._kind, "text")))
            self.setIconSize(QSize(side, side))
        if self._is_bare:
            side = px(32 if self._kind in _SMALL else 42)
            self.setFixedWidth(side)
        self._turn()

    def _turn(self) -> None:
        if self._trail and not self._icon:  # the icon goes to the far side by turning the button round
            self.setLayoutDirection(
                Qt.LayoutDirection.LeftToRight if is_mirrored() else Qt.LayoutDirection.RightToLeft
            )

    def changeEvent(self, event: QEvent) -> None:
        """Turn round with the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._turn()
