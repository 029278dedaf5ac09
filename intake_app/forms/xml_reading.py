"""Hostile XML becomes an element tree of bounded size, or a plain refusal.

Form files come by mail and from sticks. Entities, external references, endless nesting and endless
size are refused before the tree is built; whoever reads the tree may then recurse.
"""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from intake_app.forms.limits import (
    MAX_DEPTH,
    MAX_ELEMENTS,
    MAX_LANGUAGES,
    MAX_LIST_ROWS,
    MAX_SURVEY_ROWS,
    MAX_TEXT,
    MAX_XML_BYTES,
)

XFORMS = "http://www.w3.org/2002/xforms"
JAVAROSA = "http://openrosa.org/javarosa"
OPENROSA = "http://openrosa.org/xforms"
ENTITIES = "http://www.opendatakit.org/xforms/entities"


class XmlRefused(Exception):  # not shown: readers turn it into a finding
    """The XML is broken or hostile; ``reason`` is a plain English word group, ``line`` 1-based or 0."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


@dataclass(slots=True)
class XmlDocument:
    """A parsed document: its root element and the prefixes it declares (``""`` is the default namespace)."""

    root: Element
    prefixes: dict[str, str] = field(default_factory=dict)

    def prefixed(self, tag: str) -> str:
        """Return ``orx:meta`` for an element of a namespace that has a prefix, else the local name."""
        if not tag.startswith("{"):
            return tag
        namespace, _, name = tag[1:].partition("}")
        prefix = next((p for p, uri in self.prefixes.items() if uri == namespace and p), "")
        if not prefix or namespace == self.prefixes.get("", None):
            return name
        return f"{prefix}:{name}"


def parse_xml(source: str | bytes) -> XmlDocument:
    """Parse ``source``; raises ``XmlRefused``."""
    data = source.encode("utf-8") if isinstance(source, str) else source
    if len(data) > MAX_XML_BYTES:
        raise XmlRefused("too large")
    if data.count(b"<") - data.count(b"</") > MAX_ELEMENTS:  # seen before time is spent on building them
        raise XmlRefused("too many elements")
    if isinstance(source, str):
        data = _ENCODING.sub(rb"<?xml\1?>", data, count=1)
    builder = _BoundedBuilder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        root = parser.close()
    except DefusedXmlException as hostile:
        raise XmlRefused(_KINDS.get(type(hostile).__name__, "forbidden content")) from hostile
    except ParseError as broken:
        raise XmlRefused("not well-formed", broken.position[0]) from broken
    except (ValueError, LookupError) as broken:
        raise XmlRefused("unknown encoding") from broken
    return XmlDocument(root, builder.prefixes)


def check_counts(source: str | bytes) -> None:
    """Look at how much a form says it holds before it is parsed; raises ``XmlRefused``."""
    data = source.encode("utf-8") if isinstance(source, str) else source
    if data.count(b"<bind ") > MAX_SURVEY_ROWS:
        raise XmlRefused("too many questions")
    if data.count(b"<translation") > MAX_LANGUAGES:
        raise XmlRefused("too many languages")
    if data.count(b"<item>") + data.count(b"<item ") > MAX_LIST_ROWS:
        raise XmlRefused("too many choices")


def local(tag: object) -> str:
    """Return a tag without its namespace (comments and instructions have no string tag: ``""``)."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


_ENCODING = re.compile(rb"<\?xml([^>]*?)\s+encoding\s*=\s*[\"'][^\"']*[\"'][^>]*?\?>")
_KINDS = {
    "EntitiesForbidden": "entity declarations",
    "ExternalReferenceForbidden": "external references",
    "DTDForbidden": "document type declarations",
}


class _BoundedBuilder(TreeBuilder):
    """Builds the tree and refuses depth, size and text past the limits while it is being read."""

    def __init__(self) -> None:
        super().__init__()
        self.prefixes: dict[str, str] = {}
        self._depth = 0
        self._elements = 0
        self._text = 0

    def start_ns(self, prefix: str | None, uri: str) -> None:
        self.prefixes.setdefault(prefix or "", uri)

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self._depth += 1
        self._elements += 1
        self._text = 0
        if self._depth > MAX_DEPTH:
            raise XmlRefused("nested too deeply")
        if self._elements > MAX_ELEMENTS:
            raise XmlRefused("too many elements")
        if any(len(value) > MAX_TEXT for value in attrs.values()):
            raise XmlRefused("a text is too long")
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        self._depth -= 1
        self._text = 0
        return super().end(tag)

    def data(self, data: str) -> None:
        self._text += len(data)
        if self._text > MAX_TEXT:
            raise XmlRefused("a text is too long")
        super().data(data)
