"""Who belongs to a case: recorded persons with role and relation; another one is found by searching."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from intake_app.records.case_work import MemberRole
from intake_app.records.person import PersonHit
from intake_app.services import case_work
from intake_app.services.case_work import CaseWorkPage, Member
from ui.naming import shown_name
from ui.parts.button import Button
from ui.parts.code_picker import CodePicker, code_words
from ui.parts.field import Field, Picker
from ui.parts.label import Elide, label
from ui.parts.listing import ListRow
from ui.parts.sheet import Sheet
from ui.parts.space import Stack, clear, column, pane, row
from ui.screens.case_work_part import Part, line, small_button
from ui.words import _, isolate, set_apart

if TYPE_CHECKING:
    from ui.screens.case_work import CaseWorkScreen

ROLES: tuple[MemberRole, ...] = ("co-client", "child", "other")
_WAIT = 150  # ms after the last key before a search


def role_words(role: str) -> str:
    """Return what a person is in a case."""
    return {
        "client": _("this is their case"),
        "co-client": _("is advised, too"),
        "child": _("child"),
        "other": _("belongs to it"),
    }.get(role, role)


class PeopleCard(Part):
    """The persons of the case; each leads to their own pages."""

    def __init__(self, screen: "CaseWorkScreen") -> None:
        super().__init__(screen, lambda: _("People of this case"), lambda: _("Add a person"))
        self.button.set_icon("user-plus")
        self.button.clicked.connect(self.open_sheet)
        self._page: CaseWorkPage | None = None

    def show_page(self, page: CaseWorkPage) -> None:
        """Show who belongs to the case."""
        self._page = page
        clear(self.shown)
        for one in page.members:
            self.shown.add(self._row(one))

    def open_sheet(self) -> None:
        """Search for a recorded person and put them into the case."""
        if self._page is not None:
            self.host.sheet = JoinSheet(self.host, self._page)

    def _row(self, one: Member) -> QWidget:
        name = self.named(one.display)
        who = Elide("strong")
        who.setText(name)
        relation = code_words("relations", one.relation) if one.relation else ""
        role = "" if one.role == "child" and relation else role_words(one.role)
        what = label("small", "muted", text=" · ".join(part for part in (relation, role) if part))
        here = one.person_id == self.host.person_id
        show = None if here else small_button(lambda: _("Open"), name, partial(self._open, one.person_id))
        out = (
            None if one.role == "client"
            else small_button(lambda: _("Take out"), name, partial(self._leave, one.person_id))
        )  # fmt: skip
        return line(who, show, out, below=what)

    def _open(self, person_id: str) -> None:
        self.host.go("person", person_id=person_id)

    def _leave(self, member_id: str) -> None:
        screen = self.host
        screen.act(lambda workspace, now: case_work.leave_case(
            workspace, person_id=screen.person_id, member_id=member_id, now=now))  # fmt: skip


class JoinSheet(Sheet):
    """Search, role and relation first, then the person: choosing one puts them in."""

    def __init__(self, screen: "CaseWorkScreen", page: CaseWorkPage) -> None:
        super().__init__(screen, lambda: _("Add a person to this case"))
        self._screen = screen
        self._known = {one.person_id for one in page.members}
        self.search = Field(lambda: _("Name or case number"), lambda: _("Only persons who are recorded."))
        self.role = Picker([(one, partial(role_words, one)) for one in ROLES])
        self.relation = CodePicker("relations", empty=lambda: _("not said"))
        self.hits: list[ListRow] = []
        self._list: Stack = column(gap=0)
        self._none = label("body", "muted")
        self.say(self._none.setText, lambda: _("Nobody found."))
        self._none.hide()
        self.new = Button("ghost", icon="user-plus")
        self.say(self.new.setText, lambda: _("Record a new person first"))
        self.new.clicked.connect(self._record)
        self.add(
            Field(lambda: _("What they are in this case"), edit=self.role),
            Field(lambda: _("Relation, seen from the person this case is about"), edit=self.relation),
            self.search,
            pane(self._list),
            self._none,
            row(self.new, "*"),
        )
        self._timer = QTimer(self, singleShot=True, interval=_WAIT)
        self._timer.timeout.connect(self._look)
        self.search.line.textEdited.connect(lambda _text: self._timer.start())
        self.search.line.returnPressed.connect(self._look)
        self.say(self.keep.setText, lambda: _("Cancel"))
        self.keep.clicked.connect(self.close)
        self.ends.add(self.keep)
        self.open()
        self.search.line.setFocus()

    def _look(self) -> None:
        screen, query = self._screen, self.search.text()
        workspace = screen.workspace

        def look() -> tuple[PersonHit, ...]:
            from intake_app.services.persons import search_persons

            return search_persons(workspace, query=query, limit=6) if query else ()

        screen.ask(look, self._show)

    def _show(self, hits: tuple[PersonHit, ...]) -> None:
        clear(self._list)
        shell = self._screen.shell
        is_hidden = shell is not None and shell.hides_names
        self.hits = []
        for hit in hits:
            if hit.person_id in self._known:
                continue
            name = Elide("strong")
            name.setText(set_apart(shown_name(hit.display, is_hidden=is_hidden)))
            facts = [isolate(hit.case_number), *([str(hit.birth_year)] if hit.birth_year else [])]
            about = label("small", "muted", wrap=False, text=" · ".join(facts))
            one = ListRow((name, 1), about)
            one.setAccessibleName(f"{name.full_text()}, {about.text()}")
            one.clicked.connect(partial(self._join, hit.person_id))
            self.hits.append(one)
            self._list.add(one)
            one.show()
        self._none.setVisible(not self.hits and bool(self.search.text()))

    def _join(self, member_id: str) -> None:
        screen, role, relation = self._screen, self.role.value(), self.relation.value()
        screen.act(lambda workspace, now: case_work.join_case(
            workspace, person_id=screen.person_id, member_id=member_id,
            role=role, relation=relation, now=now))  # type: ignore[arg-type]  # fmt: skip
        self.close()

    def _record(self) -> None:
        typed = self.search.text()
        self.close()
        self._screen.go("person_new", typed=typed)
