"""The other functions, by what a form's author expects of them."""

import math
import re
import time
from datetime import UTC
from typing import Any

import pytest

from intake_app.xpath import (
    Context,
    Environment,
    XPathError,
    compile_expression,
    supported_functions,
    to_boolean,
    to_number,
    to_string,
)
from intake_app.xpath.xml import read_document

from .conftest import Ask


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("substr('welcome', 3)", "come"),
        ("substr('welcome', -4, -1)", "com"),
        ("substr('welcome', 5, 2)", ""),
        ("substring('welcome', 2, 3)", "elc"),
        ("substring('welcome', 0)", "welcome"),
        ("substring-before('a/b/c', '/')", "a"),
        ("substring-after('a/b/c', '/')", "b/c"),
        ("translate('a-b-c', '-', '')", "abc"),
        ("normalize-space('  two   words ')", "two words"),
        ("concat(/data/person/age)", "3494"),
        ("concat('no. ', 3, ' ', true())", "no. 3 true"),
        ("join(', ', /data/person/age, 'x')", "34, 9, 4, x"),
        ("selected-at(/data/needs, 1)", "work"),
        ("selected-at(/data/needs, 9)", ""),
        ("selected-at(/data/needs, -1)", ""),
        ("coalesce(/data/blank, /data/name)", "Sample Person"),
        ("coalesce(/data/blank, '')", ""),
        ("name(/data/person[1])", "person"),
        ("local-name(/data/*[1])", "name"),
        ("digest('ankommen', 'SHA-1', 'hex')", "c59854fc3049dbbdbc38a228eb3b22bd8817dd56"),
        ("base64-decode('w7xiZXI=')", "über"),
        ("base64-decode('no base64!')", ""),
        ("string(1000000)", "1000000"),
        ("string(0.0000001)", "0.0000001"),
        ("string(1 div 3)", "0.3333333333333333"),
        ("string(-0)", "0"),
        ("string(100000000000000000000000)", "100000000000000000000000"),
    ],
)
def test_texts(ask: Ask, expression: str, expected: str) -> None:
    assert to_string(ask(expression)) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("sum(/data/person/age)", 47),
        ("count(/data/person[age < 18])", 2),
        ("count-non-empty(/data/person/school)", 1),
        ("count-selected(/data/needs)", 3),
        ("min(/data/person/age)", 4),
        ("max(/data/person/age, 50)", 50),
        ("round(2.345, 2)", 2.35),
        ("round(1250, -2)", 1300),
        ("round(7.5)", 8),
        ("int(-3.9)", -3),
        ("floor(-3.1)", -4),
        ("ceiling(-3.9)", -3),
        ("abs(-3)", 3),
        ("pow(2, 10)", 1024),
        ("sqrt(16)", 4),
        ("exp10(3)", 1000),
        ("log10(1000)", 3),
        ("atan2(0, 1)", 0),
        ("cos(pi())", -1),
        ("string-length('مرحبا')", 5),
        ("7 mod -3", 1),
        ("-7 mod 3", -1),
        ("1 div 0", math.inf),
        ("-1 div 0", -math.inf),
        ("pow(10, 400)", math.inf),
        ("exp(1000)", math.inf),
        ("position(/data/person[2])", 2),
        ("if(/data/person[1]/age > 17, 1, 2) + 1", 2),
    ],
)
def test_numbers(ask: Ask, expression: str, expected: float) -> None:
    assert to_number(ask(expression), UTC) == pytest.approx(expected)


