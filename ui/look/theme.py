"""The colour tokens of the program in light, dark and high contrast: the only file that holds a colour.

Text pairs keep a contrast of at least 4.5, control edges and marks at least 3 (WCAG 2.2, 1.4.3 and
1.4.11), in high contrast 7; a test computes it from here. Resource and need colours are never used for
anything else. High contrast has one ground and one ink: shape, mark and word say what colour says elsewhere.
"""

from dataclasses import dataclass, fields

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of tokens. ``soft``, ``…soft`` are grounds, the token of the same name without it the text."""

    name: str
    canvas: str  # window behind cards
    surface: str  # cards, bars, fields
    sunken: str  # tracks, quiet chips
    line: str  # decoration only: card edges, row rules
    strong: str  # edges of controls, open rings
    text: str
    muted: str  # second text, placeholders
    accent: str  # action, selection, focus, done
    hover: str  # accent under the pointer
    soft: str  # selected row, information chip
    on: str  # text on accent
    res: str  # resources only
    ressoft: str
    need: str  # needs only
    needsoft: str
    att: str  # due soon, gap, untranslated
    attsoft: str
    attline: str
    stop: str  # input error, destructive, system failure; never a person, never a rating
    stopsoft: str
    prov: str  # unreviewed, sample data; with a dashed edge
    provsoft: str


LIGHT = Theme(
    name="light", canvas="#F2F5F6", surface="#FFFFFF", sunken="#E8EDEF", line="#D2DADE", strong="#6E7E87",
    text="#13232B", muted="#455761", accent="#0B5A78", hover="#084962", soft="#E0EEF3", on="#FFFFFF",
    res="#0A6F69", ressoft="#DCF0EE", need="#A0470C", needsoft="#FBE9DD", att="#6A4D00", attsoft="#FFF3CB",
    attline="#A97F00", stop="#97224B", stopsoft="#FBE6ED", prov="#55459B", provsoft="#ECE9F8",
)  # fmt: skip
DARK = Theme(
    name="dark", canvas="#0F181D", surface="#17232A", sunken="#0B1317", line="#2B3A42", strong="#8496A0",
    text="#E5ECEF", muted="#A9B8C0", accent="#70C4E1", hover="#93D4EA", soft="#17384A", on="#06222E",
    res="#5CCABF", ressoft="#12393A", need="#F2A56D", needsoft="#42291A", att="#EACB6B", attsoft="#3A3114",
    attline="#B8962F", stop="#F293B3", stopsoft="#451C2C", prov="#BBB0F2", provsoft="#2B2750",
)  # fmt: skip
_CONTRAST_COLOURS = ("#000000", "#FFFFFF", "#5BD0FF", "#000000")  # ground, ink, action, ink on action
TOKENS = tuple(field.name for field in fields(Theme) if field.name != "name")
_READABLE = 7.0  # WCAG 2.2, 1.4.6


def contrast_theme(system: QPalette | None = None) -> Theme:
    """Return the theme of high contrast: the system's own colours where it has such, else white on black."""
    ground, ink, action, on = _CONTRAST_COLOURS
    if system is not None:
        role = QPalette.ColorRole
        parts = (role.Window, role.WindowText, role.Highlight, role.HighlightedText)
        ground, ink, action, on = (system.color(part).name().upper() for part in parts)
        if min(contrast(action, ground), contrast(on, action)) < _READABLE:
            action, on = ink, ground
    grounds = dict.fromkeys((name for name in TOKENS if name.endswith("soft")), ground)
    inks = dict.fromkeys((name for name in TOKENS if name not in grounds), ink)
    return Theme(
        **{"name": "contrast"} | inks | grounds | {"canvas": ground, "surface": ground, "sunken": ground,
           "accent": action, "hover": action, "on": on}
    )  # fmt: skip


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (#RRGGBB), 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(shade: str) -> float:
    parts = [int(shade[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


CONTRAST = contrast_theme()
THEMES = {LIGHT.name: LIGHT, DARK.name: DARK, CONTRAST.name: CONTRAST}

_current = LIGHT


def theme() -> Theme:
    """Return the theme being worn."""
    return _current


def wear(new: Theme) -> None:
    """Make ``new`` the theme that everything drawn from now on uses."""
    global _current  # noqa: PLW0603 - one program, one look
    _current = new


def colour(token: str, alpha: int | None = None) -> QColor:
    """Return a token of the current theme; ``alpha`` is 0 to 255."""
    shade = QColor(getattr(_current, token))
    if alpha is not None:
        shade.setAlpha(alpha)
    return shade


def palette() -> QPalette:
    """Return the current theme as a palette, for what a style sheet does not reach."""
    result = QPalette()
    role = QPalette.ColorRole
    for where, token in (
        (role.Window, "canvas"), (role.Base, "surface"), (role.AlternateBase, "canvas"), (role.Text, "text"),
        (role.WindowText, "text"), (role.Button, "surface"), (role.ButtonText, "text"),
        (role.Highlight, "accent"), (role.HighlightedText, "on"), (role.PlaceholderText, "muted"),
        (role.Link, "accent"), (role.ToolTipBase, "text"), (role.ToolTipText, "surface"),
    ):  # fmt: skip
        result.setColor(where, colour(token))
    return result
