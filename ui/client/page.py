"""The client's page: one question, what can be touched, one way not to answer. It proposes, it never answers.

Nothing stays on it: another question begins with nothing chosen, and a blank page has no children in sight.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyle, QWidget

from ui.client import fitting
from ui.client.fitting import ABOVE_DECLINE, BELOW_QUESTION, BETWEEN, IMAGE, SIDE, SPEAKER, Plan
from ui.client.question import EMPTY, ClientQuestion, Offer
from ui.client.tile import Tile
from ui.look import theme
from ui.look import type as letter
from ui.parts.sound import SoundButton, SoundPlayer
from ui.questions.pictures import Pictures, draw_picture, missing_words
from ui.speaking import Speaking

_SPEAKER_ON_TILE = 40


class ClientPage(Speaking, QWidget):
    """Shows a ``ClientQuestion``. ``proposed``: its ref, the value (None for nothing), whether declined."""

    proposed = Signal(str, object, bool)
    woken = Signal()  # touched while it was blank

    def __init__(self, pictures: Pictures, player: SoundPlayer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures, self._player = pictures, player
        self._question = EMPTY
        self._image = QImage()
        self._plan: Plan | None = None
        self._tiles: list[Tile] = []
        self._decline: Tile | None = None
        self._sounds: list[SoundButton] = []
        self._is_blank = False
        self._top = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fit(self._fit_page)

    @property
    def question(self) -> ClientQuestion:
        """Return what is shown; the empty one while the page is blank."""
        return EMPTY if self._is_blank else self._question

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """Return what can be touched, in reading order, the way not to answer last."""
        return (*self._tiles, *((self._decline,) if self._decline else ()))

    @property
    def is_too_long(self) -> bool:
        """Return whether the question does not fit at any size, so that only a calm line is shown."""
        return self._plan is None and self._question is not EMPTY

    def show_question(self, question: ClientQuestion) -> None:
        """Show ``question``. In another language the same choices stay chosen; another question has none."""
        if question == self._question:
            return
        chosen = self.chosen() if question.ref == self._question.ref else set()
        declined = question.ref == self._question.ref and bool(self._decline and self._decline.isChecked())
        self._question = question
        self.setLayoutDirection(question.direction)
        self.setAccessibleName(question.words)
        self._build()
        for tile in self._tiles:
            tile.setChecked(tile.offer.value in chosen)
        if self._decline is not None:
            self._decline.setChecked(declined)
        self._fit_page()
        self.set_blank(self._is_blank)

    def set_blank(self, is_blank: bool) -> None:
        """Empty the page, or show it again."""
        self._is_blank = is_blank
        if is_blank:
            self._player.stop()
        self.setAccessibleName("" if is_blank else self._question.words)
        for child in (*self.tiles, *self._sounds):
            child.setVisible(not is_blank and not self.is_too_long)
        if not is_blank:
            self._show_sounds()
        self.update()

    def chosen(self) -> set[str]:
        """Return the values that are chosen now."""
        return {tile.offer.value for tile in self._tiles if tile.isChecked()}

    def clear_choice(self) -> None:
        """Let nothing be chosen; no signal."""
        for tile in self.tiles:
            tile.setChecked(False)

    # building

    def _build(self) -> None:
        for child in (*self.tiles, *self._sounds):
            child.hide()
            child.setParent(None)
            child.deleteLater()
        question = self._question
        self._tiles = [Tile(offer, self) for offer in question.offers]
        self._decline = None
        if question.decline:
            self._decline = Tile(Offer("", question.decline, icon="hand"), self, is_beside=True)
        for tile in self.tiles:
            tile.clicked.connect(lambda _on=False, tile=tile: self._touched(tile))
            if tile.offer.image:
                self._pictures.fetch(tile.offer.image, self._arriving(tile))
        self._image = QImage()
        if question.image:
            self._pictures.fetch(question.image, lambda image: self._image_arrived(question, image))
        self._sounds = [
            SoundButton(self._player, parent=self)
            for name in (question.audio, *(offer.audio for offer in question.offers))
            if name
        ]

    def _arriving(self, tile: Tile) -> Callable[[QImage], object]:
        return lambda image: tile.show_image(image) if tile in self._tiles else None

    def _image_arrived(self, question: ClientQuestion, image: QImage) -> None:
        if question is self._question:
            self._image = image
            self.update()

    def _show_sounds(self) -> None:
        names = [n for n in (self._question.audio, *(o.audio for o in self._question.offers)) if n]
        for button, name in zip(self._sounds, names, strict=True):
            button.show_sound(name)

    # choosing

    def _touched(self, tile: Tile) -> None:
        is_on = tile.isChecked()
        if is_on and (tile is self._decline or not self._question.is_many):
            for other in self.tiles:
                other.setChecked(other is tile)
        elif is_on and self._decline is not None:
            self._decline.setChecked(False)
        declined = bool(self._decline and self._decline.isChecked())
        values = [one.offer.value for one in self._tiles if one.isChecked()]
        self.proposed.emit(self._question.ref, " ".join(values) or None, declined)

    def _step(self, key: Qt.Key) -> None:
        """Move the focus as the eye sees it: left is left, in every script."""
        tiles = list(self.tiles)
        if not tiles or self._is_blank or self.is_too_long:
            return
        at = next((n for n, tile in enumerate(tiles) if tile.hasFocus()), None)
        if at is None:
            tiles[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        columns = self._plan.columns if self._plan else 1
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        by = {Qt.Key.Key_Right: -1 if is_rtl else 1, Qt.Key.Key_Left: 1 if is_rtl else -1,
              Qt.Key.Key_Down: columns, Qt.Key.Key_Up: -columns}[key]  # fmt: skip
        if self._decline is not None and at == len(tiles) - 1 and key == Qt.Key.Key_Up:
            by = -1
        tiles[max(0, min(at + by, len(tiles) - 1))].setFocus(Qt.FocusReason.OtherFocusReason)

    # placing

    def _fit_page(self) -> None:
        self._plan = None
        if self._question is not EMPTY and self.width() > 0:
            self._plan = fitting.fit(self._question, self.size(), letter.scale())
        self._place()
        self.update()

    def _place(self) -> None:
        plan = self._plan
        if plan is None:
            for child in (*self.tiles, *self._sounds):
                child.hide()
            return
        f = plan.factor
        self._top = (self.height() - plan.height) / 2
        y = self._top + plan.question + plan.image + plan.note
        if self._tiles:
            y = self._place_tiles(plan, y + BELOW_QUESTION * f)
        if self._decline is not None:
            width, height = plan.decline
            place = QRectF((self.width() - width) / 2, y + ABOVE_DECLINE * f, width, height)
            self._decline.set_factor(f)
            self._decline.setGeometry(place.toRect())
        for tile in self.tiles:
            tile.setVisible(not self._is_blank)
        self._place_sounds(plan)

    def _place_tiles(self, plan: Plan, y: float) -> float:
        """Place the tiles row by row, each row in the middle; return the lower edge."""
        f, (width, height), gap = plan.factor, plan.tile, BETWEEN * plan.factor
        for start in range(0, len(self._tiles), plan.columns):
            row = self._tiles[start : start + plan.columns]
            x = (self.width() - len(row) * width - (len(row) - 1) * gap) / 2
            for tile in row:
                tile.set_factor(f)
                tile.setGeometry(self._seen(QRectF(x, y, width, height).toRect()))
                x += width + gap
            y += height + gap
        return y - gap

    def _place_sounds(self, plan: Plan) -> None:
        """Place the loudspeakers: at the side of the question, and in a corner of each tile that has one."""
        f, buttons = plan.factor, list(self._sounds)
        if self._question.audio and buttons:
            side = max(round(SPEAKER * f), 44)
            y = self._top + max(0.0, (plan.question - side) / 2)
            buttons[0].set_side(side)
            buttons.pop(0).setGeometry(self._seen(QRect(round(SIDE * f), round(y), side, side)))
        for tile in self._tiles:
            if tile.offer.audio and buttons:
                side = max(round(_SPEAKER_ON_TILE * f), 40)
                button, place = buttons.pop(0), tile.geometry()
                button.set_side(side)
                corner = self._seen(place)  # as if the page were not mirrored
                left = corner.right() - side - round(8 * f)
                button.setGeometry(self._seen(QRect(left, place.top() + round(8 * f), side, side)))
                button.raise_()

    def _seen(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(1024, 640)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_page()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._is_blank:
            self.woken.emit()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._step(key)
        elif key == Qt.Key.Key_P and not event.modifiers() and self._question.audio and not self._is_blank:
            self._player.toggle(self._question.audio)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("canvas" if self._is_blank else "surface"))
        if self._is_blank or self._question is EMPTY:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plan, question = self._plan, self._question
        if plan is None:
            self._paint_calm(painter)
            return
        f, y = plan.factor, self._top
        width = fitting.words_width(question, self.size(), f)
        left = (self.width() - width) / 2
        tone = "muted" if question.is_foreign else "text"
        words = fitting.question_words(question, f)
        words.draw(painter, QRectF(left, y, width, plan.question), theme.colour(tone))
        y += plan.question
        if question.image:
            place = QRectF(left, y + BETWEEN * f, width, IMAGE * f)
            self._paint_image(painter, place)
            y += plan.image
        if question.note:
            place = QRectF(left, y + BETWEEN * f, width, plan.note - BETWEEN * f)
            fitting.note_words(question, f).draw(painter, place, theme.colour("muted"))

    def _paint_image(self, painter: QPainter, place: QRectF) -> None:
        if self._image.isNull():
            if not self._pictures.is_coming(self._question.image):
                words = missing_words(self._question.image)
                draw_picture(painter, place, self._image, words, self.layoutDirection())
            return
        size = self._image.size().toSizeF()
        size.scale(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        frame = QRectF(0, 0, size.width(), size.height())
        frame.moveCenter(place.center())
        if self._image.hasAlphaChannel():
            painter.fillRect(frame, theme.LIGHT.surface)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(frame, self._image)

    def _paint_calm(self, painter: QPainter) -> None:
        """Say that the other screen has it: the text is longer than any size makes room for."""
        note = self._question.note or self._question.too_long
        calm = ClientQuestion(note=note, direction=self._question.direction)
        place = QRectF(self.rect()).adjusted(SIDE, SIDE, -SIDE, -SIDE)
        fitting.note_words(calm, letter.scale()).draw(painter, place, theme.colour("text"))
