"""Paths walked node by node: predicates, axes, order."""

from collections.abc import Callable

import pytest

from .conftest import Ask

Texts = Callable[..., list[str]]
TREE = "<r><a k='1'>1<b>2</b><b>3</b></a><a k='2'><b>4</b><c><b>5</b></c></a><!-- six --><?go seven?></r>"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/r/a/b", ["2", "3", "4"]),
        ("/r/a/b[1]", ["2", "4"]),
        ("(/r/a/b)[1]", ["2"]),
        ("//b[last()]", ["3", "4", "5"]),
        ("//b", ["2", "3", "4", "5"]),
        ("/r/a[@k = '2']//b", ["4", "5"]),
        ("/r/a[b = 3]/@k", ["1"]),
        ("/r/a[2]/descendant::b", ["4", "5"]),
        ("//c/preceding-sibling::*", ["4"]),
        ("//c/preceding::b", ["2", "3", "4"]),
        ("//c/preceding::b[1]", ["4"]),
        ("/r/a[1]/following::b", ["4", "5"]),
        ("/r/a[1]/b[1]/following-sibling::b", ["3"]),
        ("//c/b/ancestor::a/@k", ["2"]),
        ("/r/a[1]/text()", ["1"]),
        ("/r/comment()", [" six "]),
        ("/r/processing-instruction('go')", ["seven"]),
        ("//c/b | /r/a[1]/b | //c/b", ["2", "3", "5"]),
        ("/r/a[position() = 2]/b", ["4"]),
        ("/r/a[1 + 1]/b", ["4"]),
        ("/r/a[b][c]/c/b/..", ["5"]),
        ("/r/nothing/b", []),
    ],
)
def test_a_path_gives_its_nodes_in_document_order(texts: Texts, path: str, expected: list[str]) -> None:
    assert texts(path, xml=TREE) == expected


def test_current_stays_the_question_inside_a_filter(texts: Texts) -> None:
    assert texts("/data/person[age > current()/age]/age", at="/data/person[2]") == ["34"]


def test_a_relative_path_starts_at_the_node(texts: Texts) -> None:
    assert texts("../person[1]/age", at="/data/name") == ["34"]
    assert texts(".", at="/data/name") == ["Sample Person"]


def test_a_prefix_finds_elements_of_its_namespace(texts: Texts) -> None:
    xml = "<data xmlns:orx='http://openrosa.org/xforms'><orx:meta>m</orx:meta><meta>n</meta></data>"
    assert texts("/data/orx:meta", xml=xml) == ["m"]
    assert texts("/data/meta", xml=xml) == ["n"]


def test_a_default_namespace_needs_no_prefix(texts: Texts) -> None:
    assert texts("/data/x", xml="<data xmlns='http://example.org/form'><x>1</x></data>") == ["1"]


def test_position_in_a_repeat_counts_siblings_of_the_same_name(ask: Ask) -> None:
    assert ask("position(..)", at="/data/person[3]/age") == 3.0