@pytest.mark.parametrize(
    "expression",
    [
        "number('')", "number(/data/blank)", "number('1 000')", "number('0x10')", "sum(/data/person/school)",
        "min(/data/blank)", "max(/data/nobody)", "sqrt(-1)", "0 div 0", "5 mod 0", "log(-1)",
    ],
)  # fmt: skip
def test_what_is_no_number_is_nan_and_never_zero(ask: Ask, expression: str) -> None:
    assert math.isnan(to_number(ask(expression), UTC))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("selected(/data/needs, 'work')", True),
        ("selected(/data/needs, 'wor')", False),
        ("selected(/data/blank, 'work')", False),
        ("regex('12345', '[0-9]{5}')", True),
        ("regex('123456', '[0-9]{5}')", False),
        ("regex('Łódź', '\\p{L}+')", True),
        ("starts-with(/data/name, 'Sample')", True),
        ("ends-with(/data/name, 'Sample')", False),
        ("contains(/data/name, '')", True),
        ("boolean-from-string('1')", True),
        ("boolean-from-string('yes')", False),
        ("boolean('false')", True),
        ("not(/data/nobody)", True),
        ("checklist(1, 2, true(), false(), 1 = 1)", True),
        ("checklist(-1, 1, true(), true())", False),
        ("weighted-checklist(5, -1, true(), 2, true(), 3)", True),
        ("weighted-checklist(5, -1, true(), 2, false(), 3)", False),
        ("geofence('52.5 13.4 0 0', '52 13 0 0; 52 14 0 0; 53 14 0 0; 53 13 0 0; 52 13 0 0')", True),
        ("geofence('51.5 13.4 0 0', '52 13 0 0; 52 14 0 0; 53 14 0 0; 53 13 0 0; 52 13 0 0')", False),
        ("random() < 1 and random() >= 0", True),
    ],
)
def test_truths(ask: Ask, expression: str, expected: bool) -> None:
    assert to_boolean(ask(expression)) is expected


def test_a_degree_along_the_equator_is_about_111_kilometres(ask: Ask) -> None:
    assert ask("distance('0 0 0 0; 0 1 0 0')") == pytest.approx(111_318.8, abs=1)
    assert ask("distance('52.5 13.4 0 0; 52.50001 13.4 0 0')") == pytest.approx(1.113, abs=0.01)
    assert ask("area('0 0; 0 0.01; 0.01 0.01; 0.01 0')") == pytest.approx(1_113.2**2, rel=1e-3)


def test_a_seed_always_gives_the_same_order(ask: Ask) -> None:
    xml = "<r>" + "".join(f"<i>{letter}</i>" for letter in "ABCDEF") + "</r>"
    # What every engine that follows the specification gives for these seeds.
    for seed, order in ((42, "AFCBDE"), (-42, "EDAFBC"), (1, "BFEACD"), (11_111_111, "ACDBFE")):
        assert ask(f"concat(randomize(/r/i, {seed}))", xml=xml) == order
    by_word = ask("concat(randomize(/r/i, 'a word'))", xml=xml)
    assert by_word == ask("concat(randomize(/r/i, 'a word'))", xml=xml)
    assert sorted(to_string(by_word)) == list("ABCDEF")
    assert sorted(to_string(ask("concat(randomize(/r/i))", xml=xml))) == list("ABCDEF")


def test_once_keeps_what_is_there(ask: Ask) -> None:
    assert ask("once('new')", at="/data/name") == "Sample Person"
    assert ask("once('new')", at="/data/blank") == "new"


def test_ids_are_fresh_and_shaped(ask: Ask) -> None:
    first, second = to_string(ask("uuid()")), to_string(ask("uuid()"))
    assert first != second
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", first)
    assert len(to_string(ask("uuid(12)"))) == 12


def test_a_pattern_cannot_stop_the_interview(ask: Ask) -> None:
    with pytest.raises(XPathError, match="too long"):
        ask("regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(a|a|aa)+')")


def test_tables_are_looked_up_by_hook_or_by_instance(ask: Ask) -> None:
    def cell(*asked: Any) -> str:
        return "/".join(asked)

    assert ask("pulldata('towns', 'label', 'name', 'k')", pulldata=cell) == "towns/label/name/k"
    form = (
        "<model><instance><data/></instance><instance id='towns'><root>"
        "<item><name>k</name><label>Kiel</label></item><item><name>b</name><label>Bonn</label></item>"
        "</root></instance></model>"
    )
    assert ask("pulldata('towns', 'label', 'name', 'b')", xml=form) == "Bonn"
    assert to_string(ask("instance('towns')/root/item[name = 'k']/label", xml=form)) == "Kiel"
    with pytest.raises(XPathError, match="no instance"):
        ask("instance('rivers')/root/item", xml=form)


