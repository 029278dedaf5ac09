"""Install, load and edit times of forms: the shipped one and those named on the command line or beside us."""

import datetime
import statistics
import time
from pathlib import Path

from intake_app import forms
from intake_app.errors import IntakeError
from intake_app.interview import Interview

ROOT = Path(__file__).resolve().parent.parent


def found_forms() -> list[Path]:
    """Return the shipped form and, where outside test input lies beside the checkout, the real ones."""
    real = ROOT.parent / "shared" / "forms" / "real"
    return [*forms.shipped_forms(), *sorted(real.glob("*.xlsx"))]


def measure() -> list[tuple[str, str]]:
    """Return rows (what, figure): install once, load from the package, first and later begins, edits."""
    rows = []
    now = datetime.datetime.now(datetime.UTC)
    for path in found_forms():
        try:
            installed, definition = _timed(lambda path=path: forms.install(path))
        except IntakeError as trouble:
            rows.append((path.name, trouble.in_english()))
            continue
        package = forms.encode(definition)
        loaded, form = _timed(lambda package=package: forms.decode(package))
        first, _ = _timed(lambda form=form: Interview.begin(form, language=None, now=now))
        again, interview = _timed(lambda form=form: Interview.begin(form, language=None, now=now))
        edits = sorted(_edit_times(interview, now))
        figures = (
            f"install {installed:.0f} ms",
            f"package to first page {loaded + first:.0f} ms (decode {loaded:.0f}, first begin {first:.0f})",
            f"later begin {again:.1f} ms",
            f"edit median {statistics.median(edits):.2f} ms, p95 {edits[int(len(edits) * 0.95)]:.2f} ms",
            f"{len(edits)} edits",
            f"state {_timed(interview.state)[0]:.2f} ms",
        )
        rows.append((path.name, ", ".join(figures)))
    return rows


def _edit_times(interview: Interview, now: datetime.datetime) -> list[float]:
    """Answer every choice question that shows with its first and last choice; return milliseconds."""
    times = []
    for node in list(interview.nodes()):
        if node.relevant and node.definition.control in {"select1", "select"}:
            offered = interview.choices(node.ref)
            values = [choice.value for choice in offered[:1] + offered[-1:]]
            times += [
                _timed(lambda r=node.ref, v=value: interview.answer(r, v, now=now))[0] for value in values
            ]
        elif node.relevant and node.definition.data_type == "int" and node.definition.has_control:
            times.append(_timed(lambda r=node.ref: interview.answer(r, "3", now=now))[0])
    return times or [0.0]


def _timed(call):  # type: ignore[no-untyped-def]
    begun = time.perf_counter()
    result = call()
    return (time.perf_counter() - begun) * 1000, result
