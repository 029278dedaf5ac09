"""The colour tokens of the program in light and dark: the only file that holds a colour.

Text pairs keep a contrast of at least 4.5, control edges and marks at least 3 (WCAG 2.2, 1.4.3 and
1.4.11); a test computes it from here. Resource and need colours are never used for anything else.
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
THEMES = {LIGHT.name: LIGHT, DARK.name: DARK}
TOKENS = tuple(field.name for field in fields(Theme) if field.name != "name")

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
