"""The graph of a call for new tasks: ask, sift."""

from typing import NotRequired

from langgraph.graph import END, START, StateGraph
from pydantic import JsonValue
from typing_extensions import TypedDict

from bookwright.agents.chat import Usage, tally
from bookwright.agents.instruct.items import Call, CallPage, Proposal
from bookwright.agents.instruct.team import InstructTeam
from bookwright.agents.role import maker
from bookwright.curation.instruct.records import InstructReject, InstructYield
from bookwright.curation.instruct.rules import InstructionRules
from bookwright.errors import ModelError
from bookwright.graphs.attempt import attempt
from bookwright.graphs.instruct.grounds import Grounds


class CallInput(TypedDict):
    """A call."""

    call: Call


class CallState(CallInput):
    """What was proposed, or why nothing was; then what it came to."""

    proposed: NotRequired[tuple[Proposal, ...]]
    failed: NotRequired[tuple[str, str]]
    usage: NotRequired[Usage]
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
        call = state["call"]
        page = CallPage(call=call, brief=grounds.brief(call.passage_id, call.specification))
        with tally() as usage:
            proposed = await attempt(team.generator(page))
        if isinstance(proposed, ModelError):
            return {"failed": (proposed.kind, str(proposed)), "usage": usage}
        return {"proposed": proposed, "usage": usage} if proposed else {"failed": ("nothing", "it proposed no task"), "usage": usage}

    async def sift(state: CallState) -> dict[str, object]:
        call, usage = state["call"], state["usage"]
        if "proposed" not in state:
            cause, detail = state["failed"]
            reject = InstructReject(
                id=call.id,
                reason=f"generator:{cause}",
                detail=detail,
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
    graph.add_node("ask", ask)
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
