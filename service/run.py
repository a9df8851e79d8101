"""A Q&A run: from SOURCEs to a run directory that keeps its promises."""

import asyncio
import platform
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from datetime import UTC, datetime
from functools import reduce
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import Field

from bookwright import __version__
from bookwright.agents.chat import Usage
from bookwright.agents.patience import Patience
from bookwright.agents.team import Team, model_team, rules_team
from bookwright.curation.record import Record, Reject
from bookwright.graphs.qa import qa_graph
from bookwright.graphs.settings import QASettings
from bookwright.graphs.state import QAInput, QAOutput
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage
from bookwright.knowledge.settings import LibrarySettings
from bookwright.service.collate import Collation
from bookwright.service.configuration import ModelChoice
from bookwright.service.directory import FORMAT, RunDirectory
from bookwright.service.intake import Intake, check_sources, take_in
from bookwright.service.ledger import Ledger
from bookwright.service.log import logged
from bookwright.service.model import open_chat
from bookwright.service.outcome import terms_of
from bookwright.service.progress import Progress, Tally
from bookwright.service.work import RECURSION_LIMIT, in_work_order, outcomes

EXAMPLES = 3
PACKAGES = ("langgraph", "langchain-openai", "langchain-core", "chromadb", "pydantic", "sentencex")


class RunSettings(Frozen):
    """What a command asks for. `count` is accepted records wanted, `limit` the number of passages worked on, `at_once` passages in work."""

    sources: tuple[str, ...]
    out: Path
    model: ModelChoice | None = None
    qa: QASettings = QASettings()
    library: LibrarySettings = LibrarySettings()
    patience: Patience = Patience()
    count: int | None = Field(default=None, ge=1)
    limit: int | None = Field(default=None, ge=1)
    licence: str | None = None
    at_once: int = Field(default=16, ge=1, le=4096)

    @property
    def parameters(self) -> dict[str, object]:
        """What decides a model's answers beside the words."""
        return {"base_url": self.model.base_url, "temperature": self.model.temperature} if self.model else {}


class Summary(Frozen):
    """What a run came to. `short` says why fewer records were accepted than were wanted; `examples` are a few questions with answers.

    `usage` is the cost of these records and rejects, `paid` that of every answer in the ledger, over all goes.
    """

    out: Path
    status: str
    counts: dict[str, int]
    reasons: dict[str, int]
    skipped: tuple[tuple[str, str], ...]
    makers: dict[str, str]
    usage: Usage
    paid: Usage
    seconds: dict[str, float]
    short: str = ""
    examples: tuple[tuple[str, str], ...] = ()


