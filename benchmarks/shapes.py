"""Forms of every shape and size as XForm XML, which we and both peers read, and what is done in each.

A shape is a form and some lines of work; ``forms_worker.py`` and the two programs in ``peers/`` do the same
lines and answer with the milliseconds of each turn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

SIZES = (100, 1_000, 5_000)
_GROUP = 20


@dataclass(frozen=True)
class Shape:
    """A form by name, its XForm, and the work: tab-separated lines without the form's path.

    ``load <name> <turns>``: from the file to the first page's texts.
    ``edit <name> <question> <question to read> <values>``: answer, then read what follows from it.
    ``choose <name> <question> <select> <values>``: answer, then list what the select offers.
    ``speak <name> <languages>``: switch, then read the first page's texts.
    """

    name: str
    xform: str
    work: tuple[str, ...]


def shapes() -> list[Shape]:
    """Return every shape, the small ones first."""
    return [
        *(chain(size) for size in SIZES),
        *(fan_out(size) for size in SIZES),
        roster(200),
        *(nested(*counts) for counts in ((5, 4, 5), (10, 10, 10), (17, 17, 17))),
        many_languages(1_000, 50),
        *(cascade(count) for count in (10_000, 50_000)),
    ]


def chain(size: int, languages: int = 10) -> Shape:
    """``size`` questions in groups of 20: every fourth calculates from the one before, others have rules."""
    nodes: list[_Node] = [_Node("/data/start", "int")]
    previous, calculations = "/data/start", 0
    for number in range(size):
        ref = f"/data/g{number // _GROUP}/q{number}"
        if number % 4 == 3:
            nodes.append(_Node(ref, "int", calculate=f"{previous} + 1"))
            previous, calculations = ref, calculations + 1
        else:
            relevant = "/data/start < 100000" if number % 4 == 1 else ""
            nodes.append(_Node(ref, "int", constraint=". >= 0 and . < 100", relevant=relevant))
    turns, edits = (5, 40) if size <= 1_000 else (2, 20)
    name = f"{size:,} questions"
    what = f"edit\t{name}: chain of {calculations:,} calculations"
    return Shape(
        name,
        _xform(nodes, languages),
        (
            f"load\t{name}, {languages} languages: load\t{turns}",
            f"{what}\t/data/start\t{previous}\t{_counted(edits)}",
            f"edit\t{name}: leaf edit with constraint\t/data/g0/q0\t/data/g0/q0\t{_counted(50, below=100)}",
        ),
    )


def fan_out(size: int) -> Shape:
    """One answer that a quarter of all questions calculate from, each on its own."""
    nodes = [_Node("/data/start", "int")]
    for number in range(size):
        ref = f"/data/g{number // _GROUP}/q{number}"
        calculate = f"/data/start * {number} + 1" if number % 4 == 3 else ""
        nodes.append(_Node(ref, "int", calculate=calculate))
    last = max(node.ref for node in nodes if node.calculate)
    name = f"{size:,} questions"
    turns = 20 if size <= 1_000 else 7
    work = f"edit\t{name}: one answer, {size // 4:,} readers\t/data/start\t{last}\t{_counted(turns)}"
    return Shape(f"{name}, fan", _xform(nodes, 2), (work,))


def roster(people: int) -> Shape:
    """A repeat with a calculation in each instance, and the sum over all."""
    nodes = [
        _Node("/data/p", repeat=people),
        _Node("/data/p/n", "int", default="1"),
        _Node("/data/p/m", "int", calculate="../n * 2"),
        _Node("/data/sum", "int", calculate="sum(/data/p/m)"),
    ]
    work = f"edit\t{people} repeats with a sum\t/data/p[{people // 2}]/n\t/data/sum\t{_counted(50)}"
    return Shape("roster", _xform(nodes, 2), (work,))


def nested(outer: int, middle: int, inner: int) -> Shape:
    """Repeats in repeats in repeats, a sum on every level."""
    nodes = [
        _Node("/data/a", repeat=outer),
        _Node("/data/a/b", repeat=middle),
        _Node("/data/a/b/c", repeat=inner),
        _Node("/data/a/b/c/n", "int", default="1"),
        _Node("/data/a/b/c/m", "int", calculate="../n * 2"),
        _Node("/data/a/b/s", "int", calculate="sum(../c/m)"),
        _Node("/data/a/s", "int", calculate="sum(../b/s)"),
        _Node("/data/s", "int", calculate="sum(/data/a/s)"),
    ]
    leaves = outer * middle * inner
    turns = 20 if leaves <= 1_000 else 7
    work = f"edit\t{leaves:,} places in 3 levels of repeats, a sum on each\t/data/a[2]/b[3]/c[4]/n\t/data/s"
    return Shape(f"nested {leaves}", _xform(nodes, 1), (f"{work}\t{_counted(turns)}",))


def many_languages(size: int, languages: int) -> Shape:
    """Plain questions in very many languages."""
    nodes = [_Node(f"/data/g{number // _GROUP}/q{number}", "int") for number in range(size)]
    name = f"{size:,} questions, {languages} languages"
    spoken = "|".join(f"Language {number}" for number in (1, 7, 3, 49, 0) * 2)
    work = (f"load\t{name}: load\t2", f"speak\t{name}: switch, first page\t{spoken}")
    return Shape(name, _xform(nodes, languages), work)


def cascade(count: int) -> Shape:
    """A list of ``count`` choices that another answer narrows to a hundredth."""
    items = "".join(
        f"<item><name>v{n}</name><label>Village {n}</label><d>d{n % 100}</d></item>" for n in range(count)
    )
    nodes = [
        _Node("/data/d", "string"),
        _Node("/data/v", "string", nodeset="instance('v')/root/item[d = /data/d]"),
    ]
    districts = "|".join(f"d{number}" for number in range(12))
    work = (f"choose\t{count:,}-choice cascade\t/data/d\t/data/v\t{districts}",)
    extra = f'<instance id="v"><root>{items}</root></instance>'
    return Shape(f"cascade {count}", _xform(nodes, 2, extra), work)


@dataclass(frozen=True)
class _Node:
    ref: str
    data_type: str = ""
    calculate: str = ""
    constraint: str = ""
    relevant: str = ""
    nodeset: str = ""
    default: str = ""
    repeat: int = 0  # how many instances stand there at the start


def _xform(nodes: Sequence[_Node], languages: int, extra: str = "") -> str:
    """Write the form. Groups are made where a reference has a step that is no repeat."""
    shown = [node for node in nodes if node.data_type and not node.calculate]
    texts = "".join(
        f'<translation lang="Language {number}">'
        + "".join(
            f'<text id="{node.ref}:label"><value>{node.ref} in language {number}</value></text>'
            for node in shown
        )
        + "</translation>"
        for number in range(languages)
    )
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
        'xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Shape</h:title><model>'
        f'<itext>{texts}</itext><instance><data id="shape">{_instance(_tree(nodes))}</data></instance>'
        f"{extra}{''.join(map(_bind, nodes))}</model></h:head><h:body>{_body(_tree(nodes))}</h:body></h:html>"
    )


_Tree = dict[str, "tuple[_Node | None, _Tree]"]


def _tree(nodes: Iterable[_Node]) -> _Tree:
    root: _Tree = {}
    for node in nodes:
        here = root
        steps = node.ref.split("/")[2:]
        for step in steps[:-1]:
            here = here.setdefault(step, (None, {}))[1]
        here[steps[-1]] = (node, {})
    return root


def _instance(tree: _Tree, kind: str = "top") -> str:
    """Write the primary instance; templates hold templates, what stands there holds what stands there."""
    written = []
    for name, (node, below) in tree.items():
        if node and node.repeat:
            if kind != "standing":
                written.append(f'<{name} jr:template="">{_instance(below, "template")}</{name}>')
            if kind != "template":
                written.append(f"<{name}>{_instance(below, 'standing')}</{name}>" * node.repeat)
        else:
            written.append(f"<{name}>{node.default if node else ''}{_instance(below, kind)}</{name}>")
    return "".join(written)


def _bind(node: _Node) -> str:
    rules = "".join(
        f' {name}="{escape(text)}"'
        for name, text in (
            ("type", node.data_type),
            ("calculate", node.calculate),
            ("constraint", node.constraint),
            ("relevant", node.relevant),
        )
        if text
    )
    return f'<bind nodeset="{node.ref}"{rules}/>'


def _body(tree: _Tree, above: str = "/data") -> str:
    written = []
    for name, (node, below) in tree.items():
        ref = f"{above}/{name}"
        label = f"<label ref=\"jr:itext('{ref}:label')\"/>"
        if node is None:
            written.append(f'<group ref="{ref}"><label>Group</label>{_body(below, ref)}</group>')
        elif node.repeat:
            inner = f'<repeat nodeset="{ref}">{_body(below, ref)}</repeat>'
            written.append(f'<group ref="{ref}"><label>Repeat</label>{inner}</group>')
        elif node.nodeset:
            items = f'<itemset nodeset="{node.nodeset}"><value ref="name"/><label ref="label"/></itemset>'
            written.append(f'<select1 ref="{ref}">{label}{items}</select1>')
        elif not node.calculate:
            written.append(f'<input ref="{ref}">{label}</input>')
    return "".join(written)


def _counted(turns: int, below: int = 1_000_000) -> str:
    return "|".join(str((7 * turn + 1) % below) for turn in range(turns))
