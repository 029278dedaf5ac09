"""CodePicker and CodeSet: one or some from a code list of ``resources/codes``, in the window's language."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from intake_app.code_lists import code_list, code_word
from ui.parts.button import Button
from ui.parts.field import Picker
from ui.parts.flow import Flow
from ui.parts.space import clear, column, pane
from ui.speaking import Speaking
from ui.words import _, words


class CodePicker(Picker):
    """``name`` is the list; ``empty`` says what stands there before anything is chosen (None: nothing does).

    A value that the list does not know (an older or a local code) can be shown and is kept.
    """

    def __init__(
        self,
        name: str,
        *,
        empty: Callable[[], str] | None = None,
        value: str = "",
        only: Sequence[str] = (),
    ) -> None:
        super().__init__()
        codes = [one.code for one in code_list(name) if not only or one.code in only]
        known = [*codes, *([value] if value and value not in codes else [])]
        self.offer(
            [*([("", empty)] if empty else []), *((one, partial(code_words, name, one)) for one in known)]
        )
        self.set_value(value)
        self.currentTextChanged.connect(self.setToolTip)  # where a long word is cut, it can be read
        self.setToolTip(self.currentText())


def code_words(name: str, code: str) -> str:
    """Return the word of a code in the window's language."""
    return code_word(name, code, words().tag)


def code_note(name: str, code: str) -> str:
    """Return the note of a code, such as its legal basis."""
    return next((one.note for one in code_list(name) if one.code == code), "")


class CodeSet(Speaking, QWidget):
    """Some of a code list: a list to add from, the chosen ones as buttons that leave them out again."""

    def __init__(self, name: str, values: Sequence[str] = ()) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._name, self._values = name, list(values)
        self.picker = Picker()
        self.picker.currentIndexChanged.connect(self._add)
        self._flow = Flow(gap=6)
        self.setLayout(column(self.picker, pane(self._flow), gap=6))
        self.setFocusProxy(self.picker)
        self.say(lambda _text: self._show(), lambda: "")

    def setAccessibleName(self, name: str) -> None:
        """Name the list; the holder itself is silent."""
        self.picker.setAccessibleName(name)

    def setAccessibleDescription(self, text: str) -> None:
        """Describe the list; the holder itself is silent."""
        self.picker.setAccessibleDescription(text)

    def values(self) -> tuple[str, ...]:
        """Return the chosen codes in the order they were chosen."""
        return tuple(self._values)

    def _add(self) -> None:
        if self.picker.value():
            self._values.append(self.picker.value())
            self._show()

    def _drop(self, code: str) -> None:
        self._values.remove(code)
        self._show()
        self.picker.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self) -> None:
        left = [one.code for one in code_list(self._name) if one.code not in self._values]
        codes = [(one, partial(code_words, self._name, one)) for one in left]
        self.picker.offer([("", lambda: _("Add …")), *codes])
        self.picker.set_value("")
        clear(self._flow)
        for code in self._values:
            button = Button("small", icon="x")
            button.setText(code_words(self._name, code))
            button.setAccessibleName(_("Leave out {name}", name=code_words(self._name, code)))
            button.clicked.connect(partial(self._drop, code))
            self._flow.addWidget(button)
            button.show()
