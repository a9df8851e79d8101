"""The seats of labelling."""

from collections.abc import Sequence
from dataclasses import dataclass

from bookwright.agents.chat import Chat
from bookwright.agents.label.items import Unlabelled, Vote
from bookwright.agents.label.labeller import Labeller
from bookwright.agents.role import Role
from bookwright.agents.seats import Seats


@dataclass(frozen=True)
class LabelTeam(Seats):
    """Who labels: each labeller has one vote on every text."""

    labellers: tuple[Role[Unlabelled, Vote], ...]


def model_label_team(chats: Sequence[Chat]) -> LabelTeam:
    """A labeller for each of the chat models."""
    return LabelTeam(labellers=tuple(Labeller(chat) for chat in chats))
