"""Secondary instances as nodes: choice lists are read in place, row by row, never copied per interview."""

from collections.abc import Sequence

from intake_app.forms.definition import SecondaryInstance
from intake_app.interview.compiled import CompiledForm
from intake_app.xpath import Node
from intake_app.xpath.xml import read_document


class Cell:
    """One column of one row."""

    __slots__ = ("_text", "name", "parent")

    def __init__(self, name: str, text: str, parent: "Row") -> None:
        self.name = name
        self.parent = parent
        self._text = text

    def text(self) -> str:
        """Return the cell's text."""
        return self._text

    def children(self) -> Sequence[Node]:
        """Return none."""
        return ()

    def attributes(self) -> Sequence[Node]:
        """Return none."""
        return ()


class Row:
    """One item of a list."""

    __slots__ = ("_cells", "_gaps", "name", "parent", "values")

    def __init__(self, values: tuple[str, ...], parent: "Table", gaps: tuple[int, ...] = ()) -> None:
        self.name = "item"
        self.parent = parent
        self.values = values
        self._gaps = gaps  # places of columns this row has no cell for
        self._cells: list[Cell] | None = None

    def text(self) -> str:
        """Return the whole row's text."""
        return "".join(self.values)

    def children(self) -> Sequence[Node]:
        """Return the cells of columns this row has."""
        if self._cells is None:
            cells = enumerate(zip(self.parent.columns, self.values, strict=False))
            self._cells = [Cell(name, text, self) for at, (name, text) in cells if at not in self._gaps]
        return self._cells

    def attributes(self) -> Sequence[Node]:
        """Return none."""
        return ()

    def cell(self, column: str) -> str:
        """Return the text under a column, blank when there is none."""
        place = self.parent.places.get(column)
        return self.values[place] if place is not None and place < len(self.values) else ""


class Table:
    """A list with its rows and the indexes that were asked of it; it plays the ``root`` element."""

    __slots__ = ("columns", "indexes", "is_missing", "name", "parent", "places", "rows")

    def __init__(self, instance: SecondaryInstance) -> None:
        self.name = "root"
        self.parent = TableDocument(self)
        self.columns = instance.columns
        self.places = {column: place for place, column in enumerate(instance.columns)}
        gaps = instance.gaps
        self.rows = [Row(values, self, gaps.get(number, ())) for number, values in enumerate(instance.rows)]
        self.is_missing = instance.is_missing
        self.indexes: dict[tuple[str, ...], dict[tuple[str, ...], list[Row]]] = {}

    def text(self) -> str:
        """Return the text of everything."""
        return "".join(row.text() for row in self.rows)

    def children(self) -> Sequence[Node]:
        """Return the rows."""
        return self.rows

    def attributes(self) -> Sequence[Node]:
        """Return none."""
        return ()

    def find(self, columns: tuple[str, ...], values: tuple[str, ...]) -> list[Row]:
        """Return the rows that hold ``values`` under ``columns``; the first call builds the index."""
        index = self.indexes.get(columns)
        if index is None:
            index = {}
            places = [self.places.get(column, -1) for column in columns]
            for row in self.rows if -1 not in places else ():
                if len(row.values) > max(places):  # nothing equals a cell that is not there
                    index.setdefault(tuple(row.values[place] for place in places), []).append(row)
            self.indexes[columns] = index
        return index.get(values, [])


class TableDocument:
    """What ``instance('id')`` gives: the node above ``root``."""

    __slots__ = ("name", "parent", "table")

    def __init__(self, table: Table) -> None:
        self.name = ""
        self.parent = None
        self.table = table

    def text(self) -> str:
        """Return the text of everything."""
        return self.table.text()

    def children(self) -> Sequence[Node]:
        """Return the root element."""
        return (self.table,)

    def attributes(self) -> Sequence[Node]:
        """Return none."""
        return ()


def table_of(form: CompiledForm, instance_id: str) -> Table | None:
    """Return a choice list by its id; None when it is unknown or is no table."""
    found = document_of(form, instance_id)
    return found.table if isinstance(found, TableDocument) else None


def document_of(form: CompiledForm, instance_id: str) -> Node | None:
    """Return the document node of a secondary instance, made on first use."""
    if instance_id not in form.tables:
        instance = next((each for each in form.definition.instances if each.id == instance_id), None)
        made: Node | None = None
        if instance is not None:
            made = read_document(instance.xml)[0] if instance.xml else Table(instance).parent
        form.tables[instance_id] = made
    return form.tables[instance_id]  # type: ignore[return-value]


def look_up(form: CompiledForm, table: str, column: str, key_column: str, key: str) -> str:
    """Return one cell for ``pulldata``: the first row that holds ``key``; blank when there is none."""
    found = table_of(form, table) or table_of(form, table.removesuffix(".csv"))
    rows = found.find((key_column,), (key,)) if found is not None else []
    return rows[0].cell(column) if rows else ""
