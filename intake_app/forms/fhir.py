"""A form as an HL7 FHIR R4 Questionnaire, and a list of what FHIR cannot say of it.

Item types, ``enableWhen`` and ``answerOption`` as in https://hl7.org/fhir/R4/questionnaire.html; translations
by the standard ``translation`` extension, bounds by ``minValue``, ``maxValue``, ``minLength`` and ``regex``.
Nothing is approximated: a rule that FHIR would read otherwise is left out and listed.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from intake_app.forms.definition import FormDefinition, NodeDefinition, Output, SecondaryInstance, Wording
from intake_app.forms.legal import legal_languages, legal_questions
from intake_app.forms.possible_values import list_of
from intake_app.forms.tree import nodes
from intake_app.forms.wording import NO_LANGUAGE

_EXTENSION = "http://hl7.org/fhir/StructureDefinition/"
_TYPES = {
    "string": "string", "int": "integer", "decimal": "decimal", "date": "date", "time": "time",
    "dateTime": "dateTime", "boolean": "boolean", "binary": "attachment", "barcode": "string",
}  # fmt: skip
_ANSWERS = {
    "integer": "Integer", "decimal": "Decimal", "date": "Date", "time": "Time", "dateTime": "DateTime",
    "string": "String", "text": "String", "choice": "Coding",
}  # fmt: skip
_SELECTS = frozenset({"select", "select1", "rank"})
_PATH = r"(?P<ref>/[\w.\-/]+)"
_SELECTED = re.compile(rf"selected\(\s*{_PATH}\s*,\s*(?P<q>['\"])(?P<value>[^'\"]*)(?P=q)\s*\)")
_COMPARED = re.compile(
    rf"{_PATH}\s*(?P<op><=|>=|!=|=|<|>)\s*(?:(?P<q>['\"])(?P<value>[^'\"]*)(?P=q)|(?P<number>-?\d+(?:\.\d+)?))"
)
_BOUND = re.compile(r"\.\s*(?P<op><=|>=|<|>)\s*(?P<number>-?\d+(?:\.\d+)?)")
_LENGTH = re.compile(r"string-length\(\s*\.\s*\)\s*(?P<op><=|>=|<|>|=)\s*(?P<number>\d+)")
_PATTERN = re.compile(r"regex\(\s*\.\s*,\s*(?P<q>['\"])(?P<pattern>[^'\"]*)(?P=q)\s*\)")
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9.\-]+")


class NotExpressed(msgspec.Struct, frozen=True):
    """What FHIR cannot say of a question: ``what`` is a column of the sheet, ``source`` what stands there."""

    name: str
    what: str
    source: str
    row: int | None = None


class FhirExport(msgspec.Struct, frozen=True):
    """The resource as plain data for JSON, and what is not in it."""

    questionnaire: dict[str, Any]
    not_expressed: tuple[NotExpressed, ...]


def as_questionnaire(form: FormDefinition) -> FhirExport:
    """Return the form as a FHIR R4 Questionnaire."""
    return _Export(form).made()


class _Export:
    def __init__(self, form: FormDefinition) -> None:
        self.form = form
        self.legal, self.legal_names = legal_questions(form), legal_languages(form)
        self.tags = {language.name: language.tag for language in form.languages if language.tag}
        self.tables = {table.id: table for table in form.instances}
        self.by_ref = {node.ref: node for node in nodes(form)}
        self.left: list[NotExpressed] = []

    def made(self) -> FhirExport:
        form = self.form
        resource: dict[str, Any] = {
            "resourceType": "Questionnaire",
            "id": _NOT_IN_AN_ID.sub("-", form.form_id)[:64],
            "name": re.sub(r"\W+", "_", form.form_id, flags=re.ASCII),
            "title": form.title,
            "status": "active",
        }
        if self.tags.get(form.default_language):
            resource["language"] = self.tags[form.default_language]
        if form.version:
            resource["version"] = form.version
        resource["item"] = self.items(form.root)
        for action in form.actions:
            node = self.by_ref.get(action.target)
            self.leave(node or form.root, "setvalue", action.value)
        return FhirExport(resource, tuple(self.left))

    def items(self, parent: NodeDefinition) -> list[dict[str, Any]]:
        return [item for node in parent.children for item in self.item(node)]

    def item(self, node: NodeDefinition) -> Iterator[dict[str, Any]]:
        if node.kind == "question" and not node.has_control:
            if node.calculate:
                self.leave(node, "calculation", node.calculate)
            return
        kind = self.kind(node)
        item: dict[str, Any] = {"linkId": _link(node.ref), **self.text(node.label, node), "type": kind}
        self.rules(node, item, kind)
        if kind == "choice":
            self.choices(node, item)
        below = self.items(node) if node.kind != "question" else self.help(node, kind)
        if below:
            item["item"] = below
        if node.kind == "question" or below:
            yield item

    def kind(self, node: NodeDefinition) -> str:
        if node.kind != "question":
            return "group"
        if node.control in _SELECTS:
            return "choice"
        if node.control == "trigger":
            return "boolean"
        if node.readonly.strip() == "true()" and not node.calculate and node.data_type == "string":
            return "display"
        if node.data_type not in _TYPES:
            self.leave(node, "type", node.data_type)
        if node.data_type == "string" and "multiline" in node.appearance:
            return "text"
        return _TYPES.get(node.data_type, "string")

    def rules(self, node: NodeDefinition, item: dict[str, Any], kind: str) -> None:
        self.relevance(node, item)
        if kind == "display":
            return
        if node.required.strip() == "true()":
            item["required"] = True
        elif node.required.strip() not in {"", "false()"}:
            self.leave(node, "required", node.required)
        if node.kind == "repeat" or node.control in {"select", "rank"}:
            item["repeats"] = True
        if node.control == "rank":
            self.leave(node, "type", "rank")
        if node.repeat_count:
            self.leave(node, "repeat_count", node.repeat_count)
        if node.calculate:
            self.leave(node, "calculation", node.calculate)
        if kind != "group" and (node.readonly.strip() == "true()" or node.calculate):
            item["readOnly"] = True
        elif node.readonly.strip() not in {"", "false()", "true()"}:
            self.leave(node, "readonly", node.readonly)
        if node.constraint:
            self.constraint(node, item, kind)
        self.values(node, item, kind)

    def values(self, node: NodeDefinition, item: dict[str, Any], kind: str) -> None:
        """Write down the bounds of a range, and what stands there at the start."""
        if node.control == "range":
            for name, bound in (("start", "minValue"), ("end", "maxValue")):
                if number := _number(node.parameters.get(name, ""), kind):
                    _extend(item, {"url": _EXTENSION + bound, **number})
        if node.default and kind in _ANSWERS and (answer := _answer(kind, node.default)):
            item["initial"] = [{f"value{name}": value} for name, value in answer.items()]

    def relevance(self, node: NodeDefinition, item: dict[str, Any]) -> None:
        source = " ".join(node.relevant.split())
        if source in {"", "true()"}:
            return
        joins = [" and ", " or "]
        used = [join for join in joins if join in source]
        terms = source.split(used[0]) if len(used) == 1 else [source]
        conditions = [self.condition(term.strip()) for term in terms]
        if len(used) > 1 or not all(conditions):
            self.leave(node, "relevant", source)
            return
        item["enableWhen"] = conditions
        if len(conditions) > 1:
            item["enableBehavior"] = "all" if used[0] == " and " else "any"

    def condition(self, term: str) -> dict[str, Any] | None:
        """Return one condition; None where FHIR would not mean the same.

        ``!=`` is one of these: in XPath an unanswered question differs from everything, in FHIR it does not.
        """
        found = _SELECTED.fullmatch(term) or _COMPARED.fullmatch(term)
        target = self.by_ref.get(found["ref"]) if found else None
        if found is None or target is None or target.kind != "question" or not target.has_control:
            return None
        parts = found.groupdict()
        operator, value = parts.get("op", "="), parts["value"]
        kind = self.plain_kind(target)
        if value == "" and operator in {"=", "!="}:
            return {"question": _link(target.ref), "operator": "exists", "answerBoolean": operator == "!="}
        said = value if value is not None else parts["number"]
        answer = _answer(kind, said)
        is_many = target.control in {"select", "rank"}
        if operator == "!=" or not answer or (is_many and "op" in parts):
            return None
        if kind in {"choice", "string", "text"} and operator != "=":
            return None
        return {
            "question": _link(target.ref), "operator": operator,
            **{f"answer{name}": given for name, given in answer.items()},
        }  # fmt: skip

    def plain_kind(self, node: NodeDefinition) -> str:
        left, kind = len(self.left), self.kind(node)
        del self.left[left:]
        return kind

    def constraint(self, node: NodeDefinition, item: dict[str, Any], kind: str) -> None:
        source = " ".join(node.constraint.split())
        found = [_bound(term.strip(), kind) for term in source.split(" and ")]
        if not all(found):
            self.leave(node, "constraint", source)
            return
        for bound in found:
            assert bound is not None
            if "maxLength" in bound:
                item |= bound
            else:
                _extend(item, bound)

    def choices(self, node: NodeDefinition, item: dict[str, Any]) -> None:
        options = [self.coding(choice.value, choice.label, node) for choice in node.choices]
        if node.itemset is not None:
            if "[" in node.itemset.nodeset:
                self.leave(node, "choice_filter", node.itemset.nodeset)
            table = self.tables.get(list_of(node))
            if table is None or table.is_missing or table.xml:
                self.leave(node, "choices", node.itemset.nodeset)
            else:
                options = list(self.listed(node, table))
        if options:
            item["answerOption"] = [{"valueCoding": option} for option in options]

    def listed(self, node: NodeDefinition, table: SecondaryInstance) -> Iterator[dict[str, Any]]:
        itemset = node.itemset
        assert itemset is not None
        names = list(table.columns)
        if itemset.value_ref not in names:
            return
        value_at = names.index(itemset.value_ref)
        label_at = names.index(itemset.label_ref) if itemset.label_ref in names else -1
        seen: set[str] = set()
        for cells in table.rows:
            if cells[value_at] in seen:
                continue
            seen.add(cells[value_at])
            said = cells[label_at] if label_at >= 0 else cells[value_at]
            label = (
                self.form.itext.get(said, Wording())
                if itemset.label_is_itext
                else Wording({NO_LANGUAGE: (said,)})
            )
            yield self.coding(cells[value_at], label, node)

    def coding(self, value: str, label: Wording, node: NodeDefinition) -> dict[str, Any]:
        told = self.text(label, node, "display")
        return {"code": value, **told}

    def help(self, node: NodeDefinition, kind: str) -> list[dict[str, Any]]:
        """Return the hint as FHIR has it: a display item inside the question."""
        if not node.hint.texts or kind == "display":
            return []
        control = {
            "url": _EXTENSION + "questionnaire-itemControl",
            "valueCodeableConcept": {
                "coding": [{"system": "http://hl7.org/fhir/questionnaire-item-control", "code": "help"}]
            },
        }
        text = self.text(node.hint, node)
        return [{"linkId": f"{_link(node.ref)}.help", "extension": [control], **text, "type": "display"}]

    def text(self, wording: Wording, node: NodeDefinition, field: str = "text") -> dict[str, Any]:
        """Return a text with its translations; legal ones only in languages they may be shown in."""
        default = self.form.default_language
        texts = {
            name: self.plain(text, node)
            for name, text in wording.texts.items()
            if node.ref not in self.legal or name in self.legal_names
        }
        main = (
            texts.get(default)
            or texts.get(NO_LANGUAGE)
            or next((text for text in texts.values() if text), "")
        )
        if not main:
            return {}
        translations = [
            {
                "url": _EXTENSION + "translation",
                "extension": [
                    {"url": "lang", "valueCode": self.tags[name]},
                    {"url": "content", "valueString": text},
                ],
            }
            for name, text in texts.items()
            if text and name != default and name in self.tags
        ]
        return {field: main, **({f"_{field}": {"extension": translations}} if translations else {})}

    def plain(self, text: tuple[str | Output, ...], node: NodeDefinition) -> str:
        for part in text:
            if isinstance(part, Output):
                self.leave(node, "text", part.expression)
        return "".join(part if isinstance(part, str) else "…" for part in text).strip()

    def leave(self, node: NodeDefinition, what: str, source: str) -> None:
        left = NotExpressed(node.name, what, " ".join(source.split()), node.source_row)
        if left not in self.left[-8:]:
            self.left.append(left)


def _link(ref: str) -> str:
    return ref.partition("/")[2].partition("/")[2]


def _answer(kind: str, said: str) -> dict[str, Any]:
    """Return a value as FHIR types it, by the name of its type; empty where it is none."""
    if kind in {"integer", "decimal"}:
        number = _number(said, kind)
        return {name.removeprefix("value"): value for name, value in number.items()}
    if kind == "choice":
        return {"Coding": {"code": said}} if said and " " not in said else {}
    return {_ANSWERS[kind]: said} if kind in _ANSWERS and "(" not in said else {}


def _number(said: str, kind: str) -> dict[str, Any]:
    try:
        number = float(said)
    except ValueError:
        return {}
    if kind == "integer":
        return {"valueInteger": int(number)} if number.is_integer() else {}
    return {"valueDecimal": number} if kind == "decimal" else {}


def _bound(term: str, kind: str) -> dict[str, Any] | None:
    if (found := _BOUND.fullmatch(term)) and kind in {"integer", "decimal"}:
        is_open, number = found["op"] in {"<", ">"}, float(found["number"])
        if is_open and kind == "decimal":
            return None  # FHIR's bounds are closed
        if kind == "integer" and is_open and number.is_integer():
            number += 1 if found["op"] == ">" else -1
        name = "minValue" if found["op"].startswith(">") else "maxValue"
        value = _number(str(number), kind)
        return {"url": _EXTENSION + name, **value} if value else None
    if (found := _LENGTH.fullmatch(term)) and kind in {"string", "text"}:
        number = int(found["number"]) + {"<": -1, ">": 1}.get(found["op"], 0)
        if found["op"] in {"<", "<="}:
            return {"maxLength": int(number)}
        return {"url": _EXTENSION + "minLength", "valueInteger": int(number)} if found["op"] != "=" else None
    if (found := _PATTERN.fullmatch(term)) and kind in {"string", "text"}:
        return {"url": _EXTENSION + "regex", "valueString": found["pattern"]}
    return None


def _extend(item: dict[str, Any], extension: dict[str, Any]) -> None:
    item.setdefault("extension", []).append(extension)
