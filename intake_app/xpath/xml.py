"""Reads XML into nodes the engine can walk: for ``form run``, and for instances that are no tables.

A document may come from anywhere, so defusedxml reads it: no entities, no files fetched. A DOCTYPE
alone is harmless and allowed. Names: an element in no namespace, or in a default namespace that is not
XHTML, goes by its local name, as forms write it; one in a prefixed namespace by ``{uri}name``.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.sax import SAXParseException, handler  # types and constants only; parsing is defusedxml's

import defusedxml.common
import defusedxml.sax

from intake_app.xpath.errors import XPathError

_XHTML = "http://www.w3.org/1999/xhtml"
_XML = "http://www.w3.org/XML/1998/namespace"


class XmlNode:
    """A node of a document. ``name`` says its kind: see ``intake_app.xpath.values.Node``."""

    __slots__ = ("_attributes", "_children", "_content", "_own_text", "name", "parent", "qualified_name")

    def __init__(
        self, name: str, parent: "XmlNode | None", own_text: str = "", qualified_name: str = ""
    ) -> None:
        self.name = name
        self.parent = parent
        self.qualified_name = qualified_name
        self._own_text = own_text
        self._content: list[XmlNode] = []
        self._children: list[XmlNode] = []
        self._attributes: list[XmlNode] = []

    def text(self) -> str:
        """Return the string value: own text, or the texts of all descendants."""
        if self.name[:1] in _LEAF_MARKS:
            return self._own_text
        return "".join(self._texts())

    def children(self) -> Sequence["XmlNode"]:
        """Return child elements."""
        return self._children

    def attributes(self) -> Sequence["XmlNode"]:
        """Return attributes, without namespace declarations."""
        return self._attributes

    def content(self) -> Sequence["XmlNode"]:
        """Return all child nodes: elements, texts, comments, instructions."""
        return self._content

    def attribute(self, name: str) -> str:
        """Return the text of an attribute, blank when it is not there."""
        return next((each.text() for each in self._attributes if each.name == f"@{name}"), "")

    def append(self, node: "XmlNode") -> None:
        """Hang a node in as the last one."""
        self._content.append(node)
        if node.name[:1] not in _LEAF_MARKS:
            self._children.append(node)

    def set_attributes(self, attributes: list["XmlNode"]) -> None:
        """Give the element its attributes."""
        self._attributes = attributes

    def _texts(self) -> list[str]:
        texts: list[str] = []
        waiting = list(reversed(self._content))
        while waiting:
            node = waiting.pop()
            if node.name == "#text":
                texts.append(node._own_text)
            elif node.name[:1] not in _LEAF_MARKS:
                waiting.extend(reversed(node._content))
        return texts


def read_document(xml: str) -> tuple[XmlNode, dict[str, str]]:
    """Read a document; return the node above its first element, and the prefixes it declares.

    Raises XPathError when it is no well-formed XML or defines entities.
    """
    reader = _Reader()
    parser = defusedxml.sax.make_parser()
    parser.forbid_dtd = False
    parser.setContentHandler(reader)
    parser.setProperty(handler.property_lexical_handler, reader)
    parser.setFeature(handler.feature_external_ges, False)
    try:
        parser.parse(BytesIO(xml.strip().encode()))
    except SAXParseException as found:
        raise XPathError(
            reason=f"the document is not well-formed XML (line {found.getLineNumber()})"
        ) from None
    except defusedxml.common.DefusedXmlException:
        raise XPathError(reason="the document defines entities, which is not allowed") from None
    return reader.document, reader.prefixes


_LEAF_MARKS = frozenset({"#", "?", "@"})


class _Reader(handler.ContentHandler):
    """Collects the events of the parser into nodes."""

    def __init__(self) -> None:
        super().__init__()
        self.document = XmlNode("", None)
        self.prefixes: dict[str, str] = {}
        self._here = self.document
        self._scopes: list[dict[str, str]] = [{"xml": _XML, "": ""}]
        self._piece: list[str] = []

    # -- what the parser calls ---------------------------------------------------------------------

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        self._end_text()
        scope = self._scopes[-1]
        declared = {
            key[6:]: value for key, value in attrs.items() if key == "xmlns" or key.startswith("xmlns:")
        }
        if declared:
            scope = {**scope, **declared}
            self.prefixes.update({key: value for key, value in declared.items() if key})
        self._scopes.append(scope)
        node = XmlNode(_element_name(name, scope), self._here, qualified_name=name)
        node.set_attributes(
            [
                XmlNode(f"@{_attribute_name(key, scope)}", node, value, key)
                for key, value in attrs.items()
                if key != "xmlns" and not key.startswith("xmlns:")
            ]
        )
        self._here.append(node)
        self._here = node

    def endElement(self, name: str) -> None:  # noqa: N802, ARG002
        self._end_text()
        self._scopes.pop()
        assert self._here.parent is not None
        self._here = self._here.parent

    def characters(self, content: str) -> None:
        self._piece.append(content)

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802
        self._end_text()
        self._here.append(XmlNode(f"?{target}", self._here, data, target))

    def comment(self, content: str) -> None:
        self._end_text()
        self._here.append(XmlNode("#comment", self._here, content))

    def startCDATA(self) -> None:  # noqa: N802
        """Keep a CDATA section as a text node of its own, as the document object model does."""
        self._end_text()

    def endCDATA(self) -> None:  # noqa: N802
        self._end_text()

    def startDTD(self, name: str, public_id: str | None, system_id: str | None) -> None:  # noqa: N802, ARG002
        """Keep a DOCTYPE as a blank node, as the document object model does."""
        self._here.append(XmlNode("#doctype", self._here, "", name))

    def endDTD(self) -> None:  # noqa: N802
        """A DOCTYPE says nothing to us."""

    def _end_text(self) -> None:
        if self._piece:
            self._here.append(XmlNode("#text", self._here, "".join(self._piece)))
            self._piece = []


def _element_name(name: str, scope: dict[str, str]) -> str:
    prefix, _, local = name.rpartition(":")
    uri = scope.get(prefix, "")
    return f"{{{uri}}}{local}" if uri and (prefix or uri == _XHTML) else local


def _attribute_name(name: str, scope: dict[str, str]) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{scope.get(prefix, '')}}}{local}" if prefix else local
