"""``intake-app form``: check form files, compare two versions, export one, or run one without a screen."""

import argparse
import importlib
from pathlib import Path
from typing import Any


def add(subparsers: Any) -> None:
    """Add ``form check``, ``changes``, ``export`` and ``run``; each loads what it needs when it runs."""
    form = subparsers.add_parser("form", help="check a form, compare two, or run one without a screen")
    actions = form.add_subparsers(dest="action", required=True, metavar="ACTION")

    check = actions.add_parser(
        "check",
        help="findings per sheet and row, missing texts per language",
        description="Read form files and say what is wrong, where, and how to mend it. "
        "Exit 0: every form can be installed. 1: at least one is refused. 2: wrong use.",
    )
    check.add_argument(
        "files", nargs="+", metavar="FILE", type=Path, help="form file or folder of CSV tables"
    )
    check.add_argument("--attachments", metavar="DIR", type=Path, help="where the form's own files lie")
    check.add_argument("--strict", action="store_true", help="exit 1 on warnings too")
    check.add_argument("--json", action="store_true", help="one JSON object a form instead of text")
    check.set_defaults(run=_check)

    changes = actions.add_parser(
        "changes",
        help="what is different between two versions of a form",
        description="Questions added, removed, renamed, moved, retyped; rules, choices, texts per language "
        "that changed. Exit 0: nothing changed. 1: something did. 2: a file is no form.",
    )
    changes.add_argument("old", metavar="OLD", type=Path, help="the version before")
    changes.add_argument("new", metavar="NEW", type=Path, help="the newer version")
    changes.add_argument("--json", action="store_true", help="one JSON object instead of text")
    changes.set_defaults(run=_changes)

    export = actions.add_parser(
        "export",
        help="a FHIR Questionnaire, or a blank form to print",
        description="Write a form as an HL7 FHIR R4 Questionnaire (JSON) or as a blank form (PDF) in one "
        "of its languages. Exit 0: written. 1: written; FHIR cannot say all (listed). 2: nothing written.",
    )
    export.add_argument("file", metavar="FILE", type=Path, help="form file or folder of CSV tables")
    export.add_argument("out", metavar="OUT", type=Path, help="file to write")
    export.add_argument("--to", choices=("fhir", "blank"), default="fhir", help="what to write (fhir)")
    export.add_argument(
        "--language", metavar="NAME", default="", help="of the blank form, as the form names it"
    )
    export.set_defaults(run=_export)

    run = actions.add_parser(
        "run",
        help="JSON lines in, JSON lines out",
        description="Answer one request a line: load, set, add, remove, state, choices, language, finish, …",
    )
    run.add_argument(
        "file", nargs="?", metavar="FILE", type=Path, help="form to load before the first request"
    )
    run.set_defaults(run=_run)


def _check(options: argparse.Namespace) -> int:
    from intake_app.commands.form_check import check_forms

    return check_forms(options)


def _changes(options: argparse.Namespace) -> int:
    from intake_app.commands.form_changes import tell_changes

    return tell_changes(options)


def _export(options: argparse.Namespace) -> int:
    from intake_app.commands.form_export import export_form

    return export_form(options)


def _run(options: argparse.Namespace) -> int:
    module = importlib.import_module("intake_app.commands.form_run")
    code: int = module.run(options)
    return code
