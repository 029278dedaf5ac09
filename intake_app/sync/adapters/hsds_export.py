"""Writing providers and offers as an Open Referral HSDS 3 CSV datapackage, a folder or a ZIP file.

What HSDS has a column for stands there, for other programs; what it has none for stands in the attributes
table under the taxonomy ``Ankommen``, as HSDS provides for, so that reading it back loses nothing. No cell
can be taken for a formula by a spreadsheet program.
"""

import csv
import io
import json
import uuid
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from intake_app.code_lists import code_list
from intake_app.errors import FileUnwritable
from intake_app.languages import Words
from intake_app.records.offer import Offer, Provider
from intake_app.sync.adapters.columns import Noun, columns, shipped_rows, write_cell
from intake_app.sync.adapters.csv_tables import guard
from intake_app.sync.adapters.hsds import OWN_LISTS, OWN_TAXONOMY
from intake_app.sync.stick import written_safely

_SPACE = uuid.UUID("6f6d9d0e-6c8c-5b0e-9d43-7b8f0a3c2f11")  # ids of rows that are no records of ours
_UNKNOWN = "unknown"  # HSDS requires parts of an address that nobody told us
_DERIVED = {"domains": "Ankommen life domains", "need_codes": "Ankommen needs"}  # told by terms, in order
_WRITTEN = (
    "organization",
    "service",
    "location",
    "service_at_location",
    "address",
    "phone",
    "language",
    "schedule",
    "service_area",
    "attribute",
    "taxonomy_term",
    "taxonomy",
)

Cells = dict[str, str]


def write_hsds(path: Path, *, providers: Iterable[Provider], offers: Iterable[Offer], title: str) -> None:
    """Write a ZIP file, or a folder where ``path`` has another ending. Raises FileUnwritable and its kin."""
    files = hsds_files(providers, offers, title)
    if path.suffix.casefold() == ".zip":
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as pack:
            for name, content in files.items():
                pack.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
        with written_safely(path) as stream:
            stream.write(data.getvalue())
        return
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise FileUnwritable(file=path.name) from trouble
    for name, content in files.items():
        with written_safely(path / name) as stream:
            stream.write(content)


def hsds_files(providers: Iterable[Provider], offers: Iterable[Offer], title: str) -> Mapping[str, bytes]:
    """Return the files by name; the same records give the same bytes."""
    tables = _Tables()
    places = {provider.id: tables.add_provider(provider) for provider in providers}
    for offer in offers:
        tables.add_offer(offer, places.get(offer.provider_id, ""))
    return tables.files(title)