def test_an_indexed_repeat_is_read_by_its_numbers(ask: Ask) -> None:
    assert to_string(ask("indexed-repeat(/data/person/age, /data/person, 2)")) == "9"
    assert to_string(ask("indexed-repeat(/data/person/age, /data/person, 7)")) == ""
    xml = "<d><h><p><n>a</n></p><p><n>b</n></p></h><h><p><n>c</n></p><p><n>d</n></p></h></d>"
    assert to_string(ask("indexed-repeat(/d/h/p/n, /d/h, 2, /d/h/p, 1)", xml=xml)) == "c"
    # Inside a house, its own persons are meant.
    assert to_string(ask("indexed-repeat(/d/h/p/n, /d/h/p, 2)", xml=xml, at="/d/h[2]/p[1]")) == "d"
    assert to_string(ask("indexed-repeat(./h/p/n, ./h, 1, ./h/p, 2)", xml=xml, at="/d")) == "b"


@pytest.mark.parametrize(
    "expression",
    [
        "count('x')",
        "sum(1)",
        "digest('x', 'CRC')",
        "uuid(-1)",
        "position(/data/nobody)",
        "weighted-checklist(1, 2, 1, 1, 1)",
    ],
)
def test_what_makes_no_sense_is_refused(ask: Ask, expression: str) -> None:
    with pytest.raises(XPathError):
        ask(expression)


def test_every_function_of_the_specification_is_there() -> None:
    asked = [
        "true",
        "false",
        "boolean",
        "not",
        "boolean-from-string",
        "string",
        "concat",
        "contains",
        "starts-with",
        "ends-with",
        "substring",
        "substr",
        "substring-before",
        "substring-after",
        "string-length",
        "normalize-space",
        "translate",
        "number",
        "int",
        "round",
        "floor",
        "ceiling",
        "abs",
        "min",
        "max",
        "pow",
        "sum",
        "count",
        "count-non-empty",
        "if",
        "coalesce",
        "once",
        "selected",
        "selected-at",
        "count-selected",
        "join",
        "position",
        "last",
        "indexed-repeat",
        "instance",
        "jr:itext",
        "jr:choice-name",
        "today",
        "now",
        "date",
        "date-time",
        "decimal-date-time",
        "decimal-time",
        "format-date",
        "format-date-time",
        "regex",
        "uuid",
        "randomize",
        "random",
        "pulldata",
        "digest",
        "checklist",
        "weighted-checklist",
        "sqrt",
        "log",
        "log10",
        "exp",
        "exp10",
        "sin",
        "cos",
        "tan",
        "asin",
        "acos",
        "atan",
        "atan2",
        "pi",
        "distance",
        "area",
        "geofence",
        "base64-decode",
        "name",
        "local-name",
        "current",
    ]
    assert set(asked) <= supported_functions()


def test_a_living_form_adds_up_what_is_there() -> None:
    root, _ = read_document("<r><n>3</n><n/><n>4</n><n>x</n></r>")
    strict = Context(root, Environment(root=root))
    living = Context(root, Environment(root=root, passes_over_blanks=True))
    for expression, found in (("sum(/r/n)", 7), ("min(/r/n)", 3), ("max(/r/n, '')", 4), ("sum(/r/none)", 0)):
        assert compile_expression(expression).evaluate(living) == found
    for expression in ("sum(/r/n)", "min(/r/n)", "max(/r/n)"):
        assert math.isnan(compile_expression(expression).number(strict))


def test_a_pattern_without_end_is_given_up_and_not_tried_again_on_longer_texts(ask: Ask) -> None:
    begun = time.process_time()
    for length in range(80, 380):
        with pytest.raises(XPathError):
            ask(f"regex('{'a' * length}b', '(a|aa)+$')")
    # Each try may take a tenth of a second: three hundred would be half a minute.
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("format-date('not a date', '%Y')", ""),
        ("format-date('', '%Y')", ""),
        ("format-date-time('11:22', '%H.%M')", "11.22"),
        ("base64-decode('SGVsbG8')", "Hello"),
        ("base64-decode('SGVsbG8=')", "Hello"),
        ("base64-decode('???')", ""),
        ("distance('')", "0"),
        ("area('')", "0"),
        ("enclosed-area('')", "0"),
        ("distance('1 1 0 0; 1 2 0 0')", "111301.89"),
        ("area('1 1 0 0; 1 2 0 0')", "0"),
    ],
)
def test_what_cannot_be_written_is_blank_and_no_way_has_no_length(
    ask: Ask, expression: str, text: str
) -> None:
    assert to_string(ask(expression)) == text
