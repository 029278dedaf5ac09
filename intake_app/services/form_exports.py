"""A form leaves the program: as a FHIR Questionnaire, or blank to be printed. No answer is ever in it.

Both run on the work lane with the form alone; nothing of the vault is read.
"""

import datetime
import json
from pathlib import Path

from intake_app.documents.blank_form import make_blank_form
from intake_app.forms.blank import blank_form
from intake_app.forms.definition import FormDefinition
from intake_app.forms.fhir import NotExpressed, as_questionnaire
from intake_app.languages import Words
from intake_app.services.saving import save_bytes

__all__ = ["NotExpressed", "save_blank_form", "save_questionnaire"]


def save_questionnaire(form: FormDefinition, path: Path) -> tuple[NotExpressed, ...]:
    """Write the form as a FHIR R4 Questionnaire (JSON); return what FHIR cannot say of it.

    Raises DiskFull, FileUnwritable.
    """
    made = as_questionnaire(form)
    text = json.dumps(made.questionnaire, ensure_ascii=False, indent=2) + "\n"
    save_bytes(path, text.encode())
    return made.not_expressed


def save_blank_form(form: FormDefinition, path: Path, *, language: str, now: datetime.datetime) -> Path:
    """Write the blank form (PDF) in one of the form's languages, by its name in the form.

    Raises DiskFull, FileUnwritable, MissingGlyphs.
    """
    blank = blank_form(form, language)
    return save_bytes(path, make_blank_form(blank, Words.load(blank.tag or "en"), now))
