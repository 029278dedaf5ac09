"""Leaks: texts that stay in the old language after a switch; found for the window's words and for a form's.

Every text counts that a person sees or a screen reader says. What a catalogue says in two languages alike is
no leak, and neither are names and numbers: they are no words of any catalogue.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from babel.messages import pofile
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

from intake_app import places
from intake_app.interview import Interview
from intake_app.languages import UI_LANGUAGES, endonym, fallback_chain
from tests.ui.look_at import where
from ui.parts.bilingual import BilingualLine
from ui.parts.label import Elide, KeyCap
from ui.parts.paper_view import PaperView
from ui.questions.choice import Choice
from ui.questions.panes import plain_text
from ui.questions.passage import Passage
from ui.questions.question_box import QuestionBox
from ui.screens.interview_sections import SectionRow
from ui.screens.review import AnswerRow

_PLACEHOLDER = re.compile(r"{\w*}")
_LETTERS = re.compile(r"[^\W\d_]")
_BETWEEN = re.compile(r" · |, |، |: |; | – |(?<!Art)\. |\n")
_LEAST = 4  # letters that a text with placeholders must have to be told from data
_MARKS = dict.fromkeys(map(ord, "\u2066\u2068\u2069\u00a0"))
_FORM_TEXTS = (Passage, Choice, BilingualLine, QuestionBox, SectionRow, QListWidget, KeyCap, PaperView,
               AnswerRow)  # fmt: skip
_ENDONYMS = {
    endonym(tag) for tag in UI_LANGUAGES
}  # a language is named by itself, whatever the window speaks
DISGUISE = re.compile("[ạẹịọụẠẸỊỌỤ]")  # letters that only the stretched language has


def visible_texts(top: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Yield every text that ``top`` and what it holds show or say, with its widget."""
    for widget in (top, *top.findChildren(QWidget)):
        if not widget.isVisible() or widget.property("data"):  # words of a form or a person
            continue
        said = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        said += [widget.windowTitle()] if widget.isWindow() else []
        if isinstance(widget, Elide):
            said.append(widget.full_text())
        elif isinstance(widget, QLabel | QAbstractButton):
            said.append(widget.text())
        elif isinstance(widget, QLineEdit | QPlainTextEdit):
            said.append(widget.placeholderText())
        elif isinstance(widget, QComboBox):
            said += [widget.itemText(n) for n in range(widget.count())]
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            said += [str(widget.model().index(n, 0).data()) for n in range(widget.model().rowCount())]
        for text in dict.fromkeys(said):
            if _LETTERS.search(text):
                yield widget, text


# The window's own words


class Tongue:
    """What the program says in one language; a text may stand inside a longer one."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._whole: set[str] = set()
        self._patterns: list[re.Pattern[str]] = []
        for text in texts:
            bare = text.translate(_MARKS).strip().rstrip(".")
            if not _PLACEHOLDER.search(bare):
                self._whole.add(bare)
            elif sum(map(len, _LETTERS.findall(_PLACEHOLDER.sub("", bare)))) >= _LEAST:
                parts = (re.escape(part) for part in _PLACEHOLDER.split(bare))
                self._patterns.append(re.compile("(.*?)".join(parts), re.DOTALL))
        self._known: dict[str, bool] = {}

    def says(self, text: str) -> bool:
        """Return whether ``text`` is words of this language, placeholders filled."""
        bare = text.translate(_MARKS).strip().rstrip(".")
        if bare not in self._known:
            self._known[bare] = bare in self._whole or any(one.fullmatch(bare) for one in self._patterns)
        return self._known[bare]


@lru_cache(maxsize=8)
def tongue(tag: str) -> Tongue:
    return Tongue(_catalogue_texts(tag))


@lru_cache(maxsize=32)
def clients(tag: str) -> Tongue:
    """Return the few words that the program says to a client itself."""
    return Tongue(_client_words(tag))


def left_behind(top: QWidget, old: str, new: str) -> list[str]:
    """Return the texts of ``top`` that are words of ``old`` and not of ``new``, whole or as a part.

    A form's own texts are left out: their language is the interview's, not the window's.
    """
    before, after = tongue(old), tongue(new)
    found = []
    for widget, text in visible_texts(top):
        if _is_of_a_form(widget, text) or (before.says(text) and after.says(text)):
            continue
        for part in dict.fromkeys((text, *_BETWEEN.split(text))):
            is_word = part and _LETTERS.search(part) and part not in _ENDONYMS
            if is_word and before.says(part) and not after.says(part):
                found.append(f"{part!r} in {where(widget)}")
                break
    return found


def _is_of_a_form(widget: QWidget, text: str) -> bool:
    """Return whether ``text`` is the form's: a question, a choice, or a field named by its question."""
    if isinstance(widget, _FORM_TEXTS):
        return True
    card = widget.parentWidget()
    while card is not None and not isinstance(card, QuestionBox):
        card = card.parentWidget()
    return card is not None and text == card.accessibleName()


