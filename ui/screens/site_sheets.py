"""Sheets that write a part of a site down; each hands the whole profile back, with its part changed."""

from collections.abc import Callable, Sequence
from functools import partial

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake_app.languages import normal_tag
from intake_app.records.site_profile import LocalGroup, LocalRule, Programme, SiteProfile
from intake_app.records.user import User
from intake_app.services.feedback import feedback_languages
from intake_app.services.site_keys import check_keys, complete_keys
from intake_app.services.sites import FIRST_YEAR
from ui.parts.code_picker import CodePicker, CodeSet
from ui.parts.day_field import DayField
from ui.parts.field import Field, TextArea
from ui.parts.label import label
from ui.parts.many import Many
from ui.parts.sheet import Sheet
from ui.words import _, words

_MORE_LANGUAGES = ("bg", "pl", "sr", "sq", "am", "ckb", "ka", "ur", "vi", "pt", "it", "hi", "bn")
_SMALLEST, _LARGEST = 3, 20  # what a site may choose as its smallest number


class SiteSheet(Sheet):
    """``written`` carries the profile. Subclasses lay out in ``lay_out`` and read in ``read``."""

    written = Signal(object)

    def __init__(
        self, parent: QWidget, title: Callable[[], str], profile: SiteProfile, users: Sequence[User]
    ) -> None:
        super().__init__(parent, title)
        self.profile, self.users = profile, tuple(users)
        self.lay_out(profile)
        self.say(self.keep.setText, lambda: _("Cancel"))
        self.say(self.confirm.setText, lambda: _("Save"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.write)
        self.ends.add(self.keep, self.confirm)
        self.open()

    def lay_out(self, profile: SiteProfile) -> None:
        """Put the fields into the sheet."""
        raise NotImplementedError

    def read(self) -> SiteProfile | None:
        """Return the profile as it is written now; None, and say so, where something is not right."""
        raise NotImplementedError

    def write(self) -> None:
        """Hand the profile on, unless something is not right."""
        profile = self.read()
        if profile is not None:
            self.written.emit(profile)
            self.close()


class PlaceSheet(SiteSheet):
    """Name and keys; five or eight digits of the AGS bring the others along where they are empty."""

    def __init__(self, parent: QWidget, profile: SiteProfile, users: Sequence[User]) -> None:
        super().__init__(parent, lambda: _("Place"), profile, users)

    def lay_out(self, profile: SiteProfile) -> None:
        """Ask for name and keys."""
        self.named = Field(lambda: _("Name"), lambda: _("As it stands on papers."))
        self.unit = Field(lambda: _("Unit"))
        self.ags = Field(
            lambda: _("Municipality key (AGS)"), lambda: _("8 digits; 5 digits are a whole district.")
        )
        self.ars = Field(lambda: _("Regional key (ARS)"), lambda: _("12 digits."))
        self.nuts = Field(lambda: _("NUTS"), lambda: _("Such as DEA23."))
        for field, text in (
            (self.named, profile.name), (self.unit, profile.unit), (self.ags, profile.ags),
            (self.ars, profile.ars), (self.nuts, profile.nuts),
        ):  # fmt: skip
            field.line.setText(text)
        self.ags.line.editingFinished.connect(self.complete)
        self.add(self.named, self.unit, self.ags, self.ars, self.nuts)
        self.named.setFocus()

    def complete(self) -> None:
        """Fill in what follows from the AGS and is empty."""
        keys = complete_keys(self.ags.text())
        self.ags.line.setText(keys.ags)
        for field, text in ((self.ars, keys.ars), (self.nuts, keys.nuts), (self.named, keys.name)):
            if text and not field.text():
                field.line.setText(text)

    def read(self) -> SiteProfile | None:
        """Return name and keys; a key that can be none is told at its field."""
        self.complete()
        ags, ars, nuts = self.ags.text(), self.ars.text(), self.nuts.text().upper()
        found = {one.field: one for one in check_keys(ags=ags, ars=ars, nuts=nuts) if one.severity == "error"}
        for name, field in (("ags", self.ags), ("ars", self.ars), ("nuts", self.nuts)):
            one = found.get(name)
            field.show_error(partial(_, one.what, **one.facts) if one else "")
        self.named.show_error("" if self.named.text() else lambda: _("Write down how the site is called."))
        if found or not self.named.text():
            return None
        return msgspec.structs.replace(
            self.profile, name=self.named.text(), unit=self.unit.text(), ags=ags, ars=ars, nuts=nuts
        )


class ResponsibleSheet(SiteSheet):
    """Who is responsible, and the building block of the unit and of everybody."""

    def __init__(self, parent: QWidget, profile: SiteProfile, users: Sequence[User]) -> None:
        super().__init__(parent, lambda: _("Responsible"), profile, users)

    def lay_out(self, profile: SiteProfile) -> None:
        """Ask for controller and blocks."""
        self.controller = CodePicker(
            "controllers", empty=lambda: _("not written down yet"), value=profile.controller
        )
        note = label("small", "muted")
        self.say(note.setText, lambda: _(
            "It decides what may be handed over: at a public social benefit body a consent alone does not "
            "carry health data."
        ))  # fmt: skip
        self.block = CodePicker(
            "building-blocks", empty=lambda: _("not written down yet"), value=profile.block
        )
        self.blocks: dict[str, CodePicker] = {}
        self.add(
            Field(lambda: _("Responsible for the data"), edit=self.controller), note,
            Field(lambda: _("Building block of the unit"), edit=self.block),
        )  # fmt: skip
        for user in self.users:
            picker = self.blocks[user.id] = CodePicker(
                "building-blocks", empty=lambda: _("as the unit"), value=profile.user_blocks.get(user.id, "")
            )
            self.add(Field(partial(str, user.name), edit=picker))
        self.controller.setFocus()

    def read(self) -> SiteProfile:
        """Return who is responsible."""
        return msgspec.structs.replace(
            self.profile,
            controller=self.controller.value(),
            block=self.block.value(),
            user_blocks={one: picker.value() for one, picker in self.blocks.items() if picker.value()},
        )


class LocalSheet(SiteSheet):
    """Languages, target groups, additions to the checklist, smallest number."""

    def __init__(self, parent: QWidget, profile: SiteProfile, users: Sequence[User]) -> None:
        super().__init__(parent, lambda: _("Here only"), profile, users)

    def lay_out(self, profile: SiteProfile) -> None:
        """Ask for what is local."""
        tags = dict.fromkeys(normal_tag(tag) for tag in (*feedback_languages(), *_MORE_LANGUAGES))
        self.languages = Many(tags, _language, profile.languages)
        self.groups = CodeSet("target-groups", profile.target_groups)
        self.own_groups, self.rules = TextArea(2), TextArea(3)
        self.own_groups.setPlainText("\n".join(_group_line(one) for one in profile.local_groups))
        self.rules.setPlainText("\n".join(one.text for one in profile.local_rules))
        self.smallest = Field(
            lambda: _("Smallest number shown in figures"),
            lambda: _("From 3 to 20; fewer people than this are never shown."),
        )
        self.smallest.line.setText(str(profile.smallest_cell))
        self._own_groups = Field(
            lambda: _("Target groups of this site only"),
            lambda: _("One a line; ages behind a semicolon: young newcomers; 18-27."),
            edit=self.own_groups,
        )
        self.add(
            Field(lambda: _("Languages shown first"), edit=self.languages),
            Field(lambda: _("Target groups"), edit=self.groups),
            self._own_groups,
            Field(
                lambda: _("Added to the checklist"),
                lambda: _("One a line, in German: what is to be done here after arrival."), edit=self.rules,
            ),
            self.smallest,
        )  # fmt: skip

    def read(self) -> SiteProfile | None:
        """Return what is local, unless ages or the number cannot be read."""
        groups = [_read_group(line) for line in self.own_groups.toPlainText().splitlines() if line.strip()]
        wrong = [one for one in groups if one is None]
        self._own_groups.show_error((lambda: _("Write ages as 18-27.")) if wrong else "")
        typed = self.smallest.text()
        is_number = typed.isdecimal() and _SMALLEST <= int(typed) <= _LARGEST
        self.smallest.show_error("" if is_number else (lambda: _("Please a number from 3 to 20.")))
        if wrong or not is_number:
            return None
        rules = [line.strip() for line in self.rules.toPlainText().splitlines() if line.strip()]
        bases = {one.text: one.basis for one in self.profile.local_rules}
        return msgspec.structs.replace(
            self.profile,
            languages=self.languages.values(),
            target_groups=self.groups.values(),
            local_groups=tuple(one for one in groups if one is not None),
            local_rules=tuple(LocalRule(text, bases.get(text, "")) for text in rules),
            smallest_cell=int(typed),
        )


class BasisSheet(SiteSheet):
    """Law, decision, first year, funding."""

    def __init__(self, parent: QWidget, profile: SiteProfile, users: Sequence[User]) -> None:
        super().__init__(parent, lambda: _("Basis"), profile, users)

    def lay_out(self, profile: SiteProfile) -> None:
        """Ask for law, decision and money."""
        basis = profile.programme
        self.law = Field(lambda: _("Legal basis"), lambda: _("Such as § 9 TIntG NRW."))
        self.decision = Field(lambda: _("Decision"), lambda: _("Such as: council of the city, 2354/2022."))
        self.decided = DayField(lambda: _("Decided on"))
        self.since = Field(lambda: _("Programme since"), lambda: _("Reports reach back to this year."))
        self.funded_from, self.funded_to = (
            DayField(lambda: _("Funded from")),
            DayField(lambda: _("Funded to")),
        )
        self.funder = Field(lambda: _("Funded by"))
        self.source = Field(lambda: _("Source"), lambda: _("Address of the decision or the law."))
        for field, text in (
            (self.law, basis.legal_basis), (self.decision, basis.decision),
            (self.since, str(basis.since_year or "")), (self.funder, basis.funder),
            (self.source, basis.source_url),
        ):  # fmt: skip
            field.line.setText(text)
        for day, iso in (
            (self.decided, basis.decided_on), (self.funded_from, basis.funded_from),
            (self.funded_to, basis.funded_to),
        ):  # fmt: skip
            day.show_iso(iso)
        self.add(self.law, self.decision, self.decided, self.since, self.funded_from, self.funded_to,
                 self.funder, self.source)  # fmt: skip
        self.law.setFocus()

    def read(self) -> SiteProfile | None:
        """Return the basis, unless a day or the year cannot be read."""
        days = [day.iso() for day in (self.decided, self.funded_from, self.funded_to)]
        typed = self.since.text()
        is_year = not typed or (typed.isdecimal() and len(typed) == 4 and int(typed) >= FIRST_YEAR)
        self.since.show_error("" if is_year else (lambda: _("Please a year, such as 2021.")))
        decided, begins, ends = days
        if decided is None or begins is None or ends is None or not is_year:
            return None
        programme = Programme(
            legal_basis=self.law.text(), decision=self.decision.text(), decided_on=decided,
            since_year=int(typed) if typed else None, funded_from=begins, funded_to=ends,
            funder=self.funder.text(), source_url=self.source.text(),
        )  # fmt: skip
        return msgspec.structs.replace(self.profile, programme=programme)


def _language(tag: str) -> str:
    return words().language_name(tag)


def _group_line(group: LocalGroup) -> str:
    if group.age_from is None and group.age_to is None:
        return group.name
    return f"{group.name}; {group.age_from if group.age_from is not None else ''}-{group.age_to or ''}"


def _read_group(line: str) -> LocalGroup | None:
    """Return a group from its line; None where the ages behind the semicolon are none."""
    name, has_ages, ages = line.partition(";")
    if not has_ages:
        return LocalGroup(name.strip())
    first, _dash, last = (part.strip() for part in ages.replace("–", "-").partition("-"))
    if not name.strip() or any(part and not part.isdecimal() for part in (first, last)):
        return None
    return LocalGroup(name.strip(), int(first) if first else None, int(last) if last else None)
