"""The language is a view: switching it touches no answer, and a text always says what language it is in."""

import pytest

from intake_app.interview.errors import UnknownFormLanguage
from tests.intake_app.interview.scenario import Scenario

FORM = """
| survey |
| | type | name | label::English (en) | label::Farsi (fa) | label::Dari (fa-AF) | hint::English (en) | guidance_hint::English (en) | media::image::English (en) |
| | text | a | Name | نام | نوم | As in the passport | Read aloud | a.png |
| | integer | b | Age of ${a} | سن ${a} | | | | |
| | select_one yn | c | Sure? | | | | | |
| choices |
| | list_name | name | label::English (en) | label::Dari (fa-AF) |
| | yn | yes | Yes | بلی |
| | yn | no | No | |
| settings |
| | default_language |
| | English (en) |
| review |
| | language | scope | reviewer | date |
| | Farsi (fa) | all | Sample reviewer | 2026-01-01 |
| | Dari (fa-AF) | all | | |
"""  # noqa: E501


def test_a_missing_text_falls_back_and_says_so() -> None:
    interview = Scenario(FORM).interview
    shown = interview.worded("/data/b", "label", "Dari (fa-AF)")
    assert (shown.text.strip(), shown.language, shown.is_fallback) == ("سن", "Farsi (fa)", True)
    shown = interview.worded("/data/c", "label", "Dari (fa-AF)")
    assert (shown.text, shown.language, shown.is_fallback) == ("Sure?", "English (en)", True)
    shown = interview.worded("/data/a", "label", "Dari (fa-AF)")
    assert (shown.text, shown.language, shown.is_fallback) == ("نوم", "Dari (fa-AF)", False)
    choices = interview.choices("/data/c", "Dari (fa-AF)")
    assert [(choice.label, choice.is_fallback) for choice in choices] == [("بلی", False), ("No", True)]


def test_each_text_carries_the_review_of_its_language() -> None:
    interview = Scenario(FORM).interview
    assert interview.worded("/data/a", "label", "Farsi (fa)").review == "reviewed"
    assert interview.worded("/data/a", "label", "Dari (fa-AF)").review == "unreviewed"


def test_hints_guidance_and_pictures_have_their_own_place() -> None:
    interview = Scenario(FORM).interview
    assert interview.hint("/data/a") == "As in the passport"
    assert interview.worded("/data/a", "guidance").text == "Read aloud"
    assert interview.worded("/data/a").image == "a.png"
    assert interview.hint("/data/b") == ""


def test_outputs_are_filled_in_every_language() -> None:
    scenario = Scenario(FORM)
    scenario.answers(a="Ada")
    assert scenario.interview.label("/data/b") == "Age of Ada"
    assert scenario.interview.label("/data/b", "Farsi (fa)") == "سن Ada"


def test_switching_the_language_changes_no_answer() -> None:
    scenario = Scenario(FORM)
    scenario.answers(a="Ada", b=3, c="yes")
    before = scenario.picture()
    for language in ("Dari (fa-AF)", "Farsi (fa)", "English (en)"):
        scenario.interview.set_language(language)
        assert scenario.picture() == before
    with pytest.raises(UnknownFormLanguage):
        scenario.interview.set_language("Klingon")


def test_the_trail_remembers_the_language_of_the_first_answer() -> None:
    scenario = Scenario(FORM, language="English (en)")
    scenario.interview.set_client_language("Dari (fa-AF)")
    scenario.answers(a="Ada", c="yes")
    scenario.interview.set_client_language("English (en)")
    scenario.answers(a="Eda")
    scenario.reload()
    lines = {line.ref: line for line in scenario.interview.reading_lines()}
    assert lines["/data/a"].language == "English (en)"
    assert lines["/data/c"].language == "English (en)"  # Dari has no text for it: English was shown
    first = next(trail for slot, trail in scenario.interview.trail.items() if slot.ref == "/data/a")
    assert (first.first, first.language) == ("Dari (fa-AF)", "English (en)")


def test_choice_names_in_a_text_answer_in_the_language_shown() -> None:
    scenario = Scenario("""
    <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
            xmlns:jr="http://openrosa.org/javarosa">
      <h:head><h:title>t</h:title><model>
        <itext>
          <translation lang="English (en)"><text id="r"><value>Red</value></text>
            <text id="n"><value>You like <output value="jr:choice-name(/data/c, '/data/c')"/></value></text>
          </translation>
          <translation lang="Deutsch (de)"><text id="r"><value>Rot</value></text>
            <text id="n"><value>Du magst <output value="jr:choice-name(/data/c, '/data/c')"/></value></text>
          </translation>
        </itext>
        <instance><data id="t"><c/><n/></data></instance>
        <bind nodeset="/data/n" type="string" readonly="true()"/>
      </model></h:head>
      <h:body>
        <select1 ref="/data/c"><label>C</label>
          <item><label ref="jr:itext('r')"/><value>r</value></item></select1>
        <input ref="/data/n"><label ref="jr:itext('n')"/></input>
      </h:body>
    </h:html>
    """)
    changes = scenario.answer("/data/c", "r")
    assert "/data/n" in changes.nodes
    assert scenario.interview.label("/data/n", "English (en)") == "You like Red"
    assert scenario.interview.label("/data/n", "Deutsch (de)") == "Du magst Rot"


