"""What an expression reads, wherever in it the reference hides."""

from intake_app.xpath import dependencies


def read(expression: str) -> set[tuple[str, tuple[str, ...] | None, bool]]:
    """Return (start, names, in a predicate) of each dependency."""
    found = set()
    for each in dependencies(expression):
        start = "/" if each.path.is_absolute else ""
        if each.path.is_from_current:
            start = "current"
        elif each.path.instance_id:
            start = each.path.instance_id
        found.add((start, each.path.names, each.in_predicate))
    return found


def test_absolute_and_relative_paths_are_read() -> None:
    assert read("/data/a + ../b * .") == {
        ("/", ("data", "a"), False),
        ("", ("..", "b"), False),
        ("", (".",), False),
    }


def test_sums_and_positions_tell_their_function() -> None:
    by_function = {each.function: each.path.names for each in dependencies("sum(/d/r/n) + position(..)")}
    assert by_function == {"sum": ("d", "r", "n"), "position": ("..",)}


def test_references_inside_predicates_are_found_with_the_path_they_start_from() -> None:
    assert read("instance('towns')/root/item[state = current()/../state and size > /data/least]/label") == {
        ("towns", ("root", "item", "label"), False),
        ("towns", ("root", "item", "state"), True),
        ("towns", ("root", "item", "size"), True),
        ("current", ("..", "state"), True),
        ("/", ("data", "least"), True),
    }


def test_predicates_of_the_form_itself_start_at_the_filtered_repeat() -> None:
    assert read("count(/data/person[age > ../limit])") == {
        ("/", ("data", "person"), False),
        ("/", ("data", "person", "age"), True),
        ("/", ("data", "person", "..", "limit"), True),
    }


def test_functions_without_arguments_may_read_the_own_node() -> None:
    assert read("string-length()") == {("", (".",), False)}
    assert read("concat(today(), uuid())") == set()


def test_a_long_chain_is_read_to_its_end() -> None:
    assert len(dependencies(" or ".join(f"/data/q{number} = 1" for number in range(400)))) == 400
