"""Figures told: in words, as bars, as files to hand on; all of it from a page that is already protected."""

import datetime
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal

from intake_app.assessment.domains import domain_name
from intake_app.code_lists import code_word
from intake_app.errors import N_
from intake_app.figures.bars import Bar, Measure, bar_drawing
from intake_app.figures.definitions import UNKNOWN, groups, indicators, tables
from intake_app.languages import UI_LANGUAGES, Words, fallback_chain, normal_tag
from intake_app.records.drawing import Drawing
from intake_app.records.figures import (
    Figure,
    FiguresPage,
    FigureTable,
    PaperFigure,
    PaperTable,
    Said,
    StatisticsReport,
)
from intake_app.records.papers import PaperHead
from intake_app.services.saving import save_bytes
from intake_app.services.session import Workspace
from intake_app.sync.adapters.figure_files import FigureFile, figure_csv, figure_package, figure_workbook

FileForm = Literal["xlsx", "package", "csv"]
Say = Callable[[Callable[[Words], str]], Said]
DOT = "•"
_PAPER_WIDTH = 640.0  # of bars, in the unit of their letters

# What is drawn dark: the part of a bar that is asked about.
_DARK = {
    "month-level": ("case-management",), "talks": ("own", "interpreter"), "needs": ("yes",),
    "goals": ("reached",), "referrals": ("standard",),
}  # fmt: skip
_UPRIGHT = frozenset({"month", "age"})
_DIMS = {
    "status": N_("Status group"), "age": N_("Age"), "language": N_("Language"), "gender": N_("Gender entry"),
    "month": N_("Month"), "level": N_("Kind of work"), "days30": N_("When"), "skilled": N_("Skills"),
    "fit": N_("How people understood each other"), "domain": N_("Life domain"), "covered": N_("Step"),
    "tied": N_("Resource"), "attained": N_("Attainment"), "result": N_("Result"),
    "structure": N_("Structure"), "barrier": N_("Kind of barrier"), "barrier-level": N_("Level"),
    "barrier-step": N_("Where it stands"), "joined": N_("Case conference"),
    "isco": N_("Occupation (ISCO-08)"), "german": N_("German"), "wish": N_("Wish to contribute"),
}  # fmt: skip


def in_words(said: Said, words: Words) -> str:
    """Return a text of the definitions in the language of ``words`` or the next best one."""
    return next(said[tag] for tag in (*fallback_chain(words.tag), "de", "en") if tag in said)


def dim_words(dim: str, words: Words) -> str:
    """Return what a table is split by."""
    return words(_DIMS[dim]) if dim in _DIMS else ""


def code_words(dim: str, code: str, words: Words) -> str:
    """Return the name of a row or column."""
    if dim == "month":
        return words.date(datetime.date(2000, int(code), 1), "LLL")
    own = next((one for one in groups().get(dim, ()) if one.code == code), None)
    if own is not None:
        return in_words(own.words, words)
    if code == UNKNOWN:
        return words("Not known")
    if dim == "language":
        return words.language_name(code)
    if dim == "domain":
        return domain_name(code, words.tag)
    return code_word({"result": "referral-results", "barrier": "barriers"}.get(dim, dim), code, words.tag)


def table_words(table_id: str, words: Words) -> str:
    """Return the title of a table."""
    return in_words(tables()[table_id].words, words)


def indicator_words(indicator_id: str, words: Words) -> tuple[str, str]:
    """Return an indicator's name and definition."""
    found = next(one for one in indicators() if one.id == indicator_id)
    return in_words(found.name, words), in_words(found.definition, words)


def dark_words(table: FigureTable, words: Words) -> tuple[str, str]:
    """Return what the dark part and the whole of the bars stand for; the first empty where there is none."""
    dark = [code for code in _DARK.get(table.id, ()) if code in table.columns]
    names = ", ".join(code_words(table.column_dim, code, words) for code in dark)
    return names, words("All")


def figure_words(figure: Figure, words: Words) -> str:
    """Return a figure written out: a dot where it is hidden, a dash where there is nothing to count."""
    if figure.is_empty:
        return "–"
    if figure.value is None:
        return DOT
    number = words.number(round(figure.value, 1) if figure.kind in {"mean", "ratio"} else round(figure.value))
    if figure.kind == "share":
        return words("{n} %", n=number)
    if figure.kind == "days":
        return words.plural("{n} day", "{n} days", round(figure.value))
    if figure.indicator == "I09":
        return f"1 : {number}"
    return number


def note_words(figure: Figure, words: Words, k: int) -> str:
    """Return what stands below a figure: what it is made of, or why it is not shown."""
    if figure.is_empty:
        return words("nothing to count yet")
    if figure.value is None:
        return words("hidden, smaller than {k}", k=words.number(k))
    if figure.kind == "days" and figure.low is not None and figure.high is not None:
        low, high = words.number(round(figure.low)), words.number(round(figure.high))
        return words("middle half {low} to {high}", low=low, high=high)
    if figure.part is not None and figure.whole is not None and figure.kind == "share":
        return words("{part} of {whole}", part=words.number(figure.part), whole=words.number(figure.whole))
    return ""


