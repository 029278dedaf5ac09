"""Who depends on whom: every expression of the form becomes a rule with a rank.

Ranks follow the reads, so a change runs through the form once, in order. Forms may hold circles (running
totals over a repeat read their own question); a circle keeps document order and settles by working the
rules out again until nothing moves (``recalculation.py`` bounds that).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from intake_app.forms.definition import Output, Wording
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
from intake_app.interview.resolving import make_resolver
from intake_app.interview.ways import Way, plain_way, shared_ancestor
from intake_app.xpath import (
    Call,
    Compiled,
    Expression,
    LocationPath,
    NodeTest,
    XPathError,
    calls,
    compile_expression,
    dependencies,
    parse,
)
from intake_app.xpath import Literal as XPathLiteral

_NEEDED_AT_ONCE = frozenset({RELEVANT, COUNT, CALCULATE, READONLY, REQUIRED})
_SHARED = frozenset({RELEVANT, REQUIRED, READONLY})
# Functions that look at the node they stand at, or draw anew each time.
_OF_ITS_PLACE = ("once", "random", "uuid", "choice-name", "indexed-repeat", "position", "last")
_WRITTEN_NUMBERS = frozenset({"string", "int", "decimal"})  # a number written as one of these fits
_LOADING = frozenset({"odk-instance-first-load", "odk-instance-load", "xforms-ready"})
_CHANCE = ("random(", "randomize(", "uuid(")
_SPOKEN = ("choice-name", "jr:itext")


def compile_rules(form: CompiledForm) -> None:
    """Fill a form's rules, ranks and dependents. Raises XPathError for an expression that cannot be read."""
    reads: dict[Rule, set[CompiledNode]] = {}
    for node in form.nodes:
        for kind, sources in _sources(node):
            rule = _like_rule(form, node, kind, sources[0])
            if rule is not None:
                rule.others.append(node.order)
                node.rules[kind] = rule
                continue
            compiled = expression_at(form, node, sources[0]) if kind in _NEEDED_AT_ONCE else None
            rule = Rule(node, kind, sources[0], compiled)
            node.rules[kind] = rule
            if kind == CONSTRAINT:
                node.constraint = rule
            form.rules.append(rule)
            ways = {way for source in sources for way in ways_of(form, node, source)}
            if node.is_repeat and node.parent is not None and _asks_its_number(sources[0]):
                ways.add((node.parent, node))  # instances before it may come and go
            reads[rule] = {target for _, target in ways}
            _add_dependents(rule, ways)
    _rank(form, reads)
    form.ranked = sorted(form.rules, key=lambda rule: rule.rank)
    _sort_actions(form)
    for node in form.nodes:
        _sort_dependents(node)
    form.uses_chance = any(word in source for source in _all_sources(form) for word in _CHANCE)
    form.uses_language = any(word in rule.source for rule in form.rules for word in _SPOKEN)


def _asks_its_number(source: str) -> bool:
    return "position" in source and any(
        call.name == "position" and not call.arguments for call in calls(parse(source))
    )


def _sort_dependents(node: CompiledNode) -> None:
    """Tell what only needs to be queued from the rest, and say so to the calculation that sets it off."""
    queued = [each for each in node.dependents if each.rule.is_queued_only]
    node.followers = tuple([(each.single, each.rule.kind, each.rule.rank) for each in queued])
    node.further = tuple([each for each in node.dependents if not each.rule.is_queued_only])
    calculation = node.rules.get(CALCULATE)
    if calculation is not None:
        calculation.followers, calculation.further = node.followers, node.further
        calculation.is_plain_number = (
            not node.triggers and node.constraint is None and node.data_type in _WRITTEN_NUMBERS
        )


def _like_rule(form: CompiledForm, node: CompiledNode, kind: int, source: str) -> Rule | None:
    """Return the rule of an earlier node that always has the same result; keep the first of its kind in mind.

    Long forms ask the same ``relevant`` of dozens of questions.
    """
    if kind not in _SHARED or node.repeats or node.is_repeat:
        return None
    if not _is_the_same_everywhere(source, is_outside=True):
        return None
    return form.shared.setdefault((kind, source), node).rules.get(kind)


