"""A run of a recipe: from data or documents to a run directory that keeps its promises."""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import aclosing, nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from bookwright.agents.chat import Usage
from bookwright.agents.provenance import source_sha256
from bookwright.agents.stage import Place
from bookwright.curation.recipe import Yield
from bookwright.curation.specification.filling import Filling
from bookwright.errors import RunStopped
from bookwright.graphs.recipe.recipe import HoldsBack, Identified, Recipe
from bookwright.graphs.settings import QASettings
from bookwright.service.configuration import tracing_wanted
from bookwright.service.directory import RunDirectory
from bookwright.service.engine import Engine, owned
from bookwright.service.intake import check_sources
from bookwright.service.log import logged
from bookwright.service.loop import run_long
from bookwright.service.outcome import terms_on
from bookwright.service.portraying import with_personas
from bookwright.service.progress import Progress
from bookwright.service.recipe.material import Material, material_of, read_data
from bookwright.service.recipe.settings import RecipeSettings
from bookwright.service.recipe.staging import Staging
from bookwright.service.summary import Summary, shortfall, state_of
from bookwright.service.teaming import Chats
from bookwright.service.tracing import item_span, traced
from bookwright.service.work import LOOKAHEAD, Work, in_work_order, outcomes

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

RULES_AT_ONCE = 8

Settings = TypeVar("Settings", bound=RecipeSettings)
Begin = Callable[[Settings, Material, Chats], Recipe[Any, Any]]
"""From settings, material and the chats by model name (none where rules do the work) to the recipe at work."""


def run_recipe(
    settings: Settings, begin: Begin[Settings], progress: Progress, stopped: Callable[[Summary], None] = lambda _: None
) -> Summary:
    """Runs or continues the run in `settings.out`. Errors by the tree in `bookwright.errors`; every answer that was paid for stays.

    Before a RunStopped is raised, `stopped` is told what the run has come to. A run that is stopped writes what is done so far, unless its
    files are those of a finished one: these stay until the new go is finished.
    """
    check_sources(settings.sources, settings.licence)
    datasets = read_data(settings)
    with (
        owned(settings.out, settings.kind) as run,
        logged(run.log, run=str(settings.out)),
        traced(tracing_wanted(), str(settings.out)) as tracer,
        material_of(settings, datasets, run, progress) as material,
    ):
        run.tell(models=[choice.name for choice in settings.choices])
        return run_long(_Go(settings, run, material, progress, tracer=tracer, stopped=stopped).work(begin))


