"""Forms name their languages freely; a tag is guessed, a missing text falls back, gaps are counted."""

import pytest

from intake_app.forms import completeness, fallback_languages, media_for, text_for
from intake_app.forms.definition import FormDefinition, FormLanguage, NodeDefinition, Wording
from intake_app.forms.form_languages import guess_language, is_declared
from intake_app.forms.wording import stated_chain


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("English (en)", "en"),
        ("English(en)", "en"),
        ("english", "en"),
        ("العربية (ar)", "ar"),
        ("العربية", "ar"),
        ("Arabic", "ar"),
        ("Dari", "fa-AF"),
        ("دری (fa-AF)", "fa-AF"),
        ("Dari (prs)", "fa-AF"),
        ("prs", "fa-AF"),
        ("French", "fr"),
        ("Français (fr)", "fr"),
        ("francais", "fr"),
        ("Deutsch", "de"),
        ("Allemand", "de"),
        ("Ucraniano", "uk"),
        ("українська", "uk"),
        ("Kurmanji", "ku"),
        ("Sorani", "ckb"),
        ("Tigrinya (tir)", "ti"),
        ("Pashto", "ps"),
        ("Farsi", "fa"),
        ("pt-BR", "pt-BR"),
        ("Portuguese (pt_BR)", "pt-BR"),
        ("Klingonisch", ""),
        ("default", ""),
        ("Label", ""),
    ],
)
def test_a_language_is_recognised_however_it_is_named(said: str, tag: str) -> None:
    assert guess_language(said).tag == tag


def form(*names: str, default: str = "") -> FormDefinition:
    languages = tuple(FormLanguage(name, guess_language(name).tag) for name in names)
    return FormDefinition(
        "f", "", "F", NodeDefinition("/data", "data", "group"), languages, default or names[0]
    )


def test_a_missing_text_falls_back_to_the_nearest_language_first() -> None:
    definition = form("English (en)", "Farsi (fa)", "Arabic (ar)", "Dari (fa-AF)", default="Arabic (ar)")
    chain = fallback_languages(definition, "Dari (fa-AF)")
    assert chain == ("Dari (fa-AF)", "Farsi (fa)", "Arabic (ar)", "default", "English (en)")


def test_the_text_says_which_language_it_is_in() -> None:
    wording = Wording(
        texts={"en": ("Yes",), "ar": ()}, guidance={"fr": ("Plus",)}, image={"default": "a.png"}
    )
    assert text_for(wording, ("ar", "en")) == ("en", ("Yes",))
    assert text_for(wording, ("xx",)) == ("en", ("Yes",))
    assert text_for(Wording(), ("en",)) is None
    assert text_for(wording, ("en",), guidance=True) == ("fr", ("Plus",))
    assert media_for(wording.image, ("en", "default")) == "a.png"
    assert media_for({}, ("en",)) == ""


def test_missing_texts_are_counted_by_kind(install) -> None:
    definition = install(
        "| survey |\n| | type | name | label::English (en) | label::Dari | hint::English (en) | constraint | "
        "constraint_message::English (en) |\n"
        "| | select_one c | a | A | ا | h | . != 'y' | no |\n| | text | b | B | | | | |\n"
        "| choices |\n| | list_name | name | label::English (en) | label::Dari |\n| | c | x | X | |\n| |"
        " c | y | Y | ی |\n"
    )
    counts = completeness(definition)
    assert counts["English (en)"].percent == 100
    dari = counts["Dari"]
    assert (dari.label_missing, dari.hint_missing, dari.choice_missing, dari.message_missing) == (1, 1, 1, 1)
    assert (dari.total, dari.percent, dari.missing) == (6, 33, 4)


def test_a_review_sheet_says_who_has_read_a_translation(install) -> None:
    definition = install(
        "| survey |\n| | type | name | label::Deutsch (de) | label::English (en) | label::Dari |\n| |"
        " text | a | A | A | A |\n"
        "| review |\n| | language | scope | reviewer | date |\n| | English (en) | all | R. Sample |"
        " 2026-11-01 |\n"
        "| | Dari | consent | R. Sample | 2026-11-01 |\n"
    )
    assert [(language.name, language.review) for language in definition.languages] == [
        ("Deutsch (de)", "reviewed"),
        ("English (en)", "reviewed"),
        ("Dari", "unreviewed"),
    ]


def test_without_a_review_sheet_nobody_knows(install) -> None:
    definition = install("| survey |\n| | type | name | label::English (en) |\n| | text | a | A |\n")
    assert [language.review for language in definition.languages] == ["unknown"]


def test_a_column_without_language_is_the_default_languages(install) -> None:
    definition = install(
        "| survey |\n| | type | name | label | label::French (fr) |\n| | text | a | A | Ah |\n"
        "| settings |\n| | default_language |\n| | English (en) |\n"
    )
    assert {language.name for language in definition.languages} == {"English (en)", "French (fr)"}
    assert {count.percent for count in completeness(definition).values()} == {100}


def test_messages_without_language_make_no_language_of_their_own(install) -> None:
    definition = install(
        "| survey |\n| | type | name | label::English | label::Dari | constraint | constraint_message |\n"
        "| | text | a | A | ا | . != 'x' | Not x |\n| | text | b | B | ب | | |\n| | text | c | C | ج | | |\n"
    )
    assert [language.name for language in definition.languages] == ["English", "Dari"]
    assert definition.default_language in ("English", "Dari")


@pytest.mark.parametrize(
    ("names", "asked", "chain"),
    [
        (("de", "Dari (fa-AF)", "Farsi (fa)"), "Dari (fa-AF)", ("Dari (fa-AF)", "Farsi (fa)", "de")),
        (("de", "Dari (prs)", "Farsi (fa)"), "Dari (prs)", ("Dari (prs)", "Farsi (fa)", "de")),
        (("de", "Farsi (fa)", "Dari (fa-AF)"), "Farsi (fa)", ("Farsi (fa)", "Dari (fa-AF)", "de")),
        (("de", "Español (es)", "Latino (es-419)"), "Latino (es-419)",
         ("Latino (es-419)", "Español (es)", "de")),
        (("de", "Kurdî (ku)", "Kurmancî (kmr)"), "Kurmancî (kmr)", ("Kurmancî (kmr)", "Kurdî (ku)", "de")),
        (("de", "Sorani (ckb)", "Kurmancî (kmr)"), "Kurmancî (kmr)", ("Kurmancî (kmr)", "de")),
        (("de", "Farsi", "Dari"), "Dari", ("Dari", "Farsi", "de")),  # guessed, and said so to the author
        (("de", "Nowherish", "Farsi (fa)"), "Nowherish", ("Nowherish", "de")),  # nobody knows: straight home
        (("de", "Farsi (fa)"), "de", ("de",)),
    ],
)  # fmt: skip
def test_what_stands_in_for_a_missing_text_is_stated(
    names: tuple[str, ...], asked: str, chain: tuple[str, ...]
) -> None:
    assert stated_chain(form(*names, default="de"), asked) == chain


@pytest.mark.parametrize(
    ("said", "is_so"),
    [
        ("Dari (fa-AF)", True), ("fa-AF", True), ("de", True), ("Latino (es-419)", True), ("prs", True),
        ("Dari", False), ("French", False), ("Nowherish (xx-nowhere)", False), ("label", False),
    ],
)  # fmt: skip
def test_a_language_is_declared_only_by_a_code(said: str, is_so: bool) -> None:
    assert is_declared(said) is is_so
