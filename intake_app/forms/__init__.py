"""XLSForm and XForm files become frozen form definitions, with findings that say how to mend them.

Importing this package loads neither pyxform nor a spreadsheet library nor an XML parser: an interview
needs only the frozen definition. They are loaded when a form file is read.
"""

from pathlib import Path

from intake_app.forms.authoring import check_authoring
from intake_app.forms.completeness import TextCount, completeness
from intake_app.forms.definition import FormDefinition, FormReading
from intake_app.forms.errors import FormPackageNewer, FormPackageUnreadable, FormRefused
from intake_app.forms.library import shipped_forms
from intake_app.forms.package import decode, encode
from intake_app.forms.reading import install, read_form
from intake_app.forms.versions import FormChanges, compare_forms
from intake_app.forms.wording import fallback_languages, media_for, text_for

__all__ = [
    "FormChanges",
    "FormDefinition",
    "FormPackageNewer",
    "FormPackageUnreadable",
    "FormReading",
    "FormRefused",
    "TextCount",
    "check_authoring",
    "compare_forms",
    "completeness",
    "decode",
    "encode",
    "fallback_languages",
    "install",
    "media_for",
    "read_form",
    "read_xform",
    "shipped_forms",
    "text_for",
]


def read_xform(xml: str | bytes, attachments: Path | None = None) -> FormReading:
    """Read one XForm; see ``forms.xform``. Loads the XML parser only when called."""
    from intake_app.forms.xform import read_xform as read

    return read(xml, attachments)
