"""Answers that are files: a picture, a paper, a drawing. They are kept in the vault; the field shows them.

The field itself touches no disk: it says what a person chose (``file_chosen``, ``drawn``, ``removed``,
``copy_wanted``) and asks for what it shows (``content_wanted``); the room hands it on and answers. Where no
room serves it (a preview), only the name becomes the answer.
"""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from intake_app.forms.definition import NodeDefinition
from ui.files import Files
from ui.look import type as letter
from ui.parts.button import Button
from ui.parts.flow import flow
from ui.parts.label import Elide, label
from ui.questions.drawing import DrawingPad
from ui.questions.field import AnswerField
from ui.questions.panes import Panes, ShownChoice
from ui.questions.pictures import Picture
from ui.words import _

PICTURES = ("png", "jpg", "jpeg", "gif", "webp", "bmp")
_DRAWN = frozenset({"signature", "draw", "annotate"})


class FileField(AnswerField):
    """Choose, see, copy out, remove. With the appearance ``signature`` or ``draw`` also draw by hand."""

    file_chosen = Signal(str)  # path
    drawn = Signal(bytes)  # PNG
    removed = Signal()
    content_wanted = Signal(str)  # the kept name of a picture; answered with ``show_content``
    copy_wanted = Signal(str, object)  # the kept name, Path to write to

    def __init__(
        self, definition: NodeDefinition, files: Files | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(definition, parent)
        self._files = files or Files(self)
        self._is_served = False
        self._name = ""
        self.button = Button(icon="paperclip", parent=self)
        self.button.clicked.connect(self._choose)
        self._copy = Button(icon="download-simple", parent=self)
        self.say(self._copy.setText, lambda: _("Save a copy"))
        self._copy.clicked.connect(self._ask_where)
        self._remove = Button(icon="trash", parent=self)
        self.say(self._remove.setText, lambda: _("Remove the file"))
        self._remove.clicked.connect(self.remove)
        for button in (self.button, self._copy, self._remove):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._shown_name = Elide("strong")
        self._note = label("small", "muted")
        self.picture = Picture(parent=self)
        self.pad: DrawingPad | None = None
        self.column.setSpacing(letter.sp(8))
        if _DRAWN.intersection(definition.appearance):
            self.pad = DrawingPad(self)
            self.pad.kept.connect(self.drawn)
            self.column.addWidget(self.pad)
        for widget in (self.picture, self._shown_name):
            self.column.addWidget(widget)
        self.column.addWidget(flow(self.button, self._copy, self._remove))
        self.column.addWidget(self._note)
        self.say(self.button.setText, self._choose_words)
        self.say(self._note.setText, self._note_words)
        self._show()

    @property
    def name(self) -> str:
        """Return the name under which the answer is kept; empty for none."""
        return self._name

    @property
    def is_served(self) -> bool:
        """Return whether a room keeps the files of this field."""
        return self._is_served

    def be_served(self, files: Files) -> None:
        """From now on a room keeps the files; ``files`` asks a person for a place on the device."""
        self._is_served, self._files = True, files
        self._note.setText(self._note_words())
        self._show()

    def show_content(self, name: str, image: QImage) -> None:
        """Show the picture kept as ``name``, if that is still the answer."""
        if name == self._name:
            self.picture.show_picture(image, name)

    def remove(self) -> None:
        """Take the file away for good."""
        if self._name and self._is_served:
            self.removed.emit()
        elif self._name:
            self.answered.emit(None)

    def show_answer(self, value: str | None) -> None:
        if (value or "") == self._name:
            return
        self._name = value or ""
        self.picture.hide()
        self._show()
        if self._is_served and self._name.rpartition(".")[2].lower() in PICTURES:
            self.content_wanted.emit(self._name)

    def show_words(self, choices: tuple[ShownChoice, ...], panes: Panes) -> None:  # noqa: ARG002 - a file has none
        self.setLayoutDirection(panes.client.direction())

    def set_readonly(self, is_readonly: bool) -> None:
        for widget in (self.button, self._remove, self.pad):
            if widget is not None:
                widget.setEnabled(not is_readonly)

    def take(self, value: str | None) -> None:
        self.answered.emit(Path(value).name if value else None)

    def enter(self, _first: str = "") -> None:
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def name_for_readers(self, name: str) -> None:
        super().name_for_readers(name)
        if self.pad is not None:
            self.pad.name_for_readers(name)

    def _choose(self) -> None:
        pattern = _("All files (*)")
        if self.definition.media_type.startswith("image/"):
            pattern = f"{_('Pictures')} ({' '.join('*.' + one for one in PICTURES)})"
        self._files.ask_open(_("Choose a file"), pattern, self._chosen)

    def _chosen(self, path: Path) -> None:
        if self._is_served:
            self.file_chosen.emit(str(path))
        else:
            self.answered.emit(path.name)

    def _ask_where(self) -> None:
        name = self._name
        self._files.ask_save(
            _("Save a copy"), name, _("All files (*)"), lambda path: self.copy_wanted.emit(name, path)
        )

    def _choose_words(self) -> str:
        return _("Choose another file") if self._name else _("Choose a file")

    def _note_words(self) -> str:
        if self._is_served:
            return _("Kept encrypted with the interview. The file on this device stays where it is.")
        return _("Only the name is kept; the file stays where it is.")

    def _show(self) -> None:
        self.button.setText(self._choose_words())
        self._shown_name.setText(self._name)
        self._shown_name.setVisible(bool(self._name))
        self._copy.setVisible(bool(self._name) and self._is_served)
        self._remove.setVisible(bool(self._name))
        if self.pad is not None:
            self.pad.setVisible(not self._name)
