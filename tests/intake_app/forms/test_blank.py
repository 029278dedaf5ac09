"""The lines of a blank form: what may be ticked, what is written, and legal texts only where reviewed."""

from collections.abc import Callable

from intake_app.forms import FormDefinition
from intake_app.forms.blank import blank_form
from tests.intake_app.commands.test_form_export import _FORM

ARABIC = "Arabic (ar)"


def test_a_legal_text_that_nobody_reviewed_stands_in_the_forms_own_language(
    install: Callable[[str], FormDefinition],
) -> None:
    blank = blank_form(install(_FORM), ARABIC)
    rights, age, child = blank.lines
    assert (rights.label.text, rights.label.tag, rights.is_withheld) == ("It is up to you.", "en", True)
    assert (age.label.text, age.label.tag, age.lines, age.is_withheld) == ("العمر", "ar", 1, False)
    assert [choice.text for choice in child.choices] == ["نعم", "لا"]
    assert child.has_condition


def test_what_is_worked_out_is_not_printed(install: Callable[[str], FormDefinition]) -> None:
    said = {line.label.text for line in blank_form(install(_FORM), "English (en)").lines}
    assert said == {"It is up to you.", "Age", "Children?"}
