"""All that a report says of a run, as report.json holds it."""

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Protocol

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, ValidationError

from bookwright import __version__
from bookwright.agents.chat import Usage
from bookwright.curation.figures import Figures
from bookwright.curation.jury import Jury
from bookwright.curation.opinions import Opinions
from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen
from bookwright.service.directory import read_state
from bookwright.service.selftest_result import SelfTest
from bookwright.service.status import Standing, Status
from bookwright.service.status_told import ITEMS, how_to_go_on

EXAMPLE_CHARS = 300
STANDINGS: dict[Standing, str] = {
    "running": "This run is still at work",
    "stopped": "This run was stopped before its end",
    "killed": "This run was killed before its end",
    "new": "This run ended before it began to ask",
}


def readable(name: str) -> str:
    """A file's name with a replacement mark for each byte that is no UTF-8, so that it can be written anywhere."""
    return os.fsencode(name).decode("utf-8", errors="replace")


Name = Annotated[str, BeforeValidator(readable)]


class Told(BaseModel):
    """A part of run.json, whatever else stands there."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class DocumentTold(Told):
    """A document that was read."""

    sha256: str
    title: str
    path: str
    language: str
    licence: str | None = None


class SkippedTold(Told):
    """A file that was not read, and why."""

    path: str
    reason: str


class RunTold(Told):
    """What run.json says of how the run was made; `started` in ISO 8601."""

    started: str = ""
    command: str = ""
    team: dict[str, str] = Field(default_factory=dict)
    counts: dict[str, int] = Field(default_factory=dict)
    figures: dict[str, JsonValue] = Field(default_factory=dict)
    documents: tuple[DocumentTold, ...] = ()
    skipped: tuple[SkippedTold, ...] = ()


class Rejected(Frozen):
    """A reason of rejection as "stage:cause", how many drafts and passages it cost, and what was said of the first that tells more."""

    reason: str
    count: int
    example: str = ""


class Reported(Frozen):
    """All that a report says of a run. `unfinished` says how it stands; empty for a finished one.

    `done` of the `passages` to work on are done; `unanswered` counts requests without an answer; `opinions` are of
    records and rejects; `jury` is what `bookwright calibrate` made of the judges; `selftest_is_older` says that the records were written
    after the self-test; `records_sha256` is of records.jsonl.
    """

    bookwright: str = __version__
    name: Name
    status: Standing
    unfinished: Name
    run: RunTold
    done: int
    passages: int
    paid: Usage
    cost: str
    unanswered: int
    rejected: tuple[Rejected, ...]
    figures: Figures
    opinions: Opinions
    jury: Jury | None
    selftest: SelfTest | None
    selftest_is_older: bool
    selftest_command: Name
    records_sha256: str


def read_run(path: Path, kind: str = "qa") -> RunTold:
    """What run.json says. RunError where there is no run of that kind, InputError where it says it in a way that cannot be read."""
    try:
        return RunTold.model_validate(read_state(path, kind))
    except ValidationError as error:
        field = ".".join(map(str, error.errors()[0]["loc"]))
        raise InputError(f"{path / 'run.json'}: {field} is not as this version writes it; give the command of the run again") from None


class Ended(Protocol):
    """A reject of any kind."""

    @property
    def reason(self) -> str: ...
    @property
    def detail(self) -> str: ...


def rejections(rejects: Iterable[Ended]) -> tuple[Rejected, ...]:
    """The reasons by stage, in each stage the commonest first, every one with an example where one says more than the reason."""
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for reject in rejects:
        counts[reject.reason] += 1
        if reject.reason not in examples and (example := reject.detail or getattr(reject, "question", "")):
            examples[reject.reason] = example[:EXAMPLE_CHARS]
    return in_order(Rejected(reason=reason, count=count, example=examples.get(reason, "")) for reason, count in counts.items())


def in_order(reasons: Iterable[Rejected]) -> tuple[Rejected, ...]:
    """By stage, the commonest first in each."""
    return tuple(sorted(reasons, key=lambda row: (row.reason.partition(":")[0], -row.count, row.reason)))


def unfinished(status: Status) -> str:
    """How a run that is not finished stands and how it goes on, in words; nothing of a finished one."""
    if status.status == "finished":
        return ""
    items = ITEMS.get(status.kind, "items")
    done = f"{status.work.done} of {status.work.total} {items} are done" if status.work.total else f"its {items} are not read yet"
    words = f"{STANDINGS[status.status]}: {done}. What follows is of the records that its files hold."
    return f"{words} {how_to_go_on(status)}".rstrip()
