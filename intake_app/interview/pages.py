"""How the living form is cut for the eye: sections, and pages of a few questions that belong together.

Top-level groups are the sections (a very long one gives way to the groups inside it); questions between
them form sections of their own. A ``field-list``
group stays one page, a repeat instance starts its own, everything else comes in pages of up to five
visible questions, fewer when the texts are long. What is not relevant or never shown folds away.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from intake_app.forms.definition import Text, Wording
from intake_app.interview.compiled import COUNT, CompiledNode
from intake_app.interview.tree import RepeatRange, Slot, walk
from intake_app.interview.views import Page, RepeatPlace, Section, Worded

if TYPE_CHECKING:
    from intake_app.interview.session import Interview

_FULL = 5.0  # weight of a page; a plain question weighs 1
_LONG_TEXT = 280  # characters; a label half as long is still a plain one
_GRID = frozenset({"table-list", "field-list"})


class Cut:
    """The chapters of one interview, kept until something else is shown, with counts of the last act."""

    def __init__(self) -> None:
        self._cuts: dict[str, list[tuple[Section, list[Slot]]]] = {}  # by language: titles differ
        self._counted: dict[str, tuple[Section, ...]] = {}
        self._progress: tuple[int, int] | None = None

    def forget(self) -> None:
        """Cut anew when asked next."""
        self._cuts.clear()

    def count_anew(self) -> None:
        """Count answers anew when asked next: somebody acted."""
        self._counted.clear()
        self._progress = None

    def progress(self, interview: "Interview") -> tuple[int, int]:
        """Return (answered, asked) over the whole interview."""
        if self._progress is None:
            self._progress = count_answers(walk(interview.root))
        return self._progress

    def sections(self, interview: "Interview") -> tuple[Section, ...]:
        """Return the chapters as they are now; empty ones are left out."""
        known = self._counted.get(interview.language)
        if known is None:
            known = self._counted[interview.language] = self._count(interview)
        return known

    def _count(self, interview: "Interview") -> tuple[Section, ...]:
        cut = self._cuts.get(interview.language)
        if cut is None:
            cut = [each for each in _Cutter(interview).sections() if each[0].pages]
            self._cuts[interview.language] = cut
        found: list[Section] = []
        for section, slots in cut:
            answered, asked = count_answers(slots)
            if (answered, asked) == (section.answered, section.asked):
                found.append(section)
            else:
                found.append(msgspec.structs.replace(section, answered=answered, asked=asked))
        return tuple(found)


def count_answers(slots: Iterable[Slot]) -> tuple[int, int]:
    """Return (answered, asked); notes and what is only read are not asked."""
    answered = asked = 0
    for slot in slots:
        if slot.relevant and slot.compiled.is_asked and not slot.readonly:
            asked += 1
            if slot.value or slot.non_answer:
                answered += 1
    return answered, asked


def is_shown(slot: Slot) -> bool:
    """Return whether a question has a place on a page now."""
    definition = slot.compiled.definition
    if not slot.relevant or not definition.has_control or "hidden" in definition.appearance:
        return False
    if slot.compiled.is_grid_title:
        return False  # it is the page's title
    return not slot.compiled.is_grid_head or any(map(_length, definition.label.texts.values()))


class _Cutter:
    """Cuts one interview."""

    def __init__(self, interview: "Interview") -> None:
        self.interview = interview
        self.language = interview.language
        self.pages: list[Page] = []
        self.run: list[Slot] = []
        self.weight = 0.0
        self.section = ""

    def sections(self) -> list[tuple[Section, list[Slot]]]:
        return self.chapters(_chapter_root(self.interview.root))

    def chapters(self, top: Slot) -> list[tuple[Section, list[Slot]]]:
        found: list[tuple[Section, list[Slot]]] = []
        loose: list[Slot] = []

        def end_loose() -> None:
            if loose:
                found.append(self.cut(f"{top.ref}#{len(found)}", top, list(loose)))
                loose.clear()

        for kid in top.kids:
            if isinstance(kid, Slot) and kid.compiled.is_question:
                loose.append(kid)
            elif isinstance(kid, Slot) and _is_a_book(kid.compiled):
                end_loose()
                found.extend(self.chapters(kid))
            elif _has_something(kid):
                end_loose()
                found.append(self.cut(kid.ref, kid, [kid]))
        end_loose()
        return found

    def cut(
        self, key: str, of: Slot | RepeatRange, kids: list[Slot] | list[Slot | RepeatRange]
    ) -> tuple[Section, list[Slot]]:
        self.section = key
        self.pages = []
        group = of if isinstance(of, Slot) else of.parent
        for kid in kids:
            self.lay(kid, group, None)
        self.flush(group, None)
        asked = [slot for kid in kids for slot in _below(kid) if slot.compiled.is_asked]
        title = self.title(of) if of.compiled.parent is not None else self.form_title()
        return Section(key, of.ref, title, *count_answers(asked), tuple(self.pages)), asked

    def lay(self, kid: Slot | RepeatRange, group: Slot, repeat: RepeatPlace | None) -> None:
        if isinstance(kid, RepeatRange):
            self.flush(group, repeat)
            self.lay_repeat(kid)
        elif not kid.relevant:
            return
        elif kid.compiled.is_question:
            self.lay_question(kid, group, repeat)
        elif _GRID & set(kid.compiled.definition.appearance):
            self.flush(group, repeat)
            self.lay_field_list(kid, repeat)
        else:
            self.lay_group(kid, group, repeat)

    def lay_question(self, slot: Slot, group: Slot, repeat: RepeatPlace | None) -> None:
        if not is_shown(slot):
            return
        weight = self.weigh(slot)
        if self.run and self.weight + weight > _FULL:
            self.flush(group, repeat)
        self.run.append(slot)
        self.weight += weight

    def lay_group(self, slot: Slot, group: Slot, repeat: RepeatPlace | None) -> None:
        """Keep a group together: it joins the page at hand only when all of it fits."""
        weight = sum(self.weigh(each) for each in walk(slot) if each.compiled.is_question and is_shown(each))
        starts_anew = bool(self.run) and self.weight + weight > _FULL
        if starts_anew:
            self.flush(group, repeat)
        inner = slot if slot.compiled.definition.label.texts else group
        for kid in slot.kids:
            self.lay(kid, inner, repeat)
        if starts_anew or self.weight >= _FULL or inner is slot:
            self.flush(inner, repeat)

    def lay_field_list(self, slot: Slot, repeat: RepeatPlace | None) -> None:
        ranges: list[RepeatRange] = []
        self.run = [each for each in _together(slot, ranges) if is_shown(each)]
        self.flush(slot, repeat, is_field_list=True)
        for place in ranges:
            self.lay_repeat(place)

    def lay_repeat(self, place: RepeatRange) -> None:
        if not place.parent.relevant or (not place.relevant and not place.instances):
            return
        counted = COUNT in place.compiled.rules
        fixed = counted or place.compiled.definition.no_add_remove
        count = len(place.instances)
        if not count and place.relevant and not fixed:
            nothing = RepeatPlace(place.ref, "", 0, 0, can_add=True, can_remove=False)
            self.add(Page(f"{place.ref}[0]", place.ref, self.title(place), (), self.section, nothing))
        for instance in place.instances:
            if not instance.relevant:
                continue
            where = RepeatPlace(
                place.ref, instance.ref, instance.position, count, can_add=not fixed, can_remove=not fixed
            )
            before = len(self.pages)
            if _GRID & set(place.compiled.definition.appearance):
                self.lay_field_list(instance, where)
            else:
                for kid in instance.kids:
                    self.lay(kid, instance, where)
                self.flush(instance, where)
            if len(self.pages) == before and not fixed:
                self.add(Page(instance.ref, instance.ref, self.title(instance), (), self.section, where))

    def flush(self, group: Slot, repeat: RepeatPlace | None, *, is_field_list: bool = False) -> None:
        if self.run:
            refs = tuple(slot.ref for slot in self.run)
            key = f"{group.ref}#{refs[0].rpartition('/')[2]}"
            self.add(
                Page(
                    key, group.ref, self.title(group), refs, self.section, repeat, is_field_list=is_field_list
                )
            )
        self.run = []
        self.weight = 0.0

    def add(self, page: Page) -> None:
        self.pages.append(page)

    def weigh(self, slot: Slot) -> float:
        node = slot.compiled
        if not node.weight:
            longest = max(map(_length, node.definition.label.texts.values()), default=0)
            node.weight = (1.0 if node.is_asked else 0.6) + max(0.0, longest / _LONG_TEXT - 0.5)
        return node.weight

    def title(self, of: Slot | RepeatRange) -> Worded:
        """Return the label of the innermost labelled group around; the form's title at the top."""
        here: Slot | RepeatRange = of
        while True:
            label = _heading(here.compiled)
            if label.texts:
                at = here if isinstance(here, Slot) else here.parent
                return self.interview.wordings.worded(label, at, self.language, isolates=True)
            if not isinstance(here.parent, Slot):
                return self.form_title()
            here = here.parent

    def form_title(self) -> Worded:
        return Worded(self.interview.form.title, self.language)


