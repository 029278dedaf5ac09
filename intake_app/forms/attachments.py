"""Files that come with a form: choice lists, pictures, sounds. What is missing is a finding, not an end."""

import csv
import io
import json
from pathlib import Path

from intake_app.errors import N_
from intake_app.forms.definition import SecondaryInstance
from intake_app.forms.limits import MAX_FILE_BYTES, MAX_LIST_ROWS, MAX_MEDIA_BYTES
from intake_app.forms.list_tables import list_table
from intake_app.forms.xform_texts import Texts
from intake_app.forms.xml_reading import XmlRefused, parse_xml
from intake_app.records.finding import FormFinding


class Attachments:
    """The folder beside a form, read with suspicion: only plain names, only inside the folder."""

    def __init__(self, folder: Path | None) -> None:
        self.findings: list[FormFinding] = []
        self._folder = folder

    def instance(self, id_: str, source: str) -> SecondaryInstance:
        """Return the table in the file that ``source`` (``jr://file-csv/places.csv``) names."""
        from intake_app.forms.secondary_instances import instance_of  # reads XML files back through it

        name = source.rpartition("/")[2]
        data = self._read(name)
        if data is None:
            self._missing(name)
            return SecondaryInstance(id_, source=source, is_missing=True)
        suffix = name.rpartition(".")[2].lower()
        try:
            if suffix == "xml":
                return instance_of(id_, parse_xml(data).root, source)
            if suffix == "geojson":
                return _from_geojson(id_, source, data)
            return _from_csv(id_, source, data)
        except (XmlRefused, ValueError, csv.Error, RecursionError) as broken:
            self._broken(name, broken.reason if isinstance(broken, XmlRefused) else "not readable")
            return SecondaryInstance(id_, source=source, is_missing=True)

    def last_saved(self, id_: str, source: str) -> SecondaryInstance:
        """Return an empty instance: nobody is ever shown what the person before has answered."""
        self.findings.append(
            FormFinding(
                "info",
                N_("The form asks for the answers of the interview before. Left empty."),
                N_("Nothing to do."),
                sheet="survey",
            )
        )
        return SecondaryInstance(id_, source=source, is_missing=True)

    def media_of(self, texts: Texts) -> dict[str, bytes]:
        """Return pictures and sounds that the form's texts name and the folder holds."""
        names: dict[str, None] = {}
        for wording in texts.by_id.values():
            names.update(dict.fromkeys((*wording.image.values(), *wording.audio.values())))
        found: dict[str, bytes] = {}
        size = 0
        for name in names:
            data = self._read(name)
            if data is None:
                self._missing(name)
            elif size + len(data) > MAX_MEDIA_BYTES:
                self._broken(name, "the form's pictures and sounds together are too large")
            else:
                size += len(data)
                found[name] = data
        return found

    def _read(self, name: str) -> bytes | None:
        if self._folder is None or not name or name != Path(name).name or name.startswith("."):
            return None
        path = self._folder / name
        try:
            if not path.is_file() or path.stat().st_size > MAX_FILE_BYTES:
                return None
            return path.read_bytes()
        except (OSError, ValueError):
            return None

    def _missing(self, name: str) -> None:
        self.findings.append(
            FormFinding(
                "warning",
                N_("The form needs the file {file}, which is not there. What it offers will be missing."),
                N_("Put {file} into the same folder as the form and read the form again."),
                facts={"file": name},
            )
        )

    def _broken(self, name: str, reason: str) -> None:
        self.findings.append(
            FormFinding(
                "warning",
                N_("The file {file} could not be used: {reason}."),
                N_("Mend {file} and read the form again. Until then what it offers will be missing."),
                facts={"file": name, "reason": reason},
            )
        )


def _from_csv(id_: str, source: str, data: bytes) -> SecondaryInstance:
    text = data.decode("utf-8-sig")
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    columns = tuple(column.strip() for column in next(lines, []))
    rows: list[tuple[str, ...]] = []
    for line in lines:
        if len(rows) >= MAX_LIST_ROWS:
            raise ValueError("too many rows")
        if any(cell.strip() for cell in line):
            cells = [cell.strip() for cell in line[: len(columns)]]
            rows.append(tuple(cells + [""] * (len(columns) - len(cells))))
    return SecondaryInstance(id_, columns, tuple(rows), source)


def _from_geojson(id_: str, source: str, data: bytes) -> SecondaryInstance:
    """Features become rows: geometry as ODK writes it (``lat lon 0 0``), id, properties."""
    collection = json.loads(data.decode("utf-8-sig"))
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or len(features) > MAX_LIST_ROWS:
        raise ValueError("no feature collection")
    items = []
    columns: dict[str, None] = {"geometry": None, "id": None}
    for feature in features:
        if not isinstance(feature, dict):
            raise ValueError("no feature")  # noqa: TRY004 - one kind of trouble for the caller
        properties = feature.get("properties") or {}
        item = {"geometry": _odk_geometry(feature.get("geometry") or {})}
        item |= {str(key): _plain(value) for key, value in properties.items() if value is not None}
        if feature.get("id") is not None:
            item["id"] = _plain(feature["id"])
        columns.update(dict.fromkeys(item))
        items.append(item)
    return list_table(id_, tuple(columns), items, source)


def _odk_geometry(geometry: dict[str, object]) -> str:
    coordinates = geometry.get("coordinates")
    kind = geometry.get("type")
    if kind == "Point":
        return _odk_point(coordinates)
    if kind == "LineString" and isinstance(coordinates, list):
        return "; ".join(_odk_point(point) for point in coordinates)
    if kind == "Polygon" and isinstance(coordinates, list) and coordinates:
        return "; ".join(_odk_point(point) for point in coordinates[0])
    return ""


def _odk_point(point: object) -> str:
    if not isinstance(point, list) or len(point) < 2:
        raise ValueError("no point")
    return f"{point[1]} {point[0]} 0 0"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
