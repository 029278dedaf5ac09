"""Where resources, catalogues, user data, logs and backups live in checkout, installed and frozen runs."""

import importlib.util
import os
import sys
from pathlib import Path

from platformdirs import user_data_path, user_log_path

APP_NAME = "Ankommen"
HOME_VARIABLE = "ANKOMMEN_HOME"  # one folder for everything: portable installs, tests, the demo


def _shipped() -> Path:
    """Return the folder that holds ``resources`` and ``locales``."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen)
    package = Path(__file__).resolve().parent
    installed = package / "_shipped"
    return installed if installed.is_dir() else package.parent


def resources() -> Path:
    """Return the folder of shipped data: forms, code lists, fonts' licences."""
    return _shipped() / "resources"


def locales() -> Path:
    """Return the folder of gettext catalogues."""
    return _shipped() / "locales"


def package_folder(package: str) -> Path | None:
    """Return the folder of an installed package's files without importing it; None when it is not there.

    A frozen program carries a package's data without its code, so its own folder is asked first.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None and (Path(frozen) / package).is_dir():
        return Path(frozen) / package
    found = importlib.util.find_spec(package)
    return Path(found.origin).parent if found is not None and found.origin is not None else None


def user_data() -> Path:
    """Return the folder for settings and the workspace of this person on this device."""
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) if home else user_data_path(APP_NAME, appauthor=False)


def logs() -> Path:
    """Return the folder for local reports without personal data."""
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / "logs" if home else user_log_path(APP_NAME, appauthor=False)


def workspace() -> Path:
    """Return the folder of the device's workspace (vault, keyslots, backups)."""
    return user_data() / "workspace"


def settings_file() -> Path:
    """Return the file of choices kept outside the vault."""
    return user_data() / "settings.json"
