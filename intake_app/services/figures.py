"""Figures for steering: counted on the vault lane, protected in the same breath, then seen, saved or printed.

Nothing leaves here that is not protected. Periods are calendar years, so that no two of them overlap.
"""

import datetime
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from intake_app.assessment.domains import rated_domains
from intake_app.code_lists import code_list
from intake_app.figures import definitions, measures
from intake_app.figures.definitions import UNKNOWN, age_band, group_by_member, groups, indicators
from intake_app.figures.tables import Rule, Tally, protect
from intake_app.forms.form_languages import guess_language
from intake_app.interview.state import plain_values
from intake_app.languages import normal_tag
from intake_app.records.assessment import Assessment
from intake_app.records.figures import Figure, FiguresPage, FigureTable, Indicator, Scores
from intake_app.services.session import Workspace
from intake_app.vault import figures as sql
from intake_app.vault.database import Database

SMALLEST = 5  # where a site has not chosen
_PROTECTED_DOMAINS = {"D07": 10, "D08": 10}  # health and safety: Art. 9 GDPR
_APPLICANTS = ("G01", "G02")
_FIRST_MAP_DAYS = 14  # ties noted within two weeks of the first belong to the first map
_DOMINANCE = 0.75  # of what many cases may share: needs, referrals, goals

Period = sql.Period
_DecodeAssessment = msgspec.json.Decoder(Assessment).decode


def all_indicators() -> tuple[Indicator, ...]:
    """Return every indicator, also those nothing feeds yet."""
    return indicators()


def figures_page(workspace: Workspace, *, year: int | None = None, now: datetime.datetime) -> FiguresPage:
    """Return the figures of a calendar year (this one without ``year``), protected; one audit line."""
    this_year = now.astimezone().year
    wanted = this_year if year is None else year
    with (
        workspace.recorded("figures.see", "figures:all", now=now, detail=str(wanted)),
        workspace.counting() as database,
    ):
        return _page(workspace, database, wanted, now)


def _page(workspace: Workspace, database: Database, year: int, now: datetime.datetime) -> FiguresPage:
    profile = sql.current_site(database)
    name, ags, chosen, since, site, is_first, sites = profile or ("", "", None, None, "", 1, 0)
    k = min(max(int(chosen or SMALLEST), definitions.LEAST_K), definitions.MOST_K)
    this_year = now.astimezone().year
    first = min(one for one in (since, sql.first_year(database), this_year) if one)
    period = Period(f"{year}-01-01", f"{year + 1}-01-01", with_sample=workspace.is_sample,
                    site=site if sites > 1 else "", is_first=bool(is_first))  # fmt: skip
    tables = _tables(database, period, k)
    return FiguresPage(
        year=year,
        years=tuple(range(this_year, first - 1, -1)),
        site=name or workspace.site.name,
        ags=ags or workspace.site.ags,
        k=k,
        as_of=now,
        figures=tuple(_figures(database, period, {one.id: one for one in tables}, k)),
        tables=tables,
        scores=_scores(database, period, k),
        is_running=year == this_year,
        is_sample=workspace.is_sample,
    )


# Tables


def _tables(database: Database, period: Period, k: int) -> tuple[FigureTable, ...]:
    tallies: dict[str, Tally] = {}
    for name, definition in definitions.tables().items():
        tallies[name] = Tally(
            name, definition.rows, definition.columns, has_total=definition.population != "potential"
        )
    for count in (_count_people, _count_cases, _count_talks, _count_work, _count_steering, _count_potential):
        count(database, period, tallies)
    shown: dict[str, FigureTable] = {}
    for population in dict.fromkeys(one.population for one in definitions.tables().values()):
        own = [one for one in definitions.tables().values() if one.population == population]
        rule = Rule(
            k=max(k, own[0].k),
            shows_zero=own[0].shows_zero,
            dominance=_DOMINANCE if population in {"needs", "goals", "referrals", "talks"} else 0.0,
            stricter={code: least for one in own for code, least in one.stricter.items()},
        )
        protected = protect([tallies[one.id] for one in own], rule, rows=_orders())
        shown.update((one.id, one) for one in protected)
    shown["special"] = _special_if_safe(shown["special"], shown["status-age"])
    return tuple(shown[name] for name in definitions.tables())


