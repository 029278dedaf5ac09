"""Whatever reads or changes a person leaves exactly one line; what leaves none is covered by what did."""

import ast
from pathlib import Path

import intake_app.services
from intake_app.services.log_lines import COVERED_BY, IN_TWO_STEPS, NOBODY
from intake_app.services.rights import area_of

ROOM = Path(intake_app.services.__file__).parent
Name = tuple[str, str]


class Calls:
    """Which service calls which, and how often each writes into the log, read from the source."""

    def __init__(self) -> None:
        self.functions: dict[Name, ast.FunctionDef] = {}
        self.imported: dict[str, dict[str, Name]] = {}
        for file in ROOM.glob("*.py"):
            tree, module = ast.parse(file.read_text(encoding="utf-8")), file.stem
            self.imported[module] = {}
            for node in ast.walk(tree):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                    "intake_app.services."
                ):
                    origin = (node.module or "").rsplit(".", 1)[1]
                    self.imported[module] |= {
                        one.asname or one.name: (origin, one.name) for one in node.names
                    }
            for node in tree.body:
                if isinstance(node, ast.FunctionDef):
                    self.functions[module, node.name] = node

    def lines(self, name: Name, above: tuple[Name, ...] = ()) -> int:
        """Return how many lines are written at the most, in ``name`` and what it calls."""
        found = self.functions.get(name)
        if found is None or name in above:
            return 0
        total = 0
        for call in (node for node in ast.walk(found) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Attribute) and call.func.attr == "recorded":
                total += 1
            elif isinstance(call.func, ast.Name):
                called = self.imported[name[0]].get(call.func.id, (name[0], call.func.id))
                total += self.lines(called, (*above, name))
        return total

    def about_people(self) -> list[Name]:
        return [
            (module, name) for (module, name), node in sorted(self.functions.items())
            if not name.startswith("_") and area_of(module, name) == "people"
            and "workspace" in {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}
        ]  # fmt: skip


def test_every_service_about_people_leaves_one_line_or_says_whose_line_covers_it() -> None:
    calls, wrong = Calls(), []
    for module, name in calls.about_people():
        count, full = calls.lines((module, name)), f"{module}.{name}"
        expected = 0 if full in COVERED_BY else 2 if full in IN_TWO_STEPS else 1
        if count != expected:
            wrong.append(f"{full} writes {count} lines into the log, not {expected} (services/log_lines.py)")
    assert not wrong, "\n".join(wrong)


def test_what_covers_others_leaves_a_line_itself() -> None:
    calls = Calls()
    for covered, covering in COVERED_BY.items():
        if covering != NOBODY:
            module, name = covering.split(".")
            assert calls.lines((module, name)), f"{covered}: {covering} leaves no line"
