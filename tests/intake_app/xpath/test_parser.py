"""Reading expressions: precedence, the words that are sometimes operators, and useful refusals."""

import pytest

from intake_app.xpath import Binary, Call, Literal, LocationPath, Negate, XPathUnreadable, parse


def test_multiplication_binds_tighter_than_addition_and_comparison_looser() -> None:
    tree = parse("1 + 2 * 3 = 7")
    assert isinstance(tree, Binary)
    assert tree.operator == "="
    assert tree.left == Binary("+", Literal(1.0), Binary("*", Literal(2.0), Literal(3.0)))


def test_equal_operators_group_from_the_left() -> None:
    assert parse("9 - 3 - 2") == Binary("-", Binary("-", Literal(9.0), Literal(3.0)), Literal(2.0))


def test_minus_signs_may_be_repeated() -> None:
    assert parse("--2") == Negate(Negate(Literal(2.0)))


@pytest.mark.parametrize("word", ["and", "or", "div", "mod", "text", "self", "node"])
def test_question_names_may_be_words_of_the_language(word: str) -> None:
    tree = parse(f"/data/{word} = 1")
    assert isinstance(tree, Binary)
    assert isinstance(tree.left, LocationPath)
    assert tree.left.names == ("data", word)


def test_operator_words_need_no_blank_beside_numbers() -> None:
    assert parse("8div2mod3") == parse("8 div 2 mod 3")


def test_names_may_hold_dashes_and_dots() -> None:
    tree = parse("/data/first-name.2")
    assert isinstance(tree, LocationPath)
    assert tree.names == ("data", "first-name.2")


def test_names_of_any_script_are_read() -> None:
    tree = parse("/data/الاسم")
    assert isinstance(tree, LocationPath)
    assert tree.names == ("data", "الاسم")


def test_a_path_from_current_says_so() -> None:
    tree = parse("current()/../age")
    assert isinstance(tree, LocationPath)
    assert tree.is_from_current
    assert tree.names == ("..", "age")


def test_a_path_from_an_instance_names_it() -> None:
    tree = parse("instance('towns')/root/item[state = 'x']/label")
    assert isinstance(tree, LocationPath)
    assert tree.instance_id == "towns"
    assert tree.has_predicates
    assert tree.names == ("root", "item", "label")


def test_functions_keep_their_prefix() -> None:
    tree = parse("jr:itext('hello')")
    assert isinstance(tree, Call)
    assert tree.name == "jr:itext"


@pytest.mark.parametrize(
    ("source", "position"),
    [
        ("1 +", 3),
        ("/data/[1]", 6),
        ("'open", 0),
        ("concat('a' 'b')", 11),
        ("(1", 2),
        ("a b", 2),
        ("", 0),
        ("$x", 0),
    ],
)
def test_a_refusal_names_the_place(source: str, position: int) -> None:
    with pytest.raises(XPathUnreadable) as refused:
        parse(source)
    assert refused.value.facts["position"] == position
    assert refused.value.facts["expression"] == source


def test_the_namespace_axis_is_refused_by_name() -> None:
    with pytest.raises(XPathUnreadable, match="namespace"):
        parse("namespace::x")


def test_an_expression_nested_without_end_is_refused() -> None:
    with pytest.raises(XPathUnreadable, match="nested too deeply"):
        parse("(" * 50_000 + "1")
