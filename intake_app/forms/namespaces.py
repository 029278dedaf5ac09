"""Prefixes that extra columns use (``bind::intake:sensitivity``) are declared where the form forgot to.

Without a declaration the XML would not be readable at all. pyxform takes declarations from the settings
column ``namespaces``; a prefix that nobody declared gets a name of its own.
"""

import re

from intake_app.forms.tables import Row, Sheet, Workbook

_KNOWN = {
    "intake": "https://ankommen.example/xforms/intake",
    "entities": "http://www.opendatakit.org/xforms/entities",
}
_DECLARED_ANYWAY = frozenset({"jr", "orx", "odk", "h", "ev", "xsd", "xml"})
_PREFIX = re.compile(
    r"^(?:bind|instance|body|control)\s*::\s*(?P<prefix>[A-Za-z_][\w.-]*):[^:]", re.IGNORECASE
)


def declare_prefixes(book: Workbook) -> None:
    """Add the missing declarations to the settings sheet, which is made where there is none."""
    survey = book.sheets.get("survey")
    used = {
        found["prefix"] for header in (survey.columns if survey else []) if (found := _PREFIX.match(header))
    }
    wanted = sorted(used - _DECLARED_ANYWAY)
    if not wanted:
        return
    settings = book.sheets.setdefault("settings", Sheet("settings", []))
    if not settings.rows:
        settings.rows.append(Row(settings.header_row + 1, {}))
    column = next((name for name in settings.columns if name.strip().lower() == "namespaces"), "namespaces")
    if column not in settings.columns:
        settings.columns.append(column)
    said = settings.rows[0].cells.get(column, "")
    missing = [prefix for prefix in wanted if not re.search(rf"(^|\s){re.escape(prefix)}\s*=", said)]
    added = [f'{prefix}="{_KNOWN.get(prefix, f"urn:x-form:{prefix}")}"' for prefix in missing]
    settings.rows[0].cells[column] = " ".join([said, *added]).strip()
