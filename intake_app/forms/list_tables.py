"""Items of a choice list become rows; what an item does not have is known to be no blank cell."""

from intake_app.forms.definition import SecondaryInstance


def list_table(
    id_: str, columns: tuple[str, ...], items: list[dict[str, str]], source: str
) -> SecondaryInstance:
    """Return the table of items that may each lack some of the columns."""
    rows = tuple(tuple([item.get(column, "") for column in columns]) for item in items)
    gaps = {
        number: tuple(place for place, column in enumerate(columns) if column not in item)
        for number, item in enumerate(items)
        if len(item) < len(columns)
    }
    return SecondaryInstance(id_, columns, rows, source, gaps=gaps)
