"""Lines to sign on, with the paper's code beside them, so that neither is left alone on a page."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from intake_app.documents import tokens
from intake_app.documents.canvas import DocumentCanvas, colour
from intake_app.documents.case_code import SIDE, CaseCode
from intake_app.documents.paragraph import Paragraph
from intake_app.documents.rows import GUTTER, Row

_ROOM_TO_SIGN = 34.0  # points above the line
_BELOW_THE_BODY = 10.0


class SignatureLines(Flowable):  # type: ignore[misc]
    """One line for each cell, which says who signs there. ``code`` stands at the far edge."""

    def __init__(self, cells: Sequence[Sequence[Paragraph]], *, is_mirrored: bool) -> None:
        super().__init__()
        self._row = Row(cells, is_mirrored=is_mirrored, has_rule=False)
        self._is_mirrored = is_mirrored
        self.code: CaseCode | None = None

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """Return the size taken at ``width`` points."""
        beside = SIDE + GUTTER if self.code is not None else 0.0
        _, below = self._row.wrap(width - beside)
        self.width, self.height = width, max(below + _ROOM_TO_SIGN, SIDE + _BELOW_THE_BODY if beside else 0.0)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the lines, what stands below them, and the code."""
        canvas: DocumentCanvas = self.canv
        aside = SIDE + GUTTER if self.code is not None and self._is_mirrored else 0.0
        line = self.height - _ROOM_TO_SIGN
        with canvas.artifact():
            canvas.setStrokeColor(colour(tokens.STRONG))
            canvas.setLineWidth(0.7)
            for left, across in self._row.places():
                canvas.line(aside + left, line, aside + left + across, line)
        self._row.drawOn(canvas, aside, line - self._row.height)
        if self.code is not None:
            self.code.wrap(self.width)
            self.code.drawOn(canvas, 0, self.height - SIDE - _BELOW_THE_BODY)
