"""The family tree light: generations in rows, who lives in the household, who is abroad or missing.

Each person is a frame of its own with a name, so a screen reader says it. It is never mirrored.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from intake_app.records.drawing import Box
from intake_app.services.drawings import (
    CLIENT,
    FamilyTree,
    Measured,
    Relative,
    draw_globe,
    draw_relations,
    lay_out_family,
)
from ui.look.theme import colour
from ui.look.type import px
from ui.parts.picture import caption_font, paint
from ui.speaking import Speaking

_TYPE, _LONG = 13, 170


class FamilyTreeView(Speaking, QWidget):
    """Shows ``relatives``; as high as they need at the width there is."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.frames: dict[str, _Frame] = {}
        self.laid: FamilyTree | None = None
        self._relatives: tuple[Relative, ...] = ()
        self.fit(self.lay)

    def show_family(
        self, relatives: Sequence[Relative], captions: Mapping[str, tuple[str, str]], heard: Mapping[str, str]
    ) -> None:
        """Show these people; by id ``captions`` are name and relation, ``heard`` the whole sentence."""
        for frame in self.frames.values():
            frame.hide()
            frame.deleteLater()
        self._relatives = tuple(relatives)
        self.frames = {one.id: _Frame(self, one, captions[one.id], heard[one.id]) for one in relatives}
        for frame in self.frames.values():
            frame.show()
        self.lay()

    def lay(self) -> None:
        """Lay out for the width there is."""
        if not self._relatives or self.width() < px(160):
            return
        self.laid = lay_out_family(
            self._relatives,
            width=self.width(),
            frames={tie_id: frame.measured() for tie_id, frame in self.frames.items()},
            type_size=px(_TYPE),
        )
        self.setFixedHeight(round(self.laid.height) + 2)
        for place in self.laid.places:
            area = QRectF(place.x - place.width / 2, place.y - place.height / 2, place.width, place.height)
            self.frames[place.relative_id].setGeometry(area.toRect())
        self.update()

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(px(500), px(200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.lay()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it in
        if self.laid is not None:
            painter = QPainter(self)
            paint(painter, draw_relations(self.laid, self._relatives))
            painter.end()


class _Frame(QFrame):
    """One person: name, relation; dashed when missing, with a globe when abroad."""

    def __init__(self, owner: QWidget, one: Relative, caption: tuple[str, str], heard: str) -> None:
        super().__init__(owner)
        self._one, self._caption = one, caption
        self._is_client = one.relation == CLIENT
        self.setObjectName("plain")
        self.setAccessibleName(heard)
        self.setToolTip(heard)

    def measured(self) -> Measured:
        """Return the room it takes."""
        name, below = (
            QFontMetricsF(caption_font(px(size), text, is_bold=is_bold))
            for size, text, is_bold in (
                (_TYPE, self._caption[0], True),
                (_TYPE * 0.92, self._caption[1], False),
            )
        )
        wide = max(name.horizontalAdvance(self._caption[0]), below.horizontalAdvance(self._caption[1]))
        around = px(50 if self._one.whereabouts == "abroad" else 34)  # the globe stands in a corner
        return Measured(
            self._caption[0], min(wide, px(_LONG)) + around, name.height() + below.height() + px(12)
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it in
        painter = QPainter(self)
        one, area = self._one, QRectF(self.rect())
        dash = (3.0, 3.0) if one.is_missing or one.whereabouts == "unknown" else ()
        edge = 2.0 if self._is_client or one.is_in_economic else 1.0
        ink, fill = "accent" if self._is_client else "strong", "soft" if one.is_in_economic else "surface"
        inside = edge / 2, edge / 2, area.width() - edge, area.height() - edge
        box = Box(*inside, px(8), ink, edge, dash, fill)
        globe = draw_globe(area.width() - px(13), px(12), px(5.5)) if one.whereabouts == "abroad" else ()
        paint(painter, (box, *globe))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        half, room = area.height() / 2, area.width() - px(30)
        for size, text, ink, top in (
            (_TYPE, self._caption[0], "text", px(3)), (_TYPE * 0.92, self._caption[1], "muted", half),
        ):  # fmt: skip
            made = caption_font(px(size), text, is_bold=ink == "text" and self._is_client)
            painter.setFont(made)
            painter.setPen(colour(ink))
            cut = QFontMetricsF(made).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(0, top, area.width(), half - px(3)), Qt.AlignmentFlag.AlignCenter, cut)
        painter.end()
