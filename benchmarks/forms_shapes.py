"""The form engine beside JavaRosa and xforms-engine: the same forms, the same work, one run.

Every shape is done by each engine in a process of its own, one after the other, so that a machine that
drifts drifts for all. What each engine has worked out at the end must be the same.
"""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.peers import ENGINES, Engine
from benchmarks.shapes import Shape, shapes

ROOT = Path(__file__).resolve().parent.parent
HEADING = (
    "| what (ms: median, p95) | Ankommen | JavaRosa | xforms-engine | to JavaRosa | to xforms-engine |\n"
    "|---|---|---|---|---|---|"
)
_PATIENCE = 600  # seconds for one shape


@dataclass
class Run:
    """What one engine made of one shape: times by name, what it worked out, memory in MB, or why not."""

    times: dict[str, list[float]] = field(default_factory=dict)
    results: dict[str, str] = field(default_factory=dict)
    memory: str = ""
    why_not: str = ""


def measure(chosen: list[Shape] | None = None) -> Iterator[tuple[str, ...]]:
    """Yield rows for ``HEADING``."""
    ours = Engine("Ankommen", (sys.executable, "-m", "benchmarks.forms_worker"), ROOT)
    engines = (ours, *(find() for find in ENGINES))
    with tempfile.TemporaryDirectory() as folder:
        for shape in chosen or shapes():
            form, work = Path(folder) / "form.xml", Path(folder) / "work.tsv"
            form.write_text(shape.xform, encoding="utf-8")
            work.write_text("\n".join((str(form), *shape.work)) + "\n", encoding="utf-8")
            yield from _rows(shape, [_run(engine, work) for engine in engines])


def _rows(shape: Shape, runs: list[Run]) -> Iterator[tuple[str, ...]]:
    names = list(dict.fromkeys(name for run in runs for name in run.times))
    names += [name for line in shape.work if (name := line.split("\t")[1]) not in names]
    for name in names:
        times = [run.times.get(name, []) for run in runs]
        cells = [_figure(each, run.why_not) for each, run in zip(times, runs, strict=True)]
        differing = [run.results[name] for run in runs if name in run.results]
        said = name if len(set(differing)) < 2 else f"{name} (results differ: {', '.join(differing)})"
        yield (said, *cells, *(_ratio(times[0], each) for each in times[1:]))
    if "5,000 questions" in shape.name and "fan" not in shape.name:
        memory = [run.memory for run in runs]
        whole = [[float(each)] if each.isdigit() else [] for each in memory]
        cells = [f"{each} MB" if each else "-" for each in memory]
        yield (f"{shape.name}: memory", *cells, *(_ratio(whole[0], each) for each in whole[1:]))


def _run(engine: Engine, work: Path) -> Run:
    if not engine.command:
        return Run(why_not=engine.why_not)
    try:
        done = subprocess.run(
            [*engine.command, str(work)],
            cwd=engine.folder, capture_output=True, text=True, timeout=_PATIENCE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Run(why_not=f"not done in {_PATIENCE} s")
    run = Run()
    for line in done.stdout.splitlines():
        name, *rest = line.split("\t")
        if name == "result":
            run.results[rest[0]] = rest[1]
        elif name == "memory":
            run.memory = rest[0]
        elif rest:
            run.times[name] = [float(each) for each in rest]
    if done.returncode:
        run.why_not = (done.stderr.strip().splitlines() or ["failed"])[0][:80]
    return run


def _figure(times: list[float], why_not: str) -> str:
    if not times:
        return why_not or "-"
    ordered = sorted(times)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"{_short(statistics.median(times))}, {_short(high)}"


def _ratio(ours: list[float], theirs: list[float]) -> str:
    if not ours or not theirs:
        return "-"
    ratio = statistics.median(ours) / statistics.median(theirs)
    return f"{ratio:.2f}x" if ratio >= 0.1 else f"{ratio:.4f}x"


def _short(milliseconds: float) -> str:
    return f"{milliseconds:,.0f}" if milliseconds >= 100 else f"{milliseconds:.3g}"
