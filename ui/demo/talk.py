"""Holds one interview in the window: the form-driven respondent answers, card by card, page by page."""

from dataclasses import dataclass, field

from intake_app.forms.definition import NodeDefinition
from intake_app.interview.respondent import Refusal, Respondent
from ui.demo.driver import Driver, StepFailed
from ui.screens.interview import InterviewScreen

_MOST_PAGES = 4_000


@dataclass(slots=True)
class TalkReport:
    """What happened in one talk: counts for the summary."""

    answers: int = 0
    non_answers: int = 0
    pages: int = 0
    switches: int = 0
    seen: set[str] = field(default_factory=set)  # languages the client's side was shown in

    def add(self, other: "TalkReport") -> None:
        """Add a later part of the same talk."""
        self.answers += other.answers
        self.non_answers += other.non_answers
        self.pages += other.pages
        self.switches += other.switches
        self.seen |= other.seen


def hold_talk(
    driver: Driver,
    screen: InterviewScreen,
    respondent: Respondent,
    languages: tuple[str, ...],
    *,
    switch_every: int = 3,
    stop_after: int | None = None,
) -> TalkReport:
    """Answer page after page until the open points, switching the client's language every few pages.

    ``stop_after`` leaves the talk in the middle, after that many pages.
    """
    report = TalkReport()
    report.seen.update(languages[:1])
    while not screen.is_last_page():
        _answer_page(driver, screen, respondent, report)
        driver.wait(lambda: screen.is_settled, "saving the answers")
        report.pages += 1
        if report.pages >= _MOST_PAGES:
            raise StepFailed("the interview does not come to an end")
        if stop_after is not None and report.pages >= stop_after:
            return report
        if len(languages) > 1 and report.pages % switch_every == 0:
            report.switches += 1
            language = languages[report.switches % len(languages)]
            screen.switch_client_language(language)
            report.seen.add(language)
        screen.next_page()
        driver.rest(0)
    driver.wait(lambda: screen.is_settled, "saving the answers")
    return report


def _answer_page(driver: Driver, screen: InterviewScreen, respondent: Respondent, report: TalkReport) -> None:
    """Answer every card once; an answer may bring other cards in or take some away."""
    done: set[str] = set()
    while True:
        ref = next((ref for ref in screen.page_refs() if ref not in done), None)
        if ref is None:
            return
        done.add(ref)
        box = screen.box(ref)
        answer = respondent.answer_for(screen.interview, ref, screen.now())
        if answer is None:
            continue
        if isinstance(answer, Refusal):
            box.set_non_answer(str(answer))
            report.non_answers += 1
        else:
            box.set_answer(answer)
            report.answers += 1
            if screen.interview.value(ref) != answer:
                box.flush()
            kept = screen.interview.value(ref)
            if kept is None or not _is_same(kept, answer, screen.interview.node(ref).definition):
                raise StepFailed(f"{ref}: the card took {answer!r} and the interview holds {kept!r}")
        if report.answers % 25 == 0:
            driver.rest(0)


def _is_same(kept: str, answer: str, question: NodeDefinition) -> bool:
    """Tell whether the card kept the answer; a card that asks for a month, a year or minutes keeps those."""
    if "year" in question.appearance:
        return kept[:4] == answer[:4]
    if "month-year" in question.appearance:
        return kept[:7] == answer[:7]
    if question.data_type == "time":
        return kept[:5] == answer[:5]
    if question.data_type == "dateTime":
        return kept[:16] == answer[:16]
    return kept == answer
