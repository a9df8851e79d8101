"""The seats of dialogue."""

from collections.abc import Sequence
from dataclasses import dataclass

from bookwright.agents.answerer import Answerer
from bookwright.agents.chat import Chat
from bookwright.agents.converse.asker import Asker
from bookwright.agents.converse.dialogue_critic import DialogueCritic
from bookwright.agents.converse.dialogue_judge import DialogueJudge
from bookwright.agents.converse.dialogue_reviser import DialogueReviser
from bookwright.agents.converse.items import (
    Acquaintance,
    Asking,
    Conversation,
    Dialogue,
    DialogueRevision,
    DialogueSubmission,
    Outline,
    Persona,
    Question,
    Replying,
)
from bookwright.agents.converse.outliner import Outliner
from bookwright.agents.converse.persona_finder import PersonaFinder
from bookwright.agents.converse.replier import Replier
from bookwright.agents.inquiry import Answer, Inquiry
from bookwright.agents.items import Critique, Verdict
from bookwright.agents.role import Role
from bookwright.agents.seats import Seats


@dataclass(frozen=True)
class ConverseTeam(Seats):
    """Who speaks and who checks. The answerer is asked what nobody is said to find, with more passages than the replier was shown.

    Several critics all have their say; several judges must all accept. Without a persona finder the personas are given.
    """

    outliner: Role[Conversation, Outline]
    asker: Role[Asking, Question]
    replier: Role[Replying, Dialogue]
    answerer: Role[Inquiry, Answer]
    reviser: Role[DialogueRevision, Dialogue]
    critics: tuple[Role[DialogueSubmission, Critique], ...]
    judges: tuple[Role[DialogueSubmission, Verdict], ...]
    persona_finder: Role[Acquaintance, tuple[Persona, ...]] | None = None


def model_converse_team(chat: Chat, judges: Sequence[Chat] = (), *, finding: bool = True) -> ConverseTeam:
    """One chat model in every seat, but for `judges`, which judge in its place; without `finding` nobody looks for personas."""
    return ConverseTeam(
        outliner=Outliner(chat),
        asker=Asker(chat),
        replier=Replier(chat),
        answerer=Answerer(chat),
        reviser=DialogueReviser(chat),
        critics=(DialogueCritic(chat),),
        judges=tuple(DialogueJudge(judge) for judge in judges or (chat,)),
        persona_finder=PersonaFinder(chat) if finding else None,
    )
