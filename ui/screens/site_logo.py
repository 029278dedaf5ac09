"""A logo from a file: a PNG as it is, an SVG drawn once, since papers take pictures of dots only."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader

from intake_app.errors import FileUnreadable
from intake_app.records.site_profile import Logo
from intake_app.services.sites import MOST_LOGO_BYTES, LogoUnusable, make_logo

_HIGH = 400  # dots; on paper a logo is about 11 mm high


def read_logo(path: Path) -> Logo:
    """Return the logo in ``path`` (work lane); raises FileUnreadable, LogoUnusable."""
    try:
        if path.stat().st_size > MOST_LOGO_BYTES:
            raise LogoUnusable(file=path.name)
        content = path.read_bytes()
    except OSError as trouble:
        raise FileUnreadable(file=path.name) from trouble
    return make_logo(name=path.name, content=content, png=_drawn(content))


def _drawn(content: bytes) -> bytes:
    """Return an SVG as a PNG; empty where it cannot be drawn or is none."""
    if b"<svg" not in content[:2048].lower():
        return b""
    data = QByteArray(content)
    source = QBuffer(data)
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source, QByteArray(b"svg"))
    size = reader.size()
    if size.isValid() and size.height() > 0:
        reader.setScaledSize(size.scaled(QSize(4 * _HIGH, _HIGH), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return b""
    made = QByteArray()
    target = QBuffer(made)
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(target, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, Qt wants str
    return bytes(made.data())
