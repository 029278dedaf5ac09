"""Secondary instances: choice lists written in the form or kept in files become tables.

A table is fast to filter and needs no XML at run time. An instance of another shape keeps its
checked XML. A file that is not there leaves an empty instance, a warning and a form that works.
"""

from xml.etree.ElementTree import Element, tostring

from intake_app.forms.attachments import Attachments
from intake_app.forms.definition import SecondaryInstance
from intake_app.forms.list_tables import list_table
from intake_app.forms.xml_reading import local

_LAST_SAVED = "jr://instance/last-saved"


def read_instance(element: Element, attachments: Attachments) -> SecondaryInstance:
    """Return one ``<instance id=…>`` as a table, as XML, or as missing."""
    id_ = (element.get("id") or "").strip()
    source = (element.get("src") or "").strip()
    root = next(iter(element), None)
    if source == _LAST_SAVED:
        return attachments.last_saved(id_, source)
    if source:
        return attachments.instance(id_, source)
    if root is None:
        return SecondaryInstance(id_)
    return instance_of(id_, root)


def instance_of(id_: str, root: Element, source: str = "") -> SecondaryInstance:
    """Return the tree under ``root`` as a table where it is one, else with its XML."""
    if not _is_table(root):
        _drop_namespaces(root)
        return SecondaryInstance(id_, source=source, xml=tostring(root, encoding="unicode"))
    columns: dict[str, int] = {}
    for item in root:
        for cell in item:
            columns.setdefault(local(cell.tag), len(columns))
    items = [{local(cell.tag): (cell.text or "").strip() for cell in item} for item in root]
    return list_table(id_, tuple(columns), items, source)


def _is_table(root: Element) -> bool:
    """A table is ``root`` with ``item`` children only, whose children are plain texts, each name once."""
    if local(root.tag) != "root" or root.attrib:
        return False
    for item in root:
        if local(item.tag) != "item" or item.attrib:
            return False
        names = [local(cell.tag) for cell in item]
        if len(names) != len(set(names)) or any(len(cell) or cell.attrib for cell in item):
            return False
    return True


def _drop_namespaces(root: Element) -> None:
    for element in root.iter():
        element.tag = local(element.tag)
