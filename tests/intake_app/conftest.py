"""One workspace for all tests of the core, copied for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from intake_app import forms
from intake_app.services.session import Workspace
from tests.intake_app.vault.sample import Sample


@pytest.fixture(scope="session")
def _made_sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "shipped_forms", tuple)  # reading them takes longer than all the rest
        return Sample.make(tmp_path_factory.mktemp("made") / "workspace")


@pytest.fixture
def sample(_made_sample: Sample, tmp_path: Path) -> Sample:
    """Return a locked workspace of this test's own, without forms."""
    return _made_sample.copy(tmp_path / "workspace")


@pytest.fixture
def counsellor(sample: Sample) -> Iterator[Workspace]:
    """Return the workspace as the counsellor has it open."""
    workspace = sample.unlock()
    yield workspace
    workspace.vault.close()


@pytest.fixture
def supervisor(sample: Sample) -> Iterator[Workspace]:
    """Return the workspace as the supervisor has it open."""
    workspace = sample.unlock("supervisor")
    yield workspace
    workspace.vault.close()
