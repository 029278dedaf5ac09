"""The columns of an XLSForm: their names, their synonyms, and what kind of content each holds.

Names as in the XLSForm convention (https://xlsform.org/en/ref-table/); synonyms are those pyxform takes.
"""

import difflib
import re

SYNONYMS = {
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "readonly": "read_only",
    "relevance": "relevant",
    "calculate": "calculation",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "list name": "list_name",
}
TEXTS = frozenset({"label", "hint", "guidance_hint", "constraint_message", "required_message"})
EXPRESSIONS = frozenset(
    {
        "relevant",
        "constraint",
        "calculation",
        "required",
        "read_only",
        "choice_filter",
        "repeat_count",
        "default",
        "trigger",
    }
)
MEDIA = frozenset({"media", "image", "big-image", "audio", "video"})
GROUPS = frozenset({"bind", "instance", "body", "control", "media"})  # take a second part: bind::type
_REST = frozenset({
    "type", "name", "appearance", "parameters", "save_to", "disabled", "intent", "autoplay", "rows", "query",
    "no_app_error_string", "noapperrorstring", "compact_tag", "sms_field", "hxl", "itemset",
})  # fmt: skip
SURVEY = _REST | TEXTS | EXPRESSIONS | MEDIA | GROUPS
CHOICES = frozenset({"list_name", "name", "label"}) | MEDIA
_SPACES = re.compile(r"\s+")


def plain_header(header: str) -> str:
    """Return a column header without non-breaking and doubled spaces."""
    return _SPACES.sub(" ", header.replace("\u200b", "").replace("﻿", "")).strip()


def column_of(header: str) -> str:
    """Return the column a header means, without language: ``Label::English (en)`` -> ``label``."""
    said = header.strip().lower()
    if said in SYNONYMS:
        return SYNONYMS[said]
    first = said.split("::")[0] if "::" in said else said.split(":")[0]
    first = "_".join(first.split())
    return SYNONYMS.get(first, first)


def language_of(header: str) -> str:
    """Return the language of a header as written, empty where it names none."""
    parts = [part.strip() for part in (header.split("::") if "::" in header else header.split(":"))]
    column = column_of(header)
    if column in TEXTS or (column in MEDIA and column != "media"):
        return parts[-1] if len(parts) > 1 and parts[0].lower() != "jr" else ""
    if column == "media":
        return parts[2] if len(parts) > 2 else ""
    return ""


def likely_meant(header: str) -> str:
    """Return the column a misspelt survey header probably means (``relevent`` -> ``relevant``)."""
    column = column_of(header)
    if column in SURVEY or len(column) < 4:
        return ""
    near = difflib.get_close_matches(column, sorted(SURVEY - GROUPS - MEDIA), n=1, cutoff=0.84)
    return near[0] if near else ""


def is_known(header: str) -> bool:
    """True for a survey header that the form language defines."""
    return column_of(header) in SURVEY
