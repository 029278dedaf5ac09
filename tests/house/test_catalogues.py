"""Every text of the program is collected, finished languages are whole, placeholders agree everywhere."""

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
from intake_app.languages import UI_LANGUAGES, Words, completeness, endonym

ROOT = Path(__file__).resolve().parents[2]
PLACEHOLDER = re.compile(r"{\w*}")
LETTERS = re.compile(r"[^\W\d_]")
COMPLETE = ("de",)  # finished; the others are started, and say how far they are
TRANSLATIONS = sorted(folder.parent.name for folder in places.locales().glob("*/LC_MESSAGES"))


def catalogue(language: str):
    with (places.locales() / language / "LC_MESSAGES" / "ankommen.po").open("rb") as stream:
        return pofile.read_po(stream, locale=language)


def template():
    with (places.locales() / "ankommen.pot").open("rb") as stream:
        return pofile.read_po(stream)


def words_of(message) -> tuple[str, ...]:
    """Return the translations of a message, empty ones left out."""
    said = message.string if message.pluralizable else (message.string,)
    return tuple(one for one in said if one)


def test_template_and_catalogues_are_not_stale() -> None:
    run = subprocess.run(
        [sys.executable, "tools/catalogues.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


def test_every_language_that_is_offered_has_a_catalogue_and_a_name() -> None:
    offered = {tag.replace("-", "_") for tag in UI_LANGUAGES} - {"en"}
    assert offered == set(TRANSLATIONS)
    assert all(endonym(tag) != tag for tag in UI_LANGUAGES)


@pytest.mark.parametrize("language", COMPLETE)
def test_no_text_is_missing(language: str) -> None:
    missing = [
        m.id for m in catalogue(language) if m.id and not (all(m.string) if m.pluralizable else m.string)
    ]
    assert missing == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_placeholders_are_the_same_as_in_the_source(language: str) -> None:
    for message in catalogue(language):
        sources = message.id if message.pluralizable else (message.id,)
        wanted = set(PLACEHOLDER.findall(sources[-1]))
        # A singular or dual form may say the number in words.
        for target in words_of(message) if message.id else ():
            assert set(PLACEHOLDER.findall(target)) - {"{n}"} == wanted - {"{n}"}, message.id


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_text_is_whole_or_not_there_at_all(language: str) -> None:
    halves = [m.id for m in catalogue(language) if m.pluralizable and any(m.string) and not all(m.string)]
    assert halves == []
    said = Words.load(language.replace("_", "-"))
    for message in template():
        if message.pluralizable:
            assert all(said.plural(*message.id, n, **_facts(message)).strip() for n in (0, 1, 2, 3, 11, 100))
        elif message.id:
            assert said(message.id).strip()


@pytest.mark.parametrize("language", COMPLETE)
def test_a_finished_language_is_a_hundred_percent(language: str) -> None:
    assert completeness(language) == 1.0


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_how_far_a_language_is_can_be_counted_by_hand(language: str) -> None:
    known = [message for message in catalogue(language) if message.id]
    whole = sum(len(words_of(m)) == (len(m.string) if m.pluralizable else 1) for m in known)
    assert completeness(language.replace("_", "-")) == pytest.approx(whole / len(known))


def test_a_language_without_a_catalogue_is_at_nothing() -> None:
    assert completeness("tlh") == 0.0
    assert completeness("en") == 1.0


def test_a_text_of_one_word_tells_translators_what_it_means() -> None:
    texts = [m for m in template() if m.id and LETTERS.search("".join(m.id))]
    silent = [m.id for m in texts if isinstance(m.id, str) and not m.id.split()[1:] and not m.auto_comments]
    assert silent == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    compiled = gettext.translation("ankommen", str(places.locales()), languages=[language])
    for message in catalogue(language):
        if message.id and message.string and not message.pluralizable:
            assert compiled.gettext(message.id) == message.string


def _facts(message) -> dict[str, str]:
    return {name[1:-1]: "x" for form in message.id for name in PLACEHOLDER.findall(form) if name != "{n}"}


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


@pytest.mark.parametrize("language", COMPLETE)
def test_every_expected_trouble_has_words(language: str) -> None:
    known = {m.id for m in catalogue(language) if m.id and not m.pluralizable}
    silent = [
        kind.__name__
        for kind in every_error()
        for text in (kind.says, kind.remedy)
        if text and text not in known
    ]
    assert silent == []
