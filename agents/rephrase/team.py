"""The seats of rephrasing."""

from collections.abc import Sequence
from dataclasses import dataclass

from bookwright.agents.chat import Chat
from bookwright.agents.items import Critique, Verdict
from bookwright.agents.rephrase.items import Rephrased, RephraseRevision, RephraseSubmission, Rephrasing
from bookwright.agents.rephrase.rephrase_critic import RephraseCritic
from bookwright.agents.rephrase.rephrase_judge import RephraseJudge
from bookwright.agents.rephrase.rephrase_reviser import RephraseReviser
from bookwright.agents.rephrase.rephraser import Rephraser
from bookwright.agents.role import Role
from bookwright.agents.seats import Seats


@dataclass(frozen=True)
class RephraseTeam(Seats):
    """Who rephrases. Several critics all have their say; several judges must all accept."""

    rephraser: Role[Rephrasing, Rephrased]
    reviser: Role[RephraseRevision, Rephrased]
    critics: tuple[Role[RephraseSubmission, Critique], ...]
    judges: tuple[Role[RephraseSubmission, Verdict], ...]


def model_rephrase_team(chat: Chat, judges: Sequence[Chat] = ()) -> RephraseTeam:
    """One chat model in every seat, but for `judges`, which judge in its place."""
    return RephraseTeam(
        rephraser=Rephraser(chat),
        reviser=RephraseReviser(chat),
        critics=(RephraseCritic(chat),),
        judges=tuple(RephraseJudge(judge) for judge in judges or (chat,)),
    )
