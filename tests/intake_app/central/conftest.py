"""A PostgreSQL once for each module that asks for it."""

from collections.abc import Iterator

import pytest

from tests.intake_app.central.cluster import private_cluster


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    with private_cluster() as url:
        yield url
