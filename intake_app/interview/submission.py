"""Writes an interview as an OpenRosa submission (https://docs.getodk.org/openrosa-form-submission/).

What is not relevant is left out, groups and repeat instances with it. ``meta`` carries instanceID and
instanceName, made here when the form has no nodes of its own for them.
"""

import datetime
import uuid
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from intake_app.interview.graph import expression_at
from intake_app.interview.tree import RepeatRange, Slot
from intake_app.interview.values import submitted
from intake_app.xpath import XPathError

if TYPE_CHECKING:
    from intake_app.interview.session import Interview

_OPENROSA = "http://openrosa.org/xforms"


def write_submission(interview: "Interview") -> str:
    """Return the submission as XML text."""
    form = interview.form
    root = interview.root
    parts: list[str] = ["<?xml version='1.0' encoding='UTF-8'?>"]
    spaces = dict(form.namespaces)
    spaces.setdefault("orx", _OPENROSA)
    written = [name for node in interview.compiled.nodes for name in (node.name, *node.definition.attributes)]
    used = {name.partition(":")[0] for name in written if ":" in name}
    declared = "".join(
        f" xmlns:{prefix}={quoteattr(uri)}"
        for prefix, uri in spaces.items()
        if prefix in used or prefix == "orx"
    )
    version = f" version={quoteattr(form.version)}" if form.version else ""
    own = _attributes(root)
    parts.append(f"<{root.name} id={quoteattr(form.form_id)}{version}{own}{declared}>")
    for kid in root.kids:
        _write(kid, parts, interview.surroundings.now())
    if not any(kid.name.rpartition(":")[2] == "meta" for kid in root.kids):
        parts.append(_meta(interview))
    parts.append(f"</{root.name}>")
    return "".join(parts)


def _write(kid: Slot | RepeatRange, parts: list[str], now: datetime.datetime) -> None:
    if isinstance(kid, RepeatRange):
        for instance in kid.instances:
            _write(instance, parts, now)
    elif not kid.relevant:
        return
    elif kid.compiled.is_question:
        text = escape(submitted(kid.value, kid.compiled.definition.data_type, now))
        head = f"{kid.name}{_attributes(kid)}"
        parts.append(f"<{head}>{text}</{kid.name}>" if text else f"<{head}/>")
    else:
        parts.append(f"<{kid.name}{_attributes(kid)}>")
        for below in kid.kids:
            _write(below, parts, now)
        parts.append(f"</{kid.name}>")


def _attributes(slot: Slot) -> str:
    own = slot.compiled.definition.attributes
    return "".join(f" {name}={quoteattr(said)}" for name, said in own.items()) if own else ""


def _meta(interview: "Interview") -> str:
    """Return a meta block for forms without one; the id is the same each time it is written."""
    own = uuid.uuid5(uuid.NAMESPACE_OID, f"{interview.seed} {interview.begun_at.isoformat()}")
    name = ""
    if interview.form.instance_name:
        try:
            compiled = expression_at(
                interview.compiled, interview.compiled.root, interview.form.instance_name
            )
            text = compiled.string(interview.recalculation.context(interview.root))
            name = f"<orx:instanceName>{escape(text)}</orx:instanceName>"
        except XPathError:
            name = ""
    return f"<orx:meta><orx:instanceID>uuid:{own}</orx:instanceID>{name}</orx:meta>"
