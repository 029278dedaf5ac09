"""The document's structure for readers that speak: headings, paragraphs and their languages, in order.

Tagged PDF (PDF 32000-1, section 14.8): every drawn piece carries a number on its page, and a tree says
what each piece is.
"""

from typing import Any, NamedTuple

from reportlab.pdfbase import pdfdoc


class _Element(NamedTuple):
    role: str
    tag: str
    page: int  # from 0
    number: int  # on its page


class Structure:
    """The elements of one document in reading order; a flat tree of headings and paragraphs."""

    def __init__(self) -> None:
        self._elements: list[_Element] = []
        self._on_page: dict[int, int] = {}

    def add(self, role: str, tag: str, page: int) -> int:
        """Note one element; return its number on the page."""
        number = self._on_page.get(page, 0)
        self._on_page[page] = number + 1
        self._elements.append(_Element(role, tag, page, number))
        return number

    def write(self, document: Any) -> None:
        """Write the tree into reportlab's document; every page is known by now."""
        pages = document.Pages.pages
        root = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        root_reference = document.Reference(root)
        whole = pdfdoc.PDFDictionary(
            {"Type": pdfdoc.PDFName("StructElem"), "S": pdfdoc.PDFName("Document"), "P": root_reference}
        )
        whole_reference = document.Reference(whole)
        kids: list[object] = []
        by_page: dict[int, list[object]] = {n: [] for n in range(len(pages))}
        for element in self._elements:
            entries = {
                "Type": pdfdoc.PDFName("StructElem"),
                "S": pdfdoc.PDFName(element.role),
                "P": whole_reference,
                "Pg": pdfdoc.PDFObjectReference(f"Page{element.page + 1}"),
                "K": element.number,
            }
            if element.tag:
                entries["Lang"] = pdfdoc.PDFString(element.tag)
            reference = document.Reference(pdfdoc.PDFDictionary(entries))
            kids.append(reference)
            by_page[element.page].append(reference)
        whole.dict["K"] = pdfdoc.PDFArray(kids)
        numbers: list[object] = []
        for place, page in enumerate(pages):
            numbers += [place, document.Reference(pdfdoc.PDFArray(by_page[place]))]
            extra = {"StructParents": place, "Tabs": pdfdoc.PDFName("S")}
            page.__Defaults__ = {**type(page).__Defaults__, **extra}
        root.dict["K"] = whole_reference
        root.dict["ParentTree"] = document.Reference(pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}))
        document.Catalog.StructTreeRoot = root_reference
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": pdfdoc.PDFtrue})
