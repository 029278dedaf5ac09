"""The arrival talk that comes with the program: complete in every language, and asked in the right order."""

import csv
import datetime
from pathlib import Path

import pytest

from intake_app.forms import FormDefinition, completeness, read_form
from intake_app.forms.definition import NodeDefinition, Output, Wording
from intake_app.forms.tree import nodes, wordings
from intake_app.interview import Interview
from intake_app.languages import normal_tag
from intake_app.services.batch_records import answer_of

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "forms" / "arrival-intake"
NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
TAGS = ["de", "en", "ar", "fa-AF", "uk", "tr", "ku", "fa", "ru", "fr", "ti", "so", "ps", "ro", "es"]
RATED_DOMAINS = tuple(f"D{number:02}" for number in range(1, 12))
ASYLUM = "/data/arrival/asylum"

# Letters that look right and belong to a neighbour's alphabet: they break search, sorting and fonts.
WRONG_LETTERS = {
    "ro": "şţŞŢ",  # cedilla instead of comma below
    "ar": "کیپچژگ",
    "fa": "كيىةټډړښځڅۍې",
    "fa-AF": "كيىةټډړښځڅۍې",
    "ps": "كگ",
    "ru": "іїєґ",
    "uk": "ыэъё",
    "ku": "ıİğ",
}
OWN_LETTERS = {
    "ar": "أة",
    "fa": "یپ",
    "fa-AF": "یپ",
    "ps": "ښړځ",
    "ti": "ትእ",
    "ru": "ыё",
    "uk": "їє",
    "tr": "ığ",
    "ro": "șț",
}


@pytest.fixture(scope="module")
def form() -> FormDefinition:
    definition = read_form(FOLDER).definition
    assert definition is not None
    return definition


@pytest.fixture
def talk(form: FormDefinition) -> Interview:
    return Interview.begin(form, now=NOW, timezone=datetime.UTC, seed=1)


def test_the_form_installs_without_an_error_or_a_warning() -> None:
    findings = read_form(FOLDER).findings
    assert [finding for finding in findings if finding.severity != "info"] == []


def test_it_speaks_every_language_that_we_promise(form: FormDefinition) -> None:
    assert [language.tag for language in form.languages] == TAGS
    assert form.default_language == form.languages[0].name


def test_every_language_is_complete(form: FormDefinition) -> None:
    counts = completeness(form)
    assert set(counts) == {language.name for language in form.languages}
    assert {name: count.percent for name, count in counts.items() if count.missing} == {}


