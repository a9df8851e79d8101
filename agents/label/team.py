"""The seats of labelling."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bookwright.agents.chat import Chat
from bookwright.agents.label.items import Unlabelled, Vote
from bookwright.agents.label.labeller import Labeller
from bookwright.agents.label.recorded import RecordedLabeller
from bookwright.agents.role import Role, called
from bookwright.agents.seats import Seats


@dataclass(frozen=True)
class Voter:
    """A labeller in its seat: the name under which it votes, no two alike, and how many of that name sit before it."""

    name: str
    before: int
    labeller: Role[Unlabelled, Vote | None]

    async def vote(self, item: Unlabelled) -> Vote | None:
        """Its vote on a text, under its name. Those of one name are each asked for an answer of their own."""
        given = await self.labeller(item.model_copy(update={"draw": self.before}) if self.before else item)
        return given and given.model_copy(update={"by": self.name})


@dataclass(frozen=True)
class LabelTeam(Seats):
    """Who labels: each labeller has at most one vote on every text."""

    labellers: tuple[Role[Unlabelled, Vote | None], ...]

    @property
    def voters(self) -> tuple[Voter, ...]:
        """The labellers in the order of their seats, numbered from the second of a name on."""
        seen: Counter[str] = Counter()
        voters = []
        for labeller in self.labellers:
            name = called(labeller)
            voters.append(Voter(f"{name} ({seen[name] + 1})" if seen[name] else name, seen[name], labeller))
            seen[name] += 1
        return tuple(voters)


def label_team(chats: Sequence[Chat], prompts: int = 1, recorded: Sequence[str] = ()) -> LabelTeam:
    """A labeller for each chat model with each of so many variants of the prompt, and one for each name under which the data has labels."""
    models = tuple(Labeller(chat, variant) for chat in chats for variant in range(1, prompts + 1))
    return LabelTeam(labellers=(*models, *map(RecordedLabeller, recorded)))
