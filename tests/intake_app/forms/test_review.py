"""Texts with legal effect are shown only in languages somebody reviewed them in, with name and date."""

import datetime
from collections.abc import Callable

import pytest

from intake_app.forms import FormDefinition, install, shipped_forms
from intake_app.forms.definition import FormLanguage
from intake_app.forms.legal import is_legal_reviewed, legal_languages, legal_questions
from intake_app.forms.review import with_text_reviews
from intake_app.records.text_review import ReviewScope, TextReview

NOW = datetime.datetime(2026, 3, 5, 10, 30, tzinfo=datetime.UTC)

FORM = """
| survey |
| | type | name | label::Deutsch (de) | label::Dari (fa-AF) | bind::intake:legal | bind::intake:saveto |
| | text | name | Name | نوم | | person.family |
| | select_one yn | transfer | Weitergeben? | انتقال؟ | | consent.K-TRANS |
| | begin group | rights | Rechte | حقوق | yes | |
| | note | intro | Freiwillig. | داوطلبانه. | | |
| | text | place | Ort | جای | no | |
| | end group | | | | | |
| choices |
| | list_name | name | label::Deutsch (de) | label::Dari (fa-AF) |
| | yn | yes | Ja | بلی |
| | yn | no | Nein | نخیر |
| settings |
| | default_language |
| | Deutsch (de) |
"""


def sheet(*lines: str) -> str:
    rows = "\n".join(f"| | {line} |" for line in lines)
    return f"{FORM}| review |\n| | language | scope | reviewer | date |\n{rows}\n"


def test_a_mark_or_a_consent_field_makes_a_text_legal(install: Callable[[str], FormDefinition]) -> None:
    legal = legal_questions(install(FORM))
    assert legal == {"/data/transfer", "/data/rights/intro", "/data/rights/place"}


@pytest.mark.parametrize(
    ("lines", "review", "is_shown"),
    [
        ((), "unknown", False),
        (("Dari (fa-AF) | all | | ",), "unreviewed", False),
        (("Dari (fa-AF) | all | Sample reader | ",), "unreviewed", False),
        (("Dari (fa-AF) | all | | 2026-02-01",), "unreviewed", False),
        (("Dari (fa-AF) | all | Sample reader | 2026-02-01",), "reviewed", True),
        (
            ("Dari (fa-AF) | all | | ", "Dari (fa-AF) | legal | Sample reader | 2026-02-01"),
            "unreviewed",
            True,
        ),
        (("Dari (fa-AF) | names | Sample reader | 2026-02-01",), "unreviewed", False),
        (("English (en) | all | | ",), "reviewed", False),  # not listed is reference, but nobody signed
    ],
)
def test_legal_texts_need_a_name_and_a_date(
    install: Callable[[str], FormDefinition], lines: tuple[str, ...], review: str, is_shown: bool
) -> None:
    definition = install(sheet(*lines) if lines else FORM)
    dari = next(language for language in definition.languages if language.tag == "fa-AF")
    assert dari.review == review
    assert is_legal_reviewed(dari) is is_shown
    assert ("Dari (fa-AF)" in legal_languages(definition)) is is_shown
    assert "Deutsch (de)" in legal_languages(definition)


def recorded(scope: ReviewScope, reviewer: str = "Sample reader") -> TextReview:
    return TextReview("f", "1", "Dari (fa-AF)", scope, reviewer, "2026-02-01", NOW, "user")


def test_a_recorded_review_is_put_onto_its_language_only() -> None:
    languages = (FormLanguage("Deutsch (de)", "de"), FormLanguage("Dari (fa-AF)", "fa-AF", "unreviewed"))
    german, dari = with_text_reviews(languages, [recorded("legal")])
    assert german == languages[0]
    assert (dari.review, dari.legal_review) == ("unreviewed", "reviewed")
    _, dari = with_text_reviews(languages, [recorded("all", "Sample second"), recorded("legal")])
    assert (dari.reviewer, dari.legal_reviewer) == ("Sample second", "Sample reader")
    assert with_text_reviews(languages, []) == languages


def test_the_shipped_form_marks_its_consents() -> None:
    definition = install(next(path for path in shipped_forms() if path.name == "arrival-intake"))
    names = {ref.rpartition("/")[2] for ref in legal_questions(definition)}
    assert {"consent_intro", "consent_store", "consent_transfer"} <= names
    assert "name_family" not in names
    assert legal_languages(definition) == {definition.default_language, "default"}
