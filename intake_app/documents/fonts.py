"""Which font draws which character: the shipped Noto families, then fonts a person put beside the data.

The wheels carry variable fonts. HarfBuzz shapes them at the wanted weight as they are, and
``embedding`` pins the weight when it cuts the subset, so no static copy is ever written to disk.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import fontpkg_noto_sans
import fontpkg_noto_sans_arabic
import uharfbuzz

from intake_app import places
from intake_app.documents.errors import MissingGlyphs

Weight = Literal[400, 700]

_SHIPPED = (
    fontpkg_noto_sans.ROOT / "files" / "NotoSans[wdth,wght].ttf",
    fontpkg_noto_sans_arabic.ROOT / "files" / "NotoSansArabic[wdth,wght].ttf",
)
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc"})  # and their marks, but no keycaps
_EMPTY_LINES = re.compile(r"\n{3,}")
# Drawn as nothing by every font (Default_Ignorable_Code_Point): joiners, bidi controls, soft hyphen, fillers,
# variation selectors, tags.
_INVISIBLE = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\ufeff\uffa0") | {
    chr(code)
    for low, high in ((0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F),
                      (0xFE00, 0xFE0F), (0xE0000, 0xE0FFF))
    for code in range(low, high + 1)
}  # fmt: skip


class Typeface:
    """One font file at one weight. Compared by identity: there is one object per file and weight."""

    def __init__(self, path: Path, weight: Weight) -> None:
        self.weight = weight
        self.face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
        self.font = uharfbuzz.Font(self.face)
        self.axes = {axis.tag for axis in self.face.axis_infos}
        if "wght" in self.axes:
            self.font.set_variations({"wght": float(weight)})
        self.units = int(self.face.upem)
        self.name = f"{path.stem.split('[')[0].split('-')[0]}-{'Bold' if weight == 700 else 'Regular'}"
        self.is_arabic = 0x0628 in self.face.unicodes
        self._covered = frozenset(self.face.unicodes)

    def covers(self, character: str) -> bool:
        """Return whether this font can draw ``character``."""
        return ord(character) in self._covered

    def covers_all(self, text: str) -> bool:
        """Return whether this font can draw every character of ``text``."""
        return self._covered.issuperset(map(ord, text))


def _static_fonts(weight: Weight) -> list[Path]:
    """Return the shipped fonts of further scripts, one file a weight, in one order for every weight."""
    style = "Bold" if weight == 700 else "Regular"
    return sorted((places.resources() / "fonts").glob(f"*-{style}.ttf"))


class Fonts:
    """The fonts one document may use, in the order they are tried."""

    def __init__(self, own: Path | None = None) -> None:
        self.folder = own or own_fonts_folder()
        found = sorted(self.folder.glob("*.ttf")) if self.folder.is_dir() else []
        self.said: dict[str, None] = {}  # characters that stand as numbers in this document, in order
        self.shaped: dict[Any, Any] = {}  # what shaping keeps for as long as the document is made
        self._staying: dict[int, set[str]] = {}
        self._places: dict[str, int] = {}
        self._drawn: set[str] = set()  # characters of texts with nothing missing
        self._chains: dict[Weight, tuple[Typeface, ...]] = {
            weight: tuple(_typeface(path, weight) for path in (*_SHIPPED, *_static_fonts(weight), *found))
            for weight in (400, 700)
        }

    def chain(self, weight: Weight) -> tuple[Typeface, ...]:
        """Return the fonts at one weight; the same place holds the same family in every chain."""
        return self._chains[weight]

    def place_of(self, character: str) -> int:
        """Return the place in the chains of the first font that can draw ``character``; 0 where none can."""
        place = self._places.get(character)
        if place is None:
            chain = self._chains[400]
            place = next((n for n, face in enumerate(chain) if face.covers(character)), 0)
            self._places[character] = place
        return place

    def staying(self, place: int) -> set[str]:
        """Return the characters known to be drawn by the font at ``place`` after one that it draws.

        Noted by those who choose.
        """
        return self._staying.setdefault(place, set())

    def uncovered(self, text: str) -> tuple[str, ...]:
        """Return the characters of ``text`` that no font has, each once, in order."""
        if self._drawn.issuperset(text):
            return ()
        chain = self._chains[400]
        missing = tuple(
            c
            for c in dict.fromkeys(text)
            if c != "\n" and not is_invisible(c) and not chain[self.place_of(c)].covers(c)
        )
        self._drawn.update(set(text).difference(missing))
        return missing

    def drawable(self, text: str) -> str:
        """Return ``text`` with what cannot be drawn said instead: an emoji becomes ``«U+1F600»``.

        Control characters become spaces, many empty lines one. For what people wrote: their document is
        made in any case, and ``said`` tells what to look for.
        """
        text = _composed(text)
        missing = self.uncovered(text)
        self.said.update(dict.fromkeys(missing))
        return text.translate({ord(c): f"«U+{ord(c):04X}»" for c in missing}) if missing else text

    def drawable_form_text(self, text: str) -> str:
        """Return a form's own text, its emoji said as in :meth:`drawable`.

        Raises:
            MissingGlyphs: letters of a script are missing; a page of numbers instead would help nobody.
        """
        missing = self.uncovered(_composed(text))
        letters = [c for c in missing if unicodedata.category(c) in _LETTERS]
        if letters:
            named = ", ".join(f"U+{ord(c):04X} {unicodedata.name(c, '')}".strip() for c in letters[:5])
            raise MissingGlyphs(characters=named, folder=str(self.folder))
        return self.drawable(text)


def own_fonts_folder() -> Path:
    """Return the folder into which a person may put fonts for scripts that are not shipped."""
    return places.user_data() / "fonts"


def is_invisible(character: str) -> bool:
    """Return whether a character is drawn as nothing, in any font."""
    return character in _INVISIBLE


def _composed(text: str) -> str:
    """Return ``text`` in NFC, line ends as one character, other control characters as spaces."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _EMPTY_LINES.sub("\n\n", text) if "\n\n\n" in text else text
    if text.isprintable():
        return text
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(
        " " if c != "\n" and unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} else c for c in text
    )


@lru_cache(maxsize=32)
def _typeface(path: Path, weight: Weight) -> Typeface:
    return Typeface(path, weight)
