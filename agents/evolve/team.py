"""The seats of Evol-Instruct."""

from collections.abc import Sequence
from dataclasses import dataclass

from bookwright.agents.asking import Asking, Response
from bookwright.agents.chat import Chat
from bookwright.agents.evolve.difficulty_rater import DifficultyRater
from bookwright.agents.evolve.evolver import InstructionEvolver
from bookwright.agents.evolve.gain_checker import GainChecker
from bookwright.agents.evolve.grounded_responder import GroundedResponder
from bookwright.agents.evolve.items import EvolvedSubmission, Evolving, GainCheck, Succession
from bookwright.agents.evolve.judge import GROUNDED_RUBRIC, EvolvedJudge
from bookwright.agents.inquiry import Likening, Matched
from bookwright.agents.instruction import Instruction
from bookwright.agents.items import Verdict
from bookwright.agents.matcher import Matcher
from bookwright.agents.pair import Comparison, Pair
from bookwright.agents.responder import Responder
from bookwright.agents.role import Role
from bookwright.agents.rubric import Rubric
from bookwright.agents.seats import Seats


@dataclass(frozen=True)
class EvolveTeam(Seats):
    """Who evolves, who answers by themselves or from passages, who judges either, and who measures how hard it became."""

    evolver: Role[Evolving, Instruction]
    gain_checker: Role[Succession, GainCheck]
    responder: Role[Asking, Response]
    grounded_responder: Role[Asking, Response]
    judges: tuple[Role[EvolvedSubmission, Verdict], ...]
    grounded_judges: tuple[Role[EvolvedSubmission, Verdict], ...]
    solver: Role[Asking, Response]
    matcher: Role[Likening, tuple[Matched, ...]]
    rater: Role[Pair, Comparison]


def model_evolve_team(chat: Chat, judges: Sequence[Chat] = (), solver: Chat | None = None) -> EvolveTeam:
    """A team of one chat model, but for the judges and the solver where others are named."""
    judging = tuple(judges) or (chat,)
    grounded = Rubric.load(GROUNDED_RUBRIC)
    return EvolveTeam(
        evolver=InstructionEvolver(chat),
        gain_checker=GainChecker(chat),
        responder=Responder(chat),
        grounded_responder=GroundedResponder(chat),
        judges=tuple(EvolvedJudge(one) for one in judging),
        grounded_judges=tuple(EvolvedJudge(one, grounded) for one in judging),
        solver=Responder(solver or chat),
        matcher=Matcher(chat),
        rater=DifficultyRater(judging[0]),
    )
