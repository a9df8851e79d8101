"""The seats of Constitutional AI."""

from collections.abc import Sequence
from dataclasses import dataclass

from bookwright.agents.asking import Asking, Response
from bookwright.agents.chat import Chat
from bookwright.agents.items import Verdict
from bookwright.agents.pair import Comparison, Pair
from bookwright.agents.principles.comparer import PrincipleComparer
from bookwright.agents.principles.critic import PrincipleCritic
from bookwright.agents.principles.items import Objection, PrincipledStep, PrincipledText
from bookwright.agents.principles.judge import PrincipledJudge
from bookwright.agents.principles.reviser import PrincipleReviser
from bookwright.agents.responder import Responder
from bookwright.agents.role import Role
from bookwright.agents.seats import Seats


@dataclass(frozen=True)
class PrinciplesTeam(Seats):
    """Who responds first, who criticises and revises by a principle, who judges the last revision, and who compares it with the first."""

    responder: Role[Asking, Response]
    critic: Role[PrincipledStep, Objection]
    reviser: Role[PrincipledStep, PrincipledText]
    judges: tuple[Role[PrincipledText, Verdict], ...]
    comparer: Role[Pair, Comparison]


def model_principles_team(chat: Chat, judges: Sequence[Chat] = ()) -> PrinciplesTeam:
    """A team of one chat model; where judges are named they judge, and the first of them compares."""
    judging = tuple(judges) or (chat,)
    return PrinciplesTeam(
        responder=Responder(chat),
        critic=PrincipleCritic(chat),
        reviser=PrincipleReviser(chat),
        judges=tuple(PrincipledJudge(one) for one in judging),
        comparer=PrincipleComparer(judging[0]),
    )
