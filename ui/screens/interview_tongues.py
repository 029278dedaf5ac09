"""The two languages of an interview: the counsellor's, the client's, and the ones the client had before.

Languages are view state: whatever changes here, no answer does.
"""

from intake_app.forms.definition import FormLanguage
from intake_app.interview import Interview
from ui.questions.panes import PaneLanguage, Panes

_AT_HAND = 2  # of the client's languages, beside the counsellor's


class Tongues:
    """What the two sides of one interview speak; languages by their names in the form."""

    def __init__(self, interview: Interview, *, counsellor: str, client: str) -> None:
        self._interview = interview
        self.percents: dict[str, int] = {}  # how much of the form each language has, once known
        ours = self._pane(counsellor or interview.form.default_language)
        theirs = self._pane(client or ours.name)
        self.panes = Panes(ours, theirs)
        self._recent = [theirs.name]  # the client's last languages, the present one last
        interview.set_language(ours.name)
        interview.set_client_language(theirs.name)

    def switch(self, name: str) -> bool:
        """Let the client's side speak ``name``; False when it does already."""
        if name == self.panes.client.name:
            return False
        self._recent = [*(one for one in self._recent if one != name), name][-3:]
        self.panes = Panes(self.panes.counsellor, self._pane(name), self.panes.is_swapped)
        self._interview.set_client_language(name)
        return True

    def swap(self) -> None:
        """Let the two sides change places."""
        self.panes = Panes(self.panes.counsellor, self.panes.client, not self.panes.is_swapped)

    def next_in_turn(self) -> str:
        """Return the client's language before this one; the counsellor's when there was none."""
        before = [name for name in self._recent if name != self.panes.client.name]
        return before[-1] if before else self.panes.counsellor.name

    def at_hand(self) -> list[FormLanguage]:
        """Return the few languages to have beside each other, in the order of the form."""
        names = {self.panes.counsellor.name, *self._recent[-_AT_HAND:]}
        return [language for language in self._interview.form.languages if language.name in names]

    def tags_for_interpreting(self) -> list[str]:
        """Return the languages (BCP 47) to interpret into: the client's first, never the counsellor's."""
        theirs, ours = self.panes.client.tag, self.panes.counsellor.tag
        tags = [theirs, *(language.tag for language in self._interview.form.languages)]
        return [tag for tag in dict.fromkeys(tags) if tag and tag != ours]

    def _pane(self, name: str) -> PaneLanguage:
        known = {language.name: language.tag for language in self._interview.form.languages}
        if name in known:
            return PaneLanguage(name, known[name])
        return PaneLanguage(self._interview.form.default_language)
