"""The QR code of a paper: the case number and nothing else, so that a lost sheet tells nobody a name."""

from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.platypus import Flowable

from intake_app.documents import tokens
from intake_app.documents.canvas import DocumentCanvas, colour

SIDE = 54.0  # points; 19 mm
_ABOVE = 5.0


class CaseCode(Flowable):  # type: ignore[misc]
    """Black squares as vectors beside what comes next. ``instead`` is read aloud in their place."""

    def __init__(self, number: str, instead: str, *, left: float = 0.0) -> None:
        super().__init__()
        self._cells = _cells(number)
        self._instead = instead
        self._left = left

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """Return the size taken: no height, the code hangs down beside what follows."""
        self.width, self.height = width, 0.0
        return width, 0.0

    def draw(self) -> None:
        """Draw a rectangle for each run of dark cells in a row."""
        canvas: DocumentCanvas = self.canv
        side = SIDE / len(self._cells)
        top = -_ABOVE
        with canvas.marked("Figure", instead=self._instead):
            canvas.setFillColor(colour(tokens.TEXT))
            for place, row in enumerate(self._cells):
                start = None
                for n, is_dark in enumerate((*row, False)):
                    if is_dark and start is None:
                        start = n
                    elif not is_dark and start is not None:
                        y = top - (place + 1) * side
                        canvas.rect(self._left + start * side, y, (n - start) * side, side, stroke=0, fill=1)
                        start = None


def _cells(number: str) -> tuple[tuple[bool, ...], ...]:
    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(number)
    code.make()
    count = code.getModuleCount()
    return tuple(tuple(bool(code.isDark(y, x)) for x in range(count)) for y in range(count))
