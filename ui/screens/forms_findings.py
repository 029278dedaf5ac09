"""Findings of a form as rows: what must be mended first, each with its sheet and row and how to mend it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from intake_app.records.finding import FormFinding
from ui.parts.chip import Chip
from ui.parts.label import label
from ui.parts.space import column, leave_out, pane, row
from ui.words import _, isolate, plural, words

_MOST_FINDINGS = 60
_ORDER = {"error": 0, "warning": 1, "info": 2}
_LOOKS = {"error": ("stop", "x-circle"), "warning": ("att", "warning"), "info": ("line", "info")}


def finding_rows(findings: Sequence[FormFinding]) -> list[QWidget]:
    """Return a row for each finding, the gravest first; past sixty only how many more there are."""
    ranked = sorted(findings, key=lambda one: (_ORDER[one.severity], one.sheet != "survey", one.row or 0))
    rows = [finding_row(finding) for finding in ranked[:_MOST_FINDINGS]]
    more = len(ranked) - _MOST_FINDINGS
    if more > 0:
        rest = label("small", "muted")
        rest.say(rest.setText, lambda: plural("and {n} more", "and {n} more", more))
        rows.append(pane(row(rest, margins=(14, 6))))
    return rows


def finding_row(finding: FormFinding) -> QWidget:
    """Return one finding: where it is, what it is, how to mend it."""
    kind, icon = _LOOKS[finding.severity]
    chip = Chip(kind, icon=icon)
    severities = {
        "error": lambda: _("must be mended"),
        "warning": lambda: _("look at this"),
        "info": lambda: _("note"),
    }
    chip.say(chip.setText, severities[finding.severity])
    place = " · ".join(part for part in (finding.sheet, finding.column) if part)
    where = label("small", "muted")
    where.say(where.setText, lambda: _("{sheet}, row {row}", sheet=isolate(place), row=finding.row)
              if finding.row is not None else isolate(place))  # fmt: skip
    what, mend = label("body"), label("small", "muted")
    what.say(what.setText, lambda: words().told(finding.what, finding.facts))
    mend.say(mend.setText, lambda: words().told(finding.mend, finding.facts))
    leave_out(mend, not finding.mend)
    leave_out(where, not place)
    return pane(column(row(chip, (where, 1), gap=8), what, mend, gap=3, margins=(14, 8)), "line")
