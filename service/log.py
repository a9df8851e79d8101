"""Logging: structlog events as JSON lines in the run directory. Prompts, replies and keys are never passed to it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import BinaryIO, cast

import orjson
import structlog

from bookwright.errors import RunError

STANDARD_ERROR = 2
TRACES = structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))


class _Sink:
    """A file to which events are written as they come. RunError when one cannot be."""

    def __init__(self, file: FileIO, path: Path) -> None:
        self._file, self._path = file, path

    def write(self, event: bytes) -> None:
        try:
            self._file.write(event)
        except OSError as error:
            raise RunError(f"{self._path}: {error.strerror}; free the disk, then give the same command again") from None

    def flush(self) -> None:
        """Nothing is held back."""


@contextmanager
def logged(path: Path | None, **bound: object) -> Iterator[None]:
    """Inside the block every event goes to the file, or to standard error where none is named, with `bound` and a time; set up here and
    nowhere else."""
    before = structlog.get_config()
    with path.open("ab", buffering=0) if path else FileIO(STANDARD_ERROR, "ab", closefd=False) as file:
        structlog.configure(
            processors=[
                structlog.contextvars.merge_contextvars,
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                TRACES,
                structlog.processors.JSONRenderer(serializer=orjson.dumps),
            ],
            wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
            logger_factory=structlog.BytesLoggerFactory(file=cast("BinaryIO", _Sink(file, path or Path("/dev/stderr")))),
            cache_logger_on_first_use=False,
        )
        try:
            with structlog.contextvars.bound_contextvars(**bound):
                yield
        finally:
            structlog.configure(**before)
