"""What pyxform says becomes findings in our words, with sheet, row, column and how to mend.

pyxform speaks English sentences meant for a web page. The frequent ones are told again here; a rare one
is passed on as it is, with its row. Messages without consequence for this program are dropped.
"""

import re
from typing import Literal, NamedTuple

from intake_app.errors import N_
from intake_app.forms.question_types import type_like
from intake_app.forms.tables import Workbook
from intake_app.records.finding import FormFinding

Severity = Literal["error", "warning"]


class _Known(NamedTuple):
    """A message of pyxform (pattern with named groups for facts) and ours."""

    pattern: "re.Pattern[str]"
    what: str
    mend: str
    sheet: str = "survey"
    column: str = ""


def findings_of(message: str, severity: Severity, book: Workbook) -> list[FormFinding]:
    """Return the findings of one message of pyxform; it may hold several, one a line."""
    if severity == "warning" and _IDLE.search(message):
        return []
    parts = _ROW_START.split(message) if message.count("[row :") > 1 else [message]
    return [_finding(part.strip(), severity, book) for part in parts if part.strip()]


def _finding(message: str, severity: Severity, book: Workbook) -> FormFinding:
    row_said = _ROW.search(message)
    text = _LEARN.sub("", _ROW.sub("", message)).strip()
    number = int(row_said[1]) if row_said else None
    for known in _KNOWN:
        found = known.pattern.search(text)
        if found:
            facts = {name: value for name, value in found.groupdict().items() if value is not None}
            sheet = str(facts.pop("sheet", known.sheet))
            column = str(facts.pop("column", known.column))
            mend = known.mend
            if "type" in facts and (meant := type_like(facts["type"])):
                facts["meant"] = meant
                mend = N_("Write it as “{meant}”.")
            return FormFinding(
                severity,
                known.what,
                mend,
                sheet,
                _row(number, sheet, book, message),
                column,
                dict(facts),
            )
    place = _PLACE.search(text)
    sheet = place["sheet"] if place else "survey"
    return FormFinding(
        severity,
        N_("{message}"),
        N_("Mend the sheet as the message says and read the form again."),
        sheet,
        _row(number, sheet, book, message),
        (place["column"] or "") if place else "",
        {"message": text},
    )


def _row(number: int | None, sheet: str, book: Workbook, message: str) -> int | None:
    """Return the spreadsheet row: pyxform's own, or the first whose name or list the message quotes."""
    header = book.sheets[sheet].header_row if sheet in book.sheets else 1
    if number is not None:
        return number + header - 1
    quoted = [a or b for a, b in re.findall(r"'([^']+)'|\[([^\]]+)\]", message)]
    for row in book.rows(sheet):
        if any(value in quoted for value in row.cells.values()):
            return row.number
        if "a choices sheet" in message and any(v.startswith("select") for v in row.cells.values()):
            return row.number
    return None


_ROW = re.compile(r"\[row : (\d+)\]\s*")
_ROW_START = re.compile(r"\n(?=\[row :)")
_LEARN = re.compile(r"\s*Learn more: \S+")
_PLACE = re.compile(r"On the '(?P<sheet>\w+)' sheet, (?:the '(?P<column>[^']+)' value)?")
_IDLE = re.compile(
    "do not contain valid machine-readable codes|is missing the (?:survey|choices)|max-pixels parameter"
    "|Repeat has no label|Group has no label|is no longer supported on most devices"
    "|prefix the sheet name with an underscore|or_other and translations|case-insensitive match"
)

