"""Which row of the survey sheet made which node: the survey is walked as pyxform walks it.

pyxform's output has no rows. Names are matched in order along the groups they stand in, so that a
finding and the interview's log can say where in the sheet a question was written.
"""

import re

import msgspec

from intake_app.errors import N_
from intake_app.forms.columns import column_of
from intake_app.forms.definition import FormDefinition, NodeDefinition
from intake_app.forms.limits import MAX_NESTING
from intake_app.forms.tables import Row, Workbook
from intake_app.records.finding import FormFinding

_END = re.compile(r"end[ _](group|repeat|loop)")


class SurveyRows:
    """The survey's rows by the path of names under the form's root (``person/age``)."""

    def __init__(self, book: Workbook) -> None:
        self.by_path: dict[str, Row] = {}
        self.too_deep: Row | None = None
        self._read(book.rows("survey"))

    def row_of(self, ref: str) -> int | None:
        """Return the row that made the node ``ref``; generated nodes have the row they come from."""
        path = ref.strip("/").partition("/")[2]
        row = self.by_path.get(path)
        if row is None:
            stem = path.removesuffix("_other").removesuffix("_count")
            row = self.by_path.get(stem) if stem != path else None
        if row is None and "/" in path:
            head, _, name = path.rpartition("/")
            if name.startswith(("generated_", "reserved_name_for_")):
                row = self.by_path.get(head)
        return row.number if row else None

    def _read(self, rows: list[Row]) -> None:
        stack: list[str] = []
        for row in rows:
            kind, name = "", ""
            for header, value in row.cells.items():
                column = column_of(header)
                if column == "type":
                    kind = value
                elif column == "name":
                    name = value
            if kind.startswith(
                ("end group", "end_group", "end repeat", "end_repeat", "end loop", "end_loop")
            ):
                stack = stack[:-1]
                continue
            if not name and kind == "note":
                name = f"generated_note_name_{row.number}"
            self.by_path.setdefault("/".join([*stack, name]), row)
            if kind == "audit":
                self.by_path.setdefault("meta/audit", row)
            if kind.startswith("begin"):
                stack.append(name)
                if len(stack) > MAX_NESTING and self.too_deep is None:
                    self.too_deep = row


def with_rows(definition: FormDefinition, rows: SurveyRows) -> FormDefinition:
    """Return ``definition`` with ``source_row`` set wherever a row is known."""
    return msgspec.structs.replace(definition, root=_with_rows(definition.root, rows))


def with_choice_rows(definition: FormDefinition, book: Workbook) -> FormDefinition:
    """Return ``definition`` with the first row of each choice list that stands together in the sheet."""
    numbers: dict[str, list[int]] = {}
    for row in book.rows("choices"):
        named = next((value for header, value in row.cells.items() if column_of(header) == "list_name"), "")
        numbers.setdefault(named, []).append(row.number)

    def first(id_: str, size: int) -> int | None:
        rows = numbers.get(id_, [])
        return rows[0] if rows and len(rows) == size and rows[-1] - rows[0] == size - 1 else None

    instances = tuple(
        msgspec.structs.replace(table, source_row=first(table.id, len(table.rows)))
        for table in definition.instances
    )
    return msgspec.structs.replace(definition, instances=instances)


def nested_too_deeply(row: Row) -> FormFinding:
    """Return the finding for groups within groups past the limit."""
    return FormFinding(
        "error",
        N_("Groups stand within groups more than {limit} deep."),
        N_("Flatten the form: nobody can fill in what is nested so deeply."),
        sheet="survey",
        row=row.number,
        column="type",
        facts={"limit": MAX_NESTING},
    )


def _with_rows(node: NodeDefinition, rows: SurveyRows) -> NodeDefinition:
    return msgspec.structs.replace(
        node,
        source_row=rows.row_of(node.ref),
        children=tuple(_with_rows(child, rows) for child in node.children),
        initial=tuple(tuple(_with_rows(child, rows) for child in one) for one in node.initial),
    )


def placed(finding: FormFinding, rows: SurveyRows, book: Workbook) -> FormFinding:
    """Return a finding about a node or a file with the row of the sheet that speaks of it."""
    if finding.row is not None:
        return finding
    ref, file = finding.facts.get("ref"), finding.facts.get("file")
    if isinstance(ref, str) and ref:
        return msgspec.structs.replace(finding, sheet="survey", row=rows.row_of(ref))
    if isinstance(file, str):
        stem = file.rpartition(".")[0]
        for sheet in ("survey", "choices"):
            for row in book.rows(sheet):
                for column, value in row.cells.items():
                    if (
                        file in value
                        or (value == stem and "name" in column.lower() and sheet == "survey")
                        or (f"'{stem}'" in value and "pulldata" in value)
                    ):
                        return msgspec.structs.replace(finding, sheet=sheet, row=row.number, column=column)
    return finding
