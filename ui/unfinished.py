"""What is typed and belongs to no record yet: gathered when the program locks, shown after unlocking.

Pages that keep every answer at once have nothing here. Open sheets and pages that are saved as a whole do.
"""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.parts.card import Card
from ui.parts.field import LineEdit, PassphraseEdit, TextArea
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.words import _

Texts = tuple[tuple[str, str], ...]


def typed_texts(*places: QWidget) -> Texts:
    """Return (name of the field, text) of what was typed in ``places``; never a passphrase."""
    found = [pair for place in places for pair in _typed(place)]
    return tuple(dict.fromkeys(found))


class UnfinishedSheet(Sheet):
    """Shows the texts to read and copy; they are gone when the sheet's one action was chosen."""

    def __init__(self, parent: QWidget, texts: Texts, let_go: Callable[[], object]) -> None:
        super().__init__(parent, lambda: _("What was not saved yet"))
        lead = label()
        self.say(lead.setText, lambda: _(
            "The program locked while you were writing. Copy what you still need; "
            "it is kept until you let it go."))  # fmt: skip
        self.add(lead)
        self.fields: list[QLineEdit | QPlainTextEdit] = []
        for name, text in texts:
            head = label("smallb", text=name)
            field = TextArea(3) if "\n" in text or len(text) > 60 else LineEdit()
            (field.setPlainText if isinstance(field, TextArea) else field.setText)(text)
            field.setReadOnly(True)
            field.setAccessibleName(name)
            head.setBuddy(field)
            self.fields.append(field)
            self.add(Card(head, field, gap=4))
        self.confirm.clicked.connect(let_go)
        self.finish(lambda: _("Keep for now"), lambda: _("Let it go"))


def _typed(place: QWidget) -> Iterator[tuple[str, str]]:
    for line in place.findChildren(QLineEdit):
        is_secret = line.echoMode() != QLineEdit.EchoMode.Normal or _is_in_passphrase(line)
        if line.isModified() and line.text().strip() and not is_secret and not line.isReadOnly():
            yield line.accessibleName() or _("Text"), line.text()
    for area in place.findChildren(QPlainTextEdit):
        if area.document().isModified() and area.toPlainText().strip() and not area.isReadOnly():
            yield area.accessibleName() or _("Text"), area.toPlainText()


def _is_in_passphrase(line: QWidget) -> bool:
    above = line.parentWidget()
    while above is not None and not isinstance(above, PassphraseEdit):
        above = above.parentWidget()
    return above is not None
