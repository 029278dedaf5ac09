"""What a slightly misspelt question type means, so that the finding can say so.

The list is that of the XLSForm convention and its older spellings; pyxform has the last word on what is one.
"""

import re

_PLAIN = frozenset({
    "text", "string", "integer", "int", "decimal", "date", "time", "datetime", "dateTime", "note",
    "calculate", "hidden", "acknowledge", "trigger", "range", "image", "photo", "audio", "video",
    "file", "barcode", "geopoint", "geotrace", "geoshape", "gps", "location", "start", "end", "today",
    "username", "deviceid", "imei", "email", "phonenumber", "subscriberid", "simserial", "audit",
    "start-geopoint", "background-audio", "background-geopoint", "xml-external", "csv-external",
    "percentage", "osm", "begin_group", "end_group", "begin_repeat", "end_repeat", "begin_loop",
    "end_loop", "phone number", "begin group", "end group", "begin repeat", "end repeat", "begin loop",
    "end loop",
})  # fmt: skip
_CONTROL = re.compile(r"^(begin|end)[\s_-]*(group|repeat)s?$", re.IGNORECASE)
_SELECT = re.compile(
    r"^select[\s_-]*(?P<kind>one|1|multiple|multi|all)(?P<rest>[\s_-]*from[\s_-]*file|[\s_-]*external)?\s+(?P<list>\S.*)$",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\s+(or_other|or other|or specify other)$", re.IGNORECASE)


def type_like(said: str) -> str:
    """Return the type that ``said`` is a harmless misspelling of, else ``""``.

    Case, spaces, hyphens and underscores may differ; letters may not.
    """
    control = _CONTROL.match(said)
    if control:
        return f"{control[1].lower()}_{control[2].lower()}"
    select = _SELECT.match(said)
    if select:
        kind = "one" if select["kind"].lower() in ("one", "1") else "multiple"
        rest = re.sub(r"[\s_-]+", "_", select["rest"].lower()).strip("_") if select["rest"] else ""
        other = _OTHER.search(select["list"])
        name = select["list"][: other.start()] if other else select["list"]
        if " " in name.strip():
            return ""
        return f"select_{kind}{'_' + rest if rest else ''} {name.strip()}{' or_other' if other else ''}"
    folded = said.lower()
    return _BY_LETTERS.get(re.sub(r"[\s_-]+", "", folded), "")


_BY_LETTERS = {re.sub(r"[\s_-]+", "", name.lower()): name for name in sorted(_PLAIN)}
