"""The living tree: one slot per node of the form, one list of instances per repeat.

Slots implement the node protocol of ``intake_app.xpath``, so expressions read them directly. A node
that is not relevant keeps its value but reads as blank, and node sets leave it out.
"""

import datetime
import re
from collections.abc import Iterator
from typing import Union

from intake_app.interview.compiled import CompiledForm, CompiledNode
from intake_app.interview.errors import UnknownPlace
from intake_app.records.partial_date import PartialDate
from intake_app.xpath.values import NAN, number_of_text


class Slot:
    """One question, group or repeat instance of one interview."""

    __slots__ = (
        "_ref", "compiled", "kids", "name", "non_answer", "number_read", "numbered", "own_readonly",
        "own_relevant", "parent", "pending", "position", "range", "readonly", "relevant",
        "required", "told", "valid", "value",
    )  # fmt: skip

    def __init__(self, compiled: CompiledNode, parent: Union["Slot", "Document"]) -> None:
        self.compiled = compiled
        self.name = compiled.name
        self.parent: Slot | Document = parent
        self.kids: list[Slot | RepeatRange] = []
        self.value = ""
        self.non_answer = ""
        self.told: PartialDate | None = None  # a date as it was told; ``value`` is the day to reckon with
        self.relevant = True  # with everything inherited
        self.own_relevant = True
        self.required = False
        self.readonly = False  # with everything inherited
        self.own_readonly = False
        self.valid = True
        self.pending = 0  # bit mask of rule kinds waiting to be worked out
        self.position = 0  # 1-based, of a repeat instance
        self.range: RepeatRange | None = None  # of a repeat instance
        self._ref = ""
        self.number_read = NAN
        self.numbered = ""  # the value that number is of

    @property
    def ref(self) -> str:
        """Positioned reference."""
        if not self._ref:
            own = f"{self.parent.ref}/{self.name}"
            self._ref = f"{own}[{self.position}]" if self.range is not None else own
        return self._ref

    def forget_refs(self) -> None:
        """Drop remembered references after positions changed."""
        self._ref = ""
        for kid in self.kids:
            if isinstance(kid, Slot):
                kid.forget_refs()
            else:
                for instance in kid.instances:
                    instance.forget_refs()

    def text(self) -> str:
        """Return the string value; blank where not relevant."""
        if not self.relevant:
            return ""
        if not self.compiled.children:
            return self.value
        return "".join(child.text() for child in self.children())

    def number(self, timezone: datetime.tzinfo) -> float:
        """Return a question's value as a number, relevant or not; each value is read once."""
        value = self.value
        if value is not self.numbered:
            self.number_read = number_of_text(value, timezone) if value else NAN
            self.numbered = value
        return self.number_read

    def children(self) -> "list[Slot]":
        """Return relevant element children in document order, repeats spelled out."""
        found: list[Slot] = []
        for kid in self.kids:
            if isinstance(kid, Slot):
                if kid.relevant:
                    found.append(kid)
            else:
                found.extend(instance for instance in kid.instances if instance.relevant)
        return found

    def attributes(self) -> "tuple[Slot, ...]":
        """Return none: answers live in elements."""
        return ()


class RepeatRange:
    """The place of a repeat in its parent, with its instances. Its own rules see it as an empty node."""

    __slots__ = ("compiled", "instances", "name", "own_relevant", "parent", "pending", "relevant")

    def __init__(self, compiled: CompiledNode, parent: Slot) -> None:
        self.compiled = compiled
        self.name = compiled.name
        self.parent = parent
        self.instances: list[Slot] = []
        self.relevant = True
        self.own_relevant = True
        self.pending = 0

    @property
    def ref(self) -> str:
        """Reference without a position of its own."""
        return f"{self.parent.ref}/{self.name}"

    def text(self) -> str:
        """Return blank."""
        return ""

    def children(self) -> tuple[Slot, ...]:
        """Return none: rules of the repeat as a whole do not stand in an instance."""
        return ()

    def attributes(self) -> tuple[Slot, ...]:
        """Return none."""
        return ()

    def number(self) -> None:
        """Give every instance its position."""
        for position, instance in enumerate(self.instances, 1):
            if instance.position != position:
                instance.position = position
                instance.forget_refs()