_ON = r"(?:On the '(?P<sheet>\w+)' sheet, the '(?P<column>[^']+)' value is invalid. )?"
_KNOWN = tuple(
    _Known(re.compile(pattern, re.DOTALL), *rest)
    for pattern, *rest in (
        (
            r"Choice names must be unique for each choice list",
            N_("This choice name stands there twice in the same list."),
            N_("Give each choice of a list its own name, or delete the doubled row."),
            "choices",
            "name",
        ),
        (
            r"Choices must have a name",
            N_("This choice has no name."),
            N_("Fill in the name: the value that is stored when somebody chooses it."),
            "choices",
            "name",
        ),
        (
            r"Choices should have a label",
            N_("This choice has no label; its name is shown instead."),
            N_("Fill in the label in every language."),
            "choices",
            "label",
        ),
        (
            r"Choice names with spaces cannot be added .*See \[(?P<name>.*?)\] in \[(?P<list>.*?)\]",
            N_("The choice name “{name}” in list {list} has a space; choices could not be told apart."),
            N_("Use a name without spaces, for example with an underscore."),
            "choices",
            "name",
        ),
        (
            r"On the '(?P<sheet>choices)' sheet, the '(?P<header>.*?)' value .* Column headers must not",
            N_("The column heading “{header}” cannot be used and was not read."),
            N_("Use letters, digits and underscores in the heading of an extra column."),
        ),
        (
            r"Questions, groups, and repeats must be unique within",
            N_("This name is used twice in the same group."),
            N_("Give each question of a group its own name."),
            "survey",
            "name",
        ),
        (
            r"Repeat names must unique anywhere",
            N_("This repeat has the same name as another repeat."),
            N_("Give each repeat of the form its own name."),
            "survey",
            "name",
        ),
        (
            r"Repeat names must not be the same as the survey root",
            N_("This repeat has the same name as the form itself."),
            N_("Give the repeat another name."),
            "survey",
            "name",
        ),
        (
            r"The name 'meta' is reserved",
            N_("The name “meta” is reserved."),
            N_("Give the question another name."),
            "survey",
            "name",
        ),
        (
            _ON + r"Names must begin with a letter",
            N_("This name cannot be used."),
            N_("A name begins with a letter or underscore; digits, hyphens and points may follow."),
        ),
        (
            _ON + r"Reference variables must start with",
            N_("A reference to a question is written wrongly."),
            N_("Between the curly brackets stands only the name of a question, without spaces."),
        ),
        (
            _ON + r".*Could not find the name '(?P<name>[^']+)'",
            N_("There is no question named “{name}”."),
            N_("Correct the name in the reference, or add the question to the survey sheet."),
        ),
        (
            r"There is no survey element named '(?P<name>[^']+)'",
            N_("There is no question named “{name}”."),
            N_("Correct the name in the reference, or add the question to the survey sheet."),
        ),
        (
            r"Reference variables names must be unique.*The name '(?P<name>[^']+)' appears more than once",
            N_("“{name}” is the name of more than one question, so it cannot be referred to."),
            N_("Give each question that others refer to its own name."),
        ),
        (
            r"There are multiple survey elements named '(?P<name>[^']+)'",
            N_("“{name}” is the name of more than one question, so it cannot be referred to."),
            N_("Give each question that others refer to its own name."),
        ),
        (
            r"Unknown question type '(?P<type>[^']*)'",
            N_("There is no question type “{type}”."),
            N_("Use a type of the XLSForm convention: text, integer, select_one LIST, date, note, …"),
            "survey",
            "type",
        ),
        (
            r"List name not in choices sheet: (?P<list>\S+)",
            N_("There is no choice list “{list}”."),
            N_("Correct the name of the list, or add its choices to the choices sheet."),
            "survey",
            "type",
        ),
        (
            r"There should be a choices sheet",
            N_("A question offers choices, but the form has no choices sheet."),
            N_("Add a sheet named choices with the columns list_name, name and label."),
            "survey",
            "type",
        ),
        (
            r"Question or group with no name",
            N_("This question has no name."),
            N_("Fill in the column name."),
            "survey",
            "name",
        ),
        (
            r"Question with no type",
            N_("This row has no type."),
            N_("Fill in the column type, or delete the row."),
            "survey",
            "type",
        ),
        (
            r"Row without name, text, or label is being skipped",
            N_("This row has neither type nor name nor label and was not read."),
            N_("If it is a remark there is nothing to do."),
            "survey",
        ),
        (
            r"Missing calculation",
            N_("This calculation has no expression."),
            N_("Fill in the column calculation."),
            "survey",
            "calculation",
        ),
        (
            r"Unmatched 'begin_(?P<kind>\w+)'.*name '(?P<name>[^']*)'",
            N_("The {kind} “{name}” begins here and never ends."),
            N_("Add the missing end row where it should end."),
            "survey",
            "type",
        ),
        (
            r"Unmatched 'end_(?P<kind>\w+)'",
            N_("A {kind} ends here that did not begin, or another one has to end first."),
            N_("Check the begin and end rows above."),
            "survey",
            "type",
        ),
        (
            r"You must have a sheet named 'survey'",
            N_("The form has no sheet named survey, or it is empty."),
            N_("Name the sheet with the questions “survey”."),
            "survey",
        ),
        (
            r"for sheet: '(?P<sheet>\w+)'. One or more required .* not found: (?P<names>.*?)\.",
            N_("A column is missing: {names}."),
            N_("Add the column with exactly this heading in the first row."),
        ),
        (
            r"for sheet: '(?P<sheet>\w+)'. Headers that are .*found: '(?P<one>.*)', '(?P<other>.*)'. Ren",
            N_("The columns “{one}” and “{other}” mean the same."),
            N_("Keep one of the columns and delete the other."),
        ),
        (
            r"The 'disabled' column header is not part of the current",
            N_("The column disabled is obsolete; rows marked there were left out."),
            N_("Use the column relevant instead."),
            "survey",
            "disabled",
        ),
        (
            r"accepted parameter keys .* are '(?P<accepted>[^']*)'.*key\(s\): '(?P<rejected>[^']*)'",
            N_("The parameter {rejected} is not known for this question type (known: {accepted})."),
            N_("Correct or delete the parameter."),
            "survey",
            "parameters",
        ),
        (
            r"Choice filter not supported with or_other",
            N_("or_other and a choice filter do not go together."),
            N_("Add the choice “other” and a text question of its own instead."),
            "survey",
            "type",
        ),
        (
            r"File name for '.*' should end with one of",
            N_("The file of choices must end in .csv, .xml or .geojson."),
            N_("Correct the file name in the column type."),
            "survey",
            "type",
        ),
    )
)
