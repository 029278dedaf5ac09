"""Works one expression out in a document: the operation ``eval`` of ``form run``."""

import math
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from intake_app.xpath import (
    Context,
    Environment,
    Node,
    Value,
    compile_expression,
    to_boolean,
    to_number,
    to_string,
)
from intake_app.xpath.axes import content
from intake_app.xpath.errors import XPathError
from intake_app.xpath.xform_document import XFormDocument


def evaluate_request(request: dict[str, Any]) -> dict[str, Any]:
    """Answer ``{"expr", "xml", "node", "tz", "language"}``; all but the expression may be missing.

    ``node`` is a path such as ``/*[1]/*[2]``. The answer is ``{"type", "boolean", "number", "string",
    "nodes"}``: the kind of the result, the result as each of the other kinds, and the paths of its nodes;
    NaN and infinities are texts. An expression that cannot be worked out gives ``{"error"}``.
    """
    try:
        return _evaluate(request)
    except XPathError as trouble:
        return {"error": trouble.within(str(request.get("expr", ""))).in_english()}


def path_of(node: Node) -> str:
    """Return the path of a node by places: ``/*[1]/*[2]/text()[1]``, ``/`` for the document."""
    pieces: list[str] = []
    while node.parent is not None:
        if node.name[:1] == "@":
            pieces.append(f"@{getattr(node, 'qualified_name', node.name[1:])}")
        else:
            kind = _kind(node)
            alike = [sibling for sibling in content(node.parent) if _kind(sibling) == kind]
            place = next(index for index, sibling in enumerate(alike, 1) if sibling is node)
            pieces.append(f"{kind}[{place}]")
        node = node.parent
    return "/" + "/".join(reversed(pieces))


def _evaluate(request: dict[str, Any]) -> dict[str, Any]:
    timezone = _timezone(request.get("tz") or "UTC")
    language = request.get("language") or ""
    xml = request.get("xml")
    node: Node | None = None
    prefixes: dict[str, str] = {}
    if xml:
        document = XFormDocument(xml)
        prefixes = document.prefixes
        environment = document.environment(now=_now, timezone=timezone, language=language)
        node = _find(document, request.get("node") or "/")
    else:
        environment = Environment(now=_now, timezone=timezone, language=language)
    compiled = compile_expression(str(request.get("expr", "")), is_strict=False, namespaces=prefixes)
    return _answer(compiled.evaluate(Context(node, environment)), timezone)


def _now() -> datetime:
    return datetime.now(UTC)


def _timezone(name: str) -> tzinfo:
    if name == "UTC":
        return UTC  # known even where no table of time zones is installed
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise XPathError(reason=f"the time zone {name} is unknown") from None


def _find(document: XFormDocument, path: str) -> Node:
    found = compile_expression(path).evaluate(Context(document.document, Environment(root=document.document)))
    if not isinstance(found, list) or len(found) != 1:
        raise XPathError(reason=f"there is no single node {path}")
    if found[0] is document.root and document.root is not document.document and document.root.children():
        # The element around the primary instance is no node of the form; its first element is.
        return document.root.children()[0]
    return found[0]


def _kind(node: Node) -> str:
    if node.name == "#comment":
        return "comment()"
    if node.name[:1] == "?":
        return "processing-instruction()"
    return "text()" if node.name[:1] == "#" else "*"


def _answer(value: Value, timezone: tzinfo) -> dict[str, Any]:
    kind = "string"
    nodes: list[str] = []
    if isinstance(value, list):
        kind, nodes = "nodes", [path_of(node) for node in value]
    elif isinstance(value, bool):
        kind = "boolean"
    elif isinstance(value, float):
        kind = "number"
    number = to_number(value, timezone)
    return {
        "type": kind,
        "boolean": to_boolean(value),
        "number": number if math.isfinite(number) else to_string(number),
        "string": to_string(value),
        "nodes": nodes,
    }
