"""The review sheet: which translations a native speaker has read.

Columns ``language``, ``scope`` (``all`` or a part such as ``consent``), ``reviewer``, ``date``. It lists
every language that is a translation; a line without reviewer or date means unreviewed. A language that
is not listed is the reference text itself. Without the sheet nobody knows.
"""

import msgspec

from intake_app.forms.definition import FormDefinition, ReviewState
from intake_app.forms.tables import Workbook


def with_review(definition: FormDefinition, book: Workbook) -> FormDefinition:
    """Return ``definition`` with the review state of each language taken from the sheet."""
    if "review" not in book.sheets:
        return definition
    states: dict[str, ReviewState] = {}
    for row in book.rows("review"):
        cells = {column.strip().lower(): value for column, value in row.cells.items()}
        language = " ".join(cells.get("language", "").split()).casefold()
        is_whole = cells.get("scope", "all").strip().lower() in ("all", "")
        if language:
            states.setdefault(language, "unreviewed")
        if language and is_whole and cells.get("reviewer") and cells.get("date"):
            states[language] = "reviewed"
    languages = tuple(
        msgspec.structs.replace(language, review=states.get(language.name.casefold(), "reviewed"))
        for language in definition.languages
    )
    return msgspec.structs.replace(definition, languages=languages)
