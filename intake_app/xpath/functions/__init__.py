"""The functions of ODK XPath, grouped by what they are about, in one table by name."""

from intake_app.xpath.functions import (
    dates,
    digests,
    logic,
    nodesets,
    numbers,
    places,
    references,
    selections,
    strings,
)
from intake_app.xpath.functions.signature import Function

FUNCTIONS: dict[str, Function] = {
    function.name: function
    for group in (strings, numbers, logic, nodesets, references, selections, dates, places, digests)
    for function in group.FUNCTIONS
}


def supported_functions() -> frozenset[str]:
    """Return the names of all functions an expression may call."""
    return frozenset(FUNCTIONS)
