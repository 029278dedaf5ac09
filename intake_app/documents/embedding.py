"""A font inside the PDF: only the glyphs used, at one weight, with the way back from glyphs to text.

reportlab's own TrueType support addresses glyphs by character, which joined letters do not have.
Here every pair of glyph and text gets its own CID (Type 0 font, Identity-H, CIDToGIDMap), so a glyph
that stands for different characters is still copied right. PDF 32000-1, sections 9.7 and 9.10.3.
"""

import hashlib
from collections.abc import Callable
from typing import Any

import uharfbuzz
from reportlab.pdfbase import pdfdoc

from intake_app.documents.fonts import Typeface
from intake_app.documents.shaping import BLANK

_UNUSED_TABLES = (
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "STAT",
    "name",
    "OS/2",
    "post",
    "cmap",
    "gasp",
    "meta",
    "DSIG",
)
_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class _Codes(dict[tuple[int, str], tuple[str, int]]):
    """Glyph and text -> how the page's content names it, and the width the PDF reader will advance by."""

    def __init__(self, missing: Callable[[tuple[int, str]], tuple[str, int]]) -> None:
        super().__init__()
        self._make = missing

    def __missing__(self, glyph: tuple[int, str]) -> tuple[str, int]:
        code = self[glyph] = self._make(glyph)
        return code


class EmbeddedFont:
    """One typeface of one document. reportlab calls ``addObjects`` when the document is saved."""

    def __init__(self, typeface: Typeface, name: str) -> None:
        self.typeface = typeface
        self.name = name  # in the page's resources
        self._cids: dict[tuple[int, str], int] = {}
        self.codes = _Codes(self._new_code)
        self._gids: list[int] = []
        self._advances: dict[int, int] = {BLANK: 0}

    def gid(self, cid: int) -> int:
        """Return the glyph that ``cid`` draws, or BLANK."""
        if len(self._gids) < len(self._cids):
            self._gids = [gid for gid, _text in self._cids]
        return self._gids[cid - 1]

    def nominal(self, gid: int) -> int:
        """Return the width the PDF reader will advance by, in thousandths of the size."""
        advance = self._advances.get(gid)
        if advance is None:
            advance = round(int(self.typeface.font.get_glyph_h_advance(gid)) * 1000 / self.typeface.units)
            self._advances[gid] = advance
        return advance

    def addObjects(self, document: Any) -> None:  # noqa: N802 - reportlab's own name
        """Write the font's objects into reportlab's document."""
        data, new_gids = self._subset()
        tag = hashlib.sha256(data).hexdigest()
        prefix = "".join(chr(ord("A") + int(tag[i : i + 2], 16) % 26) for i in range(0, 12, 2))
        base = pdfdoc.PDFName(f"{prefix}+{self.typeface.name}")
        descriptor = self._descriptor(document, base, data)
        widths = "\n".join([str(self.nominal(gid)) for gid, _ in self._cids])
        to_gid = b"\0\0" + b"".join(new_gids[self._real(gid)].to_bytes(2, "big") for gid, _ in self._cids)
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": base,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": descriptor,
                "DW": 0,
                "W": f"[1 [{widths}]]",
                "CIDToGIDMap": _stream(document, to_gid),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": base,
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
                "ToUnicode": _stream(document, self._to_unicode().encode("ascii")),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font)

    def _new_code(self, glyph: tuple[int, str]) -> tuple[str, int]:
        cid = self._cids.setdefault(glyph, len(self._cids) + 1)
        return f"{cid:04X}", self.nominal(glyph[0])

    def _real(self, gid: int) -> int:
        return int(self.typeface.font.get_nominal_glyph(ord(" ")) or 0) if gid == BLANK else gid

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        wanted = uharfbuzz.SubsetInput()
        wanted.glyph_set.update({self._real(gid) for gid, _ in self._cids})
        if self.typeface.axes:
            wanted.pin_all_axes_to_default(self.typeface.face)
        if "wght" in self.typeface.axes:
            wanted.pin_axis_location(self.typeface.face, "wght", float(self.typeface.weight))
        flags = uharfbuzz.SubsetFlags
        wanted.flags = flags.NO_LAYOUT_CLOSURE | flags.NO_HINTING | flags.NOTDEF_OUTLINE
        for table in _UNUSED_TABLES:
            wanted.drop_table_tag_set.add(int.from_bytes(table.ljust(4).encode(), "big"))
        plan = uharfbuzz.SubsetPlan(self.typeface.face, wanted)
        return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)

    def _descriptor(self, document: Any, base: object, data: bytes) -> object:
        extents = self.typeface.font.get_font_extents("ltr")
        per_mille = 1000 / self.typeface.units
        ascent, descent = round(extents.ascender * per_mille), round(extents.descender * per_mille)
        return document.Reference(
            pdfdoc.PDFDictionary(
                {
                    "Type": pdfdoc.PDFName("FontDescriptor"),
                    "FontName": base,
                    "Flags": 4,
                    "FontBBox": pdfdoc.PDFArray([-1000, descent, 3000, ascent]),
                    "ItalicAngle": 0,
                    "Ascent": ascent,
                    "Descent": descent,
                    "CapHeight": 714,
                    "StemV": 136 if self.typeface.weight == 700 else 80,
                    "FontFile2": _stream(document, data, Length1=len(data)),
                }
            )
        )

    def _to_unicode(self) -> str:
        pairs = [(cid, text) for (_, text), cid in self._cids.items() if text]
        blocks = ""
        for start in range(0, len(pairs), 100):
            block = pairs[start : start + 100]
            lines = "".join(
                f"<{cid:04X}> <{text.encode('utf-16-be').hex().upper()}>\n" for cid, text in block
            )
            blocks += f"{len(block)} beginbfchar\n{lines}endbfchar\n"
        return _CMAP.format(blocks=blocks)


def _stream(document: Any, data: bytes, **entries: int) -> object:
    stream = pdfdoc.PDFStream(content=data)
    stream.dictionary.dict.update(entries)
    if document.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return document.Reference(stream)
