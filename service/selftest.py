"""The selftest command: known faults planted into the records of a run, and who finds them."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console

from bookwright.agents.items import Draft, QuestionKind
from bookwright.agents.team import Team
from bookwright.curation.jury.jury import Jury
from bookwright.curation.planting.sound import Sound
from bookwright.curation.record import Record
from bookwright.curation.selftest import Report, Trial, planted_in, report, reworded_in
from bookwright.errors import InputError
from bookwright.graphs.brief import beside, brief_of
from bookwright.graphs.settings import QASettings
from bookwright.graphs.trial import objections_to
from bookwright.knowledge.document import text_sha256
from bookwright.knowledge.library import Library
from bookwright.service.budget import Budget
from bookwright.service.configuration import model_choice
from bookwright.service.directory import read_state
from bookwright.service.engine import owned
from bookwright.service.log import logged
from bookwright.service.loop import run_long
from bookwright.service.progress import Progress, progress_for
from bookwright.service.rows import rows_of
from bookwright.service.selftest_panel import open_team, read_panel
from bookwright.service.selftest_result import RECORDS, RESULT, SelfTest, sha256_of
from bookwright.service.selftest_told import REWORDED, UNTOUCHED, alarms_table, faults_table

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
    records_sha256 = sha256_of(path / RECORDS)
    records = drawn(read_records(path), count or (COUNT_OF_A_MODEL if choice else None), seed)
    panel = read_panel(path)
    if choice and panel.model:
        choice = choice.model_copy(update={"temperature": panel.model.temperature})
    if not (path / "library" / "library.db").exists():
        raise InputError(f"{path}: has lost its library; give the command of the run again")
    with (
        owned(path) as directory,
        Library.open(directory.library) as library,
        logged(directory.log, run=str(path)) if choice else nullcontext(),
        progress_for(Console(stderr=True, highlight=False)) as progress,
    ):
        asked = Asked(staff=open_team(directory, choice, panel, allowed, progress), jury=panel.jury(choice))
        found = run_long(_tested(records, seed, partial(sound_of, library=library, settings=panel.qa), asked, progress))
        names = panel.names(choice)
        result = SelfTest(records=len(records), records_sha256=records_sha256, critic_and_judge=names, **dict(found))
        directory.write_json(RESULT, result.model_dump(mode="json"))
    console = Console(highlight=False, markup=False)
    console.print(faults_table(found, names))
    console.print(alarms_table(found.alarms, UNTOUCHED))
    console.print(alarms_table(found.reworded.all, REWORDED))
    console.print(f"All of it, way by way, with the ids of what was missed: {path / RESULT}", soft_wrap=True)


def read_records(path: Path) -> list[Record]:
    """The accepted records of a run. RunError where there is no run, InputError where its records are missing, none or damaged."""
    read_state(path, "qa")
    file = path / RECORDS
    records = list(rows_of(Record, file))
    if not records:
        raise InputError(f"{file}: holds no record to plant a fault in")
    return records


def drawn(records: Sequence[Record], count: int | None, seed: int) -> list[Record]:
    """So many of the records, or all, in an order drawn from the seed."""
    return sorted(records, key=lambda record: text_sha256(f"{seed}:{record.id}"))[:count]


def settings_of(path: Path) -> QASettings:
    """How the drafts of the run were made, so that a draft is shown with the same passages again."""
    return read_panel(path).qa


@dataclass(frozen=True)
class Asked:
    """Who is asked, once the block is entered, and the jury that makes one of what several judges say."""

    staff: AbstractAsyncContextManager[Team]
    jury: Jury | None


async def _tested(records: Sequence[Record], seed: int, sound_of: Callable[[Record], Sound], asked: Asked, progress: Progress) -> Report:
    """Shows every record, untouched, reworded and with each fault, to every stage."""
    progress.stage("Records", len(records))
    room = asyncio.Semaphore(AT_ONCE)

    async def tried(record: Record, team: Team) -> list[Trial]:
        async with room:
            sound = await asyncio.to_thread(sound_of, record)
            changed = reworded_in(sound, record.id, seed) + planted_in(sound, record.id, seed)
            drafts = (sound.draft, *(one.draft for one in changed))
            found = await asyncio.gather(*(objections_to(sound.submission(draft), team, asked.jury) for draft in drafts))
        progress.step()
        untouched = Trial(record_id=record.id, objections=found[0])
        return [
            untouched,
            *(
                Trial(record_id=record.id, fault=one.fault, way=one.way.name, held_out=one.way.held_out, objections=objections)
                for one, objections in zip(changed, found[1:], strict=True)
            ),
        ]

    async with asked.staff as team:
        trials = await asyncio.gather(*(tried(record, team) for record in records))
    return report((trial for some in trials for trial in some), seed)


def sound_of(record: Record, library: Library, settings: QASettings) -> Sound:
    """The record's draft on the brief it was made from. InputError where the library does not hold its passage any more."""
    brief = brief_of(beside(record.passage_id, library, settings), library, settings)
    draft = Draft(question=record.question, kind=QuestionKind(record.question_kind), claims=record.claims, evidence=record.evidence)
    document = library.document(brief.passages[0].document_id)
    return Sound(draft=draft, brief=brief, document_id=document.id, text=document.text)
