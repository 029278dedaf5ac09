"""``intake-app form check``: findings with place and mending, what each language lacks and who read it."""

import argparse
import json
import sys
from pathlib import Path

import msgspec

from intake_app.errors import FileUnreadable
from intake_app.forms import FormReading, check_authoring, completeness, read_form
from intake_app.forms.legal import legal_languages, legal_questions
from intake_app.forms.text_places import MissingText, missing_texts
from intake_app.forms.tree import questions
from intake_app.forms.wording import stated_chain
from intake_app.records.finding import FormFinding

_MOST_GAPS = 20
_ORDER = {"error": 0, "warning": 1, "info": 2}


def check_forms(options: argparse.Namespace) -> int:
    """Check each file; return 1 when a form is refused (``--strict``: on a warning too), 2 for no file."""
    code = 0
    for path in options.files:
        try:
            reading = _with_hints(read_form(path, options.attachments))
        except FileUnreadable as trouble:
            print(trouble.in_english(), file=sys.stderr)
            code = 2
            continue
        print(_as_json(path, reading) if options.json else _as_text(path, reading))
        bad = reading.definition is None or (options.strict and _count(reading, "warning"))
        code = max(code, 1 if bad else 0)
    return code


def _with_hints(reading: FormReading) -> FormReading:
    """Return the reading with what an author wants to know beside what is wrong."""
    if reading.definition is None:
        return reading
    return FormReading(reading.definition, (*reading.findings, *check_authoring(reading.definition)))


def _as_text(path: Path, reading: FormReading) -> str:
    lines = [f"{path.name}: {_verdict(reading)}"]
    definition = reading.definition
    if definition is not None:
        asked = sum(1 for _ in questions(definition))
        named = f"{definition.title} ({definition.form_id}, version {definition.version or '-'})"
        lines.append(f"  {named}, {asked} questions")
    for finding in sorted(reading.findings, key=_place):
        lines += [f"  {_where(finding)}: {finding.severity}: {_filled(finding.what, finding)}"]
        lines += [f"      {_filled(finding.mend, finding)}"]
    if definition is not None:
        lines.append("  texts per language:")
        counts, legal = completeness(definition), legal_languages(definition)
        has_legal = bool(legal_questions(definition))
        for language in definition.languages:
            count = counts[language.name]
            lines.append(
                f"    {language.name} [{language.tag or 'unknown'}] {count.percent} %, missing: "
                f"{count.label_missing} labels, {count.hint_missing} hints, "
                f"{count.choice_missing} choices, {count.message_missing} messages; {language.review}"
            )
            instead = stated_chain(definition, language.name)[1:]
            if instead:
                lines.append(f"      instead of a missing text: {' -> '.join(instead)}")
            if has_legal:
                said = "shown" if language.name in legal else "not shown, no review with name and date"
                lines.append(f"      texts with legal effect: {said}")
            lines += [f"      {_gap(gap)}" for gap in missing_texts(definition, language.name)[:_MOST_GAPS]]
            if count.missing > _MOST_GAPS:
                lines.append(f"      and {count.missing - _MOST_GAPS} more (--json lists all)")
    return "\n".join(lines)


def _as_json(path: Path, reading: FormReading) -> str:
    definition = reading.definition
    said: dict[str, object] = {
        "file": path.name,
        "installs": definition is not None,
        "findings": [
            {**msgspec.to_builtins(finding), "message": _filled(finding.what, finding),
             "remedy": _filled(finding.mend, finding)}
            for finding in sorted(reading.findings, key=_place)
        ],
    }  # fmt: skip
    if definition is not None:
        said["form"] = definition.form_id
        said["version"] = definition.version
        legal = legal_languages(definition)
        counts = completeness(definition)
        said["languages"] = {
            language.name: {
                **msgspec.to_builtins(counts[language.name]),
                **msgspec.to_builtins(language),
                "fallback": stated_chain(definition, language.name),
                "shows_legal_texts": language.name in legal,
                "missing_texts": msgspec.to_builtins(missing_texts(definition, language.name)),
            }
            for language in definition.languages
        }
    return json.dumps(said, ensure_ascii=False)


def _gap(gap: MissingText) -> str:
    place = f"sheet {gap.sheet}" + (f", row {gap.row}" if gap.row is not None else "")
    return f"{place}: no {gap.column} for {gap.name} ({gap.said})"


def _verdict(reading: FormReading) -> str:
    errors, warnings = _count(reading, "error"), _count(reading, "warning")
    if reading.definition is None:
        return f"refused, {_counted(errors, 'error')}, {_counted(warnings, 'warning')}"
    return f"can be installed, {_counted(warnings, 'warning')}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _count(reading: FormReading, severity: str) -> int:
    return sum(finding.severity == severity for finding in reading.findings)


def _place(finding: FormFinding) -> tuple[int, str, int, str]:
    return _ORDER[finding.severity], finding.sheet, finding.row or 0, finding.column


def _where(finding: FormFinding) -> str:
    parts = []
    if finding.sheet:
        parts.append(f"sheet {finding.sheet}")
    if finding.row is not None:
        parts.append(f"row {finding.row}")
    if finding.column:
        parts.append(f"column {finding.column}")
    return ", ".join(parts) or "form"


def _filled(text: str, finding: FormFinding) -> str:
    return text.format(**finding.facts)
