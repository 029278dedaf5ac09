"""Two columns side by side, one per language; a row splits over pages only when it is very high."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

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
    ) -> None:
        super().__init__()
        self._stacks: tuple[Stack, ...] = tuple(tuple(stack) for stack in stacks)
        self._is_mirrored = is_mirrored
        self._insets = insets  # at the reading edge and at the far edge, points
        self._has_rule = has_rule

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """Return the size taken at ``width`` points."""
        self.width = width
        self.height = _ABOVE + _BELOW + max(_stack_height(stack, self._column) for stack in self._stacks)
        return width, self.height

    def split(self, width: float, height: float) -> list["Row"]:
        """Return two rows, or nothing when the row should move to the next page whole."""
        self.wrap(width)
        if self.height <= WHOLE_UP_TO:
            return []
        halves = [_split_stack(stack, self._column, height - _ABOVE - _BELOW) for stack in self._stacks]
        if not any(first for first, _ in halves) or not any(second for _, second in halves):
            return []
        first = self._like([first for first, _ in halves], has_rule=False)
        return [first, self._like([second for _, second in halves], has_rule=self._has_rule)]

    def draw(self) -> None:
        """Draw column after column, so that each language is read in one go."""
        canvas: DocumentCanvas = self.canv
        if self._has_rule:
            with canvas.artifact():
                canvas.setStrokeColor(colour(tokens.LINE))
                canvas.setLineWidth(0.5)
                canvas.line(0, 0, self.width, 0)
        for place, stack in enumerate(self._stacks):
            x = self._insets[0] + place * (self._column + GUTTER)
            if self._is_mirrored:
                x = self.width - x - self._column
            y = self.height - _ABOVE
            for n, paragraph in enumerate(stack):
                _, height = paragraph.wrap(self._column)
                y -= height + (paragraph.look.before if n else 0)
                paragraph.drawOn(canvas, x, y)
                y -= paragraph.look.after

    @property
    def _column(self) -> float:
        count = len(self._stacks)
        return (self.width - sum(self._insets) - GUTTER * (count - 1)) / count

    def _like(self, stacks: Sequence[Stack], *, has_rule: bool) -> "Row":
        return Row(stacks, is_mirrored=self._is_mirrored, insets=self._insets, has_rule=has_rule)


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
