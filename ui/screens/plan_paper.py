"""The handover sheet on paper: gathered from what consent covers, made, and saved where a person says."""

from typing import TYPE_CHECKING

from intake_app.records.referral import Referral
from intake_app.services.saving import save_bytes
from ui.screen import Screen
from ui.words import _

if TYPE_CHECKING:
    from intake_app.records.papers import MadePaper, Paper


def save_handover(screen: Screen, referral: Referral, *, language: str) -> None:
    """Make the sheet of a referral in German and ``language`` (BCP 47), then ask where it is saved."""
    workspace, now, shell = screen.workspace, screen.now(), screen.shell
    assert shell is not None

    def gather() -> "Paper":
        from intake_app.services.papers import gather_paper

        return gather_paper(
            workspace, person_id=referral.person_id, kind="handover", language=language,
            about=referral.id, now=now,
        )  # fmt: skip

    def make(paper: "Paper") -> None:
        def made() -> "MadePaper":
            from intake_app.services.documents import make_paper

            return make_paper(paper)

        screen.ask(made, choose, lane="work")

    def choose(made: "MadePaper") -> None:
        shell.files.ask_save(
            _("Save the handover sheet"), f"{made.name.removesuffix('.pdf')}.pdf", "PDF (*.pdf)",
            lambda path: screen.ask(lambda: save_bytes(path, made.pdf), lambda _path: None, lane="work"),
        )  # fmt: skip

    screen.ask(gather, make)
