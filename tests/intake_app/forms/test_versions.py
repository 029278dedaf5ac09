"""Between two versions: what was added, taken out, renamed, moved, retyped, reworded."""

from collections.abc import Callable

from intake_app.forms import FormDefinition, compare_forms

Install = Callable[[str], FormDefinition]

OLD = """
| survey |
| | type | name | label::German (de) | label::Dari (fa-AF) | relevant |
| | text | family | Familienname | تخلص | |
| | integer | age | Alter | سن | |
| | text | town | Ort | شهر | |
| | begin group | home | Wohnen | | |
| | text | rent | Miete | کرایه | |
| | end group | | | | |
| | text | old | Alt | | |
| | select_one yn | child | Kinder? | اولاد؟ | |
| choices |
| | list_name | name | label::German (de) | label::Dari (fa-AF) |
| | yn | yes | Ja | بلی |
| | yn | no | Nein | نخیر |
| settings |
| | form_id | version |
| | f | 1 |
"""
NEW = """
| survey |
| | type | name | label::German (de) | label::Dari (fa-AF) | label::Tigrinya (ti) | relevant |
| | text | surname | Familienname | تخلص | | |
| | decimal | age | Alter | سن و سال | | |
| | text | town | Wohnort | شهر | | ${age} > 5 |
| | begin group | home | Wohnen | | | |
| | end group | | | | | |
| | text | rent | Miete | کرایه | | |
| | text | fresh | Neu | | ሓድሽ | |
| | select_one yn | child | Kinder? | اولاد؟ | | |
| choices |
| | list_name | name | label::German (de) | label::Dari (fa-AF) |
| | yn | yes | Ja | بلی |
| | yn | unclear | Unklar | |
| settings |
| | form_id | version |
| | f | 2 |
"""


def test_everything_that_changed_is_said_once(install: Install) -> None:
    changes = compare_forms(install(OLD), install(NEW))
    assert (changes.old_version, changes.new_version) == ("1", "2")
    told = [(one.kind, one.name, one.before, one.after) for one in changes.changes]
    assert told == [
        ("removed", "old", "text", ""),
        ("renamed", "surname", "family", "surname"),
        ("type", "age", "integer", "decimal"),
        ("rule", "town", "", "/data/age > 5"),
        ("moved", "rent", "home/rent", "rent"),
        ("added", "fresh", "", "text"),
        ("choice-removed", "yn: no", "", ""),
        ("choice-added", "yn: unclear", "", ""),
        ("language-added", "Tigrinya (ti)", "", ""),
        ("text", "age", "سن", "سن و سال"),
        ("text", "town", "Ort", "Wohnort"),
    ]
    assert changes.texts_by_language() == {"Dari (fa-AF)": 1, "German (de)": 1}
    assert next(one.row for one in changes.changes if one.kind == "moved") == 7


def test_the_same_form_has_not_changed(install: Install) -> None:
    definition = install(OLD)
    assert compare_forms(definition, definition).changes == ()


def test_two_questions_of_the_same_wording_are_not_taken_for_each_other(install: Install) -> None:
    table = "| survey |\n| | type | name | label |\n| | text | {0} | Name |\n| | text | {1} | Name |\n"
    changes = compare_forms(install(table.format("a", "b")), install(table.format("c", "d")))
    assert [one.kind for one in changes.changes] == ["removed", "removed", "added", "added"]
