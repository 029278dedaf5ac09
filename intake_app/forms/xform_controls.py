"""The body of an XForm: which node has which control, label, hint, choices and appearance.

The body is read into a flat table by reference, because the tree that counts is that of the primary
instance: groups without a reference only arrange and have no answer.
"""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from intake_app.forms.definition import Choice, Itemset, SetValue, Wording
from intake_app.forms.references import absolute
from intake_app.forms.xform_actions import read_action
from intake_app.forms.xform_texts import Texts
from intake_app.forms.xml_reading import JAVAROSA, local

QUESTIONS = frozenset(
    {"input", "select1", "select", "rank", "range", "trigger", "upload", "secret", "textarea", "odk:rank"}
)
_PARAMETERS = frozenset({"start", "end", "step", "rows", "accuracyThreshold", "unacceptableAccuracyThreshold",
                         "autoplay", "tick-interval", "placeholder", "tick-labelset"})  # fmt: skip
_CALLED = re.compile(r"^\s*randomize\s*\((?P<inside>.*)\)\s*$", re.DOTALL)
_ITEXT_LABEL = re.compile(r"^\s*jr:itext\(\s*(?P<ref>[^'\")]+?)\s*\)\s*$")


@dataclass(slots=True)
class Control:
    """What the body says about one node."""

    kind: str
    label: Wording = field(default_factory=Wording)
    hint: Wording = field(default_factory=Wording)
    appearance: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    itemset: Itemset | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    media_type: str = ""
    repeat_count: str = ""
    no_add_remove: bool = False


class Controls:
    """All controls by absolute reference, and the actions that stand among them."""

    def __init__(self, body: Element | None, texts: Texts, root_ref: str, ids: dict[str, str]) -> None:
        self.by_ref: dict[str, Control] = {}
        self.actions: list[SetValue] = []
        self.unknown: list[tuple[str, str]] = []  # name and ref of elements nobody knows
        self._texts = texts
        self.ids = ids  # bind ids, for controls that name a bind instead of a reference
        if body is not None:
            for child in body:
                self._read(child, root_ref)

    def _read(self, element: Element, context: str) -> None:
        name = local(element.tag)
        if name == "group":
            self._read_group(element, context)
        elif name == "repeat":
            self._read_repeat(element, context, Control("repeat"))
        elif name in QUESTIONS:
            self._read_question(element, name, context)
        elif name in ("setvalue", "setgeopoint", "recordaudio", "action"):
            self._keep_action(element, context, "")
        elif name and name not in ("label", "hint"):
            self.unknown.append((name, self._ref(element, context)))

    def _read_group(self, element: Element, context: str) -> None:
        ref = self._ref(element, context)
        control = self._common(element, "group")
        repeats = [child for child in element if local(child.tag) == "repeat"]
        own = self._ref(repeats[0], ref or context) if len(repeats) == 1 else ""
        if ref and ref != own:
            self.by_ref[ref] = control
        for child in element:
            if local(child.tag) == "repeat":
                wrapped = control if ref in ("", own) else Control("repeat")
                self._read_repeat(child, ref or context, wrapped)
            else:
                self._read(child, ref or context)

    def _read_repeat(self, element: Element, context: str, group: Control) -> None:
        ref = self._ref(element, context)
        control = self._common(element, "repeat")
        if not control.label.texts:
            control.label = group.label
        control.hint = control.hint if control.hint.texts else group.hint
        control.appearance = tuple(dict.fromkeys(group.appearance + control.appearance))
        control.repeat_count = (element.get(f"{{{JAVAROSA}}}count") or "").strip()
        control.no_add_remove = _is_true(element.get(f"{{{JAVAROSA}}}noAddRemove") or "")
        self.by_ref[ref] = control
        for child in element:
            self._read(child, ref)

    def _read_question(self, element: Element, name: str, context: str) -> None:
        ref = self._ref(element, context)
        control = self._common(element, {"secret": "input", "textarea": "input"}.get(name, name))
        if name == "secret" and "masked" not in control.appearance:
            control.appearance += ("masked",)
        if name == "textarea" and "multiline" not in control.appearance:
            control.appearance += ("multiline",)
        control.media_type = (element.get("mediatype") or "").strip()
        control.parameters = {
            local(key).replace("_", "-"): value.strip()
            for key, value in element.attrib.items()
            if local(key) in _PARAMETERS
        }
        choices = []
        for child in element:
            inner = local(child.tag)
            if inner == "item":
                choices.append(self._choice(child))
            elif inner == "itemset":
                control.itemset = _itemset(child)
            elif inner in ("setvalue", "setgeopoint", "recordaudio", "action"):
                self._keep_action(child, ref, ref)
        control.choices = tuple(choices)
        self.by_ref.setdefault(ref, control)

    def _choice(self, item: Element) -> Choice:
        value = next((child for child in item if local(child.tag) == "value"), None)
        label = next((child for child in item if local(child.tag) == "label"), None)
        said = "".join(value.itertext()).strip() if value is not None else ""
        return Choice(said, self._texts.wording(label))

    def _common(self, element: Element, kind: str) -> Control:
        label = next((child for child in element if local(child.tag) == "label"), None)
        hint = next((child for child in element if local(child.tag) == "hint"), None)
        return Control(
            kind,
            label=self._texts.wording(label),
            hint=self._texts.wording(hint),
            appearance=tuple((element.get("appearance") or "").split()),
        )

    def _keep_action(self, element: Element, context: str, trigger: str) -> None:
        action = read_action(element, context, trigger, self.ids)
        if isinstance(action, SetValue):
            self.actions.append(action)
        else:
            self.unknown.append((action, self._ref(element, context)))

    def _ref(self, element: Element, context: str) -> str:
        said = (element.get("ref") or element.get("nodeset") or "").strip()
        if not said and element.get("bind"):
            said = self.ids.get((element.get("bind") or "").strip(), "")
        return absolute(said, context) if said else ""


def _itemset(element: Element) -> Itemset:
    nodeset = (element.get("nodeset") or "").strip()
    is_randomized, seed = False, ""
    called = _CALLED.match(nodeset)
    if called:
        is_randomized = True
        nodeset, seed = _split_last_argument(called["inside"])
    value = next((c.get("ref", "") for c in element if local(c.tag) == "value"), "name").strip()
    label = next((c.get("ref", "") for c in element if local(c.tag) == "label"), value).strip()
    by_itext = _ITEXT_LABEL.match(label)
    return Itemset(
        nodeset=nodeset.strip(),
        value_ref=value,
        label_ref=by_itext["ref"] if by_itext else label,
        label_is_itext=by_itext is not None,
        is_randomized=is_randomized,
        seed=seed.strip(),
    )


def _split_last_argument(inside: str) -> tuple[str, str]:
    """Split ``nodeset, seed`` at the comma that is neither in brackets nor in a string."""
    depth, quote = 0, ""
    for position, character in enumerate(inside):
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == "," and depth == 0:
            return inside[:position], inside[position + 1 :]
    return inside, ""


def _is_true(said: str) -> bool:
    return said.strip().lower() in ("true()", "true", "1", "yes")
