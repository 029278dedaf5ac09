"""The document's structure for readers that speak: headings, lists, tables and their languages, in order.

Tagged PDF (PDF 32000-1, section 14.8): every drawn piece carries a number on its page, and a tree says
what each piece is. A list that goes on after a page break is one list.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase import pdfdoc


class _Group:
    """An element that holds others (``Table``, ``TR``, ``L``); the whole document is one."""

    def __init__(self, role: str) -> None:
        self.role = role
        self.kids: list[_Group | _Piece] = []


class _Piece:
    """An element that is drawn: number ``number`` on page ``page`` (from 0)."""

    def __init__(self, role: str, tag: str, page: int, number: int, instead: str) -> None:
        self.role, self.tag, self.page, self.number, self.instead = role, tag, page, number, instead


class Structure:
    """The elements of one document in reading order."""

    def __init__(self) -> None:
        self._path = [_Group("Document")]
        self._on_page: dict[int, int] = {}

    def add(self, role: str, tag: str, page: int, instead: str = "") -> int:
        """Note one drawn element; return its number on the page. ``instead`` is read aloud for a picture."""
        number = self._on_page.get(page, 0)
        self._on_page[page] = number + 1
        self._path[-1].kids.append(_Piece(role, tag, page, number, instead))
        return number

    @contextmanager
    def group(self, role: str) -> Iterator[None]:
        """Put what is added inside into one element; a list right after a list goes on with it."""
        inside = self._path[-1]
        last = inside.kids[-1] if inside.kids else None
        if role == "L" and isinstance(last, _Group) and last.role == "L":
            group = last
        else:
            group = _Group(role)
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
            numbers += [place, document.Reference(pdfdoc.PDFArray(pieces))]
            extra = {"StructParents": place, "Tabs": pdfdoc.PDFName("S")}
            page.__Defaults__ = {**type(page).__Defaults__, **extra}
        root.dict["K"] = whole
        root.dict["ParentTree"] = document.Reference(pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}))
        document.Catalog.StructTreeRoot = root_reference
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": pdfdoc.PDFtrue})

    def _write_group(
        self, group: _Group, parent: object, document: Any, by_page: dict[int, dict[int, object]]
    ) -> object:
        element = _element(group.role, parent)
        reference: object = document.Reference(element)
        kids: list[object] = []
        for kid in group.kids:
            if isinstance(kid, _Group):
                kids.append(self._write_group(kid, reference, document, by_page))
            else:
                piece = document.Reference(_drawn(kid, reference))
                by_page[kid.page][kid.number] = piece
                kids.append(piece)
        element.dict["K"] = pdfdoc.PDFArray(kids)
        return reference


def _element(role: str, parent: object) -> Any:
    return pdfdoc.PDFDictionary(
        {"Type": pdfdoc.PDFName("StructElem"), "S": pdfdoc.PDFName(role), "P": parent}
    )


def _drawn(piece: _Piece, parent: object) -> Any:
    element = _element(piece.role, parent)
    element.dict["Pg"] = pdfdoc.PDFObjectReference(f"Page{piece.page + 1}")
    element.dict["K"] = piece.number
    if piece.tag:
        element.dict["Lang"] = pdfdoc.PDFString(piece.tag)
    if piece.instead:
        element.dict["Alt"] = pdfdoc.PDFString(piece.instead)
    return element
