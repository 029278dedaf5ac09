"""The terminal door, one module per command.

A command module offers ``add(subparsers)`` and sets ``run`` (a function of the parsed arguments that
returns the exit code) as its default. Modules are imported only when their command is asked for, so
that ``intake-app batch`` does not load the form engine.
"""

import argparse
import importlib
import sys
from typing import Any

from intake_app.errors import IntakeError

COMMANDS = {
    "demo": "the main job without a screen, on given forms or the shipped one",
    "form": "check a form, or run one without a screen",
    "workspace": "create, check, back up, restore, recover a workspace",
    "offers": "check, import or export a directory of offers (HSDS 3, XLSX)",
    "batch": "verify or open a sealed batch",
    "central": "the reference receiver: verify, load into PostgreSQL, write a receipt",
    "self-check": "open every resource, font and catalogue; make and open a vault",
}


def run_command(arguments: list[str]) -> int:
    """Parse and run one command line; expected trouble becomes one plain sentence on stderr."""
    parser = argparse.ArgumentParser(prog="intake-app", description="Ankommen without a window.")
    subparsers: Any = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    asked = next((word for word in arguments if not word.startswith("-")), None)
    for name, purpose in COMMANDS.items():
        if name == asked:
            importlib.import_module(f"intake_app.commands.{name.replace('-', '_')}").add(subparsers)
        else:
            subparsers.add_parser(name, help=purpose)
    options = parser.parse_args(arguments)
    try:
        code: int = options.run(options)
    except IntakeError as trouble:
        print(trouble.in_english(), file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    return code
