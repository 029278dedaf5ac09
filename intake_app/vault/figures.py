"""SQL of what figures are counted from: one pass each, ids of cases only to know whose a count is.

Whatever these return is not protected yet: it goes to ``figures`` and no further. Periods are half-open, from
``since`` to before ``until`` (YYYY-MM-DD). Invented people count only in a workspace of invented people.
"""

# ruff: noqa: S608 - statements are put together from our own constants and named values only

from collections.abc import Sequence

from intake_app.vault.database import Database, Row

_NEW = "c.opened_at >= :since AND c.opened_at < :until"
_SITE = "coalesce(json_extract(body, '$.site_id'), '')"


def _real(case: str) -> str:
    """Return the condition that a case counts: not invented, and of the site in use.

    Cases from before there were sites belong to the first one. ``case`` is the column of its id.
    """
    return (
        "(:sample OR NOT coalesce(json_extract(p.body, '$.is_sample'), 0))"
        f" AND (:site = '' OR {case} IN (SELECT case_id FROM case_files WHERE {_SITE} = :site)"
        f" OR (:is_first AND {case} NOT IN (SELECT case_id FROM case_files WHERE {_SITE} <> '')))"
    )


class Period(dict[str, object]):
    """The values every statement here takes. ``site`` is empty where there is only one."""

    def __init__(
        self, since: str, until: str, *, with_sample: bool, site: str = "", is_first: bool = True
    ) -> None:
        super().__init__(since=since, until=until, sample=int(with_sample), site=site, is_first=int(is_first))


def first_year(database: Database) -> int | None:
    """Return the year of the first case, None without one."""
    found = database.value("SELECT min(opened_at) FROM cases")
    return int(found[:4]) if found else None


def current_site(database: Database) -> Row | None:
    """Return (name, AGS, smallest number shown, first year, id, 1 if it is the first, how many there are) of
    the site in use; None without a profile."""
    return database.row(
        "SELECT json_extract(body, '$.name'), ags, json_extract(body, '$.smallest_cell'),"
        " json_extract(body, '$.programme.since_year'), id, rowid = (SELECT min(rowid) FROM site_profiles),"
        " (SELECT count(*) FROM site_profiles) FROM site_profiles WHERE is_current = 1"
    )


def new_cases(database: Database, period: Period) -> list[Row]:
    """Return (month YYYY-MM, level, how many) of cases opened."""
    return database.execute(
        "SELECT substr(c.opened_at, 1, 7), coalesce(json_extract(f.body, '$.level'), ''), count(*)"
        " FROM cases c JOIN persons p ON p.id = c.person_id LEFT JOIN case_files f ON f.case_id = c.id"
        f" WHERE {_NEW} AND {_real('c.id')} GROUP BY 1, 2",
        period,
    )


def new_people(database: Database, period: Period) -> list[Row]:
    """Return (case, status group, birth year, preferred language, civil-status entry, year of opening) of the
    client and the members of each case opened."""
    return database.execute(
        "SELECT c.id, coalesce(f.status_group, ''), p.birth_year,"
        " coalesce(json_extract(p.body, '$.languages[0]'), ''), coalesce(json_extract(p.body, '$.sex'), ''),"
        " CAST(substr(c.opened_at, 1, 4) AS INTEGER)"
        " FROM (SELECT id AS case_id, person_id FROM cases"
        " UNION SELECT case_id, person_id FROM case_members) m"
        " JOIN cases c ON c.id = m.case_id JOIN persons p ON p.id = m.person_id"
        " LEFT JOIN case_files f ON f.case_id = c.id"
        f" WHERE {_NEW} AND {_real('c.id')}",
        period,
    )


def talks(database: Database, period: Period) -> list[Row]:
    """Return (case, preferred language, language of the client's side, 1 with an interpreter who was not
    refused) of interviews begun."""
    return database.execute(
        "SELECT i.case_id, coalesce(json_extract(p.body, '$.languages[0]'), ''), i.client_language,"
        " EXISTS (SELECT 1 FROM interpreter_assignments a WHERE a.interview_id = i.id"
        " AND json_extract(a.body, '$.acceptance') <> 'refused')"
        " FROM interviews i JOIN persons p ON p.id = i.person_id"
        f" WHERE i.begun_at >= :since AND i.begun_at < :until AND {_real('i.case_id')}",
        period,
    )