def test_a_name_of_the_other_direction_is_kept_apart_where_it_is_drawn() -> None:
    scenario = Scenario("""
    | survey |
    | | type | name | label::English (en) | label::Arabic (ar) |
    | | text | a | Name | الاسم |
    | | text | b | ${a}'s phone | هاتف ${a} |
    | settings |
    | | default_language |
    | | English (en) |
    """)
    interview = scenario.interview
    scenario.answers(a="ليلى")
    assert interview.worded("/data/b").text.strip() == "\u2068ليلى\u2069's phone"
    assert interview.label("/data/b").strip() == "ليلى's phone"
    assert interview.worded("/data/b", "label", "Arabic (ar)").text.split() == ["هاتف", "ليلى"]
    scenario.answers(a="Leila")
    assert interview.worded("/data/b").text.strip() == "Leila's phone"
    assert interview.worded("/data/b", "label", "Arabic (ar)").text.split() == ["هاتف", "\u2068Leila\u2069"]


LEGAL = """
| survey |
| | type | name | label::German (de) | label::Farsi (fa) | label::Dari (fa-AF) | label::Kurdish (kmr) | hint::Dari (fa-AF) | media::audio::Dari (fa-AF) | bind::intake:saveto |
| | select_one yn | consent | Weitergeben? | انتقال | انتقال؟ | Bidin? | راهنما | dari.mp3 | consent.K-TRANS |
| | select_one yn | other | Kinder? | فرزند | اولاد | Zarok? | | | |
| choices |
| | list_name | name | label::German (de) | label::Farsi (fa) | label::Dari (fa-AF) | label::Kurdish (kmr) |
| | yn | yes | Ja | بله | بلی | Erê |
| settings |
| | default_language |
| | German (de) |
| review |
| | language | scope | reviewer | date |
| | Farsi (fa) | legal | Sample reader | 2026-01-01 |
| | Dari (fa-AF) | all | | |
| | Kurdish (kmr) | all | | |
"""  # noqa: E501


def test_a_consent_nobody_reviewed_is_not_shown_in_that_language() -> None:
    interview = Scenario(LEGAL).interview
    shown = interview.worded("/data/consent", "label", "Kurdish (kmr)")
    assert (shown.text, shown.language) == ("Weitergeben?", "German (de)")
    assert shown.is_fallback
    assert shown.is_withheld
    assert shown.review == "reviewed"
    [choice] = interview.choices("/data/consent", "Kurdish (kmr)")
    assert (choice.label, choice.language, choice.is_fallback) == ("Ja", "German (de)", True)
    free = interview.worded("/data/other", "label", "Kurdish (kmr)")
    assert (free.text, free.is_fallback, free.is_withheld) == ("Zarok?", False, False)


def test_a_withheld_consent_falls_back_to_the_nearest_reviewed_language() -> None:
    interview = Scenario(LEGAL).interview
    shown = interview.worded("/data/consent", "label", "Dari (fa-AF)")
    assert (shown.text, shown.language, shown.is_withheld) == ("انتقال", "Farsi (fa)", True)
    assert shown.audio == ""
    hint = interview.worded("/data/consent", "hint", "Dari (fa-AF)")
    assert (hint.text, hint.is_withheld) == ("", True)
    reviewed = interview.worded("/data/consent", "label", "Farsi (fa)")
    assert (reviewed.text, reviewed.review, reviewed.is_fallback) == ("انتقال", "reviewed", False)
    assert interview.worded("/data/other", "label", "Farsi (fa)").review == "unreviewed"


def test_the_trail_of_a_consent_names_the_language_that_was_really_shown() -> None:
    interview = Scenario(LEGAL).interview
    interview.set_client_language("Kurdish (kmr)")
    interview.answer("/data/consent", "yes")
    interview.answer("/data/other", "yes")
    consent, other = (line for line in interview.reading_lines() if line.kind == "question")
    assert (consent.language, consent.reviewed) == ("German (de)", True)
    assert (other.language, other.reviewed) == ("Kurdish (kmr)", False)


def test_an_answer_given_again_is_named_in_the_language_of_now() -> None:
    scenario = Scenario(
        """
        | survey | | | | |
        | | type | name | label::en | label::de | calculation |
        | | select_one c | c | Choose | Wähle | |
        | | calculate | said | | | jr:choice-name(${c}, '${c}') |
        | choices | | | |
        | | list_name | name | label::en | label::de |
        | | c | b | bread | Brot |
        """,
        language="de",
    )
    scenario.answer("/data/c", "b")
    assert scenario.value("/data/said") == "Brot"
    scenario.interview.set_language("en")
    assert scenario.value("/data/said") == "Brot", "showing another language touches no answer"
    assert scenario.answer("/data/c", "b").nodes == ("/data/said",)
    assert scenario.value("/data/said") == "bread"
