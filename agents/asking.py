"""An instruction before somebody who is to do what it asks, and what they respond."""

from bookwright.agents.instruction import Instruction
from bookwright.agents.items import Brief, Claim
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence


class Asking(Frozen):
    """An instruction before a responder or a solver, who has seen no response to it. `attempt` tells which of several is wanted, from 0;
    `brief` holds the passages to answer from, if any."""

    task: Instruction
    language: str
    brief: Brief | None = None
    attempt: int = 0


class Response(Frozen):
    """A response to an instruction. Where it rests on passages, its sentences are claims with evidence; `unlocated` are quotes that stand
    in none of them: a fault, never dropped."""

    text: str
    claims: tuple[Claim, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    unlocated: tuple[str, ...] = ()
