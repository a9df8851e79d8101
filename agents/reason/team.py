"""The seats of reasoning."""

from collections.abc import Sequence
from dataclasses import dataclass

from bookwright.agents.chat import Chat
from bookwright.agents.items import Verdict
from bookwright.agents.reason.items import Attempt, Reasoned, Trace
from bookwright.agents.reason.rationaliser import Rationaliser
from bookwright.agents.reason.reasoner import Reasoner
from bookwright.agents.reason.recorded import Recorded
from bookwright.agents.reason.trace_judge import TraceJudge
from bookwright.agents.role import Role
from bookwright.agents.seats import Seats


@dataclass(frozen=True)
class ReasonTeam(Seats):
    """Who works problems out, who does so again knowing the answer (none: nobody does), and whose scores are a reward."""

    reasoner: Role[Attempt, Reasoned]
    rationaliser: Role[Attempt, Reasoned] | None = None
    judges: tuple[Role[Trace, Verdict], ...] = ()


def model_reason_team(chat: Chat, judges: Sequence[Chat] = (), *, hinted: bool = True) -> ReasonTeam:
    """A team of chat models; with `hinted` the one that reasons tries again with the answer."""
    return ReasonTeam(Reasoner(chat), Rationaliser(chat) if hinted else None, _judges(judges))


def recorded_reason_team(judges: Sequence[Chat] = ()) -> ReasonTeam:
    """A team for solutions that the data holds."""
    return ReasonTeam(Recorded(), None, _judges(judges))


def _judges(chats: Sequence[Chat]) -> tuple[TraceJudge, ...]:
    return tuple(TraceJudge(chat) for chat in chats)
