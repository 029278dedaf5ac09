"""The primary instance, its binds and its controls become the tree of nodes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import msgspec

from intake_app.errors import N_
from intake_app.forms.definition import NodeDefinition, NodeKind
from intake_app.forms.references import absolute
from intake_app.forms.xform_controls import Control, Controls
from intake_app.forms.xform_texts import Texts
from intake_app.forms.xml_reading import JAVAROSA, XmlDocument, local
from intake_app.records.finding import FormFinding

_TEMPLATE = f"{{{JAVAROSA}}}template"
_OF_THE_FORM = frozenset({"id", "version", "orx:version", "jr:version"})  # written by the submission itself
# Life domain, resource or need, whether its texts have legal effect, category of data.
_MARKS = ("domain", "side", "legal", "category")
_SENSITIVITIES = frozenset({"P1", "P2", "P3", "P4"})
_TYPES = {
    "select1": "string", "select": "string", "selectone": "string", "text": "string", "": "string",
    "odk:rank": "string", "rank": "string", "integer": "int", "long": "int", "double": "decimal",
    "float": "decimal", "datetime": "dateTime", "datetimestamp": "dateTime", "bool": "boolean",
}  # fmt: skip


@dataclass(slots=True)
class Bind:
    """What the model says about one node; expressions without outer white space."""

    data_type: str = "string"
    relevant: str = ""
    constraint: str = ""
    constraint_message: str = ""
    required: str = ""
    required_message: str = ""
    readonly: str = ""
    calculate: str = ""
    preload: tuple[str, str] | None = None
    saveto: str = ""
    sensitivity: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    max_pixels: str = ""


def read_binds(model: Element, root_ref: str) -> tuple[dict[str, Bind], dict[str, str]]:
    """Return binds by absolute reference, and references by bind id."""
    binds: dict[str, Bind] = {}
    ids: dict[str, str] = {}
    for element in model:
        if local(element.tag) != "bind":
            continue
        ref = absolute(element.get("nodeset") or element.get("ref") or "", root_ref)
        if element.get("id"):
            ids[element.get("id", "")] = ref
        if "@" not in ref:  # entities' attributes are not answers
            binds[ref] = _bind(element)
    return binds, ids


class NodeBuilder:
    """Builds the tree; the field of an audit log stays empty, with a finding."""

    def __init__(
        self, document: XmlDocument, binds: dict[str, Bind], controls: Controls, texts: Texts
    ) -> None:
        self.findings: list[FormFinding] = []
        self._document = document
        self._binds = binds
        self._controls = controls
        self._texts = texts

    def build_root(self, primary: Element) -> NodeDefinition:
        """Return the tree under the primary instance's root element."""
        name = self._document.prefixed(primary.tag)
        own = {key: value for key, value in self._attributes(primary).items() if key not in _OF_THE_FORM}
        return NodeDefinition(f"/{name}", name, "group", self._children(primary, f"/{name}"), attributes=own)

    def _children(self, element: Element, ref: str) -> tuple[NodeDefinition, ...]:
        by_name: dict[str, list[Element]] = {}
        for child in element:
            if local(child.tag):
                by_name.setdefault(self._document.prefixed(child.tag), []).append(child)
        built = []
        for name, elements in by_name.items():
            child_ref = f"{ref}/{name}"
            if ref.endswith("meta") and name.rpartition(":")[2] == "audit":
                self.findings.append(_no_audit(child_ref))
            control = self._controls.by_ref.get(child_ref)
            if (control is not None and control.kind == "repeat") or _is_template(elements):
                built.append(self._repeat(name, child_ref, elements, control))
            else:
                built.append(self._node(name, child_ref, elements[0], control))
        return tuple(built)

    def _repeat(
        self, name: str, ref: str, elements: list[Element], control: Control | None
    ) -> NodeDefinition:
        templates = [element for element in elements if element.get(_TEMPLATE) is not None]
        instances = [element for element in elements if element.get(_TEMPLATE) is None]
        children = self._children((templates or instances)[0], ref)
        initial = tuple(self._children(instance, ref) for instance in instances)
        if not templates:
            children = tuple(_blank(child) for child in children)
        same = all(each == children for each in initial)
        return self._assembled(
            name,
            ref,
            "repeat",
            children,
            control,
            initial_count=len(instances),
            initial=() if same else initial,
            attributes=self._attributes((templates or instances)[0]),
        )

    def _node(self, name: str, ref: str, element: Element, control: Control | None) -> NodeDefinition:
        is_group = (control is not None and control.kind == "group") or any(local(c.tag) for c in element)
        attributes = self._attributes(element)
        if is_group:
            children = self._children(element, ref)
            return self._assembled(name, ref, "group", children, control, attributes=attributes)
        default = _default(element)
        return self._assembled(name, ref, "question", (), control, default=default, attributes=attributes)

    def _attributes(self, element: Element) -> dict[str, str]:
        return {self._document.prefixed(key): said for key, said in element.items() if key != _TEMPLATE}

    def _assembled(
        self,
        name: str,
        ref: str,
        kind: NodeKind,
        children: Sequence[NodeDefinition],
        control: Control | None,
        *,
        default: str = "",
        initial_count: int = 1,
        initial: tuple[tuple[NodeDefinition, ...], ...] = (),
        attributes: dict[str, str],
    ) -> NodeDefinition:
        bind = self._binds.get(ref, _NOTHING)
        shown = control or _HIDDEN
        parameters = dict(shown.parameters)
        if bind.max_pixels:
            parameters["max-pixels"] = bind.max_pixels
        return NodeDefinition(
            ref=ref,
            name=name,
            kind=kind,
            children=tuple(children),
            has_control=control is not None,
            control=shown.kind,
            data_type=bind.data_type if kind == "question" else "string",
            label=shown.label,
            hint=shown.hint,
            appearance=shown.appearance,
            relevant=bind.relevant,
            constraint=bind.constraint,
            constraint_message=self._texts.message(bind.constraint_message),
            required=bind.required,
            required_message=self._texts.message(bind.required_message),
            readonly=bind.readonly,
            calculate=bind.calculate,
            default=default,
            repeat_count=shown.repeat_count,
            no_add_remove=shown.no_add_remove,
            initial_count=initial_count,
            initial=initial,
            choices=shown.choices,
            itemset=shown.itemset,
            parameters=parameters,
            preload=bind.preload,
            media_type=shown.media_type,
            saveto=bind.saveto,
            sensitivity=bind.sensitivity,
            marks=bind.marks,
            attributes=attributes,
        )


