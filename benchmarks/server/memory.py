"""How much memory a server and its jobs hold, looked at again and again."""

import asyncio
import time
from dataclasses import dataclass, field

import numpy as np
import psutil

MEGABYTE = 1_000_000
SECONDS_BETWEEN_LOOKS = 2.0
WARM = 0.25
"""The first part of the time, in which caches fill."""


@dataclass
class Memory:
    """Seconds since the first look, resident megabytes of the server, and those of its children together, what they share counted once
    for each."""

    seconds: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    children: list[float] = field(default_factory=list)
    open_files: int = 0

    async def watch(self, pid: int) -> None:
        """Looks until it is cancelled."""
        process, began = psutil.Process(pid), time.monotonic()
        while True:
            self.seconds.append(time.monotonic() - began)
            self.server.append(process.memory_info().rss / MEGABYTE)
            self.children.append(sum(_resident(child) for child in process.children(recursive=True)))
            self.open_files = max(self.open_files, process.num_fds())
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    def growth(self, since: float) -> tuple[float, float]:
        """Megabytes a minute that the server grows by, by the line of least squares behind the warm part of the time since then, and by how
        much it has grown along that line."""
        begin = since + WARM * (self.seconds[-1] - since)
        rows = [(at, held) for at, held in zip(self.seconds, self.server, strict=True) if at >= begin]
        if len(rows) < 3:
            return 0.0, 0.0
        slope = float(np.polyfit([at for at, _ in rows], [held for _, held in rows], 1)[0])
        return 60 * slope, slope * (rows[-1][0] - rows[0][0])


def _resident(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss / MEGABYTE)
    except psutil.Error:
        return 0.0
