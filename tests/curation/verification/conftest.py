"""The target of the escapes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.curation.verification.target import ENVIRONMENT_KEY, SECRET, Target, target


@pytest.fixture
def aim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Target]:
    """A target, with a secret in the environment of this process too."""
    monkeypatch.setenv(ENVIRONMENT_KEY, SECRET)
    with target(tmp_path) as found:
        yield found
