"""Colours can be read by everybody: contrast is computed from the tokens themselves."""

import re
from pathlib import Path

import pytest

from ui.look.theme import DARK, LIGHT, TOKENS, Theme

UI = Path(__file__).resolve().parents[3] / "ui"
TEXT_PAIRS = [
    ("text", "surface"), ("text", "canvas"), ("muted", "surface"), ("muted", "canvas"), ("muted", "sunken"),
    ("accent", "surface"), ("accent", "soft"), ("on", "accent"), ("on", "hover"), ("res", "surface"),
    ("res", "ressoft"), ("need", "surface"), ("need", "needsoft"), ("att", "attsoft"), ("stop", "surface"),
    ("stop", "stopsoft"), ("prov", "surface"), ("prov", "provsoft"), ("text", "attsoft"), ("text", "soft"),
]  # fmt: skip
EDGE_PAIRS = [("strong", "surface"), ("strong", "canvas"), ("attline", "surface"), ("accent", "canvas")]


def luminance(shade: str) -> float:
    """Return the relative luminance of #RRGGBB (WCAG 2.2)."""
    parts = [int(shade[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_is_readable(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("ink", "ground"), EDGE_PAIRS)
def test_edges_of_controls_are_seen(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 3


def test_both_themes_set_every_token() -> None:
    for theme in (LIGHT, DARK):
        assert all(re.fullmatch("#[0-9A-F]{6}", getattr(theme, token)) for token in TOKENS)


def test_no_colour_stands_outside_the_theme_file() -> None:
    found = {
        f"{file.relative_to(UI)}: {shade}"
        for file in UI.rglob("*.py")
        if file.name != "theme.py"
        for shade in re.findall(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b(?=[;\"'])", file.read_text("utf-8"))
    }
    assert found == set()
