"""Fixtures of the acquisition tests."""

import pytest
from pytest_httpserver import HTTPServer
from tests.acquire.site import Site, Time


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    return Site(httpserver)
