"""What clients of a server want: runs of several owners, on threads of their own and one behind the other, with and without a review.

Times are shares of the kills: an errand with `due` 0.5 is begun when half of them have struck.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import yaml

from benchmarks.crash.handbook import sections
from benchmarks.server.listening import PAUSE, Message, heard

OWNERS = ("ada", "bob", "cyd")
SUBJECTS = "cache ledger socket parser broker router kernel scheduler cursor packet thread buffer mutex shard daemon".split()
PROSE = """# The {0}

A {0} session is a bounded period of time in which a subscriber is known to the {0}. A {0} secret is a value
that both ends of a {0} session share. The {0} must end the session after {1} hours
because long sessions raise the risk of theft.

"""


@dataclass(frozen=True)
class Errand:
    """A run that is wanted, over the documents of these numbers; `given` is the rest of its input. With `answered`, it waits for a person,
    who answers when so many kills have struck."""

    owner: str
    thread: str
    assistant: str
    documents: tuple[int, ...]
    given: Mapping[str, Any] = field(default_factory=dict)
    due: float = 0.0
    answered: float | None = None

    @property
    def name(self) -> str:
        """The errand's own word, also its idempotency key."""
        return f"{self.thread}-{len(self.documents)}"


REVIEW, PLAN = {"review": 2}, {"settings": {"review_plan": True}}
ERRANDS = (
    Errand("ada", "ada-queue", "qa", (0,)),
    Errand("bob", "bob-plan", "textbook", (1,), PLAN, answered=0.4),
    Errand("ada", "ada-queue", "qa", (0, 2)),
    Errand("cyd", "cyd-waits", "qa", (3,), REVIEW, answered=1.0),
    Errand("ada", "ada-queue", "qa", (0, 2, 4)),
    Errand("bob", "bob-review", "qa", (5,), REVIEW, due=0.1, answered=0.5),
    Errand("cyd", "cyd-book", "textbook", (6,), due=0.2),
    Errand("bob", "bob-qa", "qa", (7,), due=0.3),
    Errand("cyd", "cyd-plan", "textbook", (8,), PLAN, due=0.3, answered=0.7),
    Errand("ada", "ada-review", "qa", (9,), REVIEW, due=0.4, answered=0.6),
    Errand("cyd", "cyd-qa", "qa", (10,), due=0.5),
    Errand("ada", "ada-late", "qa", (11,), REVIEW, due=0.6, answered=0.8),
    Errand("bob", "bob-last", "qa", (12,), due=0.7),
)


def document(number: int, passages: int) -> str:
    """The text of a document that no other shares a sentence with."""
    parts = (f"## Part {place}\n\n{section}\n" for place, section in enumerate(sections(passages, 1000 + number), 1))
    return PROSE.format(SUBJECTS[number], 10 + number) + "\n".join(parts)


@dataclass
class Told:
    """What came of an errand: the events of each of its runs, its runs' places, and what was wrong on the way."""

    errand: Errand
    places: list[str] = field(default_factory=list)
    messages: list[list[Message]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Client:
    """Runs an errand whatever becomes of the server meanwhile. `struck` tells the share of the kills, `answers` that an answer is sent."""

    def __init__(self, http: httpx.AsyncClient, ids: Mapping[int, str], struck: Callable[[], float], answers: Callable[[], None]) -> None:
        self._http, self._ids, self._struck, self._answers = http, ids, struck, answers
        self._queues: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def run(self, errand: Errand) -> Told:
        """The errand from its beginning to its end."""
        told = Told(errand)
        while self._struck() < errand.due:  # noqa: ASYNC110 - the kills tell nobody
            await asyncio.sleep(PAUSE)
        given = {"documents": [self._ids[number] for number in errand.documents], **errand.given}
        asked = {"assistant_id": errand.assistant, "input": given, "stream_mode": ["values", "updates", "custom"]}
        await self._through(told, asked, errand.name)
        if errand.answered is None:
            return told
        interrupt = await self._waiting(told, errand.answered)
        self._answers()
        asked = {"assistant_id": errand.assistant, "command": {"resume": answer_to(interrupt["value"])}}
        await self._through(told, asked | {"stream_mode": ["values", "updates", "custom"]}, f"{errand.name}-answer")
        return told

    async def listen(self, place: str) -> list[Message]:
        """All that a run says."""
        return await heard(self._http, place)

    async def _through(self, told: Told, asked: dict[str, Any], key: str) -> None:
        thread = told.errand.thread
        async with self._queues[thread]:  # what comes first is taken first
            await self._asked("POST", "/threads", {"thread_id": thread, "if_exists": "do_nothing"})
            run = await self._asked("POST", f"/threads/{thread}/runs", asked, {"Idempotency-Key": key})
        told.places.append(f"/threads/{thread}/runs/{run['run_id']}")
        told.messages.append(await self.listen(told.places[-1]))

    async def _waiting(self, told: Told, until: float) -> dict[str, Any]:
        """What the thread waits for; it must be the same whenever one looks."""
        first: dict[str, Any] | None = None
        while True:
            thread = await self._asked("GET", f"/threads/{told.errand.thread}")
            found = [interrupt for interrupts in thread["interrupts"].values() for interrupt in interrupts]
            if thread["status"] != "interrupted" or len(found) != 1 or (first and found[0] != first):
                told.wrong.append(f"{told.errand.name}: no longer waits: {thread['status']}, {len(found)} interrupts")
            first = first or (found[0] if found else None)
            if self._struck() >= until or first is None:
                assert first, told.wrong
                return first
            await asyncio.sleep(4 * PAUSE)

    async def _asked(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Any:
        """The answer, asked for again until the server gives one."""
        while True:
            try:
                answer = await self._http.request(method, path, json=body, headers=headers, timeout=30)
            except httpx.TransportError:
                await asyncio.sleep(PAUSE)
                continue
            if answer.status_code != 200:
                raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
            return answer.json()


def answer_to(value: Mapping[str, Any]) -> dict[str, Any]:
    """What a person says: the first record is not good, or the plan gets another title."""
    if value["kind"] == "plan":
        plan = yaml.safe_load(value["plan"])
        return {"plan": yaml.safe_dump(plan | {"title": f"{plan['title']}, reviewed"}, sort_keys=False)}
    return {"decisions": [{"id": value["records"][0]["id"], "decision": "reject", "reason": "known to everybody"}]}
