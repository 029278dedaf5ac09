"""The document's structure for readers that speak: headings, lists, tables and their languages, in order.

Tagged PDF (PDF 32000-1, section 14.8): every drawn piece carries a number on its page, and a tree says
what each piece is. A list or table that goes on after a page break is one list, one table. What is not
promised: PDF/UA as a whole, because single glyphs of a joined group have no text of their own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase import pdfdoc

_LINKS_FROM = 100_000  # numbers of links in the tree of parents, above those of pages


class _Group:
    """An element that holds others (``Table``, ``TR``, ``L``); the whole document is one."""

    def __init__(self, role: str, tag: str = "") -> None:
        self.role, self.tag = role, tag
        self.kids: list[_Group | _Piece] = []


@dataclass(slots=True)
class _Piece:
    """An element that is drawn: number ``number`` on page ``page`` (from 0); a ``link`` has its place."""

    role: str
    tag: str
    page: int
    number: int
    instead: str
    logical: str
    link: object = None
    link_number: int = 0


class Structure:
    """The elements of one document in reading order."""

    def __init__(self) -> None:
        self._path = [_Group("Document")]
        self._on_page: dict[int, int] = {}
        self._links: list[_Piece] = []

    def add(self, role: str, tag: str, page: int, instead: str = "", logical: str = "") -> int:
        """Note one drawn element; return its number on the page.

        ``instead`` is read aloud for a picture, ``logical`` where letters are drawn from right to left.
        """
        number = self._on_page.get(page, 0)
        self._on_page[page] = number + 1
        self._path[-1].kids.append(_Piece(role, tag, page, number, instead, logical))
        return number

    def next_link(self) -> int:
        """Return the number under which the next link finds its element."""
        return _LINKS_FROM + len(self._links)

    def tie_link(self, link: object) -> None:
        """Make the piece that was added last the one that ``link`` (a PDF reference) belongs to."""
        piece = self._path[-1].kids[-1]
        assert isinstance(piece, _Piece)
        piece.link, piece.link_number = link, self.next_link()
        self._links.append(piece)

    @contextmanager
    def group(self, role: str, tag: str = "", *, goes_on: bool = False) -> Iterator[None]:
        """Put what is added inside into one element; a list right after a list ``goes_on`` in any case."""
        inside = self._path[-1]
        last = inside.kids[-1] if inside.kids else None
        if (goes_on or role == "L") and isinstance(last, _Group) and last.role == role:
            group = last
        else:
            group = _Group(role, tag)
            inside.kids.append(group)
        self._path.append(group)
        yield
        self._path.pop()

    def write(self, document: Any) -> None:
        """Write the tree into reportlab's document; every page is known by now."""
        pages = document.Pages.pages
        root = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        root_reference = document.Reference(root)
        by_page: dict[int, dict[int, object]] = {n: {} for n in range(len(pages))}
        whole = self._write_group(self._path[0], root_reference, document, by_page)
        numbers: list[object] = []
        for place, page in enumerate(pages):
            pieces = [piece for _number, piece in sorted(by_page[place].items())]
            numbers += [str(place), document.Reference(_Words("[", *pieces, "]"))]
            extra = {"StructParents": place, "Tabs": pdfdoc.PDFName("S")}
            page.__Defaults__ = {**type(page).__Defaults__, **extra}
        for piece in self._links:
            numbers += [str(piece.link_number), by_page[piece.page][piece.number]]
        root.dict["K"] = whole
        root.dict["ParentTreeNextKey"] = self.next_link()
        root.dict["ParentTree"] = document.Reference(_Words("<< /Nums [", *numbers, "] >>"))
        document.Catalog.StructTreeRoot = root_reference
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": pdfdoc.PDFtrue})

    def _write_group(
        self, group: _Group, parent: object, document: Any, by_page: dict[int, dict[int, object]]
    ) -> object:
        element = _Element(group.role, parent)
        if group.tag:
            element.add("Lang", _string(group.tag))
        if group.role == "TH":
            element.add("A", "<< /O /Table /Scope /Column >>")
        reference: object = document.Reference(element)
        kids: list[object] = []
        for kid in group.kids:
            if isinstance(kid, _Group):
                kids.append(self._write_group(kid, reference, document, by_page))
            else:
                piece = document.Reference(_drawn(kid, reference))
                by_page[kid.page][kid.number] = piece
                kids.append(piece)
        element.add("K", "[", *kids, "]")
        return reference


class _Words(pdfdoc.PDFObject):  # type: ignore[misc]
    """Words of PDF, and references, whose numbers are known when the file is written.

    There are some for every paragraph, and reportlab's dictionaries and arrays are slow.
    """

    _joint = "\n"  # lines stay short, as the standard (7.5.1) wants them

    def __init__(self, *said: object) -> None:
        self._said = list(said)

    def format(self, document: Any) -> bytes:
        """Return what stands in the file; reportlab asks for it."""
        numbers = document.idToObjectNumberAndVersion
        words = [one if isinstance(one, str) else "{} {} R".format(*numbers[one.name]) for one in self._said]  # type: ignore[attr-defined]
        return self._joint.join(words).encode("ascii")


class _Element(_Words):
    """An element as it is written."""

    _joint = " "

    def __init__(self, role: str, parent: object) -> None:
        super().__init__("<< /Type /StructElem /S", f"/{role}", "/P", parent)

    def add(self, key: str, *said: object) -> None:
        """Add an entry."""
        self._said += [f"/{key}", *said]

    def format(self, document: Any) -> bytes:
        """Return what stands in the file."""
        return super().format(document) + b" >>"


def _string(text: str) -> str:
    if text.isascii() and text.replace("-", "").isalnum():  # a language tag
        return f"({text})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def _drawn(piece: _Piece, parent: object) -> _Element:
    element = _Element(piece.role, parent)
    page = pdfdoc.PDFObjectReference(f"Page{piece.page + 1}")
    element.add("Pg", page)
    if piece.link is None:
        element.add("K", str(piece.number))
    else:
        element.add("K", f"[{piece.number} << /Type /OBJR /Obj", piece.link, "/Pg", page, ">> ]")
    if piece.tag:
        element.add("Lang", _string(piece.tag))
    if piece.instead:
        element.add("Alt", _string(piece.instead))
    if piece.logical:
        element.add("ActualText", _string(piece.logical))
    return element
