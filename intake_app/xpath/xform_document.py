"""An XForm, or any document, as the surroundings of an expression: instances, itext, choice names.

For the terminal door, where an expression comes with its document. An interview has its own, faster
surroundings made from the compiled form.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo

from intake_app.xpath.compiler import compile_expression
from intake_app.xpath.context import Context, Environment
from intake_app.xpath.values import to_string
from intake_app.xpath.xml import XmlNode, read_document


class XFormDocument:
    """A document read from XML. ``root`` is what absolute paths start from.

    In an XForm (an XHTML page with a model) that is the primary instance, as in every form engine;
    in any other document it is the document itself.
    """

    def __init__(self, xml: str) -> None:
        self.document, self.prefixes = read_document(xml)
        model = self._model()
        self.instances = (
            [] if model is None else [each for each in model.children() if each.name == "instance"]
        )
        self.root = self.instances[0] if self._is_xform() and self.instances else self.document

    def environment(self, *, now: Callable[[], datetime], timezone: tzinfo, language: str) -> Environment:
        """Make the surroundings in which expressions of this document are worked out."""
        made = Environment(root=self.root, now=now, timezone=timezone, language=language)
        made.instance = self.instance
        made.itext = lambda text_id: self.itext(text_id, Context(self.root, made))
        made.choice_name = self.choice_name
        return made

    def instance(self, instance_id: str) -> XmlNode | None:
        """Return the ``instance`` element with this id."""
        return next((each for each in self.instances if each.attribute("id") == instance_id), None)

    def itext(self, text_id: str, context: Context) -> str:
        """Return a text in the language in force; blank when the form does not have it."""
        translation = self._translation(context.environment.language)
        if translation is None:
            return ""
        for text in translation.children():
            if text.attribute("id") == text_id:
                plain = [
                    each for each in text.children() if each.name == "value" and not each.attribute("form")
                ]
                return self._worded(plain[0], context) if plain else ""
        return ""

    def choice_name(self, value: str, reference: str, context: Context) -> str:
        """Return the label of a choice of the question at ``reference``; blank when it has no such choice."""
        for control in _below(self.document):
            if control.attribute("ref") == reference and control.name in ("select", "select1", "rank"):
                for choice_value, label in self._choices(control, context):
                    if choice_value == value:
                        return label
        return ""

    def _choices(self, control: XmlNode, context: Context) -> Iterator[tuple[str, str]]:
        for child in control.children():
            parts = {each.name: each for each in child.children()}
            if child.name == "item" and "value" in parts:
                yield parts["value"].text(), self._label(parts.get("label"), context)
            elif child.name == "itemset" and "value" in parts and "label" in parts:
                items = compile_expression(child.attribute("nodeset"), is_strict=False).evaluate(context)
                value = compile_expression(parts["value"].attribute("ref"), is_strict=False)
                label = compile_expression(parts["label"].attribute("ref"), is_strict=False)
                for item in items if isinstance(items, list) else ():
                    inner = context.at(item)
                    yield value.string(inner), label.string(inner)

    def _label(self, label: XmlNode | None, context: Context) -> str:
        if label is None:
            return ""
        reference = label.attribute("ref")
        return compile_expression(reference).string(context) if reference else self._worded(label, context)

    def _worded(self, node: XmlNode, context: Context) -> str:
        pieces: list[str] = []
        for piece in node.content():
            if piece.name == "output":
                expression = piece.attribute("value") or piece.attribute("ref")
                pieces.append(to_string(compile_expression(expression).evaluate(context)))
            elif piece.name == "#text":
                pieces.append(piece.text())
        return "".join(pieces)

    def _translation(self, language: str) -> XmlNode | None:
        translations = [each for each in _below(self.document) if each.name == "translation"]
        for translation in translations:
            name = translation.attribute("lang")
            if language and (name == language or name.endswith(f"({language})")):
                return translation
        defaults = [each for each in translations if any(one.name == "@default" for one in each.attributes())]
        return next(iter(defaults or translations), None)

    def _is_xform(self) -> bool:
        return any(each.name.endswith("}html") for each in self.document.children())

    def _model(self) -> XmlNode | None:
        return next((each for each in _below(self.document) if each.name == "model"), None)


def _below(node: XmlNode) -> Iterator[XmlNode]:
    for child in node.children():
        yield child
        yield from _below(child)
