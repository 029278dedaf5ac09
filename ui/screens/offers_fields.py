"""The fields of a provider and of an offer as controls: which kind each is, how it reads, what is wrong.

Nothing written means unknown, never no; a yes-or-no has a third answer for that.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from intake_app.code_lists import code_list
from intake_app.services.assessment_views import domain_codes, short_name
from intake_app.services.told_dates import GREGORY, read_told
from ui.parts.code_picker import CodePicker, code_words
from ui.parts.field import Field, Picker, TextArea
from ui.parts.many import Many
from ui.parts.segmented import Segmented
from ui.words import _, words

# What is spoken most where people arrive (domain model 6).
TONGUES = ("de", "ar", "fa-AF", "fa", "ps", "ku", "ckb", "tr", "uk", "ru", "en", "fr", "ti", "am", "so", "ur",
           "ro", "bg", "es", "pt", "sq", "sr", "rom", "ka", "hy", "az", "bn", "pa", "ta", "vi", "zh", "sw",
           "pl", "el", "it")  # fmt: skip


class Spec(NamedTuple):
    """One field: its name in the record, the kind of control, what it is called, its code list, a hint."""

    field: str
    kind: str
    says: Callable[[], str]
    codes: str = ""
    hint: Callable[[], str] | None = None


PROVIDER: tuple[Spec, ...] = (
    Spec("name", "line", lambda: _("Name of the provider")),
    Spec("kind", "code", lambda: _("Kind"), "provider-kinds"),
    Spec("level", "code", lambda: _("Level"), "provider-levels"),
    Spec("spheres", "codes", lambda: _("Legal spheres"), "legal-spheres"),
    Spec("address", "line", lambda: _("Address")),
    Spec("ags", "keys", lambda: _("Municipality key"), "", lambda: _("8 digits, such as 05315000.")),
    Spec("phone", "line", lambda: _("Phone")),
    Spec("email", "line", lambda: _("E-mail")),
    Spec("website", "line", lambda: _("Website")),
    Spec("languages", "tags", lambda: _("Languages of the provider")),
    Spec("accessibility", "area", lambda: _("Accessibility")),
    Spec("agreement", "area", lambda: _("Agreement"), "", lambda: _("What is agreed, and since when.")),
)
OFFER: tuple[Spec, ...] = (
    Spec("name", "line", lambda: _("Name of the offer")),
    Spec("description", "area", lambda: _("Description")),
    Spec("domains", "domains", lambda: _("Life domains")),
    Spec("need_codes", "codes", lambda: _("Needs"), "needs"),
    Spec("capacity", "whole", lambda: _("Free places"), "", lambda: _("0 is none; nothing is unknown.")),
    Spec("waiting_weeks", "whole", lambda: _("Waiting time in weeks")),
    Spec("languages", "tags", lambda: _("Languages")),
    Spec("interpreting", "yes", lambda: _("With interpreting")),
    Spec("german_from", "code", lambda: _("German from"), "german-levels"),
    Spec("needs_literacy", "yes", lambda: _("Reading and writing needed")),
    Spec("status_groups", "codes", lambda: _("Status groups"), "status-groups"),
    Spec("target_groups", "codes", lambda: _("Made for"), "target-groups"),
    Spec("age_from", "whole", lambda: _("Age from")),
    Spec("age_to", "whole", lambda: _("Age to")),
    Spec("catchment", "keys", lambda: _("Catchment"), "",
         lambda: _("Municipality keys or their beginnings, with spaces between.")),
    Spec("is_accessible", "yes", lambda: _("Accessible with an impairment")),
    Spec("childcare", "yes", lambda: _("With childcare")),
    Spec("is_free", "yes", lambda: _("Free of charge")),
    Spec("cost", "line", lambda: _("Costs")),
    Spec("schedule", "area", lambda: _("Times")),
    Spec("starts_on", "days", lambda: _("Starts on"), "",
         lambda: _("Days such as 12.5.2026, with commas between.")),
    Spec("valid_until", "days", lambda: _("Valid until"), "", lambda: _("A day such as 12.5.2026.")),
    Spec("structure", "code", lambda: _("Standard service or project"), "offer-structures"),
    Spec("how_to_apply", "area", lambda: _("How to apply")),
    Spec("website", "line", lambda: _("Website")),
    Spec("constraints", "area", lambda: _("What is possible and what is not")),
)  # fmt: skip
_SINGLE = {"ags", "valid_until"}  # one value although their kind could hold several


class Fields:
    """The controls of one record; ``rows`` stand in order, ``read`` returns values or shows what is wrong."""

    def __init__(self, specs: Sequence[Spec], record: Any) -> None:
        self.rows: dict[str, Field] = {}
        self._kinds = {spec.field: spec.kind for spec in specs}
        for spec in specs:
            control = _control(spec, getattr(record, spec.field))
            self.rows[spec.field] = (
                Field(spec.says, spec.hint, edit=control) if control else Field(spec.says, spec.hint)
            )
            if control is None:
                self.rows[spec.field].line.setText(_typed(spec.kind, getattr(record, spec.field)))

    def read(self) -> dict[str, Any] | None:
        """Return the values by field; None, with the focus on the first that is not right."""
        found: dict[str, Any] = {}
        first: Field | None = None
        for name, row in self.rows.items():
            try:
                found[name] = _value(self._kinds[name], row)
                row.show_error("")
            except ValueError:
                row.show_error(partial(_wrong, self._kinds[name]))
                first = first or row
        youngest, oldest = found.get("age_from"), found.get("age_to")
        if youngest is not None and oldest is not None and youngest > oldest:
            first = first or self.rows["age_to"]
            self.rows["age_to"].show_error(lambda: _("Correct one of the two."))
        if first is not None:
            first.edit.setFocus()
            return None
        for name in _SINGLE & set(found):
            found[name] = found[name][0] if found[name] else ""
        return found


def _control(spec: Spec, value: Any) -> QWidget | None:
    """Return the control of a kind; None where a line will do."""
    match spec.kind:
        case "area":
            area = TextArea(2)
            area.setPlainText(value)
            return area
        case "yes":
            said = {True: "yes", False: "no", None: "unknown"}[value]
            return Segmented(
                [("yes", lambda: _("Yes")), ("no", lambda: _("No")), ("unknown", lambda: _("unknown"))], said
            )
        case "code":
            return CodePicker(spec.codes, empty=lambda: _("unknown"), value=value)
        case "codes":
            return Many([one.code for one in code_list(spec.codes)], partial(code_words, spec.codes), value)
        case "domains":
            return Many(domain_codes(with_story=False), lambda code: short_name(code, words().tag), value)
        case "tags":
            return Many((*TONGUES, *(tag for tag in value if tag not in TONGUES)), _tongue, value)
    return None


def _typed(kind: str, value: Any) -> str:
    values = value if isinstance(value, tuple) else (value,) if value not in (None, "") else ()
    if kind == "days":
        return ", ".join(".".join(reversed(day.split("-"))) for day in values)
    return " ".join(str(one) for one in values)


def _value(kind: str, row: Field) -> Any:
    """Return what a control holds; ValueError where it is not right."""
    control = row.edit
    if isinstance(control, TextArea):
        return control.toPlainText().strip()
    if isinstance(control, Segmented):
        return {"yes": True, "no": False, "unknown": None}[control.value()]
    if isinstance(control, Many):
        return control.values()
    if isinstance(control, Picker):
        return control.value()
    text = row.text()
    match kind:
        case "whole":
            number = int(text) if text else None
            if number is not None and not 0 <= number < 100_000:
                raise ValueError(text)
            return number
        case "keys":
            keys = tuple(part for part in re.split(r"[\s,;]+", text) if part)
            if not all(re.fullmatch(r"[0-9]{2,12}", key) for key in keys):
                raise ValueError(text)
            return keys
        case "days":
            return tuple(_day(part) for part in text.split(",") if part.strip())
    return text


def _day(typed: str) -> str:
    read = read_told(typed.strip(), language="de", calendar=GREGORY).date
    if read is None or read.precision != "day":
        raise ValueError(typed)
    return read.iso


def _wrong(kind: str) -> str:
    return {
        "whole": _("Write digits only, or nothing."),
        "keys": _("Write digits only: 2 to 12 of the municipality key."),
        "days": _("Write the whole day, such as 12.5.2026."),
    }.get(kind, "")


def _tongue(tag: str) -> str:
    return words().language_name(tag)