def table_drawing(
    table: FigureTable,
    words: Words,
    *,
    width: float,
    measure: Measure,
    says: str = "",
    is_plain: bool = False,
) -> Drawing:
    """Return a table's bars, ``width`` wide; ``measure`` says how wide a text is where it will be drawn.

    ``is_plain`` leaves the dark parts out.
    """
    return bar_drawing(
        _bars(table, words, is_plain=is_plain), width=width, measure=measure, number=words.number,
        says=says or table_words(table.id, words), is_mirrored=words.direction == "rtl",
        is_upright=table.row_dim in _UPRIGHT,
    )  # fmt: skip


def only_columns(table: FigureTable) -> FigureTable:
    """Return a table of the column totals alone, as rows: the same numbers, seen from the other side."""
    lines = tuple((cell,) for cell in table.cells[-1]) if table.rows else ()
    return FigureTable(
        id=table.id, row_dim=table.column_dim, column_dim="", rows=table.columns, columns=(), cells=lines,
        k=table.k, has_total=table.has_total, shows_zero=table.shows_zero,
    )  # fmt: skip


def only_rows(table: FigureTable) -> FigureTable:
    """Return a table of the row totals alone."""
    return FigureTable(
        id=table.id, row_dim=table.row_dim, column_dim="", rows=table.rows, columns=(),
        cells=tuple((line[-1],) for line in table.cells), k=table.k, has_total=table.has_total,
        shows_zero=table.shows_zero,
    )  # fmt: skip


def _bars(table: FigureTable, words: Words, *, is_plain: bool) -> list[Bar]:
    dark = () if is_plain else [code for code in _DARK.get(table.id, ()) if code in table.columns]
    bars = []
    for row in table.rows:
        whole = table.cell(row)
        parts = [table.cell(row, code) for code in dark]
        part = None if not parts or None in parts else sum(one or 0 for one in parts)
        figure = DOT if whole is None else words.number(whole)
        bars.append(Bar(code_words(table.row_dim, row, words), whole, part, figure))
    return bars


# Files


def export_figures(
    workspace: Workspace,
    *,
    page: FiguresPage,
    path: Path,
    form: FileForm,
    table: str,
    words: Words,
    now: datetime.datetime,
) -> None:
    """Write what was seen to ``path``; one audit line. ``table`` is the one a CSV holds.

    Nothing is counted again and nothing is in it that was not seen. Raises DiskFull, FileUnwritable.
    """  # fmt: skip

    data = figure_bytes(page, form=form, table=table, words=words)
    with workspace.recorded("figures.export", "figures:all", now=now, detail=f"{page.year} {form}"):
        save_bytes(path, data)


def gather_report(page: FiguresPage, *, language: str, by: str) -> StatisticsReport:
    """Return the content of the report in German and ``language`` (BCP 47), made by ``by``."""
    tags = tuple(dict.fromkeys(("de", normal_tag(language))))
    speakers = {tag: Words.load(tag if tag in UI_LANGUAGES else "de") for tag in tags}

    def say(tell: Callable[[Words], str]) -> Said:
        return {tag: tell(words) for tag, words in speakers.items()}

    named = {one.id: one for one in indicators()}
    figures = tuple(
        PaperFigure(
            name=named[one.indicator].name,
            value=figure_words(one, speakers["de"]),
            note=say(partial(_paper_note, one, max(page.k, named[one.indicator].k))),
        )
        for one in page.figures
    )
    return StatisticsReport(
        head=PaperHead(page.site, by, page.as_of, tags, is_sample=page.is_sample),
        year=page.year,
        ags=page.ags,
        k=page.k,
        as_of=page.as_of.astimezone().date().isoformat(),
        figures=figures,
        tables=tuple(_paper_table(one, say, speakers["de"]) for one in page.tables if one.rows),
        is_running=page.is_running,
    )


def report_languages() -> tuple[str, ...]:
    """Return the languages a report can be in beside German."""
    from intake_app.documents.wordings import paper_languages

    return tuple(dict.fromkeys(tag for tag in (*paper_languages(), *UI_LANGUAGES) if tag != "de"))


def make_report(page: FiguresPage, *, language: str, by: str) -> bytes:
    """Return the finished report as PDF bytes; runs on the work lane. The same page gives the same bytes."""
    from intake_app.documents import making

    return making.make_paper(gather_report(page, language=language, by=by)).pdf


def save_report(
    workspace: Workspace, *, page: FiguresPage, data: bytes, path: Path, now: datetime.datetime
) -> None:
    """Write a finished report to ``path``; one audit line.

    Raises DiskFull, FileUnwritable.
    """
    with workspace.recorded("figures.export", "figures:all", now=now, detail=f"{page.year} pdf"):
        save_bytes(path, data)


