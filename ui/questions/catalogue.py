"""The one place where a question type meets its widget."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from intake_app.forms.definition import NodeDefinition
from ui.questions.choice_field import ChoiceField
from ui.questions.choice_list import ListField
from ui.questions.date_field import DateField
from ui.questions.field import AnswerField
from ui.questions.file_field import FileField
from ui.questions.line_field import LineField, NumberField, place_field, time_field
from ui.questions.numbers import western_digits
from ui.questions.special_fields import ShownField, StepField, TickField, range_steps
from ui.questions.text_field import TextField

LONG_LIST = 12  # more choices than this are searched, not looked over
_AS_LIST = frozenset({"minimal", "autocomplete", "search"})
_DIGITS = frozenset({"numbers", "phone", "tel"})
_LEFT_TO_RIGHT = _DIGITS | {"url", "email", "masked"}

_Made = Callable[[NodeDefinition, QWidget], AnswerField]


def field_for(
    definition: NodeDefinition, *, offered: int, is_shown_only: bool, parent: QWidget
) -> AnswerField:
    """Make the widget that answers ``definition``.

    ``offered`` is the number of choices at hand (all of a filtered list); ``is_shown_only`` a note or
    a calculated value. A type nobody knows is a line of text.
    """
    if is_shown_only:
        return ShownField(definition, parent)
    if definition.control in {"select1", "select"}:
        many = definition.control == "select"
        if is_list(definition, offered):
            return ListField(definition, many=many, parent=parent)
        return ChoiceField(definition, many=many, parent=parent)
    make = _BY_CONTROL.get(definition.control) or _BY_TYPE.get(definition.data_type) or _text
    return make(definition, parent)


def is_list(definition: NodeDefinition, offered: int) -> bool:
    """Return whether so many choices are searched in a list instead of standing side by side."""
    if definition.control not in {"select1", "select"}:
        return False
    return offered > LONG_LIST or bool(_AS_LIST.intersection(definition.appearance))


def _text(definition: NodeDefinition, parent: QWidget) -> AnswerField:
    if "multiline" in definition.appearance:
        return TextField(definition, parent)
    is_code = definition.data_type == "barcode" or bool(_LEFT_TO_RIGHT.intersection(definition.appearance))
    read = _western if _DIGITS.intersection(definition.appearance) else str.strip
    return LineField(definition, read, is_ltr=is_code, parent=parent)


def _western(text: str) -> str:
    """Return a number as every office can dial or look it up, whatever digits it was typed in."""
    return western_digits(text).strip()


def _date(definition: NodeDefinition, parent: QWidget) -> AnswerField:
    parts: tuple[str, ...] = ("day", "month", "year")
    if "year" in definition.appearance:
        parts = ("year",)
    elif "month-year" in definition.appearance:
        parts = ("month", "year")
    return DateField(definition, parts=parts, parent=parent)


def _range(definition: NodeDefinition, parent: QWidget) -> AnswerField:
    steps = range_steps(definition)
    if steps:
        return StepField(definition, steps, parent)
    bounds = " – ".join(
        definition.parameters[end] for end in ("start", "end") if end in definition.parameters
    )
    return NumberField(definition, is_whole=definition.data_type == "int", note=bounds, parent=parent)


_BY_CONTROL: dict[str, _Made] = {
    "rank": lambda definition, parent: ChoiceField(definition, many=True, is_ranked=True, parent=parent),
    "trigger": TickField,
    "upload": lambda definition, parent: FileField(definition, parent=parent),
    "range": _range,
}
_BY_TYPE: dict[str, _Made] = {
    "int": lambda definition, parent: NumberField(definition, is_whole=True, parent=parent),
    "decimal": lambda definition, parent: NumberField(definition, is_whole=False, parent=parent),
    "date": _date,
    "dateTime": lambda definition, parent: DateField(definition, has_time=True, parent=parent),
    "time": time_field,
    "geopoint": place_field,
}
