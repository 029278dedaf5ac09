"""A form in one language as lines to print: what is asked, what can be ticked, how much is to be written."""

from collections.abc import Iterator

from intake_app.forms.definition import FormDefinition, NodeDefinition, Wording
from intake_app.forms.legal import legal_chain, legal_languages, legal_questions
from intake_app.forms.possible_values import list_of
from intake_app.forms.wording import fallback_languages, text_for
from intake_app.records.blank_form import BlankForm, BlankLine, BlankText

MOST_CHOICES = 40  # of one question; a longer list gets a line to write on
_SELECTS = frozenset({"select", "select1", "rank"})


def blank_form(form: FormDefinition, language: str) -> BlankForm:
    """Return the form in ``language``; what is not translated stands in the language it falls back to.

    Texts with legal effect stand only in languages they may be shown in.
    """
    return _Blank(form, language).made()


class _Blank:
    def __init__(self, form: FormDefinition, language: str) -> None:
        self.form, self.language = form, language
        self.chain = fallback_languages(form, language)
        self.legal = legal_questions(form)
        self.legal_chain = legal_chain(self.chain, legal_languages(form))
        self.tags = {one.name: one.tag for one in form.languages}
        self.tag = self.tags.get(language, "")
        self.tables = {table.id: table for table in form.instances}

    def made(self) -> BlankForm:
        lines = tuple(self.below(self.form.root, 0))
        return BlankForm(self.form.title, self.form.version, self.tag, lines)

    def below(self, parent: NodeDefinition, depth: int) -> Iterator[BlankLine]:
        for node in parent.children:
            if node.kind == "question":
                if node.has_control and "hidden" not in node.appearance and not node.calculate:
                    yield self.question(node, depth)
                continue
            label = self.text(node.label, node)
            has_line = label is not None or node.kind == "repeat"
            kids = list(self.below(node, depth + has_line))
            if kids and has_line:
                yield BlankLine(
                    kind="repeat" if node.kind == "repeat" else "section",
                    depth=depth,
                    label=label or BlankText("", self.tag),
                    has_condition=_is_conditional(node),
                )
            yield from kids

    def question(self, node: NodeDefinition, depth: int) -> BlankLine:
        label = self.text(node.label, node) or BlankText(node.name, "")
        is_note = node.readonly.strip() == "true()"
        choices, lines = ((), 0) if is_note else self.room(node)
        return BlankLine(
            kind="note" if is_note else "question",
            depth=depth,
            label=label,
            hint=self.text(node.hint, node),
            choices=choices,
            is_many=node.control == "select",
            lines=lines,
            has_condition=_is_conditional(node),
            is_withheld=node.ref in self.legal and self.is_elsewhere(node.label, label),
        )

    def room(self, node: NodeDefinition) -> tuple[tuple[BlankText, ...], int]:
        """Return what can be ticked, and how many lines there are to write on."""
        if node.control == "trigger":
            return (BlankText("", self.tag),), 0
        if node.control not in _SELECTS:
            return (), 4 if "multiline" in node.appearance else 1
        choices = self.choices(node)
        if not choices or len(choices) > MOST_CHOICES:
            return (), 2 if node.control == "select" else 1
        return choices, 0

    def choices(self, node: NodeDefinition) -> tuple[BlankText, ...]:
        if node.itemset is None:
            own = (self.text(choice.label, node) or BlankText(choice.value, "") for choice in node.choices)
            return tuple(own)
        table, itemset = self.tables.get(list_of(node)), node.itemset
        if table is None or table.is_missing or table.xml or itemset.label_ref not in table.columns:
            return ()
        column = table.columns.index(itemset.label_ref)
        found = []
        for cells in table.rows:
            wording = self.form.itext.get(cells[column]) if itemset.label_is_itext else None
            found.append((self.text(wording, node) if wording else None) or BlankText(cells[column], ""))
        return tuple(dict.fromkeys(found))

    def text(self, wording: Wording, node: NodeDefinition) -> BlankText | None:
        is_legal = node.ref in self.legal
        found = text_for(wording, self.legal_chain if is_legal else self.chain, is_strict=is_legal)
        if found is None:
            return None
        name, text = found
        said = "".join(part if isinstance(part, str) else "……" for part in text).strip()
        return BlankText(said, self.tags.get(name, "") or self.tag) if said else None

    def is_elsewhere(self, wording: Wording, shown: BlankText) -> bool:
        return bool(wording.texts.get(self.language)) and shown.tag != self.tag


def _is_conditional(node: NodeDefinition) -> bool:
    return node.relevant.strip() not in {"", "true()"}
