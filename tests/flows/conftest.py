"""One embedded Prefect server for all flow tests of a process."""

from collections.abc import Iterator

import pytest
from flows.here import prefect_here


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with prefect_here(tmp_path_factory.mktemp("prefect")):
        yield
