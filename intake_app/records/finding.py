"""A finding: what is wrong with a form or an interview, where, and how to mend it. Data, not an exception."""

from typing import Literal

import msgspec


class FormFinding(msgspec.Struct, frozen=True):
    """``what`` and ``mend`` are message ids filled by ``facts`` (translated where they are shown)."""

    severity: Literal["error", "warning", "info"]
    what: str
    mend: str
    sheet: str = ""
    row: int | None = None  # 1-based, as the spreadsheet program shows it
    column: str = ""
    facts: dict[str, str | int] = {}


class AnswerFinding(msgspec.Struct, frozen=True):
    """One open point of an interview; ``message`` is the form's own text per form language, may be empty."""

    ref: str
    kind: Literal["required", "constraint", "type"]
    message: dict[str, str] = {}
