"""The two languages of an interview page: the counsellor's, small, and the client's, large.

The form's languages are its own and differ from the program's; each text therefore carries its
language with it, and direction and font follow the text, never the window.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt

from intake_app import languages

_MARKDOWN = ((re.compile(r"<[^<>]{1,200}>"), ""), (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
             (re.compile(r"^#{1,6}\s+", re.MULTILINE), ""), (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
             (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaneLanguage:
    """One declared language of the form; ``tag`` is empty when the form names no code."""

    name: str
    tag: str = ""

    def direction(self, text: str = "") -> Qt.LayoutDirection:
        """Return the writing direction: the tag's, or that of ``text``'s own script."""
        tag = self.tag or f"und-{languages.script_of(text)}"
        is_rtl = languages.direction(tag) == "rtl"
        return Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight


@dataclass(frozen=True, slots=True)
class Panes:
    """What the two sides of a question card speak. ``is_swapped``: the client's side comes first."""

    counsellor: PaneLanguage
    client: PaneLanguage
    is_swapped: bool = False

    @property
    def is_single(self) -> bool:
        """Return whether both read the same language: one pane over the full width."""
        return self.counsellor.name == self.client.name


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A choice in both languages. ``is_fallback``: the client's text is not in the client's language."""

    value: str
    client: str
    counsellor: str
    is_fallback: bool = False
    image: str = ""  # file names in the form's media
    audio: str = ""


@lru_cache(maxsize=4096)
def plain_text(text: str) -> str:
    """Return a form's text without the markdown and HTML marks that spreadsheet authors use."""
    for pattern, kept in _MARKDOWN:
        text = pattern.sub(kept, text)
    return text.strip()
