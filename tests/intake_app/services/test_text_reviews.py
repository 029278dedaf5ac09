"""A supervisor records who read the texts of a language; from then on its consents are shown in it."""

import datetime
from pathlib import Path

import msgspec
import pytest

from intake_app.errors import NotAllowed
from intake_app.forms.definition import FormLanguage
from intake_app.interview import Interview
from intake_app.services import audit, forms, text_reviews
from intake_app.services.errors import LanguageNotInForm, ReviewDateWrong, ReviewerMissing
from intake_app.services.workspace import Workspace
from tests.intake_app.services.small_form import SMALL_FORM, read_small_form

NOW = datetime.datetime(2026, 3, 5, 10, 30, tzinfo=datetime.UTC)
ARABIC = "العربية (ar)"


@pytest.fixture
def installed(supervisor: Workspace) -> Workspace:
    forms.keep_form(supervisor, definition=read_small_form(), now=NOW)
    return supervisor


def record(workspace: Workspace, **more: str) -> None:
    facts = {"language": ARABIC, "scope": "legal", "reviewer": "Sample reader", "reviewed_on": "2026-03-01"}
    text_reviews.record_text_review(
        workspace, form_id=SMALL_FORM, version="1", now=NOW, **{**facts, **more}  # type: ignore[arg-type]
    )  # fmt: skip


def consent(workspace: Workspace) -> tuple[str, bool]:
    definition = forms.load_form(workspace, form_id=SMALL_FORM)
    interview = Interview.begin(definition, now=NOW, user="u", device="d", timezone=datetime.UTC)
    shown = interview.worded("/data/store", "label", ARABIC)
    return shown.language, shown.is_withheld


def arabic(workspace: Workspace) -> text_reviews.LanguageSheet:
    sheet = text_reviews.form_sheet(workspace, form_id=SMALL_FORM)
    return next(each for each in sheet.languages if each.language.name == ARABIC)


def test_a_consent_is_shown_once_its_review_is_recorded_and_no_longer_once_withdrawn(
    installed: Workspace,
) -> None:
    assert consent(installed) == ("English (en)", True)
    assert not arabic(installed).shows_legal
    lines = audit.verify_audit(installed)
    record(installed)
    assert audit.verify_audit(installed) == lines + 1
    assert consent(installed) == (ARABIC, False)
    assert arabic(installed).shows_legal
    assert arabic(installed).reviews[0].reviewer == "Sample reader"
    text_reviews.withdraw_text_review(
        installed, form_id=SMALL_FORM, version="1", language=ARABIC, scope="legal", now=NOW
    )
    assert audit.verify_audit(installed) == lines + 2
    assert consent(installed) == ("English (en)", True)
    assert arabic(installed).reviews == ()


def test_a_review_of_all_texts_is_seen_wherever_the_language_is(installed: Workspace) -> None:
    record(installed, scope="all")
    [outline] = [each for each in forms.installed_forms(installed) if each.form_id == SMALL_FORM]
    language = next(language for language, _ in outline.languages if language.name == ARABIC)
    assert (language.review, language.reviewer, language.legal_review) == (
        "reviewed", "Sample reader", "reviewed",
    )  # fmt: skip


def test_a_review_belongs_to_one_version(installed: Workspace) -> None:
    record(installed)
    forms.keep_form(installed, definition=read_small_form("2"), now=NOW + datetime.timedelta(days=1))
    assert consent(installed) == ("English (en)", True)


def test_a_later_review_takes_the_place_of_the_one_before(installed: Workspace) -> None:
    record(installed)
    record(installed, reviewer="Sample  second ", reviewed_on="2026-03-05")
    [review] = arabic(installed).reviews
    assert (review.reviewer, review.reviewed_on) == ("Sample second", "2026-03-05")


@pytest.mark.parametrize("day", ["", "yesterday", "2026-02-30", "2026-03-20", "01.03.2026"])
def test_a_review_needs_a_day_that_has_been(installed: Workspace, day: str) -> None:
    with pytest.raises(ReviewDateWrong):
        record(installed, reviewed_on=day)


def test_a_review_needs_a_name_and_a_language_of_the_form(installed: Workspace) -> None:
    with pytest.raises(ReviewerMissing):
        record(installed, reviewer="  ")
    with pytest.raises(LanguageNotInForm):
        record(installed, language="Klingon")


def test_only_a_supervisor_records_a_review(counsellor: Workspace) -> None:
    forms.keep_form(counsellor, definition=read_small_form(), now=NOW)
    with pytest.raises(NotAllowed):
        record(counsellor)


def test_the_sheet_of_a_form_tells_what_stands_in_for_a_missing_text(installed: Workspace) -> None:
    sheet = text_reviews.form_sheet(installed, form_id=SMALL_FORM)
    assert sheet.legal_texts == 2
    assert [each.name for each in arabic(installed).chain] == [ARABIC, "English (en)"]
    assert arabic(installed).percent == 100


def test_the_same_version_with_other_reviews_is_the_same_form(installed: Workspace) -> None:
    definition = read_small_form()
    languages = tuple(
        FormLanguage(language.name, language.tag, "unreviewed") for language in definition.languages
    )
    lines = audit.verify_audit(installed)
    forms.keep_form(installed, definition=msgspec.structs.replace(definition, languages=languages), now=NOW)
    assert audit.verify_audit(installed) == lines


def test_what_a_newer_version_changes_is_known_before_it_is_installed(installed: Workspace) -> None:
    changes = forms.changes_since_installed(installed, definition=read_small_form("2"))
    assert changes is not None
    assert (changes.old_version, changes.new_version, changes.changes) == ("1", "2", ())
    other = msgspec.structs.replace(read_small_form(), form_id="another")
    assert forms.changes_since_installed(installed, definition=other) is None


def test_reading_a_file_tells_the_author_what_is_left_over(tmp_path: Path) -> None:
    file = tmp_path / "form.md"
    file.write_text(
        "| survey |\n| | type | name | label |\n| | text | a | A |\n"
        "| choices |\n| | list_name | name | label |\n| | spare | x | X |\n",
        encoding="utf-8",
    )
    reading = forms.read_form_file(file)
    assert reading.definition is not None
    assert ("choices", 2) in [(one.sheet, one.row) for one in reading.findings]
