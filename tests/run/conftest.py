"""Runs of the whole walk, each made once for all tests that look at it."""

from pathlib import Path

import pytest

from kommuntal.run import Settings, run

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run over the samples."""
    output = tmp_path_factory.mktemp("published")
    run([SAMPLES], Settings(output=output))
    return output
