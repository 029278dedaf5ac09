"""The same network that is drawn in the window stands on paper as vectors, without what is protected."""

import datetime
import io
import shutil
import subprocess
from functools import partial
from typing import Any

import pytest
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from intake_app.documents.canvas import DocumentCanvas
from intake_app.documents.drawings import DrawingFlowable
from intake_app.documents.fonts import Fonts
from intake_app.records.drawing import Caption, Drawing
from intake_app.records.network import NetworkTie
from intake_app.services.drawings import SECTORS
from intake_app.services.paper_pictures import network_picture

NOW = datetime.datetime(2026, 5, 14, 9, 0, tzinfo=datetime.UTC)


def tie(number: int, label: str, **facts: Any) -> NetworkTie:
    return NetworkTie(
        id=f"t{number}", case_id="c", person_id="p", label=label, sector=SECTORS[number % 5], ring=2,
        quality="supportive", recorded_at=NOW, recorded_by="u", **facts,
    )  # fmt: skip


def drawn() -> Drawing:
    ties = [
        tie(0, "Mutter", is_abroad=True),
        tie(1, "Nachbarin", help="both"),
        tie(2, "Schutzhaus", sensitivity="P4"),
        tie(3, "Jobcenter"),
        tie(4, "خاله"),
        tie(5, "Früher", ended_at=NOW),
    ]
    made = network_picture(ties, "fa-AF")
    assert made is not None
    return made


def pdf(drawing: Drawing) -> bytes:
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=(595, 842))
    document.addPageTemplates([PageTemplate("all", [Frame(40, 40, 515, 762, id="all")])])
    canvas = partial(DocumentCanvas, furniture=lambda *_all: None, now=NOW)
    document.build([DrawingFlowable(drawing, Fonts())], canvasmaker=canvas)
    return out.getvalue()


def test_protected_and_ended_ties_stay_off_the_paper() -> None:
    texts = {shape.text for shape in drawn().shapes if isinstance(shape, Caption)}
    assert {"Mutter", "Nachbarin", "Jobcenter", "خاله"} <= texts
    assert not {"Schutzhaus", "Früher"} & texts


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_the_map_on_paper_is_vectors_with_words() -> None:
    data = pdf(drawn())
    told = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True, timeout=60)
    for word in ("Mutter", "Jobcenter", "خاله"):
        assert word in told.stdout.decode()
    assert b"/Subtype /Image" not in data
