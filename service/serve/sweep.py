"""What a server that was killed left behind in its folder: uploads that were not taken in to their end, and threads half taken out."""

import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

import structlog

from bookwright.service.serve.entities import THREAD_ID
from bookwright.service.serve.principal import folder_of
from bookwright.service.serve.store import Store
from bookwright.service.serve.threads import DROPPED

UPLOAD = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
OWNER = r"[0-9a-f]{64}"


def sweep(data: Path, store: Store) -> None:
    """Takes the folders of uploads and threads away that no row knows, before anything is served.

    What is named otherwise is left alone, and so is what is older than the database: it belongs to one that was lost.
    """
    uploads = {data / "uploads" / upload_id for upload_id in store.upload_ids()}
    threads = {data / "threads" / folder_of(owner) / thread_id for owner, thread_id in store.thread_ids()}
    for folder in [*_unknown(data / "uploads", UPLOAD, uploads), *_unknown_threads(data / "threads", threads)]:
        if folder.stat().st_mtime > store.born():
            structlog.get_logger().info("a folder that nothing knows is taken away", folder=str(folder.relative_to(data)))
            shutil.rmtree(folder, ignore_errors=True)


def _unknown_threads(parent: Path, known: Collection[Path]) -> Iterator[Path]:
    for owner in _unknown(parent, OWNER, ()):
        yield from _unknown(owner, rf"{re.escape(DROPPED)}?{THREAD_ID}", known)


def _unknown(parent: Path, name: str, known: Collection[Path]) -> Iterator[Path]:
    """The folders in a folder that are named so and are none of those; links are none."""
    for path in parent.iterdir() if parent.is_dir() else ():
        if re.fullmatch(name, path.name) and path.is_dir() and not path.is_symlink() and path not in known:
            yield path
