"""One embedded Prefect server for all flow tests of a process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flows.here import prefect_here

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with prefect_here(tmp_path_factory.mktemp("prefect")):
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try a test once more whose process died under it, and no test that failed.

    A server, its database driver and the night share one process here; once in some dozens of runs of all tests it was
    seen to die without a word. A night that dies so loses nothing, which a test of its own shows.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=["crashed while running"]))