def _paper_note(figure: Figure, k: int, words: Words) -> str:
    return note_words(figure, words, k)


def _paper_table(
    table: FigureTable, say: Callable[[Callable[[Words], str]], Said], words: Words
) -> PaperTable:
    from intake_app.documents.drawings import text_width
    from intake_app.documents.fonts import Fonts

    title = tables()[table.id].words
    if table.is_all_hidden:
        return PaperTable(title, (), ())
    together = say(lambda words: words("Together"))
    heads = [say(partial(dim_words, table.row_dim))]
    heads += [say(partial(code_words, table.column_dim, code)) for code in table.columns]
    heads.append(together if table.columns else say(lambda words: words("Number")))
    names = [say(partial(code_words, table.row_dim, code)) for code in table.rows]
    lines = [*names, together] if table.has_total else names
    fonts = Fonts()
    drawing = table_drawing(
        table, words, width=_PAPER_WIDTH, measure=lambda text, size: text_width(text, size, fonts)
    )
    return PaperTable(title, tuple(heads), tuple(zip(lines, table.cells, strict=True)), drawing)


def figure_bytes(page: FiguresPage, *, form: FileForm, table: str, words: Words) -> bytes:
    """Return the file's bytes; the same page gives the same bytes, but for a workbook's own time stamp."""
    files = [_file(one, page, words) for one in page.tables if one.rows]
    listed = _indicator_file(page, words)
    if page.scores:
        files.append(_score_file(page, words))
    if form == "csv":
        return figure_csv(next((one for one in files if one.name == table), listed))
    if form == "xlsx":
        return figure_workbook([listed, *files])
    return figure_package([listed, *files], title=f"{page.site} {page.year}", facts=_facts(page))


def _facts(page: FiguresPage) -> dict[str, str | int]:
    return {
        "year": page.year, "site": page.site, "ags": page.ags, "k": page.k,
        "as_of": page.as_of.date().isoformat(), "running": int(page.is_running),
    }  # fmt: skip


def _indicator_file(page: FiguresPage, words: Words) -> FigureFile:
    lines: list[Sequence[str | int | float | None]] = []
    shown = {one.indicator: one for one in page.figures}
    for one in indicators():
        figure = shown.get(one.id)
        if figure is None:
            continue
        name, definition = indicator_words(one.id, words)
        state = "empty" if figure.is_empty else "hidden" if figure.value is None else ""
        value = None if figure.value is None else round(figure.value, 1)
        lines.append((one.id, name, value, state, figure.part, figure.whole, max(one.k, page.k), definition,
                      one.source, page.year, page.ags))  # fmt: skip
    heads = (
        "indicator",
        "name",
        "value",
        "state",
        "part",
        "whole",
        "k",
        "definition",
        "source",
        "year",
        "ags",
    )
    tags = ("#indicator+code", "#indicator+name", "#indicator+value+num", "#status+hidden",
            "#indicator+part+num", "#indicator+whole+num", "#meta+k", "#description", "#meta+source",
            "#date+year", "#adm3+code")  # fmt: skip
    return FigureFile("indicators", words("Indicators"), heads, tags, tuple(lines))


def _score_file(page: FiguresPage, words: Words) -> FigureFile:
    """Return the means by life domain (I10): first and last professional rating of the same people."""
    heads = ("domain", "name", "people", "resource_first", "resource_last", "need_first", "need_last")
    tags = ("#indicator+code", "#indicator+name", "#value+people+num", "#value+resource+first",
            "#value+resource+last", "#value+need+first", "#value+need+last")  # fmt: skip
    lines = tuple(
        (one.domain, domain_name(one.domain, words.tag), one.n, one.resource_first, one.resource_last,
         one.need_first, one.need_last)
        for one in page.scores
    )  # fmt: skip
    return FigureFile("scores", indicator_words("I10", words)[0], heads, tags, lines)


def _file(table: FigureTable, page: FiguresPage, words: Words) -> FigureFile:
    """Return a table a line per cell: every count with its codes, totals with an empty code."""
    lines: list[Sequence[str | int | float | None]] = []
    rows = [*table.rows, ""] if table.has_total else list(table.rows)
    for n, row in enumerate(rows):
        for place, column in enumerate((*table.columns, "")):
            count = table.cells[n][place]
            lines.append((
                row, code_words(table.row_dim, row, words) if row else words("Together"),
                column, code_words(table.column_dim, column, words) if column else words("Together"),
                count, "hidden" if count is None else "", table.k, page.year, page.ags,
            ))  # fmt: skip
    heads = ("row", "row_name", "column", "column_name", "count", "state", "k", "year", "ags")
    tags = ("#group+row+code", "#group+row+name", "#group+column+code", "#group+column+name",
            "#value+count+num", "#status+hidden", "#meta+k", "#date+year", "#adm3+code")  # fmt: skip
    return FigureFile(table.id, table_words(table.id, words), heads, tags, tuple(lines))
