"""The form's version in a talk: a newer one is offered, seen first, taken, and taken back.

Nothing is moved unasked. Answers that found no question stay in reach: each can be read here, and given to a
question by hand.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from intake_app.interview import Interview
from intake_app.services import form_versions
from intake_app.services.form_versions import DraftVersions, MovePreview
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.flow import Flow
from ui.parts.space import column, pane
from ui.screen import Screen
from ui.screens.interview_acts import Acts
from ui.screens.interview_version_orphans import OrphanSheet
from ui.screens.interview_version_sheet import MoveSheet
from ui.words import _, isolate, plural


class VersionBar(Notice):
    """Says that a newer version waits, or that the talk has moved; hidden when there is neither."""

    def __init__(self) -> None:
        super().__init__("soft", icon="file-plus")
        self.versions = DraftVersions("")
        self.orphans = 0
        self.look_button, self.back_button = Button("small", icon="eye"), Button("small")
        self.orphans_button, self.close_button = Button("small"), Button("quiet", icon="x")
        self.say(self.look_button.setText, lambda: _("See what would change"))
        self.say(lambda _text: self._say_buttons(), lambda: "")
        self.say(self.close_button.name_it, lambda: _("Close this message"))
        self.close_button.clicked.connect(self.hide)
        self.texts.add(
            pane(column(Flow((self.look_button, self.orphans_button, self.back_button), gap=8), gap=0))
        )
        self.line.add(self.close_button)
        self.tell(self._title, self._text)
        self.hide()

    def show_versions(self, versions: DraftVersions, orphans: int) -> None:
        """Show what can be done; nothing when nothing can."""
        self.versions, self.orphans = versions, orphans
        self.look_button.setVisible(bool(versions.newest))
        self.back_button.setVisible(bool(versions.former))
        self.orphans_button.setVisible(bool(orphans))
        self._say_buttons()
        self.tell(self._title, self._text)
        self.setVisible(bool(versions.newest or versions.former or orphans))

    def _title(self) -> str:
        if self.versions.newest:
            return _("Version {v} of this form is installed.", v=isolate(self.versions.newest))
        return _("This talk is on version {v} of its form.", v=isolate(self.versions.now))

    def _text(self) -> str:
        if self.versions.newest:
            return _("This talk stays on version {v} until you move it.", v=isolate(self.versions.now))
        if self.versions.former:
            return _("It was moved from version {v} and can go back exactly as it was until it is completed.",
                     v=isolate(self.versions.former))  # fmt: skip
        return ""

    def _say_buttons(self) -> None:
        self.back_button.setText(_("Back to version {v}", v=isolate(self.versions.former)))
        self.orphans_button.setText(
            plural("{n} answer without a question", "{n} answers without a question", self.orphans)
        )


class Versions(QObject):
    """The versions of one talk's form: the bar, the two sheets, and what they do."""

    def __init__(self, screen: Screen, interview_id: str, acts: Acts) -> None:
        super().__init__(screen)
        self._screen, self._id, self._acts = screen, interview_id, acts
        self.bar = VersionBar()
        self.sheet: MoveSheet | OrphanSheet | None = None
        self._language: Callable[[], str] = str
        self._when_settled: Callable[[Callable[[], object]], object]
        self.bar.look_button.clicked.connect(self.open_move)
        self.bar.back_button.clicked.connect(self.go_back)
        self.bar.orphans_button.clicked.connect(self.open_orphans)
        acts.changed.connect(lambda _changes: self._count())

    def begin(
        self, language: Callable[[], str], when_settled: Callable[[Callable[[], object]], object]
    ) -> None:
        """Ask which versions there are. ``when_settled`` calls back once every answer is kept."""
        self._language, self._when_settled = language, when_settled
        workspace = self._screen.workspace
        self._screen.ask(lambda: form_versions.draft_versions(workspace, interview_id=self._id), self._show)

    def open_move(self) -> None:
        """Show what moving would do to every answer."""
        self._when_settled(lambda: self._preview({}, self._open_sheet))

    def go_back(self) -> None:
        """Bring the talk back to the version before."""
        workspace, now = self._screen.workspace, self._screen.now()
        self._when_settled(
            lambda: self._screen.ask(
                lambda: form_versions.move_back(workspace, interview_id=self._id, now=now), self._again
            )
        )

    def open_orphans(self) -> None:
        """Show the answers that have no question."""
        sheet = OrphanSheet(self._screen, self._interview, self._language())
        sheet.given.connect(self._give)
        self._hold(sheet)

    @property
    def _interview(self) -> Interview:
        return self._acts.interview

    def _show(self, versions: DraftVersions) -> None:
        self.bar.show_versions(versions, len(self._interview.orphans))

    def _count(self) -> None:
        if len(self._interview.orphans) != self.bar.orphans:
            self.bar.show_versions(self.bar.versions, len(self._interview.orphans))

    def _preview(self, chosen: Mapping[str, str], then: Callable[[MovePreview], object]) -> None:
        workspace, now = self._screen.workspace, self._screen.now()
        self._screen.ask(
            lambda: form_versions.preview_move(workspace, interview_id=self._id, now=now, chosen=chosen), then
        )

    def _open_sheet(self, preview: MovePreview) -> None:
        sheet = MoveSheet(self._screen, preview, self._language())
        sheet.chosen_anew.connect(lambda chosen: self._preview(chosen, sheet.show_preview))
        sheet.agreed.connect(self._move)
        self._hold(sheet)

    def _move(self, chosen: Mapping[str, str]) -> None:
        workspace, now = self._screen.workspace, self._screen.now()
        self._screen.ask(
            lambda: form_versions.move_draft(workspace, interview_id=self._id, now=now, chosen=chosen),
            self._again,
        )

    def _again(self, _record: object) -> None:
        self._screen.go("interview", interview_id=self._id)

    def _give(self, number: int, ref: str) -> None:
        self._acts.assign(number, ref)

    def _hold(self, sheet: MoveSheet | OrphanSheet) -> None:
        self.sheet = sheet
        sheet.finished.connect(self._gone)

    def _gone(self) -> None:
        self.sheet = None
