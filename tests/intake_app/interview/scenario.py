"""A form and its interview in a few words: ``scenario.answer("/data/age", 34)``.

Forms are small markdown tables (or XForm XML for what a table cannot say); each is read once.
"""

import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from intake_app.forms import FormDefinition, read_form, read_xform
from intake_app.interview import Changes, Interview

NOW = datetime.datetime(2026, 3, 5, 10, 30, tzinfo=datetime.UTC)


@lru_cache(maxsize=128)
def form_of(table: str) -> FormDefinition:
    """Read a markdown table, or an XForm; its root element is ``/data``."""
    if table.lstrip().startswith("<"):
        reading = read_xform(table)
    else:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "form.md"
            path.write_text("\n".join(line.strip() for line in table.strip().splitlines()), encoding="utf-8")
            reading = read_form(path)
    assert reading.definition is not None, [(each.what, each.facts) for each in reading.findings]
    return reading.definition


class Scenario:
    """An interview that is spoken to in the users' language."""

    def __init__(self, table: str, *, language: str | None = None, seed: int | None = 1) -> None:
        self.form = form_of(table)
        self.interview = Interview.begin(
            self.form,
            language=language,
            now=NOW,
            user="sam",
            device="dev-1",
            timezone=datetime.UTC,
            seed=seed,
        )

    def answer(self, ref: str, value: object) -> Changes:
        return self.interview.answer(ref, None if value is None else str(value))

    def answers(self, **values: object) -> None:
        """Answer questions that stand directly in ``/data``."""
        for name, value in values.items():
            self.answer(f"/data/{name}", value)

    def value(self, ref: str) -> str | None:
        return self.interview.value(ref)

    def relevant(self, ref: str) -> bool:
        return self.interview.is_relevant(ref)

    def offered(self, ref: str) -> list[str]:
        return [choice.value for choice in self.interview.choices(ref)]

    def add(self, ref: str) -> Changes:
        return self.interview.add_repeat(ref)

    def remove(self, ref: str) -> Changes:
        return self.interview.remove_repeat(ref)

    def open_points(self) -> list[tuple[str, str]]:
        return [(finding.ref, finding.kind) for finding in self.interview.findings()]

    def reload(self) -> None:
        """Write the interview out and read it back."""
        self.interview = Interview.resume(
            self.form, self.interview.state(), now=NOW + datetime.timedelta(days=9)
        )

    def picture(self) -> list[tuple[object, ...]]:
        """Return everything a person could notice, for comparing two moments."""
        return [
            (node.ref, node.value, node.non_answer, node.relevant, node.required, node.readonly, node.valid)
            for node in self.interview.nodes()
        ]