def expression_at(form: CompiledForm, node: CompiledNode, source: str) -> Compiled:
    """Return the compiled expression as it stands at ``node``; compiled once per form."""
    is_outside = not node.repeats and not node.is_repeat
    # ``true()`` is the same everywhere, and ``/data/a = 'yes'`` is so outside repeats.
    key = (source, -1 if _is_the_same_everywhere(source, is_outside=is_outside) else node.order)
    compiled = form.expressions.get(key)
    if compiled is None:
        compiled = compile_expression(
            source, make_resolver(form, node), is_strict=False, namespaces=form.definition.namespaces
        )
        form.expressions[key] = compiled
    return compiled


@lru_cache(maxsize=8192)
def _is_the_same_everywhere(source: str, *, is_outside: bool) -> bool:
    read = dependencies(source)
    return not read or (
        is_outside
        and not any(word in source for word in _OF_ITS_PLACE)
        and all(each.path.is_absolute and not each.in_predicate for each in read)
    )


def ways_of(form: CompiledForm, base: CompiledNode, source: str) -> Iterator[Way]:
    """Yield (shared ancestor, node read) for everything ``source`` reads in the form itself."""
    try:
        found = dependencies(source)
    except XPathError:
        return
    for dependency in found:
        path = dependency.path
        if path.origin is not None and not path.is_from_current:
            continue
        way = plain_way(form, base, path)
        if way is not None and dependency.function == "indexed-repeat":
            yield _widened(form, base, way[1]), way[1]
        elif way is not None:
            yield (_widened(form, base, way[1]) if dependency.in_predicate else way[0]), way[1]
        else:
            for target in _targets(form, base, path):
                yield form.root, target
    if "choice-name" in source:
        for target in _named_in_choice_name(form, base, source):
            yield shared_ancestor(base, target), target


def texts_of(node: CompiledNode) -> Iterator[Wording]:
    """Yield every wording shown with a node."""
    definition = node.definition
    yield definition.label
    yield definition.hint
    for choice in definition.choices:
        yield choice.label


def _sources(node: CompiledNode) -> Iterator[tuple[int, list[str]]]:
    definition = node.definition
    for kind, source in (
        (RELEVANT, definition.relevant),
        (COUNT, definition.repeat_count if node.is_repeat else ""),
        (CALCULATE, definition.calculate if node.is_question else ""),
        (READONLY, "" if node.is_note else definition.readonly),
        (REQUIRED, definition.required),
        (CONSTRAINT, definition.constraint if node.is_question else ""),
    ):
        if source:
            yield kind, [source]
    if definition.itemset is not None:
        seed = [definition.itemset.seed] if definition.itemset.seed else []
        yield CHOICES, [definition.itemset.nodeset, *seed]
    shown = [source for wording in texts_of(node) for source in outputs_of(wording)]
    if shown:
        yield TEXTS, shown


def outputs_of(wording: Wording) -> list[str]:
    """Return the expressions shown inside a wording."""
    return [
        part.expression
        for text in wording.texts.values()
        if len(text) != 1 or type(text[0]) is not str
        for part in text
        if isinstance(part, Output)
    ]


def _add_dependents(rule: Rule, ways: Iterable[Way]) -> None:
    node = rule.node
    seen: set[tuple[int, int]] = set()
    for ancestor, target in ways:
        if target is node and rule.kind in (CALCULATE, CONSTRAINT) and not _reaches_others(ancestor, target):
            continue  # ``.``: the answer itself is what sets these off
        key = (target.order, ancestor.order)
        if key not in seen:
            seen.add(key)
            target.dependents.append(Dependent(rule, target.depth - ancestor.depth, node.path_from(ancestor)))


def _reaches_others(ancestor: CompiledNode, target: CompiledNode) -> bool:
    """Return whether a node reads itself in other instances (running totals), not just ``.``."""
    return any(step.is_repeat for step in target.path_from(ancestor))


def _widened(form: CompiledForm, base: CompiledNode, target: CompiledNode) -> CompiledNode:
    """Return an ancestor above every repeat the two share: the read may reach other instances."""
    shared = shared_ancestor(base, target)
    outer = (*shared.repeats, shared) if shared.is_repeat else shared.repeats
    return outer[0].parent or form.root if outer else shared