def _heading(node: CompiledNode) -> Wording:
    """Return a group's label, or the title the converter moved from it into its grid."""
    first = node.children[0] if node.children else node
    if not node.definition.label.texts and first.is_grid_title:
        return first.definition.label
    return node.definition.label


def _length(text: Text) -> int:
    first = text[0] if len(text) == 1 else ""
    return len(first) if type(first) is str and first else sum(len(p) for p in text if isinstance(p, str))


def _chapter_root(root: Slot) -> Slot:
    """Return the group whose children are the chapters: one that wraps the whole form does not count."""
    while True:
        shown = [kid for kid in root.kids if _has_control_below(kid.compiled)]
        only = shown[0] if len(shown) == 1 else None
        if not isinstance(only, Slot) or not only.compiled.is_group:
            return root
        if _GRID & set(only.compiled.definition.appearance):
            return root
        if sum(1 for kid in only.kids if kid.compiled.is_group or kid.compiled.is_repeat) < 2:
            return root
        root = only


def _is_a_book(node: CompiledNode) -> bool:
    """Return whether a group is too long for one chapter and holds labelled groups that can be chapters."""
    if _GRID & set(node.definition.appearance):
        return False
    inner = sum(1 for kid in node.children if not kid.is_question and kid.definition.label.texts)
    return inner >= 4 and sum(1 for each in node.walk() if each.is_asked) > 40


def _has_control_below(node: CompiledNode) -> bool:
    return any(each.definition.has_control for each in node.walk() if each.is_question)


def _has_something(kid: Slot | RepeatRange) -> bool:
    return _has_control_below(kid.compiled)


def _below(kid: Slot | RepeatRange) -> list[Slot]:
    if isinstance(kid, Slot):
        return list(walk(kid))
    return [slot for instance in kid.instances for slot in walk(instance)]


def _together(slot: Slot, ranges: list[RepeatRange]) -> list[Slot]:
    """Return the questions of a field-list group; repeats in it are collected for pages of their own."""
    found: list[Slot] = []
    for kid in slot.kids:
        if isinstance(kid, RepeatRange):
            ranges.append(kid)
        elif kid.compiled.is_question:
            found.append(kid)
        else:
            found.extend(_together(kid, ranges))
    return found