def run_qa(settings: RunSettings, progress: Progress) -> Summary:
    """Runs or continues the run in `settings.out`. Errors by the tree in `bookwright.errors`; what was done stays done.

    When it is stopped, by Ctrl-C or an error, the files are written with what is done so far, unless they are those of a finished run:
    these stay as they are until the new go is finished.
    """
    check_sources(settings.sources, settings.licence)
    with owned(settings.out) as run, logged(run.log, run=str(settings.out)), Library.open(run.library, settings.library) as library:
        intake = take_in(settings.sources, library, settings.licence, progress)
        return asyncio.run(_Run(settings, run, library, intake, progress).work())


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

    def __init__(self, settings: RunSettings, run: RunDirectory, library: Library, intake: Intake, progress: Progress) -> None:
        self.settings, self.run, self.library, self.intake, self.progress = settings, run, library, intake, progress
        self.collation, self.tally, self.worked = Collation(settings.count), Tally(), 0
        self.started, self.began = datetime.now(UTC), time.monotonic()

    async def work(self) -> Summary:
        """Works through the passages and writes what came of it, also when it is stopped."""
        ledger = Ledger(self.run.ledger)
        try:
            team = self._team(ledger)
            had_finished = self.run.status == "finished"
            if not had_finished:
                self._write_state(self._summary("running", team, await ledger.paid()))
            try:
                await self._through(team, ledger)
            except BaseException:
                if not had_finished:
                    self._write(self._summary("stopped", team, await ledger.paid()))
                raise
            summary = self._summary("finished", team, await ledger.paid())
            self._write(summary)
            return summary
        finally:
            await ledger.close()

    def _team(self, ledger: Ledger) -> Team:
        return model_team(open_chat(self.settings.model, self.settings.patience, ledger)) if self.settings.model else rules_team()

    async def _through(self, team: Team, ledger: Ledger) -> None:
        graph = qa_graph(team, self.library, self.settings.qa).compile()

        async def ask(unit: QAInput) -> QAOutput:
            answer = await graph.ainvoke(unit, {"recursion_limit": RECURSION_LIMIT})
            return QAOutput(records=answer["records"], rejects=answer["rejects"])

        passages = self._passages()
        terms = terms_of(team, self.library, self.settings.qa, self.settings.parameters)
        self._tell_of_languages(team)
        self.progress.stage("Passages", len(passages))
        async with aclosing(outcomes(passages, ask, ledger, terms, self._room)) as finished:
            async for _, outcome in finished:
                self.worked += 1
                self.tally.count(self.collation.take(outcome))
                self.progress.step(self.tally.line())
                if self.collation.full:
                    break

    def _tell_of_languages(self, team: Team) -> None:
        """Says so where the rule-based team is given what it cannot read."""
        others = Counter(d.language for d in self.library.documents() if d.language != "en")
        if others and team.makers()["writer"] == "rules":
            found = ", ".join(f"{count} in {language}" for language, count in others.most_common())
            self.progress.note(f"The rule-based team reads English only; it will find nothing to ask in other documents: {found}")

    def _room(self) -> int:
        """How many passages may be in work now: as many as records are still wanted, and no more than were allowed."""
        missing = self.collation.missing
        return self.settings.at_once if missing is None else max(1, min(self.settings.at_once, missing))

    def _passages(self) -> list[Passage]:
        return in_work_order(self.library.passages())[: self.settings.limit]

    def _write(self, summary: Summary) -> None:
        """Writes the files of the run as it stands: texts first, then rows, then the state that counts them."""
        self.run.write_documents(self.library.documents())
        order = {passage.id: index for index, passage in enumerate(self.library.passages())}
        records = sorted(self.collation.records, key=lambda record: (order[record.passage_id], record.id))
        rejects = sorted(self.collation.rejects, key=lambda reject: (order[reject.passage_id], reject.id))
        self.run.write_rows("records.jsonl", records)
        self.run.write_rows("rejects.jsonl", rejects)
        self._write_state(summary)

    def _write_state(self, summary: Summary) -> None:
        self.run.write_json("run.json", self._state(summary))

    def _summary(self, status: str, team: Team, paid: Usage) -> Summary:
        items: tuple[Record | Reject, ...] = (*self.collation.records, *self.collation.rejects)
        usage = reduce(Usage.plus, (item.usage for item in items), Usage())
        reasons = dict(sorted(Counter(reject.reason for reject in self.collation.rejects).items()))
        passages = self.library.passages()
        counts = {
            "records": len(self.collation.records),
            "rejects": len(self.collation.rejects),
            "documents": len(self.intake.documents),
            "skipped": len(self.intake.skipped),
            "passages": len(passages),
            "prose_words": sum(passage.prose_words for passage in passages),
            "worked": self.worked,
            "too_short": len(passages) - len(in_work_order(passages)),
            "written": self.tally.written,
            "revised": self.tally.revised,
        }
        return Summary(
            out=self.settings.out,
            status=status,
            counts=counts,
            reasons=reasons,
            skipped=self.intake.skipped,
            makers=team.makers(),
            usage=usage,
            paid=paid,
            seconds={"reading": round(self.intake.seconds, 2), "working": round(time.monotonic() - self.began, 2)},
            examples=tuple((record.question, record.answer) for record in self.collation.records[:EXAMPLES]),
            short=self._shortfall(counts, reasons) if status == "finished" else "",
        )

    def _shortfall(self, counts: dict[str, int], reasons: dict[str, int]) -> str:
        wanted = self.settings.count
        if wanted is None or counts["records"] >= wanted:
            return ""
        lost = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items(), key=lambda pair: -pair[1]))
        done = f"{counts['worked']} passages worked on, {counts['written']} drafts written"
        return f"{counts['records']} of {wanted} records: {done}; lost: {lost}"

    def _state(self, summary: Summary) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "bookwright": __version__,
            "status": summary.status,
            "started": self.started.isoformat(timespec="seconds"),
            "settings": self.settings.model_dump(mode="json", exclude={"out"}),
            "team": summary.makers,
            "models": sorted(set(summary.makers.values()) - {"rules"}),
            "counts": summary.counts,
            "rejected": summary.reasons,
            "shortfall": summary.short,
            "usage": summary.usage.model_dump(),
            "paid": summary.paid.model_dump(),
            "seconds": summary.seconds,
            "documents": [
                {
                    "id": d.id,
                    "sha256": d.id,
                    "path": d.path,
                    "title": d.title,
                    "language": d.language,
                    "licence": d.licence,
                    "media_type": d.media_type,
                }
                for d in self.library.documents()
            ],
            "skipped": [{"path": path, "reason": reason} for path, reason in summary.skipped],
            "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        }
