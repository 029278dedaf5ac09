"""Steps: where a long piece of work stands: done, current, still to come."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QSizePolicy

from ui.parts.card import Card
from ui.parts.label import Label, label
from ui.parts.marks import Dot
from ui.parts.space import row, rule
from ui.words import _


class Steps(Card):
    """``names`` say each step; ``show_step`` marks the current one (0 first, len(names) when all is done)."""

    def __init__(self, names: Sequence[Callable[[], str]]) -> None:
        super().__init__(margins=(20, 12))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._names = list(names)
        self._dots: list[Dot] = []
        self._words: list[Label] = []
        self._bridges: list[QFrame] = []
        line = row(gap=8)
        for number, name in enumerate(names):
            dot, words = Dot(0), label("body", "muted", wrap=False)
            words.say(words.setText, name)
            self._dots.append(dot)
            self._words.append(words)
            line.add(dot, words)
            if number < len(names) - 1:
                bridge = rule()
                self._bridges.append(bridge)
                line.add((bridge, 1))
        self.body.add(line)
        self._step = 0
        self.say(self.setAccessibleName, self._step_words)
        self.show_step(0)

    def show_step(self, step: int) -> None:
        """Mark ``step`` as current; those before it are done."""
        self._step = step
        for number, (dot, words) in enumerate(zip(self._dots, self._words, strict=True)):
            dot.set_part(1 if number < step else 0.35 if number == step else 0)
            words.set_role("strong" if number == step else "body")
            words.set_tone("accent" if number == step else "text" if number < step else "muted")
        self.setAccessibleName(self._step_words())

    @property
    def count(self) -> int:
        """Return how many steps there are."""
        return len(self._names)

    def compress(self, is_narrow: bool) -> None:
        """Show only the current step's words when there is little room."""
        for number, words in enumerate(self._words):
            words.setVisible(not is_narrow or number == min(self._step, len(self._words) - 1))

    def _step_words(self) -> str:
        step = min(self._step, len(self._names) - 1)
        return _("Step {n} of {m}: {name}", n=step + 1, m=len(self._names), name=self._names[step]())
