"""``intake-app demo``: the main job without a screen, through the window's own screens.

The window lives above this floor, so it is asked for by name: the terminal door may start the other
front door, but nothing in the core knows it.
"""

import argparse
import importlib
from pathlib import Path
from typing import Any


def add(subparsers: Any) -> None:
    """Add the command's options."""
    parser = subparsers.add_parser("demo", help="the main job without a screen")
    parser.add_argument(
        "--out", type=Path, default=Path("out/demo"), metavar="DIR", help="folder to write (made anew)"
    )
    parser.add_argument(
        "--form", type=Path, nargs="+", default=[], metavar="FILE", help="XLSForms instead of the shipped one"
    )
    parser.add_argument("--seed", type=int, default=7, help="of the form-driven respondent (default 7)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the demo; 0 when every step came through, 1 when a form was refused or a step failed."""
    run_demo = importlib.import_module("ui.demo").run_demo
    code: int = run_demo(out=options.out, forms=tuple(options.form), seed=options.seed)
    return code