class _Tables:
    """The rows of every table, gathered record by record."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Cells]] = defaultdict(list)
        self._terms: dict[tuple[str, str], str] = {}

    def add_provider(self, one: Provider) -> str:
        """Add an organisation with its place; return the place's id, empty when there is none."""
        kind = next((code.word("de") for code in code_list("provider-kinds") if code.code == one.kind), "")
        self._add(
            "organization", {**_exact("provider", one, "organization"), "description": kind or one.name}
        )
        self._own("provider", one, one.id, "organization")
        if one.phone:
            self._add("phone", {"id": _id("phone", one.id), "organization_id": one.id, "number": one.phone})
        if not one.address and one.latitude is None:
            return ""
        place = _id("location", one.id)
        self._add(
            "location",
            {
                "id": place,
                "location_type": "physical",
                "organization_id": one.id,
                "name": one.name,
                "latitude": write_cell(one.latitude),
                "longitude": write_cell(one.longitude),
            },
        )
        if one.address:
            street, _comma, town = one.address.rpartition(",")
            code, _space, city = town.strip().partition(" ")
            is_plain = bool(street) and code.isdecimal() and bool(city)
            self._add(
                "address",
                {
                    "id": _id("address", one.id),
                    "location_id": place,
                    "address_1": street if is_plain else one.address,
                    "city": city if is_plain else _UNKNOWN,
                    "state_province": _UNKNOWN,
                    "postal_code": code if is_plain else _UNKNOWN,
                    "country": "DE",
                    "address_type": "physical",
                },
            )
        return place

    def add_offer(self, one: Offer, place: str) -> None:
        """Add a service with all that hangs on it."""
        self._add(
            "service",
            {
                **_exact("offer", one, "service"),
                "status": "active",
                "interpretation_services": "yes" if one.interpreting else "",
                "wait_time": f"{one.waiting_weeks} weeks" if one.waiting_weeks is not None else "",
                "eligibility_description": one.constraints,
            },
        )
        self._own("offer", one, one.id, "service")
        if place:
            self._add(
                "service_at_location", {"id": _id("at", one.id), "service_id": one.id, "location_id": place}
            )
        for tag in one.languages:
            self._add(
                "language",
                {
                    "id": _id("language", one.id, tag),
                    "service_id": one.id,
                    "code": tag,
                    "name": _english_name(tag),
                },
            )
        if one.schedule:
            self._add(
                "schedule", {"id": _id("schedule", one.id), "service_id": one.id, "description": one.schedule}
            )
        for area in one.catchment:
            self._add(
                "service_area",
                {
                    "id": _id("area", one.id, area),
                    "service_id": one.id,
                    "name": area,
                    "extent": area,
                    "extent_type": "ags",
                },
            )
        for field, taxonomy in _DERIVED.items():
            for code in getattr(one, field):
                self._attribute(one.id, "service", taxonomy, code, "")

    def files(self, title: str) -> Mapping[str, bytes]:
        """Return every table as CSV, and the datapackage that describes them."""
        for taxonomy in sorted({OWN_TAXONOMY, *OWN_LISTS}):
            self._add(
                "taxonomy",
                {
                    "id": _id("taxonomy", taxonomy),
                    "name": taxonomy,
                    "description": taxonomy,
                    "version": "2026.11",
                },
            )
        found: dict[str, bytes] = {}
        resources = []
        for table in _WRITTEN:
            fields = [row for row in shipped_rows("hsds-tables") if row["table"] == table]
            names = [row["column"] for row in fields]
            found[fields[0]["file"]] = _csv(names, self._rows[table])
            resources.append(
                {
                    "name": table,
                    "path": fields[0]["file"],
                    "profile": "tabular-data-resource",
                    "encoding": "utf-8",
                    "schema": {
                        "primaryKey": "id",
                        "fields": [_described(row) for row in fields],
                    },
                }
            )
        described = {
            "name": "human_services_data",
            "title": title,
            "profile": "tabular-data-package",
            "version": "3.0.0",
            "resources": resources,
        }
        found["datapackage.json"] = json.dumps(described, ensure_ascii=False, indent=1).encode()
        return found

    def _own(self, record: Noun, one: msgspec.Struct, link: str, entity: str) -> None:
        for column in columns(record):
            text = write_cell(getattr(one, column.field))
            if text and not column.hsds and column.field not in _DERIVED:
                self._attribute(link, entity, OWN_TAXONOMY, f"{record}.{column.field}", text)

    def _attribute(self, link: str, entity: str, taxonomy: str, code: str, value: str) -> None:
        term = self._terms.get((taxonomy, code))
        if term is None:
            term = self._terms[taxonomy, code] = _id("term", taxonomy, code)
            self._add(
                "taxonomy_term",
                {
                    "id": term,
                    "code": code,
                    "name": _term_name(taxonomy, code),
                    "description": code,
                    "taxonomy": taxonomy,
                    "language": "en",
                    "taxonomy_id": _id("taxonomy", taxonomy),
                },
            )
        self._add(
            "attribute",
            {
                "id": _id("attribute", link, taxonomy, code),
                "link_id": link,
                "taxonomy_term_id": term,
                "link_type": "taxonomy_term",
                "link_entity": entity,
                "value": value,
            },
        )

    def _add(self, table: str, cells: Cells) -> None:
        self._rows[table].append(cells)


def _exact(record: Noun, one: msgspec.Struct, table: str) -> Cells:
    places = [(column.hsds.partition("."), column.field) for column in columns(record) if column.hsds]
    return {where[2]: write_cell(getattr(one, field)) for where, field in places if where[0] == table}


def _described(row: Mapping[str, str]) -> dict[str, object]:
    required = {"required": bool(row["is_required"])}
    return {"name": row["column"], "type": row["type"], "constraints": required}


def _csv(names: list[str], rows: Iterable[Cells]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([guard(row.get(name, "")) for name in names] for row in rows)
    return text.getvalue().encode("utf-8")


def _term_name(taxonomy: str, code: str) -> str:
    if taxonomy == OWN_TAXONOMY:
        record, _dot, field = code.partition(".")
        return next(one.en for one in columns(record) if one.field == field)
    return next((one.word("en") for one in code_list("needs") if one.code == code), code)


def _id(*parts: str) -> str:
    return str(uuid.uuid5(_SPACE, "\n".join(parts)))


@lru_cache(maxsize=256)
def _english_name(tag: str) -> str:
    return Words.load("en").language_name(tag)
