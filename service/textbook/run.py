"""A textbook run: from SOURCEs to a book in a run directory that keeps its promises."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver

from bookwright.agents.chat import Chat
from bookwright.agents.extractive.guide import guide_team
from bookwright.agents.textbook.plan import Plan
from bookwright.agents.textbook.team import TextbookTeam, model_textbook_team
from bookwright.curation.book.book import Book
from bookwright.curation.book.records import BookReject
from bookwright.curation.verification import verify
from bookwright.errors import RunStopped
from bookwright.graphs.textbook.builder import textbook_graph
from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.graphs.textbook.state import AnyRecord, TextbookInput, TextbookOutput
from bookwright.graphs.textbook.ways import Outcome
from bookwright.knowledge.document import Frozen, text_sha256
from bookwright.knowledge.library import Library
from bookwright.knowledge.sources import left_aside
from bookwright.service.book.write import write_book
from bookwright.service.configuration import tracing_wanted
from bookwright.service.directory import PLAN, RunDirectory
from bookwright.service.engine import Engine, owned
from bookwright.service.intake import COLLECTION_PREFIX, Intake, check_sources, take_in
from bookwright.service.log import logged
from bookwright.service.loop import run_long
from bookwright.service.outcome import terms_of
from bookwright.service.progress import Progress
from bookwright.service.summary import Summary, state_of
from bookwright.service.textbook.plan_file import is_edited, plan_to_follow, plan_yaml, text_of
from bookwright.service.textbook.settings import BookSettings
from bookwright.service.textbook.tally import Tally
from bookwright.service.tracing import traced

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

REVIEW, WAITING = "review", "waiting"
FOLDER = "book"
RECURSION_LIMIT = 10_000
NAMED = 10
UNREAD = "is of no kind that is read"


class Written(Frozen):
    """What the outcome of a section depends on beside the library and the team."""

    settings: TextbookSettings
    plan: Plan


def run_textbook(settings: BookSettings, progress: Progress, stopped: Callable[[Summary], None] = lambda _: None) -> Summary:
    """Runs or continues the run in `settings.out`. Errors by the tree in `bookwright.errors`; every answer that was paid for stays.

    Before a RunStopped is raised, `stopped` is told what the run has come to. The files of a finished run stay until the new go is
    finished. Where the plan is to be reviewed first, the summary's status is "waiting": RUN/plan.yaml holds it.
    """
    check_sources(settings.sources, settings.licence)
    _check_plan(settings.out / PLAN)
    with (
        owned(settings.out, settings.kind) as run,
        logged(run.log, run=str(settings.out)),
        traced(tracing_wanted(), str(settings.out)) as tracer,
        Library.open(run.library, settings.library) as library,
    ):
        run.tell(models=[choice.name for choice in settings.choices])
        intake = _with_left_aside(take_in(settings.sources, library, settings.licence, progress), settings.sources, progress)
        words: Counter[str] = Counter()
        for document in library.each_document():
            words[document.language] += len(document.text)
        settings = settings.in_language(words)
        return run_long(_Go(settings, run, library, intake, progress, tracer=tracer, stopped=stopped).work())


def _check_plan(file: Path) -> None:
    """InputError for an edited plan that cannot be followed whatever the documents hold, before they are read."""
    text = text_of(file) if file.exists() else ""
    if text and is_edited(text):
        plan_to_follow(text, file)


def _with_left_aside(intake: Intake, sources: Sequence[str], progress: Progress) -> Intake:
    """With the files of folders among what was skipped that are of no kind that is read."""
    found = [name for source in sources if not source.startswith(COLLECTION_PREFIX) for name in left_aside(Path(source))]
    for name in found[:NAMED]:
        progress.note(f"skipped {name}: {UNREAD}")
    if len(found) > NAMED:
        progress.note(f"skipped {len(found) - NAMED} more files: {UNREAD}")
    return intake.model_copy(update={"skipped": (*intake.skipped, *((name, UNREAD) for name in found))})


class _Go:
    """One go at a run directory."""

    def __init__(
        self,
        settings: BookSettings,
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
        self.passages = len(library.passages())
        self.tally = Tally()
        self.started, self.began = datetime.now(UTC), time.monotonic()

    async def work(self) -> Summary:
        """Makes the book and writes it; where it is stopped, run.json says how far it came."""
        async with Engine.open(self.settings, self.run, self.progress, self.tracer) as self.engine:
            self.team = self.engine.chats.seated(team_of(self.settings, self.engine.chats))
            self.before = self.run.state
            self.reviewed = str(self.before.get("reviewed_plan", ""))
            try:
                plan = self._reviewed()  # before run.json says anything else, so that a plan looked at stays one however this go ends
                self._write_state(self._summary("running"))
                made = await self._through(plan)
            except BaseException as error:
                await self.engine.drained(error)
                cause = error.cause if isinstance(error, RunStopped) else None
                summary = self._summary("stopped")
                self._write_state(summary, stopped_by=cause)
                if self.had_finished:
                    summary = summary.model_copy(update={"status": "stopped; the files are those of the go before"})
                if cause:
                    self.stopped(summary)
                raise
            if made is None:
                self._write_state(self._summary("stopped"), stopped_by=REVIEW)
                return self._summary(WAITING)
            await self.engine.ledger.forget_failures(before=self.started)
            return self._write(made)

    @property
    def had_finished(self) -> bool:
        """Whether the files are those of a go that was finished; they stay, and so does what run.json says of them, until this one is."""
        return self.before.get("status") == "finished"

    def _reviewed(self) -> Plan | None:
        """The plan in RUN/plan.yaml, where a person has edited it or was given it to look at. InputError where it cannot be followed."""
        file = self.settings.out / PLAN
        text = text_of(file) if file.exists() else ""
        looked_at = self.before.get("stopped_by") == REVIEW or text_sha256(text) == self.reviewed
        if not text or not (is_edited(text) or (self.settings.textbook.review_plan and looked_at)):
            return None
        plan = plan_to_follow(text, file, {passage.id for passage in self.library.passages()})
        self.reviewed = text_sha256(text)
        self.progress.note(f"The plan in {file} is followed, with its title, readers, style and chapters; remove the file to plan anew")
        return plan

    async def _through(self, plan: Plan | None) -> TextbookOutput | None:
        """What the graph makes; None where the plan waits for a person. A plan that is given has been looked at."""
        settings = self.settings.textbook.model_copy(update={"review_plan": self.settings.textbook.review_plan and plan is None})
        graph = textbook_graph(self.team, self.library, settings, verify).compile(
            checkpointer=InMemorySaver() if settings.review_plan else None
        )
        given: TextbookInput = {"plan": plan} if plan else {}
        config: RunnableConfig = {"configurable": {"thread_id": "book"}, "recursion_limit": RECURSION_LIMIT}
        state: dict[str, Any] = {}
        if plan is None:
            self.progress.note("Surveying and planning")
        news: Any
        async for mode, news in graph.astream(given, config, stream_mode=["custom", "values"]):
            if mode == "values":
                state = news
                if "plan" in state and not self.tally.planned:
                    self._begin(state["plan"], edited=plan is not None)
            else:
                await self._done(news)
                if self.settings.model is None and self.engine.purse.is_closed:  # rules ask nobody, so nobody has told them to stop
                    self.engine.purse.refuse()
        if "__interrupt__" in state:
            return None
        return TextbookOutput(book=state["book"], records=state["records"], rejects=state["rejects"])

    def _begin(self, plan: Plan, *, edited: bool) -> None:
        """Keeps the plan where a person can look at it, and counts what is to be done."""
        if not edited:
            self.run.write_text(PLAN, plan_yaml(plan, self.library.passage))
        self.tally.planned = len(plan.sections)
        settings = self.settings.textbook.model_copy(update={"review_plan": False})
        self.terms = terms_of(self.team, self.library, Written(settings=settings, plan=plan), self.settings.parameters)
        self.run.tell(terms=self.terms, total=self.tally.planned)
        self._write_state(self._summary("running"))
        self.progress.stage("Sections", self.tally.planned)

    async def _done(self, outcomes: Mapping[str, Outcome]) -> None:
        """Counts sections as they are done, and keeps for `run status` what came of them."""
        for section, outcome in outcomes.items():
            before = Counter(self.tally.reasons)
            self.tally.take(outcome)
            rejects = [{"reason": reason} for reason in (self.tally.reasons - before).elements()]
            records = [{"id": section}] * (outcome.draft is not None) + [{"id": section} for way in outcome.exercises if way.accepted]
            await self.engine.ledger.keep_outcome(section, self.terms, orjson.dumps({"records": records, "rejects": rejects}).decode())
            spent = self.engine.spending(self.tally.done, self.tally.planned)
            self.progress.step("; ".join(filter(None, (self.tally.in_words(), spent))))

    def _write(self, made: TextbookOutput) -> Summary:
        """Writes the files of the run; the state says "writing" until it counts the rows that are there."""
        book, records, rejects = made["book"], made["records"], made["rejects"]
        summary = self._summary("finished", book=book, records=records, rejects=rejects)
        self._write_state(summary.model_copy(update={"status": "writing"}))
        documents = {document.id: document for document in self.library.each_document()}
        self.run.write_documents(documents.values())
        for name, rows in (("records.jsonl", records), ("rejects.jsonl", rejects)):
            with self.run.written(name) as file:
                file.writelines(row.model_dump_json() + "\n" for row in rows)
        folder = self.settings.out / FOLDER
        write_book(folder, book, documents)
        with self.run.written(f"{FOLDER}/book.json") as file:
            file.write(book.model_dump_json(indent=1) + "\n")
        self._write_state(summary)
        self.run.drop_documents(documents)
        return summary

    def _write_state(self, summary: Summary, stopped_by: str | None = None) -> None:
        news = {"stopped_by": stopped_by, "reviewed_plan": self.reviewed}
        if self.had_finished and summary.status in {"running", "stopped"}:
            self.run.write_json("run.json", self.before | news)
        else:
            state = state_of(summary, self.settings, self.started, self.library.each_document())
            self.run.write_json("run.json", state | news)

    def _summary(
        self, status: str, *, book: Book | None = None, records: Sequence[AnyRecord] = (), rejects: Sequence[BookReject] = ()
    ) -> Summary:
        counts = {
            "records": len(records),
            "rejects": len(rejects),
            "documents": len(self.intake.documents),
            "skipped": len(self.intake.skipped),
            "passages": self.passages,
            "planned": self.tally.planned,
            "worked": self.tally.done,
            "sections": self.tally.sections,
            "exercises": self.tally.exercises,
        }
        if book:
            counts |= {"chapters": len(book.chapters), "terms": len(book.glossary), "findings": len(book.findings)}
            counts["exercises"] = sum(len(section.exercises) for section in book.sections)
        reasons = Counter(reject.reason for reject in rejects) or self.tally.reasons
        return Summary(
            out=self.settings.out,
            status=status,
            counts=counts,
            reasons=dict(sorted(reasons.items())),
            skipped=self.intake.skipped,
            makers=self.team.makers(),
            usage=self.tally.usage,
            cost=self.engine.cost,
            failures=tuple(self.engine.ledger.reader.failures()),
            seconds={"reading": round(self.intake.seconds, 2), "working": round(time.monotonic() - self.began, 2)},
        )


def team_of(settings: BookSettings, chats: Mapping[str, Chat]) -> TextbookTeam:
    """The team that the settings ask for: rules without a model, else `chats` by name."""
    if settings.model is None:
        return guide_team()
    return model_textbook_team(chats[settings.model.name], judges=[chats[name] for name in settings.judges])
