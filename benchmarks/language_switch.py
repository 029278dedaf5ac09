"""Time of a language switch in the interview: all texts of the longest page said again, laid out and drawn.

Measured in the window itself at 1366x768: from the call to the end of the repaint.
"""

import datetime
import os
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.real_forms import found_forms

_SWITCHES = 30


def measure() -> list[tuple[str, str]]:
    """Return rows (form, figure) of median and p95 in milliseconds, and the number of cards on the page."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
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
    with tempfile.TemporaryDirectory() as home:
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
            window.go("interview", interview_id=begun.record.id)
            screen = driver.page(InterviewScreen)
            cards = _go_to_longest_page(driver, screen)
            times = sorted(_switch(window, screen, theirs[(n + 1) % 2]) for n in range(_SWITCHES))
            middle, high = statistics.median(times), times[int(_SWITCHES * 0.95)]
            rows.append((path.name, f"median {middle:.0f} ms, p95 {high:.0f} ms, {cards} cards"))
        window.close()
        driver.rest(300)
    return rows


def _go_to_longest_page(driver, screen) -> int:  # type: ignore[no-untyped-def]
    sizes = []
    while not screen.is_last_page():
        sizes.append((len(screen.page_refs()), screen.page_refs()[0]))
        screen.next_page()
        driver.rest(0)
    longest, ref = max(sizes)
    screen.go_to(ref)
    driver.settle()
    return longest


def _switch(window, screen, language: str) -> float:  # type: ignore[no-untyped-def]
    begun = time.perf_counter()
    screen.switch_client_language(language)
    window.centralWidget().layout().activate()
    window.grab()
    return (time.perf_counter() - begun) * 1000
