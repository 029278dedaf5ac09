"""Make the application object: style, fonts, language and look from the settings, the crash window."""

import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from intake_app import places
from intake_app.settings import Settings, load_settings
from ui.crash import catch_crashes
from ui.look.dress import dress
from ui.look.fonts import load_fonts
from ui.words import set_language

_STYLE = "Fusion"  # looks the same on every system; the style sheet does the rest


def make_app(settings: Settings | None = None) -> tuple[QApplication, Settings]:
    """Return the application, ready to show a window, and the settings it wears."""
    found = QCoreApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName(places.APP_NAME)
    if app.property("style") != _STYLE:
        app.setStyle(_STYLE)
        app.setProperty("style", _STYLE)
    worn = settings or load_settings(places.settings_file())
    load_fonts()
    set_language(worn.ui_language)
    dress(app, theme=worn.theme, scale=worn.text_scale)
    catch_crashes(app)
    return app, worn
