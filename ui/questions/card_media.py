"""What a question brings beside its text: a picture, a recording, and recordings of its choices."""

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from ui.parts.flow import Flow
from ui.parts.sound import SoundButton, SoundPlayer
from ui.parts.space import column
from ui.questions.panes import ShownChoice
from ui.questions.pictures import Picture, Pictures, missing_words
from ui.speaking import Speaking


class CardMedia(Speaking, QWidget):
    """Stands between a question and its field; hidden while the question has nothing but words."""

    def __init__(self, pictures: Pictures, player: SoundPlayer, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures, self._player = pictures, player
        self._image = ""
        self.picture = Picture(parent=self)
        self.listen = SoundButton(player, parent=self)
        self.of_choices: list[SoundButton] = []
        self._line = Flow((self.listen,))
        whole = column(self.picture, gap=8)
        whole.addLayout(self._line)
        self.setLayout(whole)
        self.hide()

    def show_media(self, image: str, audio: str, words: str, choices: tuple[ShownChoice, ...]) -> None:
        """Show the picture and the recordings, by the names the form gives them; ``words`` say the same."""
        self.listen.show_sound(audio)
        self._show_choices([one for one in choices if self._player.has(one.audio)])
        if image != self._image:
            self._image = image
            self.picture.hide()
        if image:
            self._pictures.fetch(image, lambda found: self._show_image(image, found, words))
        has_sound = self._player.has(audio) or bool(self.of_choices)
        self.setVisible(bool(image) or has_sound)

    def _show_image(self, name: str, image: QImage, words: str) -> None:
        if name == self._image:
            self.picture.show_picture(image, words if not image.isNull() and words else missing_words(name))

    def _show_choices(self, choices: list[ShownChoice]) -> None:
        while len(self.of_choices) < len(choices):
            button = SoundButton(self._player, is_labelled=True, parent=self)
            self.of_choices.append(button)
            self._line.addWidget(button)
        while len(self.of_choices) > len(choices):
            gone = self.of_choices.pop()
            self._line.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for button, choice in zip(self.of_choices, choices, strict=True):
            button.show_sound(choice.audio, choice.client)