class _Go(Generic[Settings]):
    """One go at a run directory."""

    def __init__(
        self,
        settings: Settings,
        run: RunDirectory,
        material: Material,
        progress: Progress,
        *,
        tracer: "Tracer | None",
        stopped: Callable[[Summary], None],
    ) -> None:
        self.settings, self.run, self.material, self.progress = settings, run, material, progress
        self.tracer, self.stopped = tracer, stopped
        self.rows: dict[str, list[str]] = {"records.jsonl": [], "rejects.jsonl": []}
        self.reasons: Counter[str] = Counter()
        self.filling = Filling()
        self.usage, self.rounds, self.planned, self.worked = Usage(), 0, 0, 0
        self.started, self.began = datetime.now(UTC), time.monotonic()

    async def work(self, begin: Begin[Settings]) -> Summary:
        """Works through every round and writes what came of it, also when it is stopped."""
        async with Engine.open(self.settings, self.run, self.progress, self.tracer) as self.engine:
            await self._draw_personas()
            self.recipe = begin(self.settings, self.material, self.engine.chats)
            self._check_team(self.engine.chats)
            self.stages = self.engine.chats.stages
            self.terms = self._terms()
            had_finished = self.run.state.get("status") == "finished"
            if not had_finished:
                self._write_state(self._summary("running"))
            try:
                await self._through()
            except BaseException as error:
                cause = error.cause if isinstance(error, RunStopped) else None
                summary = self._summary("stopped")
                if had_finished:
                    summary = summary.model_copy(update={"status": "stopped; the files are those of the go before"})
                else:
                    self._write(summary, cause)
                if cause:
                    self.stopped(summary)
                raise
            await self.engine.ledger.forget_failures(before=self.started)
            summary = self._summary("finished")
            self._write(summary)
            return summary

    async def _draw_personas(self) -> None:
        settings, library = self.settings, self.material.library
        if settings.model and library and settings.specification:
            chat, passages = self.engine.chats[settings.model.name], in_work_order(library.passages())
            found = await with_personas(settings.specification, chat, library, passages, QASettings())
            self.settings = settings.model_copy(update={"specification": found})

    async def _through(self) -> None:
        """Every round; what the recipe still holds back at the end, whatever ended it, are rejects."""
        try:
            await self._rounds()
        finally:
            if isinstance(self.recipe, HoldsBack):
                self._keep(self.recipe.held())

    async def _rounds(self) -> None:
        work: Work[Identified, Yield[Any, Any]] = Work(
            ask=self._ask,
            made=self.recipe.made,
            broken=self.recipe.broken,
            ledger=self.engine.ledger,
            terms=self.terms,
            room=self._room,
            drained=self.engine.drained,
        )
        while items := self.recipe.items()[: self.settings.limit]:
            if self.engine.purse.is_closed:
                self.engine.purse.refuse()
            self.rounds, self.planned = self.rounds + 1, self.planned + len(items)
            self.run.tell(terms=self.terms, total=self.planned)
            self.progress.stage(f"Round {self.rounds}" if self.rounds > 1 else "Items", len(items))
            staging: Staging[Yield[Any, Any]] = Staging(self.stages, self._take, self._most_staged)
            async with staging, aclosing(outcomes(items, work)) as finished:
                async for item, made in finished:
                    await staging.begin(self.recipe.take(item, made), item.id)
                    self.progress.step("; ".join(filter(None, (self._in_words(), self.engine.spending(self.worked, self.planned)))))
                    if self._full:
                        break
            if self._full:
                await self.engine.drained()
                return
            if self.worked < self.planned:
                self.engine.purse.refuse()

    @property
    def _full(self) -> bool:
        return self.settings.count is not None and len(self.rows["records.jsonl"]) >= self.settings.count

    async def _ask(self, item: Identified) -> Yield[Any, Any]:
        with item_span(self.tracer, item.id) if self.tracer else nullcontext():
            made: Yield[Any, Any] = await self.recipe.work(item)
            return made

    def _take(self, made: Yield[Any, Any]) -> None:
        """What an item came to, as far as its records are wanted."""
        self.worked += 1
        wanted = self.settings.count
        missing = None if wanted is None else wanted - len(self.rows["records.jsonl"])
        self._keep(made if missing is None else made.at_most(missing, "collation:beyond_count", f"{wanted} records were wanted"))

    def _keep(self, made: Yield[Any, Any]) -> None:
        self.rows["records.jsonl"] += [record.model_dump_json() for record in made.records]
        self.rows["rejects.jsonl"] += [reject.model_dump_json() for reject in made.rejects]
        self.reasons.update(reject.reason for reject in made.rejects)
        for row in (*made.records, *made.rejects):
            self.usage = self.usage.plus(row.usage)
            self.filling.ask(row.specification)
            self.filling.end(row.specification, getattr(row, "reason", ""))

    def _room(self) -> int:
        """How many items may be in work now: none when the end is near."""
        if self.engine.purse.is_closed:
            return 0
        return self.engine.calls_at_once if self.settings.model else RULES_AT_ONCE

    def _most_staged(self) -> int:
        """How many records may be before stages now: no more than are wanted, for none of them is thrown away."""
        most = max(1, self._room()) * LOOKAHEAD
        return most if self.settings.count is None else min(most, self.settings.count - len(self.rows["records.jsonl"]))

    def _terms(self) -> str:
        beside: dict[str, object] = {"parameters": self.settings.parameters, "recipe": source_sha256(self.recipe)}
        if self.settings.specification:
            beside["specification"] = self.settings.specification.model_dump()
        return terms_on(self.recipe.team, self.material.documents(), self.settings.method, beside)

    def _check_team(self, chats: Chats) -> None:
        """InputError where a team file names seats and the recipe has not asked for it, or a place that recipes do not have."""
        if self.settings.team is None:
            return
        file = self.settings.team.file
        if file.seats and not chats.was_seated:
            raise file.fault(("seats",), f"{self.settings.kind} takes no seats from a team file")
        for number, stage in enumerate(file.stage):
            if stage.place is not Place.AFTER_ACCEPT:
                raise file.fault(("stage", number, "place"), f"{self.settings.kind} has one place for stages: {Place.AFTER_ACCEPT.value!r}")

    def _in_words(self) -> str:
        reasons = ", ".join(f"{reason} {count}" for reason, count in self.reasons.most_common(3))
        accepted = f"{len(self.rows['records.jsonl'])} accepted"
        return f"{accepted}, {self.reasons.total()} rejected" + (f" ({reasons})" if reasons else "")

    def _write(self, summary: Summary, stopped_by: str | None = None) -> None:
        """Writes the files of the run; the state says "writing" until it counts the rows that are there."""
        self._write_state(summary.model_copy(update={"status": "writing"}))
        self.run.write_documents(self.material.documents())
        for name, lines in self.rows.items():
            with self.run.written(name) as file:
                file.writelines(f"{line}\n" for line in lines)
        self._write_state(summary, stopped_by)
        self.run.drop_documents(document.id for document in self.material.documents())

    def _write_state(self, summary: Summary, stopped_by: str | None = None) -> None:
        state = state_of(summary, self.settings, self.started, self.material.documents())
        grid = self.filling.figures(self.settings.specification) if self.settings.specification else {}
        self.run.write_json("run.json", state | {"figures": self.recipe.figures() | grid, "stopped_by": stopped_by})

    def _summary(self, status: str) -> Summary:
        counts = {
            "records": len(self.rows["records.jsonl"]),
            "rejects": len(self.rows["rejects.jsonl"]),
            "documents": len(self.material.intake.documents),
            "skipped": len(self.material.intake.skipped),
            "examples": len(self.material.examples),
            "planned": self.planned,
            "worked": self.worked,
            "rounds": self.rounds,
        }
        reasons = dict(sorted(self.reasons.items()))
        done = f"{self.worked} items worked on in {self.rounds} rounds"
        return Summary(
            out=self.settings.out,
            status=status,
            counts=counts,
            reasons=reasons,
            skipped=self.material.intake.skipped,
            makers=self.recipe.team.makers(),
            usage=self.usage,
            cost=self.engine.cost,
            failures=tuple(self.engine.ledger.reader.failures()),
            seconds={"reading": round(self.material.intake.seconds, 2), "working": round(time.monotonic() - self.began, 2)},
            short=shortfall(self.settings.count, counts["records"], done, reasons) if status == "finished" else "",
        )
