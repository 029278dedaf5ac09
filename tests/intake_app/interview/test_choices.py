"""What is offered follows from earlier answers; what is no longer offered does not stay chosen unseen."""

from tests.intake_app.interview.scenario import Scenario

CASCADE = """
| survey |
| | type | name | label::English (en) | label::Deutsch (de) | choice_filter | relevant | calculation |
| | select_one state | state | State | Land | | | |
| | select_one city | city | City | Stadt | state = ${state} | | |
| | select_multiple city | cities | Cities | Städte | state = ${state} and size != 'small' | | |
| | calculate | named | | | | | jr:choice-name(${city}, '${city}') |
| | note | n | You live in ${named} | Du wohnst in ${named} | | | |
| choices |
| | list_name | name | label::English (en) | label::Deutsch (de) | state | size |
| | state | s | Saxony | Sachsen | | |
| | state | b | Bavaria | Bayern | | |
| | city | l | Leipzig | Leipzig | s | big |
| | city | d | Dresden | Dresden | s | big |
| | city | g | Görlitz | Görlitz (Zgorzelec) | s | small |
| | city | m | Munich | München | b | big |
"""


def test_the_list_follows_the_filter() -> None:
    scenario = Scenario(CASCADE)
    assert scenario.offered("/data/city") == []
    changes = scenario.answer("/data/state", "s")
    assert {"/data/city", "/data/cities"} <= set(changes.nodes)
    assert scenario.offered("/data/city") == ["l", "d", "g"]
    assert scenario.offered("/data/cities") == ["l", "d"]


def test_a_choice_no_longer_offered_is_cleared_and_reported() -> None:
    scenario = Scenario(CASCADE)
    scenario.answers(state="s", city="g", cities="l d")
    changes = scenario.answer("/data/state", "b")
    assert changes.cleared == ("/data/city", "/data/cities")
    assert scenario.value("/data/city") is None
    scenario.interview.undo()
    assert scenario.value("/data/city") == "g"
    assert scenario.value("/data/cities") == "l d"


def test_labels_come_in_every_language_of_the_form() -> None:
    scenario = Scenario(CASCADE)
    scenario.answers(state="s", city="g")
    interview = scenario.interview
    assert [choice.label for choice in interview.choices("/data/state")] == ["Saxony", "Bavaria"]
    assert [choice.label for choice in interview.choices("/data/state", "Deutsch (de)")] == [
        "Sachsen",
        "Bayern",
    ]
    assert scenario.value("/data/named") == "Görlitz"


def test_the_items_of_a_repeat_can_be_chosen_from() -> None:
    scenario = Scenario("""
    | survey |
    | | type | name | label | choice_filter |
    | | begin_repeat | p | P | |
    | | text | first | First name | |
    | | integer | age | Age | |
    | | end_repeat | | | |
    | | select_one ${first} | head | Head of the household | ${age} > 17 |
    """)
    scenario.answer("/data/p[1]/first", "Ada")
    scenario.answer("/data/p[1]/age", 40)
    scenario.add("/data/p")
    scenario.answer("/data/p[2]/first", "Bo")
    scenario.answer("/data/p[2]/age", 7)
    assert scenario.offered("/data/head") == ["Ada"]
    scenario.answer("/data/head", "Ada")
    changes = scenario.answer("/data/p[1]/age", 4)
    assert changes.cleared == ("/data/head",)


def test_or_other_offers_one_more_choice_and_asks_for_it() -> None:
    scenario = Scenario("""
    | survey |
    | | type | name | label |
    | | select_one fruit or_other | f | Fruit |
    | choices |
    | | list_name | name | label |
    | | fruit | apple | Apple |
    """)
    assert scenario.offered("/data/f") == ["apple", "other"]
    assert not scenario.relevant("/data/f_other")
    scenario.answers(f="other")
    assert scenario.relevant("/data/f_other")


def test_a_seeded_order_is_the_same_on_every_device() -> None:
    table = """
    | survey |
    | | type | name | label | parameters |
    | | select_one n | a | A | randomize=true, seed=42 |
    | | select_one n | b | B | randomize=true |
    | choices |
    | | list_name | name | label |
    | | n | 1 | 1 |
    | | n | 2 | 2 |
    | | n | 3 | 3 |
    | | n | 4 | 4 |
    | | n | 5 | 5 |
    | | n | 6 | 6 |
    """
    one, other = Scenario(table, seed=1), Scenario(table, seed=2)
    assert one.offered("/data/a") == other.offered("/data/a")
    assert one.offered("/data/a") != ["1", "2", "3", "4", "5", "6"]
    before = one.offered("/data/b")
    one.reload()
    assert one.offered("/data/b") == before
    assert sorted(before) == ["1", "2", "3", "4", "5", "6"]


