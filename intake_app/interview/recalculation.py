"""What follows from an answer: only the rules that depend on it are worked out again, in rank order.

``settle`` leaves nothing waiting: relevance with everything inherited, calculations, repeat counts,
choices that are no longer offered, validity, and the ``setvalue`` actions that changes set off. While an
act is taken back (``is_restoring``) values stay as they were kept and only their consequences are shown.
"""

import datetime
import math
from collections.abc import Callable, Iterable
from heapq import heappop, heappush
from operator import attrgetter
from typing import Any

from intake_app.forms.definition import NodeDefinition, SetValue
from intake_app.interview.compiled import (
    CALCULATE,
    CHOICES,
    CONSTRAINT,
    COUNT,
    READONLY,
    RELEVANT,
    REQUIRED,
    TEXTS,
    CompiledForm,
    CompiledNode,
    Dependent,
    Rule,
)
from intake_app.interview.graph import expression_at
from intake_app.interview.surroundings import Surroundings
from intake_app.interview.tree import RepeatRange, Slot, grow, walk
from intake_app.interview.values import fits, written
from intake_app.records.partial_date import PartialDate
from intake_app.xpath import Context, XPathError, to_string

_MOST_INSTANCES = 2_000  # of one repeat
_MOST_TOGETHER = 20_000  # of all repeats, where counts make them
_MOST_ACTIONS = 10_000
_REMOVED = -1

Held = str | tuple[str, str, PartialDate | None]  # a value; with its non-answer and date as told, if any
Undo = tuple[Any, ...]  # a call that takes one step back, and what it is called with
Act = tuple[dict[Slot, Held], list[Undo]]  # what takes an act back: values first, then the rest from the end


