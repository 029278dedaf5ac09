"""``make bench``: run every figure, print the table, write it to ``benchmarks/results.md``."""

import datetime
import os
import platform
import sys
from pathlib import Path

from benchmarks import (
    documents,
    forms_shapes,
    language_switch,
    many_cases,
    offers_list,
    real_forms,
    start_up,
)

RESULTS = Path(__file__).resolve().parent / "results.md"
FAMILIES = (
    (
        "Start: to the unlock window, beside a bare PySide6 window (medians of 7 runs in turn)",
        start_up.measure,
    ),
    ("Forms: install, load, edit", real_forms.measure),
    ("Language switch: whole visible page, every page of a filled interview", language_switch.measure),
    ("Lists with 20,000 cases", many_cases.measure),
    ("Offers: 5,000 in the list, 10,000 in a file", offers_list.measure),
    ("Papers beside plain reportlab", documents.measure),
)


def main() -> int:
    """Measure and write; returns 0."""
    lines = [
        f"# Figures of {datetime.datetime.now(datetime.UTC).date().isoformat()}",
        "",
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}. {_load()}",
        "",
    ]
    for title, measure in FAMILIES:
        lines += [f"## {title}", "", "| what | figure |", "|---|---|"]
        lines += [f"| {what} | {figure} |" for what, figure in measure()] + [""]
        print("\n".join(lines[-12:]), flush=True)
    lines += [
        "## Form engine beside its peers: the same forms and the same work, one run",
        "",
        forms_shapes.HEADING,
    ]
    print("\n".join(lines[-3:]), flush=True)
    for row in forms_shapes.measure():
        lines.append(f"| {' | '.join(row)} |")
        print(lines[-1], flush=True)
    lines += ["", f"At the end: {_load()}", ""]
    RESULTS.write_text("\n".join(lines), encoding="utf-8")
    return 0


def _load() -> str:
    """Say how busy the machine was: figures of a busy one are to be read as ratios only."""
    try:
        return f"Load average {', '.join(f'{each:.1f}' for each in os.getloadavg())} (1, 5, 15 minutes)."
    except (AttributeError, OSError):
        return "Load average not told by this system."


if __name__ == "__main__":
    sys.exit(main())
