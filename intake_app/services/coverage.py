"""Gaps and overlaps: what people need beside what is on offer for the site in use; persons only as numbers.

Four ways to look: by need, by life domain, by target group, by status group. How many people need something
is shown from the site's smallest number on; where that alone would let a hidden number be worked out, the
next one is hidden, too.
"""

import csv
import datetime
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, get_args

import msgspec

from intake_app.assessment.domains import domain_name, rated_domains
from intake_app.code_lists import code_list, code_word
from intake_app.errors import N_
from intake_app.languages import Words
from intake_app.records.offer import Offer, Provider
from intake_app.records.site_profile import SiteProfile
from intake_app.services.barriers import harmless_cell
from intake_app.services.saving import save_bytes
from intake_app.services.session import Workspace
from intake_app.services.sites import current_profile, serves_site
from intake_app.vault import assessments as assessment_sql
from intake_app.vault import case_work as case_work_sql
from intake_app.vault import offers as offer_sql
from intake_app.vault.database import Database

OVERLAPS_FROM = 3  # so many equivalent offers are an overlap to look at
HIDDEN = "•"
View = Literal["need", "domain", "target", "status"]
VIEWS: tuple[View, ...] = get_args(View)
Finding = Literal["", "gap", "overlap"]


class OfferLine(msgspec.Struct, frozen=True):
    """An offer as a report names it: what, by whom, of which level and structure."""

    name: str
    provider: str
    kind: str = ""
    level: str = ""
    structure: str = ""
    is_full: bool = False


class CoverageRow(msgspec.Struct, frozen=True):
    """One line. ``people`` have an open need there: None is hidden or not known (``is_hidden`` tells)."""

    view: View
    code: str
    domain: str
    people: int | None
    offers: tuple[OfferLine, ...]
    is_hidden: bool = False
    finding: Finding = ""


class Coverage(msgspec.Struct, frozen=True):
    """The report of one site on one day."""

    site: str
    ags: str
    day: str
    smallest_cell: int
    rows: tuple[CoverageRow, ...]

    def of(self, view: View) -> tuple[CoverageRow, ...]:
        """Return the lines of one way to look, what wants attention first."""
        return tuple(sorted((one for one in self.rows if one.view == view), key=_urgency))


def coverage(workspace: Workspace, *, today: datetime.date) -> Coverage:
    """Return gaps and overlaps of the site in use. Offers that ended do not count; full ones do."""
    profile = current_profile(workspace)
    offers = _offers_here(workspace, profile, today)
    with workspace.counting() as database:
        people = _People.of(database, profile)
    least = profile.smallest_cell
    rows = [
        *_by_need(offers, people, least),
        *_by_domain(offers, people, least),
        *_by_target(offers, profile),
        *_by_status(offers, people, least),
    ]
    return Coverage(profile.name, profile.ags, today.isoformat(), least, tuple(rows))


def export_coverage(workspace: Workspace, *, path: Path, words: Words, now: datetime.datetime) -> int:
    """Write the report as CSV with an HXL tag row; return how many lines. Raises DiskFull, FileUnwritable."""

    report = coverage(workspace, today=now.date())
    data = coverage_as_csv(report, words).encode("utf-8-sig")
    with workspace.recorded("gap.export", "offers:coverage", now=now, detail=str(len(report.rows))):
        save_bytes(path, data)
    return len(report.rows)


