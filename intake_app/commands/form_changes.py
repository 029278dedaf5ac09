"""``intake-app form changes``: what is different between two versions of a form."""

import argparse
import json
import sys
from pathlib import Path

import msgspec

from intake_app.errors import IntakeError
from intake_app.forms import FormChanges, compare_forms, install
from intake_app.forms.versions import FormChange

_SAID = {
    "added": "added: {name} ({after})",
    "removed": "removed: {name} ({before})",
    "renamed": "renamed: {before} -> {after}",
    "moved": "moved: {before} -> {after}",
    "type": "type of {name}: {before} -> {after}",
    "rule": "{column} of {name}: {before} -> {after}",
    "text": "{column} of {name} in {language}: {before} -> {after}",
    "choice-added": "choice added: {name}",
    "choice-removed": "choice removed: {name}",
    "language-added": "language added: {name}",
    "language-removed": "language removed: {name}",
}


def tell_changes(options: argparse.Namespace) -> int:
    """Print what changed from one file to the other; return 0 without changes, 1 with, 2 for no form."""
    try:
        changes = compare_forms(install(options.old), install(options.new))
    except IntakeError as trouble:
        print(trouble.in_english(), file=sys.stderr)
        return 2
    print(_as_json(changes) if options.json else _as_text(changes, options.old, options.new))
    return 1 if changes.changes else 0


def _as_json(changes: FormChanges) -> str:
    return json.dumps(msgspec.to_builtins(changes), ensure_ascii=False)


def _as_text(changes: FormChanges, old: Path, new: Path) -> str:
    versions = f"version {changes.old_version or '-'} -> {changes.new_version or '-'}"
    lines = [f"{old.name} -> {new.name}: {changes.form_id}, {versions}, {len(changes.changes)} changes"]
    lines += [f"  {_line(change)}" for change in changes.changes]
    counted = changes.texts_by_language()
    if counted:
        lines.append("  texts changed per language:")
        lines += [f"    {language}: {count}" for language, count in counted.items()]
    return "\n".join(lines)


def _line(change: FormChange) -> str:
    facts = {name: _short(value) if isinstance(value, str) else value
             for name, value in msgspec.structs.asdict(change).items()}  # fmt: skip
    place = f"row {change.row}: " if change.row is not None else ""
    return place + _SAID[change.kind].format(**facts)


def _short(text: str) -> str:
    tidy = " ".join(text.split())
    return (tidy if len(tidy) <= 80 else tidy[:79] + "…") or "(nothing)"
