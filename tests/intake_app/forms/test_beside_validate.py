"""Small tables with all sorts of errors: judged as pyxform and ODK Validate judge them, or said why not.

Validate is JavaRosa opening the form and going through it; it comes inside pyxform and needs Java.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from benchmarks.peers import trace_javarosa
from intake_app.forms import read_form
from tests.intake_app.interview.beside import Peer, started

# Where the verdict is another one, and the reason.
DECIDED_DIFFERENTLY = {
    "name مرحبا": "XML names: a letter is a letter in every script; JavaRosa reads Latin only",
    "begin_group": "pyxform accepts an empty group; it does no harm",
    "choice without label": "pyxform accepts it with a warning; its name is shown",
    "floor(${a})": "forms.md: a function of the scope; only JavaRosa has none",
    "substring(${b}, 1)": "the same",
    "local-name(${a})": "the same",
    "${a} | ${b}": "XForms specification, operators: all of XPath 1.0, | among them",
    "//a": "XForms specification, paths: //node is an example of a valid one",
    "selected(${a}, 1)": "XForms specification, functions: arguments are cast",
    "concat('a', ${ra})": "XForms specification, concat: all arguments may be node-sets",
    "max(1, ${ra})": "XForms specification, max: node-set arg*",
    "if(${a} > 1 or count(${ra}) > 1, ${ra}, 2)": "a warning: another answer spares the read",
    "a running total": "it reads the instance before, which is another node",
    "pulldata('f', 'a')": "XForms specification, pulldata: four arguments",
    "format-date(${d}, '%Q')": "XForms specification, format-date: it can never work",
    "= ${a}": "a quirk of spreadsheets that is read as meant, with a warning",
}

_TYPES = (
    "text", "integer", "decimal", "date", "time", "dateTime", "note", "geopoint", "barcode", "file", "image",
    "select_one yn", "select_multiple yn", "rank yn", "select_one yn or_other", "select one from yn", "range",
    "select_one", "select_one nolist", "select_one yn yn", "select_onee yn", "txet", "number", "begin_group",
    "end_group", "begin_repeat", "end repeat", "acknowledge", "hidden", "calculate", "audit", "select1 yn",
    "select_one_from_file a.csv", "select_one_from_file a.txt", "select_one_external yn", "csv-external",
    "background-geopoint", "start-geopoint", "begin lgroup", "begin loop over yn",
)  # fmt: skip
_NAMES = ("", "a b", "1a", "_a", "a-b", "a.b", "a:b", "a$", "ünï", "مرحبا", "meta", "a'b", "A")
_PARAMETERS = {
    "range": (
        "start=1 end=5 step=1", "start=a end=5", "start=1 end=5 step=0", "start=1 end=5 step=9", "foo=1",
        "start=1;end=5", "start=1 end=5 placeholder=9", "tick_labelset=none",
    ),
    "select_one yn": (
        "randomize=true", "randomize=true seed=4", "randomize=true seed=${zz}", "seed=4", "randomize=maybe",
        "randomize=true seed=x", "randomize",
    ),
    "select_one_from_file a.csv": ("value=id label=name", "value=1d", "label=a b", "foo=1"),
    "text": ("rows=3", "rows=x", "foo=1"),
    "image": ("max-pixels=640", "max-pixels=x"),
    "geopoint": ("allow-mock-accuracy=true", "allow-mock-accuracy=x", "capture-accuracy=x"),
}  # fmt: skip
_EXPRESSIONS = """
1 +|(1|'abc|${a} = |${a} ${b}|${a} == 1|${a} && ${b}|${a} AND ${b}|not ${a}|foo(${a})|IF(${a}, 1, 2)|if(1, 2)
if(1, 2, 3)|concat()|selected(${m})|selected(${m}, 'y')|count-selected()|coalesce(${a})|substr(${b})|pow(2)
translate(${b}, 'a')|round(${a}, 1)|round(1, 2, 3)|sum(1)|sum(${ra})|join(' ', ${ra})|position(..)|once(1, 2)
today(1)|date()|format-date(${d})|regex(${b})|digest('a', 'FOO')|uuid(1, 2)|indexed-repeat(${ra}, ${r})
instance('yn')/root/item[name = 'y']/label|instance('no')/root/item/label|instance('yn')/root/item[name = 'y'
current()/../a|/data/a|../a|/data/zzz|child::a|ancestor::data|following-sibling::*|@foo|${zzz}|${a b}|${A}|${a
${ a }|1.5|.5|1,5|--1|5 mod|div|${a} > = 1|concat(${a} ${b})|concat(,${a})|()|a:b(1)|“a”|${a}; ${b}|jr:foo(1)
jr:choice-name(${m}, '${m}')|jr:choice-name(${m})|indexed-repeat(${ra}, ${r}, 1)|indexed-repeat(${a}, ${r}, 1)
${ra}|${ra} + 1|not(${ra})|${r}[position() = 1]/ra|count(${r}[ra > 5])|if(${ra} = 1, 1, 2)|string(${r})
instance('yn')/root/item|instance(yn)/root/item|${c} + 1|once(${c})|if(. = '', 1, .)|count(${c})|date('abc')
decimal-date-time('x')|count-non-empty(../*)|randomize(${ra})|number(${ra})|min(${ra})|pulldata('f', 'a')
floor(${a})|substring(${b}, 1)|local-name(${a})|//a|selected(${a}, 1)|concat('a', ${ra})|max(1, ${ra})
if(${a} > 1 or count(${ra}) > 1, ${ra}, 2)|format-date(${d}, '%Q')|regex(${b}, '[a-')|= ${a}
"""
_YN = "| choices |\n| | list_name | name | label |\n| | yn | y | Yes |\n| | yn | n | No |\n"


def _calculation(expression: str) -> str:
    said = expression.replace("|", "\\|")
    return (
        "| survey |\n| | type | name | label | calculation |\n| | integer | a | A | |\n| | text | b | B | |\n"
        "| | date | d | D | |\n| | select_multiple yn | m | M | |\n| | begin_repeat | r | R | |\n"
        f"| | integer | ra | RA | |\n| | end_repeat | | | |\n| | calculate | c | | {said} |\n{_YN}"
    )


def _tables() -> dict[str, str]:
    head = "| survey |\n| | type | name | label |\n"
    found = {f"type {kind}": f"{head}| | {kind} | q | Q |\n{_YN}" for kind in _TYPES}
    found |= {f"name {name}": f"{head}| | text | {name} | Q |\n" for name in _NAMES}
    for kind, said in _PARAMETERS.items():
        top = "| survey |\n| | type | name | label | parameters |\n"
        found |= {f"{kind} with {each}": f"{top}| | {kind} | q | Q | {each} |\n{_YN}" for each in said}
    expressions = [each for line in _EXPRESSIONS.strip().splitlines() for each in line.split("|")]
    found |= {each: _calculation(each) for each in [*expressions, "${a} | ${b}"]}
    total = "${t} + indexed-repeat(${n}, ${r}, position(..) - 1)"
    found["a running total"] = (
        "| survey |\n| | type | name | label | calculation |\n| | begin_repeat | r | R | |\n"
        f"| | integer | t | T | |\n| | calculate | n | | {total} |\n| | end_repeat | | | |\n"
    )
    rows = {
        "twice the same name": "| | text | a | A |\n| | text | a | B |\n",
        "twice the same repeat": "| | begin_repeat | r | R |\n| | text | a | A |\n| | end_repeat | | |\n" * 2,
        "a group ends as a repeat": "| | begin_group | g | G |\n| | text | a | A |\n| | end_repeat | | |\n",
        "no label": "| | text | a | |\n",
        "a reference in a label": "| | text | a | see ${a} |\n",
        "a reference to nobody": "| | text | a | see ${b} |\n",
        "begin_group": "| | begin_group | g | G |\n| | end_group | | |\n",
    }
    found |= {name: head + said for name, said in rows.items()}
    asked = f"{head}| | select_one yn | a | A |\n"
    found["choice without label"] = f"{asked}{_YN}| | yn | z | |\n"
    found["choice without name"] = f"{asked}{_YN}| | yn | | Z |\n"
    found["choice twice"] = f"{asked}{_YN}| | yn | y | Again |\n"
    found["choices in a misspelt sheet"] = asked + _YN.replace("choices", "choice")
    found["survey misspelt"] = f"{asked}{_YN}".replace("survey", "surveys")
    found["settings with a name that is none"] = (
        f"{head}| | text | a | A |\n| settings |\n| | name |\n| | 1 a |\n"
    )
    circle = "| survey |\n| | type | name | label | relevant |\n"
    found["relevance in a circle"] = (
        f"{circle}| | text | a | A | ${{b}} = 1 |\n| | text | b | B | ${{a}} = 1 |\n"
    )
    return found


@pytest.fixture(scope="module")
def validate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peer]:
    with started(trace_javarosa()) as peer:
        if peer is None:
            pytest.skip(f"ODK Validate cannot be had: {trace_javarosa().why_not}")
        yield peer


def test_tables_are_judged_as_the_converter_and_validate_judge_them(validate: Peer, tmp_path: Path) -> None:
    tables = _tables()
    differing = {
        name
        for name, table in tables.items()
        if _is_good(table, tmp_path) != _passes(validate, table, tmp_path)
    }
    assert len(tables) > 190
    assert differing == set(DECIDED_DIFFERENTLY)


def _is_good(table: str, folder: Path) -> bool:
    path = folder / "data.md"
    path.write_text(table, encoding="utf-8")
    return read_form(path).definition is not None


def _passes(validate: Peer, table: str, folder: Path) -> bool:
    try:
        form = convert(xlsform=table, validate=False).xform
    except (PyXFormError, AttributeError, KeyError, IndexError):
        return False
    path = folder / "form.xml"
    path.write_text(form, encoding="utf-8")
    return not validate.ask("check", str(path))
