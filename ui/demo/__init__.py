"""The main job without a screen, through the window's own screens, into a folder anyone can check.

``out`` gets pictures, documents, interviews, the batch, its receipt, the keys made for this sample and a
summary. The workspace itself lies in a temporary folder and goes away: it is encrypted, and only a sample.
"""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

LANGUAGES = ("de", "en", "ar")
MADE = ("pictures", "documents", "interviews", "batch", "keys", "summary.md")


def run_demo(
    *,
    out: Path,
    forms: tuple[Path, ...] = (),
    seed: int = 7,
    languages: tuple[str, ...] = LANGUAGES,
    home: Path | None = None,
) -> int:
    """Do the main job on ``forms`` (the shipped one when none is given); 0 when every step came through.

    Says each step on standard output, and what did not work on standard error. ``languages`` are those
    of the window in which every screen is pictured; with ``home`` the workspace is made there and stays.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.demo.driver import StepFailed
    from ui.demo.summary import write_summary

    out.mkdir(parents=True, exist_ok=True)
    for name in MADE:
        place = out / name
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    _keep_platform_quiet()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ankommen-demo-") as passing:
        place = home or Path(passing)
        kept = os.environ.get("ANKOMMEN_HOME")
        os.environ["ANKOMMEN_HOME"] = str(place)
        try:
            report = _do(out, place, forms, seed, languages)
        except StepFailed as trouble:
            print(f"The demo stopped: {trouble}", file=sys.stderr)  # noqa: T201 - a terminal asked for it
            return 1
        finally:
            os.environ.pop("ANKOMMEN_HOME")
            if kept is not None:
                os.environ["ANKOMMEN_HOME"] = kept
    summary = write_summary(out, report, seconds=time.monotonic() - begun)
    print(summary)  # noqa: T201 - a terminal asked for it
    return 0


def _do(  # type: ignore[no-untyped-def]
    out: Path, home: Path, forms: tuple[Path, ...], seed: int, languages: tuple[str, ...]
):
    from intake_app.settings import Settings
    from ui.app import make_app
    from ui.demo.driver import Driver
    from ui.demo.job import Job
    from ui.window import Window

    _app, settings = make_app(Settings())
    window = Window(folder=home / "workspace", settings=settings, is_sample=True)
    window.resize(1366, 768)
    window.show()
    driver = Driver(window, out / "pictures", languages)
    job = Job(driver, out, seed=seed, now=window.now)
    try:
        _steps(job, forms)
    finally:
        if window.workspace is not None:
            window.lock()
            driver.settle()
        window.close()
    return job.report


def _steps(job: "Job", forms: tuple[Path, ...]) -> None:  # type: ignore[name-defined]  # noqa: F821
    _say("1 of 6: a blank device is set up")
    job.set_up()
    job.refuse_wrong_passphrase()
    job.enter("counsellor", picture=True)
    ids = job.install(forms) if forms else ["arrival-intake"] * 4
    job.report.forms = list(dict.fromkeys(ids))
    for number, form_id in enumerate(ids):
        _say(f"2-4 of 6: interview {number + 1} of {len(ids)} on {form_id}")
        job.receive(number, form_id, pictures=number == 0)
    job.look_around()
    if len(ids) > 3:
        job.withdraw(3)
    _say("5 of 6: review, one interview returned with a remark")
    job.enter("supervisor")
    job.review(pictures=True, send_back="Bitte die Angaben zur Familie noch einmal ansehen. (Beispiel)")
    job.enter("counsellor")
    job.answer_remark()
    job.enter("supervisor")
    job.review(pictures=False)
    _say("6 of 6: sealed batch and receipt")
    job.hand_over()


def _say(step: str) -> None:
    print(step, flush=True)  # noqa: T201 - a terminal asked for it


def _keep_platform_quiet() -> None:
    """Drop one line that the screenless platform says for every sheet; everything else is said as before."""
    from PySide6.QtCore import qInstallMessageHandler

    def tell(_kind: object, _context: object, message: str) -> None:
        if "propagateSizeHints" not in message:
            print(message, file=sys.stderr)  # noqa: T201 - what Qt says belongs on standard error

    qInstallMessageHandler(tell)