def coverage_as_csv(report: Coverage, words: Words) -> str:
    """Return the report as CSV text: headings in the language of ``words``, HXL tags, then the lines."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([words(heading) for heading, _tag in _COLUMNS])
    writer.writerow([tag for _heading, tag in _COLUMNS])
    for view in VIEWS:
        for one in report.of(view):
            people = HIDDEN if one.is_hidden else "" if one.people is None else str(one.people)
            cells = (
                report.ags, report.site, report.day, words(_VIEW_WORDS[view]), one.code,
                row_word(one, words.tag), words(_FINDING_WORDS[one.finding]), people, str(len(one.offers)),
                "; ".join(f"{line.name} ({line.provider})" for line in one.offers), str(report.smallest_cell),
            )  # fmt: skip
            writer.writerow([harmless_cell(cell) for cell in cells])
    return out.getvalue()


def row_word(row: CoverageRow, tag: str) -> str:
    """Return what a line is about, in ``tag``."""
    if row.view == "domain":
        return domain_name(row.code, tag, is_short=True)
    if row.view == "target":
        group = code_word("target-groups", row.code, tag)
        return f"{group} · {domain_name(row.domain, tag, is_short=True)}" if row.domain else group
    return code_word("needs" if row.view == "need" else "status-groups", row.code, tag)


_COLUMNS = (
    (N_("Municipality key (AGS)"), "#adm2+code"),
    (N_("Site"), "#adm2+name"),
    (N_("Day of the report"), "#date+reported"),
    (N_("Looked at by"), "#meta+view"),
    (N_("Code"), "#need+code"),
    (N_("What about"), "#need+name"),
    (N_("Finding"), "#status"),
    (N_("People with an open need"), "#affected+ind"),
    (N_("Number of offers"), "#capacity+offers+num"),
    (N_("Offers"), "#service+name+list"),
    (N_("Smallest number shown"), "#meta+k"),
)
_VIEW_WORDS: Mapping[View, str] = {
    "need": N_("Need"), "domain": N_("Life domain"), "target": N_("Target group"),
    "status": N_("Status group"),
}  # fmt: skip
_FINDING_WORDS: Mapping[Finding, str] = {"": N_("covered"), "gap": N_("gap"), "overlap": N_("overlap")}


class _People(msgspec.Struct, frozen=True):
    """Who has open needs here, as sets of person ids; they never leave this module."""

    by_need: dict[str, set[str]]
    by_domain: dict[str, set[str]]
    by_status: dict[str, set[str]]

    @classmethod
    def of(cls, database: Database, profile: SiteProfile) -> "_People":
        at_site = case_work_sql.sites_of_cases(database)
        groups = case_work_sql.status_groups_of_cases(database)
        found = cls(defaultdict(set), defaultdict(set), defaultdict(set))
        for need in assessment_sql.open_needs(database):
            if at_site.get(need.case_id, profile.id) != profile.id:
                continue
            found.by_domain[need.domain].add(need.person_id)
            if need.code:
                found.by_need[need.code].add(need.person_id)
            if groups.get(need.case_id):
                found.by_status[groups[need.case_id]].add(need.person_id)
        return found


_Here = tuple[tuple[Offer, Provider], ...]


def _offers_here(workspace: Workspace, profile: SiteProfile, today: datetime.date) -> _Here:
    providers = {one.id: one for one in offer_sql.providers(workspace.database)}
    pairs = ((one, providers[one.provider_id]) for one in offer_sql.offers(workspace.database))
    return tuple(
        (offer, provider) for offer, provider in pairs
        if serves_site(offer, provider, profile.ags)
        and (not offer.valid_until or offer.valid_until >= today.isoformat())
    )  # fmt: skip


def _by_need(offers: _Here, people: _People, least: int) -> Iterable[CoverageRow]:
    shown: dict[str, int | None] = {}
    for domain in rated_domains():
        codes = [one.code for one in code_list("needs") if one.note == domain.code]
        shown |= _protected({code: len(people.by_need.get(code, ())) for code in codes}, least)
    for one in code_list("needs"):
        lines = _lines(pair for pair in offers if one.code in pair[0].need_codes)
        yield _row("need", one.code, one.note, shown.get(one.code, 0), lines)


def _by_domain(offers: _Here, people: _People, least: int) -> Iterable[CoverageRow]:
    shown = _protected({one.code: len(people.by_domain.get(one.code, ())) for one in rated_domains()}, least)
    domain_of = {one.code: one.note for one in code_list("needs")}
    for domain in rated_domains():
        lines = _lines(
            pair for pair in offers
            if domain.code in pair[0].domains
            or any(domain_of.get(code) == domain.code for code in pair[0].need_codes)
        )  # fmt: skip
        yield _row("domain", domain.code, domain.code, shown[domain.code], lines)


def _by_target(offers: _Here, profile: SiteProfile) -> Iterable[CoverageRow]:
    """Return what is made for which group in which domain; a group the site works for has a gap without any.

    Who belongs to a target group is not recorded of a person, so nobody is counted.
    """
    for group in code_list("target-groups"):
        made_for = [pair for pair in offers if group.code in pair[0].target_groups]
        if not made_for and group.code in profile.target_groups:
            yield CoverageRow("target", group.code, "", None, (), finding="gap")
        for domain in rated_domains():
            lines = _lines(pair for pair in made_for if domain.code in pair[0].domains)
            if lines:
                row = _row("target", group.code, domain.code, None, lines)
                yield msgspec.structs.replace(row, is_hidden=False)


def _by_status(offers: _Here, people: _People, least: int) -> Iterable[CoverageRow]:
    """Return what is made for a status group; what is open to everybody is no gap and no overlap."""
    groups = [one.code for one in code_list("status-groups")]
    shown = _protected({code: len(people.by_status.get(code, ())) for code in groups}, least)
    is_open_to_all = any(not offer.status_groups for offer, _provider in offers)
    for code in groups:
        lines = _lines(pair for pair in offers if code in pair[0].status_groups)
        row = _row("status", code, "", shown[code], lines)
        if row.finding == "gap" and is_open_to_all:
            row = msgspec.structs.replace(row, finding="")
        if lines or row.people or row.is_hidden:
            yield row


def _row(view: View, code: str, domain: str, people: int | None, lines: tuple[OfferLine, ...]) -> CoverageRow:
    finding: Finding = "" if lines else "gap"
    if len(lines) >= OVERLAPS_FROM:
        finding = "overlap"
    return CoverageRow(view, code, domain, people, lines, is_hidden=people is None, finding=finding)


def _lines(pairs: Iterable[tuple[Offer, Provider]]) -> tuple[OfferLine, ...]:
    lines = (
        OfferLine(offer.name, provider.name, provider.kind, provider.level, offer.structure,
                  is_full=offer.capacity == 0)
        for offer, provider in pairs
    )  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.provider.casefold())))


def _protected(counts: Mapping[str, int], least: int) -> dict[str, int | None]:
    """Return the counts with small ones hidden; a single hidden one takes the next smallest along."""
    shown: dict[str, int | None] = {
        code: None if 0 < count < least else count for code, count in counts.items()
    }
    hidden = [code for code, count in shown.items() if count is None]
    others = sorted((count, code) for code, count in shown.items() if count)
    if len(hidden) == 1 and others:
        shown[others[0][1]] = None
    return shown


def _urgency(row: CoverageRow) -> tuple[int, int, str, str]:
    has_people = row.is_hidden or bool(row.people)
    order = {"gap": 0 if has_people else 1, "overlap": 2, "": 3}[row.finding]
    return order, -(row.people or 0), row.code, row.domain
