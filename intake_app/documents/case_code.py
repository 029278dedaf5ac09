"""The QR code of a paper: the case number and nothing else, so that a lost sheet tells nobody a name."""

from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.platypus import Flowable

from intake_app.documents import tokens
from intake_app.documents.canvas import DocumentCanvas, colour

SIDE = 54.0  # points; 19 mm


class CaseCode(Flowable):  # type: ignore[misc]
    """Black squares as vectors. ``instead`` is what is read aloud in their place."""

    def __init__(self, number: str, instead: str, *, at_right: bool = True) -> None:
        super().__init__()
        self._cells = _cells(number)
        self._instead = instead
        self._at_right = at_right

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """Return the size taken."""
        self.width, self.height = width, SIDE
        return width, SIDE

    def draw(self) -> None:
        """Draw a rectangle for each run of dark cells in a row."""
        canvas: DocumentCanvas = self.canv
        side = SIDE / len(self._cells)
        left = self.width - SIDE if self._at_right else 0.0
        with canvas.marked("Figure", instead=self._instead):
            canvas.setFillColor(colour(tokens.TEXT))
            for place, row in enumerate(self._cells):
                start = None
                for n, is_dark in enumerate((*row, False)):
                    if is_dark and start is None:
                        start = n
                    elif not is_dark and start is not None:
                        y = SIDE - (place + 1) * side
                        canvas.rect(left + start * side, y, (n - start) * side, side, stroke=0, fill=1)
                        start = None


def _cells(number: str) -> tuple[tuple[bool, ...], ...]:
    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(number)
    code.make()
    count = code.getModuleCount()
    return tuple(tuple(bool(code.isDark(y, x)) for x in range(count)) for y in range(count))
