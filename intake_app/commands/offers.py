"""``intake-app offers``: look through a directory of offers, take it over, hand everything out.

Checking needs no workspace; taking over and handing out unlock one, with the passphrase from a prompt or a
file descriptor.
"""

import argparse
import datetime
from pathlib import Path
from typing import Any

from intake_app.records.offer_reading import OfferReading


def add(subparsers: Any) -> None:
    """Add the command with its actions."""
    parser = subparsers.add_parser("offers", help="check, import or export offers (HSDS 3, XLSX)")
    actions: Any = parser.add_subparsers(dest="action", required=True, metavar="ACTION")

    check = actions.add_parser("check", help="a finding per bad row; nothing is kept")
    check.add_argument("file", type=Path, metavar="FILE", help="HSDS folder or ZIP, or our XLSX sheet")
    check.add_argument("--terms", type=Path, metavar="CSV", help="the agency's own words (offer-terms.csv)")
    check.set_defaults(run=_check)

    taken = _with_workspace(actions, "import", _import, "take the good rows over in one commit")
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument("--source", default="", metavar="NAME", help="name of the data set, to renew it later")

    handed = _with_workspace(actions, "export", _export, "write every offer and provider")
    handed.add_argument("file", type=Path, metavar="FILE", help="….xlsx, ….zip, or a folder for HSDS")

    template = actions.add_parser("template", help="write the empty XLSX sheet")
    template.add_argument("file", type=Path, metavar="FILE")
    template.add_argument("--language", default="de", metavar="TAG")
    template.set_defaults(run=_template)


def _with_workspace(actions: Any, name: str, run: Any, purpose: str) -> Any:
    parser = actions.add_parser(name, help=purpose)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the workspace")
    parser.add_argument("--user", required=True, metavar="NAME")
    parser.add_argument("--passphrase-fd", type=int, metavar="N", help="read it from descriptor N")
    parser.set_defaults(run=run)
    return parser


def _check(options: argparse.Namespace) -> int:
    """Print the findings; 1 when a row cannot be taken over."""
    from intake_app.services.offer_exchange import read_offers

    return _report(read_offers(options.file, terms_file=options.terms))


def _import(options: argparse.Namespace) -> int:
    from intake_app.commands.workspace import unlock_by_name
    from intake_app.services.offer_exchange import TERMS_FILE, preview_take_over, read_offers, take_over
    from intake_app.services.workspace import lock_workspace

    reading = read_offers(options.file, terms_file=options.folder / TERMS_FILE)
    code = _report(reading)
    workspace, now = unlock_by_name(options), datetime.datetime.now(datetime.UTC)
    try:
        preview = preview_take_over(workspace, reading=reading)
        source = options.source or preview.source
        take_over(workspace, providers=reading.providers, offers=reading.offers, source=source, now=now)
    finally:
        lock_workspace(workspace, now=now)
    print(
        f"Taken over as “{source}”: {preview.new_offers} new, {preview.renewed_offers} renewed, "
        f"{preview.unchanged_offers} unchanged"
    )
    for name in preview.gone:
        print(f"  no longer in the data set, kept: {name}")
    return code


def _export(options: argparse.Namespace) -> int:
    from intake_app.commands.workspace import unlock_by_name
    from intake_app.services.offer_exchange import export_offers
    from intake_app.services.offers import landscape
    from intake_app.services.workspace import lock_workspace

    workspace = unlock_by_name(options)
    try:
        known, title = landscape(workspace), workspace.site.name
    finally:
        lock_workspace(workspace, now=datetime.datetime.now(datetime.UTC))
    is_sheet = options.file.suffix.casefold() == ".xlsx"
    export_offers(known, path=options.file, form="xlsx" if is_sheet else "hsds", title=title)
    print(f"{options.file}: {len(known.offers)} offers of {len(known.providers)} providers")
    return 0


def _template(options: argparse.Namespace) -> int:
    from intake_app.services.offer_exchange import export_template

    export_template(path=options.file, language=options.language)
    print(options.file)
    return 0


def _report(reading: OfferReading) -> int:
    for one in reading.findings:
        place = ":".join(str(part) for part in (one.file, one.row, one.column) if part)
        what = " ".join(text.format(**one.facts) for text in (one.what, one.mend) if text)
        print(f"{one.severity}: {place}: {what}")
    for term in reading.unknown_terms:
        print(f"unsorted: {term.taxonomy or '*'},{term.term}  {term.name} ({term.used} times)")
    bad = sum(one.severity == "error" for one in reading.findings)
    good = f"{len(reading.offers)} offers of {len(reading.providers)} providers"
    print(f"{good} can be taken over, {bad} rows cannot")
    return 1 if bad else 0
