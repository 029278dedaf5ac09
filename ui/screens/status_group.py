"""What applies to a person's status group: offices, entitlements, sections of the work, what to ask about."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from intake_app.services import status
from intake_app.services.status import Prompt, StatusGroup, StatusPage
from ui.parts.chip import Chip
from ui.parts.code_picker import code_words
from ui.parts.flow import flow
from ui.parts.label import label
from ui.parts.space import clear, column, pane, row
from ui.screens.status_part import StatusPart
from ui.screens.status_words import day_words
from ui.words import _, isolate, words

if TYPE_CHECKING:
    from ui.screens.status import StatusScreen


class GroupCard(StatusPart):
    """Differs from group to group: an EU citizen is no asylum applicant."""

    def __init__(self, screen: "StatusScreen") -> None:
        super().__init__(screen, lambda: _("What applies to this status group"))
        self.open_law = Chip("prov", icon="question")
        self.say(self.open_law.setText, lambda: _("please check"))
        self.open_law.hide()
        self.ends.add(self.open_law)
        self._facts = column(gap=6)
        self.shown.add(self._facts)

    def show_page(self, page: StatusPage) -> None:
        """Show what applies to the group of today."""
        clear(self._facts)
        group = status.status_group(page.group)
        self.open_law.setVisible(group is not None and group.confidence == "OPEN")
        if group is None:
            none = label("body", "muted")
            none.say(none.setText, lambda: _("The status group is not known yet."))
            self._facts.add(none)
            return
        name = label("strong")
        name.say(name.setText, lambda: f"{isolate(group.code)} {code_words('status-groups', group.code)}")
        self._facts.add(name)
        for fact, says in _NAMES.items():
            self._facts.add(_fact(says, partial(_told, group, fact)))
        sections, prompts = label("small", "muted"), label("small", "muted")
        sections.say(sections.setText, lambda: _("Sections of the work"))
        chips = []
        for code in group.sections:
            chip = Chip("line", wraps=True)
            chip.say(chip.setText, partial(_section, code))
            chips.append(chip)
        self._facts.add(sections, flow(*chips, gap=6))
        asked = status.prompts_for(group.code)
        if asked:
            prompts.say(prompts.setText, lambda: _("Ask about"))
            self._facts.add(prompts)
        for prompt in asked:
            line = label("body")
            line.say(line.setText, partial(_prompt, prompt))
            self._facts.add(line)
        basis = label("small", "muted")
        basis.say(basis.setText, lambda: f"{isolate(group.legal_basis)} · {_checked(group)}")
        self._facts.add(basis)


_NAMES: dict[str, Callable[[], str]] = {
    "authorities": lambda: _("Offices in charge"),
    "livelihood": lambda: _("Means to live"),
    "work": lambda: _("Access to work"),
    "course": lambda: _("Integration course"),
    "reunion": lambda: _("Family reunification"),
}


def _fact(says: Callable[[], str], value: Callable[[], str]) -> QWidget:
    name, text = label("small", "muted"), label("body")
    name.say(name.setText, says)
    text.say(text.setText, value)
    return pane(row((column(name, text, gap=0), 1)))


def _told(group: StatusGroup, fact: str) -> str:
    return status.best(group.facts[fact], words().tag)


def _section(code: str) -> str:
    return f"{isolate(code)} {status.section_words(code, words().tag)}"


def _prompt(prompt: Prompt) -> str:
    return f"{isolate(prompt.section)} · {status.best(prompt.words, words().tag)}"


def _checked(group: StatusGroup) -> str:
    return _("Law as of {day}", day=day_words(group.verified_on))
