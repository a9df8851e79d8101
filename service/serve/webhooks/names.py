"""The system's resolver, in threads of its own: a name that is slow to look up holds nothing else up."""

import asyncio
import socket
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

SECONDS = 5.0
AT_ONCE = 32
AT_ONCE_PER_OWNER = 4


class Names:
    """Looks names up. The slow names of one owner leave room for those of others."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="names")
        self._rooms: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(AT_ONCE_PER_OWNER))
        self._looking: set[asyncio.Future[Sequence[str]]] = set()

    async def __call__(self, owner: str, host: str, port: int) -> Sequence[str]:
        """The addresses of a host, in the resolver's order; none where there are none in time. An address in any way of writing that the
        system reads (decimal, octal, hexadecimal) stands for itself."""
        try:
            async with asyncio.timeout(SECONDS):
                return await asyncio.shield(await self._look_up(self._rooms[owner], host, port))
        except TimeoutError:
            return ()

    async def _look_up(self, room: asyncio.Semaphore, host: str, port: int) -> "asyncio.Future[Sequence[str]]":
        """Begins to look a name up when there is room. Nobody can stop a thread that looks one up, so it takes room until it ends."""
        await room.acquire()
        looking = asyncio.get_running_loop().run_in_executor(self._threads, _look_up, host, port)
        self._looking.add(looking)
        looking.add_done_callback(self._looking.discard)
        looking.add_done_callback(lambda _: room.release())
        return looking

    def close(self) -> None:
        """Waits for nothing that is still being looked up."""
        for looking in list(self._looking):
            looking.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int) -> Sequence[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))
