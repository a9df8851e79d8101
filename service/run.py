"""A Q&A run: from SOURCEs to a run directory that keeps its promises."""

import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, contextmanager, nullcontext
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bookwright.agents.pace import Pace
from bookwright.agents.team import Team
from bookwright.errors import ReplayMissed, RunStopped
from bookwright.graphs.qa import qa_graph
from bookwright.graphs.state import QAInput, QAOutput
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage
from bookwright.service.budget import Purse
from bookwright.service.collate import Collation
from bookwright.service.configuration import ModelChoice, tracing_wanted
from bookwright.service.directory import RunDirectory
from bookwright.service.ending import Ending
from bookwright.service.intake import Intake, check_sources, take_in
from bookwright.service.ledger import Ledger
from bookwright.service.ledger_reader import check_kept
from bookwright.service.log import logged
from bookwright.service.loop import run_long, told_to_stop
from bookwright.service.model import open_batch_chat, open_chat, recorded_chat, team_of
from bookwright.service.outcome import Outcome, terms_of
from bookwright.service.paying import LedgerChat
from bookwright.service.prices import other_rates, rate_of
from bookwright.service.progress import Progress, spending
from bookwright.service.settings import RunSettings
from bookwright.service.summary import Cost, Summary, shortfall, state_of
from bookwright.service.tracing import item_span, traced
from bookwright.service.work import RECURSION_LIMIT, Holding, Work, in_work_order, outcomes

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

RULES_AT_ONCE = 8


def run_qa(settings: RunSettings, progress: Progress, stopped: Callable[[Summary], None] = lambda _: None) -> Summary:
    """Runs or continues the run in `settings.out`. Errors by the tree in `bookwright.errors`; what was done stays done.

    Before a RunStopped is raised, `stopped` is told what the run has come to.

    When it is stopped, by Ctrl-C, by its budget or by an error, the files are written with what is done so far, unless they are those of a
    finished run: these stay as they are until the new go is finished.
    """
    check_sources(settings.sources, settings.licence)
    with (
        owned(settings.out) as run,
        logged(run.log, run=str(settings.out)),
        traced(tracing_wanted(), str(settings.out)) as tracer,
        Library.open(run.library, settings.library) as library,
    ):
        run.tell(models=[choice.name for choice in settings.choices])
        intake = take_in(settings.sources, library, settings.licence, progress)
        return run_long(_Run(settings, run, library, intake, progress, tracer=tracer, stopped=stopped).work())


@contextmanager
def owned(path: Path) -> Iterator[RunDirectory]:
    """The run directory, held by this process inside the block."""
    run = RunDirectory.open(path)
    try:
        yield run
    finally:
        run.close()


