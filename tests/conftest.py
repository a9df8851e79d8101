"""What all rooms share: the scripted endpoint, one process a session, with a fresh plan for every test."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.endpoint.client import Endpoint, running

# The same examples on every machine, however busy it is.
settings.register_profile("bookwright", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("bookwright")


@pytest.fixture(scope="session")
def endpoint_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """The process behind `endpoint`."""
    with running(tmp_path_factory.mktemp("endpoint") / "requests.jsonl") as endpoint:
        yield endpoint


@pytest.fixture
def endpoint(endpoint_process: Endpoint) -> Endpoint:
    """The scripted chat-completions server, honest until the test tells it otherwise."""
    endpoint_process.follow()
    return endpoint_process
