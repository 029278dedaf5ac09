"""A long form is shown in chapters and small pages, and what is not asked folds away."""

from tests.intake_app.interview.scenario import Scenario

FORM = """
| survey |
| | type | name | label | relevant | appearance | repeat_count | read_only |
| | text | q1 | Q1 | | | | |
| | note | n1 | Welcome | | | | |
| | begin_group | home | Home | | | | |
| | text | h1 | H1 | | | | |
| | text | h2 | H2 | | | | |
| | text | h3 | H3 | | | | |
| | text | h4 | H4 | | | | |
| | text | h5 | H5 | | | | |
| | text | h6 | H6 | | | | |
| | text | h7 | H7 | ${q1} = 'more' | | | |
| | end_group | | | | | | |
| | begin_group | list | List | | field-list | | |
| | text | l1 | L1 | | | | |
| | text | l2 | L2 | | | | |
| | text | l3 | L3 | | | | |
| | text | l4 | L4 | | | | |
| | text | l5 | L5 | | | | |
| | text | l6 | L6 | | | | |
| | text | l7 | L7 | | | | |
| | end_group | | | | | | |
| | begin_repeat | child | Child | | | | |
| | text | c1 | C1 | | | | |
| | text | c2 | C2 | | | | |
| | end_repeat | | | | | | |
| | begin_group | gone | Gone | ${q1} = 'more' | | | |
| | text | g1 | G1 | | | | |
| | end_group | | | | | | |
| | text | last | Last | | | | |
"""


def sizes(scenario: Scenario) -> list[int]:
    return [len(page.questions) for page in scenario.interview.pages()]


def test_top_level_groups_are_chapters_and_questions_between_them_too() -> None:
    scenario = Scenario(FORM)
    sections = scenario.interview.sections()
    assert [section.ref for section in sections] == [
        "/data",
        "/data/home",
        "/data/list",
        "/data/child",
        "/data",
    ]
    assert sections[1].title.text == "Home"
    assert len({section.key for section in sections}) == 5


def test_pages_hold_five_questions_and_a_field_list_stays_whole() -> None:
    scenario = Scenario(FORM)
    assert sizes(scenario) == [2, 5, 1, 7, 2, 1]
    assert [page.is_field_list for page in scenario.interview.pages()] == [
        False,
        False,
        False,
        True,
        False,
        False,
    ]


def test_what_becomes_relevant_takes_its_place() -> None:
    scenario = Scenario(FORM)
    scenario.answers(q1="more")
    assert sizes(scenario) == [2, 5, 2, 7, 2, 1, 1]
    scenario.answers(q1="less")
    assert sizes(scenario) == [2, 5, 1, 7, 2, 1]


def test_each_repeat_instance_has_its_own_page_and_can_be_added_to() -> None:
    scenario = Scenario(FORM)
    scenario.add("/data/child")
    pages = [page for page in scenario.interview.pages() if page.repeat]
    places = [(page.repeat.position, page.repeat.count, page.repeat.can_add) for page in pages if page.repeat]
    assert places == [(1, 2, True), (2, 2, True)]
    assert pages[1].questions == ("/data/child[2]/c1", "/data/child[2]/c2")
    scenario.remove("/data/child[1]")
    scenario.remove("/data/child[1]")
    empty = [page for page in scenario.interview.pages() if page.repeat]
    assert [(page.questions, page.repeat and page.repeat.position) for page in empty] == [((), 0)]


def test_long_texts_make_small_pages() -> None:
    rows = "\n".join(f"| | text | q{n} | {'A long question, read out slowly. ' * 12} |" for n in range(6))
    scenario = Scenario(f"| survey |\n| | type | name | label |\n{rows}")
    assert all(size < 5 for size in sizes(scenario))
    assert sum(sizes(scenario)) == 6


def test_notes_are_shown_but_not_asked() -> None:
    scenario = Scenario(FORM)
    assert scenario.interview.node("/data/n1").is_note
    assert "/data/n1" in scenario.interview.pages()[0].questions
    assert scenario.interview.progress() == (0, 17)
    scenario.answers(q1="x")
    scenario.interview.decline("/data/last", "unknown")
    assert scenario.interview.progress() == (2, 17)
    first = scenario.interview.sections()[0]
    assert (first.answered, first.asked) == (1, 1)


def test_a_very_long_chapter_gives_way_to_the_groups_inside() -> None:
    groups = "\n".join(
        f"| | begin_group | g{g} | Group {g} |\n"
        + "\n".join(f"| | text | q{g}x{n} | Q |" for n in range(12))
        + "\n| | end_group | | |"
        for g in range(4)
    )
    scenario = Scenario(f"""
    | survey |
    | | type | name | label |
    | | text | first | First |
    | | begin_group | all | All |
    {groups}
    | | end_group | | |
    """)
    titles = [section.title.text for section in scenario.interview.sections()]
    assert titles[1:] == ["Group 0", "Group 1", "Group 2", "Group 3"]


GRIDS = """
| survey |
| | type | name | label | appearance |
| | begin_group | made | Contacts | table-list |
| | select_one often | friends | Friends | |
| | select_one often | clubs | Clubs | |
| | end_group | | | |
| | begin_group | written | By hand | field-list |
| | select_one often | head | How often do you see each other? | label |
| | select_one often | school | People from school | list-nolabel |
| | end_group | | | |
| choices |
| | list_name | name | label |
| | often | never | Never |
| | often | daily | Daily |
"""


def test_what_stands_over_a_grid_is_read_and_not_asked() -> None:
    scenario = Scenario(GRIDS)
    made, written = scenario.interview.pages()
    assert (made.title.text, made.questions) == ("Contacts", ("/data/made/friends", "/data/made/clubs"))
    assert (written.title.text, written.questions) == (
        "By hand", ("/data/written/head", "/data/written/school"),
    )  # fmt: skip
    assert scenario.interview.node("/data/written/head").is_note
    assert scenario.interview.progress() == (0, 3), "three rows; the words over them are no question"
