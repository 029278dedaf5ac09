"""Entries of a domain as chips that can be opened (Enter) and ended (Delete), and the prompts above them."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from intake_app.records.assessment import Need, Resource
from intake_app.services.assessment_views import Prompt
from ui.look.icons import draw_icon
from ui.look.theme import colour
from ui.look.type import font, px, sp
from ui.parts.chip import Chip
from ui.parts.label import Label, label
from ui.parts.space import column, row
from ui.screens.assessment_words import FIELD_ICONS
from ui.speaking import Speaking
from ui.words import _

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_END = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class EntryChip(Speaking, QAbstractButton):
    """One resource or need; ``ended`` when it is to be ended."""

    ended = Signal()

    def __init__(self, entry: Resource | Need) -> None:
        super().__init__()
        self.entry = entry
        is_resource = isinstance(entry, Resource)
        self._tone = "res" if is_resource else "need"
        self._icon = FIELD_ICONS[entry.field] if isinstance(entry, Resource) else "push-pin"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        super().setText(entry.text or entry.words)
        self.say(
            self.setAccessibleName,
            (lambda: _("Resource: {text}", text=self.text()))
            if is_resource
            else (lambda: _("Need: {text}", text=self.text())),
        )
        self.say(
            self.setAccessibleDescription,
            lambda: _("Enter opens it, Delete says that it is no longer so."),
        )
        self.fit(self.updateGeometry)

    # Qt's own

    def sizeHint(self) -> QSize:
        self.setFont(font("small", self.text()))
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + px(16) + sp(28), px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        elif event.key() in _END:
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self.text() if self.width() < self.sizeHint().width() else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge_tone = colour(self._tone, None if self.underMouse() else 90)
        painter.setPen(QPen(colour("accent"), 2) if self.hasFocus() else QPen(edge_tone, 1))
        painter.setBrush(colour(f"{self._tone}soft"))
        painter.drawRoundedRect(area, 6, 6)
        side, pad = px(16), sp(8)
        mark = area.toRect().adjusted(pad, 0, 0, 0)
        mark.setWidth(side)
        draw_icon(painter, self._seen(mark), self._icon, self._tone)
        words = area.toRect().adjusted(pad + side + sp(6), 0, -sp(8), 0)
        painter.setFont(font("small", self.text()))
        painter.setPen(colour(self._tone))
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width() + 2)
        flags = edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._seen(words), int(flags | Qt.TextFlag.TextSingleLine), shown)
        painter.end()

    def _seen(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)


class Prompts(Speaking, QWidget):
    """The prompts of one side: in the client's language large, in the counsellor's small below."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._own, self._client = label("body"), label("client")
        self._missing = Chip("att", icon="warning", wraps=True)
        self._unreviewed = Chip("prov", icon="robot", wraps=True)
        self.say(self._missing.setText, lambda: _("Not translated yet: please interpret"))
        self.say(self._unreviewed.setText, lambda: _("translation not reviewed"))
        self.setLayout(
            column(self._client, row(self._missing, self._unreviewed, "*", gap=6), self._own, gap=4)
        )

    def show_prompts(
        self, own: Sequence[Prompt], client: Sequence[Prompt], *, client_language: str, own_language: str
    ) -> None:
        """Show the prompts; one language only when both are the same."""
        is_one = not client or [one.text for one in own] == [one.text for one in client]
        is_translated = bool(client) and all(_speaks(one.language, client_language) for one in client)
        _say_in(self._own, own, own_language)
        self._own.set_role("body" if is_one or not is_translated else "small")
        self._own.set_tone("text" if is_one or not is_translated else "muted")
        self._client.setVisible(not is_one and is_translated)
        if not is_one and is_translated:
            _say_in(self._client, client, client[0].language)
        is_other = bool(client_language) and not _speaks(own_language, client_language)
        self._missing.setVisible(is_other and not is_translated)
        self._unreviewed.setVisible(is_other and is_translated and not all(one.is_reviewed for one in client))


def _say_in(where: Label, said: Sequence[Prompt], language: str) -> None:
    where.setText(" ".join(one.text for one in said))
    where.speak_language(said[0].language if said else language)


def _speaks(language: str, wanted: str) -> bool:
    return language.split("-", maxsplit=1)[0] == wanted.split("-", maxsplit=1)[0]
