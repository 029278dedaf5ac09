"""A table: rows of cells under a head that every page repeats; mirrored where reading begins at the right."""

from collections.abc import Sequence
from contextlib import nullcontext

from reportlab.platypus import Flowable

from intake_app.documents import tokens
from intake_app.documents.canvas import DocumentCanvas
from intake_app.documents.paragraph import Paragraph
from intake_app.documents.rows import WHOLE_UP_TO, Row

Cell = Sequence[Paragraph]


class Table(Flowable):  # type: ignore[misc]
    """``shares`` say how wide the columns are beside each other."""

    def __init__(
        self, head: Sequence[Cell], body: Sequence[Sequence[Cell]], shares: Sequence[float], *,
        is_mirrored: bool,
    ) -> None:  # fmt: skip
        super().__init__()
        for paragraph in (one for row in (head, *body) for cell in row for one in cell):
            paragraph.look = paragraph.look._replace(is_held=True)  # one edge down the whole column
        self._is_mirrored = is_mirrored
        self._goes_on = False  # from the page before: its head is not read aloud once more
        self._head: Row | None = Row(
            head, is_mirrored=is_mirrored, shares=shares, cell_role="TH", fill=tokens.SUNKEN, insets=(6, 6)
        )
        self._body = [
            Row(cells, is_mirrored=is_mirrored, shares=shares, cell_role="TD", insets=(6, 6))
            for cells in body
        ]
        self.spaceAfter = 8

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """Return the size taken at ``width`` points."""
        if self._head is not None and self._head.wrap(width)[1] > WHOLE_UP_TO:
            self._body.insert(0, self._head)  # too high to be repeated: it stands once, over pages if need be
            self._head = None
        self.width = width
        self.height = sum(row.wrap(width)[1] for row in self._rows())
        return width, self.height

    def split(self, width: float, height: float) -> list["Table"]:
        """Return two tables, each with the head; nothing when not even one row fits."""
        left = height - (self._head.wrap(width)[1] if self._head is not None else 0.0)
        for n, row in enumerate(self._body):
            own = row.wrap(width)[1]
            if own <= left:
                left -= own
                continue
            parts = row.split(width, left) if left > 0 else []
            before, after = self._body[:n], self._body[n:]
            if parts:
                before, after = [*before, parts[0]], [parts[1], *after[1:]]
            return [self._like(before), self._like(after, goes_on=True)] if before else []
        return [self]

    def draw(self) -> None:
        """Draw row after row as one table of the structure."""
        canvas: DocumentCanvas = self.canv
        y = self.height
        with canvas.structure.group("Table", goes_on=self._goes_on):
            for row in self._rows():
                y -= row.wrap(self.width)[1]
                with canvas.artifact() if self._goes_on and row is self._head else nullcontext():
                    row.drawOn(canvas, 0, y)

    def _rows(self) -> list[Row]:
        return self._body if self._head is None else [self._head, *self._body]

    def _like(self, body: list[Row], *, goes_on: bool = False) -> "Table":
        part: Table = object.__new__(Table)
        part.__dict__.update(self.__dict__)
        part.__dict__.pop("_postponed", None)  # reportlab's note about the whole
        part._body = body
        part._goes_on = self._goes_on or goes_on
        return part
