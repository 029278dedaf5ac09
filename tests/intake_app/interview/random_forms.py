"""Random forms and random acts: groups in repeats in groups, conditions, calculations, filters, actions.

A form grows from a seed, so a failure can be seen again by its number. Expressions read only what stands
before them, which leaves no circles; every kind of reference the authors of forms write is among them.
"""

from dataclasses import dataclass, field
from random import Random
from xml.sax.saxutils import quoteattr

_HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms">'
    "<h:head><h:title>Random</h:title><model><itext>"
    '<translation lang="English (en)"><text id="l"><value>Label</value></text></translation>'
    '<translation lang="Arabic (ar)"><text id="l"><value>عنوان</value></text></translation></itext>'
)
_LIST = '<instance id="l"><root>' + "".join(
    f"<item><name>{name}{number}</name><label>{name}</label><up>{name}</up><n>{number}</n></item>"
    for name in "xy"
    for number in range(3)
) + "</root></instance>"  # fmt: skip
_TEXTS = ("x", "y", "x1", "hello", "")
_NUMBERS = ("0", "1", "2", "3", "7", "12", "-1", "")
_SAID = {
    "int": _NUMBERS,
    "string": _TEXTS,
    "decimal": ("0.5", "2.25", "-1.75", "3", "12.125", ""),
    "date": ("2026-01-02", "2024-02-29", "1999-12-31", "2031-07-09", ""),
    "rank": ("x1 x0 x2 y0 y1 y2", "y2 y1 y0 x2 x1 x0", ""),
}


@dataclass
class Grown:
    """A node of a random form."""

    ref: str
    kind: str  # int, decimal, string, date, select1, select, rank, group, repeat
    repeats: tuple[str, ...]  # refs of the repeats around it
    children: list["Grown"] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)
    is_calculated: bool = False
    filter: str = ""

    @property
    def name(self) -> str:
        return self.ref.rpartition("/")[2]


