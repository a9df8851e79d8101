"""The graph of a call for new tasks: ask, sift."""

from typing import NotRequired

from langgraph.graph import END, START, StateGraph
from pydantic import JsonValue
from typing_extensions import TypedDict

from bookwright.agents.instruct.items import Call, CallPage, Proposal
from bookwright.agents.instruct.team import InstructTeam
from bookwright.agents.role import maker
from bookwright.curation.instruct.records import InstructReject, InstructYield
from bookwright.curation.instruct.rules import InstructionRules
from bookwright.graphs.instruct.grounds import Grounds
from bookwright.graphs.recipe.paid import Ended, Paid, paid


class CallInput(TypedDict):
    """A call."""

    call: Call


class CallState(CallInput, Paid):
    """What was proposed, or why nothing was; then what it came to."""

    proposed: NotRequired[tuple[Proposal, ...]]
    made: NotRequired[InstructYield]


class CallOutput(TypedDict):
    """What it came to."""

    made: InstructYield


def call_graph(team: InstructTeam, rules: InstructionRules, grounds: Grounds) -> "StateGraph[CallState, None, CallInput, CallOutput]":
    """The uncompiled graph, so that nodes and edges can be added with LangGraph's own API before `compile()`.

    In: `{"call": Call}`. Out: `{"made": InstructYield}`, whose facts hold the proposals that break no rule, and whose rejects are the
    others, or the call if nothing came of it. ModelError passes through when no call can succeed.
    """

    async def ask(state: CallState) -> dict[str, object]:
        page = CallPage(call=state["call"], brief=grounds.brief(state["call"].passage_id, state["call"].specification))
        proposed = await team.generator(page)
        return {"proposed": proposed} if proposed else {"ended": Ended(reason="generator:nothing", detail="it proposed no task")}

    async def sift(state: CallState) -> dict[str, object]:
        call, usage = state["call"], state["usage"]
        if ended := state.get("ended"):
            reject = InstructReject(
                id=call.id,
                reason=ended.reason,
                detail=ended.detail,
                usage=usage,
                made_by=maker(team.generator),
                specification=call.specification,
            )
            return {"made": InstructYield(rejects=(reject,))}
        kept: list[JsonValue] = []
        rejects = []
        for proposal, share in zip(state["proposed"], usage.shares(len(state["proposed"])), strict=True):
            paid = proposal.model_copy(update={"usage": share})
            if broken := rules.broken(proposal.instruction):
                cause, detail = broken
                rejects.append(turned_down(call, paid, (f"rules:{cause}", detail), maker(team.generator), grounds))
            else:
                kept.append(paid.model_dump(mode="json"))
        return {"made": InstructYield(rejects=tuple(rejects), facts={"proposals": kept})}

    graph = StateGraph(CallState, input_schema=CallInput, output_schema=CallOutput)
    graph.add_node("ask", paid(ask, "generator"))
    graph.add_node("sift", sift)
    graph.add_edge(START, "ask")
    graph.add_edge("ask", "sift")
    graph.add_edge("sift", END)
    return graph


def turned_down(call: Call, proposal: Proposal, why: tuple[str, str], by: str, grounds: Grounds) -> InstructReject:
    """A proposal that becomes no task, for a reason and a detail."""
    shown = tuple(one.id for one in call.demonstrations)
    return InstructReject(
        id=f"{call.id}-{proposal.number}",
        reason=why[0],
        detail=why[1],
        instruction=proposal.instruction,
        input=proposal.text.input if proposal.text else "",
        output=proposal.text.output if proposal.text else "",
        text=proposal.text,
        evidence=proposal.text.evidence if proposal.text and proposal.text.evidence else grounds.demonstrated(shown, classification=None),
        demonstrations=shown,
        made_by=by,
        language=call.language,
        specification=call.specification,
        usage=proposal.usage,
    )