def _special_if_safe(special: FigureTable, people: FigureTable) -> FigureTable:
    """Return the table of checks, wholly hidden where how many are in a procedure is hidden elsewhere."""
    if people.rows and people.cell("procedure") is not None:
        return special
    return msgspec.structs.replace(special, cells=tuple(tuple(None for _ in line) for line in special.cells))


def _orders() -> dict[str, tuple[str, ...]]:
    own = {dim: tuple(one.code for one in found) for dim, found in groups().items()}
    return {
        **own,
        "month": tuple(f"{n:02}" for n in range(1, 13)),
        "domain": tuple(one.code for one in rated_domains()),
        "result": (*(one.code for one in code_list("referral-results")), UNKNOWN),
    }


def _count_people(database: Database, period: Period, tallies: dict[str, Tally]) -> None:
    status = group_by_member("status")
    for case, group, born, language, sex, opened in sql.new_people(database, period):
        age = None if born is None else opened - born
        tallies["status-age"].add(status.get(group, UNKNOWN), age_band(age), case=case)
        tallies["language-gender"].add(_language(language), sex or UNKNOWN, case=case)


def _count_cases(database: Database, period: Period, tallies: dict[str, Tally]) -> None:
    for month, level, n in sql.new_cases(database, period):
        tallies["month-level"].add(month[5:7], level or UNKNOWN, n=n)
    for opened, done in sql.first_assessments(database, period):
        tallies["assessed"].add(_within(opened, done))
    for applied, done in sql.special_checks(database, period, _APPLICANTS):
        tallies["special"].add(_within(applied, done) if applied else ("open" if not done else "later"))


def _count_talks(database: Database, period: Period, tallies: dict[str, Tally]) -> None:
    tags: dict[str, str] = {}
    for case, preferred, shown, has_interpreter in sql.talks(database, period):
        if shown not in tags:
            tags[shown] = guess_language(shown).tag
        is_own = bool(preferred) and _main(tags[shown]) == _main(preferred)
        fit = "own" if is_own else "interpreter" if has_interpreter else "neither"
        tallies["talks"].add(_language(preferred), fit, case=case)


def _count_work(database: Database, period: Period, tallies: dict[str, Tally]) -> None:
    for case, domain, is_covered in sql.strong_needs(database, period):
        tallies["needs"].add(domain, "yes" if is_covered else "no", case=case)
    for case, resources, attained in sql.goals(database, period):
        stands = UNKNOWN if attained is None else "reached" if attained >= 0 else "less"
        tallies["goals"].add("yes" if resources else "no", stands, case=case)
    for case, result, structure, _made, _met in sql.referrals(database, period):
        tallies["referrals"].add(result or UNKNOWN, structure or UNKNOWN, case=case)


def _count_steering(database: Database, period: Period, tallies: dict[str, Tally]) -> None:
    for kind, level, status in sql.severed_barriers(database, period):
        tallies["barriers"].add(kind, level)
        tallies["barrier-steps"].add(status)
    spheres: dict[str, set[str]] = {}
    met: set[str] = set()
    for case, sphere, has_conference in sql.spheres(database, period):
        spheres.setdefault(case, set()).add(sphere)
        if has_conference:
            met.add(case)
    for case, found in spheres.items():
        if len(found) >= 2:
            tallies["joined"].add("yes" if case in met else "no")


