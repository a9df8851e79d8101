"""A critic that reads one draft at a time, in a seat whose critics read several."""

import asyncio

from bookwright.agents.items import Critique, Panel, Submission
from bookwright.agents.role import Role, maker, prompt_sha256


class OneByOne:
    """Panel to critiques: shows the critic each draft by itself."""

    def __init__(self, critic: Role[Submission, Critique]) -> None:
        self.critic = critic
        self.maker = maker(critic)
        self.prompt_sha256 = prompt_sha256(critic)

    async def __call__(self, item: Panel, /) -> tuple[Critique, ...]:
        return tuple(await asyncio.gather(*(self.critic(Submission(brief=item.brief, draft=draft)) for draft in item.drafts)))