def first_talks(database: Database, period: Period) -> list[Row]:
    """Return (case, day of arrival as known, moment of the first interview) of cases opened that had one."""
    return database.execute(
        "SELECT c.id, json_extract(f.body, '$.arrived_on'), min(i.begun_at) FROM cases c"
        " JOIN persons p ON p.id = c.person_id JOIN case_files f ON f.case_id = c.id"
        " JOIN interviews i ON i.case_id = c.id"
        f" WHERE {_NEW} AND {_real('c.id')} GROUP BY c.id",
        period,
    )


def first_assessments(database: Database, period: Period) -> list[Row]:
    """Return (opened at, first assessment completed at or None) of each case opened."""
    return database.execute(
        "SELECT c.opened_at, (SELECT min(a.completed_at) FROM assessments a WHERE a.case_id = c.id)"
        f" FROM cases c JOIN persons p ON p.id = c.person_id WHERE {_NEW} AND {_real('c.id')}",
        period,
    )


def assessment_bodies(database: Database, period: Period) -> list[Row]:
    """Return (person, body) of completed assessments in cases opened, each person's oldest first."""
    return database.execute(
        "SELECT a.person_id, a.body FROM assessments a JOIN cases c ON c.id = a.case_id"
        " JOIN persons p ON p.id = a.person_id"
        f" WHERE a.completed_at IS NOT NULL AND {_NEW} AND {_real('c.id')} ORDER BY a.person_id, a.begun_at",
        period,
    )


def strong_needs(database: Database, period: Period) -> list[Row]:
    """Return (case, domain, 1 where a step was not dropped) of needs of 3 or more recorded; none of P4."""
    return database.execute(
        "WITH met AS (SELECT DISTINCT n.value AS id FROM goals g, json_each(g.body, '$.need_ids') n"
        " JOIN measures m ON m.goal_id = g.id WHERE m.status <> 'dropped')"
        " SELECT n.case_id, n.domain, n.id IN (SELECT id FROM met) FROM needs n"
        " JOIN persons p ON p.id = n.person_id WHERE n.level >= 3"
        " AND json_extract(n.body, '$.recorded_at') >= :since"
        " AND json_extract(n.body, '$.recorded_at') < :until"
        f" AND json_extract(n.body, '$.sensitivity') <> 'P4' AND {_real('n.case_id')}",
        period,
    )


def recorded(database: Database, period: Period, table: str) -> tuple[int, int]:
    """Return how many ``resources`` or ``needs`` were recorded, and in how many cases; none of P4."""
    assert table in {"resources", "needs"}
    row = database.row(
        f"SELECT count(*), count(DISTINCT r.case_id) FROM {table} r JOIN persons p ON p.id = r.person_id"
        " WHERE json_extract(r.body, '$.recorded_at') >= :since"
        " AND json_extract(r.body, '$.recorded_at') < :until"
        f" AND json_extract(r.body, '$.sensitivity') <> 'P4' AND {_real('r.case_id')}",
        period,
    )
    return (row[0], row[1]) if row else (0, 0)


def goals(database: Database, period: Period) -> list[Row]:
    """Return (case, number of resources, last attainment or None) of goals set that were not replaced."""
    return database.execute(
        "SELECT g.case_id, json_array_length(g.body, '$.resource_ids'),"
        " json_extract(g.body, '$.attainments[#-1].value') FROM goals g JOIN persons p ON p.id = g.person_id"
        " WHERE g.status <> 'replaced' AND json_extract(g.body, '$.created_at') >= :since"
        f" AND json_extract(g.body, '$.created_at') < :until AND {_real('g.case_id')}",
        period,
    )


def referrals(database: Database, period: Period) -> list[Row]:
    """Return (case, result, structure, made at, day of first contact) of referrals made."""
    return database.execute(
        "SELECT r.case_id, r.result, json_extract(r.body, '$.structure'), r.created_at,"
        " json_extract(r.body, '$.first_contact_on') FROM referrals r JOIN persons p ON p.id = r.person_id"
        f" WHERE r.created_at >= :since AND r.created_at < :until AND {_real('r.case_id')}",
        period,
    )


def severed_barriers(database: Database, period: Period) -> list[Row]:
    """Return (kind, level, status) of barriers seen that left their cases."""
    return database.execute(
        "SELECT json_extract(body, '$.type'), json_extract(body, '$.level'), status FROM barriers"
        " WHERE severed_at IS NOT NULL AND json_extract(body, '$.observed_on') >= substr(:since, 1, 7)"
        " AND json_extract(body, '$.observed_on') < substr(:until, 1, 7)",
        {"since": period["since"], "until": period["until"]},
    )


