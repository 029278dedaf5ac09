"""CodePicker and CodeSet: one or some from a code list of ``resources/codes``, in the window's language."""

from collections.abc import Callable, Sequence
from functools import partial

from intake_app.code_lists import code_list, code_word
from ui.parts.field import Picker
from ui.parts.many import Many
from ui.words import words


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


class CodeSet(Many):
    """Some of a code list: a list to add from, the chosen ones as buttons that leave them out again."""

    def __init__(self, name: str, values: Sequence[str] = ()) -> None:
        super().__init__([one.code for one in code_list(name)], partial(code_words, name), values)
