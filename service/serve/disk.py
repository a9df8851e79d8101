"""How much of the disk the server's folder takes."""

import asyncio
import contextlib
import os
import shutil
import time
from pathlib import Path

SECONDS_KEPT = 300.0


class Disk:
    """The size of a folder. Looking through it is slow, so it is done in a thread and not again for five minutes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bytes, self._until = 0, 0.0
        self._looking = asyncio.Lock()

    async def used(self) -> int:
        """The bytes of all its files."""
        async with self._looking:
            if time.monotonic() >= self._until:
                self._bytes = await asyncio.to_thread(_size, self._folder)
                self._until = time.monotonic() + SECONDS_KEPT
        return self._bytes

    def free(self) -> int:
        """The bytes that are free beside it."""
        return shutil.disk_usage(self._folder).free


def _size(folder: Path) -> int:
    """The bytes of all files in a folder; what is taken out meanwhile counts nothing."""
    found = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                found += os.lstat(os.path.join(place, name)).st_size  # noqa: PTH118 - many files
    return found
