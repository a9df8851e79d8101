"""The commands of this recipe are run within the process of the tests."""

import pytest

from tests.service.conftest import Command


@pytest.fixture
def bookwright(within: Command) -> Command:
    """Runs `bookwright ARGUMENTS` in an empty directory, without keys."""
    return within