def _count_potential(database: Database, period: Period, tallies: dict[str, Tally]) -> None:
    fields, levels = group_by_member("isco"), group_by_member("german")
    majors: dict[str, set[str]] = {}
    skilled: set[str] = set()
    for case, occupation, _skill in sql.skills(database, period):
        skilled.add(case)
        if occupation and occupation[0].isdigit():
            majors.setdefault(case, set()).add(occupation[0])
    wishes = {row[0] for row in sql.wished_contributions(database, period)}
    decode = msgspec.json.Decoder(list[str]).decode
    for case, languages, state in sql.latest_states(database, period):
        said = plain_values(bytes(state)) if state else {}
        own = {
            _language(tag) for tag in (*decode(languages or "[]"), *said.get("languages_spoken", "").split())
        }
        done = {fields[one] for one in said.get("work_done", "").split() if one in fields}
        majors.setdefault(case, set()).update(done)
        for code in majors[case]:
            tallies["isco"].add(code)
        for code in own - {UNKNOWN}:
            tallies["spoken"].add(code)
        has_skill = case in skilled or bool(majors[case])
        tallies["skilled"].add("yes" if has_skill else "no")
        tallies["german"].add(levels.get(said.get("german_level", ""), UNKNOWN))
        tallies["wish"].add("yes" if case in wishes or said.get("contribute", "").strip() else "no")


# Figures


def _figures(database: Database, period: Period, tables: dict[str, FigureTable], k: int) -> Iterable[Figure]:
    def column(table: str, *codes: str) -> int | None:
        return _sum(tables[table].cell("", code) for code in codes)

    def line(table: str, *codes: str) -> int | None:
        return _sum(tables[table].cell(code) for code in codes)

    def whole(table: str) -> int | None:
        return tables[table].total if tables[table].rows else 0

    yield measures.count("I01", whole("month-level"))
    yield measures.count("I03", whole("status-age"))
    yield measures.spread("I05", list(_days_to_first_talk(database, period)), k=k)
    yield measures.share("I06", column("talks", "own", "interpreter"), whole("talks"), k=k)
    yield measures.share("I08", line("assessed", "within"), whole("assessed"), k=k)
    yield _resources_to_needs(database, period, k)
    yield measures.share("I11", column("needs", "yes"), whole("needs"), k=k)
    yield measures.count("I12", column("needs", "no") if whole("needs") else 0)
    yield measures.share("I14", line("referrals", "started", "completed"), whole("referrals"), k=k)
    yield measures.spread("I15", list(_days_to_contact(database, period)), k=k)
    yield measures.share("I16", column("referrals", "standard"), whole("referrals"), k=k)
    # Barriers left their cases and with them the site: no rate where several sites share them.
    yield measures.ratio("I17", whole("barriers"), 0 if period["site"] else whole("referrals"), times=100)
    yield measures.share("I18", line("barrier-steps", "resolved"), whole("barrier-steps"), k=k)
    yield measures.share("I22", line("joined", "yes"), whole("joined"), k=k)
    yield measures.share("I24", line("special", "within"), whole("special"), k=max(k, 10))
    yield measures.share("I31", line("skilled", "yes"), whole("skilled"), k=k)
    yield measures.mean("I37", list(_growth(database, period)), k=k)
    yield measures.count("I39", line("barriers", "discrimination") if whole("barriers") else 0)
    yield _attained(tables["goals"], k)
    said = [float(mean) for _language_code, mean in sql.feedback(database, period) if mean is not None]
    yield measures.mean("I41", said, k=k)
    questions, cases = sql.spared(database, period)
    yield measures.count("A01", questions if not questions or cases >= k else None)


def _attained(goals: FigureTable, k: int) -> Figure:
    reached, less = goals.cell("", "reached"), goals.cell("", "less")
    return (
        measures.share("I40", reached, _sum((reached, less)), k=k)
        if goals.rows
        else Figure("I40", "share", is_empty=True)
    )