def test_a_translation_that_nobody_signed_says_so(form: FormDefinition) -> None:
    with (FOLDER / "review.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["language"]: row for row in csv.DictReader(stream)}
    states = {language.name: language.review for language in form.languages}
    assert set(rows) == set(states) - {form.default_language}
    for name, row in rows.items():
        is_signed = bool(row["reviewer"] and row["date"])
        assert states[name] == ("reviewed" if is_signed else "unreviewed"), name


@pytest.mark.parametrize("tag", sorted(WRONG_LETTERS))
def test_no_text_is_written_with_a_neighbours_letters(form: FormDefinition, tag: str) -> None:
    wrong = set(WRONG_LETTERS[tag])
    assert [text for text in texts_in(form, tag) if wrong & set(text)] == []


@pytest.mark.parametrize("tag", sorted(OWN_LETTERS))
def test_a_language_is_written_with_its_own_letters(form: FormDefinition, tag: str) -> None:
    assert set(OWN_LETTERS[tag]) <= set("".join(texts_in(form, tag)))


def test_what_is_shown_inside_a_text_is_the_same_in_every_language(form: FormDefinition) -> None:
    for wording in all_wordings(form):
        shown = {tuple(part for part in text if isinstance(part, Output)) for text in wording.texts.values()}
        assert len(shown) == 1, wording.texts


def test_no_two_choices_of_a_list_read_the_same(form: FormDefinition) -> None:
    with (FOLDER / "choices.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for language in form.languages:
        labels = [(row["list_name"], row[f"label::{language.name}"]) for row in rows]
        assert len(labels) == len(set(labels)), language.name


@pytest.mark.parametrize("domain", RATED_DOMAINS)
def test_in_each_life_domain_the_resource_question_comes_before_the_need_question(
    form: FormDefinition, domain: str
) -> None:
    sides = [node.marks["side"] for node in nodes(form) if node.marks.get("domain") == domain]
    assert sides == ["resource", "need"]


def test_nobody_is_asked_about_needs_outside_the_life_domains(form: FormDefinition) -> None:
    asked = {node.marks["domain"] for node in nodes(form) if node.marks.get("side") == "need"}
    assert asked == set(RATED_DOMAINS)


def test_an_eu_citizen_sees_no_question_about_asylum(talk: Interview) -> None:
    talk.answer("/data/arrival/status_group", "g16")
    assert [question.ref for question in seen(talk) if question.ref.startswith(ASYLUM)] == []
    assert talk.is_relevant("/data/arrival/eu/eu_situation")
    offered = {choice.value for choice in talk.choices("/data/arrival/documents")}
    assert "eu_card" in offered
    assert not offered & {"arrival_cert", "permission", "duldung"}


def test_before_the_status_is_known_no_procedure_is_asked_about(talk: Interview) -> None:
    groups = [node.ref for node in nodes(talk.form) if node.kind == "group" and node.ref.count("/") == 3]
    assert ASYLUM in groups
    assert [ref for ref in groups if talk.is_relevant(ref)] == []


@pytest.mark.parametrize(
    ("applied", "due"),
    [("2026-02-10", "12.03.2026"), ("2024-02-10", "11.03.2024"), ("2025-12-15", "14.01.2026")],
)
def test_an_asylum_applicant_gets_a_date_thirty_days_after_the_application(
    talk: Interview, applied: str, due: str
) -> None:
    talk.answer("/data/arrival/status_group", "g02")
    assert talk.is_relevant(f"{ASYLUM}/asylum_applied")
    assert not talk.is_relevant(f"{ASYLUM}/special_needs_note")
    talk.answer(f"{ASYLUM}/asylum_applied", "yes")
    talk.answer(f"{ASYLUM}/asylum_date", applied)
    assert talk.value(f"{ASYLUM}/special_needs_due") == due
    assert talk.is_relevant(f"{ASYLUM}/special_needs_note")
    for language in talk.form.languages:
        assert due in talk.label(f"{ASYLUM}/special_needs_note", language.name)


def test_what_a_person_says_about_safety_does_not_leave(talk: Interview) -> None:
    talk.answer("/data/health/d08_need", "unsafe")
    talk.answer("/data/housing/housing_now", "own")
    said = {answer["name"]: answer for answer in talk.coded_answers()}
    assert said["d08_need"]["sensitivity"] == "P4"
    assert answer_of(talk.form.form_id, said["d08_need"]) is None
    assert answer_of(talk.form.form_id, said["housing_now"]) is not None


@pytest.mark.parametrize(("store", "transfer"), [("yes", "no"), ("yes", "yes"), ("no", "no")])
def test_the_first_page_feeds_the_consents(talk: Interview, store: str, transfer: str) -> None:
    talk.answer("/data/consent/consent_store", store)
    talk.answer("/data/consent/consent_transfer", transfer)
    saved = {field: value for field, value in talk.saved_fields().items() if field.startswith("consent.")}
    assert saved == {"consent.K-DS": store, "consent.K-TRANS": transfer}


def test_consent_is_asked_before_anything_about_the_person(form: FormDefinition) -> None:
    saved = [node.saveto for node in nodes(form) if node.saveto]
    assert saved[:2] == ["consent.K-DS", "consent.K-TRANS"]
    assert len([field for field in saved if field.startswith("consent.")]) == 2


def seen(talk: Interview) -> list[NodeDefinition]:
    return [node.definition for node in talk.nodes() if node.relevant and node.definition.has_control]


def all_wordings(form: FormDefinition) -> list[Wording]:
    return [wording for node in nodes(form) for _, wording in wordings(node) if wording.texts] + [
        wording for wording in form.itext.values() if wording.texts
    ]


def texts_in(form: FormDefinition, tag: str) -> list[str]:
    name = next(each.name for each in form.languages if each.tag == normal_tag(tag))
    found = [
        "".join(part for part in wording.texts[name] if isinstance(part, str))
        for wording in all_wordings(form)
    ]
    assert len(found) > 300
    return found
