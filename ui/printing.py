"""Printing pages that are pictures, at the size of the paper; replaced whole where nothing can be printed."""

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget


def paint_page(painter: QPainter, page: str, area: QRectF) -> None:
    """Paint one page (SVG) into ``area``, as large as fits, its letters as outlines."""
    drawn = QSvgRenderer(page.encode())
    drawn.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    drawn.render(painter, area)


class Printing:
    """Asks with the system's own dialog which printer, then prints."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent

    def print_pages(self, name: str, pages: Sequence[str]) -> bool:
        """Print ``pages``; return False where a person changed their mind. ``name`` is the job's."""
        printer = self.printer()
        printer.setDocName(name)
        dialog = QPrintDialog(printer, self._parent)
        dialog.setMinMax(1, len(pages))
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return False
        first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
        put_on_paper(printer, pages[first - 1 : last])
        return True

    def printer(self) -> QPrinter:
        """Return the system's printer."""
        return QPrinter(QPrinter.PrinterMode.HighResolution)


def put_on_paper(printer: QPrinter, pages: Sequence[str]) -> None:
    """Paint ``pages`` on A4, one a sheet, up to the edge: the pages bring their own margins."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    painter = QPainter(printer)
    area = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    for place, page in enumerate(pages):
        if place:
            printer.newPage()
        paint_page(painter, page, area)
    painter.end()