def test_ten_thousand_choices_are_found_by_their_column() -> None:
    rows = "\n".join(f"| | v | v{n} | Village {n} | d{n % 100} |" for n in range(10_000))
    scenario = Scenario(f"""
    | survey |
    | | type | name | label | choice_filter |
    | | text | d | District | |
    | | select_one v | v | Village | district = ${{d}} |
    | choices |
    | | list_name | name | label | district |
    {rows}
    """)
    scenario.answers(d="d7")
    assert len(scenario.offered("/data/v")) == 100
    assert scenario.interview.choices("/data/v")[0].label == "Village 7"


def test_what_is_not_on_offer_is_not_taken() -> None:
    scenario = Scenario(CASCADE)
    scenario.answers(state="s")
    changes = scenario.answer("/data/city", "m")
    assert not changes.valid
    assert changes.cleared == ("/data/city",)
    assert scenario.value("/data/city") is None


def test_a_name_is_given_only_to_what_is_a_choice() -> None:
    scenario = Scenario("""
        | survey |
        | | type | name | label | calculation |
        | | select_multiple l | m | M | |
        | | text | t | T | |
        | | calculate | first | | jr:choice-name(selected-at(${m}, 0), '${m}') |
        | | calculate | all | | jr:choice-name(${m}, '${m}') |
        | | calculate | said | | jr:choice-name(${t}, '${m}') |
        | choices |
        | | list_name | name | label |
        | | l | x | Big X |
        | | l | y | Big Y |
    """)
    scenario.answers(m="y x", t="nobody")
    assert scenario.value("/data/first") == "Big Y"
    assert scenario.value("/data/all") is None
    assert scenario.value("/data/said") is None


def test_a_filter_over_another_filtered_list_takes_every_row_of_it() -> None:
    """XPath 1.0, 3.4: a comparison of two node-sets holds when any two of their nodes are equal."""
    served = "instance('service')/root/item[kind = ${kind}]"
    scenario = Scenario(
        """
        | survey |
        | | type | name | label | choice_filter |
        | | text | kind | Kind | |
        | | select_one place | equal | Equal | name = {served}/at |
        | | select_one place | other | Other | not(name = {served}/at) |
        | | select_one place | joined | J | selected(join(' ', {served}/at), name) |
        | | select_one place | more | M | count({served}) > 1 and size = 'big' |
        | | select_one place | above | A | rank > {served}/least |
        | | select_one service | service | Service | kind = ${kind} |
        | choices |
        | | list_name | name | label | kind | at | size | rank | least |
        | | place | n | North | | | big | 1 | |
        | | place | s | South | | | small | 5 | |
        | | place | w | West | | | big | 9 | |
        | | service | d1 | Doctor | health | n | | | 4 |
        | | service | d2 | Midwife | health | w | | | 7 |
        | | service | l1 | Lawyer | law | s | | | 8 |
        """.replace("{served}", served)
    )
    scenario.answers(kind="health")
    assert scenario.offered("/data/service") == ["d1", "d2"]
    assert scenario.offered("/data/equal") == ["n", "w"]
    assert scenario.offered("/data/other") == ["s"]
    assert scenario.offered("/data/joined") == ["n", "w"]
    assert scenario.offered("/data/more") == ["n", "w"]
    assert scenario.offered("/data/above") == ["s", "w"]
    scenario.answers(kind="law")
    assert scenario.offered("/data/equal") == ["s"]
    assert scenario.offered("/data/other") == ["n", "w"]
    assert scenario.offered("/data/joined") == ["s"]
    assert scenario.offered("/data/more") == []
    assert scenario.offered("/data/above") == ["w"]


SPARSE = """
| survey |
| | type | name | label | calculation |
| | select_one place | place | Place | |
| | calculate | known | | count(instance('place')/root/item/up) |
| | calculate | lacking | | count(instance('place')/root/item[not(up)]) |
| | calculate | blank | | count(instance('place')/root/item[up = '']) |
| | calculate | other | | count(instance('place')/root/item[up != 'x']) |
| | calculate | nowhere | | if(instance('place')/root/item[name = 'z']/up = '', 'blank', 'there') |
| choices |
| | list_name | name | label | up |
| | place | a | A | x |
| | place | b | B | |
| | place | c | C | y |
"""


def test_a_cell_that_is_not_there_counts_as_none_and_compares_as_blank() -> None:
    scenario = Scenario(SPARSE)
    told = {
        name: scenario.value(f"/data/{name}") for name in ("known", "lacking", "blank", "other", "nowhere")
    }
    assert told == {"known": "2", "lacking": "1", "blank": "1", "other": "2", "nowhere": "blank"}
