"""The system's resolver, in threads of its own: a name that is slow to look up holds nothing else up."""

import asyncio
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

SECONDS = 5.0
AT_ONCE = 4


class Names:
    """Looks names up."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="names")

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host, in the resolver's order; none where there are none in time. An address in any way of writing that the
        system reads (decimal, octal, hexadecimal) stands for itself."""
        loop = asyncio.get_running_loop()
        looking = loop.run_in_executor(self._threads, _look_up, host, port)
        try:
            async with asyncio.timeout(SECONDS):
                return await looking
        except TimeoutError:
            return ()

    def close(self) -> None:
        """Waits for nothing that is still being looked up."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int) -> Sequence[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))
