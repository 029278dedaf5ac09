"""What a question offers now: written choices, filtered lists, items of a repeat.

Filters of the shape ``column = something`` are answered by a hash index over the list, however long it
is (``xpath/compiler.py`` asks ``Table.find``). Offers are remembered until something the
filter reads has changed.
"""

import random
from dataclasses import dataclass
from typing import Any

from intake_app.forms.definition import Itemset, Wording
from intake_app.forms.wording import NO_LANGUAGE
from intake_app.interview.compiled import CompiledForm, CompiledNode
from intake_app.interview.graph import expression_at, node_named
from intake_app.interview.recalculation import Recalculation
from intake_app.interview.tables import Row, Table, document_of, table_of
from intake_app.interview.tree import Slot
from intake_app.interview.views import ChoiceView
from intake_app.interview.wording import Wordings
from intake_app.xpath import Context, LocationPath, Node, XPathError, parse
from intake_app.xpath.functions.nodesets import seed_number, shuffle


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice on offer: its value, and its texts."""

    value: str
    wording: Wording


class Choices:
    """The choices of one interview."""

    def __init__(
        self, form: CompiledForm, recalculation: Recalculation, wordings: Wordings, seed: int
    ) -> None:
        self.form = form
        self.recalculation = recalculation
        self.wordings = wordings
        self.seed = seed
        self._remembered: dict[Slot, tuple[Offer, ...]] = {}
        recalculation.still_offered = self.still_offered
        recalculation.forget_choices = self.forget

    def forget(self, slot: Slot) -> None:
        """Work a question's offers out again when they are asked for."""
        self._remembered.pop(slot, None)

    def forget_all(self) -> None:
        """Work everything out again."""
        self._remembered.clear()

    def offers(self, slot: Slot) -> tuple[Offer, ...]:
        """Return what a question offers now, in order."""
        found = self._remembered.get(slot)
        if found is None:
            definition = slot.compiled.definition
            if definition.itemset is not None:
                found = self._listed(slot, definition.itemset)
            else:
                found = tuple(Offer(choice.value, choice.label) for choice in definition.choices)
            self._remembered[slot] = found
        return found

    def views(self, slot: Slot, language: str) -> tuple[ChoiceView, ...]:
        """Return what a question offers now, in words."""
        views: list[ChoiceView] = []
        for offer in self.offers(slot):
            worded = self.wordings.worded(offer.wording, slot, language)
            views.append(
                ChoiceView(
                    offer.value,
                    worded.text or offer.value,
                    worded.image,
                    worded.language,
                    worded.is_fallback,
                    worded.audio,
                )
            )
        return tuple(views)

    def label(self, slot: Slot, value: str, language: str) -> str:
        """Return the label of a value, also of one that is no longer offered; the value when it has none."""
        wording = self._wording_of(slot, value)
        return value if wording is None else self.wordings.text(wording, slot, language) or value

    def display(self, slot: Slot, language: str) -> str:
        """Return the answer of a select in words."""
        return ", ".join(self.label(slot, value, language) for value in slot.value.split())

    def still_offered(self, slot: Slot) -> str:
        """Return a question's value without the selections that are no longer offered."""
        if self._lacks_its_list(slot.compiled):
            return slot.value
        offered = {offer.value for offer in self.offers(slot)}
        if not slot.compiled.is_multiple:
            return slot.value if slot.value in offered else ""
        return " ".join(value for value in slot.value.split() if value in offered)

    def named(self, value: str, reference: str, context: Context) -> str:
        """Answer ``jr:choice-name(value, reference)``; blank for what is no choice of that question."""
        here: Any = context.current
        node = node_named(self.form, here.compiled, reference)
        slot = _nearest(here, node) if node is not None else None
        if slot is None:
            return ""
        language = self.recalculation.surroundings.language
        wording = self._wording_of(slot, value)
        return "" if wording is None else self.wordings.text(wording, slot, language) or value

    # -- lists -------------------------------------------------------------------------------------

    def _listed(self, slot: Slot, itemset: Itemset) -> tuple[Offer, ...]:
        try:
            found = expression_at(self.form, slot.compiled, itemset.nodeset).evaluate(
                self.recalculation.context(slot)
            )
        except XPathError:
            found = []
        nodes = found if isinstance(found, list) else []
        if itemset.is_randomized:
            nodes = self._shuffled(nodes, slot, itemset)
        offers: list[Offer] = []
        for node in nodes:
            if isinstance(node, Row):
                offers.append(Offer(node.cell(itemset.value_ref), self._row_wording(node, itemset)))
            else:
                value = _below(node, itemset.value_ref)
                if value:
                    offers.append(Offer(value, self._node_wording(node, itemset)))
        return tuple(offers)

    def _shuffled(self, nodes: list[Node], slot: Slot, itemset: Itemset) -> list[Node]:
        if itemset.seed:
            context = self.recalculation.context(slot)
            try:
                text = expression_at(self.form, slot.compiled, itemset.seed).string(context)
            except XPathError:
                text = ""
            return shuffle(nodes, seed_number(text, context))
        mixed = list(nodes)
        # One order for the whole interview: a list that jumps while one reads it cannot be used.
        random.Random(f"{self.seed} {slot.ref}").shuffle(mixed)  # noqa: S311 - an order, not a secret
        return mixed

    def _row_wording(self, row: Row, itemset: Itemset) -> Wording:
        text = row.cell(itemset.label_ref)
        if itemset.label_is_itext:
            return self.form.definition.itext.get(text) or Wording({NO_LANGUAGE: (text,)} if text else {})
        return Wording({NO_LANGUAGE: (text,)} if text else {})

    def _node_wording(self, node: Node, itemset: Itemset) -> Wording:
        text = _below(node, itemset.label_ref)
        if itemset.label_is_itext:
            return self.form.definition.itext.get(text) or Wording({NO_LANGUAGE: (text,)} if text else {})
        return Wording({NO_LANGUAGE: (text,)} if text else {})

    def _lacks_its_list(self, node: CompiledNode) -> bool:
        itemset = node.definition.itemset
        table = self._table(itemset) if itemset else None
        return table is not None and table.is_missing

    def _wording_of(self, slot: Slot, value: str) -> Wording | None:
        for offer in self.offers(slot):
            if offer.value == value:
                return offer.wording
        row = self._row_of(slot.compiled, value)
        itemset = slot.compiled.definition.itemset
        return None if row is None or itemset is None else self._row_wording(row, itemset)

    def _row_of(self, node: CompiledNode, value: str) -> Row | None:
        itemset = node.definition.itemset
        table = self._table(itemset) if itemset else None
        rows = table.find((itemset.value_ref,), (value,)) if table is not None and itemset else []
        return rows[0] if rows else None

    def _table(self, itemset: Itemset) -> Table | None:
        try:
            tree = parse(itemset.nodeset)
        except XPathError:
            return None
        instance_id = tree.instance_id if isinstance(tree, LocationPath) else None
        return table_of(self.form, instance_id) if instance_id is not None else None


def _below(node: Node, ref: str) -> str:
    """Return the text of a plain path below an item."""
    here: Node | None = node
    for step in ref.split("/"):
        if here is None:
            return ""
        if step in ("", "."):
            continue
        name = step.rpartition(":")[2] if step.startswith("@") else step
        among = here.attributes() if step.startswith("@") else here.children()
        here = next((child for child in among if child.name == name), None)
    return here.text() if here is not None else ""


def _nearest(here: Any, node: CompiledNode) -> Slot | None:
    """Return the slot of ``node`` that shares most with ``here``; the first instance of other repeats."""
    top: Any = here
    chain = node.chain
    while top is not None and (getattr(top, "compiled", None) is None or top.compiled not in chain):
        top = top.parent
    if top is None:
        return None
    for step in node.path_from(top.compiled):
        kid = top.kids[step.child_index]
        if step.is_repeat:
            if not kid.instances:
                return None
            kid = kid.instances[0]
        top = kid
    return top if isinstance(top, Slot) else None


__all__ = ["Choices", "Offer", "document_of"]
