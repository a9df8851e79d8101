"""The graph of labelling: vote, decide."""

from typing import NotRequired

from langgraph.graph import END, START, StateGraph
from typing_extensions import TypedDict

from bookwright.agents.chat import Usage, tally
from bookwright.agents.items import Decision, Verdict
from bookwright.agents.label.items import LabelledText, Unlabelled, Vote
from bookwright.agents.label.team import LabelTeam
from bookwright.curation.label.agreement import entropy, majority
from bookwright.curation.label.records import LabelRecord, LabelReject, LabelYield
from bookwright.curation.record import Source, VersionOf
from bookwright.errors import ModelError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.attempt import attempt
from bookwright.graphs.history import WRITE
from bookwright.graphs.label.settings import LabelSettings


class LabelInput(TypedDict):
    """A text to label, and where it stands."""

    item: Unlabelled
    source: Source


class LabelState(LabelInput):
    """The votes on it, or why there are none; then what it came to."""

    votes: NotRequired[tuple[Vote, ...]]
    failed: NotRequired[tuple[str, str]]
    usage: NotRequired[Usage]
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
        with tally() as usage:
            given = await abreast(attempt(labeller(state["item"])) for labeller in team.labellers)
        failed = next((one for one in given if isinstance(one, ModelError)), None)
        if failed:
            return {"failed": (failed.kind, str(failed)), "usage": usage}
        return {"votes": tuple(given), "usage": usage}

    async def decide(state: LabelState) -> dict[str, object]:
        item, usage = state["item"], state["usage"]
        common = {
            "id": item.id,
            "evidence": (item.shown,),
            "prompts": team.prompts(),
            "source": state["source"],
            "language": item.language,
            "usage": usage,
        }
        if "votes" not in state:
            kind, detail = state["failed"]
            return {"made": LabelYield(rejects=(LabelReject(**common, reason=f"labeller:{kind}", detail=detail),))}
        votes = state["votes"]
        label, share = majority(votes)
        text = LabelledText(text=item.shown.quote, label=label, votes=votes)
        by = ", ".join(dict.fromkeys(vote.by for vote in votes))
        counted: dict[str, object] = {
            "votes": votes,
            "agreement": share,
            "uncertainty": entropy(votes, len(settings.scheme.labels)),
            "text_sha256": text.sha256,
            "made_by": by,
            "lineage": (VersionOf[LabelledText](draft=text, operator=WRITE, by=by),),
        }
        if share < settings.agreement:
            told = f"{share:.0%} of {len(votes)} votes are for {label}; {settings.agreement:.0%} are needed, so people decide"
            reject = LabelReject(**common, **counted, reason="votes:uncertain", detail=told, text=text)
            return {"made": LabelYield(rejects=(reject,))}
        verdict = Verdict(
            decision=Decision.ACCEPT, reasons=(f"{share:.0%} of {len(votes)} votes agree",), by="votes", text_sha256=text.sha256
        )
        return {"made": LabelYield(records=(LabelRecord(**common, **counted, verdict=verdict, text=text.text, label=label),))}

    graph = StateGraph(LabelState, input_schema=LabelInput, output_schema=LabelOutput)
    graph.add_node("vote", vote)
    graph.add_node("decide", decide)
    graph.add_edge(START, "vote")
    graph.add_edge("vote", "decide")
    graph.add_edge("decide", END)
    return graph
