"""The selftest command: known faults planted into the records of a run, and who finds them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from rich.console import Console

from bookwright.agents.items import Draft, QuestionKind
from bookwright.agents.pace import Pace, PaceSettings
from bookwright.agents.patience import Patience
from bookwright.agents.rubric import Rubric
from bookwright.agents.team import Team, model_team, rules_team
from bookwright.curation.planting.sound import Sound
from bookwright.curation.record import Record
from bookwright.curation.selftest import Report, Trial, planted_in, report
from bookwright.errors import InputError, RunError
from bookwright.graphs.brief import beside, brief_of
from bookwright.graphs.settings import QASettings
from bookwright.graphs.trial import objections_to
from bookwright.knowledge.document import text_sha256
from bookwright.knowledge.library import Library
from bookwright.service.budget import Budget, Purse
from bookwright.service.configuration import ModelChoice, model_choice
from bookwright.service.directory import RunDirectory, read_state
from bookwright.service.ledger import Ledger
from bookwright.service.log import logged
from bookwright.service.loop import run_long, told_to_stop
from bookwright.service.model import open_chat
from bookwright.service.prices import rate_of
from bookwright.service.progress import Progress, progress_for
from bookwright.service.rows import rows_of
from bookwright.service.run import owned
from bookwright.service.selftest_result import RESULT, SelfTest
from bookwright.service.selftest_told import alarms_table, faults_table

COUNT_OF_A_MODEL = 20
AT_ONCE = 64


def run(path: Path, count: int | None, seed: int, *, model: str | None, base_url: str | None, budget: str | None) -> None:
    """Runs the command. InputError for a RUN without records and for settings that make no sense."""
    choice = model_choice(model, base_url)
    if base_url and choice is None:
        raise InputError("--base-url: names an endpoint and no model; add --model NAME")
    if budget and choice is None:
        raise InputError("--budget: is about a model's answers; name one with --model NAME")
    allowed = Budget.parse(budget) if budget else None
    records = drawn(read_records(path), count or (COUNT_OF_A_MODEL if choice else None), seed)
    settings, rubric = settings_of(path), _rubric(path)
    if not (path / "library" / "library.db").exists():
        raise InputError(f"{path}: has lost its library; give the command of the run again")
    with (
        owned(path) as directory,
        Library.open(directory.library) as library,
        logged(directory.log, run=str(path)) if choice else nullcontext(),
        progress_for(Console(stderr=True, highlight=False)) as progress,
    ):
        staff = _team(directory, choice, rubric, allowed, progress)
        found = run_long(_tested(records, seed, partial(sound_of, library=library, settings=settings), staff, progress))
        asked = choice.name if choice else "rules"
        result = SelfTest(records=len(records), critic_and_judge=asked, **dict(found))
        directory.write_json(RESULT, result.model_dump(mode="json"))
    console = Console(highlight=False, markup=False)
    console.print(faults_table(found, asked))
    console.print(alarms_table(found.alarms))
    console.print(f"All of it, way by way, with the ids of what was missed: {path / RESULT}", soft_wrap=True)


def read_records(path: Path) -> list[Record]:
    """The accepted records of a run. RunError where there is no run, InputError where its records are missing, none or damaged."""
    read_state(path)
    file = path / "records.jsonl"
    records = list(rows_of(Record, file))
    if not records:
        raise InputError(f"{file}: holds no record to plant a fault in")
    return records


def drawn(records: Sequence[Record], count: int | None, seed: int) -> list[Record]:
    """So many of the records, or all, in an order drawn from the seed."""
    return sorted(records, key=lambda record: text_sha256(f"{seed}:{record.id}"))[:count]


def settings_of(path: Path) -> QASettings:
    """How the drafts of the run were made, so that a draft is shown with the same passages again."""
    try:
        kept: dict[str, Any] = read_state(path)["settings"]["qa"]
        return QASettings.model_validate(kept)
    except (KeyError, TypeError, ValidationError):
        raise RunError(f"{path / 'run.json'}: does not say how the run was made; give its command again") from None


def _rubric(path: Path) -> Rubric | None:
    """What the run was judged by, where that is not the default."""
    kept = read_state(path)["settings"].get("rubric")
    return Rubric.model_validate(kept) if kept else None


async def _tested(
    records: Sequence[Record], seed: int, sound_of: Callable[[Record], Sound], staff: AbstractAsyncContextManager[Team], progress: Progress
) -> Report:
    """Shows every record, untouched and with each fault, to every stage."""
    progress.stage("Records", len(records))
    room = asyncio.Semaphore(AT_ONCE)

    async def tried(record: Record, team: Team) -> list[Trial]:
        async with room:
            sound = await asyncio.to_thread(sound_of, record)
            planted = planted_in(sound, record.id, seed)
            found = await asyncio.gather(
                *(objections_to(sound.submission(draft), team) for draft in (sound.draft, *(p.draft for p in planted)))
            )
        progress.step()
        untouched = Trial(record_id=record.id, objections=found[0])
        return [
            untouched,
            *(
                Trial(record_id=record.id, fault=one.fault, way=one.way.name, held_out=one.way.held_out, objections=objections)
                for one, objections in zip(planted, found[1:], strict=True)
            ),
        ]

    async with staff as team:
        trials = await asyncio.gather(*(tried(record, team) for record in records))
    return report((trial for some in trials for trial in some), seed)


def sound_of(record: Record, library: Library, settings: QASettings) -> Sound:
    """The record's draft on the brief it was made from. InputError where the library does not hold its passage any more."""
    brief = brief_of(beside(record.passage_id, library, settings), library, settings)
    draft = Draft(question=record.question, kind=QuestionKind(record.question_kind), claims=record.claims, evidence=record.evidence)
    document = library.document(brief.passages[0].document_id)
    return Sound(draft=draft, brief=brief, document_id=document.id, text=document.text)


@asynccontextmanager
async def _team(
    directory: RunDirectory, choice: ModelChoice | None, rubric: Rubric | None, budget: Budget | None, progress: Progress
) -> AsyncIterator[Team]:
    """The rule-based team, or the model's: through the ledger of the run, by its rubric, within the budget."""
    if choice is None:
        yield rules_team()
        return
    ledger, patience = Ledger(directory.ledger), Patience()
    try:
        purse = Purse(budget, rate_of(choice, None), ledger.reader.accounts())

        def stop() -> None:
            purse.close()
            progress.note("Stopping; what was answered is kept, give the same command again to go on.")

        with told_to_stop(stop):
            async with open_chat(choice, patience, Pace(PaceSettings()), purse, ledger) as chat:
                try:
                    yield model_team(chat, rubric=rubric)
                finally:  # what is under way when it ends early is paid for, so it is waited for and kept
                    purse.close()
                    with suppress(TimeoutError):
                        await asyncio.wait_for(chat.idle.wait(), patience.deadline)
    finally:
        await ledger.close()
