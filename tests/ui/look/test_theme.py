"""Colours can be read by everybody: contrast is computed from the tokens themselves."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.look.dress import dress, is_high_contrast
from ui.look.theme import CONTRAST, DARK, LIGHT, TOKENS, Theme, contrast, contrast_theme, theme

UI = Path(__file__).resolve().parents[3] / "ui"
TEXT_PAIRS = [
    ("text", "surface"), ("text", "canvas"), ("muted", "surface"), ("muted", "canvas"), ("muted", "sunken"),
    ("accent", "surface"), ("accent", "soft"), ("on", "accent"), ("on", "hover"), ("res", "surface"),
    ("res", "ressoft"), ("need", "surface"), ("need", "needsoft"), ("att", "attsoft"), ("stop", "surface"),
    ("stop", "stopsoft"), ("prov", "surface"), ("prov", "provsoft"), ("text", "attsoft"), ("text", "soft"),
]  # fmt: skip
EDGE_PAIRS = [("strong", "surface"), ("strong", "canvas"), ("attline", "surface"), ("accent", "canvas")]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_is_readable(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("ink", "ground"), EDGE_PAIRS)
def test_edges_of_controls_are_seen(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 3


def palette_of(window: str, text: str, highlight: str, on: str, base: str = "") -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    for part, shade in ((role.Window, window), (role.Base, base or window), (role.WindowText, text),
                        (role.Highlight, highlight), (role.HighlightedText, on)):  # fmt: skip
        made.setColor(part, QColor(shade))
    return made


# The four palettes that Windows ships as contrast themes (Aquatic, Desert, Dusk, Night sky).
SYSTEM = {
    "aquatic": ("#202020", "#FFFFFF", "#8EE3F0", "#263B50"),
    "desert": ("#FFFAEF", "#3D3D3D", "#903909", "#FFF5E3"),
    "dusk": ("#2D3236", "#FFFFFF", "#A1BFDE", "#212D3B"),
    "night sky": ("#000000", "#FFFFFF", "#D6B4FD", "#2B2B2B"),
}


@pytest.mark.parametrize("worn", [CONTRAST, *(contrast_theme(palette_of(*one)) for one in SYSTEM.values())],
                         ids=["own", *SYSTEM])  # fmt: skip
def test_high_contrast_is_high_for_every_text_and_edge(worn: Theme) -> None:
    for ink, ground in TEXT_PAIRS + EDGE_PAIRS:
        assert contrast(getattr(worn, ink), getattr(worn, ground)) >= 7, (ink, ground)


def test_high_contrast_has_one_ground_only() -> None:
    grounds = {getattr(CONTRAST, name) for name in TOKENS if name.endswith("soft")}
    assert {CONTRAST.canvas, CONTRAST.surface, CONTRAST.sunken} | grounds == {CONTRAST.canvas}


def test_a_system_in_high_contrast_is_told_from_an_ordinary_one() -> None:
    assert is_high_contrast(palette_of(*SYSTEM["night sky"]))
    assert is_high_contrast(palette_of("#FFFFFF", "#000000", "#37006E", "#FFFFFF"))
    assert not is_high_contrast(palette_of("#EFEFEF", "#000000", "#308CC6", "#FFFFFF", base="#FFFFFF"))
    assert not is_high_contrast(palette_of("#323232", "#FFFFFF", "#308CC6", "#FFFFFF", base="#242424"))


def test_the_colours_of_a_system_in_high_contrast_are_worn_whatever_was_chosen(app: QApplication) -> None:
    before = app.property("the system's palette")
    app.setProperty("the system's palette", palette_of(*SYSTEM["night sky"]))
    dress(app, theme="light", scale=1.0)
    assert (theme().canvas, theme().text, theme().name) == ("#000000", "#FFFFFF", "contrast")
    assert app.palette().color(QPalette.ColorRole.Window).name().upper() == "#000000"
    app.setProperty("the system's palette", before)
    dress(app, theme="light", scale=1.0)
    assert theme() is LIGHT


def test_every_theme_sets_every_token() -> None:
    for worn in (LIGHT, DARK, CONTRAST):
        assert all(re.fullmatch("#[0-9A-F]{6}", getattr(worn, token)) for token in TOKENS)


def test_no_colour_stands_outside_the_theme_file() -> None:
    found = {
        f"{file.relative_to(UI)}: {shade}"
        for file in UI.rglob("*.py")
        if file.name != "theme.py"
        for shade in re.findall(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b(?=[;\"'])", file.read_text("utf-8"))
    }
    assert found == set()