class _Run:
    """One go at a run directory."""

    def __init__(
        self,
        settings: RunSettings,
        run: RunDirectory,
        library: Library,
        intake: Intake,
        progress: Progress,
        *,
        tracer: "Tracer | None",
        stopped: Callable[[Summary], None],
    ) -> None:
        self.settings, self.run, self.library, self.intake, self.progress = settings, run, library, intake, progress
        self.tracer, self.stopped = tracer, stopped
        self.stopped_by: str | None = None
        self.rate = rate_of(settings.model, settings.prices) if settings.model else None
        self.collation, self.pace = Collation(settings.count), Pace(settings.pace)
        self.started, self.began = datetime.now(UTC), time.monotonic()

    async def work(self) -> Summary:
        """Works through the passages and writes what came of it, also when it is stopped."""
        check_kept(self.run.path, self.run.paid)
        self.ledger = Ledger(self.run.ledger)
        try:
            accounts = self.ledger.reader.accounts()
            self.others = other_rates(accounts, self.settings.choices, self.settings.prices, self.run.state)
            self.purse = Purse(self.settings.budget, self.rate, accounts, self.others, self.settings.judges)
            self.ending = Ending(self.purse, self.settings.patience.deadline)
            with told_to_stop(self._stop):
                async with AsyncExitStack() as stack:
                    chats = {choice.name: await stack.enter_async_context(self._chat(choice)) for choice in self.settings.choices}
                    return await self._work(team_of(self.settings, chats), tuple(chats.values()))
        finally:
            await self.ledger.close()

    async def _work(self, team: Team, chats: tuple[LedgerChat, ...]) -> Summary:
        self.terms = terms_of(team, self.library, self.settings.qa, self.settings.model.parameters if self.settings.model else {})
        self.run.tell(terms=self.terms, total=min(self._held.worth_it, self.settings.limit or self._held.worth_it))
        had_finished = self.run.state.get("status") == "finished"
        if not had_finished:
            self._write_state(self._summary("running", team))
        try:
            await self._through(team, chats)
            if self.purse.is_closed and not self.collation.full:
                self.purse.draw()
        except BaseException as error:
            self.stopped_by = error.cause if isinstance(error, RunStopped) else None
            summary = self._summary("stopped", team)
            if had_finished:
                summary = summary.model_copy(update={"status": "stopped; the files are those of the go before"})
            else:
                self._write(summary)
            if self.stopped_by:
                self.stopped(summary)
            raise
        await self.ledger.forget_failures(before=self.started)
        summary = self._summary("finished", team)
        self._write(summary)
        return summary

    @asynccontextmanager
    async def _chat(self, choice: ModelChoice) -> AsyncIterator[LedgerChat]:
        """The way to one of the models. All of them are at one endpoint, so they share the pace, as they share the budget."""
        if self.settings.replay == "strict":
            if not self.ledger.reader.holds_answers:
                raise ReplayMissed(f"--replay strict: nothing was recorded in {self.settings.out}; name the directory of a run on a model")
            yield recorded_chat(choice, self.ledger)
        elif self.settings.batch:
            patience, tell = self.settings.patience, self.progress.note
            async with open_batch_chat(choice, self.settings.batch, self.ledger, self.purse, patience=patience, tell=tell) as chat:
                yield chat
        else:
            async with open_chat(choice, self.settings.patience, self.pace, self.purse, self.ledger, tracer=self.tracer) as chat:
                yield chat

    async def _through(self, team: Team, chats: tuple[LedgerChat, ...]) -> None:
        graph = qa_graph(team, self.library, self.settings.qa).compile()

        async def ask(unit: QAInput) -> QAOutput:
            with item_span(self.tracer, unit["passage_id"]) if self.tracer else nullcontext():
                answer = (await graph.ainvoke(unit, {"recursion_limit": RECURSION_LIMIT}, version="v2")).value
            return QAOutput(records=answer["records"], rejects=answer["rejects"])

        async def drained(error: BaseException | None = None) -> None:
            if chats:  # a request that waits for a batch is ended with the purse, not let go
                await self.ending.drained((chat.idle if self.settings.batch else chat.landed for chat in chats), error)

        passages = self._passages()
        self._tell_of_languages(team)
        self.progress.stage("Passages", len(passages))
        work = Work(ask=ask, ledger=self.ledger, terms=self.terms, room=self._room, drained=drained)
        async with aclosing(outcomes(passages, work)) as finished:
            async for passage, outcome in finished:
                self.collation.take(passage.id, outcome)
                self.progress.step("; ".join(filter(None, (self.collation.in_words(), self._spending(len(passages))))))
                if self.collation.full:
                    await drained()
                    break

    def _spending(self, passages: int) -> str:
        return spending(self.purse, self.pace, self.collation.worked, passages) if self.settings.model else ""

    def _tell_of_languages(self, team: Team) -> None:
        """Says so where the rule-based team is given what it cannot read."""
        others = Counter(d.language for d in self.library.each_document() if d.language != "en")
        if others and team.makers()["writer"] == "rules":
            found = ", ".join(f"{count} in {language}" for language, count in others.most_common())
            self.progress.note(f"The rule-based team reads English only; it will find nothing to ask in other documents: {found}")

    def _stop(self) -> None:
        """Lets nothing more begin."""
        self.ending.hurry()
        self.progress.note("Stopping; a moment for the answers that are under way. Press Ctrl-C again to leave them.")

    def _room(self) -> int:
        """How many passages may be in work now: enough for the pace, no more than there are records wanted, none when the end is near."""
        if self.purse.is_closed:
            return 0
        by_calls = self.settings.batch.most_passages if self.settings.batch else int(self.pace.limit)
        at_once = by_calls if self.settings.model else RULES_AT_ONCE
        missing = self.collation.missing
        return at_once if missing is None else max(1, min(at_once, missing))

    def _passages(self) -> list[Passage]:
        return in_work_order(self.library.passages())[: self.settings.limit]

    @cached_property
    def _held(self) -> Holding:
        """What the library holds, which no run changes once it has read its sources."""
        return Holding.of(self.library.passages())

    def _write(self, summary: Summary) -> None:
        """Writes the files of the run as it stands.

        Each file changes at once, all of them cannot; so the state says "writing" until it counts the rows that are there, and texts that
        only earlier rows point at go last.
        """
        self._write_state(summary.model_copy(update={"status": "writing"}))
        self.run.write_documents(self.library.each_document())
        with self.run.written("records.jsonl") as records, self.run.written("rejects.jsonl") as rejects:
            for outcome in self.collation.rows(self._held.ids, self._kept):
                records.writelines(record.model_dump_json() + "\n" for record in outcome.records)
                rejects.writelines(reject.model_dump_json() + "\n" for reject in outcome.rejects)
        self._write_state(summary)
        self.run.drop_documents(document.id for document in self.library.each_document())

    def _kept(self, passage_id: str) -> Outcome:
        return Outcome.model_validate_json(self.ledger.reader.outcome(passage_id, self.terms) or "{}")

    def _write_state(self, summary: Summary) -> None:
        state = state_of(summary, self.settings, self.started, self.library.each_document())
        self.run.write_json("run.json", state | {"stopped_by": self.stopped_by})

    def _summary(self, status: str, team: Team) -> Summary:
        reasons = dict(sorted(self.collation.reasons.items()))
        counts = {
            "records": self.collation.accepted,
            "rejects": self.collation.reasons.total(),
            "documents": len(self.intake.documents),
            "skipped": len(self.intake.skipped),
            "passages": len(self._held.ids),
            "prose_words": self._held.prose_words,
            "worked": self.collation.worked,
            "too_short": self._held.too_short,
            "written": self.collation.written,
            "revised": self.collation.revised,
        }
        if self.settings.answering:
            counts["easy"] = self.collation.easy
        return Summary(
            out=self.settings.out,
            status=status,
            counts=counts,
            reasons=reasons,
            skipped=self.intake.skipped,
            makers=team.makers(),
            usage=self.collation.usage,
            cost=Cost(accounts=tuple(self.ledger.reader.accounts()), rate=self.rate, others=self.others),
            failures=tuple(self.ledger.reader.failures()),
            seconds={"reading": round(self.intake.seconds, 2), "working": round(time.monotonic() - self.began, 2)},
            examples=tuple(self.collation.examples),
            short=shortfall(self.settings.count, counts, reasons) if status == "finished" else "",
        )
