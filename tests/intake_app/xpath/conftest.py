"""What the tests of expressions share: a small household, and one way to ask it something."""

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from intake_app.xpath import Context, Environment, Value, compile_expression
from intake_app.xpath.xform_document import XFormDocument

HOUSEHOLD = """<data id="household">
  <name>Sample Person</name>
  <arrived>2026-03-28</arrived>
  <seen>2026-03-29T12:00:00.000+02:00</seen>
  <blank/>
  <needs>housing  work language</needs>
  <person><age>34</age><school/></person>
  <person><age>9</age><school>yes</school></person>
  <person><age>4</age><school/></person>
</data>"""

NOON = datetime(2026, 7, 1, 10, 0, 0, 250_000, tzinfo=UTC)  # 12:00 in Berlin

Ask = Callable[..., Value]


@pytest.fixture
def ask() -> Ask:
    """Work an expression out in the household (or another document), at a node given by a path."""

    def run(
        expression: str,
        *,
        xml: str | None = HOUSEHOLD,
        at: str = "/",
        zone: str = "Europe/Berlin",
        **facts: Any,
    ) -> Value:
        settings: dict[str, Any] = {
            "now": lambda: NOON,
            "timezone": ZoneInfo(zone),
            "random": Random(1),
            **facts,
        }
        if xml is None:
            return compile_expression(expression).evaluate(Context(None, Environment(**settings)))
        document = XFormDocument(xml)
        environment = document.environment(now=settings["now"], timezone=settings["timezone"], language="")
        for name, value in settings.items():
            setattr(environment, name, value)
        found = compile_expression(at, namespaces=document.prefixes).evaluate(
            Context(document.root, environment)
        )
        assert isinstance(found, list)
        return compile_expression(expression, namespaces=document.prefixes).evaluate(
            Context(found[0], environment)
        )

    return run


@pytest.fixture
def texts(ask: Ask) -> Callable[..., list[str]]:
    """Return the texts of the nodes an expression gives."""

    def run(expression: str, **facts: Any) -> list[str]:
        found = ask(expression, **facts)
        assert isinstance(found, list)
        return [node.text() for node in found]

    return run
