"""``intake-app form export``: a form as a FHIR Questionnaire, or as a blank form to print."""

import argparse
import datetime
import json
import sys

from intake_app.errors import IntakeError
from intake_app.forms import install
from intake_app.forms.definition import FormDefinition


def export_form(options: argparse.Namespace) -> int:
    """Write the export; return 0, 1 when something could not be expressed (listed), 2 for no form."""
    try:
        form = install(options.file)
        if options.language and options.language not in {one.name for one in form.languages}:
            names = ", ".join(one.name for one in form.languages)
            print(f"no such language: {options.language}; there are: {names}", file=sys.stderr)
            return 2
        return _fhir(form, options) if options.to == "fhir" else _blank(form, options)
    except (IntakeError, OSError) as trouble:
        print(trouble.in_english() if isinstance(trouble, IntakeError) else trouble.strerror, file=sys.stderr)
        return 2


def _fhir(form: FormDefinition, options: argparse.Namespace) -> int:
    from intake_app.forms.fhir import as_questionnaire

    made = as_questionnaire(form)
    text = json.dumps(made.questionnaire, ensure_ascii=False, indent=2) + "\n"
    options.out.write_text(text, encoding="utf-8")
    for left in made.not_expressed:
        row = f"row {left.row}: " if left.row is not None else ""
        print(f"not expressed: {row}{left.what} of {left.name}: {left.source}", file=sys.stderr)
    return 1 if made.not_expressed else 0


def _blank(form: FormDefinition, options: argparse.Namespace) -> int:
    from intake_app.documents.blank_form import make_blank_form
    from intake_app.forms.blank import blank_form
    from intake_app.languages import Words

    name = options.language or form.default_language
    blank = blank_form(form, name)
    words = Words.load(blank.tag or "en")
    options.out.write_bytes(make_blank_form(blank, words, datetime.datetime.now(datetime.UTC)))
    return 0
