"""Dress the program: one call puts theme, text size and style sheet on everything that stands open."""

from PySide6.QtWidgets import QApplication, QLayout, QWidget

from ui.look.fonts import load_fonts
from ui.look.qss import style_sheet
from ui.look.theme import THEMES, palette, wear
from ui.look.type import font, set_scale


def dress(app: QApplication, *, theme: str, scale: float) -> None:
    """Wear ``theme`` (``light`` or ``dark``) at ``scale`` (0.9 to 2.0) and refit every open widget."""
    load_fonts()
    wear(THEMES.get(theme, THEMES["light"]))
    set_scale(scale)
    app.setPalette(palette())
    app.setFont(font())
    sheet = style_sheet()
    if sheet != app.styleSheet():  # the same one again would polish every widget anew, a quarter of a second
        app.setStyleSheet(sheet)
    for top in app.topLevelWidgets():
        refit(top)


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
