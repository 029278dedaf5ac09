"""The shipped fonts, given to Qt from the wheels they come in and from ``resources/fonts``.

The family's name is changed in memory, letter for letter, so that a device's own Noto (often static
Regular and Bold files) and ours cannot be mixed in one text.
"""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFontDatabase

from intake_app import places
from intake_app.errors import FileUnreadable

_THEIR_NAME, _OUR_NAME = "Noto Sans", "Anko Sans"  # the same length: the file's tables stay where they are


@lru_cache(maxsize=1)
def load_fonts() -> tuple[str, ...]:
    """Load the text fonts once; return their family names. Raises FileUnreadable when one is missing."""
    names: list[str] = []
    for package in ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic"):
        for file in sorted((package_folder(package) / "files").glob("*.ttf")):
            if "Italic" not in file.name:
                names += _add(_read(file))
    for file in sorted((places.resources() / "fonts").glob("*.ttf")):
        names += _add(file.read_bytes())
    return tuple(names)


@lru_cache(maxsize=1)
def icon_family() -> str:
    """Load the Phosphor icon font once; return its family name."""
    (file,) = (package_folder("qtawesome") / "fonts").glob("phosphor-*.ttf")
    return _add(_read(file))[0]


def package_folder(package: str) -> Path:
    """Return where an installed package lies, without importing it (qtawesome's import alone costs 0.3 s)."""
    found = places.package_folder(package)
    if found is None:
        raise FileUnreadable(file=package)
    return found


def _read(file: Path) -> bytes:
    try:
        data = file.read_bytes()
    except OSError as trouble:
        raise FileUnreadable(file=file.name) from trouble
    return data.replace(_THEIR_NAME.encode("utf-16-be"), _OUR_NAME.encode("utf-16-be"))


def _add(data: bytes) -> list[str]:
    number = QFontDatabase.addApplicationFontFromData(QByteArray(data))
    if number < 0:
        raise FileUnreadable(file=_THEIR_NAME)
    return QFontDatabase.applicationFontFamilies(number)