def _resources_to_needs(database: Database, period: Period, k: int) -> Figure:
    resources, having = sql.recorded(database, period, "resources")
    needs, needing = sql.recorded(database, period, "needs")
    if not resources and not needs:
        return Figure("I09", "ratio", is_empty=True)
    if min(having, needing) < k:
        return Figure("I09", "ratio")
    return measures.ratio("I09", needs, resources)


def _days_to_first_talk(database: Database, period: Period) -> Iterable[int]:
    for _case, arrived, begun in sql.first_talks(database, period):
        if arrived and len(arrived) == 10:
            days = (_day(begun) - datetime.date.fromisoformat(arrived)).days
            if days >= 0:
                yield days


def _days_to_contact(database: Database, period: Period) -> Iterable[int]:
    for _case, _result, _structure, made, met in sql.referrals(database, period):
        if met and len(met) == 10:
            yield max(0, (datetime.date.fromisoformat(met) - _day(made)).days)


def _growth(database: Database, period: Period) -> Iterable[float]:
    """Yield for each person with a network how many supportive ties here there are more than at first."""
    first: dict[str, datetime.date] = {}
    change: dict[str, int] = {}
    for person, at, ended, is_supportive in sql.ties(database, period):
        begun = first.setdefault(person, _day(at))
        change.setdefault(person, 0)
        was_there = (_day(at) - begun).days <= _FIRST_MAP_DAYS
        if is_supportive:
            change[person] += int(not ended) - int(was_there)
    yield from (float(one) for one in change.values())


def _scores(database: Database, period: Period, k: int) -> tuple[Scores, ...]:
    """Return the means by domain: of people assessed twice, first and last; else of the first alone."""
    by_person: dict[str, list[Assessment]] = {}
    for person, kept in sql.assessment_bodies(database, period):
        by_person.setdefault(person, []).append(_DecodeAssessment(kept))
    twice = {person: found for person, found in by_person.items() if len(found) > 1}
    shown = twice if len(twice) >= k else by_person
    found = []
    for domain in rated_domains():
        least = max(k, _PROTECTED_DOMAINS.get(domain.code, 0))
        found.append(_domain_scores(domain.code, list(shown.values()), least, is_twice=shown is twice))
    return tuple(one for one in found if one.n != 0)


def _domain_scores(domain: str, people: list[list[Assessment]], k: int, *, is_twice: bool) -> Scores:
    pairs = []
    for assessments in people:
        first = _rated(assessments[0], domain)
        last = _rated(assessments[-1], domain) if is_twice else first
        if first is not None and last is not None:
            pairs.append((*first, *last))
    if len(pairs) < k:
        return Scores(domain, None if pairs else 0, None, None, None, None)
    means = [round(sum(column) / len(pairs), 1) for column in zip(*pairs, strict=True)]
    last_means = means[2:] if is_twice else [None, None]
    return Scores(domain, len(pairs), means[0], last_means[0], means[1], last_means[1])


def _rated(assessment: Assessment, domain: str) -> tuple[int, int] | None:
    """Return (resource, need) as the professional rated them; None where one of them is not rated."""
    one = next((line for line in assessment.ratings if line.domain == domain), None)
    if one is None or one.status != "rated" or one.resource_pro is None or one.need_pro is None:
        return None
    return one.resource_pro, one.need_pro


# Small things


def _sum(parts: Iterable[int | None]) -> int | None:
    """Return the sum; None where one part is hidden."""
    total = 0
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def _within(begun: str, done: str | None) -> str:
    if not done:
        return "open"
    return "within" if (_day(done) - _day(begun)).days <= 30 else "later"


def _day(moment: str) -> datetime.date:
    """Return the day of a moment, or the first day of a coarser date."""
    return datetime.date.fromisoformat((moment + "-01-01")[:10] if len(moment) < 10 else moment[:10])


@lru_cache(maxsize=1024)
def _language(tag: str) -> str:
    return normal_tag(tag) if tag else UNKNOWN


def _main(tag: str) -> str:
    return normal_tag(tag).split("-")[0]
