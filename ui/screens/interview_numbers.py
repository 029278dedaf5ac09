"""The numbers people say aloud (``4.2``), and which questions of a page fell away.

A question's number counts all questions of its section as the form has them, asked or not: it must
not change while one talks about it.
"""

import re
from collections.abc import Iterator, Sequence

from intake_app.forms.definition import FormDefinition, NodeDefinition
from intake_app.interview import Interview, Page

_POSITION = re.compile(r"\[\d+\]")


class QuestionNumbers:
    """The place of each question in its section, from the form alone."""

    def __init__(self, form: FormDefinition) -> None:
        self._groups = {form.root.ref: form.root}
        self._groups.update({group.ref: group for group in _groups(form.root)})
        self._places: dict[str, dict[str, int]] = {}

    def of(self, ref: str, section_key: str, section_number: int) -> str:
        """Return the number of ``ref`` in its section (numbers from 1): ``4.2``."""
        if section_key not in self._places:
            group_ref, is_loose, _rest = _POSITION.sub("", section_key).partition("#")
            group = self._groups.get(group_ref)
            asked = _asked(group, deep=not is_loose) if group else ()
            self._places[section_key] = {definition.ref: n for n, definition in enumerate(asked, 1)}
        place = self._places[section_key].get(_POSITION.sub("", ref))
        return f"{section_number}.{place}" if place else ""


def skipped_on(interview: Interview, pages: Sequence[Page], at: int) -> list[str]:
    """Return the refs of questions that would stand on page ``at`` but do not apply after other answers."""
    page = pages[at]
    group, is_loose, _rest = page.section.partition("#")
    if not page.questions:
        return []
    ends = at + 1 == len(pages) or pages[at + 1].section != page.section
    before = set(pages[at - 1].questions) if at and pages[at - 1].section == page.section else set()
    found: list[str] = []
    is_past = False
    starts, last = (f"{group}/", f"{group}["), page.questions[-1]
    for ref, is_relevant in interview.controls():
        if not ref.startswith(starts):
            continue
        if is_loose and (is_past or ref.count("/") != group.count("/") + 1):
            continue
        if ref in before:
            found.clear()
        elif not is_relevant:
            found.append(ref)
        if ref == last:
            if not ends:
                break
            is_past = True
    return found


def _groups(definition: NodeDefinition) -> Iterator[NodeDefinition]:
    for child in definition.children:
        if child.kind != "question":
            yield child
            yield from _groups(child)


def _asked(definition: NodeDefinition, *, deep: bool) -> Iterator[NodeDefinition]:
    for child in definition.children:
        if child.kind == "question":
            if child.has_control:
                yield child
        elif deep:
            yield from _asked(child, deep=True)
