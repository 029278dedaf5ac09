"""A second registration of one person is noticed, with reasons; different people are left alone."""

from intake_app.identity import compare
from intake_app.records.partial_date import PartialDate
from intake_app.records.person import PersonDraft, PersonName


def person(given: str = "", family: str = "", original: str = "", **facts: object) -> PersonDraft:
    name = PersonName(given=given, family=family, full_original=original)
    return PersonDraft(names=(name,), **facts)  # type: ignore[arg-type]


def born(iso: str, **facts: str) -> PartialDate:
    return PartialDate(iso, **facts)  # type: ignore[arg-type]


def test_same_name_and_birth_date_is_almost_certain() -> None:
    match = compare(
        person("Yusuf", "Rezai", birth=born("1994-03-05")), person("Yusuf", "Rezai", birth=born("1994-03-05"))
    )
    assert match.probability > 0.95
    assert match.reasons == ("same name", "same birth date")


def test_swapped_names_are_seen_and_said() -> None:
    match = compare(person("Yusuf", "Rezai"), person("Rezai", "Yusuf"))
    assert match.reasons == ("same name", "other order of names")


def test_the_same_name_in_another_script_is_seen_and_said() -> None:
    match = compare(person("Mohammad", "Hosseini"), person(original="محمد حسینی"))
    assert match.weight > 4
    assert match.reasons == ("same name in another script",)


def test_a_long_vowel_tells_hussein_from_hassan() -> None:
    hussein = compare(person("Hussein", "Karimi"), person(original="حسین کریمی"))
    hassan = compare(person("Hassan", "Karimi"), person(original="حسین کریمی"))
    assert hussein.weight > hassan.weight + 1


def test_an_assigned_birth_date_weighs_almost_nothing() -> None:
    name = ("Ali", "Ahmadi")
    sure = compare(person(*name, birth=born("1994-03-05")), person(*name, birth=born("1994-03-05")))
    january = compare(person(*name, birth=born("1994-01-01")), person(*name, birth=born("1994-01-01")))
    office = compare(
        person(*name, birth=born("1994-07-01", certainty="assigned")), person(*name, birth=born("1994-07-01"))
    )
    unknown = compare(person(*name), person(*name))
    assert sure.weight - unknown.weight > 7
    assert 0 < january.weight - unknown.weight <= 1
    assert 0 < office.weight - unknown.weight <= 1
    assert "same birth date" not in january.reasons


def test_day_and_month_swapped_is_seen() -> None:
    match = compare(
        person("Ali", "Rezai", birth=born("1994-03-05")), person("Ali", "Rezaei", birth=born("1994-05-03"))
    )
    assert "day and month of birth swapped" in match.reasons


def test_one_year_apart_in_different_calendars_is_said() -> None:
    match = compare(
        person("Ali", "Rezai", birth=born("1994")),
        person("Ali", "Rezai", birth=born("1995", calendar="persian")),
    )
    assert "birth year one apart, different calendar" in match.reasons


def test_two_people_who_share_only_a_first_name_are_two_people() -> None:
    match = compare(
        person("Mohammed", "Barakat", birth=born("1980-02-03")),
        person("Mohammed", "Yilmaz", birth=born("1999-10-11")),
    )
    assert match.probability < 0.001


def test_mehmet_and_mohammed_count_less_than_the_same_name() -> None:
    same = compare(person("Mehmet", "Yilmaz"), person("Mehmet", "Yılmaz"))
    other = compare(person("Mehmet", "Yilmaz"), person("Mohammed", "Yılmaz"))
    assert other.weight < same.weight
    assert "same name in another language" in other.reasons


def test_comparing_does_not_depend_on_who_comes_first() -> None:
    a, b = person("Tigist", "Bekele Haile"), person("Bekele", "Tigist")
    assert compare(a, b).weight == compare(b, a).weight


def test_persons_without_any_name_are_not_alike() -> None:
    assert compare(PersonDraft(names=()), PersonDraft(names=())).probability < 0.01
