"""Dress the program: one call puts theme, text size and style sheet on everything that stands open.

Where the system itself is set to high contrast, its own colours are worn whatever the program's theme is.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from ui.look.fonts import load_fonts
from ui.look.qss import style_sheet
from ui.look.theme import THEMES, Theme, contrast, contrast_theme, palette, wear
from ui.look.type import font, set_scale

_SYSTEM = "the system's palette"
_FAR = 18.0  # of 21; ordinary desktops stay below, or have another ground in fields


def dress(app: QApplication, *, theme: str, scale: float) -> None:
    """Wear ``theme`` (light, dark or contrast) at ``scale`` (0.9 to 2.0) and refit every open widget."""
    load_fonts()
    wear(chosen_theme(app, theme))
    set_scale(scale)
    app.setPalette(palette())
    app.setFont(font())
    sheet = style_sheet()
    if sheet != app.styleSheet():  # the same one again would polish every widget anew, a quarter of a second
        app.setStyleSheet(sheet)
    for top in app.topLevelWidgets():
        refit(top)


def chosen_theme(app: QApplication, name: str) -> Theme:
    """Return the theme to wear: the system's colours when it is in high contrast, else the one ``name``."""
    if not app.property(_SYSTEM):
        app.setProperty(_SYSTEM, app.palette())  # before ours covers it
    system = app.property(_SYSTEM)
    hints = app.styleHints()  # held: what it hands out goes with it
    wishes = hints.accessibility()
    asks = wishes.contrastPreference() == Qt.ContrastPreference.HighContrast
    if isinstance(system, QPalette) and (asks or is_high_contrast(system)):
        return contrast_theme(system)
    return THEMES.get(name, THEMES["light"])


def is_high_contrast(system: QPalette) -> bool:
    """Tell whether a palette is one of high contrast: one ground for everything, text far from it."""
    role = QPalette.ColorRole
    window, base, text = (system.color(part).name() for part in (role.Window, role.Base, role.WindowText))
    return window == base and contrast(window, text) > _FAR


def refit(top: QWidget) -> None:
    """Fit ``top`` and all it holds to the look in use: sizes, fonts, spaces."""
    for layout in top.findChildren(QLayout):
        respace = getattr(layout, "respace", None)
        if respace is not None:
            respace()
    for widget in (top, *top.findChildren(QWidget)):
        fit_again = getattr(widget, "fit_again", None)
        if fit_again is not None:
            fit_again()
        widget.update()
