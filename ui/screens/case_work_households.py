"""Households of a case: the family and the economic household side by side, and how they differ.

A member may be a name only: relatives abroad, or missing ones whom family tracing may find.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtWidgets import QWidget

from intake_app.records.case_work import Household, HouseholdKind, HouseholdMember, Whereabouts
from intake_app.services import case_work
from intake_app.services.case_work import CaseWorkPage
from ui.parts.button import Button
from ui.parts.chip import Chip
from ui.parts.code_picker import CodePicker, code_words
from ui.parts.field import Field, Picker, Tick
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import Stack, clear, column, pane, row
from ui.screens.case_work_part import Part, end_sheet, line, small_button
from ui.words import _

if TYPE_CHECKING:
    from ui.screens.case_work import CaseWorkScreen

KINDS: tuple[HouseholdKind, ...] = ("family", "economic")
PLACES: tuple[Whereabouts, ...] = ("here", "other-municipality", "abroad", "unknown")


def kind_words(kind: str) -> str:
    """Return which kind of household it is."""
    return {
        "family": _("Family"),
        # Translators: German Bedarfsgemeinschaft, who is counted together for benefits
        "economic": _("Household for benefits"),
    }.get(kind, kind)


def place_words(place: str) -> str:
    """Return where a member of a household is."""
    return {
        "here": _("lives here"),
        "other-municipality": _("in another municipality"),
        "abroad": _("abroad"),
        "unknown": _("nobody knows where"),
    }.get(place, place)


class HouseholdsCard(Part):
    """Both kinds of household, and a line that says who is in one only."""

    def __init__(self, screen: "CaseWorkScreen") -> None:
        super().__init__(screen, lambda: _("Family and household"))
        self._page: CaseWorkPage | None = None

    def show_page(self, page: CaseWorkPage) -> None:
        """Show the households."""
        self._page = page
        clear(self.shown)
        by_kind = {one.kind: one for one in page.households}
        for kind in KINDS:
            self._add_household(kind, by_kind.get(kind))
        if len(by_kind) == len(KINDS):
            self._add_difference(by_kind)

    def open_sheet(self, kind: HouseholdKind) -> None:
        """Write down who belongs to a household of this kind; the economic one begins with who lives here."""
        page = self._page
        if page is None:
            return
        known = next((one for one in page.households if one.kind == kind), None)
        if known is None:
            family = next((one for one in page.households if one.kind == "family"), None)
            members = tuple(one for one in family.members if one.whereabouts == "here") if family else tuple(
                HouseholdMember(relation=one.relation, person_id=one.person_id) for one in page.members
            )  # fmt: skip
            known = Household("", page.case.id, kind, members, self.host.now(), "")
        self.host.sheet = HouseholdSheet(self.host, page, known)

    def _add_household(self, kind: HouseholdKind, household: Household | None) -> None:
        title = label("strong")
        title.say(title.setText, partial(kind_words, kind))
        says = (lambda: _("Change")) if household else (lambda: _("Write down"))
        change = small_button(says, kind_words(kind), partial(self.open_sheet, kind), icon="pencil-simple")
        self.shown.add(row((title, 1), change, gap=8))
        if household is None:
            none = label("small", "muted")
            none.say(none.setText, lambda: _("Not written down yet."))
            self.shown.add(none)
            return
        for one in household.members:
            self.shown.add(self._member(one))

    def _member(self, one: HouseholdMember) -> QWidget:
        name = label("body", text=member_name(self, one))
        chips = [Chip("att", icon="magnifying-glass")] if one.needs_tracing else []
        for chip in chips:
            chip.say(chip.setText, lambda: _("family tracing"))
        facts = [code_words("relations", one.relation) if one.relation else "", place_words(one.whereabouts)]
        if one.custody:
            facts.append(_("custody: {who}", who=one.custody if not self.hides_names else "…"))
        if one.is_dependent:
            facts.append(_("needs care"))
        about = label("small", "muted", text=" · ".join(fact for fact in facts if fact))
        return pane(row((name, 2), (about, 3), *chips, gap=8, margins=(0, 3)), "line")

    def _add_difference(self, by_kind: dict[HouseholdKind, Household]) -> None:
        keys = {kind: {(one.person_id or one.name): one for one in by_kind[kind].members} for kind in KINDS}
        for kind, other in (("family", "economic"), ("economic", "family")):
            only = [keys[kind][key] for key in keys[kind] if key not in keys[other]]  # type: ignore[index]
            if only:
                text = label("small", "text")
                names = ", ".join(member_name(self, one) for one in only)
                text.say(text.setText, lambda kind=kind, names=names: _(
                    "{kind} only: {names}", kind=kind_words(kind), names=names))  # type: ignore[misc]  # fmt: skip
                self.shown.add(text)


def member_name(part: Part, one: HouseholdMember) -> str:
    """Return how a member of a household is called on the page."""
    page = getattr(part, "_page", None)
    known = {m.person_id: m.display for m in page.members} if isinstance(page, CaseWorkPage) else {}
    return part.named(known.get(one.person_id, "") or one.name) or code_words("relations", one.relation)


class HouseholdSheet(Sheet):
    """The members with what is known of each; below, a line to add one more."""

    def __init__(self, screen: "CaseWorkScreen", page: CaseWorkPage, household: Household) -> None:
        super().__init__(screen, partial(kind_words, household.kind))
        self._screen, self._page, self._household = screen, page, household
        self.members = list(household.members)
        self._is_changing = False  # a member was taken into the fields and is not added again yet
        self._names = {one.person_id: one.display for one in page.members}
        hint = label("small", "muted")
        self.say(hint.setText, self._hint)
        self._rows: Stack = column(gap=0)
        self.who = Picker()
        self.name = Field(lambda: _("Name, or what they are called"))
        self.relation = CodePicker("relations", empty=lambda: _("not said"))
        self.place = Picker([(one, partial(place_words, one)) for one in PLACES])
        self.custody = Field(lambda: _("Who has custody, if it is a child"))
        self.needs_care, self.tracing = Tick(), Tick()
        self.say(self.needs_care.setText, lambda: _("Needs care"))
        self.say(self.tracing.setText, lambda: _("Family tracing is wanted"))
        self.more = Button("normal", icon="plus")
        self.say(self.more.setText, lambda: _("Add this member"))
        self.more.clicked.connect(self.add_member)
        another = label("head")
        self.say(another.setText, lambda: _("One more member"))
        self.who.currentIndexChanged.connect(self._follow)
        self.place.currentIndexChanged.connect(self._follow)
        self.add(
            hint,
            pane(self._rows),
            another,
            Field(lambda: _("Who"), edit=self.who),
            self.name,
            Field(lambda: _("Relation, seen from the person this case is about"), edit=self.relation),
            Field(lambda: _("Where"), edit=self.place),
            self.custody,
            self.needs_care,
            self.tracing,
            row(self.more, "*"),
        )
        self.say(lambda _text: self._show(), lambda: "")
        end_sheet(self, lambda: _("Save"), self.write)
        self.who.setFocus()

    def add_member(self) -> None:
        """Take what is written below as one more member."""
        person_id, name = self.who.value(), self.name.text()
        if not person_id and not name and not self.relation.value():
            self.name.show_error(lambda: _("Write a name or choose a relation."))
            self.name.line.setFocus()
            return
        self.name.show_error("")
        self._is_changing = False
        place: Whereabouts = self.place.value()  # type: ignore[assignment]  # one of PLACES
        self.members.append(
            HouseholdMember(
                relation=self.relation.value(), person_id=person_id, name="" if person_id else name,
                whereabouts=place, custody=self.custody.text(),
                is_dependent=self.needs_care.isChecked() or None,
                needs_tracing=self.tracing.isChecked() and place != "here",
            )
        )  # fmt: skip
        for line_ in (self.name, self.custody):
            line_.line.clear()
        self.relation.set_value("")  # the next one is somebody else
        self.place.set_value("here")
        for tick in (self.needs_care, self.tracing):
            tick.setChecked(False)
        self._show()
        self.who.setFocus()

    def write(self) -> None:
        """Keep the household; one more member that is written but not added is added."""
        if self.who.value() or self.name.text() or self.relation.value() or self._is_changing:
            self.add_member()
        screen = self._screen
        household = msgspec.structs.replace(self._household, members=tuple(self.members))
        screen.act(lambda workspace, now: case_work.keep_household(
            workspace, person_id=screen.person_id, household=household, now=now))  # fmt: skip
        self.close()

    def change_member(self, at: int) -> None:
        """Take a member's line into the fields below, to be changed and added again."""
        one = self.members.pop(at)
        self._show()
        self.who.set_value(one.person_id)
        self.name.line.setText(one.name)
        self.relation.set_value(one.relation)
        self.place.set_value(one.whereabouts)
        self.custody.line.setText(one.custody)
        self.needs_care.setChecked(bool(one.is_dependent))
        self.tracing.setChecked(one.needs_tracing)
        self._is_changing = True
        self.relation.setFocus()

    def _drop(self, at: int) -> None:
        del self.members[at]
        self._show()
        self.who.setFocus()

    def _show(self) -> None:
        clear(self._rows)
        for at, one in enumerate(self.members):
            name = self._name_of(one)
            facts = [
                code_words("relations", one.relation) if one.relation else "",
                place_words(one.whereabouts),
            ]
            out = small_button(lambda: _("Take out"), name, partial(self._drop, at))
            below = label("small", "muted", text=" · ".join(fact for fact in facts if fact))
            change = small_button(lambda: _("Change"), name, partial(self.change_member, at))
            made = line(label("body", text=name), change, out, below=below)
            self._rows.add(made)
            made.show()
        inside = {one.person_id for one in self.members}
        left: list[tuple[str, Callable[[], str]]] = [
            (person_id, partial(str, self._shown(name)))
            for person_id, name in self._names.items() if person_id not in inside
        ]  # fmt: skip
        self.who.offer([("", lambda: _("somebody who is not recorded here")), *left])
        self._follow()

    def _follow(self) -> None:
        self.name.setVisible(not self.who.value())
        self.tracing.setVisible(self.place.value() != "here")

    def _name_of(self, one: HouseholdMember) -> str:
        return self._shown(self._names.get(one.person_id, "") or one.name) or code_words(
            "relations", one.relation
        )

    def _shown(self, name: str) -> str:
        return self._screen.people.named(name) if name else ""

    def _hint(self) -> str:
        if self._household.kind == "family":
            return _("Everybody who belongs to the family, wherever they are.")
        return _("Who is counted together for benefits; often not the whole family.")
