"""Asking for feedback from any page: the client's window opens in a language, what is said is kept."""

from intake_app.errors import IntakeError
from intake_app.languages import fallback_chain, normal_tag
from intake_app.services.feedback import FeedbackEmpty, feedback_languages
from ui.screen import Screen
from ui.screens.feedback_window import FeedbackWindow
from ui.words import _


def nearest_language(tag: str) -> str:
    """Return the language of feedback that comes nearest to ``tag``; German where none does."""
    known = set(feedback_languages())
    chain = fallback_chain(normal_tag(tag)) if tag else ()
    return next((one for one in chain if one in known), "de")


def talk_over(screen: Screen, tag: str) -> FeedbackWindow | None:
    """Open the client's window for feedback over ``screen``; nothing on the page is lost by it."""
    shell = screen.shell
    if shell is None:
        return None
    language = nearest_language(tag)

    def keep(answers: dict[str, int], text: str) -> None:
        workspace, now = screen.workspace, screen.now()

        def give() -> None:
            from intake_app.services.feedback import give_feedback

            give_feedback(workspace, language=language, answers=answers, text=text, now=now)

        def failed(trouble: IntakeError) -> None:
            if isinstance(trouble, FeedbackEmpty):
                shell.tell_plain(_("Nothing was answered."), _("Nothing is kept then; that is all right."))
            else:
                screen.tell(trouble)

        screen.ask(give, lambda _none: shell.tell_plain(_("Kept, without name and case.")), failed)

    talk = FeedbackWindow(screen.window(), language)
    talk.given.connect(keep)
    talk.lock_wanted.connect(shell.lock)
    talk.blank_under(shell.blank)
    return talk
