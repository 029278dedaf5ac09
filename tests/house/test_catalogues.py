"""Every text of the program is collected, German and Arabic hold what they promise, placeholders agree."""

import gettext
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages import pofile

import intake_app
from intake_app import places
from intake_app.errors import IntakeError

ROOT = Path(__file__).resolve().parents[2]
PLACEHOLDER = re.compile(r"{\w*}")
TRANSLATIONS = ("de", "ar")


def catalogue(language: str):
    with (places.locales() / language / "LC_MESSAGES" / "ankommen.po").open("rb") as stream:
        return pofile.read_po(stream, locale=language)


def test_the_template_is_not_stale() -> None:
    run = subprocess.run(
        [sys.executable, "tools/catalogues.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_text_is_missing(language: str) -> None:
    missing = [
        m.id for m in catalogue(language) if m.id and not (all(m.string) if m.pluralizable else m.string)
    ]
    assert missing == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_placeholders_are_the_same_as_in_the_source(language: str) -> None:
    for message in catalogue(language):
        if not message.id:
            continue
        sources = message.id if message.pluralizable else (message.id,)
        targets = message.string if message.pluralizable else (message.string,)
        wanted = set(PLACEHOLDER.findall(sources[-1]))
        # A singular or dual form may say the number in words.
        for target in targets:
            assert set(PLACEHOLDER.findall(target)) - {"{n}"} == wanted - {"{n}"}, message.id


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    compiled = gettext.translation("ankommen", str(places.locales()), languages=[language])
    for message in catalogue(language):
        if message.id and not message.pluralizable:
            assert compiled.gettext(message.id) == message.string


def every_error() -> list[type[IntakeError]]:
    for module in pkgutil.walk_packages(intake_app.__path__, "intake_app."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found, queue = [], [IntakeError]
    while queue:
        kind = queue.pop()
        found.append(kind)
        queue += kind.__subclasses__()
    return [kind for kind in found if kind.__module__.startswith("intake_app")]


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_expected_trouble_has_words(language: str) -> None:
    known = {m.id for m in catalogue(language) if m.id and not m.pluralizable}
    silent = [
        kind.__name__
        for kind in every_error()
        for text in (kind.says, kind.remedy)
        if text and text not in known
    ]
    assert silent == []
