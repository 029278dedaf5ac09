"""Persons are found in any spelling, order and script, and recorded as they give their names."""

import datetime

import pytest

from intake_app.records.partial_date import PartialDate
from intake_app.records.person import AgeStatement, Contact, PersonDraft, PersonName
from intake_app.services import audit, persons
from intake_app.services.cases import check_digit, is_case_number
from intake_app.services.errors import NameMissing
from intake_app.services.session import Workspace
from intake_app.vault.errors import RecordMissing
from tests.intake_app.services.people import draft
from tests.intake_app.vault.sample import NOW


@pytest.fixture
def filled(counsellor: Workspace) -> Workspace:
    for given, family, original, birth in (
        ("Mohammed", "Al Hassan", "محمد الحسن", "1987"),
        ("Zahra", "Rahimi", "زهرا رحیمی", "1990-05-03"),
        ("Oleksandr", "Shevchenko", "Олександр Шевченко", "1979-01-01"),
        ("Fatuma", "", "", ""),
        ("Hoàng", "Nguyễn", "", "2001-11"),
    ):
        persons.record_person(counsellor, draft=draft(given, family, original, birth), now=NOW)
    return counsellor


def found(workspace: Workspace, query: str) -> list[str]:
    return [hit.display for hit in persons.search_persons(workspace, query=query)]


@pytest.mark.parametrize(
    "query",
    ["Mohammed Al Hassan", "al hassan mohammed", "Muhamad Hasan", "hassan", "محمد", "الحسن محمد", "moham",
     "Mohammed 1987", "١٩٨٧ محمد"],
)  # fmt: skip
def test_spellings_orders_and_scripts_find_the_person(filled: Workspace, query: str) -> None:
    assert found(filled, query)[0] == "Al Hassan, Mohammed"


@pytest.mark.parametrize(
    ("query", "display"),
    [
        ("rahimy zahra", "Rahimi, Zahra"),
        ("زهرا", "Rahimi, Zahra"),
        ("Schewtschenko", "Shevchenko, Oleksandr"),
        ("шевченко", "Shevchenko, Oleksandr"),
        ("fatuma", "Fatuma"),
        ("nguyen hoang", "Nguyễn, Hoàng"),
        ("1990", "Rahimi, Zahra"),
    ],
)
def test_everybody_is_found(filled: Workspace, query: str, display: str) -> None:
    assert found(filled, query)[0] == display


@pytest.mark.parametrize(
    "query", ["", "  ", "qqqq", "Xerxes", "1899", "K-", "'; DROP TABLE persons; --", "%"]
)
def test_what_fits_nobody_finds_nobody(filled: Workspace, query: str) -> None:
    assert found(filled, query) == []


def test_every_hit_says_why(filled: Workspace) -> None:
    for query in ("muhamad", "hassan mohammed", "1987", "moh"):
        for hit in persons.search_persons(filled, query=query):
            assert hit.reasons
            assert 0 < hit.score <= 1
    exact = persons.search_persons(filled, query="Zahra Rahimi")[0]
    assert exact.is_exact
    assert exact.display_original == "زهرا رحیمی"
    assert exact.birth_year == 1990
    assert exact.counsellor == filled.user.name
    assert not persons.search_persons(filled, query="1990")[0].is_exact


def test_a_case_number_finds_its_case(filled: Workspace) -> None:
    person = persons.recent_persons(filled)[0]
    number = person.case_number
    for written in (number, number.lower(), number.rsplit("-", 1)[0], number[2:]):
        hit = persons.search_persons(filled, query=written)[0]
        assert hit.person_id == person.person_id
        assert "case number" in hit.reasons


def test_case_numbers_have_a_check_digit(filled: Workspace) -> None:
    numbers = {hit.case_number for hit in persons.recent_persons(filled)}
    assert len(numbers) == 5
    for number in numbers:
        assert is_case_number(number)
        wrong = str((int(number[-1]) + 1) % 10)
        assert not is_case_number(number[:-1] + wrong)
    # ISO 7064 gives 0794 the check digit 5 under MOD 11,10.
    assert check_digit("0794") == "5"
    for stem in ("1000", "2291", "9876"):
        for place in range(4):
            changed = stem[:place] + str((int(stem[place]) + 3) % 10) + stem[place + 1 :]
            assert check_digit(changed) != check_digit(stem)


def test_a_person_without_a_name_in_two_parts_is_recorded_as_given(counsellor: Workspace) -> None:
    made = persons.record_person(counsellor, draft=draft(original="فاطمه"), now=NOW)
    assert made.person.display == "فاطمه"
    assert made.case.responsible == counsellor.user.id
    assert made.counsellor == counsellor.user.name
    assert found(counsellor, "فاطمه") == ["فاطمه"]
    assert found(counsellor, "fatima") == ["فاطمه"]


