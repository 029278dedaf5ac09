"""5,000 offers in the window and 10,000 services in a file, each beside the plain way of doing the same.

The list is compared with Qt's own filter over Qt's own items, holding the same cells; the reading of a
directory with Python's csv module going through the same files without looking at them.
"""

import csv
import datetime
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_OFFERS, _SERVICES = 5_000, 10_000
_TYPED = "beratung arab"


def measure() -> list[tuple[str, str]]:
    """Return rows (what, figure): medians in milliseconds, and ratios."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return [*_list(), *_ranking(), *_reading()]


def _sample(n: int) -> tuple[list[Any], list[Any]]:
    from intake_app.records.offer import Offer, Provider

    domains = [f"D{number:02}" for number in range(1, 12)]
    tongues = ("ar", "fa-AF", "uk", "tr", "de", "fr")
    providers: list[Any] = [Provider(f"p{one}", f"Verein Beispiel {one}") for one in range(200)]
    offers: list[Any] = [
        Offer(f"o{one}", f"p{one % 200}", f"Sprachkurs und Beratung {one}", domains=(domains[one % 11],),
              languages=(tongues[one % 6], tongues[(one + 1) % 6]), capacity=(None, 0, 3, 12)[one % 4],
              verified_on=("", "2026-11-01", "2026-03-01")[one % 3])
        for one in range(n)
    ]  # fmt: skip
    return providers, offers


def _list() -> list[tuple[str, str]]:
    from PySide6.QtCore import QSortFilterProxyModel, Qt
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QApplication, QTableView

    from intake_app.services.offers import Landscape
    from ui.app import make_app
    from ui.parts.table import Rows, Table
    from ui.screens.offers_list import narrowed, offer_rows

    app = make_app()[0] if QApplication.instance() is None else QApplication.instance()
    assert app is not None
    providers, offers = _sample(_OFFERS)
    landscape = Landscape(tuple(offers), {one.id: one for one in providers})
    begun = time.perf_counter()
    rows = offer_rows(landscape, datetime.date(2026, 11, 23))
    worded = (time.perf_counter() - begun) * 1000

    model = Rows([str] * 6)
    table = Table(model, (7, 5, 5, 4, 3, 3))
    table.resize(1100, 520)
    table.show()
    model.show_cells([row.cells for row in rows])

    items = QStandardItemModel()
    for row in rows:
        items.appendRow([QStandardItem(cell) for cell in (*row.cells, row.hay)])
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(items)
    proxy.setFilterKeyColumn(6)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    plain = QTableView()
    plain.setModel(proxy)
    plain.resize(1100, 520)
    plain.show()

    def ours(text: str) -> None:
        model.show_cells([row.cells for row in narrowed(rows, typed=text)])
        app.processEvents()

    def theirs(text: str) -> None:
        proxy.setFilterFixedString(text)
        app.processEvents()

    typed = [_TYPED[: n + 1] for n in range(len(_TYPED))]
    own = [_time(lambda text=text: ours(text)) for text in typed]  # type: ignore[misc]
    qt = [_time(lambda text=text: theirs(text)) for text in typed]  # type: ignore[misc]
    median, beside = statistics.median(own), statistics.median(qt)
    table.close()
    plain.close()
    return [
        (f"{_OFFERS:,} offers: worded once", f"{worded:.0f} ms"),
        (f"{_OFFERS:,} offers: a key typed, list drawn", f"median {median:.1f} ms, worst {max(own):.1f} ms"),
        ("the same with Qt's own filter and items", f"median {beside:.1f} ms, worst {max(qt):.1f} ms"),
        ("ratio", f"{median / beside:.2f}"),
    ]


def _ranking() -> list[tuple[str, str]]:
    from intake_app.planning.matching import Wish, rank_offers

    providers, offers = _sample(_OFFERS)
    known = {one.id: one for one in providers}
    wish = Wish("D04", "german-course", languages=("fa-AF",), today=datetime.date(2026, 11, 23))
    took = _time(lambda: rank_offers(wish, offers, known))
    return [(f"{_OFFERS:,} offers: ranked for a need with reasons", f"{took:.0f} ms")]


def _reading() -> list[tuple[str, str]]:
    from intake_app.services.offer_exchange import export_offers, read_offers
    from intake_app.services.offers import Landscape

    providers, offers = _sample(_SERVICES)
    landscape = Landscape(tuple(offers), {one.id: one for one in providers})
    with tempfile.TemporaryDirectory() as home:
        folder, sheet = Path(home) / "hsds", Path(home) / "all.xlsx"
        written = _time(lambda: export_offers(landscape, path=folder, form="hsds", title="x"))
        read = _time(lambda: read_offers(folder))
        bare = _time(lambda: _go_through(folder))
        export_offers(landscape, path=sheet, form="xlsx", title="x")
        opened = _time(lambda: read_offers(sheet))
    return [
        (f"{_SERVICES:,} services: HSDS written", f"{written:.0f} ms"),
        (f"{_SERVICES:,} services: HSDS read and checked", f"{read:.0f} ms"),
        ("the same files gone through with csv.DictReader", f"{bare:.0f} ms"),
        ("ratio", f"{read / bare:.2f}"),
        (f"{_SERVICES:,} services: XLSX read and checked", f"{opened:.0f} ms"),
    ]


def _go_through(folder: Path) -> None:
    for file in folder.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as stream:
            for _row in csv.DictReader(stream):
                pass


def _time(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return (time.perf_counter() - begun) * 1000
