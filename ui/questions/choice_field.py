"""Choosing among a few: one, several, or several in an order."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from intake_app.forms.definition import NodeDefinition
from ui.questions.choice import Choice
from ui.questions.choice_layout import ChoiceLayout
from ui.questions.field import AnswerField
from ui.questions.panes import Panes, ShownChoice
from ui.questions.pictures import Pictures


class ChoiceField(AnswerField):
    """Buttons for every choice, with the keys 1 to 9. ``many``: ticks; ``is_ranked``: numbers in order."""

    def __init__(
        self,
        definition: NodeDefinition,
        *,
        many: bool,
        is_ranked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(definition, parent)
        self._many = many
        self._is_ranked = is_ranked
        self._given: list[str] = []
        self._buttons: list[Choice] = []
        self._place = QWidget(self)
        self._layout = ChoiceLayout(self._place, columns=_columns(definition))
        self.column.addWidget(self._place)

    def show_answer(self, value: str | None) -> None:
        self._given = (value or "").split() if self._many else [value] if value else []
        self._check()

    def show_words(self, choices: tuple[ShownChoice, ...], panes: Panes) -> None:
        if [button.value for button in self._buttons] != [choice.value for choice in choices]:
            self._build(choices)
        first = choices[0].client if choices else ""
        self._place.setLayoutDirection(panes.client.direction(first))
        for button, choice in zip(self._buttons, choices, strict=True):
            button.show_words(choice, panes)
        self._layout.invalidate()

    def show_images(self, choices: tuple[ShownChoice, ...], pictures: Pictures) -> None:
        """Show the pictures that choices bring; one that cannot be read leaves its words alone."""
        for button, choice in zip(self._buttons, choices, strict=True):
            if choice.image:
                pictures.fetch(choice.image, partial(self._show_image, button))
            else:
                button.show_image(QImage())

    def _show_image(self, button: Choice, image: QImage) -> None:
        if button in self._buttons:  # the choices may be others by the time a large picture is ready
            button.show_image(image)
            self._layout.invalidate()

    def take(self, value: str | None) -> None:
        wanted = (value or "").split() if self._many else [value] if value else []
        for button in list(self._buttons):
            if button.isChecked() and button.value not in wanted and self._many:
                button.click()
        for one in wanted:
            for button in self._buttons:
                if button.value == one and not button.isChecked():
                    button.click()
                    break
        if not wanted and not self._many and self._given:
            self.answered.emit(None)

    def enter(self, _first: str = "") -> None:
        chosen = [button for button in self._buttons if button.isChecked()] or self._buttons
        if chosen:
            chosen[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def press(self, digit: int) -> bool:
        if not 1 <= digit <= len(self._buttons) or not self.isEnabled():
            return False
        self._buttons[digit - 1].click()
        return True

    def step(self, by: int) -> bool:
        """Move the focus among the choices on edit level; False when it is not inside."""
        inside = [n for n, button in enumerate(self._buttons) if button.hasFocus()]
        if not inside:
            return False
        at = (inside[0] + by) % len(self._buttons)
        self._buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def name_for_readers(self, name: str) -> None:
        self._place.setAccessibleName(name)

    def _build(self, choices: tuple[ShownChoice, ...]) -> None:
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [
            Choice(
                choice, many=self._many, is_ranked=self._is_ranked, key=n if n <= 9 else 0, parent=self._place
            )
            for n, choice in enumerate(choices, 1)
        ]
        for button in self._buttons:
            self._layout.addWidget(button)
            button.clicked.connect(lambda _checked=False, chosen=button: self._choose(chosen))
            button.show()
        self._check()

    def _choose(self, chosen: Choice) -> None:
        if not self._many:
            value = chosen.value if chosen.value not in self._given else None
            # Choosing the chosen one again changes nothing with one answer; Backspace clears.
            self._check()
            if value is not None:
                self.answered.emit(value)
            return
        given = [value for value in self._given if value != chosen.value]
        if chosen.value not in self._given:
            given.append(chosen.value)
        if not self._is_ranked:
            order = {button.value: n for n, button in enumerate(self._buttons)}
            given.sort(key=lambda value: order.get(value, 0))
        self._check()
        self.answered.emit(" ".join(given) or None)

    def _check(self) -> None:
        for button in self._buttons:
            button.setChecked(button.value in self._given)
            button.set_rank(self._given.index(button.value) + 1 if button.value in self._given else 0)


def _columns(definition: NodeDefinition) -> int:
    """Return the number of columns the form asks for; 0 leaves it to the words."""
    for word in definition.appearance:
        if word.startswith("columns-") and word[8:].isdigit():
            return int(word[8:])
        if word == "likert":
            return len(definition.choices) or 5
    return 0
