"""A Q&A run: from SOURCEs to a run directory that keeps its promises."""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import aclosing, nullcontext
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from bookwright.agents.team import Team
from bookwright.curation.record import Record, Reject
from bookwright.curation.specification.filling import Filling
from bookwright.curation.specification.grid import cells_of
from bookwright.errors import RunStopped
from bookwright.graphs.qa import qa_graph
from bookwright.graphs.stages import staged_graph
from bookwright.graphs.state import QAInput
from bookwright.knowledge.library import Library
from bookwright.service.collate import Collation
from bookwright.service.configuration import tracing_wanted
from bookwright.service.directory import RunDirectory
from bookwright.service.engine import Engine, owned
from bookwright.service.intake import Intake, check_sources, take_in
from bookwright.service.log import logged
from bookwright.service.loop import run_long
from bookwright.service.model import team_of
from bookwright.service.outcome import DEFECT, Outcome, terms_of
from bookwright.service.portraying import with_personas
from bookwright.service.progress import Progress
from bookwright.service.settings import RunSettings
from bookwright.service.summary import Summary, shortfall, state_of
from bookwright.service.tracing import item_span, traced
from bookwright.service.work import RECURSION_LIMIT, Holding, Turn, Work, outcomes

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
        self.collation, self.filling = Collation(settings.count), Filling()
        self.started, self.began = datetime.now(UTC), time.monotonic()

    async def work(self) -> Summary:
        """Works through the passages and writes what came of it, also when it is stopped."""
        async with Engine.open(self.settings, self.run, self.progress, self.tracer) as self.engine:
            chats = self.engine.chats
            self.stages = chats.stages
            return await self._work(chats.seated(team_of(self.settings, chats)))

    async def _draw_personas(self) -> None:
        qa = self.settings.qa
        if self.settings.model and qa.specification:
            chat = self.engine.chats[self.settings.model.name]
            first = [self.library.passage(passage_id) for passage_id in self._held.in_work_order[: qa.specification.personas]]
            found = await with_personas(qa.specification, chat, self.library, first, qa)
            self.settings = self.settings.model_copy(update={"qa": qa.model_copy(update={"specification": found})})

    async def _work(self, team: Team) -> Summary:
        had_finished = self.run.state.get("status") == "finished"
        if not had_finished:
            self._write_state(self._summary("running", team))
        try:
            await self._draw_personas()
            self.terms = terms_of(team, self.library, self.settings.qa, self.settings.parameters)
            self.run.tell(terms=self.terms, total=min(self._held.worth_it, self.settings.limit or self._held.worth_it))
            await self._through(team)
            if self.engine.purse.is_closed and not self.collation.full:
                self.engine.purse.draw()
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
        await self.engine.ledger.forget_failures(before=self.started)
        summary = self._summary("finished", team)
        self._write(summary)
        return summary

    async def _through(self, team: Team) -> None:
        graph = staged_graph(qa_graph(team, self.library, self.settings.qa), self.stages, self.library, self.settings.qa).compile()

        async def ask(turn: Turn) -> Outcome:
            unit: QAInput = {"passage_id": turn.id, "specification": self._cells.get(turn.id, {})}
            with item_span(self.tracer, turn.id) if self.tracer else nullcontext():
                answer = (await graph.ainvoke(unit, {"recursion_limit": RECURSION_LIMIT}, version="v2")).value
            return Outcome(records=tuple(answer["records"]), rejects=tuple(answer["rejects"]))

        turns = [Turn(passage_id) for passage_id in self._held.in_work_order[: self.settings.limit]]
        self._tell_of_languages(team)
        self.progress.stage("Passages", len(turns))
        engine, collation = self.engine, self.collation
        work = Work(ask=ask, made=Outcome, broken=_broken, ledger=engine.ledger, terms=self.terms, room=self._room, drained=engine.drained)
        async with aclosing(outcomes(turns, work)) as finished:
            async for turn, outcome in finished:
                collation.take(turn.id, outcome)
                spent = engine.spending(collation.worked, len(turns))
                self.progress.step("; ".join(filter(None, (collation.in_words(), spent))))
                if collation.full:
                    await engine.drained()
                    break

    def _tell_of_languages(self, team: Team) -> None:
        """Says so where the rule-based team is given what it cannot read."""
        others = Counter(d.language for d in self.library.each_document() if d.language != "en")
        if others and team.makers()["writer"] == "rules":
            found = ", ".join(f"{count} in {language}" for language, count in others.most_common())
            self.progress.note(f"The rule-based team reads English only; it will find nothing to ask in other documents: {found}")

    def _room(self) -> int:
        """How many passages may be in work now: enough for the pace, no more than there are records wanted, none when the end is near."""
        if self.engine.purse.is_closed:
            return 0
        by_calls = self.settings.batch.most_passages if self.settings.batch else self.engine.calls_at_once
        at_once = by_calls if self.settings.model else RULES_AT_ONCE
        missing = self.collation.missing
        return at_once if missing is None else max(1, min(at_once, missing))

    @cached_property
    def _held(self) -> Holding:
        """What the library holds, which no run changes once it has read its sources."""
        return Holding.of(self.library.each_passage())

    @cached_property
    def _cells(self) -> dict[str, dict[str, str]]:
        """The cell of the specification that each passage is given, in work order."""
        return cells_of(self._held.in_work_order, self.settings.qa.specification)

    def _write(self, summary: Summary) -> None:
        """Writes the files of the run as it stands.

        Each file changes at once, all of them cannot; so the state says "writing" until it counts the rows that are there, and texts that
        only earlier rows point at go last.
        """
        self._write_state(summary.model_copy(update={"status": "writing"}))
        self.run.write_documents(self.library.each_document())
        with self.run.written("records.jsonl") as records, self.run.written("rejects.jsonl") as rejects:
            for outcome in self.collation.rows(self._held.ids, self._kept):
                self._fill(outcome)
                records.writelines(record.model_dump_json() + "\n" for record in outcome.records)
                rejects.writelines(reject.model_dump_json() + "\n" for reject in outcome.rejects)
        self._write_state(summary)
        self.run.drop_documents(document.id for document in self.library.each_document())

    def _fill(self, outcome: Outcome) -> None:
        """Counts what came of a passage under its cell."""
        rows: tuple[Record | Reject, ...] = (*outcome.records, *outcome.rejects)
        if cell := self._cells.get(rows[0].passage_id) if rows else None:
            self.filling.ask(cell, self.settings.qa.drafts)
            for row in rows:
                self.filling.end(cell, row.reason if isinstance(row, Reject) else "")

    def _kept(self, passage_id: str) -> Outcome:
        return Outcome.model_validate_json(self.engine.ledger.reader.outcome(passage_id, self.terms) or "{}")

    def _write_state(self, summary: Summary) -> None:
        state = state_of(summary, self.settings, self.started, self.library.each_document())
        specification = self.settings.qa.specification
        figures = {"figures": self.filling.figures(specification)} if specification else {}
        self.run.write_json("run.json", state | figures | {"stopped_by": self.stopped_by})

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
        done = f"{counts['worked']} passages worked on, {counts['written']} drafts written"
        return Summary(
            out=self.settings.out,
            status=status,
            counts=counts,
            reasons=reasons,
            skipped=self.intake.skipped,
            makers=team.makers(),
            usage=self.collation.usage,
            cost=self.engine.cost,
            failures=tuple(self.engine.ledger.reader.failures()),
            seconds={"reading": round(self.intake.seconds, 2), "working": round(time.monotonic() - self.began, 2)},
            examples=tuple(self.collation.examples),
            short=shortfall(self.settings.count, counts["records"], done, reasons) if status == "finished" else "",
        )


def _broken(turn: Turn, cause: str) -> Outcome:
    reject = Reject(id=turn.id, reason=f"{DEFECT}:{cause}", detail="see log.jsonl", passage_id=turn.id)
    return Outcome(rejects=(reject,))
