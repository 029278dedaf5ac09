"""Reading an Open Referral HSDS 3 directory (CSV datapackage, folder or ZIP) as providers and offers.

Real directories are untidy: whatever is wrong with one row becomes a finding at that row, and the good rows
can still be taken over. What HSDS says in words only is never made into a yes or no. Fields that HSDS does
not know come back from the attributes table, where our own export puts them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from intake_app.code_lists import code_list
from intake_app.errors import N_
from intake_app.records.offer import Offer, Provider
from intake_app.records.offer_reading import OfferFinding, OfferReading, UnknownTerm
from intake_app.sync.adapters.bounds import parts_of_folder, parts_of_zip
from intake_app.sync.adapters.columns import CROSSED_AGES, Noun, columns, take_out_crossed_ages
from intake_app.sync.adapters.csv_tables import Row
from intake_app.sync.adapters.hsds_checks import check_rows
from intake_app.sync.adapters.hsds_tables import Progress, Tables
from intake_app.sync.adapters.hsds_words import free_of_charge, said_languages, waiting_weeks
from intake_app.sync.adapters.terms import TermMap, TermRow

OWN_TAXONOMY = "Ankommen"  # fields of ours that HSDS has no column for; one term each
OWN_LISTS = {"Ankommen life domains": "domain", "Ankommen needs": "need"}  # terms that other programs sort by
_CLOSED = ("inactive", "defunct")
_SORTED_INTO = {
    "domain": "domains",
    "need": "need_codes",
    "target": "target_groups",
    "status": "status_groups",
}


def read_hsds(
    path: Path,
    *,
    terms: TermMap,
    progress: Progress = lambda _part, _whole: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> OfferReading:
    """Read a folder or ZIP file. Raises FileUnreadable, OffersUnreadable, OffersSuspicious, Cancelled."""
    parts = parts_of_folder(path) if path.is_dir() else parts_of_zip(path)
    return _Directory(Tables(path, parts, progress, is_cancelled), terms).read()


class _Directory:
    """One reading from the first table to the last."""

    def __init__(self, tables: Tables, terms: TermMap) -> None:
        self._tables, self._terms = tables, terms
        self._words: dict[str, list[tuple[str, str]]] = {}  # term id -> (taxonomy, code or name)
        self._meanings: dict[str, tuple[TermRow, ...]] = {}
        self._unknown: Counter[str] = Counter()
        self._own: dict[str, dict[str, tuple[Row, str]]] = defaultdict(dict)
        self._sorted: dict[str, list[TermRow]] = defaultdict(list)

    def read(self) -> OfferReading:
        """Read everything."""
        tables = self._tables
        check_rows(tables)
        tables.check_references()
        self._read_terms()
        self._read_attributes()
        providers = {one.id: one for one in self._providers()}
        offers = tuple(self._offers(providers))
        tables.finish()
        return OfferReading(
            source=tables.path.stem if tables.path.suffix.lower() == ".zip" else tables.path.name,
            providers=tuple(providers.values()),
            offers=offers,
            findings=tuple(sorted(tables.findings, key=_gravest_first)),
            unknown_terms=tuple(
                UnknownTerm(*self._words[term][0], self._words[term][-1][1], n)
                for term, n in self._unknown.most_common()
            ),
        )

    # Terms and attributes

    def _read_terms(self) -> None:
        taxonomies = {row["id"]: row["name"] for row in self._tables.rows("taxonomy")}
        rows = {row["id"]: row for row in self._tables.rows("taxonomy_term")}
        for term, row in rows.items():
            taxonomy = taxonomies.get(row["taxonomy_id"]) or row["taxonomy"]
            self._words[term] = [
                (taxonomy, row["code"] or row["name"]),
                (taxonomy, row["name"] or row["code"]),
            ]
        for term, row in rows.items():
            self._meanings[term] = self._inherited(row, rows)

    def _inherited(self, row: Row, rows: Mapping[str, Row]) -> tuple[TermRow, ...]:
        """Return what a term means, or the nearest term above it that means something."""
        seen: set[str] = set()
        here: Row | None = row
        while here is not None:
            if here["id"] in seen:
                self._tables.warn(
                    "taxonomy_term",
                    row,
                    "parent_id",
                    N_("The terms above it go round in a circle."),
                    N_("Correct parent_id."),
                )
                return ()
            seen.add(here["id"])
            taxonomy = self._words[here["id"]][0][0]
            if taxonomy in OWN_LISTS:
                return (TermRow(taxonomy, here["code"], OWN_LISTS[taxonomy], here["code"]),)  # type: ignore[arg-type]
            found = self._terms.meanings(taxonomy, here["code"], here["name"])
            if found:
                return found
            here = rows.get(here["parent_id"])
        return ()

    def _read_attributes(self) -> None:
        for row in self._tables.rows("attribute"):
            term, link = row["taxonomy_term_id"], row["link_id"]
            words = self._words.get(term)
            if words is None:
                continue  # said by the check of references
            if words[0][0] == OWN_TAXONOMY:
                self._own[link][words[0][1]] = (row, row["value"])
            elif self._meanings[term]:
                self._sorted[link] += self._meanings[term]
            else:
                self._unknown[term] += 1
                self._tables.info(
                    "attribute",
                    row,
                    "taxonomy_term_id",
                    N_("The word “{term}” is not sorted here yet."),
                    N_("Say in the table of words which life domain it belongs to."),
                    term=words[1][1] or words[0][1],
                )

    # Providers

    def _providers(self) -> Iterator[Provider]:
        places = self._tables.by("location", "organization_id")
        addresses = self._tables.by("address", "location_id")
        access = self._tables.by("accessibility", "location_id")
        phones = self._tables.by("phone", "organization_id")
        contacts = self._tables.by("contact", "organization_id")
        located = self._locations_of_services()
        parents = {
            row["id"]: row["parent_organization_id"] for row in self._tables.tables["organization"].rows
        }
        for row in self._tables.good_rows("organization"):
            self._check_circle(row, parents)
            own = self._own.get(row["id"], {})
            values: dict[str, Any] = {
                "id": row["id"],
                "source_id": row["id"],
                **self._exact("provider", row, "organization"),
            }
            if not own:
                at = places.get(row["id"]) or located.get(row["id"]) or []
                values |= self._place(at, addresses, access)
                values["phone"] = next((_phone(one) for one in phones.get(row["id"], ()) if _phone(one)), "")
                mail = next((one["email"] for one in contacts.get(row["id"], ()) if one["email"]), "")
                values["email"] = values.get("email") or mail
            values |= self._own_values("provider", own)
            yield Provider(**values)

    def _locations_of_services(self) -> dict[str, list[Row]]:
        """Return the places at which the services of an organisation are given, by organisation."""
        places = {row["id"]: row for row in self._tables.rows("location")}
        owner = {row["id"]: row["organization_id"] for row in self._tables.tables["service"].rows}
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._tables.rows("service_at_location"):
            place = places.get(row["location_id"])
            if place is not None and place not in found[owner.get(row["service_id"], "")]:
                found[owner.get(row["service_id"], "")].append(place)
        return found

    def _place(
        self, places: list[Row], addresses: Mapping[str, list[Row]], access: Mapping[str, list[Row]]
    ) -> dict[str, Any]:
        if not places:
            return {}
        if len(places) > 1:
            self._tables.info(
                "location",
                places[1],
                "organization_id",
                N_("The provider has several places; the first one counts."),
                N_("Write another place into the offer's description."),
            )
        place = places[0]
        said = addresses.get(place["id"], ())
        lines = [_joined(one, "address_1", "address_2") for one in said]
        towns = [_joined(one, "postal_code", "city", by=" ") for one in said]
        ways = [_joined(one, "description", "details", by="\n") for one in access.get(place["id"], ())]
        found: dict[str, Any] = {
            "address": ", ".join(part for part in (*lines[:1], *towns[:1]) if part),
            "accessibility": "\n".join(way for way in ways if way),
        }
        by_name = {column.field: column for column in columns("provider")}
        for name in ("latitude", "longitude"):
            found[name] = self._tables.cell(by_name[name], place[name], "location", place)
        if found["latitude"] is None or found["longitude"] is None:
            found["latitude"] = found["longitude"] = None  # half a place is none
        return found

    def _check_circle(self, row: Row, parents: Mapping[str, str]) -> None:
        here, seen = parents.get(row["id"], ""), {row["id"]}
        while here and here not in seen:
            seen.add(here)
            here = parents.get(here, "")
        if here == row["id"]:
            self._tables.warn(
                "organization",
                row,
                "parent_organization_id",
                N_("The organisations above it go round in a circle."),
                N_("Correct parent_organization_id."),
            )

    # Offers

    def _offers(self, providers: Mapping[str, Provider]) -> Iterator[Offer]:
        languages = self._tables.by("language", "service_id")
        areas = self._tables.by("service_area", "service_id")
        times = self._tables.by("schedule", "service_id")
        papers = self._tables.by("required_document", "service_id")
        costs = self._tables.by("cost_option", "service_id")
        for row in self._tables.good_rows("service"):
            if row["organization_id"] not in providers:
                self._tables.wrong(
                    "service",
                    row,
                    "organization_id",
                    N_("Its organisation is not in the file, or was left out."),
                    N_("Add the organisation, or correct organization_id."),
                )
                continue
            if row["status"].casefold() in _CLOSED:
                self._tables.wrong(
                    "service",
                    row,
                    "status",
                    N_("It is no longer offered ({status})."),
                    "",
                    severity="info",
                    status=row["status"],
                )
                continue
            own = self._own.get(row["id"], {})
            values: dict[str, Any] = {"source_id": row["id"], **self._exact("offer", row, "service")}
            if not own:
                at = row["id"]
                values |= self._told(row, times.get(at, ()), papers.get(at, ()), costs.get(at, ()))
                values["languages"] = self._spoken(languages.get(at, ()))
                values["catchment"] = self._catchment(areas.get(at, ()))
            if row["status"].casefold() == "temporarily closed":
                values["capacity"] = 0
            values |= self._own_values("offer", own)
            values |= self._sorting(row["id"])
            if take_out_crossed_ages(values):
                self._tables.warn("service", row, "maximum_age", *CROSSED_AGES)
            yield Offer(**values)

    def _told(
        self, row: Row, times: Iterable[Row], papers: Iterable[Row], costs: Iterable[Row]
    ) -> dict[str, Any]:
        """Return what HSDS says in words: kept as words, and as a fact only where the words are plain."""
        found: dict[str, Any] = {}
        lines = [row["eligibility_description"], row["alert"]]
        lines += [paper["document"] for paper in papers]
        weeks = waiting_weeks(row["wait_time"])
        if weeks is not None:
            found["waiting_weeks"] = weeks
        elif row["wait_time"]:
            lines.append(row["wait_time"])
            self._tables.info(
                "service",
                row,
                "wait_time",
                N_("The waiting time is no number of days, weeks or months."),
                N_("It was kept as a text; write it as “6 weeks” to sort by it."),
            )
        said = said_languages(row["interpretation_services"])
        if said is not None:
            found["interpreting"] = said
        money = [part for part in (row["fees_description"], row["fees"], *map(_cost, costs)) if part]
        found["cost"] = "\n".join(dict.fromkeys(money))
        if free_of_charge(money):
            found["is_free"], found["cost"] = True, ""
        found["schedule"] = "\n".join(dict.fromkeys(filter(None, map(_time, times))))
        found["constraints"] = "\n".join(dict.fromkeys(line for line in lines if line))
        found["verified_by"] = row["assurer_email"]
        return found

    def _spoken(self, rows: Iterable[Row]) -> tuple[str, ...]:
        found: list[str] = []
        tags = next(column for column in columns("offer") if column.field == "languages")
        for row in rows:
            tag = self._tables.cell(tags, row["code"] or row["name"], "language", row, "code") or ()
            if not tag and row["code"] and row["name"]:
                tag = self._tables.cell(tags, row["name"], "language", row, "name") or ()
            found += tag
        return tuple(dict.fromkeys(found))

    def _catchment(self, rows: Iterable[Row]) -> tuple[str, ...]:
        found: list[str] = []
        for row in rows:
            keys = [row[part].replace(" ", "") for part in ("extent", "name", "uri")]
            key = next((one for one in keys if one.isdecimal() and 2 <= len(one) <= 12), "")
            if key:
                found.append(key)
            else:
                self._tables.info(
                    "service_area",
                    row,
                    "extent",
                    N_("The area is not a municipality key; it stays unknown."),
                    N_("Write the 8 digits of the key (AGS), or its beginning, into extent."),
                )
        return tuple(dict.fromkeys(found))

    def _sorting(self, link: str) -> dict[str, Any]:
        found: dict[str, list[str]] = defaultdict(list)
        for meaning in self._sorted.get(link, ()):
            if meaning.kind != "none":
                found[_SORTED_INTO[meaning.kind]].append(meaning.value)
            if meaning.kind == "need" and meaning.taxonomy not in OWN_LISTS:
                found["domains"] += [one.note for one in code_list("needs") if one.code == meaning.value]
        return {field: tuple(dict.fromkeys(values)) for field, values in found.items()}

    # Cells

    def _exact(self, record: Noun, row: Row, table: str) -> dict[str, Any]:
        found = {}
        for column in columns(record):
            where, _dot, name = column.hsds.partition(".")
            if where == table and row[name]:
                found[column.field] = self._tables.cell(column, row[name], table, row, name)
        return {field: value for field, value in found.items() if value is not None}

    def _own_values(self, record: Noun, own: Mapping[str, tuple[Row, str]]) -> dict[str, Any]:
        found = {}
        for column in columns(record):
            known = own.get(f"{record}.{column.field}")
            if known is not None:
                row, text = known
                value = self._tables.cell(column, text, "attribute", row, "value")
                found[column.field] = bool(value) if column.field == "is_sample" else value
        return found


def _gravest_first(one: OfferFinding) -> tuple[bool, str, int]:
    return one.severity != "error", one.file, one.row or 0


def _joined(row: Row, *parts: str, by: str = ", ") -> str:
    return by.join(row[part] for part in parts if row[part])


def _phone(row: Row) -> str:
    number = row["number"].strip("\"' ")
    return f"{number}-{row['extension']}" if number and row["extension"] else number


def _cost(row: Row) -> str:
    money = f"{row['amount']} {row['currency'].upper()}".strip() if row["amount"] else ""
    return ", ".join(part for part in (row["option"], money, row["amount_description"]) if part)


def _time(row: Row) -> str:
    hours = "–".join(part[:5] for part in (row["opens_at"], row["closes_at"]) if part)
    return ", ".join(part for part in (row["description"], row["byday"], hours, row["notes"]) if part)