class Document:
    """The document node above the form's root element."""

    __slots__ = ("name", "parent", "root")

    def __init__(self) -> None:
        self.name = ""
        self.parent = None
        self.root: Slot | None = None

    ref = ""
    relevant = True
    readonly = False

    def text(self) -> str:
        """Return the text of the whole form."""
        return self.root.text() if self.root else ""

    def children(self) -> list[Slot]:
        """Return the root element."""
        return [self.root] if self.root else []

    def attributes(self) -> tuple[Slot, ...]:
        """Return none."""
        return ()


def grow(compiled: CompiledNode, parent: Slot | Document) -> Slot:
    """Make the slot of a node and everything below it, with literal defaults; repeats start empty."""
    slot = Slot(compiled, parent)
    slot.value = compiled.default
    slot.readonly = compiled.is_note
    for child in compiled.children:
        if child.is_repeat:
            slot.kids.append(RepeatRange(child, slot))
        else:
            slot.kids.append(grow(child, slot))
    return slot


def grow_document(form: CompiledForm) -> tuple[Document, list[Slot | RepeatRange | None]]:
    """Make a fresh tree, and the list of its nodes outside repeats by ``compiled.order``."""
    document = Document()
    document.root = grow(form.root, document)
    return document, index_singles(form, document.root)


def index_singles(form: CompiledForm, root: Slot) -> list[Slot | RepeatRange | None]:
    """Return the nodes outside repeats (and the ranges of outer repeats) by ``compiled.order``."""
    singles: list[Slot | RepeatRange | None] = [None] * len(form.nodes)
    waiting: list[Slot] = [root]
    while waiting:
        slot = waiting.pop()
        singles[slot.compiled.order] = slot
        for kid in slot.kids:
            if isinstance(kid, Slot):
                waiting.append(kid)
            else:
                singles[kid.compiled.order] = kid
    return singles


def walk(slot: Slot) -> Iterator[Slot]:
    """Yield a slot and everything below it in document order."""
    yield slot
    for kid in slot.kids:
        if isinstance(kid, Slot):
            yield from walk(kid)
        else:
            for instance in kid.instances:
                yield from walk(instance)


def slots_of(start: Slot, path: tuple[CompiledNode, ...]) -> list[Slot]:
    """Return every slot reached from ``start`` down ``path``, through all instances of repeats on it."""
    found = [start]
    for step in path:
        index = step.child_index
        if step.is_repeat:
            found = [instance for slot in found for instance in slot.kids[index].instances]  # type: ignore[union-attr]
        else:
            found = [slot.kids[index] for slot in found]  # type: ignore[misc]
    return found


def find_place(root: Slot, ref: str) -> Slot | RepeatRange:
    """Return the place of a positioned reference; a repeat without a position is its first instance on the
    way, and the repeat as a whole at the end. Raises UnknownPlace.
    """
    steps = ref.strip().strip("/").split("/")
    name, _ = _step(steps[0])
    if name != root.name or not ref.strip().startswith("/"):
        raise UnknownPlace(ref=ref)
    here: Slot = root
    for place, step in enumerate(steps[1:], 2):
        name, position = _step(step)
        node = here.compiled.child(name)
        if node is None:
            raise UnknownPlace(ref=ref)
        kid = here.kids[node.child_index]
        if isinstance(kid, RepeatRange):
            if position is None and place == len(steps):
                return kid
            index = 0 if position is None else position - 1
            if not 0 <= index < len(kid.instances):
                raise UnknownPlace(ref=ref)
            here = kid.instances[index]
        elif position not in (None, 1):
            raise UnknownPlace(ref=ref)
        else:
            here = kid
    return here


def _step(text: str) -> tuple[str, int | None]:
    """Return the name of a step and its position, None without one; ``[position()=2]`` is ``[2]``, any other
    predicate leads nowhere.
    """
    found = _STEP.fullmatch(text)
    if found is None:
        return "", None
    return found["name"], int(found["place"]) if found["place"] else None


_STEP = re.compile(r"(?P<name>[^\[\]]*)(?:\[\s*(?:position\(\)\s*=\s*)?(?P<place>[0-9]{1,9})\s*\])?")
