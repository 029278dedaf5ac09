"""What an author wants to know beside what is wrong: dead ends, leftovers, circles, languages without a code.

None of it keeps a form from working, so it is asked for where forms are looked after (``form check``,
the list of forms) and costs nothing where they are only opened.
"""

from collections.abc import Iterator

from intake_app.errors import N_
from intake_app.forms.action_circles import check_action_circles
from intake_app.forms.definition import FormDefinition
from intake_app.forms.form_languages import is_declared
from intake_app.forms.legal import legal_languages, legal_questions
from intake_app.forms.text_places import text_places
from intake_app.forms.unreachable import check_reach
from intake_app.forms.unused_choices import check_choices
from intake_app.records.finding import FormFinding


def check_authoring(definition: FormDefinition) -> Iterator[FormFinding]:
    """Yield hints for a form that works; each says where and how to mend."""
    yield from check_reach(definition)
    yield from check_choices(definition)
    yield from check_action_circles(definition)
    yield from _check_declared(definition)
    yield from _check_legal(definition)


def _check_declared(definition: FormDefinition) -> Iterator[FormFinding]:
    """A language that is only guessed from its name is said: languages are declared, not inferred."""
    for language in definition.languages:
        if language.tag and not is_declared(language.name):
            yield FormFinding(
                "warning",
                N_("The language “{language}” names no code; it is taken for {tag}."),
                N_("Write “{language} ({tag})” in the headings of its columns, if that is right."),
                sheet="survey",
                column=f"label::{language.name}",
                facts={"language": language.name, "tag": language.tag},
            )


def _check_legal(definition: FormDefinition) -> Iterator[FormFinding]:
    """Texts with legal effect that cannot be shown in most languages, or in none."""
    if not legal_questions(definition):
        return
    shown = legal_languages(definition)
    for place in text_places(definition):
        if place.is_legal and not shown.intersection(place.texts):
            yield FormFinding(
                "warning",
                N_("“{name}” has legal effect, but no text in {language}; it cannot be shown."),
                N_("Fill in the column of the form's default language."),
                sheet=place.sheet,
                row=place.row,
                column=place.column,
                facts={"name": place.name, "language": definition.default_language},
            )
    left = [language.name for language in definition.languages if language.name not in shown]
    if left:
        yield FormFinding(
            "info",
            N_("Texts with legal effect are not shown in: {languages}. Nobody has reviewed them."),
            N_("Have them read, then record the review with name and date."),
            sheet="review",
            facts={"languages": ", ".join(left)},
        )
