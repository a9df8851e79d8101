"""A series of kills of one server: what is wanted of it goes on beside, and what came of that is kept."""

import asyncio
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import httpx

from benchmarks.crash.remains import Served
from benchmarks.crash.trial import stored_texts
from benchmarks.server.errands import ERRANDS, OWNERS, Client, Told, document
from benchmarks.server.process import Server, keys_of

KINDS = ("answers", "time", "start", "file", "at once")
"""When a life is killed: after some answers of the model, some time after a run said something, before it answers, while a file of a run is
written; and, begun again at once, while jobs of the life before still end. Whatever is meant to come, a life is
killed soon after a person's answer."""
LONGEST_WAIT = 90.0
PACE = 0.8
"""How many runs have ended before the next kill, as a share of the kills: they strike all through the work on a slow machine, too."""
LONGEST_SERIES = 3600.0
SECONDS_LEFT = 20.0
POLL = 0.01


@dataclass
class Came:
    """What a go came to: of each errand, of each kill, and the answers that were stored before each life began."""

    told: list[Told] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    before: dict[str, set[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    longest_end: float = 0.0
    seconds: float = 0.0


class Series:
    """The same wants on copies of one folder. `served` is the log of the model's endpoint; None where rules do the work."""

    def __init__(self, folder: Path, options: tuple[str, ...], passages: int, served: Served | None, tell: Callable[[str], None]) -> None:
        self.folder, self.options, self.passages, self.served, self.tell = folder, options, passages, served, tell
        self.data, self.homes = folder / "data", folder / "homes"
        self.keys: Mapping[str, str] = {}
        self.ids: dict[str, dict[int, str]] = {}

    async def prepare(self) -> None:
        """The folder that every go begins with: keys and documents."""
        self.keys = keys_of(self.data, OWNERS)
        server = Server(self.data, self.homes, self.options)
        server.begin("prepare")
        await server.answers()
        for owner in OWNERS:
            wanted = sorted({number for errand in ERRANDS if errand.owner == owner for number in errand.documents})
            async with httpx.AsyncClient(base_url=server.url, headers=self.headers(owner)) as http:
                self.ids[owner] = {number: await _uploaded(http, number, self.passages) for number in wanted}
        server.end()
        shutil.copytree(self.data, self.folder / "template")

    async def go(self, name: str, kills: int, chance: Random) -> Came:
        """One go from the folder as it was prepared, with so many kills; the folder is kept under that name."""
        shutil.rmtree(self.data)
        shutil.copytree(self.folder / "template", self.data)
        came = await _Go(self, name, kills, chance).run()
        shutil.copytree(self.data, self.folder / name)
        return came

    def headers(self, owner: str) -> dict[str, str]:
        """With what an owner asks."""
        return {"Authorization": f"Bearer {self.keys[owner]}"}


class _Go:
    def __init__(self, series: Series, name: str, kills: int, chance: Random) -> None:
        self.series, self.name, self.kills, self.chance = series, name, kills, chance
        self.server = Server(series.data, series.homes, series.options)
        self.came = Came()
        self.struck = 0
        self.answered = asyncio.Event()

    async def run(self) -> Came:
        began = time.monotonic()
        async with AsyncExitStack() as stack:
            clients = {}
            for owner in OWNERS:
                http = httpx.AsyncClient(base_url=self.server.url, headers=self.series.headers(owner))
                clients[owner] = Client(await stack.enter_async_context(http), self.series.ids[owner], self._share, self.answered.set)
            wants = [asyncio.create_task(clients[errand.owner].run(errand)) for errand in ERRANDS]
            async with asyncio.timeout(LONGEST_SERIES):
                self._begin()
                for number in range(self.kills):
                    await self._kill(KINDS[number % len(KINDS)], wants)
                for came in await asyncio.gather(*wants, return_exceptions=True):
                    self.came.wrong += [repr(came)] if isinstance(came, BaseException) else came.wrong
                    self.came.told += [] if isinstance(came, BaseException) else [came]
                await self._listen_again(clients)
        if code := self.server.end():
            self.came.wrong.append(f"told to end, the server ends with {code}: {self.server.said()}")
        await self._seen_off(self._key(self.struck))
        self.came.seconds = time.monotonic() - began
        return self.came

    def _key(self, life: int) -> str:
        return f"{self.name}-{life}"

    def _share(self) -> float:
        return self.struck / self.kills if self.kills else 1.0

    def _begin(self) -> None:
        last = self._key(self.struck - 1)
        before = self.came.before.get(last, set())
        is_still = bool(self.struck and self.server.left(last))
        self.came.before[self._key(self.struck)] = before if is_still else before | self._stored()
        self.server.begin(self._key(self.struck))

    def _stored(self) -> set[str]:
        return {text for ledger in self.series.data.rglob("ledger.db") for text in stored_texts(ledger.parent)}

    async def _kill(self, kind: str, wants: list[asyncio.Task[Told]]) -> None:
        """One kill, and the life after it."""
        happened = await self._due(kind)
        self.server.kill()
        self.came.kinds[happened] += 1
        self.struck += 1
        if kind != "at once":
            await self._seen_off(self._key(self.struck - 1))
        self._begin()
        self.series.tell(f"{self.struck} kills, last at {happened}; {sum(want.done() for want in wants)} of {len(wants)} errands done")

    async def _due(self, kind: str) -> str:
        """What it has come to when the life is to be killed."""
        if kind == "start":
            await asyncio.sleep(self.chance.uniform(0, 3))
            return kind
        await self.server.answers()
        if self.answered.is_set():
            self.answered.clear()
            await asyncio.sleep(self.chance.uniform(0, 5))
            return "a person's answer"
        due = int(PACE * self._share() * len(ERRANDS))
        await self._until(lambda: self._counted("runs WHERE status NOT IN ('pending', 'running')") >= due)
        said = self._counted("events")
        if not await self._until(lambda: self._counted("events") != said):  # what is killed before it works shows little
            return "nothing to do"
        if kind == "answers" and self.series.served and await self._until(self._answers(self.chance.randint(1, 40))):
            await asyncio.sleep(self.chance.choice((0.0, 0.003, 0.02, 0.08)))
            return kind
        if kind == "file" and await self._until(self._is_writing):
            return kind
        await asyncio.sleep(self.chance.uniform(0, 3))
        return "time" if kind in {"answers", "file"} else kind

    def _counted(self, what: str) -> int:
        """How many rows the server's database has."""
        with closing(sqlite3.connect(f"file:{self.series.data / 'server.db'}?mode=ro", uri=True)) as db:
            return int(db.execute(f"SELECT count(*) FROM {what}").fetchone()[0])

    def _answers(self, count: int) -> Callable[[], bool]:
        seen = 0

        def enough() -> bool:
            nonlocal seen
            assert self.series.served
            seen += self.series.served.count_of(self._key(self.struck), "sent")
            return seen >= count

        return enough

    def _is_writing(self) -> bool:
        folders = self.series.data.glob("threads/**/run.json")
        return any(
            (run.parent / f"{name}.part").exists() for run in folders for name in ("records.jsonl", "rejects.jsonl", "book/book.html")
        )

    async def _until(self, due: Callable[[], bool]) -> bool:
        until = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < until:
            if due():
                return True
            await asyncio.sleep(POLL)
        return False

    async def _seen_off(self, key: str) -> None:
        """Waits for the jobs of a life that was killed, which end by themselves."""
        began = time.monotonic()
        while left := self.server.left(key):
            if time.monotonic() > began + SECONDS_LEFT:
                self.came.wrong.append(f"{key}: {len(left)} processes outlive their server by {SECONDS_LEFT:g} s")
                for process in left:
                    with suppress(ProcessLookupError):
                        process.kill()
                return
            await asyncio.sleep(0.1)
        self.came.longest_end = max(self.came.longest_end, time.monotonic() - began)

    async def _listen_again(self, clients: Mapping[str, Client]) -> None:
        """What was heard across the kills is what one hears who listens at the end."""
        for told in self.came.told:
            for place, messages in zip(told.places, told.messages, strict=True):
                whole = await clients[told.errand.owner].listen(place)
                if whole != messages:
                    self.came.wrong.append(f"{told.errand.name}: heard {len(messages)} messages across the kills, there are {len(whole)}")


async def _uploaded(http: httpx.AsyncClient, number: int, passages: int) -> str:
    answer = await http.post("/documents", params={"name": f"{number}.md"}, content=document(number, passages).encode())
    return str(answer.raise_for_status().json()["document_id"])
