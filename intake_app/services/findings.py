"""Structural findings for the steering group, as one table: barriers, gaps, overlaps, agreements. No person.

What is in it left its case before (``services.barriers``) or is a number that the site's limit lets through
(``services.coverage``). Words that somebody wrote freely are not in it, only codes and counts; the list of
barriers with its texts is a table of its own.
"""

import csv
import datetime
import io
from collections import Counter
from pathlib import Path

import msgspec

from intake_app.code_lists import code_word
from intake_app.errors import N_
from intake_app.languages import Words
from intake_app.records.cooperation import CooperationAgreement
from intake_app.services.agreements import agreements, ends_soon
from intake_app.services.barriers import harmless_cell, steering_list
from intake_app.services.coverage import HIDDEN, Coverage, coverage, row_word
from intake_app.services.saving import save_bytes
from intake_app.services.session import Workspace

_COLUMNS = (
    (N_("Municipality key (AGS)"), "#adm2+code"),
    (N_("Day of the report"), "#date+reported"),
    (N_("Kind of finding"), "#indicator+type"),
    (N_("Code"), "#indicator+code"),
    (N_("What about"), "#indicator+name"),
    (N_("Where it stands"), "#status"),
    (N_("How often"), "#indicator+value+num"),
    (N_("Legal spheres"), "#sector+list"),
    (N_("Smallest number shown"), "#meta+k"),
)
KINDS = {
    "barrier": N_("barrier"), "gap": N_("gap"), "overlap": N_("overlap"), "agreement": N_("agreement"),
}  # fmt: skip
STANDINGS = {
    "in-force": N_("in force"), "ends-soon": N_("ends soon"), "ended": N_("ended"), "planned": N_("not yet"),
}  # fmt: skip


class FindingLine(msgspec.Struct, frozen=True):
    """One line. ``count`` is None where it is hidden; ``standing`` a message id or a barrier's own status."""

    kind: str
    code: str
    about: str
    standing: str
    count: int | None
    spheres: tuple[str, ...] = ()


def structural_findings(
    workspace: Workspace, *, words: Words, today: datetime.date
) -> tuple[FindingLine, ...]:
    """Return the findings of the site in use."""
    return (
        *_barriers(workspace, words),
        *_coverage(coverage(workspace, today=today), words),
        *(_agreement(one, today) for one in agreements(workspace)),
    )


def export_findings(workspace: Workspace, *, path: Path, words: Words, now: datetime.datetime) -> int:
    """Write the findings as CSV with an HXL tag row; return how many. Raises DiskFull, FileUnwritable."""

    lines = structural_findings(workspace, words=words, today=now.date())
    report = coverage(workspace, today=now.date())
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([words(heading) for heading, _tag in _COLUMNS])
    writer.writerow([tag for _heading, tag in _COLUMNS])
    for one in lines:
        spheres = "; ".join(code_word("legal-spheres", code, words.tag) for code in one.spheres)
        standing = words(one.standing) if one.standing else ""
        cells = (
            report.ags, report.day, words(KINDS[one.kind]), one.code, one.about, standing,
            HIDDEN if one.count is None else str(one.count), spheres, str(report.smallest_cell),
        )  # fmt: skip
        writer.writerow([harmless_cell(cell) for cell in cells])
    with workspace.recorded("barrier.findings", "barrier:all", now=now, detail=str(len(lines))):
        save_bytes(path, out.getvalue().encode("utf-8-sig"))
    return len(lines)


def standing_of(agreement: CooperationAgreement, today: datetime.date) -> str:
    """Return where an agreement stands on a day, as a message id."""
    if ends_soon(agreement, today):
        return STANDINGS["ends-soon"]
    if agreement.holds_on(today):
        return STANDINGS["in-force"]
    return STANDINGS["planned" if agreement.begins_on > today.isoformat() else "ended"]


def _barriers(workspace: Workspace, words: Words) -> tuple[FindingLine, ...]:
    counts = Counter((one.type, one.status, one.sphere) for one in steering_list(workspace))
    return tuple(
        FindingLine("barrier", kind, code_word("barriers", kind, words.tag), status, n,
                    (sphere,) if sphere else ())
        for (kind, status, sphere), n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )  # fmt: skip


def _coverage(report: Coverage, words: Words) -> tuple[FindingLine, ...]:
    """Return gaps with the people who have the need, overlaps with the number of offers."""
    rows = [one for one in report.of("need") if one.finding == "overlap" or one.people != 0]
    rows += [one for one in report.of("target") if one.finding]
    return tuple(
        FindingLine(one.finding, one.code, row_word(one, words.tag), "",
                    len(one.offers) if one.finding == "overlap" else one.people)
        for one in rows if one.finding
    )  # fmt: skip


def _agreement(one: CooperationAgreement, today: datetime.date) -> FindingLine:
    about = f"{one.title}: {', '.join(one.parties)}"
    return FindingLine("agreement", "", about, standing_of(one, today), len(one.parties), one.spheres)
