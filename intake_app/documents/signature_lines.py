"""Lines to sign on; they are never left alone on a page, so nobody signs one that says nothing."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from intake_app.documents import tokens
from intake_app.documents.canvas import DocumentCanvas, colour
from intake_app.documents.paragraph import Paragraph
from intake_app.documents.rows import Row

_ROOM_TO_SIGN = 34.0  # points above the line


class SignatureLines(Flowable):  # type: ignore[misc]
    """One line for each cell, which says who signs there."""

    def __init__(self, cells: Sequence[Sequence[Paragraph]], *, is_mirrored: bool) -> None:
        super().__init__()
        self._row = Row(cells, is_mirrored=is_mirrored, has_rule=False)

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """Return the size taken at ``width`` points."""
        self.width, self.height = width, self._row.wrap(width)[1] + _ROOM_TO_SIGN
        return self.width, self.height

    def draw(self) -> None:
        """Draw the lines and what stands below them."""
        canvas: DocumentCanvas = self.canv
        line = self.height - _ROOM_TO_SIGN
        with canvas.artifact():
            canvas.setStrokeColor(colour(tokens.STRONG))
            canvas.setLineWidth(0.7)
            for left, across in self._row.places():
                canvas.line(left, line, left + across, line)
        self._row.drawOn(canvas, 0, 0)
