"""A process that answers in the window until somebody kills it, and says what it was told is saved.

Lines on standard output, one JSON object each, with what the interview holds and the page on show:
``ready`` when the draft is open, ``turned`` after turning a page, ``given`` before an act may be saved,
``saved`` after the window said so. ``hasty`` says ``saved`` at once while saving still waits: the control
that shows what a loss looks like.
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from intake_app.interview import Interview
from intake_app.interview.respondent import Refusal, Respondent
from tests.stories.window import Desk
from ui.screens.interview import InterviewScreen, interview_services
from ui.screens.interview_saving import Unsaved


def held(interview: Interview) -> dict[str, list[str]]:
    """Return everything the interview holds: ref -> value, non-answer, note."""
    return {
        view.ref: [view.value or "", view.non_answer, view.note]
        for view in interview.nodes()
        if view.value or view.non_answer or view.note
    }


def say(kind: str, screen: InterviewScreen) -> None:
    line = {"kind": kind, "page": screen.page_refs(), "held": held(screen.interview)}
    print(json.dumps(line), flush=True)


def questions_of_page(screen: InterviewScreen) -> Iterator[str]:
    """Yield each card's ref once, also of cards that an answer brings in; not of those it takes away."""
    done: set[str] = set()
    while ref := next((ref for ref in screen.page_refs() if ref not in done), ""):
        done.add(ref)
        yield ref


def give(screen: InterviewScreen, ref: str, respondent: Respondent) -> None:
    """Answer a card with its own widgets."""
    box = screen.box(ref)
    answer = respondent.answer_for(screen.interview, ref, screen.now())
    if isinstance(answer, Refusal):
        box.set_non_answer(str(answer))
    elif answer is not None:
        box.set_answer(answer)
        box.flush()


def answer_until_killed(desk: Desk, screen: InterviewScreen, seed: int, *, is_hasty: bool) -> None:
    chance, respondent = random.Random(seed), Respondent(seed, "ar", refusals=0.1)
    while True:
        for ref in questions_of_page(screen):
            if is_hasty:
                give(screen, ref, respondent)
                say("saved", screen)
                desk.driver.rest(15)
                continue
            give(screen, ref, respondent)
            desk.driver.wait(lambda: screen.is_settled, "saving")
            say("saved", screen)
        if chance.random() < 0.2:
            screen.previous_page()
        elif screen.is_last_page():
            screen.go_to(chance.choice([view.ref for view in screen.interview.nodes() if view.relevant]))
        else:
            screen.next_page()
        say("turned", screen)


def tell_before_keeping(screen: InterviewScreen) -> None:
    """Say ``given`` for each act before it can be kept: a line must not come too late for a kill."""
    add = screen._saving.add

    def tell_and_add(unsaved: Unsaved) -> None:
        say("given", screen)
        add(unsaved)

    screen._saving.add = tell_and_add  # type: ignore[method-assign]


_keep = interview_services.keep_event


def _keep_slowly(*args: Any, **facts: Any) -> Any:
    time.sleep(0.2)
    return _keep(*args, **facts)


def main() -> None:
    folder, pictures, seed, manner = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    if manner == "hasty":
        interview_services.keep_event = _keep_slowly
    desk = Desk(folder, pictures)
    desk.enter()
    screen = desk.continue_draft()
    say("ready", screen)
    if manner != "hasty":
        tell_before_keeping(screen)
    answer_until_killed(desk, screen, seed, is_hasty=manner == "hasty")


if __name__ == "__main__":
    main()
