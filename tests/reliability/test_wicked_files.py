"""Bombs, paths that lead elsewhere, external entities, formulas: refused, nothing outside, nothing live."""

import contextlib
import csv
import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from xml.etree import ElementTree

from intake_app.errors import IntakeError
from intake_app.forms import read_form, read_xform
from intake_app.languages import Words
from intake_app.records.barrier import Barrier
from intake_app.services.barriers import barriers_as_csv
from intake_app.sync.adapters import TermMap, read_offers_file
from intake_app.sync.errors import BatchRefused
from intake_app.sync.opening import open_batch
from tests.intake_app.sync.sender import Sender
from tests.reliability.table import times

Note = Callable[[str, int, str, str], None]
STARTS = ("=", "+", "-", "@", "\t=", "\r=", " =", "'=", "＝")
FORMULAS = (
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://x")',
    "1+1",
    "SUM(A1:A9)",
    "IMPORTXML(1)",
    "WEBSERVICE(1)",
)
OUTSIDE = ("../../x", "/x", "..\\x", "a/../../x", "C:\\x", "records/../../x", "\\\\host\\x", "~/x", "./../x")


DIRECTORY = {
    "organizations.csv": b"id,name\no1,Verein Muster\n",
    "services.csv": b"id,organization_id,name,status\ns1,o1,Beratung,active\n",
}


def entity(chance: Random) -> str:
    """Return an XML text with an entity that grows or leads elsewhere."""
    deep = chance.randint(3, 12)
    if chance.random() < 0.5:
        inner = ["ha", *(f"&a{n};" * 9 for n in range(deep - 1))]
        names = "".join(f'<!ENTITY a{n} "{text}">' for n, text in enumerate(inner))
        return f'<?xml version="1.0"?><!DOCTYPE a [{names}]><a>&a{deep - 1};</a>'
    place = chance.choice(("file:///etc/passwd", "http://127.0.0.1:9/x", "../../secret", "php://filter"))
    kind = chance.choice(("", "% "))
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY {kind}f SYSTEM "{place}">]><a>&f;</a>'


def sheet_of(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in parts.items():
            pack.writestr(name, content)
    return data.getvalue()


def test_everything_wicked_is_refused(tmp_path: Path, noted: Note) -> None:
    count, chance, accepted = times(200, 1_000), Random(17), []
    sender, staging = Sender(tmp_path), tmp_path / "in" / "staging"
    staging.mkdir(parents=True)
    for n in range(count):
        kind, file = n % 5, tmp_path / "in" / f"wicked-{n}"
        if kind == 0:
            xml = entity(chance)
            if read_xform(xml).definition is not None:
                accepted.append(xml)
            file = file.with_suffix(".xlsx")
            file.write_bytes(sheet_of({"[Content_Types].xml": xml.encode(), "xl/workbook.xml": xml.encode()}))
            if read_form(file).definition is not None:
                accepted.append("xlsx")
        elif kind == 1:
            file = file.with_suffix(chance.choice((".xlsx", ".zip")))
            bomb = b"0" * chance.randrange(12_000_000, 20_000_000)
            file.write_bytes(sheet_of(DIRECTORY | {"services.csv": bomb}))
            _refused(lambda path=file: read_offers_file(path, terms=TermMap()), accepted)
        elif kind == 2:
            file = file.with_suffix(".zip")
            file.write_bytes(sheet_of(DIRECTORY | {chance.choice(OUTSIDE): b"id,name\n"}))
            _refused(lambda path=file: read_offers_file(path, terms=TermMap()), accepted)
        elif kind == 3:
            batch = sender.forge(sender.inner({chance.choice(OUTSIDE): b"x"}))

            def opened(path: Path = batch) -> None:
                with open_batch(path, [sender.central[0]], sender.signers, staging=staging):
                    pass

            with contextlib.suppress(BatchRefused):
                opened()
                accepted.append("batch")
        else:
            _demand_no_formula(f"{chance.choice(STARTS)}{chance.choice(FORMULAS)}", accepted)
        file.unlink(missing_ok=True)
    assert list(staging.iterdir()) == []
    assert not (tmp_path / "x").exists()
    assert not (tmp_path.parent / "x").exists()
    fooled = unguarded(tmp_path / "unguarded")
    noted("bombs, traversal, XXE, formulas", count, f"{len(accepted)} accepted, 0 files outside",
          f"readers without guards take {', '.join(fooled)}")  # fmt: skip
    assert accepted == []
    assert fooled == ["entity", "bomb", "traversal", "formula"], "the wicked files are really wicked"


def unguarded(folder: Path) -> list[str]:
    """The control: do what a reader or writer without guards does, and return what it was taken in by."""
    inside, fooled = folder / "a" / "b", []
    inside.mkdir(parents=True)
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha"><!ENTITY a1 "&a0;&a0;">]><a>&a1;</a>'
    if ElementTree.fromstring(text).text == "haha":
        fooled.append("entity")
    if read_xform(text).definition is not None:
        fooled.append("ours too")
    with zipfile.ZipFile(io.BytesIO(sheet_of({"services.csv": b"0" * 12_000_000}))) as pack:
        if len(pack.read("services.csv")) == 12_000_000:
            fooled.append("bomb")
    with zipfile.ZipFile(io.BytesIO(sheet_of({OUTSIDE[0]: b"id,name\n"}))) as pack:
        for name in pack.namelist():
            (inside / name).write_bytes(pack.read(name))
    if (folder / "x").exists():
        fooled.append("traversal")
    sheet = io.StringIO()
    csv.writer(sheet).writerows([f"{start}{formula}"] for start in STARTS for formula in FORMULAS)
    if live_cells(sheet.getvalue()):
        fooled.append("formula")
    return fooled


def test_the_same_files_without_what_is_wicked_are_read(tmp_path: Path) -> None:
    """What is refused is refused for what is wicked in it, not for how the trial builds its files."""
    good = tmp_path / "good.zip"
    good.write_bytes(sheet_of(DIRECTORY))
    assert read_offers_file(good, terms=TermMap())
    sender = Sender(tmp_path)
    (tmp_path / "staging").mkdir()
    batch = sender.forge(sender.inner({}))
    with open_batch(batch, [sender.central[0]], sender.signers, staging=tmp_path / "staging"):
        pass


def _refused(read: Callable[[], object], accepted: list[str]) -> None:
    with contextlib.suppress(IntakeError):
        read()
        accepted.append("offers")


def _demand_no_formula(text: str, accepted: list[str]) -> None:
    barrier = Barrier(
        id="x", case_id="", type="language", level="organisational", text=text,
        observed_on=datetime.date(2026, 1, 1).isoformat(), recorded_by="x", proposal=text, offer_name=text,
    )  # fmt: skip
    table = barriers_as_csv([barrier], Words.load("en"))
    accepted += live_cells(table)


def live_cells(table: str) -> list[str]:
    """Return the cells a spreadsheet would take for a formula."""
    cells = [cell for line in csv.reader(io.StringIO(table, newline="")) for cell in line]
    return [cell for cell in cells if cell.lstrip(" \t\r\n")[:1] in {"=", "+", "@"}]
