"""What changed between two versions of a form: questions, types, rules, texts per language, choices.

Questions are the same when their reference is. Of those left, one that was taken out and one that was
added are the same question under a new name when type and label agree and no other pair does; one whose
name stands elsewhere was moved.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

import msgspec

from intake_app.forms.definition import FormDefinition, NodeDefinition, Text
from intake_app.forms.possible_values import list_of
from intake_app.forms.text_places import TextPlace, text_places
from intake_app.forms.tree import nodes

ChangeKind = Literal[
    "added", "removed", "renamed", "moved", "type", "rule", "text", "choice-added", "choice-removed",
    "language-added", "language-removed",
]  # fmt: skip
_RULES = (
    ("relevant", "relevant"), ("constraint", "constraint"), ("required", "required"),
    ("read_only", "readonly"), ("calculation", "calculate"), ("default", "default"),
    ("repeat_count", "repeat_count"),
)  # fmt: skip


class FormChange(msgspec.Struct, frozen=True):
    """One change. ``name``: question, ``list: choice`` or language; ``row`` of the newer sheet, if known."""

    kind: ChangeKind
    name: str
    row: int | None = None
    before: str = ""
    after: str = ""
    column: str = ""  # of a rule or a text
    language: str = ""  # of a text


class FormChanges(msgspec.Struct, frozen=True):
    """Everything that changed from one version to another, in the order of the newer form."""

    form_id: str
    old_version: str
    new_version: str
    changes: tuple[FormChange, ...]

    def counted(self) -> dict[ChangeKind, int]:
        """Return how many changes of each kind there are."""
        return dict(Counter(change.kind for change in self.changes))

    def texts_by_language(self) -> dict[str, int]:
        """Return how many texts changed in each language."""
        return dict(Counter(change.language for change in self.changes if change.kind == "text"))


def compare_forms(old: FormDefinition, new: FormDefinition) -> FormChanges:
    """Return what changed from ``old`` to ``new``."""
    before, after = _questions(old), _questions(new)
    became = _became(old, new, before, after)
    changes = [
        *_of_questions(before, after, became),
        *_of_choices(old, new),
        *_of_languages(old, new),
        *_of_texts(old, new, {before[one].ref: after[other].ref for one, other in became.items()}),
    ]
    return FormChanges(new.form_id, old.version, new.version, tuple(changes))


def _questions(definition: FormDefinition) -> dict[str, NodeDefinition]:
    """Return all nodes below the root by their path under it (the root's own name may change)."""
    return {_under_root(node.ref): node for node in nodes(definition) if node is not definition.root}


def _under_root(ref: str) -> str:
    return ref.partition("/")[2].partition("/")[2]


def _became(
    old: FormDefinition,
    new: FormDefinition,
    before: dict[str, NodeDefinition],
    after: dict[str, NodeDefinition],
) -> dict[str, str]:
    """Return old path -> new path of questions that were moved or renamed."""
    gone = [path for path in before if path not in after]
    come = [path for path in after if path not in before]
    found: dict[str, str] = {}
    for key in (_moved_key, _said_key):
        olds = _once({path: key(before[path], old) for path in gone if path not in found})
        news = _once({path: key(after[path], new) for path in come if path not in found.values()})
        found |= {path: news[same] for same, path in olds.items() if same in news}
    return found


def _moved_key(node: NodeDefinition, _form: FormDefinition) -> tuple[str, ...]:
    return (node.name, node.kind, node.control, node.data_type)


def _said_key(node: NodeDefinition, form: FormDefinition) -> tuple[str, ...]:
    texts = node.label.texts
    label = texts.get(form.default_language) or texts.get("default") or next(iter(texts.values()), ())
    return (_plain(label), node.kind, node.control, node.data_type) if label else ()


def _once(keys: dict[str, tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Return key -> path for the keys that only one path has."""
    counted = Counter(keys.values())
    return {key: path for path, key in keys.items() if key and counted[key] == 1}


def _of_questions(
    before: dict[str, NodeDefinition], after: dict[str, NodeDefinition], became: dict[str, str]
) -> Iterator[FormChange]:
    came_from = {path: old for old, path in became.items()}
    for path, node in before.items():
        if path not in after and path not in became:
            yield FormChange("removed", node.name, before=_kind(node))
    for path, node in after.items():
        was = before.get(path) or before.get(came_from.get(path, ""))
        if was is None:
            yield FormChange("added", node.name, node.source_row, after=_kind(node))
            continue
        if path in came_from:
            kind: ChangeKind = "moved" if was.name == node.name else "renamed"
            yield FormChange(kind, node.name, node.source_row, came_from[path], path)
        if _kind(was) != _kind(node):
            yield FormChange("type", node.name, node.source_row, _kind(was), _kind(node))
        for column, field in _RULES:
            one, other = getattr(was, field), getattr(node, field)
            if _tidy(one) != _tidy(other):
                yield FormChange("rule", node.name, node.source_row, _tidy(one), _tidy(other), column)
        one, other = _filter(was), _filter(node)
        if one != other:
            yield FormChange("rule", node.name, node.source_row, one, other, "choice_filter")


def _of_choices(old: FormDefinition, new: FormDefinition) -> Iterator[FormChange]:
    before, after = _choices(old), _choices(new)
    for list_, value in before:
        if (list_, value) not in after:
            yield FormChange("choice-removed", f"{list_}: {value}")
    for (list_, value), row in after.items():
        if (list_, value) not in before:
            yield FormChange("choice-added", f"{list_}: {value}", row)


def _choices(definition: FormDefinition) -> dict[tuple[str, str], int | None]:
    found: dict[tuple[str, str], int | None] = {}
    for table in definition.instances:
        if "name" in table.columns and not table.source:
            column = table.columns.index("name")
            for position, cells in enumerate(table.rows):
                row = None if table.source_row is None else table.source_row + position
                found.setdefault((table.id, cells[column]), row)
    for node in nodes(definition):
        for choice in node.choices:
            found.setdefault((node.name, choice.value), node.source_row)
    return found


def _of_languages(old: FormDefinition, new: FormDefinition) -> Iterator[FormChange]:
    before, after = ({language.name for language in form.languages} for form in (old, new))
    for language in old.languages:
        if language.name not in after:
            yield FormChange("language-removed", language.name)
    for language in new.languages:
        if language.name not in before:
            yield FormChange("language-added", language.name)


def _of_texts(old: FormDefinition, new: FormDefinition, renamed: dict[str, str]) -> Iterator[FormChange]:
    """Yield the texts that changed in languages both versions have, of what both versions have."""
    before: dict[tuple[str, str, str], TextPlace] = {}
    for place in text_places(old):
        ref = renamed.get(place.ref, place.ref)
        before.setdefault((_under_root(ref), "" if ref else place.name, place.column), place)
    languages = [each.name for each in new.languages if any(each.name == one.name for one in old.languages)]
    if "default" not in languages:
        languages.append("default")  # columns without a language
    for place in text_places(new):
        was = before.get((_under_root(place.ref), "" if place.ref else place.name, place.column))
        if was is None:
            continue
        for language in languages:
            one, other = _plain(was.texts.get(language, ())), _plain(place.texts.get(language, ()))
            if one != other:
                named = new.default_language if language == "default" else language
                yield FormChange("text", place.name, place.row, one, other, place.column, named)


def _kind(node: NodeDefinition) -> str:
    """Return a question's type in the words of the sheet, as near as a definition knows it."""
    if node.kind != "question":
        return node.kind
    if not node.has_control:
        return "calculate" if node.calculate else "hidden"
    if node.control in ("select", "select1", "rank"):
        said = {"select": "select_multiple", "select1": "select_one", "rank": "rank"}[node.control]
        return f"{said} {list_of(node)}".strip()
    if node.control == "trigger":
        return "acknowledge"
    plain = {"string": "text", "int": "integer", "binary": "file"}.get(node.data_type, node.data_type)
    return "range" if node.control == "range" else plain


def _filter(node: NodeDefinition) -> str:
    return _tidy(node.itemset.nodeset.partition("[")[2].rstrip("]")) if node.itemset else ""


def _plain(text: Text) -> str:
    return "".join(
        part if isinstance(part, str) else "${" + _tidy(part.expression) + "}" for part in text
    ).strip()


def _tidy(source: str) -> str:
    return " ".join(source.split())
