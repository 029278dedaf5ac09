"""The question cards of one interview, made when they are first needed and kept for when one comes back.

A card shows what the interview has; one that is off the page when an answer changes it is drawn again
only when its page comes back.
"""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from intake_app.interview import Interview
from ui.questions.keys import CardKeys
from ui.questions.question_box import QuestionBox
from ui.screens.interview_tongues import Tongues

_MOST = 160  # cards kept ready; older ones are made again when one comes back to them


class Cards:
    """All cards at hand, by ref. ``wire`` connects a new card's signals; ``remark`` is the review's word."""

    def __init__(
        self,
        interview: Interview,
        tongues: Tongues,
        holder: QWidget,
        *,
        keys: CardKeys,
        wire: Callable[[QuestionBox], object],
        remark: Callable[[str], str],
    ) -> None:
        self._interview = interview
        self._tongues = tongues
        self._holder = holder
        self._keys = keys
        self._wire = wire
        self._remark = remark
        self._width = "wide"
        self._shows_required = False
        self._boxes: dict[str, QuestionBox] = {}
        self._stale: set[str] = set()  # cards off the page that must be drawn again when they come back

    def __getitem__(self, ref: str) -> QuestionBox:
        return self._boxes[ref]

    @property
    def is_full(self) -> bool:
        """Return whether there are as many cards as are worth keeping."""
        return len(self._boxes) >= _MOST

    def ready(self, ref: str) -> QuestionBox:
        """Return the card of ``ref``, speaking the languages of the room."""
        box = self._boxes.get(ref)
        panes = self._tongues.panes
        if box is None:
            box = self._boxes[ref] = QuestionBox(self._interview, ref, keys=self._keys, parent=self._holder)
            box.hide()
            self._wire(box)
            box.set_arranged(self._width)
            box.show_words(panes)
            box.show_remark(self._remark(ref))
            box.redraw(has_new_texts=False)
            self._stale.discard(ref)
        elif not box.speaks(panes):
            box.show_words(panes)
        box.set_required_shown(self._shows_required)
        return box

    def make_stale(self, refs: Iterable[str]) -> None:
        """Remember cards that an act has changed."""
        self._stale.update(refs)

    def draw_stale(self, boxes: Iterable[QuestionBox]) -> None:
        """Draw those of ``boxes`` again that an act has changed."""
        for box in boxes:
            if box.ref in self._stale:
                box.redraw()
                self._stale.discard(box.ref)

    def draw_all(self) -> None:
        """Draw every card again: the words of the window itself are new."""
        for box in self._boxes.values():
            box.redraw()

    def give_up(self, which: Callable[[str], bool]) -> list[QuestionBox]:
        """Forget the cards whose ref is one of ``which``; return them, to be taken off and deleted."""
        gone = [box for ref, box in self._boxes.items() if which(ref)]
        self._boxes = {ref: box for ref, box in self._boxes.items() if not which(ref)}
        return gone

    def show_required(self) -> None:
        """From now on let cards say what is still missing."""
        self._shows_required = True

    def set_arranged(self, width: str) -> None:
        """Lay every card out for ``wide``, ``medium`` or ``narrow``."""
        self._width = width
        for box in self._boxes.values():
            box.set_arranged(width)