class Recalculation:
    """The worklist of one interview."""

    def __init__(self, form: CompiledForm, surroundings: Surroundings, timezone: datetime.tzinfo) -> None:
        self.form = form
        self.surroundings = surroundings
        self.timezone = timezone
        self.is_restoring = False
        self.is_loading = False  # the interview is being begun: no change events yet
        self.still_offered: Callable[[Slot], str]  # set by the choices
        self.forget_choices: Callable[[Slot], None]  # set by the choices
        self.take_action: Callable[[SetValue, Slot], None]  # set by the actions
        self.standing = 0  # repeat instances in the whole interview
        self.new_instances: list[Slot] = []  # waiting for their odk-new-repeat event
        self._ranks: list[int] = []  # a heap: ranks of the rules that wait
        self._waiting: dict[int, list[Any]] = {}  # by rank: where, for rules that have several slots
        self._context = Context(None, surroundings)  # of the rule being worked out
        self._work = {
            RELEVANT: self._judge_relevance,
            COUNT: self._recount,
            CALCULATE: self._calculate,
            CHOICES: self._offer_anew,
            READONLY: self._judge_readonly,
            REQUIRED: self._judge_required,
            CONSTRAINT: self._judge_answer,
        }
        self._actions: list[tuple[SetValue, Slot]] = []
        self.start()

    def start(self) -> None:
        """Begin a new act: nothing touched, nothing to take back."""
        self.before: dict[Slot, Held] = {}  # questions that hold something else now, and what they held
        self.touched: dict[Slot | RepeatRange, None] = {}  # what is new in another way
        self.cleared: list[Slot] = []
        self.has_new_structure = False
        self.has_new_shape = False  # what is shown, or a text around it, is another
        self.journal: list[Undo] = []  # what can be taken back beside values

    def changed(self) -> list[Slot | RepeatRange]:
        """Return everything the act changed that is still there, in document order."""
        before = self.before
        found = [*before, *[each for each in self.touched if each not in before]]
        if self.has_new_structure:
            found = [each for each in found if each.pending != _REMOVED]
        if len(found) > 1:
            found.sort(key=_DOCUMENT_ORDER)
        return found

    def take_back(self, act: Act) -> None:
        """Set values back and undo the rest. What follows from them is shown anew, no value is."""
        before, journal = act
        self.is_restoring = True
        for slot, held in before.items():
            if isinstance(held, str):
                self.set_value(slot, held)
            else:
                self.set_value(slot, *held)
        for undo, *given in reversed(journal):
            undo(*given)
        self.settle()
        self.is_restoring = False

    # -- acts --------------------------------------------------------------------------------------

    def set_value(
        self, slot: Slot, value: str, non_answer: str = "", told: PartialDate | None = None
    ) -> None:
        """Give a question a value and let everything that reads it wait for its turn."""
        before, reason, earlier = slot.value, slot.non_answer, slot.told
        if before == value and reason == non_answer and earlier == told:
            return
        if slot not in self.before:
            self.before[slot] = (before, reason, earlier) if reason or earlier is not None else before
        slot.value = value
        slot.non_answer = non_answer
        slot.told = told
        node = slot.compiled
        if before != value:
            self.schedule_dependents(slot)
            if node.triggers and not self.is_loading and not self.is_restoring:
                self._actions.extend((action, slot) for action in node.triggers)
        if node.constraint is not None and self._ranks:
            self._push(slot, node.constraint)
        else:
            self.check(slot, node.constraint)  # nothing waits that it could read

    def add_instance(
        self,
        place: RepeatRange,
        index: int | None = None,
        grown: Slot | None = None,
        written: tuple[NodeDefinition, ...] = (),
    ) -> Slot:
        """Add a repeat instance (a fresh one, or ``grown`` brought back) and schedule what follows.

        ``written``: its nodes as the form wrote them down, for an instance that stands there from the start.
        """
        index = len(place.instances) if index is None else index
        if not written:
            definition = place.compiled.definition
            written = written_down(definition, index) if self.is_loading else definition.children
        slot = grown or grow_instance(place, written)
        place.instances.insert(index, slot)
        self.standing += 1 if grown is None else _instances_in(grown)
        place.number()
        self.touched[slot] = None
        self.has_new_structure = True
        self.journal.append((self.remove_instance, place, slot))
        for each in walk(slot):
            each.pending = 0
        self._inherit(slot)
        self._inherit_readonly(slot)
        self.schedule_below(slot)
        self._schedule_structure(place)
        if grown is None:
            self._grow_inner(slot, written)
            if not self.is_loading and not self.is_restoring:
                self.new_instances.append(slot)
        return slot

    def remove_instance(self, place: RepeatRange, slot: Slot) -> None:
        """Take a repeat instance away; whatever counted it waits for its turn."""
        index = place.instances.index(slot)
        self.journal.append((self.add_instance, place, index, slot))
        place.instances.remove(slot)
        self.standing -= _instances_in(slot)
        for each in walk(slot):
            each.pending = _REMOVED
            self.touched.pop(each, None)
        place.number()
        self.has_new_structure = True
        self._schedule_structure(place)

    def grow_all(self, slot: Slot) -> None:
        """Give every repeat below ``slot`` the instances a fresh form has."""
        self._grow_inner(slot, slot.compiled.definition.children)

    def _grow_inner(self, slot: Slot, definitions: tuple[NodeDefinition, ...]) -> None:
        by_name = {definition.name: definition for definition in definitions}
        for kid in slot.kids:
            definition = by_name.get(kid.name, kid.compiled.definition)
            if isinstance(kid, Slot):
                self._grow_inner(kid, definition.children)
            elif COUNT not in kid.compiled.rules:
                while len(kid.instances) < definition.initial_count:
                    self.add_instance(kid, written=written_down(definition, len(kid.instances)))

    # -- scheduling --------------------------------------------------------------------------------

    def schedule_below(self, slot: Slot) -> None:
        """Let every rule of a slot and of everything below it wait for its turn."""
        for rule in slot.compiled.rules.values():
            if rule.kind != COUNT:
                self._push(slot, rule)
        for kid in slot.kids:
            if isinstance(kid, Slot):
                self.schedule_below(kid)
            else:
                self._schedule_range(kid)
                for instance in kid.instances:
                    self.schedule_below(instance)

    def schedule_dependents(self, slot: Slot | RepeatRange) -> None:
        """Let everything that reads this node wait for its turn."""
        node = slot.compiled
        singles, ranks = self.surroundings.singles, self._ranks
        for order, kind, rank in node.followers:
            target: Any = singles[order]
            if not target.pending & kind:
                target.pending |= kind
                heappush(ranks, rank)
        if node.further:
            self._schedule_further(slot, node.further)

    def _schedule_further(self, slot: Slot | RepeatRange, further: tuple[Dependent, ...]) -> None:
        singles = self.surroundings.singles
        for dependent in further:
            if dependent.single >= 0:
                self._push(singles[dependent.single], dependent.rule)  # type: ignore[arg-type]
                continue
            ancestor: Any = slot
            for _ in range(dependent.ups):
                ancestor = ancestor.parent
            self._schedule_from(ancestor, dependent)

    def _schedule_from(self, ancestor: Any, dependent: Dependent) -> None:
        rule = dependent.rule
        if isinstance(ancestor, RepeatRange) and (dependent.path or not rule.node.is_repeat):
            for instance in ancestor.instances:  # the places in a repeat have changed
                self._schedule_from(instance, dependent)
            return
        if dependent.is_plain:
            for step in dependent.path:
                ancestor = ancestor.kids[step.child_index]
            self._push(ancestor, rule)
            return
        for target in _reached(ancestor, dependent.path, rule.kind):
            self._push(target, rule)

    def _schedule_range(self, place: RepeatRange) -> None:
        for kind in (RELEVANT, COUNT):
            rule = place.compiled.rules.get(kind)
            if rule is not None:
                self._push(place, rule)

    def _schedule_structure(self, place: RepeatRange) -> None:
        """Everything outside the instances that reads them, or reads a place among them."""
        self.touched[place] = None
        self.schedule_dependents(place)
        depth = place.compiled.depth
        for node in place.compiled.walk():
            for dependent in node.dependents:
                above = node.depth - dependent.ups
                if above < depth and node is not place.compiled:
                    ancestor: Any = place.parent
                    for _ in range(depth - 1 - above):
                        ancestor = ancestor.parent
                    self._schedule_from(ancestor, dependent)

    def _push(self, slot: Slot | RepeatRange, rule: Rule) -> None:
        if rule.others:
            first = self.surroundings.singles[rule.single]
            assert first is not None
            slot = first
        if slot.pending & rule.kind:
            return
        if rule.kind == TEXTS:
            self.touched[slot] = None
            self.has_new_shape = self.has_new_shape or not slot.compiled.is_question
            return
        if rule.kind == CHOICES and isinstance(slot, Slot):
            self.forget_choices(slot)
        slot.pending |= rule.kind
        if rule.single < 0:
            there = self._waiting.get(rule.rank)
            if there is not None:
                there.append(slot)
                return
            self._waiting[rule.rank] = [slot]
        heappush(self._ranks, rule.rank)

    # -- working out -------------------------------------------------------------------------------

    def settle(self) -> None:
        """Work out everything that waits. A circle that never settles is left where it stands."""
        if not (self._ranks or self.new_instances or self._actions):
            return
        ranks, waiting, work = self._ranks, self._waiting, self._work
        rules, singles = self.form.ranked, self.surroundings.singles
        budget = 50_000 + 20 * len(ranks) + 100 * len(rules)
        actions = 0
        while True:
            while ranks and budget > 0:
                rule = rules[heappop(ranks)]
                kind = rule.kind
                if rule.single >= 0:
                    slot: Any = singles[rule.single]
                    slot.pending &= ~kind
                    work[kind](rule, slot)
                    budget -= 1
                    continue
                for slot in waiting.pop(rule.rank):
                    if slot.pending != _REMOVED:
                        slot.pending &= ~kind
                        work[kind](rule, slot)
                        budget -= 1
            if budget <= 0:
                self._drop_waiting()
            if self.new_instances:
                instance = self.new_instances.pop(0)
                if instance.pending != _REMOVED:
                    self._fire_new_repeat(instance)
            elif self._actions and actions < _MOST_ACTIONS:
                actions += 1
                action, source = self._actions.pop(0)
                self.take_action(action, source)
            else:
                self._actions.clear()
                return

    def _fire_new_repeat(self, instance: Slot) -> None:
        for action in self.form.new_repeat:
            target = self.form.by_ref.get(action.target)
            if target is not None and instance.compiled in (*target.repeats, target):
                self.take_action(action, instance)

    def _drop_waiting(self) -> None:
        for rank in self._ranks:
            rule = self.form.ranked[rank]
            there = [self.surroundings.singles[rule.single]] if rule.single >= 0 else self._waiting.pop(rank)
            for slot in there:
                if slot is not None and slot.pending != _REMOVED:
                    slot.pending &= ~rule.kind
        self._ranks.clear()

    def _judge_relevance(self, rule: Rule, slot: Any) -> None:
        own = self._holds(rule, slot, otherwise=True)
        for each in self._places(rule, slot):
            if own != each.own_relevant:
                each.own_relevant = own
                self._inherit(each)

    def _judge_required(self, rule: Rule, slot: Any) -> None:
        required = self._holds(rule, slot, otherwise=False)
        for each in self._places(rule, slot):
            if required != each.required:
                each.required = required
                self.touched[each] = None

    def _judge_readonly(self, rule: Rule, slot: Any) -> None:
        readonly = self._holds(rule, slot, otherwise=False)
        for each in self._places(rule, slot):
            each.own_readonly = readonly
            self._inherit_readonly(each)

    def _places(self, rule: Rule, slot: Any) -> list[Any]:
        """Return where a rule holds: at its slot, and at the others that share it."""
        if not rule.others:
            return [slot]
        singles = self.surroundings.singles
        return [slot, *[singles[order] for order in rule.others]]

    def _judge_answer(self, rule: Rule, slot: Any) -> None:
        self.check(slot, rule)

    def _offer_anew(self, _rule: Rule, slot: Any) -> None:
        self.touched[slot] = None
        self.drop_unoffered(slot)

    def _holds(self, rule: Rule, slot: Any, *, otherwise: bool) -> bool:
        compiled = rule.compiled
        context = self._context
        context.node = context.current = slot
        if rule.node.is_repeat:  # an instance stands among its like, so that a bare position() is its number
            context.position = slot.position if isinstance(slot, Slot) else 1
        try:
            if compiled is None:
                compiled = rule.compiled = expression_at(self.form, rule.node, rule.source)
            return compiled.boolean(context)
        except XPathError:
            return otherwise  # the form's check has named the expression; the interview goes on
        finally:
            context.position = 1

    def _calculate(self, rule: Rule, slot: Any) -> None:
        if self.is_restoring:
            return
        assert rule.evaluate is not None
        context = self._context
        context.node = context.current = slot
        try:
            found = rule.evaluate(context)
        except XPathError:
            found = ""
        if not (rule.is_plain_number and type(found) is float and -rule.most < found < rule.most):
            value = written(found, slot.compiled.data_type, self.timezone)
            if value != slot.value or slot.non_answer:
                self.set_value(slot, value)
            return
        # The usual case by far: a number that sets nothing off but what reads it, and always fits.
        if not rule.is_whole:
            value = to_string(found)
        else:
            value = "%d" % found  # noqa: UP031 - a fifth quicker than str(int(found)), thousands of times
            found = found if found.is_integer() else float(value)
        before = slot.value
        if slot.non_answer or slot.told is not None or value == before:
            if value != before or slot.non_answer:
                self.set_value(slot, value)
            return
        if slot not in self.before:
            self.before[slot] = before
        slot.value = slot.numbered = value
        slot.number_read = found
        slot.valid = True
        singles, ranks = self.surroundings.singles, self._ranks
        for order, kind, rank in rule.followers:  # as ``schedule_dependents``, without a call
            target: Any = singles[order]
            if not target.pending & kind:
                target.pending |= kind
                heappush(ranks, rank)
        if rule.further:
            self._schedule_further(slot, rule.further)

    def check(self, slot: Slot, rule: Rule | None) -> None:
        """Work out whether a question's value fits its type and its constraint; a blank always does."""
        valid = True
        if slot.value:
            valid = fits(slot.value, slot.compiled.data_type)
            if valid and rule is not None and slot.relevant:
                valid = self._holds(rule, slot, otherwise=True)
        if valid != slot.valid:
            slot.valid = valid
            self.touched[slot] = None

    def would_fit(self, slot: Slot, value: str) -> bool:
        """Return whether a value would fit a question; nothing is changed."""
        before = slot.value
        rule = slot.compiled.rules.get(CONSTRAINT)
        slot.value = value
        try:
            fit = not value or fits(value, slot.compiled.data_type)
            return fit and (not value or rule is None or self._holds(rule, slot, otherwise=True))
        finally:
            slot.value = before

    def _inherit(self, slot: Slot | RepeatRange) -> None:
        """Pass relevance on to everything below."""
        relevant = slot.parent.relevant and slot.own_relevant
        if relevant == slot.relevant:
            return
        slot.relevant = relevant
        self.touched[slot] = None
        self.has_new_shape = True
        self.schedule_dependents(slot)
        if isinstance(slot, RepeatRange):
            return
        if slot.range is not None:
            self.schedule_dependents(slot.range)
        if slot.compiled.constraint is not None and slot.value:
            self._push(slot, slot.compiled.constraint)
        if relevant and CHOICES in slot.compiled.rules:
            self._push(slot, slot.compiled.rules[CHOICES])
        for kid in slot.kids:
            self._inherit(kid)
            if isinstance(kid, RepeatRange):
                for instance in kid.instances:
                    self._inherit(instance)

    def _inherit_readonly(self, slot: Slot) -> None:
        readonly = slot.parent.readonly or slot.own_readonly or slot.compiled.is_note
        if readonly == slot.readonly:
            return
        slot.readonly = readonly
        self.touched[slot] = None
        for kid in slot.kids:
            for each in [kid] if isinstance(kid, Slot) else kid.instances:
                self._inherit_readonly(each)

    def drop_unoffered(self, slot: Slot) -> None:
        """Clear what is selected but not (or no longer) on offer."""
        if self.is_restoring or not slot.value or not slot.relevant:
            return
        kept = self.still_offered(slot)
        if kept != slot.value:
            self.set_value(slot, kept)
            self.cleared.append(slot)

    def _recount(self, rule: Rule, place: Any) -> None:
        if self.is_restoring:
            return
        assert rule.compiled is not None
        try:
            number = rule.compiled.number(Context(place, self.surroundings))
        except XPathError:
            return
        if math.isnan(number):
            return  # while the number is being typed anew, nobody in the list is lost
        room = max(0, _MOST_TOGETHER - self.standing)
        wanted = int(min(max(number, 0), _MOST_INSTANCES, len(place.instances) + room))
        while len(place.instances) > wanted:
            self.remove_instance(place, place.instances[-1])
        definition = place.compiled.definition
        while len(place.instances) < wanted:
            self.add_instance(place, written=written_down(definition, len(place.instances)))

    # -- expressions outside rules -----------------------------------------------------------------

    def context(self, slot: Slot | RepeatRange) -> Context:
        """Return the context of an expression that stands at ``slot``."""
        return Context(slot, self.surroundings)

    def work_out_at(self, slot: Slot, source: str, data_type: str) -> str:
        """Return the written result of an expression at ``slot``; blank when it cannot be worked out."""
        try:
            found = expression_at(self.form, slot.compiled, source).evaluate(self.context(slot))
        except XPathError:
            return ""
        return written(found, data_type, self.timezone)


