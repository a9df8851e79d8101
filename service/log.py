"""Logging: structlog events as JSON lines in the run directory. Prompts, replies and keys are never passed to it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
import structlog

TRACES = structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))


@contextmanager
def logged(path: Path, **bound: object) -> Iterator[None]:
    """Inside the block every event goes to the file, with `bound` and a time; set up here and nowhere else."""
    before = structlog.get_config()
    with path.open("ab") as file:
        structlog.configure(
            processors=[
                structlog.contextvars.merge_contextvars,
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                TRACES,
                structlog.processors.JSONRenderer(serializer=orjson.dumps),
            ],
            wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
            logger_factory=structlog.BytesLoggerFactory(file=file),
            cache_logger_on_first_use=False,
        )
        try:
            with structlog.contextvars.bound_contextvars(**bound):
                yield
        finally:
            structlog.configure(**before)
