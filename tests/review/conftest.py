"""The reviewers' page over a real output: the samples, read and published once for all tests that look at them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.review.invented import finding, publish_findings

from kommuntal.review.app import create_app
from kommuntal.review.settings import Settings
from kommuntal.run import Settings as RunSettings
from kommuntal.run import run

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run over the samples. Shared: tests that write to an output take `output`."""
    output = tmp_path_factory.mktemp("published")
    run([SAMPLES], RunSettings(output=output))
    return output


@pytest.fixture
def output(published: Path, tmp_path: Path) -> Path:
    """An output of its own for each test, without the readings kept for the next run."""
    copy = tmp_path / "output"
    shutil.copytree(published, copy, symlinks=True, ignore=shutil.ignore_patterns("cache"))
    return copy


@pytest.fixture(scope="session")
def published_many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """120 findings in three invented documents. Shared: tests take `many`."""
    output = tmp_path_factory.mktemp("many")
    publish_findings(output, [finding(n, 3) for n in range(120)], 3)
    return output


@pytest.fixture
def many(published_many: Path, tmp_path: Path) -> Path:
    """An output of 120 findings, a test's own."""
    copy = tmp_path / "many"
    shutil.copytree(published_many, copy, symlinks=True)
    return copy


@pytest.fixture
def app(output: Path) -> FastAPI:
    return create_app(Settings(output=output))


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """A browser's stand-in, which follows redirects and keeps cookies."""
    with TestClient(app, base_url=ADDRESS) as client:
        yield client