def disguised(top: QWidget) -> list[str]:
    """Return the texts of ``top`` that are still in the stretched language: no data has its letters."""
    return [f"{text!r} in {where(widget)}" for widget, text in visible_texts(top) if DISGUISE.search(text)]


def _catalogue_texts(tag: str) -> Iterable[str]:
    folder = places.locales()
    file = (
        folder / "ankommen.pot"
        if tag == "en"
        else folder / tag.replace("-", "_") / "LC_MESSAGES" / "ankommen.po"
    )
    with file.open("rb") as stream:
        catalogue = pofile.read_po(stream)
    for message in catalogue:
        said = message.id if tag == "en" else message.string
        texts = (said,) if isinstance(said, str) else tuple(said)
        if message.id:  # a text without words in this language is shown as it is in the source
            yield from texts if all(texts) else (message.id,) if isinstance(message.id, str) else message.id


def _client_words(tag: str) -> Iterable[str]:
    """Yield what the program says to a client in the language ``tag``."""
    text = (places.resources() / "client-words" / "client-words.csv").read_text("utf-8")
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        yield from (row[part] for part in fallback_chain(tag) if row.get(part))


# A form's words


@dataclass
class Count:
    """What a walk over a form found. ``leaks`` are described, fallbacks are marked on their card."""

    pages: int = 0
    switches: int = 0
    texts: int = 0
    fallbacks: int = 0
    messages: int = 0
    leaks: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.pages} pages, {self.switches} switches, {self.texts} texts in the client's panes, "
            f"{self.fallbacks} marked fallbacks, {self.messages} messages, {len(self.leaks)} leaks"
        )


def form_texts(interview: Interview, refs: Iterable[str], language: str) -> tuple[set[str], set[str]]:
    """Return what the form says at ``refs`` in ``language``: (its own texts, those of another language)."""
    own: set[str] = set()
    other: set[str] = set()
    for ref in refs:
        for kind in ("label", "hint", "guidance"):
            worded = interview.worded(ref, kind, language)  # type: ignore[arg-type]
            (other if worded.is_fallback else own).add(plain_text(worded.text))
        own.add(plain_text(interview.constraint_message(ref, language)))
        own.add(plain_text(interview.required_message(ref, language)))
        for choice in interview.choices(ref, language):
            (other if choice.is_fallback else own).add(plain_text(choice.label) or choice.value)
    return own - {""}, other - {""}


def client_texts(pane: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Yield the texts that stand in a client's pane; what is typed is an answer, no text."""
    for widget in pane.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel | QAbstractButton) and widget.text():
            yield widget, widget.text()
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            rows = range(widget.model().rowCount())
            yield from (
                (widget, str(widget.model().index(n, 0).data(Qt.ItemDataRole.DisplayRole))) for n in rows
            )


def is_said_by(language: str, text: str) -> bool:
    """Return whether the program itself says ``text`` in the form's language with the tag ``language``."""
    chain = fallback_chain(language or "en")
    known = next((part for part in chain if _has_catalogue(part)), "")
    return (bool(known) and tongue(known).says(text)) or clients(chain[0]).says(text)


def _has_catalogue(tag: str) -> bool:
    return tag == "en" or (places.locales() / tag.replace("-", "_")).is_dir()
