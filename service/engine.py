"""What every go at a run works with: its ledger, its purse, its pace, and the ways to its models."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bookwright.agents.pace import Pace
from bookwright.errors import ReplayMissed
from bookwright.service.budget import Purse
from bookwright.service.configuration import ModelChoice
from bookwright.service.directory import RunDirectory
from bookwright.service.ending import Ending
from bookwright.service.ledger import Ledger
from bookwright.service.ledger_reader import check_kept
from bookwright.service.loop import told_to_stop
from bookwright.service.model import open_batch_chat, open_chat, recorded_chat
from bookwright.service.paying import LedgerChat
from bookwright.service.prices import other_rates, rate_of
from bookwright.service.progress import Progress, spending
from bookwright.service.settings import EngineSettings
from bookwright.service.summary import Cost
from bookwright.service.teaming import Chats

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer


@contextmanager
def owned(path: Path, kind: str = "qa") -> Iterator[RunDirectory]:
    """The directory of a run of that kind, held by this process inside the block."""
    run = RunDirectory.open(path, kind)
    try:
        yield run
    finally:
        run.close()


class Engine:
    """The means of one go at a run directory, from `open` until its block ends. `chats` are the ways to its models."""

    def __init__(self, settings: EngineSettings, run: RunDirectory, progress: Progress, ledger: Ledger) -> None:
        self.settings, self.progress, self.ledger = settings, progress, ledger
        self.pace = Pace(settings.pace)
        self._paces = {settings.model.base_url if settings.model else None: self.pace}
        self._ways: list[LedgerChat] = []
        self.chats = Chats(settings.team)
        accounts = ledger.reader.accounts()
        self._rate = rate_of(settings.model, settings.prices) if settings.model else None
        self._others = other_rates(accounts, settings.choices, settings.prices, run.state)
        others = (*settings.judges, *(one.name for one in settings.team.models.values())) if settings.team else settings.judges
        self.purse = Purse(settings.budget, self._rate, accounts, self._others, others)
        self._ending = Ending(self.purse, settings.patience.deadline)

    @classmethod
    @asynccontextmanager
    async def open(
        cls, settings: EngineSettings, run: RunDirectory, progress: Progress, tracer: "Tracer | None" = None
    ) -> AsyncIterator["Engine"]:
        """The engine of a go, inside a running event loop. In the block the first Ctrl-C lets nothing more begin.

        RunError where the ledger cannot be used or holds less than run.json counts; ReplayMissed where a recorded run recorded nothing.
        """
        check_kept(run.path, run.paid)
        ledger = Ledger(run.ledger)
        try:
            engine = cls(settings, run, progress, ledger)
            with told_to_stop(engine._stop):
                async with AsyncExitStack() as stack:
                    for choice in settings.choices:
                        engine._seat(choice, await stack.enter_async_context(engine._chat(choice, tracer)))
                    yield engine
        finally:
            await ledger.close()

    @property
    def calls_at_once(self) -> int:
        """How many calls the fastest of the endpoints takes at once just now."""
        return max(int(pace.limit) for pace in self._paces.values())

    @property
    def cost(self) -> Cost:
        """What the ledger's answers have cost so far."""
        return Cost(accounts=tuple(self.ledger.reader.accounts()), rate=self._rate, others=self._others)

    async def drained(self, error: BaseException | None = None) -> None:
        """Lets no further call begin and waits for those under way as long as makes sense; `error` is what ends the run, if one does."""
        if chats := self._ways:  # a request that waits for a batch is ended with the purse, not let go
            await self._ending.drained((chat.idle if self.settings.batch else chat.landed for chat in chats), error)

    def spending(self, done: int, total: int) -> str:
        """What was spent, in words, when so many of all items are done; empty where rules do the work."""
        return spending(self.purse, self.pace, done, total) if self.settings.model else ""

    def _seat(self, choice: ModelChoice, chat: LedgerChat) -> None:
        """Puts the way to a model where it is looked for."""
        self._ways.append(chat)
        settings = self.settings
        if settings.team and choice in settings.team.models.values():
            self.chats.of_team[choice.label] = chat
            return
        if choice in settings.beside:
            self.chats.beside[choice.label] = chat
        if choice in settings.named:
            self.chats[choice.name] = chat
        if choice == settings.model:
            self.chats.main = chat

    def _stop(self) -> None:
        """Lets nothing more begin."""
        self._ending.hurry()
        self.progress.note("Stopping; a moment for the answers that are under way. Press Ctrl-C again to leave them.")

    @asynccontextmanager
    async def _chat(self, choice: ModelChoice, tracer: "Tracer | None") -> AsyncIterator[LedgerChat]:
        """The way to one of the models. Those at one endpoint share its pace; all of them share the budget."""
        settings = self.settings
        if settings.replay == "strict":
            if not self.ledger.reader.holds_answers:
                raise ReplayMissed(f"--replay strict: nothing was recorded in {settings.out}; name the directory of a run on a model")
            yield recorded_chat(choice, self.ledger)
        elif settings.batch:
            patience, tell = settings.patience, self.progress.note
            async with open_batch_chat(choice, settings.batch, self.ledger, self.purse, patience=patience, tell=tell) as chat:
                yield chat
        else:
            pace = self._paces.setdefault(choice.base_url, Pace(settings.pace))
            async with open_chat(choice, settings.patience, pace, self.purse, self.ledger, tracer=tracer) as chat:
                yield chat
