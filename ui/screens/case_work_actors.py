"""Authorities and legal spheres in a case: a drawing of who stands for what, and the same as a list."""

from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from intake_app.records.case_work import Actor
from intake_app.services import case_work
from intake_app.services.case_work import CaseWorkPage
from ui.look.theme import colour
from ui.parts.card import Card
from ui.parts.code_picker import CodeSet, code_note, code_words
from ui.parts.field import Field, Tick
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import Stack, clear, column, row
from ui.screens.case_work_part import Part, end_sheet, line, small_button
from ui.speaking import Speaking
from ui.words import _, isolate, plural, set_apart

if TYPE_CHECKING:
    from ui.screens.case_work import CaseWorkScreen


def sphere_words(sphere: str) -> str:
    """Return a legal sphere with its legal basis."""
    word, basis = code_words("legal-spheres", sphere), code_note("legal-spheres", sphere)
    return f"{word} ({isolate(basis)})" if basis else word


class ActorMap(Speaking, QWidget):
    """Offices on one side, the legal spheres they stand for on the other, lines between.

    The list below says the same, so a screen reader gets one sentence here.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._offices: Stack = column(gap=8)
        self._spheres: Stack = column(gap=8)
        self._ties: list[tuple[QWidget, QWidget]] = []
        sides = (column("*", self._offices, "*"), column("*", self._spheres, "*"))
        self.setLayout(row((sides[0], 1), 56, (sides[1], 1), gap=0, margins=(0, 6)))

    def show_actors(self, actors: tuple[Actor, ...]) -> None:
        """Draw the offices that are involved now."""
        for side in (self._offices, self._spheres):
            clear(side)
        self._ties = []
        spheres: dict[str, QWidget] = {}
        active = [one for one in actors if one.is_active]
        for one in active:
            office = self._box(self._offices, set_apart(one.name), "text")
            for sphere in one.spheres:
                if sphere not in spheres:
                    spheres[sphere] = self._box(self._spheres, code_words("legal-spheres", sphere), "accent")
                self._ties.append((office, spheres[sphere]))
        self.setVisible(bool(active))
        n = len(spheres)
        self.setAccessibleName(plural("{n} legal sphere is involved.", "{n} legal spheres are involved.", n))
        self.update()

    def _box(self, side: Stack, text: str, tone: str) -> QWidget:
        box = Card(label("smallb", tone, text=text), kind="sunken", gap=0, margins=(10, 6))
        side.add(box)
        box.show()
        return box

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it in
        """Draw the lines in the room between the two sides, whichever side is which."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("strong"), 1.5))
        for office, sphere in self._ties:
            one, other = sorted((office.geometry(), sphere.geometry()), key=lambda area: area.left())
            painter.drawLine(
                QPointF(one.right(), one.center().y()), QPointF(other.left(), other.center().y())
            )
        painter.end()


class ActorsCard(Part):
    """Who else works with this person."""

    def __init__(self, screen: "CaseWorkScreen") -> None:
        super().__init__(screen, lambda: _("Offices and legal spheres"), lambda: _("Add an office"))
        self.button.clicked.connect(lambda: self.open_sheet(None))
        self.map = ActorMap()
        self._list: Stack = column(gap=0)
        self._none = label("body", "muted")
        self.say(self._none.setText, lambda: _("Nobody else is involved yet."))
        self.shown.add(self._none, self.map, self._list)

    def show_page(self, page: CaseWorkPage) -> None:
        """Show drawing and list."""
        self._none.setVisible(not page.actors)
        self.map.show_actors(page.actors)
        clear(self._list)
        for one in page.actors:
            self._list.add(self._row(one))

    def open_sheet(self, one: Actor | None) -> None:
        """Write down an office, or change what is known of one."""
        self.host.sheet = ActorSheet(self.host, one)

    def _row(self, one: Actor) -> QWidget:
        name = label("strong", "text" if one.is_active else "muted", text=set_apart(one.name))
        facts = [sphere_words(sphere) for sphere in one.spheres]
        if one.role:
            facts.append(one.role)
        if one.contact and not self.hides_names:
            facts.append(set_apart(one.contact))
        if not one.is_active:
            facts.append(_("no longer involved"))
        change = small_button(
            lambda: _("Change"), one.name, partial(self.open_sheet, one), icon="pencil-simple"
        )
        return line(name, change, below=label("small", "muted", text=" · ".join(facts)))


class ActorSheet(Sheet):
    """Name, legal spheres, what they do in this case, whom to ask."""

    def __init__(self, screen: "CaseWorkScreen", known: Actor | None) -> None:
        super().__init__(screen, lambda: _("Office in this case"))
        self._screen = screen
        self._known = known or Actor("", "", "", (), screen.now(), "")
        self.name = Field(lambda: _("Name of the office"))
        self.name.line.setText(self._known.name)
        self.spheres = CodeSet("legal-spheres", self._known.spheres)
        self.role = Field(lambda: _("What it does in this case"))
        self.role.line.setText(self._known.role)
        self.contact = Field(lambda: _("Whom to ask there, and how"))
        self.contact.line.setText(self._known.contact)
        self.active = Tick()
        self.say(self.active.setText, lambda: _("Involved now"))
        self.active.setChecked(self._known.is_active)
        self.add(
            self.name,
            Field(lambda: _("Legal spheres"), edit=self.spheres),
            self.role,
            self.contact,
            self.active,
        )
        end_sheet(self, lambda: _("Save"), self.write)
        self.name.line.setFocus(Qt.FocusReason.TabFocusReason)

    def write(self) -> None:
        """Keep the office; without a name, say so."""
        name = self.name.text()
        self.name.show_error("" if name else lambda: _("Please write the name of the office."))
        if not name:
            self.name.line.setFocus()
            return
        screen = self._screen
        actor = msgspec.structs.replace(
            self._known, name=name, spheres=self.spheres.values(), role=self.role.text(),
            contact=self.contact.text(), is_active=self.active.isChecked(),
        )  # fmt: skip
        screen.act(lambda workspace, now: case_work.keep_actor(
            workspace, person_id=screen.person_id, actor=actor, now=now))  # fmt: skip
        self.close()
