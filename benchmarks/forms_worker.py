"""Does lines of work (``shapes.py``) with our engine, in a process of its own, and prints milliseconds.

Usage: ``python -m benchmarks.forms_worker WORK``; each line out is ``name<TAB>ms<TAB>ms…``, and the last
ones ``result`` (what was read last, so that the three engines can be compared) and ``memory`` (MB).
"""

import datetime
import sys
import time
from collections.abc import Callable
from pathlib import Path

from intake_app.forms import decode, encode, read_xform
from intake_app.interview import Interview

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def main(work: Path) -> None:
    """Do the work; the first line names the form's file. Loading starts from the installed package."""
    first, *lines = work.read_text(encoding="utf-8").splitlines()
    reading = read_xform(Path(first).read_text(encoding="utf-8"))
    assert reading.definition is not None, reading.findings
    package = encode(reading.definition)
    del reading
    interview = Interview.begin(decode(package), now=NOW)
    for line in lines:
        kind, name, *rest = line.split("\t")
        if kind == "load":
            del interview
            times = [_timed(_load, package) for _ in range(int(rest[0]))]
            interview = Interview.begin(decode(package), now=NOW)
        elif kind == "speak":
            times = [_timed(_speak, interview, language) for language in rest[0].split("|")]
        else:
            act = _choose if kind == "choose" else _edit
            times = [_timed(act, interview, rest[0], rest[1], value) for value in rest[2].split("|")]
        if kind == "edit":
            print("result", name, interview.value(rest[1]), sep="\t")
        print(name, *(f"{each:.4f}" for each in times), sep="\t")
    print("memory", _memory(), sep="\t")


def _load(package: bytes) -> None:
    _first_page(Interview.begin(decode(package), now=NOW))


def _first_page(interview: Interview) -> list[str]:
    return [interview.worded(ref).text for ref in interview.pages()[0].questions]


def _speak(interview: Interview, language: str) -> None:
    interview.set_language(language)
    assert all(text.endswith(language[-1]) for text in _first_page(interview))


def _choose(interview: Interview, ref: str, select: str, value: str) -> None:
    interview.answer(ref, value)
    assert all(choice.label for choice in interview.choices(select))


def _edit(interview: Interview, ref: str, read: str, value: str) -> None:
    assert interview.answer(ref, value).valid
    assert interview.value(read)


def _timed(act: Callable[..., None], *given: object) -> float:
    begun = time.perf_counter()
    act(*given)
    return (time.perf_counter() - begun) * 1000


def _memory() -> str:
    """Return the process's memory in MB now; a question mark where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return "?"
    return f"{int(status.partition('VmRSS:')[2].split()[0]) / 1024:.0f}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
