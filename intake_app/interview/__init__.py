"""The living form: instance tree, incremental recalculation, wording, pages, keeping and resuming.

``Interview`` is the one door; everything it hands out is a frozen view.
"""

from intake_app.interview.compiled import compile_form
from intake_app.interview.session import Interview
from intake_app.interview.views import (
    NON_ANSWERS,
    Changes,
    ChoiceView,
    NodeView,
    NonAnswer,
    Page,
    RepeatPlace,
    Section,
    Worded,
)

__all__ = [
    "NON_ANSWERS",
    "Changes",
    "ChoiceView",
    "Interview",
    "NodeView",
    "NonAnswer",
    "Page",
    "RepeatPlace",
    "Section",
    "Worded",
    "compile_form",
]
