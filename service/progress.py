"""How far a run is, for people: a live line on a terminal, plain lines elsewhere."""

import sys
import time
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress

from bookwright.agents.pace import Pace
from bookwright.service.budget import Purse

SECONDS_BETWEEN_LINES = 5.0


def spending(purse: Purse, pace: Pace, done: int, passages: int) -> str:
    """What was spent so far, of the budget or of what it will come to when the rest costs as much, and how many calls are under way.

    What it will come to is told once more passages are done than are likely to be in work, which have cost something too.
    """
    budget = purse.budget
    if budget and budget.unit in {"calls", "tokens"}:
        spent = f"{short(purse.calls if budget.unit == 'calls' else purse.tokens)} of {short(int(budget.amount))} {budget.unit}"
    elif purse.money is not None and purse.rates.currency:
        whole = f" of about {purse.money / done * passages:.2f}" if done > pace.under_way else ""
        spent = f"{purse.money:.2f}{whole} {purse.rates.currency}" + (f" (at most {budget.amount:f})" if budget else "")
    else:
        spent = f"{short(purse.tokens)} tokens"
    return f"{spent}, {pace.under_way} of {int(pace.limit)} calls under way"


def short(number: int) -> str:
    """ "950", "12.3k", "4.5M"."""
    for unit, size in (("M", 1_000_000), ("k", 1_000)):
        if number >= size:
            return f"{number / size:.1f}".removesuffix(".0") + unit
    return str(number)


class Progress(Protocol):
    """Told of every stage, step and note of a run."""

    def __enter__(self) -> Self: ...
    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
    def stage(self, name: str, total: int) -> None:
        """A stage begins that has so many steps."""

    def step(self, words: str = "") -> None:
        """One step of the stage is done; `words` describe the state now."""

    def note(self, line: str) -> None:
        """Something that the user should read."""


class LiveProgress:
    """A bar that stays on its line."""

    def __init__(self, console: Console) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[words]}"),
        )
        self._bar = RichProgress(*columns, console=console)
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.stop()

    def stage(self, name: str, total: int) -> None:
        self._task = self._bar.add_task(name, total=total, words="")

    def step(self, words: str = "") -> None:
        if self._task is not None:
            self._bar.update(self._task, advance=1, words=words)

    def note(self, line: str) -> None:
        self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)


class LineProgress:
    """A plain line to standard error when a stage begins, every few seconds, and when it ends."""

    def __init__(self) -> None:
        self._name, self._done, self._total, self._told = "", 0, 0, 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass

    def stage(self, name: str, total: int) -> None:
        self._name, self._done, self._total, self._told = name, 0, total, time.monotonic()

    def step(self, words: str = "") -> None:
        self._done += 1
        now = time.monotonic()
        if self._done == self._total or now - self._told >= SECONDS_BETWEEN_LINES:
            self._told = now
            self.note(f"{self._name} {self._done}/{self._total}" + (f": {words}" if words else ""))

    def note(self, line: str) -> None:
        sys.stderr.write(line + "\n")


def progress_for(console: Console) -> Progress:
    """The live one on a terminal, the plain one elsewhere."""
    return LiveProgress(console) if console.is_terminal else LineProgress()
