"""Bare HTTP: aiohttp and orjson making the calls of a file of bodies, N at once, and nothing else.

    python -m benchmarks.speed.raw --url URL --bodies FILE --at-once N

The file is what GET /bodies of the server gives after a run: the calls that were made there.
"""

import argparse
import asyncio
import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from aiohttp import ClientSession, ClientTimeout, TCPConnector


async def ask_all(url: str, bodies: list[dict[str, Any]], at_once: int) -> int:
    """Makes every call; how many answers hold a JSON object."""
    waiting: Iterator[dict[str, Any]] = iter(bodies)
    timeout, headers = ClientTimeout(total=120), {"Content-Type": "application/json", "Authorization": "Bearer none"}
    async with ClientSession(connector=TCPConnector(limit=0), timeout=timeout, headers=headers) as session:

        async def work() -> int:
            sound = 0
            for body in waiting:
                async with session.post(f"{url}/chat/completions", data=orjson.dumps(body)) as response:
                    answer = orjson.loads(await response.read())
                sound += isinstance(orjson.loads(answer["choices"][0]["message"]["content"]), dict)
            return sound

        return sum(await asyncio.gather(*(work() for _ in range(at_once))))


def main() -> None:
    """Makes the calls and says how many came to something."""
    parser = argparse.ArgumentParser(description="Makes recorded calls with bare aiohttp.")
    parser.add_argument("--url", required=True)
    parser.add_argument("--bodies", type=Path, required=True, help="one JSON body a line")
    parser.add_argument("--at-once", type=int, required=True)
    given = parser.parse_args()
    bodies = [orjson.loads(line) for line in given.bodies.read_bytes().splitlines()]
    gc.freeze()  # the bodies are many objects that a client with work to do would not hold
    print(orjson.dumps({"valid": asyncio.run(ask_all(given.url, bodies, given.at_once))}).decode())


if __name__ == "__main__":
    main()
