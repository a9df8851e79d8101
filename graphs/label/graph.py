"""The graph of labelling: vote, decide."""

from typing import Any, NotRequired

from langgraph.graph import END, START, StateGraph
from typing_extensions import TypedDict

from bookwright.agents.label.items import Unlabelled, Vote
from bookwright.agents.label.team import LabelTeam
from bookwright.curation.label.counting import counted
from bookwright.curation.label.records import LabelReject, LabelYield
from bookwright.curation.record import Source
from bookwright.errors import ModelError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.attempt import attempt
from bookwright.graphs.label.settings import LabelSettings
from bookwright.graphs.recipe.paid import Paid, paid


class LabelInput(TypedDict):
    """A text to label, and where it stands."""

    item: Unlabelled
    source: Source


class LabelState(LabelInput, Paid):
    """The votes on it, or why there are none; then what it came to."""

    votes: NotRequired[tuple[Vote, ...]]
    made: NotRequired[LabelYield]


class LabelOutput(TypedDict):
    """What it came to."""

    made: LabelYield


def label_graph(team: LabelTeam, settings: LabelSettings) -> "StateGraph[LabelState, None, LabelInput, LabelOutput]":
    """The uncompiled graph, so that nodes and edges can be added with LangGraph's own API before `compile()`.

    In: `{"item": Unlabelled, "source": Source}`. Out: `{"made": LabelYield}`, one record or one reject. ModelError passes through when no
    call can succeed; another failed call makes the text a reject, for a vote that is missing is no agreement.
    """

    async def vote(state: LabelState) -> dict[str, object]:
        given = await abreast(attempt(voter.vote(state["item"])) for voter in team.voters)
        if failed := next((one for one in given if isinstance(one, ModelError)), None):
            raise failed
        return {"votes": tuple(filter(None, given))}

    async def decide(state: LabelState) -> dict[str, object]:
        item = state["item"]
        common: dict[str, Any] = {
            "id": item.id,
            "evidence": (item.shown,),
            "prompts": team.prompts(),
            "source": state["source"],
            "language": item.language,
            "usage": state["usage"],
            "gold": item.gold,
            "generation": int(bool(team.prompts())),
        }
        if ended := state.get("ended"):
            return {"made": LabelYield(rejects=(LabelReject(**common, reason=ended.reason, detail=ended.detail),))}
        if not state["votes"]:
            return {"made": LabelYield(rejects=(LabelReject(**common, reason="votes:none", detail="nobody has labelled this text"),))}
        return {"made": counted(item, state["votes"], settings.agreement, common)}

    graph = StateGraph(LabelState, input_schema=LabelInput, output_schema=LabelOutput)
    graph.add_node("vote", paid(vote, "labeller"))
    graph.add_node("decide", decide)
    graph.add_edge(START, "vote")
    graph.add_edge("vote", "decide")
    graph.add_edge("decide", END)
    return graph
