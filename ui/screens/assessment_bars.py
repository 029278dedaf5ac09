"""What frames an assessment: how one begins, what is still wanted, the foot with undo and saving."""

import datetime
from collections.abc import Callable, Sequence

from intake_app.records.assessment import Assessment
from intake_app.services.assessment_views import Wanted, short_name
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.label import Elide
from ui.parts.space import Yielding, row
from ui.screens.assessment_words import kind_words, short_names
from ui.speaking import Speaking
from ui.words import _, set_apart, words


class BeginNotice(Notice):
    """No assessment yet, or a completed one: what it is and which one can begin."""

    def __init__(self) -> None:
        super().__init__("soft")
        self._shown: Assessment | None = None
        self.begin_button, self.close_button = Button("primary"), Button()
        self.say(self.begin_button.setText, self._begin_words)
        self.say(self.close_button.setText, lambda: _("Begin the closing assessment"))
        self.body.add(Yielding(row(self.begin_button, self.close_button, "*")))

    def show_for(self, current: Assessment | None) -> None:
        """Show what stands; nothing while an assessment is open."""
        self._shown = current
        done = current.completed_at if current is not None else None
        self.setVisible(current is None or done is not None)
        self.close_button.setVisible(current is not None)
        self.begin_button.setText(self._begin_words())
        if current is None:
            self.tell(
                lambda: _("No assessment yet."),
                lambda: _("Begin where the person wants; strengths come first."),
            )
        elif done is not None:
            self.tell(
                lambda: _(
                    "{assessment}, completed on {day}",
                    assessment=kind_words(current.kind),
                    day=set_apart(words().date(done.astimezone().date())),
                ),
                lambda: _("It stays as it is. A new one can be compared with it."),
            )

    def _begin_words(self) -> str:
        return _("Begin the assessment") if self._shown is None else _("Begin a re-assessment")


class Foot(Speaking, Yielding):
    """Back, undo, when it was saved, and onwards."""

    def __init__(self) -> None:
        self._kept_at: datetime.datetime | None = None
        self._is_kept = True
        self._place: tuple[Sequence[str], int] = ((), 0)
        self.back_button, self.next_button = Button(icon="arrow-left"), Button("primary", trail="arrow-right")
        self.undo_button = Button("quiet", icon="arrow-counter-clockwise")
        self.saved: Elide = Elide("small", "muted")
        line = row(
            self.back_button, self.undo_button, (self.saved, 1), self.next_button, gap=10, margins=(20, 8)
        )
        super().__init__(line, "foot")
        # Translators: a button: the domain before
        self.say(self.back_button.setText, lambda: _("Back"))
        self.say(self.undo_button.name_it, lambda: _("Undo (Ctrl+Z)"))
        self.say(self.next_button.setText, self._next_words)
        self.say(self.saved.setText, self._saved_words)

    def show_place(self, codes: Sequence[str], at: int, *, is_open: bool) -> None:
        """Show what is before and after the domain at ``at``; behind the last the assessment is completed."""
        self._place = (codes, at)
        self.back_button.setEnabled(at > 0)
        self.next_button.setEnabled(at < len(codes) - 1 or is_open)
        self.next_button.setText(self._next_words())

    def show_kept(self, moment: datetime.datetime | None) -> None:
        """Show when the last act was kept; None: it was not."""
        self._is_kept, self._kept_at = moment is not None, moment or self._kept_at
        self.saved.setText(self._saved_words())

    def _next_words(self) -> str:
        codes, at = self._place
        if at + 1 < len(codes):
            return _("Next: {domain}", domain=short_name(codes[at + 1], words().tag))
        # Translators: a button: completes the assessment
        return _("Complete")

    def _saved_words(self) -> str:
        if not self._is_kept:
            return _("Not saved")
        return _("Saved {time}", time=set_apart(words().time(self._kept_at))) if self._kept_at else ""


def wanted_words(wanted: Sequence[Wanted]) -> tuple[Callable[[], str], Callable[[], str]]:
    """Return heading and text, said in any language, of what is wanted before an assessment is complete."""

    def of(*wants: str) -> list[str]:
        return list(dict.fromkeys(one.domain for one in wanted if one.want in wants))

    def says() -> str:
        said = []
        if strengths := of("resource", "prompts"):
            said.append(
                _("One resource, or why none is visible yet: {domains}.", domains=short_names(strengths))
            )
        if hurried := of("urgency"):
            said.append(_("How soon: {domains}.", domains=short_names(hurried)))
        if unrated := of("rating"):
            said.append(_("A value: {domains}.", domains=short_names(unrated)))
        if of("any-rated"):
            said.append(_("At least one domain, or the story."))
        return " ".join(said)

    def heads() -> str:
        if of("resource", "prompts"):
            return _("Strengths first. Everything is kept; this is still wanted:")
        return _("Everything is kept; this is still wanted:")

    return heads, says
