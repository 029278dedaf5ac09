"""The program's own words for the client are there in every language of the shipped form."""

import csv
import re

import pytest

from intake_app import forms, places
from ui.questions.client_words import has_words, in_language

PLACEHOLDER = re.compile(r"{\w*}")


def rows() -> list[dict[str, str]]:
    text = (places.resources() / "client-words" / "client-words.csv").read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["message"][:30])
def test_a_message_is_whole_in_every_language(row: dict[str, str]) -> None:
    form = forms.read_form(forms.shipped_forms()[0]).definition
    assert form is not None
    for language in form.languages:
        said = in_language(language.tag, row["message"], n=3, value="80")
        assert said.strip(), language.name
        if language.tag != "en" and row["message"] != "Pause":  # the same word in German and French
            assert said != row["message"].format(n=3, value="80"), language.name
        assert has_words(language.tag)
    placeholders = {tag: set(PLACEHOLDER.findall(said)) for tag, said in row.items()}
    assert all(found == placeholders["message"] for found in placeholders.values()), placeholders


def test_what_nobody_wrote_is_said_in_the_windows_language() -> None:
    assert in_language("xx", "Pause") == "Pause"
    assert not has_words("xx")
    assert in_language("prs", "Understood") == in_language("fa-AF", "Understood")
