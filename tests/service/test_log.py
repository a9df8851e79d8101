"""The log of a run."""

from pathlib import Path

import pytest
import structlog

from bookwright.errors import RunError
from bookwright.service.log import logged

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no full device")
def test_an_event_that_cannot_be_written_is_a_run_error_that_says_what_to_do() -> None:
    with logged(FULL), pytest.raises(RunError, match="No space left on device; free the disk"):
        structlog.get_logger().info("item done")
