"""Type: roles, the user's text size, and what each script needs.

Noto is shipped as variable fonts: weight is set as an axis, never as ``setBold``, which would smear
the strokes artificially. The families carry our own name (see ``fonts``), so a static Noto that the
device has installed cannot slip in.
"""

from functools import lru_cache

from PySide6.QtGui import QFont

from intake_app.languages import direction, normal_tag, script_of

FAMILIES = ("Anko Sans", "Anko Sans Arabic", "Noto Sans Ethiopic", "Noto Sans Georgian", "Noto Sans Armenian",
            "Noto Sans Hebrew", "Noto Sans", "Noto Sans Symbols2", "DejaVu Sans")  # fmt: skip
_SCRIPT_FAMILY = {"Arab": "Anko Sans Arabic", "Ethi": "Noto Sans Ethiopic", "Geor": "Noto Sans Georgian"}
_SCRIPT_FACTOR = {"Arab": 1.12, "Ethi": 1.08}
_SCRIPT_LINE = {"Arab": 1.6, "Ethi": 1.5}
_ETHIOPIC = frozenset({"ti", "am", "tig", "gez"})

# Role -> size in pixels at 100 %, weight.
ROLES: dict[str, tuple[int, int]] = {
    "num": (30, 700), "display": (26, 700), "title": (20, 700), "head": (16, 700),
    "body": (15, 400), "strong": (15, 700), "small": (13, 400), "smallb": (13, 700),
    "field": (17, 400), "client": (18, 400), "clientb": (19, 700), "huge": (40, 700), "big": (28, 400),
}  # fmt: skip
SMALLEST_SCALE, LARGEST_SCALE = 0.9, 2.0

_WEIGHT = QFont.Tag("wght")
_scale = 1.0


def scale() -> float:
    """Return the user's text size, 1.0 is 100 %."""
    return _scale


def set_scale(new: float) -> None:
    """Set the user's text size, held between 90 and 200 %."""
    global _scale  # noqa: PLW0603 - one program, one text size
    _scale = min(max(new, SMALLEST_SCALE), LARGEST_SCALE)


def px(n: float) -> int:
    """Return ``n`` design pixels at the user's text size (for type and everything sized by it)."""
    return max(1, round(n * _scale))


def sp(n: float) -> int:
    """Return ``n`` design pixels of space, which grows more slowly than type."""
    return max(1, round(n * (1 + 0.35 * (_scale - 1)))) if n else 0


def script_for(text: str = "", tag: str = "") -> str:
    """Return the script to set type for: the text's own, else the language's."""
    if text:
        return script_of(text)
    if not tag:
        return "Latn"
    if direction(tag) == "rtl":
        return "Arab"
    return "Ethi" if normal_tag(tag).split("-")[0] in _ETHIOPIC else "Latn"


def font(role: str = "body", text: str = "", *, tag: str = "") -> QFont:
    """Return the font of ``role`` for ``text`` (or for the language ``tag``), the script's family first."""
    return QFont(_font(role, script_for(text, tag), _scale))


@lru_cache(maxsize=256)
def _font(role: str, script: str, _at_scale: float) -> QFont:
    size, weight = ROLES[role]
    families = list(FAMILIES)
    if script in _SCRIPT_FAMILY:
        families.insert(0, _SCRIPT_FAMILY[script])
    made = QFont()
    made.setFamilies(families)
    made.setPixelSize(px(size * _SCRIPT_FACTOR.get(script, 1.0)))
    made.setVariableAxis(_WEIGHT, weight)
    return made


def line_height(text: str = "", *, tag: str = "") -> float:
    """Return the line height of the script as a factor of the font size."""
    return _SCRIPT_LINE.get(script_for(text, tag), 1.35)
