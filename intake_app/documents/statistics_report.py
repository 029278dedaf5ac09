"""The report of a year's figures: indicators, tables with bars; what is hidden is a dot here as well."""

from intake_app.documents.drawings import DrawingFlowable
from intake_app.documents.sheet import QUIET, SMALL, Sheet, as_is, named, on_day
from intake_app.records.figures import PaperTable, StatisticsReport
from intake_app.records.papers import MadePaper

_DOT = "•"
_CELL = SMALL._replace(size=9)


def make_statistics_report(paper: StatisticsReport) -> MadePaper:
    """Return the paper."""
    sheet = Sheet(paper.head, "Figures of the year")
    sheet.begin(has_person=False)
    sheet.facts([
        ("Year", as_is(str(paper.year))),
        ("Municipality key", as_is(f"\u2066{paper.ags}\u2069" if paper.ags else "–")),
        ("Smallest number shown", as_is(str(paper.k))),
        ("Counted on", on_day(paper.as_of)),
    ])  # fmt: skip
    if paper.is_running:
        sheet.say("The year is not over; the numbers still grow.", QUIET)
    sheet.say("A dot is a number that is not shown: it is small, or would give a small one away.", SMALL)
    sheet.heading("Indicators")
    body = [
        [sheet.cell(named(one.name), _CELL), [sheet.written(one.value, _CELL)],
         sheet.cell(named(one.note), SMALL) if any(one.note.values()) else []]
        for one in paper.figures
    ]  # fmt: skip
    sheet.table(["Indicator", "Figure", "Made of"], body, (5, 2, 4))
    for table in paper.tables:
        _add_table(sheet, table)
    return sheet.finish(f"figures-{paper.year}")


def _add_table(sheet: Sheet, table: PaperTable) -> None:
    sheet.heading(named(table.title))
    if not table.lines:
        sheet.say("There are too few to show anything.", SMALL)
        return
    if table.drawing is not None and table.drawing.shapes:
        sheet.add(DrawingFlowable(table.drawing, sheet.fonts, tag=sheet.first.words.tag))
    body = [
        [sheet.cell(named(name), _CELL),
         *([sheet.written(_DOT if cell is None else str(cell), _CELL)] for cell in cells)]
        for name, cells in table.lines
    ]  # fmt: skip
    shares = (5.0, *(9 / (len(table.heads) - 1) for _one in table.heads[1:]))
    sheet.table([named(head) for head in table.heads], body, shares)
