"""What libraries say in their own ways, as events of the server's log."""

import contextlib
import logging
from collections.abc import Iterator

import structlog

from bookwright.errors import RunError

LONGEST = 300


class _ToLog(logging.Handler):
    """Hands a record on as one event: its first line, cut where it is long, for it may quote what was asked."""

    def emit(self, record: logging.LogRecord) -> None:
        line = next(iter(record.getMessage().splitlines()), "")[:LONGEST]
        with contextlib.suppress(RunError):
            structlog.get_logger().log(record.levelno, "library", library=record.name, words=line, exc_info=record.exc_info)


@contextlib.contextmanager
def libraries_logged() -> Iterator[None]:
    """Inside the block warnings and errors of libraries are events, and nothing else is made of them."""
    root, handler = logging.getLogger(), _ToLog(logging.WARNING)
    before, root.handlers = root.handlers, [handler]
    try:
        yield
    finally:
        root.handlers = before
