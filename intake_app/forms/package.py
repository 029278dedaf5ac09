"""The form package: a frozen definition as bytes, with its format version.

The vault keeps forms like this. It is JSON (msgspec), so a form that is ten years old can still be
read by eye; a package of a newer format is refused in plain words, never half understood.
"""

import msgspec

from intake_app.forms.definition import FormDefinition
from intake_app.forms.errors import FormPackageNewer, FormPackageUnreadable
from intake_app.forms.lasting import without_collection

FORMAT = 1


class _Header(msgspec.Struct):
    """The one field that every format has."""

    format: int


def encode(definition: FormDefinition) -> bytes:
    """Return the package of ``definition``; the same definition gives the same bytes."""
    return _ENCODER.encode(msgspec.structs.replace(definition, format=FORMAT))


def decode(data: bytes) -> FormDefinition:
    """Open a package. Raises ``FormPackageNewer`` or ``FormPackageUnreadable``."""
    try:
        with without_collection():
            definition = _DECODER.decode(data)
    except (msgspec.MsgspecError, RecursionError) as damaged:
        raise _trouble(data) from damaged
    if definition.format > FORMAT:
        raise FormPackageNewer(found=definition.format, known=FORMAT)
    return definition


def _trouble(data: bytes) -> FormPackageNewer | FormPackageUnreadable:
    try:
        found = msgspec.json.decode(data, type=_Header).format
    except (msgspec.MsgspecError, RecursionError):
        return FormPackageUnreadable()
    return FormPackageNewer(found=found, known=FORMAT) if found > FORMAT else FormPackageUnreadable()


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(FormDefinition)