def _targets(form: CompiledForm, base: CompiledNode, path: LocationPath) -> Iterator[CompiledNode]:
    """Yield everything a path with wildcards or other axes may lead to; too many rather than too few."""
    here: set[CompiledNode | None] = {None} if path.is_absolute else {base}
    for step in path.steps:
        found: set[CompiledNode | None] = set()
        for node in here:
            if step.axis == "child":
                children = (form.root,) if node is None else node.children
                found.update(c for c in children if step.test.kind != "name" or _is_named(c.name, step.test))
            elif step.axis == "parent":
                if node is not None:
                    found.add(node.parent)
            elif step.axis == "self":
                found.add(node)
            elif step.axis != "attribute":
                found.update(form.nodes)
        here = found
    yield from (node for node in here if node is not None)


def _is_named(name: str, test: NodeTest) -> bool:
    return name == (f"{test.prefix}:{test.name}" if test.prefix else test.name)


def _named_in_choice_name(form: CompiledForm, base: CompiledNode, source: str) -> Iterator[CompiledNode]:
    waiting: list[Expression] = [parse(source)]
    while waiting:
        tree = waiting.pop()
        if isinstance(tree, Call):
            last = tree.arguments[-1] if tree.arguments else None
            if tree.name == "jr:choice-name" and isinstance(last, XPathLiteral):
                target = node_named(form, base, str(last.value))
                if target is not None:
                    yield target
            waiting.extend(tree.arguments)
        else:
            waiting.extend(
                part
                for name in ("left", "right", "operand")
                if (part := getattr(tree, name, None)) is not None
            )


def node_named(form: CompiledForm, base: CompiledNode, ref: str) -> CompiledNode | None:
    """Return the node a reference text (``/data/x``, ``../x``) names, seen from ``base``."""
    ref = ref.strip()
    if ref.startswith("/"):
        return form.by_ref.get(ref)
    node: CompiledNode | None = base
    for step in ref.split("/"):
        if node is None:
            return None
        if step == "..":
            node = node.parent
        elif step not in ("", "."):
            node = node.child(step)
    return node


def _rank(form: CompiledForm, reads: dict[Rule, set[CompiledNode]]) -> None:
    """Give every rule a rank above the rules that make what it reads (depth first, circles cut)."""
    makers = {node: _makers(node) for node in form.nodes}
    ranked: set[Rule] = set()
    rank = 0
    for first in form.rules:
        if first in ranked:
            continue
        ranked.add(first)
        waiting = [(first, iter(_before(first, reads, makers)))]
        while waiting:
            rule, before = waiting[-1]
            for earlier in before:
                if earlier not in ranked:
                    ranked.add(earlier)
                    waiting.append((earlier, iter(_before(earlier, reads, makers))))
                    break
            else:
                waiting.pop()
                rule.rank = rank
                rank += 1


def _before(
    rule: Rule, reads: dict[Rule, set[CompiledNode]], makers: dict[CompiledNode, list[Rule]]
) -> list[Rule]:
    own = [rule.node.rules[RELEVANT]] if rule.kind == CHOICES and RELEVANT in rule.node.rules else []
    return own + [maker for node in reads[rule] for maker in makers[node]]


def _makers(node: CompiledNode) -> list[Rule]:
    """Return the rules that decide what a reader sees of a node."""
    made = [node.rules[kind] for kind in (RELEVANT, COUNT, CALCULATE, CHOICES) if kind in node.rules]
    above = node.parent
    while above is not None:
        made.extend(above.rules[kind] for kind in (RELEVANT, COUNT) if kind in above.rules)
        above = above.parent
    return made


def _sort_actions(form: CompiledForm) -> None:
    for action in form.definition.actions:
        if not _LOADING.isdisjoint(action.events):
            form.first_load.append(action)
        if "odk-instance-load" in action.events:
            form.every_load.append(action)
        if "odk-new-repeat" in action.events:
            form.new_repeat.append(action)
        if "xforms-value-changed" in action.events and action.trigger in form.by_ref:
            form.by_ref[action.trigger].triggers.append(action)


def _all_sources(form: CompiledForm) -> Iterator[str]:
    for rule in form.rules:
        yield rule.source
        if rule.node.definition.itemset is not None and rule.node.definition.itemset.is_randomized:
            yield "randomize("
    yield from (action.value for action in form.definition.actions)
