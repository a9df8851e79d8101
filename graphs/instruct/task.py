"""The graph of a new task: tell its kind, write its instances label or input first, sift, judge, settle."""

from typing import NotRequired

from langgraph.graph import END, START, StateGraph
from typing_extensions import TypedDict

from bookwright.agents.chat import Usage, tally
from bookwright.agents.instruct.items import InstructText, Judged, Task, TaskPage
from bookwright.agents.instruct.team import InstructTeam, Writer
from bookwright.agents.items import Decision, Verdict
from bookwright.agents.role import maker
from bookwright.curation.instruct.grounds import inspected
from bookwright.curation.instruct.instances import sifted
from bookwright.curation.instruct.records import InstructYield
from bookwright.curation.record import VersionOf
from bookwright.errors import ModelError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.attempt import attempt
from bookwright.graphs.deciding import decided
from bookwright.graphs.history import GATES, WRITE, History, in_words
from bookwright.graphs.instruct.grounds import Grounds
from bookwright.graphs.instruct.settling import settled
from bookwright.graphs.step import taken

RULES = Verdict(decision=Decision.ACCEPT, reasons=("it breaks none of the rules",), by="rules", text_sha256="")


class Way(History[InstructText]):
    """The way of an instance."""


class TaskInput(TypedDict):
    """A task that is new."""

    task: Task


class TaskState(TaskInput):
    """Its kind, where it was told; its instances on their way, or why there are none; what this has cost; then what it came to."""

    classification: NotRequired[bool]
    ways: NotRequired[tuple[Way, ...]]
    failed: NotRequired[tuple[str, str]]
    usage: NotRequired[Usage]
    made: NotRequired[InstructYield]


class TaskOutput(TypedDict):
    """What it came to."""

    made: InstructYield


def task_graph(team: InstructTeam, grounds: Grounds) -> "StateGraph[TaskState, None, TaskInput, TaskOutput]":
    """The uncompiled graph, so that nodes and edges can be added with LangGraph's own API before `compile()`.

    In: `{"task": Task}`. Out: `{"made": InstructYield}`, a record or a reject for each instance, or one reject for a task without any.
    A task that came with its instance goes straight to `sift`. ModelError passes through when no call can succeed.
    """
    nodes = _Nodes(team, grounds)
    graph = StateGraph(TaskState, input_schema=TaskInput, output_schema=TaskOutput)
    graph.add_node("identify", nodes.identify)
    graph.add_node("input_first", nodes.input_first)
    graph.add_node("output_first", nodes.output_first)
    graph.add_node("sift", nodes.sift)
    graph.add_node("judge", nodes.judge)
    graph.add_node("settle", nodes.settle)
    graph.add_conditional_edges(START, begins_with, ["identify", "sift"])
    graph.add_conditional_edges("identify", goes_on_with, ["input_first", "output_first", "settle"])
    graph.add_conditional_edges("input_first", after_writing, ["sift", "settle"])
    graph.add_conditional_edges("output_first", after_writing, ["sift", "settle"])
    graph.add_edge("sift", "judge")
    graph.add_edge("judge", "settle")
    graph.add_edge("settle", END)
    return graph


def begins_with(state: TaskInput) -> str:
    """A task that came whole has nothing to be written."""
    return "sift" if state["task"].text else "identify"


def goes_on_with(state: TaskState) -> str:
    """A classification has its outputs written first; where nobody could tell, there is nothing to write."""
    if "failed" in state:
        return "settle"
    return "output_first" if state["classification"] else "input_first"


def after_writing(state: TaskState) -> str:
    """Without instances there is nothing to sift."""
    return "settle" if "failed" in state else "sift"


class _Nodes:
    """The steps, with those who take them."""

    def __init__(self, team: InstructTeam, grounds: Grounds) -> None:
        self.team, self.grounds = team, grounds

    async def identify(self, state: TaskState) -> dict[str, object]:
        """Asks whether the task is a classification."""
        assert self.team.classifier  # a team without one has a generator of whole tasks
        with tally() as usage:
            said = await attempt(self.team.classifier(self._page(state)))
        if isinstance(said, ModelError):
            return {"failed": (f"classifier:{said.kind}", str(said)), "usage": usage}
        return {"classification": said, "usage": usage}

    async def input_first(self, state: TaskState) -> dict[str, object]:
        """Asks for inputs, each with its output."""
        return await self._written(state, self.team.input_first)

    async def output_first(self, state: TaskState) -> dict[str, object]:
        """Asks for labels, each with an input."""
        return await self._written(state, self.team.output_first)

    async def sift(self, state: TaskState) -> dict[str, object]:
        """Turns down what the rules of instances, and with a passage the gates, object to."""
        task = state["task"]
        ways = (_begun(task.text, maker(self.team.generator)),) if task.text else state["ways"]
        found = sifted([way.draft for way in ways])
        told = (way.rejected(f"instances:{why.cause}", why.detail) if why else way for way, why in zip(ways, found, strict=True))
        brief = self._page(state).brief
        return {"ways": tuple(_at_the_gates(way, Judged(text=way.draft, brief=brief)) if way.under_way else way for way in told)}

    async def judge(self, state: TaskState) -> dict[str, object]:
        """Asks the judges about the rest, all of whom must accept; without any the rules have decided."""
        brief = self._page(state).brief

        async def judged(way: Way) -> Way:
            if self.team.judges:
                return await decided(way, Judged(text=way.draft, brief=brief), self.team.judges)
            return way.model_copy(update={"verdict": RULES.model_copy(update={"text_sha256": way.draft.sha256})})

        chosen = [way for way in state["ways"] if way.under_way]
        after = iter(await abreast(taken(way, judged, "judge") for way in chosen))
        return {"ways": tuple(next(after) if way.under_way else way for way in state["ways"])}

    async def settle(self, state: TaskState) -> dict[str, object]:
        """Makes records and rejects."""
        task, kind, failed = state["task"], state.get("classification"), state.get("failed")
        spent = task.usage.plus(state.get("usage", Usage()))
        return {"made": settled(task, state.get("ways", ()), spent, self.team, self.grounds, kind=kind, failed=failed)}

    async def _written(self, state: TaskState, writer: Writer | None) -> dict[str, object]:
        assert writer  # as for the classifier
        with tally() as usage:
            texts = await attempt(writer(self._page(state)))
        spent = state["usage"].plus(usage)
        if isinstance(texts, ModelError):
            return {"failed": (f"instances:{texts.kind}", str(texts)), "usage": spent}
        if not texts:
            return {"failed": ("instances:none", "no instance was written"), "usage": spent}
        return {"ways": tuple(_begun(text, maker(writer)) for text in texts), "usage": spent}

    def _page(self, state: TaskState) -> TaskPage:
        task = state["task"]
        return TaskPage(task=task, brief=self.grounds.brief(task.passage_id, task.specification))


def _begun(text: InstructText, by: str) -> Way:
    return Way(versions=(VersionOf[InstructText](draft=text, operator=WRITE, by=by),))


def _at_the_gates(way: Way, item: Judged) -> Way:
    """The instance with what the gates say of it, where it rests on a passage; rejected where that is anything."""
    if item.brief is None:
        return way
    critique = inspected(item.text, item.brief)
    way = way.heard((critique,))
    return way.rejected(f"{GATES}:{critique.faults[0].kind}", in_words(critique.faults)) if critique.faults else way