def spheres(database: Database, period: Period) -> list[Row]:
    """Return (case, legal sphere, 1 where a conference was held) for the actors of cases opened."""
    return database.execute(
        "SELECT DISTINCT c.id, s.value, EXISTS (SELECT 1 FROM conferences o WHERE o.case_id = c.id)"
        " FROM cases c JOIN persons p ON p.id = c.person_id JOIN actors a ON a.case_id = c.id,"
        f" json_each(a.body, '$.spheres') s WHERE {_NEW} AND {_real('c.id')}",
        period,
    )


def special_checks(database: Database, period: Period, groups: Sequence[str]) -> list[Row]:
    """Return (day of the application, first check completed at or None) of cases opened in ``groups``.

    Needs no key of the compartment: nothing of a check is read but when it was completed.
    """
    marks = ", ".join(f":g{n}" for n in range(len(groups)))
    return database.execute(
        "SELECT json_extract(f.body, '$.application_on'),"
        " (SELECT min(s.completed_at) FROM special_needs s WHERE s.case_id = c.id) FROM cases c"
        " JOIN persons p ON p.id = c.person_id JOIN case_files f ON f.case_id = c.id"
        f" WHERE f.status_group IN ({marks}) AND {_NEW} AND {_real('c.id')}",
        {**period, **{f"g{n}": code for n, code in enumerate(groups)}},
    )


def ties(database: Database, period: Period) -> list[Row]:
    """Return (person, recorded at, ended at or None) of supportive ties here, of people in cases opened."""
    return database.execute(
        "SELECT t.person_id, json_extract(t.body, '$.recorded_at'), t.ended_at,"
        " json_extract(t.body, '$.quality') = 'supportive' AND NOT json_extract(t.body, '$.is_abroad')"
        " FROM network_ties t JOIN cases c ON c.id = t.case_id JOIN persons p ON p.id = t.person_id"
        f" WHERE {_NEW} AND {_real('c.id')} ORDER BY t.person_id, 2",
        period,
    )


def feedback(database: Database, period: Period) -> list[Row]:
    """Return (language, mean of the answers 1 to 5 or None) of what people said."""
    return database.execute(
        "SELECT language, (SELECT avg(a.value) FROM json_each(body, '$.answers') a) FROM feedback"
        " WHERE month >= substr(:since, 1, 7) AND month < substr(:until, 1, 7)",
        {"since": period["since"], "until": period["until"]},
    )


def spared(database: Database, period: Period) -> tuple[int, int]:
    """Return how many questions were spared, and in how many cases."""
    row = database.row(
        "SELECT count(*), count(DISTINCT s.case_id) FROM spared_questions s"
        " JOIN persons p ON p.id = s.person_id"
        f" WHERE s.spared_at >= :since AND s.spared_at < :until AND {_real('s.case_id')}",
        period,
    )
    return (row[0], row[1]) if row else (0, 0)


def skills(database: Database, period: Period) -> list[Row]:
    """Return (case, occupation, skill) of resources that name one, in cases opened."""
    return database.execute(
        "SELECT r.case_id, json_extract(r.body, '$.occupation'), json_extract(r.body, '$.skill')"
        " FROM resources r JOIN cases c ON c.id = r.case_id JOIN persons p ON p.id = r.person_id"
        " WHERE r.ended_at IS NULL AND (json_extract(r.body, '$.occupation') <> ''"
        " OR json_extract(r.body, '$.skill') <> '') AND r.person_id = c.person_id"
        f" AND {_NEW} AND {_real('c.id')}",
        period,
    )


def latest_states(database: Database, period: Period) -> list[Row]:
    """Return (case, languages of the client as JSON, newest interview's state or None) of cases opened."""
    return database.execute(
        "SELECT c.id, json_extract(p.body, '$.languages'), (SELECT s.state FROM interviews i"
        " JOIN interview_states s ON s.interview_id = i.id WHERE i.case_id = c.id"
        " AND i.person_id = c.person_id ORDER BY i.begun_at DESC LIMIT 1) FROM cases c"
        f" JOIN persons p ON p.id = c.person_id WHERE {_NEW} AND {_real('c.id')}",
        period,
    )


def wished_contributions(database: Database, period: Period) -> list[Row]:
    """Return (case,) where somebody wants to volunteer: recorded as a need of that kind."""
    return database.execute(
        "SELECT DISTINCT n.case_id FROM needs n JOIN cases c ON c.id = n.case_id"
        " JOIN persons p ON p.id = n.person_id WHERE json_extract(n.body, '$.code') = 'volunteering'"
        f" AND coalesce(json_extract(n.body, '$.is_wanted'), 1) AND {_NEW} AND {_real('c.id')}",
        period,
    )
