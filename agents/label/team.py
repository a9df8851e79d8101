"""The seats of labelling."""

from collections.abc import Sequence
from dataclasses import dataclass

from bookwright.agents.chat import Chat
from bookwright.agents.label.items import Unlabelled, Vote
from bookwright.agents.label.labeller import Labeller
from bookwright.agents.label.recorded import RecordedLabeller
from bookwright.agents.role import Role
from bookwright.agents.seats import Seats


@dataclass(frozen=True)
class LabelTeam(Seats):
    """Who labels: each labeller has at most one vote on every text."""

    labellers: tuple[Role[Unlabelled, Vote | None], ...]


def label_team(chats: Sequence[Chat], prompts: int = 1, recorded: Sequence[str] = ()) -> LabelTeam:
    """A labeller for each chat model with each of so many variants of the prompt, and one for each name under which the data has labels."""
    models = tuple(Labeller(chat, variant) for chat in chats for variant in range(1, prompts + 1))
    return LabelTeam(labellers=(*models, *map(RecordedLabeller, recorded)))