_DOCUMENT_ORDER = attrgetter("compiled.order")


def _instances_in(slot: Slot) -> int:
    return sum(1 for each in walk(slot) if each.range is not None)


def written_down(definition: NodeDefinition, index: int) -> tuple[NodeDefinition, ...]:
    """Return what the form wrote down for an instance of a repeat that stands there from the start."""
    return definition.initial[index] if index < len(definition.initial) else definition.children


def grow_instance(place: RepeatRange, definitions: tuple[NodeDefinition, ...]) -> Slot:
    """Return a fresh instance with the defaults of ``definitions``."""
    slot = grow(place.compiled, place.parent)
    slot.range = place
    if definitions is not place.compiled.definition.children:
        _apply_defaults(slot, definitions)
    return slot


def _apply_defaults(slot: Slot, definitions: Iterable[NodeDefinition]) -> None:
    by_name = {definition.name: definition for definition in definitions}
    for kid in slot.kids:
        definition = by_name.get(kid.name)
        if isinstance(kid, Slot) and definition is not None:
            kid.value = definition.default
            _apply_defaults(kid, definition.children)


def _reached(start: Any, path: tuple[CompiledNode, ...], kind: int) -> list[Any]:
    """Return the slots of a rule's node below ``start``; a repeat's own rules also see it as a whole."""
    if not path:
        return [start]
    found = [start]
    for step in path[:-1]:
        index = step.child_index
        if step.is_repeat:
            found = [instance for slot in found for instance in slot.kids[index].instances]
        else:
            found = [slot.kids[index] for slot in found]
    last = [slot.kids[path[-1].child_index] for slot in found]
    if not path[-1].is_repeat or kind == COUNT:
        return last
    instances = [instance for place in last for instance in place.instances]
    return [*last, *instances] if kind == RELEVANT else instances