def test_no_name_at_all_is_refused(counsellor: Workspace) -> None:
    for empty in (PersonDraft(names=()), draft(" ", "  ")):
        with pytest.raises(NameMissing):
            persons.record_person(counsellor, draft=empty, now=NOW)
    assert persons.recent_persons(counsellor) == ()


def test_a_second_registration_is_warned_of_and_the_reason_is_kept(filled: Workspace) -> None:
    again = draft("Zahra", "Rahimi", birth="1990-05-03")
    warned = persons.likely_same_persons(filled, draft=again)
    assert warned[0].display == "Rahimi, Zahra"
    assert warned[0].is_exact
    assert warned[0].reasons
    assert persons.likely_same_persons(filled, draft=draft("Peter", "Nobody")) == ()
    despite = PersonDraft(names=again.names, birth=again.birth, reason_despite_match="her cousin")
    made = persons.record_person(filled, draft=despite, now=NOW)
    assert len(found(filled, "Zahra Rahimi")) == 2
    line = audit.audit_trail(filled, about=f"person:{made.person.id}")[0]
    assert line.detail == "despite a match: her cousin"


def test_opening_a_person_is_logged_and_brings_them_to_the_top(filled: Workspace) -> None:
    oldest = persons.recent_persons(filled)[-1]
    later = NOW + datetime.timedelta(hours=1)
    overview = persons.open_person(filled, person_id=oldest.person_id, now=later)
    assert overview.case.number == oldest.case_number
    assert persons.recent_persons(filled, limit=1)[0].person_id == oldest.person_id
    assert audit.audit_trail(filled, limit=1)[0].object == f"person:{oldest.person_id}"
    with pytest.raises(RecordMissing):
        persons.open_person(filled, person_id="nobody", now=NOW)


def test_a_changed_name_is_found_and_the_old_one_no_longer(filled: Workspace) -> None:
    person = persons.search_persons(filled, query="fatuma")[0]
    changed = PersonDraft(names=(PersonName(given="Halima"),), birth=PartialDate("1999"))
    overview = persons.correct_person(
        filled, person_id=person.person_id, draft=changed, now=NOW, reason="misheard"
    )
    assert overview.person.rev == 2
    assert [name.display for name in overview.person.history[0].names] == ["Fatuma"]
    assert (overview.person.history[0].by, overview.person.history[0].reason) == (filled.user.id, "misheard")
    assert found(filled, "halima") == ["Halima"]
    assert found(filled, "fatuma") == []


def test_samples_are_marked(counsellor: Workspace) -> None:
    assert counsellor.is_sample
    assert persons.record_person(counsellor, draft=draft("Anna"), now=NOW).person.is_sample


@pytest.fixture
def with_many_names(counsellor: Workspace) -> Workspace:
    names = (
        PersonName(full_latin="Maryam bint Yusuf al-Halabi", full_original="مريم بنت يوسف الحلبي"),
        PersonName(full_latin="Umm Khalid", full_original="أم خالد", use="alias"),
        PersonName(given="MARIAM", family="YOUSEF", use="document", source="passport-mrz", order="FG"),
        PersonName(full_latin="Maryam Haddad", use="former", source="birth-certificate"),
    )
    persons.record_person(counsellor, draft=PersonDraft(names=names), now=NOW)
    persons.record_person(counsellor, draft=draft("Peter", "Nobody"), now=NOW)
    return counsellor


@pytest.mark.parametrize(
    ("query", "matched", "use"),
    [
        ("umm khalid", "Umm Khalid", "alias"),
        ("ام خالد", "Umm Khalid", "alias"),
        ("yousef mariam", "YOUSEF MARIAM", "document"),
        ("haddad", "Maryam Haddad", "former"),
        ("مريم يوسف", "", ""),
        ("halabi", "", ""),
    ],
)
def test_every_name_finds_the_person_and_the_hit_says_which(
    with_many_names: Workspace, query: str, matched: str, use: str
) -> None:
    hit = persons.search_persons(with_many_names, query=query)[0]
    assert hit.display == "Maryam bint Yusuf al-Halabi"
    assert (hit.matched, hit.matched_use) == (matched, use)


