"""Which question of an older form version is which of a newer one, so that answers can move along.

A question is the same when it stands at the same place with the same name, when the newer form's ``renames``
sheet says so, or when its name moved and stands alone. What only reads alike is suggested, never assumed:
two questions with one label may ask for different things.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from intake_app.forms.definition import FormDefinition, NodeDefinition
from intake_app.forms.tree import nodes

Why = Literal["same", "rule", "moved", "chosen"]


class Counterpart(msgspec.Struct, frozen=True):
    """Reference of the newer question (without positions), and why it is the same."""

    ref: str
    why: Why


class Counterparts(msgspec.Struct, frozen=True):
    """``pairs`` and ``suggested`` by the older reference; what is in neither has no counterpart."""

    pairs: dict[str, Counterpart]
    suggested: dict[str, str]


def find_counterparts(
    old: FormDefinition, new: FormDefinition, chosen: Mapping[str, str] | None = None
) -> Counterparts:
    """Return the counterparts; ``chosen`` (older ref -> newer ref, empty for none) goes before all else."""
    return _Matching(old, new, chosen or {}).found()


class _Matching:
    def __init__(self, old: FormDefinition, new: FormDefinition, chosen: Mapping[str, str]) -> None:
        self.old, self.new, self.chosen = old, new, chosen
        self.olds = {node.ref: node for node in nodes(old)}
        self.news = {node.ref: node for node in nodes(new)}
        self.pairs: dict[str, Counterpart] = {}
        self.taken: set[str] = set()

    def found(self) -> Counterparts:
        self.pair(self.old.root.ref, self.new.root.ref, "same")
        for ref, other in self.chosen.items():
            if other:
                self.pair(ref, other, "chosen")
        self.follow_rules()
        before = -1
        while len(self.pairs) != before:
            before = len(self.pairs)
            self.follow_places()
            self.pair_alone(lambda node, _form: (node.name, node.kind))
        return Counterparts(self.pairs, self.suggestions())

    def pair(self, ref: str, other: str, why: Why) -> None:
        one, two = self.olds.get(ref), self.news.get(other)
        is_free = ref not in self.pairs and other not in self.taken
        if one is not None and two is not None and is_free and one.kind == two.kind:
            self.pairs[ref] = Counterpart(other, why)
            self.taken.add(other)

    def follow_rules(self) -> None:
        """Pair what the newer form says was renamed: by name where it is the only one, or by its path."""
        names = Counter(node.name for node in self.olds.values())
        by_name = {node.name: ref for ref, node in self.olds.items() if names[node.name] == 1}
        for other, node in self.news.items():
            was = node.marks.get("was", "").strip().strip("/")
            ref = by_name.get(was) or next((ref for ref in self.olds if ref.endswith(f"/{was}")), "")
            if was and ref and self.chosen.get(ref) != "":
                self.pair(ref, other, "rule")

    def follow_places(self) -> None:
        """Pair what has the same name below a pair."""
        for ref, node in self.olds.items():
            parent = self.pairs.get(ref.rpartition("/")[0])
            if parent is not None and ref not in self.chosen:
                self.pair(ref, f"{parent.ref}/{node.name}", "same")

    def pair_alone(self, key: "Callable[[NodeDefinition, FormDefinition], tuple[str, ...]]") -> None:
        for ref, other in self.alone(key).items():
            self.pair(ref, other, "moved")

    def suggestions(self) -> dict[str, str]:
        """Return what reads alike, and repeats that ask mostly the same."""
        found = self.alone(_reads)
        for ref, node in self.olds.items():
            if node.kind == "repeat" and ref not in self.pairs and ref not in found:
                alike = [
                    other
                    for other, two in self.news.items()
                    if two.kind == "repeat" and other not in self.taken and _asks_the_same(node, two)
                ]
                if len(alike) == 1 and alike[0] not in found.values():
                    found[ref] = alike[0]
        return {ref: other for ref, other in found.items() if ref not in self.chosen}

    def alone(self, key: "Callable[[NodeDefinition, FormDefinition], tuple[str, ...]]") -> dict[str, str]:
        """Return older ref -> newer ref of what is left and whose key no other has."""
        olds = [(key(node, self.old), ref) for ref, node in self.olds.items() if ref not in self.pairs]
        news = [(key(node, self.new), ref) for ref, node in self.news.items() if ref not in self.taken]
        counted, others = Counter(each for each, _ in olds), Counter(each for each, _ in news)
        by_key = {each: ref for each, ref in news if each and others[each] == 1}
        return {
            ref: by_key[each]
            for each, ref in olds
            if counted[each] == 1
            and each in by_key
            and ref not in self.chosen
            and self.repeats_as_often(ref, by_key[each])
        }

    def repeats_as_often(self, ref: str, other: str) -> bool:
        """Return whether the repeats around two questions are pairs themselves."""
        around = [self.pairs.get(each) for each in _ancestors(ref) if self.olds[each].kind == "repeat"]
        others = [each for each in _ancestors(other) if self.news[each].kind == "repeat"]
        return [pair.ref if pair else "" for pair in around] == others


def _ancestors(ref: str) -> list[str]:
    """Return the references above one, the root first."""
    parts = ref.split("/")
    return ["/".join(parts[:length]) for length in range(2, len(parts))]


def _reads(node: NodeDefinition, form: FormDefinition) -> tuple[str, ...]:
    texts = node.label.texts
    label = texts.get(form.default_language) or texts.get("default") or next(iter(texts.values()), ())
    said = "".join(part for part in label if isinstance(part, str)).strip().casefold()
    return (said, node.kind, node.control, node.data_type) if said else ()


def _asks_the_same(one: NodeDefinition, two: NodeDefinition) -> bool:
    names, others = {kid.name for kid in one.children}, {kid.name for kid in two.children}
    return 2 * len(names & others) > max(len(names), len(others))
