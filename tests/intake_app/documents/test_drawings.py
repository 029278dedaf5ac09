"""Drawings stand on paper as vectors: their words can be found, nothing is a picture of pixels."""

import datetime
import io
import shutil
import subprocess
from typing import Any

import pytest
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from intake_app.documents.canvas import DocumentCanvas
from intake_app.documents.drawings import INKS, DrawingFlowable, text_width
from intake_app.documents.fonts import Fonts
from intake_app.records.drawing import Box, Caption, Drawing, Oval, Shape, Stroke

NOW = datetime.datetime(2026, 5, 14, 9, 0, tzinfo=datetime.UTC)
SHAPES: tuple[Shape, ...] = (
    Oval(200, 120, 150, 90, "line", fill="canvas"),
    Stroke(((50, 50), (350, 190)), "res", 2.5),
    Stroke(((50, 60), (350, 200)), "muted", 2, (8, 3, 2, 3)),
    Stroke(((60, 60), (160, 60), (110, 160)), "need", 1, (4, 2), is_closed=True, hatch="need"),
    Stroke(((260, 60), (320, 60), (290, 110)), "res", 1, is_closed=True, fill="ressoft"),
    Box(120, 100, 120, 27, 13, "strong", fill="surface"),
    Caption(180, 113, "Zimmernachbarin"),
    Caption(200, 20, "Familie", is_bold=True, ink="muted"),
    Caption(10, 220, "خانواده", align="left"),
    Caption(390, 220, "ቤተሰብ", align="right"),
)


def pdf(drawing: Drawing) -> bytes:
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=(595, 842))
    document.addPageTemplates([PageTemplate("all", [Frame(40, 40, 515, 762, id="all")])])

    def canvas(*args: Any, **given: Any) -> DocumentCanvas:
        return DocumentCanvas(*args, furniture=lambda *_all: None, now=NOW, **given)

    document.build([DrawingFlowable(drawing, Fonts())], canvasmaker=canvas)
    return out.getvalue()


@pytest.fixture
def poppler() -> None:
    if shutil.which("pdftotext") is None or shutil.which("pdfimages") is None:
        pytest.skip("pdftotext and pdfimages are not installed")


def ask(tool: str, data: bytes, *more: str) -> str:
    result = subprocess.run([tool, *more], input=data, capture_output=True, check=True, timeout=60)
    return result.stdout.decode()


def test_the_words_of_a_drawing_are_found(poppler: None) -> None:
    text = ask("pdftotext", pdf(Drawing(400, 240, SHAPES)), "-", "-")
    for word in ("Zimmernachbarin", "Familie", "خانواده", "ቤተሰብ"):
        assert word in text


def test_a_drawing_holds_no_pixels(poppler: None) -> None:
    listed = ask("pdfimages", pdf(Drawing(400, 240, SHAPES)), "-list", "-")
    assert len(listed.strip().splitlines()) == 2, "the head of the list and nothing below it"


def test_a_wide_drawing_shrinks_to_its_column_and_a_high_one_to_the_page() -> None:
    wide = DrawingFlowable(Drawing(2000, 400, ()), Fonts())
    assert wide.wrap(500) == (500, 100)
    high = DrawingFlowable(Drawing(100, 4000, ()), Fonts(), most=400)
    assert high.wrap(500)[1] == pytest.approx(400)
    small = DrawingFlowable(Drawing(100, 40, ()), Fonts(), scale=0.75)
    assert small.wrap(500)[1] == pytest.approx(30), "it is not blown up"


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert pdf(Drawing(400, 240, SHAPES)) == pdf(Drawing(400, 240, SHAPES))


def test_every_ink_of_the_window_is_known_on_paper() -> None:
    assert {"text", "muted", "line", "strong", "accent", "soft", "surface", "canvas", "on"} <= set(INKS)
    assert {"res", "ressoft", "need", "needsoft"} <= set(INKS)


def test_text_is_measured_in_its_own_unit() -> None:
    fonts = Fonts()
    assert text_width("Mutter", 26, fonts) == pytest.approx(2 * text_width("Mutter", 13, fonts))
    assert text_width("Mutter", 13, fonts, is_bold=True) > text_width("Mutter", 13, fonts)
