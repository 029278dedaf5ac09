"""Speaking: a widget that says its texts and fits its sizes now, and again when language or look change.

Text is said next to where its widget is built, so there is no second ``retranslate`` function to forget.
"""

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent

_Deed = tuple[Callable[..., object], Callable[[], object] | None]


class Speaking:
    """Mix in before a QWidget class: ``class Card(Speaking, QFrame)``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Before super(): Qt may send change events while the widget is being made.
        self._said: list[_Deed] = []
        self._fitted: list[_Deed] = []
        super().__init__(*args, **kwargs)

    def say(self, setter: Callable[[str], object], text: Callable[[], str]) -> None:
        """Call ``setter(text())`` now and whenever the window's language changes."""
        self._said.append((setter, text))
        setter(text())

    def fit(self, measure: Callable[[], object]) -> None:
        """Call ``measure()`` now and whenever text size or theme change."""
        self._fitted.append((measure, None))
        measure()

    def say_again(self) -> None:
        """Say every text once more in the current language."""
        self._said = _repeat(self._said)

    def fit_again(self) -> None:
        """Fit every size once more to the current look."""
        self._fitted = _repeat(self._fitted)

    def changeEvent(self, event: QEvent) -> None:
        """Repeat what the change made stale."""
        super().changeEvent(event)  # type: ignore[misc]  # the QWidget this is mixed into
        if event.type() == QEvent.Type.LanguageChange:
            self.say_again()


def _repeat(deeds: list[_Deed]) -> list[_Deed]:
    """Do each deed again; return those whose widget still lives."""
    alive = [deed for deed in deeds if _lives(deed[0])]
    for setter, text in alive:
        if _lives(setter):
            setter() if text is None else setter(text())
    return alive


def _lives(setter: Callable[..., object]) -> bool:
    owner = getattr(setter, "__self__", None)
    return owner is None or not isinstance(owner, shiboken6.Shiboken.Object) or shiboken6.isValid(owner)
