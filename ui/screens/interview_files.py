"""Files given as answers: between a card's field, which touches no disk, and the vault, which keeps them.

The file is kept first and becomes the answer then, so that an answer never names what is not there.
"""

from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from intake_app.errors import IntakeError
from intake_app.interview import Interview
from intake_app.records.attachment import Attachment
from intake_app.services import attachments
from intake_app.services.errors import AttachmentMissing
from ui.questions.file_field import FileField
from ui.questions.pictures import decode_picture
from ui.questions.question_box import QuestionBox
from ui.screen import Screen


class AnswerFiles(QObject):
    """Serves the file fields of one interview. ``answer(ref, value)`` gives an answer, None takes it away."""

    def __init__(
        self, screen: Screen, interview_id: str, answer: Callable[[str, str | None], object]
    ) -> None:
        super().__init__(screen)
        self._screen, self._id, self._answer = screen, interview_id, answer

    def serve(self, box: QuestionBox) -> None:
        """Keep what is given on ``box``, if it asks for a file."""
        field, ref = box.field, box.ref
        if not isinstance(field, FileField) or self._screen.shell is None:
            return
        field.file_chosen.connect(lambda path: self._attach_file(ref, field.name, Path(path)))
        field.drawn.connect(lambda png: self._attach_drawing(ref, field.name, bytes(png)))
        field.removed.connect(lambda: self._remove(ref, field.name))
        field.copy_wanted.connect(self._save_copy)
        field.content_wanted.connect(lambda name: self._show(field, name))
        field.be_served(self._screen.shell.files)

    def tidy(self, interview: Interview) -> None:
        """Let the vault forget files that no answer names any more; called before completing."""
        used = {
            view.value for view in interview.nodes() if view.definition.control == "upload" and view.value
        }
        workspace, now = self._screen.workspace, self._screen.now()
        self._screen.ask(
            lambda: attachments.remove_unused_attachments(
                workspace, interview_id=self._id, used=used, now=now
            ),
            lambda _count: None,
        )

    def _attach_file(self, ref: str, before: str, path: Path) -> None:
        workspace, now = self._screen.workspace, self._screen.now()
        self._screen.ask(
            lambda: attachments.attach_file(
                workspace, interview_id=self._id, ref=ref, path=path, now=now, replaces=before
            ),
            lambda kept: self._kept(ref, kept),
        )

    def _attach_drawing(self, ref: str, before: str, png: bytes) -> None:
        workspace, now = self._screen.workspace, self._screen.now()
        name = f"{ref.rpartition('/')[2].partition('[')[0]}.png"
        self._screen.ask(
            lambda: attachments.add_attachment(
                workspace, interview_id=self._id, ref=ref, name=name, content=png, now=now, replaces=before
            ),
            lambda kept: self._kept(ref, kept),
        )

    def _kept(self, ref: str, kept: Attachment) -> None:
        self._answer(ref, kept.name)

    def _remove(self, ref: str, name: str) -> None:
        workspace, now = self._screen.workspace, self._screen.now()

        def failed(trouble: IntakeError) -> None:
            if isinstance(trouble, AttachmentMissing):  # gone already: then the name goes, too
                self._answer(ref, None)
            else:
                self._screen.tell(trouble)

        self._screen.ask(
            lambda: attachments.remove_attachment(workspace, interview_id=self._id, name=name, now=now),
            lambda _done: self._answer(ref, None),
            failed,
        )

    def _save_copy(self, name: str, target: Path) -> None:
        workspace, now = self._screen.workspace, self._screen.now()
        self._screen.ask(
            lambda: attachments.save_attachment_copy(
                workspace, interview_id=self._id, name=name, target=target, now=now
            ),
            lambda _path: None,
        )

    def _show(self, field: FileField, name: str) -> None:
        """Fetch a picture (vault lane), decode it (work lane), show it."""
        workspace = self._screen.workspace

        def decode(found: tuple[Attachment, bytes]) -> None:
            self._screen.ask(lambda: decode_picture(found[1]), show, lane="work")

        def show(image: QImage) -> None:
            if shiboken6.isValid(field):  # the page may have been turned meanwhile
                field.show_content(name, image)

        self._screen.ask(
            lambda: attachments.read_attachment(workspace, interview_id=self._id, name=name),
            decode,
            lambda _trouble: show(QImage()),
        )
