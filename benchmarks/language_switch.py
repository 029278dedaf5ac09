"""Time of a language switch in the interview: all texts of a page said again, laid out and drawn.

Measured in the window itself at 1366x768, from the call to the end of the repaint, on every page of an
interview that is filled before: pages that only answers open count like the others.
"""

import datetime
import os
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.real_forms import found_forms

_TURNS = 4  # switches on each page
_MOST_PAGES = 120  # of longer interviews every nth page


def measure() -> list[tuple[str, str]]:
    """Return rows (form, figure) of median and p95 in milliseconds, with the number of pages and of cards."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from intake_app.interview.respondent import Respondent
    from intake_app.records.interview_record import InterviewEvent
    from intake_app.services import forms as form_services
    from intake_app.services import interviews as interview_services
    from intake_app.services import persons as person_services
    from ui.app import make_app
    from ui.demo.driver import Driver
    from ui.demo.people import client_languages, counsellor_language
    from ui.sample import make_sample
    from ui.screens.interview import InterviewScreen
    from ui.window import Window

    rows = []
    now = datetime.datetime.now(datetime.UTC)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        os.environ["ANKOMMEN_HOME"] = home
        _app, settings = make_app()
        window = Window(folder=Path(home) / "workspace", settings=settings)
        window.resize(1366, 768)
        window.show()
        driver = Driver(window, Path(home) / "pictures", ("de",))
        workspace = make_sample(window.folder, now)
        window.workspace = workspace
        case = person_services.recent_persons(workspace)[0].case_id
        for path in found_forms():
            form = form_services.read_form_file(path).definition
            if form is None or len(form.languages) < 2:
                continue
            form_services.keep_form(workspace, definition=form, now=now)
            ours = counsellor_language(form.languages, form.default_language)
            theirs = client_languages(form.languages, ("ar", "fa-AF"), ours)
            begun = interview_services.begin_interview(
                workspace,
                case_id=case,
                form_id=form.form_id,
                language=ours,
                client_language=theirs[0],
                now=now,
            )
            Respondent(11, "en", refusals=0.0, curiosity=0.3).fill(begun.interview, now, most=600)
            interview_services.keep_event(
                workspace, interview_id=begun.record.id, event=InterviewEvent(kind="note"),
                state=begun.interview.state(), answered=0, asked=0, language=ours,
                client_language=theirs[0], now=now,
            )  # fmt: skip
            window.go("interview", interview_id=begun.record.id)
            screen = driver.page(InterviewScreen)
            times, pages, most = _walk(driver, window, screen, theirs)
            middle, high = statistics.median(times), sorted(times)[int(len(times) * 0.95)]
            figure = f"median {middle:.0f} ms, p95 {high:.0f} ms, {pages} pages, {most} cards"
            rows.append((path.name, figure))
        window.close()
        driver.rest(300)
    return rows


def _walk(driver, window, screen, languages) -> tuple[list[float], int, int]:  # type: ignore[no-untyped-def]
    """Return the times of all switches in ms, the number of pages walked, the cards of the longest."""
    pages = [page for page in screen.interview.pages() if page.questions]
    pages = pages[:: max(1, len(pages) // _MOST_PAGES)]
    times: list[float] = []
    for page in pages:
        screen.go_to(page.questions[0])
        driver.settle()
        times += [_switch(window, screen, languages[(turn + 1) % 2]) for turn in range(_TURNS)]
    return times, len(pages), max(len(page.questions) for page in pages)


def _switch(window, screen, language: str) -> float:  # type: ignore[no-untyped-def]
    begun = time.perf_counter()
    screen.switch_client_language(language)
    window.centralWidget().layout().activate()
    window.grab()
    return (time.perf_counter() - begun) * 1000