_NOTHING = Bind()
_HIDDEN = Control("")


def _bind(element: Element) -> Bind:
    said = {local(key).lower().replace("_", "-"): value.strip() for key, value in element.attrib.items()}
    kind = said.get("type", "")
    plain = kind.removeprefix("xsd:").removeprefix("xs:")
    preload = said.get("preload", "")
    sensitivity = said.get("sensitivity", "").upper()
    return Bind(
        data_type=_TYPES.get(plain.lower(), plain),
        relevant=_unless(said.get("relevant", ""), "true()"),
        constraint=_unless(said.get("constraint", ""), "true()"),
        constraint_message=said.get("constraintmsg", ""),
        required=_unless(said.get("required", ""), "false()"),
        required_message=said.get("requiredmsg", ""),
        readonly=_unless(said.get("readonly", ""), "false()"),
        calculate=said.get("calculate", ""),
        preload=(preload, said.get("preloadparams", "")) if preload else None,
        saveto=said.get("saveto", ""),
        sensitivity=sensitivity if sensitivity in _SENSITIVITIES else "",
        marks={name: said[name] for name in _MARKS if said.get(name)},
        max_pixels=said.get("max-pixels", ""),
    )


def _unless(expression: str, idle: str) -> str:
    """Return no expression where it only states what holds anyway."""
    return "" if expression.replace(" ", "") == idle else expression


def _default(element: Element) -> str:
    return (element.text or "").strip()


def _blank(node: NodeDefinition) -> NodeDefinition:
    """Return a node for new instances of a repeat without a template: no defaults, no inner instances.

    Values of an instance in the form are those of that one only (ODK XForms specification, default values in
    repeats).
    """
    return msgspec.structs.replace(
        node,
        default="",
        children=tuple(_blank(child) for child in node.children),
        initial_count=0 if node.kind == "repeat" else node.initial_count,
        initial=(),
    )


def _no_audit(ref: str) -> FormFinding:
    return FormFinding(
        "info",
        N_("The form asks for an audit log of the device. Left out: this program keeps its own."),
        N_("Nothing to do."),
        sheet="survey",
        column="type",
        facts={"ref": ref},
    )


def _is_template(elements: list[Element]) -> bool:
    return len(elements) > 1 or elements[0].get(_TEMPLATE) is not None
