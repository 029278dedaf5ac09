"""The blank form: questions, boxes, lines to write on, in one language, right to left where it is."""

import datetime
import shutil
import subprocess
from pathlib import Path

import pytest

from intake_app.documents.blank_form import make_blank_form
from intake_app.languages import Words
from intake_app.records.blank_form import BlankForm, BlankLine, BlankText

NOW = datetime.datetime(2026, 3, 5, 10, 30, tzinfo=datetime.UTC)


def say(text: str, tag: str = "en") -> BlankText:
    return BlankText(text, tag)


def blank(tag: str = "en", *lines: BlankLine) -> BlankForm:
    return BlankForm("A form", "3", tag, lines)


def read(pdf: bytes, folder: Path) -> str:
    """Return the PDF's text as poppler reads it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    file = folder / "blank.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True)
    return done.stdout.decode()


def test_a_question_stands_with_its_choices_and_its_hint(tmp_path: Path) -> None:
    lines = (
        BlankLine("section", 0, say("About you")),
        BlankLine("question", 1, say("**Age**"), hint=say("In years"), lines=1),
        BlankLine("question", 1, say("Languages"), choices=(say("Dari"), say("Tigrinya")), is_many=True),
        BlankLine("repeat", 1, say("Child"), has_condition=True),
    )
    text = read(make_blank_form(blank("en", *lines), Words.load("en"), NOW), tmp_path)
    for said in (
        "A form", "version 3", "About you", "Age", "In years", "Dari", "Tigrinya", "Child",
        "More than one can be ticked.", "Only if it applies", "as often as it is needed",
    ):  # fmt: skip
        assert said in text
    assert "**" not in text


def test_a_form_that_runs_from_right_to_left_keeps_its_words_whole(tmp_path: Path) -> None:
    line = BlankLine("question", 0, say("كم عمرك؟", "ar"), choices=(say("نعم", "ar"),))
    text = read(make_blank_form(blank("ar", line), Words.load("ar"), NOW), tmp_path)
    assert "عمرك" in text
    assert "نعم" in text


def test_a_withheld_legal_text_says_so(tmp_path: Path) -> None:
    line = BlankLine("note", 0, say("It is up to you."), is_withheld=True)
    text = read(make_blank_form(blank("ar", line), Words.load("en"), NOW), tmp_path)
    assert "It is up to you." in text
    assert "not reviewed" in text


def test_the_same_form_is_the_same_file() -> None:
    line = BlankLine("question", 0, say("Age"), lines=4)
    first = make_blank_form(blank("en", line), Words.load("en"), NOW)
    assert first == make_blank_form(blank("en", line), Words.load("en"), NOW)
