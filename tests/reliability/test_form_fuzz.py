"""Whatever stands in a form file: it is read or refused with findings, and what is read can be begun.

Tables are put together from good and bad cells; XForms are good ones with pieces torn out, doubled or
swapped. 500 forms with each change, 20,000 in the long column.
"""

import datetime
import re
from collections.abc import Callable
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_app.forms import read_xform
from intake_app.forms.definition import FormReading
from intake_app.forms.reading import read_tables
from intake_app.forms.tables import TableRefused, read_markdown
from intake_app.interview import Interview
from tests.intake_app.interview.random_forms import RandomForm
from tests.reliability.table import times

Note = Callable[[str, int, str, str], None]
NOW = datetime.datetime(2026, 3, 5, tzinfo=datetime.UTC)

TYPES = (
    "text", "integer", "decimal", "date", "select_one l", "select_multiple l", "select_one", "rank l", "note",
    "calculate", "begin_group", "end_group", "begin_repeat", "end_repeat", "range", "image", "geopoint",
    "select_one_from_file ../../x.csv", "select_one_from_file f.csv", "select_one ${a}", "hidden", "audit",
    "start", "Text", "nonsense", "", "select_one l or_other", "xml-external", "begin_group ", "acknowledge",
)  # fmt: skip
NAMES = (
    "a",
    "b",
    "c",
    "d",
    "g",
    "r",
    "",
    "1a",
    "a b",
    "../up",
    "data",
    "meta",
    "é",
    "a" * 300,
    "a:b",
    "\u200b",
)
EXPRESSIONS = (
    "", "${a}", "${a} > 1", "${b} = 'x' and ${c} != ''", "${nope}", "1 +", "((", "'", "foo(1)", "sum(${a})",
    "count(${r})", "position(..)", "once(uuid())", "indexed-repeat(${a}, ${r}, 2)", "instance('l')/root/item",
    "regex(., '(a+)+$')", "regex(., '[')", ". > 3", "${a}${b}", "current()/../a", "//*", "/data/*",
    "../../../..", "pulldata('f', 'x', 'y', ${a})", "jr:choice-name(${a}, '${a}')", "\x00", "=1+1", "yes",
    "today()", "9" * 400,
    "true()", "if(${a}, ${b})", "#REF!", "“x”", "$" * 50, "<b>", "&amp;", "]]>",
)  # fmt: skip
LABELS = (
    "Label",
    "",
    "Hi ${a}",
    "${nope}",
    "<b>&",
    "عنوان",
    "x" * 2_000,
    "\ufffe",
    "a\nb",
    "${a",
    "{ref}",
    "%s",
)
COLUMNS = (
    "relevant", "calculation", "constraint", "required", "choice_filter", "repeat_count", "default",
    "appearance", "parameters", "trigger", "read_only", "label::Arabic (ar)", "bind::x:y", "media::image",
)  # fmt: skip

types = st.one_of(st.sampled_from(("text", "integer", "note", "select_one l")), st.sampled_from(TYPES))
names = st.one_of(*[st.just("")] * 5, st.sampled_from(NAMES))  # a blank one becomes a good one of its own
rules = st.one_of(
    *[st.sampled_from(("", "", "${a}", "${a} > 1", "1", "concat(${a}, 'x')"))] * 4,
    st.sampled_from(EXPRESSIONS),
)
labels = st.one_of(*[st.just("Label")] * 3, st.sampled_from(LABELS))
rows = st.lists(st.tuples(types, names, labels, rules, rules), min_size=1, max_size=9)
choices = st.lists(st.tuples(st.just("l"), names, labels), max_size=4)
headings = st.permutations(COLUMNS).map(lambda columns: (columns[0], columns[1]))
tables = st.tuples(headings, rows, choices)
torn = st.tuples(st.integers(0, 10_000), st.integers(0, 2**32))


def some(count: int) -> settings:
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    return settings(max_examples=count, deadline=None, suppress_health_check=checks, database=None)


Table = tuple[tuple[str, str], list[tuple[str, ...]], list[tuple[str, ...]]]


def read_table(table: Table) -> FormReading | None:
    (one, other), questions, offered = table
    lines = ["| survey |", f"| | type | name | label | {one} | {other} |"]
    lines.append("| | integer | a | A | | |")
    lines += [_line(row, number) for number, row in enumerate(questions)]
    lines += ["| choices |", "| | list_name | name | label |", "| | l | x | X |"]
    lines += [_line(row, number) for number, row in enumerate(offered)]
    try:
        return read_tables(read_markdown("\n".join(lines).encode("utf-8", "replace"), "fuzz"))
    except TableRefused:
        return None


def read_torn(form: int, wound: int) -> FormReading:
    """Read a good form after an accident: something lost, doubled, swapped or rubbish."""
    random = Random(wound)
    pieces = re.split(r"(<[^>]*>)", RandomForm(form).xform())
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(pieces))
        accident = random.randint(0, 4)
        if accident == 0:
            pieces[at] = ""
        elif accident == 1:
            pieces[at] *= 2
        elif accident == 2:
            other = random.randrange(len(pieces))
            pieces[at], pieces[other] = pieces[other], pieces[at]
        elif accident == 3:
            rubbish = random.choice(EXPRESSIONS).replace("<", "").replace("&", "").replace('"', "")
            before, quote, after = pieces[at].partition('="')
            pieces[at] = f'{before}{quote}{rubbish}"{after.partition(chr(34))[2]}' if quote else before
        else:
            pieces[at] = pieces[at].replace("/data/n", "/data/../n", 1)
    return read_xform("".join(pieces))


def check(reading: FormReading | None) -> bool:
    """A refusal says why and how to mend it; what is accepted can be begun, asked and written.

    Return whether it was accepted.
    """
    if reading is None:
        return False
    for finding in reading.findings:
        assert finding.what.format(**finding.facts)
        assert finding.mend.format(**finding.facts)
    if reading.definition is None:
        assert any(finding.severity == "error" for finding in reading.findings)
        return False
    interview = Interview.begin(reading.definition, now=NOW, seed=1)
    interview.pages()
    interview.findings()
    assert interview.submission_xml()
    assert Interview.resume(reading.definition, interview.state(), now=NOW).state() == interview.state()
    return True


def _line(row: tuple[str, ...], number: int) -> str:
    first, name, *rest = row
    return f"| | {' | '.join(_cell(cell) for cell in (first, name or f'q{number}', *rest))} |"


def _cell(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")


def test_tables_are_read_or_refused(noted: Note) -> None:
    count, read = times(250, 10_000), 0

    @some(count)
    @given(tables)
    def trial(table: Table) -> None:
        nonlocal read
        read += check(read_table(table))

    trial()
    noted("forms put together at random: tables", count, "0 crashes", f"{read:,} good enough to be begun")
    assert read > 0


def test_torn_xforms_are_read_or_refused(noted: Note) -> None:
    count, read = times(250, 10_000), 0

    @some(count)
    @given(torn)
    def trial(accident: tuple[int, int]) -> None:
        nonlocal read
        read += check(read_torn(*accident))

    trial()
    noted("forms put together at random: torn XForms", count, "0 crashes",
          f"{read:,} good enough to be begun")  # fmt: skip
    assert read > 0