class RandomForm:
    """One form.

    ``looks_around``: rules inside a repeat may read its other instances, too. ``remembers``: actions and
    filtered choices are among the rules, so that the order of answers may matter.
    """

    def __init__(self, seed: int, *, looks_around: bool = True, remembers: bool = True) -> None:
        self.random = Random(seed)
        self.looks_around = looks_around
        self.remembers = remembers
        self.readable: list[Grown] = []
        self.nodes: list[Grown] = []
        self.count = 0
        self.root = Grown("/data", "group", ())
        self._grow(self.root, self.random.randint(5, 12), 0)
        for node in self.nodes if remembers else ():
            self._act(node)

    def xform(self) -> str:
        """Return the form as XForm XML."""
        return (
            f'{_HEAD}<instance><data id="random">{self._instance(self.root, "top")}</data></instance>{_LIST}'
            + "".join(map(self._bind, self.nodes))
            + f"</model></h:head><h:body>{self._body(self.root)}</h:body></h:html>"
        )

    def acts(self, places: list[str], turns: int) -> list[tuple[str, ...]]:
        """Return answers for the questions at ``places`` (references with positions) in random order."""
        kinds = {node.ref: node for node in self.nodes}
        found: list[tuple[str, ...]] = []
        for _ in range(turns):
            ref = self.random.choice(places)
            node = kinds[_plain(ref)]
            if node.kind == "repeat":
                found.append(
                    ("remove", ref) if self.random.random() < 0.3 else ("add", ref.rpartition("[")[0])
                )
            elif node.kind == "select1":
                found.append(("set", ref, self.random.choice(("x0", "x1", "y0", "y2", ""))))
            elif node.kind == "select":
                found.append(("set", ref, self.random.choice(("x0 x1", "y0", "y2 y1", ""))))
            elif node.kind != "group" and not node.is_calculated:
                found.append(("set", ref, self.random.choice(_SAID[node.kind])))
        return found

    # -- growing -----------------------------------------------------------------------------------

    def _grow(self, parent: Grown, count: int, depth: int) -> None:
        for _ in range(count):
            self.count += 1
            ref = f"{parent.ref}/n{self.count}"
            repeats = (*parent.repeats, parent.ref) if parent.kind == "repeat" else parent.repeats
            kind = self.random.choice(
                ("int",) * 4
                + ("string",) * 3
                + ("decimal", "date", "select1", "select", "rank", "group", "repeat")
            )
            if kind in ("group", "repeat") and depth > 2:
                kind = "int"
            node = Grown(ref, kind, repeats)
            self.nodes.append(node)
            parent.children.append(node)
            self._rule(node)
            if kind in ("group", "repeat"):
                self._grow(node, self.random.randint(1, 4), depth + 1)
            self.readable.append(node)

    def _rule(self, node: Grown) -> None:
        chance = self.random.random
        if chance() < 0.35:
            node.rules["relevant"] = self._condition(node)
        if node.kind in ("group", "repeat"):
            return
        if node.kind in ("int", "string", "decimal", "date") and chance() < 0.45:
            node.is_calculated = True
            worked_out = {"string": self._text, "date": self._day}.get(node.kind, self._number)
            node.rules["calculate"] = worked_out(node)
            return
        if chance() < 0.2:
            node.rules["required"] = self._condition(node)
        if chance() < 0.15:
            node.rules["readonly"] = self._condition(node)
        if node.kind == "int" and chance() < 0.4:
            node.rules["constraint"] = f". < {self.random.randint(1, 9)}"
        if self.remembers and node.kind in ("select1", "select") and chance() < 0.6:
            text = self._pick(node, ("string",))
            node.filter = f"[up = {text}]" if text and chance() < 0.5 else f"[n < {self._number(node)}]"

    def _act(self, node: Grown) -> None:
        """Let some answers set another one in the same place (or outside repeats)."""
        if node.kind not in ("int", "string", "select1") or node.is_calculated or self.random.random() > 0.15:
            return
        targets = [
            other for other in self.nodes
            if other.kind == "int" and not other.is_calculated and other is not node
            and other.repeats == node.repeats[: len(other.repeats)]
        ]  # fmt: skip
        if targets:
            target = self.random.choice(targets)
            value = self.random.choice(
                ("7", "''", f"string-length({node.ref})", f"count-selected({node.ref}) + 3")
            )
            node.actions.append(
                f'<setvalue ref="{target.ref}" event="xforms-value-changed" value={quoteattr(value)}/>'
            )

    # -- expressions -------------------------------------------------------------------------------

    def _condition(self, node: Grown) -> str:
        choice = self.random.randint(0, 9)
        text = self._pick(node, ("string", "select1"))
        if choice == 0 and text:
            return f"{text} = 'x'"
        if choice == 1 and text:
            return f"{text} != ''"
        if choice == 2:
            return f"{self._number(node)} >= 2 or {self._number(node)} < 1"
        many = self._pick(node, ("select",))
        if choice == 3 and many:
            return f"selected({many}, 'x1')"
        if choice == 4 and many:
            return f"count-selected({many}) > 1"
        day = self._pick(node, ("date",))
        if choice == 7 and day:
            return f"{day} > date('2024-06-01')"
        if choice == 8 and day:
            return f"{day} != '' and {day} <= date('2026-01-02')"
        ranked = self._pick(node, ("rank",))
        if choice == 9 and ranked:
            return f"selected-at({ranked}, 0) = 'x1'"
        return f"not({self._number(node)} = {self.random.randint(0, 3)})"

    def _number(self, node: Grown) -> str:
        one = self._pick(node, ("int", "decimal")) or "2"
        other = self._pick(node, ("int", "decimal")) or "3"
        ways = [
            one, one, f"({one} + {other})", f"coalesce({one}, 0) * 2", f"if({one} > 2, {other}, 1)",
            f"round({one} * 1.5, 1)", f"{one} mod 3 + int({other})", f"max({one}, 0) - min({other}, 4)",
        ]  # fmt: skip
        if many := self._many():
            ways.append(f"{self.random.choice(('sum', 'count', 'max', 'count-non-empty'))}({many})")
        if node.repeats and node.ref.count("/") == node.repeats[-1].count("/") + 1:
            ways.append("position(..)")
        if day := self._pick(node, ("date",)):
            ways.append(f"int(decimal-date-time({day}))")
        if chosen := self._pick(node, ("select", "rank")):
            ways.append(f"count-selected({chosen}) * 2")
        return self.random.choice(ways)

    def _day(self, node: Grown) -> str:
        day = self._pick(node, ("date",))
        if not day:
            return "date('2026-03-04')"
        return self.random.choice((day, f"date({day} + 30)", f"if({day} = '', date('2020-01-01'), {day})"))

    def _text(self, node: Grown) -> str:
        one = self._pick(node, ("string", "int", "select1")) or "'t'"
        other = self._pick(node, ("string", "int", "select1")) or "'u'"
        ways = [
            f"concat({one}, '-', {other})", f"if({one} = '', 'blank', {other})", f"string-length({one})",
            f"substr({one}, 0, 1)", f"coalesce({one}, 'none')", f"translate({one}, 'xy', 'uv')",
        ]  # fmt: skip
        if day := self._pick(node, ("date",)):
            ways.append(f"format-date({day}, '%e %n %Y')")
        if many := self._pick(node, ("select", "rank")):
            ways += [f"selected-at({many}, 1)", f"if(selected({many}, 'x1'), {one}, 'no')"]
        chosen = [each for each in self.readable if each.kind == "select1" and not each.repeats]
        if chosen:
            ref = self.random.choice(chosen).ref
            ways.append(f"jr:choice-name({ref}, '{ref}')")
        return self.random.choice(ways)

    def _pick(self, node: Grown, kinds: tuple[str, ...]) -> str:
        """Return a way to one node before this one: outside repeats, or in the same instance."""
        found = [
            other for other in self.readable
            if other.kind in kinds and other.repeats == node.repeats[: len(other.repeats)]
        ]  # fmt: skip
        if not found:
            return ""
        other = self.random.choice(found)
        return _relative(node.ref, other.ref) if other.repeats and self.random.random() < 0.5 else other.ref

    def _many(self) -> str:
        found = [each for each in self.readable if each.kind == "int" and each.repeats]
        inside = [each for each in found if not self.looks_around]
        return self.random.choice(found).ref if found and not inside else ""

    # -- writing -----------------------------------------------------------------------------------

    def _instance(self, parent: Grown, kind: str) -> str:
        written: list[str] = []
        for node in parent.children:
            inner = self._instance(node, "template" if kind == "template" else "standing")
            if node.kind == "repeat":
                if kind != "standing":
                    inside = self._instance(node, "template")
                    written.append(f'<{node.name} jr:template="">{inside}</{node.name}>')
                if kind != "template":
                    written.append(f"<{node.name}>{inner}</{node.name}>")
            elif node.kind == "group":
                written.append(f"<{node.name}>{self._instance(node, kind)}</{node.name}>")
            else:
                written.append(f"<{node.name}/>")
        return "".join(written)

    def _bind(self, node: Grown) -> str:
        types = {"int": "int", "decimal": "decimal", "date": "date", "rank": "odk:rank"}
        types |= dict.fromkeys(("string", "select1", "select"), "string")
        rules = "".join(f" {name}={quoteattr(text)}" for name, text in node.rules.items())
        type_ = f' type="{types[node.kind]}"' if node.kind in types else ""
        return f'<bind nodeset="{node.ref}"{type_}{rules}/>'

    def _body(self, parent: Grown) -> str:
        written: list[str] = []
        label = "<label ref=\"jr:itext('l')\"/>"
        for node in parent.children:
            actions = "".join(node.actions)
            if node.kind == "group":
                written.append(f'<group ref="{node.ref}">{label}{self._body(node)}</group>')
            elif node.kind == "repeat":
                inner = f'<repeat nodeset="{node.ref}">{self._body(node)}</repeat>'
                written.append(f'<group ref="{node.ref}">{label}{inner}</group>')
            elif node.kind in ("select", "select1", "rank"):
                nodeset = quoteattr(f"instance('l')/root/item{node.filter}")
                items = f'<itemset nodeset={nodeset}><value ref="name"/><label ref="label"/></itemset>'
                name = "odk:rank" if node.kind == "rank" else node.kind
                written.append(f'<{name} ref="{node.ref}">{label}{items}{actions}</{name}>')
            elif not node.is_calculated:
                written.append(f'<input ref="{node.ref}">{label}{actions}</input>')
        return "".join(written)


def _relative(here: str, there: str) -> str:
    mine, its = here.split("/"), there.split("/")
    shared = 0
    while shared < min(len(mine), len(its)) - 1 and mine[shared] == its[shared]:
        shared += 1
    return "/".join([".."] * (len(mine) - shared) + its[shared:])


def _plain(ref: str) -> str:
    return "/".join(step.partition("[")[0] for step in ref.split("/"))
