"""Columns side by side, one per language or one per cell of a table; only a very high row is split."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext

from reportlab.platypus import CondPageBreak, Flowable

from intake_app.documents import tokens
from intake_app.documents.canvas import DocumentCanvas, colour
from intake_app.documents.paragraph import Paragraph

GUTTER = 18.0  # points between the columns
WHOLE_UP_TO = 240.0  # a row lower than this goes to the next page in one piece
_ABOVE, _BELOW = 5.0, 6.0

Stack = tuple[Paragraph, ...]


class Row(Flowable):  # type: ignore[misc]
    """Stacks of paragraphs in columns, the first at the reading edge: at the right when mirrored."""

    def __init__(
        self,
        stacks: Sequence[Sequence[Paragraph]],
        *,
        is_mirrored: bool,
        insets: tuple[float, float] = (0.0, 0.0),
        has_rule: bool = True,
        shares: Sequence[float] = (),
        cell_role: str = "",
        fill: str = "",
    ) -> None:
        """Take one stack per column; ``shares`` of the width are even when there are none.

        ``cell_role`` (``TD``, ``TH``) makes it a row of a table for readers that speak; ``fill`` is the
        colour behind it.
        """
        super().__init__()
        self._stacks: tuple[Stack, ...] = tuple(tuple(stack) for stack in stacks)
        self._is_mirrored = is_mirrored
        self._insets = insets  # at the reading edge and at the far edge, points
        self._has_rule = has_rule
        self._shares = tuple(shares) or (1.0,) * len(self._stacks)
        self._wrapped_for = -1.0
        self.width = self.height = 0.0
        self._cell_role = cell_role
        self._fill = fill

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """Return the size taken at ``width`` points; worked out once, a table asks again on every page."""
        if width == self._wrapped_for:
            return self.width, self.height
        self.width = self._wrapped_for = width
        self.height = (
            _ABOVE
            + _BELOW
            + max(
                _stack_height(stack, across)
                for stack, (_left, across) in zip(self._stacks, self.places(), strict=True)
            )
        )
        return width, self.height

    def split(self, width: float, height: float) -> list["Row"]:
        """Return two rows, or nothing when the row should move to the next page whole."""
        self.wrap(width)
        if self.height <= WHOLE_UP_TO:
            return []
        halves = [
            _split_stack(stack, across, height - _ABOVE - _BELOW)
            for stack, (_left, across) in zip(self._stacks, self.places(), strict=True)
        ]
        if not any(first for first, _ in halves) or not any(second for _, second in halves):
            return []
        first = self._like([first for first, _ in halves], has_rule=False)
        return [first, self._like([second for _, second in halves], has_rule=self._has_rule)]

    def draw(self) -> None:
        """Draw column after column, so that each language is read in one go."""
        canvas: DocumentCanvas = self.canv
        if self._has_rule or self._fill:
            with canvas.artifact():
                self._draw_ground(canvas)
        is_read = bool(self._cell_role) and not canvas.is_decoration
        row = canvas.structure.group("TR") if is_read else nullcontext()
        with row:
            for stack, (left, across) in zip(self._stacks, self.places(), strict=True):
                cell = canvas.structure.group(self._cell_role) if is_read else nullcontext()
                with cell:
                    self._draw_stack(canvas, stack, left, across)

    def _draw_ground(self, canvas: DocumentCanvas) -> None:
        if self._fill:
            canvas.setFillColor(colour(self._fill))
            canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        if self._has_rule:
            canvas.setStrokeColor(colour(tokens.LINE))
            canvas.setLineWidth(0.5)
            canvas.line(0, 0, self.width, 0)

    def _draw_stack(self, canvas: DocumentCanvas, stack: Stack, left: float, across: float) -> None:
        y = self.height - _ABOVE
        for n, paragraph in enumerate(stack):
            _, height = paragraph.wrap(across)
            y -= height + (paragraph.look.before if n else 0)
            paragraph.draw_at(canvas, left, y)
            y -= paragraph.look.after

    def places(self) -> Iterator[tuple[float, float]]:
        """Return left edge and width of each column, in the order of reading."""
        free = self.width - sum(self._insets) - GUTTER * (len(self._stacks) - 1)
        from_start = self._insets[0]
        for share in self._shares:
            across = free * share / sum(self._shares)
            yield (self.width - from_start - across if self._is_mirrored else from_start), across
            from_start += across + GUTTER

    def _like(self, stacks: Sequence[Stack], *, has_rule: bool) -> "Row":
        return Row(
            stacks, is_mirrored=self._is_mirrored, insets=self._insets, has_rule=has_rule,
            shares=self._shares, cell_role=self._cell_role, fill=self._fill,
        )  # fmt: skip


def kept_with_what_follows(rows: Sequence[tuple[bool, Flowable]], width: float) -> Iterator[Flowable]:
    """Put a page break before headings (True) that would else stand alone at a page's foot."""
    after_heading = False
    for n, (is_heading, row) in enumerate(rows):
        if is_heading and not after_heading:
            need = 0.0
            for follows, next_row in rows[n:]:
                height = next_row.wrap(width, 1e6)[1]
                need += height if follows else min(height, WHOLE_UP_TO)
                if not follows:
                    break
            yield CondPageBreak(min(need, 500.0))
        yield row
        after_heading = is_heading


def _stack_height(stack: Stack, width: float) -> float:
    """Return the height from the first paragraph's top to the last one's bottom."""
    height = after = 0.0
    for n, paragraph in enumerate(stack):
        height += after + paragraph.wrap(width)[1] + (paragraph.look.before if n else 0)
        after = paragraph.look.after
    return height


def _split_stack(stack: Stack, width: float, height: float) -> tuple[Stack, Stack]:
    left = height
    for n, paragraph in enumerate(stack):
        before = paragraph.look.before if n else 0
        _, own = paragraph.wrap(width)
        if own + before <= left:
            left -= own + before + paragraph.look.after
            continue
        parts = paragraph.split(width, left - before)
        if len(parts) == 2:
            return (*stack[:n], parts[0]), (parts[1], *stack[n + 1 :])
        return stack[:n], stack[n:]
    return stack, ()
