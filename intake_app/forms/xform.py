"""XForm XML becomes a frozen form definition.

The XML may come from pyxform, from ODK Central, from KoboToolbox or from a hand: what matters is the
ODK XForms specification. What this program cannot do is left out with a finding, never half done.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

import msgspec

from intake_app.errors import N_
from intake_app.forms.attachments import Attachments
from intake_app.forms.cycles import check_cycles
from intake_app.forms.definition import (
    FormDefinition,
    FormLanguage,
    FormReading,
    NodeDefinition,
    SetValue,
)
from intake_app.forms.expression_checks import check_expressions
from intake_app.forms.form_languages import guess_language
from intake_app.forms.question_checks import check_languages, check_questions
from intake_app.forms.reference_checks import check_references
from intake_app.forms.secondary_instances import read_instance
from intake_app.forms.tree import expressions_of, walk
from intake_app.forms.xform_actions import read_action
from intake_app.forms.xform_controls import Controls
from intake_app.forms.xform_nodes import Bind, NodeBuilder, read_binds
from intake_app.forms.xform_texts import NO_LANGUAGE, Texts
from intake_app.forms.xml_reading import (
    JAVAROSA,
    OPENROSA,
    XmlDocument,
    XmlRefused,
    check_counts,
    local,
    parse_xml,
)
from intake_app.records.finding import FormFinding


def read_xform(
    xml: str | bytes,
    attachments: Path | None = None,
    *,
    literal_language: str = "",
    of_table: bool = False,
) -> FormReading:
    """Read one XForm. Files it refers to are looked up in the folder ``attachments``.

    ``literal_language`` is whose language un-translated texts are. ``of_table``: the form was written as
    tables, whose author is still at it: what only its author can have meant is refused, and missing texts
    are not counted here, the tables tell their rows. Findings here know no spreadsheet row.
    """
    try:
        check_counts(xml)
        document = parse_xml(xml)
    except XmlRefused as refused:
        return FormReading(None, (_refused(refused),))
    return _Reader(document, Attachments(attachments), literal_language, of_table).read()


@dataclass(slots=True)
class _Reader:
    """Reads one document; collects findings on the way."""

    document: XmlDocument
    attachments: Attachments
    literal_language: str
    of_table: bool
    findings: list[FormFinding] = field(default_factory=list)

    def read(self) -> FormReading:
        model = next((e for e in self.document.root.iter() if local(e.tag) == "model"), None)
        instances = [] if model is None else [c for c in model if local(c.tag) == "instance"]
        primary = next((child for child in instances[0]), None) if instances else None
        if model is None or primary is None:
            return FormReading(None, (_no_form(),))
        texts = Texts(model)
        if self.literal_language or texts.default_language:
            texts.literal_language = self.literal_language or texts.default_language
        root_ref = "/" + self.document.prefixed(primary.tag)
        binds, ids = read_binds(model, root_ref)
        body = next((e for e in self.document.root if local(e.tag) == "body"), None)
        controls = Controls(body, texts, root_ref, ids)
        builder = NodeBuilder(self.document, binds, controls, texts)
        root = builder.build_root(primary)
        self.findings += builder.findings
        self.findings += [_unknown(name, ref) for name, ref in dict.fromkeys(controls.unknown)]
        known = {node.ref for node in walk(root)}
        self.findings += [_placeless(ref) for ref in controls.by_ref if ref not in known and ref]
        definition = self._assemble(
            model=model,
            primary=primary,
            root=root,
            texts=texts,
            controls=controls,
            binds=binds,
            others=instances[1:],
            body=body,
        )
        self.findings += self.attachments.findings
        self.findings += check_expressions(definition)
        self.findings += check_references(definition, is_strict=self.of_table)
        self.findings += check_cycles(definition, is_strict=self.of_table)
        self.findings += check_questions(definition)
        self.findings += check_languages(definition, count_missing=not self.of_table)
        errors = any(finding.severity == "error" for finding in self.findings)
        return FormReading(None if errors else definition, tuple(self.findings))

    def _assemble(
        self,
        *,
        model: Element,
        primary: Element,
        root: NodeDefinition,
        texts: Texts,
        controls: Controls,
        binds: dict[str, Bind],
        others: list[Element],
        body: Element | None,
    ) -> FormDefinition:
        known = {node.ref for node in walk(root)}
        ids = controls.ids
        found = (*self._model_actions(model, root.ref, ids), *controls.actions)
        actions = [action for action in found if action.target in known]
        names = tuple(texts.languages) or (NO_LANGUAGE,)
        title = next((e for e in self.document.root.iter() if local(e.tag) == "title"), None)
        form_id = primary.get("id") or _namespace(primary) or root.name
        definition = FormDefinition(
            form_id=form_id,
            version=_version(primary),
            title=("".join(title.itertext()).strip() if title is not None else "") or form_id,
            root=root,
            languages=tuple(FormLanguage(name, guess_language(name).tag) for name in names),
            default_language=texts.default_language or names[0],
            actions=tuple(actions),
            instances=tuple(read_instance(element, self.attachments) for element in others),
            instance_name=_instance_name(root, binds),
            style=(body.get("class") or "").strip() if body is not None else "",
            namespaces={prefix: uri for prefix, uri in self.document.prefixes.items() if prefix},
        )
        return msgspec.structs.replace(
            definition,
            itext=texts.left(expressions_of(definition), _itext_ids(definition)),
            media=self.attachments.media_of(texts),
        )

    def _model_actions(self, model: Element, root_ref: str, ids: dict[str, str]) -> Iterator[SetValue]:
        for element in model:
            if local(element.tag) in ("setvalue", "setgeopoint", "recordaudio", "action"):
                action = read_action(element, root_ref, "", ids)
                if isinstance(action, SetValue):
                    yield action
                else:
                    self.findings.append(_unsupported_action(action, element.get("ref") or ""))


def _itext_ids(definition: FormDefinition) -> set[str]:
    """Return the cells of choice lists in columns that name itext."""
    columns = {
        node.itemset.label_ref
        for node in walk(definition.root)
        if node.itemset and node.itemset.label_is_itext
    }
    ids: set[str] = set()
    for table in definition.instances:
        for position, column in enumerate(table.columns):
            if column in columns or column == "itextId":
                ids.update(row[position] for row in table.rows)
    return ids


def _instance_name(root: NodeDefinition, binds: dict[str, Bind]) -> str:
    for node in walk(root):
        if node.name.rpartition(":")[2] == "instanceName" and "meta" in node.ref:
            bind = binds.get(node.ref)
            return bind.calculate if bind else ""
    return ""


def _version(primary: Element) -> str:
    names = ("version", f"{{{OPENROSA}}}version", f"{{{JAVAROSA}}}version")
    return next((said.strip() for name in names if (said := primary.get(name))), "")


def _namespace(primary: Element) -> str:
    tag = primary.tag
    return tag[1:].partition("}")[0] if tag.startswith("{") and "xforms" not in tag.partition("}")[0] else ""


def _refused(refused: XmlRefused) -> FormFinding:
    return FormFinding(
        "error",
        N_("The form's XML is refused: {reason}."),
        N_("Ask for a fresh copy of the form. A form needs no entities and is never this large."),
        row=refused.line or None,
        facts={"reason": refused.reason},
    )


def _no_form() -> FormFinding:
    return FormFinding(
        "error",
        N_("This XML is no form: it has no model with a primary instance."),
        N_("Choose the XForm file itself, as ODK Central or KoboToolbox offers it for download."),
    )


def _unknown(name: str, ref: str) -> FormFinding:
    if name in ("setgeopoint", "recordaudio", "action"):
        return _unsupported_action(name, ref)
    return FormFinding(
        "warning",
        N_("The form asks for “{name}”, which this program does not know. It is left out."),
        N_("Use one of the question types of the manual instead."),
        column="type",
        facts={"name": name, "ref": ref},
    )


def _placeless(ref: str) -> FormFinding:
    return FormFinding(
        "warning",
        N_("The question {path} has no place in the form's data. It is left out."),
        N_("Add it to the primary instance, or correct its reference."),
        facts={"path": ref},
    )


def _unsupported_action(name: str, ref: str) -> FormFinding:
    return FormFinding(
        "info",
        N_("“{name}” needs a device's sensors and does nothing here; its field stays empty."),
        N_("Nothing to do, unless the answer is needed: then ask for it with a text question."),
        column="type",
        facts={"name": name, "ref": ref},
    )
