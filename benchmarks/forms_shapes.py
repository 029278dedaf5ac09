"""How the form engine grows: load, a chain of calculations, a leaf edit, repeats, a long list of choices."""

import datetime
import statistics
import time
from collections.abc import Callable

from intake_app.forms import decode, encode
from intake_app.forms.definition import (
    FormDefinition,
    FormLanguage,
    Itemset,
    NodeDefinition,
    SecondaryInstance,
    Wording,
)
from intake_app.interview import Interview

LANGUAGES = tuple(f"Language {n}" for n in range(10))
NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def measure() -> list[tuple[str, str]]:
    """Return rows (what, figure): medians in milliseconds."""
    rows = [_measure_size(size) for size in (100, 1_000, 5_000)]
    people = Interview.begin(repeating_form(), now=NOW)
    for _ in range(200):
        people.add_repeat("/data/p")
    edits = [_timed(lambda n=n: people.answer(f"/data/p[{n + 1}]/n", "7")) for n in range(200)]
    rows.append(("edit among 200 repeats with a sum", f"{_median(edits)} ms"))
    places = Interview.begin(cascading_form(10_000), now=NOW)
    cascade = [_timed(lambda n=n: _narrow(places, n)) for n in range(30)]
    rows.append(("10,000-choice cascade", f"first {cascade[0]:.2f} ms, later {_median(cascade)} ms"))
    return rows


def _measure_size(size: int) -> tuple[str, str]:
    package = encode(chained_form(size))
    loads = [_timed(lambda: first_page(package)) for _ in range(3)]
    interview = Interview.begin(decode(package), now=NOW)
    chain = [_timed(lambda n=n: interview.answer("/data/start", str(n))) for n in range(9)]
    leaf = [_timed(lambda n=n: interview.answer("/data/g1/q0", str(n))) for n in range(50)]
    states = [_timed(interview.state) for _ in range(5)]
    figures = (
        f"package to first page {_median(loads)} ms",
        f"edit driving {size // 4} calculations {_median(chain)} ms",
        f"leaf edit with constraint {_median(leaf)} ms",
        f"state {_median(states)} ms",
    )
    return f"{size} questions, 10 languages", ", ".join(figures)


def first_page(package: bytes) -> object:
    """Go from the installed package to the first page ready to show."""
    interview = Interview.begin(decode(package), now=NOW)
    page = interview.pages()[0]
    return [interview.worded(ref) for ref in page.questions]


def chained_form(size: int) -> FormDefinition:
    """Return ``size`` questions in groups of 20; every fourth is a calculation on the one before."""
    groups, previous = [_question("/data/start", data_type="int")], "/data/start"
    for group in range(size // 20):
        children = []
        for number in range(20):
            ref = f"/data/g{group}/q{number}"
            if number % 4 == 3:
                children.append(_question(ref, data_type="int", calculate=f"{previous} + 1"))
                previous = ref
            else:
                relevant = "/data/start < 100000" if number % 4 == 1 else ""
                children.append(
                    _question(ref, data_type="int", constraint=". >= 0 and . < 100", relevant=relevant)
                )
        groups.append(_group(f"/data/g{group}", children))
    return _form(f"chain-{size}", groups)


def repeating_form() -> FormDefinition:
    """Return a repeat of two questions and their sum."""
    inner = [
        _question("/data/p/n", data_type="int"),
        _question("/data/p/m", data_type="int", calculate=" ../n * 2"),
    ]
    repeat = NodeDefinition(
        "/data/p", "p", "repeat", tuple(inner), has_control=True, control="repeat", initial_count=0
    )
    return _form("repeat", [repeat, _question("/data/sum", calculate="sum( /data/p/m )")])


def cascading_form(choices: int) -> FormDefinition:
    """Return a question whose list of ``choices`` is narrowed by another answer to a hundredth."""
    rows = tuple((f"v{n}", f"Village {n}", f"d{n % 100}") for n in range(choices))
    village = NodeDefinition(
        "/data/v", "v", "question", has_control=True, control="select1",
        itemset=Itemset("instance('v')/root/item[d =  /data/d ]"),
    )  # fmt: skip
    table = SecondaryInstance("v", ("name", "label", "d"), rows)
    return _form("cascade", [_question("/data/d"), village], (table,))


def _narrow(interview: Interview, number: int) -> None:
    interview.answer("/data/d", f"d{number}")
    assert len(interview.choices("/data/v")) == 100


def _question(ref: str, **rest: str) -> NodeDefinition:
    label = Wording({language: (f"{ref} in {language}",) for language in LANGUAGES})
    return NodeDefinition(
        ref, ref.rpartition("/")[2], "question", has_control="calculate" not in rest, control="input",
        label=label, **rest,  # type: ignore[arg-type]
    )  # fmt: skip


def _group(ref: str, children: list[NodeDefinition]) -> NodeDefinition:
    return NodeDefinition(
        ref, ref.rpartition("/")[2], "group", tuple(children), has_control=True, control="group",
        label=Wording(dict.fromkeys(LANGUAGES, (ref,))),
    )  # fmt: skip


def _form(
    name: str, children: list[NodeDefinition], instances: tuple[SecondaryInstance, ...] = ()
) -> FormDefinition:
    return FormDefinition(
        form_id=name,
        version="1",
        title=name,
        root=NodeDefinition("/data", "data", "group", tuple(children)),
        languages=tuple(FormLanguage(language) for language in LANGUAGES),
        default_language=LANGUAGES[0],
        instances=instances,
    )


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def _median(times: list[float]) -> str:
    return f"{statistics.median(times):.2f}"
