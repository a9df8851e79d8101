"""Whose critic and judges a self-test asks: the panel of the run."""

import asyncio
import shlex
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bookwright.agents.chat import Chat, Reply, Request
from bookwright.agents.pace import Pace, PaceSettings
from bookwright.agents.patience import Patience
from bookwright.agents.rubric import Rubric
from bookwright.agents.team import Team, model_team, rules_team
from bookwright.curation.jury.jury import Jury
from bookwright.errors import RunError
from bookwright.graphs.settings import QASettings
from bookwright.service.budget import Budget, Purse
from bookwright.service.configuration import ModelChoice
from bookwright.service.directory import RunDirectory, read_state
from bookwright.service.ledger import Ledger
from bookwright.service.loop import told_to_stop
from bookwright.service.model import open_chat
from bookwright.service.prices import other_rates, rate_of
from bookwright.service.progress import Progress

AFRESH = 2
"""How far on a self-test's samples are: a role numbers its own 0 and, for a second try, 1."""


class _Kept(BaseModel):
    """A part of the settings in run.json, whatever else stands there."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ModelKept(_Kept):
    """The model that a run was made on."""

    name: str
    base_url: str | None = None
    temperature: float | None = None


class Panel(_Kept):
    """What decides how the drafts of a run were made and judged; `model` is None for rules."""

    qa: QASettings
    model: ModelKept | None = None
    judges: tuple[str, ...] = ()
    rubric: Rubric | None = None

    def names(self, choice: ModelChoice | None) -> str:
        """Who is asked with this model, in words: "rules", a model's name, or one with those that judge in its place."""
        if choice is None:
            return "rules"
        return f"{choice.name}; judges: {', '.join(self.judges)}" if self.judges else choice.name

    def jury(self, choice: ModelChoice | None) -> Jury | None:
        """The jury of the run, where those asked are the ones that it was seated on."""
        own, asked = (model.name if model else None for model in (self.model, choice))
        return self.qa.jury if own == asked or (choice and self.judges) else None


def read_panel(run: Path) -> Panel:
    """The panel of a run. RunError where there is no run, and where it does not say how it was made."""
    try:
        return Panel.model_validate(read_state(run, "qa")["settings"])
    except (KeyError, TypeError, ValidationError):
        raise RunError(f"{run / 'run.json'}: does not say how the run was made; give its command again") from None


def selftest_command(run: Path) -> str:
    """The command that tests those who judged the run: with its model and address, as a shell takes it."""
    words = ["bookwright", "selftest", str(run)]
    with suppress(RunError):
        if model := read_panel(run).model:
            words += ["--model", model.name]
            words += ["--base-url", model.base_url] if model.base_url else []
    return shlex.join(words)


class AfreshChat:
    """A chat that is asked for other samples than a run asks for: what the run's critic and judge said of a record is not told again,
    and what a self-test was answered is there for the next one."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self.name = chat.name

    async def ask(self, request: Request) -> Reply:
        """The answer to the same words, as another sample."""
        return await self.chat.ask(request.model_copy(update={"sample": request.sample + AFRESH}))


@asynccontextmanager
async def open_team(
    directory: RunDirectory, choice: ModelChoice | None, panel: Panel, budget: Budget | None, progress: Progress
) -> AsyncIterator[Team]:
    """The rule-based team, or the model's with the judges of the panel: through the ledger of the run, by its rubric, within the budget."""
    if choice is None:
        yield rules_team()
        return
    ledger, patience, pace = Ledger(directory.ledger), Patience(), Pace(PaceSettings())
    choices = [choice.model_copy(update={"name": name}) for name in dict.fromkeys((choice.name, *panel.judges))]
    try:
        accounts = ledger.reader.accounts()
        purse = Purse(budget, rate_of(choice, None), accounts, other_rates(accounts, choices, None, directory.state), panel.judges)

        def stop() -> None:
            purse.close()
            progress.note("Stopping; what was answered is kept, give the same command again to go on.")

        with told_to_stop(stop):
            async with AsyncExitStack() as stack:
                chats = {one.name: await stack.enter_async_context(open_chat(one, patience, pace, purse, ledger)) for one in choices}
                afresh = {name: AfreshChat(chat) for name, chat in chats.items()}
                try:
                    yield model_team(afresh[choice.name], judges=[afresh[name] for name in panel.judges], rubric=panel.rubric)
                finally:  # what is under way when it ends early is paid for, so it is waited for and kept
                    purse.close()
                    with suppress(TimeoutError):
                        async with asyncio.timeout(patience.deadline):
                            await asyncio.gather(*(chat.idle.wait() for chat in chats.values()))
    finally:
        await ledger.close()
