"""The floors hold, file names say a subject, colours stay in the theme."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOMELESS = {"utils", "util", "helpers", "helper", "manager", "handler", "common", "base", "misc"}


def sources() -> list[Path]:
    return [file for room in ("intake_app", "ui") for file in (ROOT / room).rglob("*.py")]


def test_every_contract_between_floors_holds() -> None:
    run = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


def test_no_file_is_named_for_having_no_subject() -> None:
    assert not [file for file in sources() if set(file.stem.split("_")) & HOMELESS]


def test_colours_are_named_in_the_theme_only() -> None:
    colour = re.compile(r"""["']#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})["';]""")
    outside = [
        str(file.relative_to(ROOT))
        for file in (ROOT / "ui").rglob("*.py")
        if file.name != "theme.py" and colour.search(file.read_text("utf-8"))
    ]
    assert outside == []


def test_importing_the_window_brings_neither_the_sheet_reader_nor_the_pdf_writer() -> None:
    heavy = ("pyxform", "reportlab", "openpyxl", "psycopg")
    code = f"import sys, ui.__main__, ui.app, ui.window; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