@pytest.mark.parametrize(
    ("given", "queries"),
    [
        ("Faadumo Cali Warsame", ("warsame faadumo", "Fadumo Ali", "cali")),
        ("Selam Tesfay", ("tesfay", "Selam", "tesfai selam")),
        ("Oksana Ivanivna Melnyk", ("melnyk oksana", "Ivanivna", "Melnik")),
        ("Lucía Prueba García", ("garcia lucia", "prueba", "Lucia Prueba")),
        ("Nguyễn Thị Mẫu", ("mau nguyen", "nguyen thi")),
        ("İbrahim Işık", ("ibrahim", "IBRAHIM ISIK", "ışık", "isik ibrahim", "İBRAHİM")),
        ("Parwana", ("parwana", "parvana")),
        ("ሰላም", ("ሰላም",)),
    ],
)
def test_a_name_in_one_line_is_found_by_any_part_and_stays_as_it_is(
    counsellor: Workspace, given: str, queries: tuple[str, ...]
) -> None:
    typed = PersonName(full_latin=given, order="free")
    made = persons.record_person(counsellor, draft=PersonDraft(names=(typed,)), now=NOW)
    assert made.person.names == (typed,)
    for query in queries:
        assert found(counsellor, query) == [given], query


def test_a_correction_keeps_what_stood_before_and_says_what_changed_but_not_to_what(
    filled: Workspace,
) -> None:
    person_id = persons.search_persons(filled, query="zahra")[0].person_id
    before = persons.open_person(filled, person_id=person_id, now=NOW).person
    names = (*before.names, PersonName(full_latin="Zari", use="alias"))
    wanted = PersonDraft(
        names=names,
        birth=before.birth,
        languages=("fa-AF",),
        contact=Contact(phone="0151 2", safe="mornings"),
    )
    after = persons.correct_person(filled, person_id=person_id, draft=wanted, now=NOW, reason="she told us")
    assert (after.person.names, after.person.contact.phone, after.person.rev) == (names, "0151 2", 2)
    assert after.person.history[0].names == before.names
    assert after.person.history[0].languages == ()
    assert after.correctors == (filled.user.name,)
    assert found(filled, "zari") == [before.display]
    line = audit.audit_trail(filled, about=f"person:{person_id}")[0]
    assert (line.action, line.detail) == ("person.correct", "names, languages, contact")
    again = persons.correct_person(filled, person_id=person_id, draft=wanted, now=NOW)
    assert again.person == after.person  # nothing new: no revision, no line
    assert audit.audit_trail(filled, about=f"person:{person_id}")[0].seq == line.seq


def test_a_correction_without_any_name_is_refused(filled: Workspace) -> None:
    person_id = persons.search_persons(filled, query="zahra")[0].person_id
    with pytest.raises(NameMissing):
        persons.correct_person(filled, person_id=person_id, draft=PersonDraft(names=()), now=NOW)
    with pytest.raises(RecordMissing):
        persons.correct_person(filled, person_id="nobody", draft=draft("Anna"), now=NOW)


def test_an_assessed_age_stands_beside_the_stated_one(filled: Workspace) -> None:
    person_id = persons.search_persons(filled, query="zahra")[0].person_id
    told = AgeStatement(basis="stated", years=17, on="2026-03-01")
    assessed = AgeStatement(basis="assessed", years=19, on="2026-04-01", source="youth office")
    born = persons.state_age(filled, person_id=person_id, statement=told, now=NOW).person.birth
    person = persons.state_age(filled, person_id=person_id, statement=assessed, now=NOW).person
    assert [(one.basis, one.years, one.recorded_by) for one in person.ages] == [
        ("stated", 17, filled.user.id), ("assessed", 19, filled.user.id)
    ]  # fmt: skip
    assert person.birth == born


def test_language_and_citizenship_say_nothing_about_each_other(counsellor: Workspace) -> None:
    wanted = PersonDraft(
        names=(PersonName(full_latin="Iryna"),),
        languages=("ru",),
        language_note="no Russian interpreter, please",
    )
    person = persons.record_person(counsellor, draft=wanted, now=NOW).person
    assert (person.languages, person.nationality) == (("ru",), "")
    assert person.language_note == "no Russian interpreter, please"


def test_kinship_stays_in_the_persons_own_words(counsellor: Workspace) -> None:
    contact = Contact(phone="+93 70 123 4567", whose_phone="خاله – mother's sister", address="Kabul, ناحیه ۵")
    wanted = PersonDraft(names=(PersonName(full_latin="Parwana"),), contact=contact)
    assert persons.record_person(counsellor, draft=wanted, now=NOW).person.contact == contact


def test_a_search_is_one_line_with_how_many_were_shown_and_nothing_typed(filled: Workspace) -> None:
    before = audit.audit_trail(filled, limit=1)[0].seq
    for typed in ("z", "za", "zah", "zahra"):
        hits = persons.search_persons(filled, query=typed)
    persons.note_search(filled, hits=len(hits), now=NOW)
    line = audit.audit_trail(filled, limit=1)[0]
    assert (line.seq, line.action, line.object) == (before + 1, "person.search", "persons:")
    assert line.detail == "1 shown"
