"""The steps of a book: survey, plan, the waves of sections, editing, assembling."""

import asyncio
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import structlog
from langgraph.config import get_stream_writer
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import interrupt
from pydantic import ValidationError

from bookwright.agents.defect import in_one_line
from bookwright.agents.failures import HOPELESS
from bookwright.agents.textbook.items import Manuscript
from bookwright.agents.textbook.plan import Inventory, Plan, PlanBrief, PlannedSection
from bookwright.agents.textbook.team import TextbookTeam
from bookwright.curation.book.book import Finding
from bookwright.curation.book.clusters import inventory_of
from bookwright.curation.book.conflicts import conflicts_in
from bookwright.curation.book.order import problems, waves
from bookwright.curation.book.rules import rules_of, untold
from bookwright.errors import BookwrightError, InputError, ModelError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.textbook.assembling import assembled
from bookwright.graphs.textbook.brief import known_to
from bookwright.graphs.textbook.nothing import nothing_in
from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.graphs.textbook.state import SectionInput, SectionOutput, SectionState, TextbookState
from bookwright.graphs.textbook.ways import Outcome, Silence
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.library import Library


@dataclass(frozen=True)
class TextbookNodes:
    """The nodes of the book's graph: who sits in the seats, what they stand on, how they work, and the graph of one section."""

    team: TextbookTeam
    library: Library
    settings: TextbookSettings
    section: "CompiledStateGraph[SectionState, None, SectionInput, SectionOutput]"

    async def survey(self, state: TextbookState) -> dict[str, object]:  # noqa: ARG002 - the protocol of a node
        """Asks the surveyor what there is to teach. InputError where the library is empty, or holds nothing to teach."""
        inventory = await asyncio.to_thread(lambda: self._inventory)
        if not inventory.clusters:
            raise InputError("nothing to write from: the library holds no passage")
        survey = await self.team.surveyor(inventory)
        if not survey.topics:
            raise InputError(nothing_in(self.library, inventory, survey))
        return {"survey": survey.model_copy(update={"unused": (*inventory.unused, *survey.unused)})}

    async def plan(self, state: TextbookState) -> dict[str, object]:
        """Asks the planner for chapters and sections."""
        inventory = await asyncio.to_thread(lambda: self._inventory)
        brief = PlanBrief(survey=state["survey"], inventory=inventory, title=self.settings.title, chapters=self.settings.chapters)
        return {"plan": await self.team.planner(brief)}

    async def review(self, state: TextbookState) -> dict[str, object]:
        """Where a person is to look at the plan, stops with it and goes on with what comes back; then looks where sources contradict each
        other. InputError for a plan that cannot be written by: a circle of prerequisites, or passages that the library does not hold."""
        plan = state["plan"]
        if self.settings.review_plan:
            plan = _as_plan(interrupt(plan.model_dump(mode="json")))
        if amiss := problems(plan, {passage.id for passage in self.library.passages()}):
            raise InputError("\n".join(f"plan: {problem}" for problem in amiss))
        conflicts = await asyncio.to_thread(conflicts_in, self.library)
        return {"plan": plan, "wave": 0, "outcomes": {}, "conflicts": conflicts}

    async def sections(self, state: TextbookState) -> dict[str, object]:
        """Takes the sections of the next wave through their graphs, `at_once` at a time; each that is done is told on LangGraph's custom
        stream.

        They go abreast within one step, and not as tasks of LangGraph's own, so that when a run is stopped the calls under way are kept.
        """
        plan, before, tell = state["plan"], state["outcomes"], get_stream_writer()
        rules = await asyncio.to_thread(lambda: self._rules)
        cited = [piece for outcome in before.values() if outcome.draft for piece in outcome.draft.evidence]
        room = asyncio.Semaphore(self.settings.at_once)

        async def made(section: PlannedSection) -> tuple[str, Outcome]:
            given: SectionInput = {
                "section": section.id,
                "plan": plan,
                "known": known_to(section, plan, before),
                "conflicts": state["conflicts"],
                "rules": untold((rule for passage in section.passages for rule in rules.get(passage, ())), cited),
            }
            async with room:
                outcome = await self._outcome(given)
            tell({section.id: outcome})
            return section.id, outcome

        wave = waves(plan)[state["wave"]]
        return {"wave": state["wave"] + 1, "outcomes": before | dict(await abreast(map(made, wave)))}

    async def edit(self, state: TextbookState) -> dict[str, object]:
        """Asks the editor what goes wrong between the accepted sections. Where the call fails, that is a finding of its own."""
        plan, outcomes = state["plan"], state["outcomes"]
        drafts = ((section, outcomes[section.id].draft) for section in plan.sections)
        sections = tuple((section.id, section.title, draft) for section, draft in drafts if draft)
        if self.team.editor is None or len(sections) < 2:
            return {"findings": []}
        try:
            objections = await self.team.editor(Manuscript(sections=sections, language=plan.specification.language))
        except ModelError as error:
            if error.kind in HOPELESS:
                raise
            unread = Finding(
                kind="unread", sections=tuple(name for name, _, _ in sections), quote="", reason=f"editor:{error.kind}: {error}"
            )
            return {"findings": [unread]}
        return {
            "findings": [
                Finding(kind=one.kind, sections=one.sections, quote=" … ".join(one.quotes), reason=one.reason) for one in objections
            ]
        }

    async def assemble(self, state: TextbookState) -> dict[str, object]:
        """The book of what was accepted, and a record or a reject of everything that was written."""
        rules = await asyncio.to_thread(lambda: self._rules)
        every = [rule for own in rules.values() for rule in own]
        book, records, rejects = assembled(state["plan"], state["outcomes"], state["findings"], self.team, self.library, rules=every)
        return {"book": book, "records": records, "rejects": rejects}

    async def _outcome(self, given: SectionInput) -> Outcome:
        """What becomes of a section. A role or a check that breaks costs its section, not the run; the log has the trace."""
        with structlog.contextvars.bound_contextvars(item=given["section"]):
            try:
                outcome: Outcome = (await self.section.ainvoke(given))["outcome"]
            except BookwrightError:
                raise
            except Exception as error:
                structlog.get_logger().exception("defect", kind=type(error).__name__)
                return Outcome(silence=Silence(reason=f"defect:{type(error).__name__}", detail=f"{in_one_line(error)}; see log.jsonl"))
        return outcome

    @cached_property
    def _inventory(self) -> Inventory:
        return inventory_of(self.library, self.settings.specification, self.settings.about)

    @cached_property
    def _rules(self) -> dict[str, tuple[Evidence, ...]]:
        return rules_of(self.library)


def _as_plan(given: object) -> Plan:
    """The plan that a person has edited. InputError names the field and what is wrong."""
    try:
        return Plan.model_validate(given)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"])) or "the whole"
        raise InputError(f"plan: {place}: {fault['msg']}; mend it and go on") from None


def begin(state: TextbookState) -> Literal["survey", "review"]:
    """A plan that is given needs no survey."""
    return "review" if state.get("plan") else "survey"


def next_wave(state: TextbookState) -> Literal["sections", "edit"]:
    """The next wave while there is one; then to the editor."""
    return "sections" if state["wave"] < len(waves(state["plan"])) else "edit"
