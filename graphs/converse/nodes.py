"""The steps of a dialogue that is being held: outline, ask, reply, seek; and what becomes of it in the end."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass

from bookwright.agents.chat import Usage, tally
from bookwright.agents.converse.items import Asking, Conversation, Dialogue, Replying, Turn
from bookwright.agents.converse.team import ConverseTeam
from bookwright.agents.failures import HOPELESS
from bookwright.agents.inquiry import Inquiry
from bookwright.agents.role import maker
from bookwright.errors import ModelError
from bookwright.graphs.converse.settings import ConverseSettings
from bookwright.graphs.converse.settling import settled
from bookwright.graphs.converse.state import NOTHING_SAID, ConverseState
from bookwright.graphs.grounded.loop import GroundedLoop
from bookwright.knowledge.library import Library

MOST_SET_ASIDE = 2
"""Questions of a dialogue that may turn out not to do in their place before it is given up."""


def wants_refusal(item: Conversation, dialogue: Dialogue) -> bool:
    """Whether the next question is to be one that the passages do not answer."""
    return dialogue.refusal is None and item.refusal == len(dialogue.turns) + 1


@dataclass(frozen=True)
class ConverseNodes:
    """The nodes of one graph: who sits in the seats, where is looked for what is said not to be found, and what follows the last turn."""

    team: ConverseTeam
    library: Library
    settings: ConverseSettings
    loop: GroundedLoop[Conversation, Dialogue]

    async def outline(self, state: ConverseState) -> dict[str, object]:
        """Asks what there is to ask; passages that answer nothing are done."""

        async def outlined() -> dict[str, object]:
            outline = await self.team.outliner(state["item"])
            if not outline.aspects:
                return {"silence": ("outliner:nothing", "the passages answer nothing that anybody would ask")}
            return {"outline": outline, "dialogue": NOTHING_SAID}

        return await _told(state, "outliner", outlined())

    async def ask(self, state: ConverseState) -> dict[str, object]:
        """Asks the asker for the next question."""
        item, dialogue = state["item"], state["dialogue"]
        asking = Asking(
            conversation=item,
            outline=state["outline"],
            dialogue=dialogue,
            beyond=wants_refusal(item, dialogue),
            set_aside=state.get("set_aside", ()),
        )

        async def asked() -> dict[str, object]:
            return {"question": await self.team.asker(asking)}

        return await _told(state, "asker", asked())

    async def reply(self, state: ConverseState) -> dict[str, object]:
        """Asks for the answer."""
        replying = Replying(conversation=state["item"], dialogue=state["dialogue"], question=state["question"])

        async def replied() -> dict[str, object]:
            return {"candidate": await self.team.replier(replying)}

        return await _told(state, "replier", replied())

    async def seek(self, state: ConverseState) -> dict[str, object]:
        """Takes the turn, or sets its question aside. What is said not to be found is looked for in the whole library, and asked of
        somebody who sees what turns up. After the last turn the gates see the dialogue."""
        item: Conversation = state["item"]
        before, candidate = state["dialogue"], state["candidate"]
        turn = candidate.turns[-1]

        async def sought() -> dict[str, object]:
            if not await self._does(item, before, turn):
                set_aside = (*state.get("set_aside", ()), turn.question.standalone)
                if len(set_aside) > MOST_SET_ASIDE:
                    return {"silence": ("asker:astray", "questions that did not do in their place: " + "; ".join(set_aside))}
                return {"set_aside": set_aside}
            return {"dialogue": candidate}

        changed = await _told(state, "answerer", sought())
        if "dialogue" in changed and len(candidate.turns) == item.turns:
            by, usage = maker(self.team.replier), changed["usage"]
            assert isinstance(usage, Usage)
            return {**changed, "way": self.loop.begun(item, candidate, by, usage)}
        return changed

    async def settle(self, state: ConverseState) -> dict[str, object]:
        """Makes a record or a reject of what came through."""
        return {"made": settled(state, self.team)}

    async def _does(self, item: Conversation, before: Dialogue, turn: Turn) -> bool:
        """Whether a turn does in its place: it is answered, or it is the only one that is not, is not the first, and cannot be found."""
        if not turn.refusal:
            return not wants_refusal(item, before)
        if not item.refusal or not before.turns or before.refusal is not None:
            return False
        return not await self._is_found(item, turn.question.standalone)

    async def _is_found(self, item: Conversation, question: str) -> bool:
        """Whether the library answers the question after all."""
        brief = item.brief
        shown = {passage.id for passage in brief.passages}
        hits = await asyncio.to_thread(self.library.search, question, self.settings.sought, shown)
        further = tuple(hit.passage for hit in hits)
        titles = {passage.document_id: self.library.imprint(passage.document_id).title for passage in further}
        wider = brief.model_copy(update={"passages": (*brief.passages, *further), "titles": brief.titles | titles})
        answer = await self.team.answerer(Inquiry(question=question, language=brief.language, brief=wider))
        return bool(answer.text)


def after_outline(state: ConverseState) -> str:
    """Passages that answer nothing are done."""
    return "settle" if "silence" in state else "ask"


def after_asking(state: ConverseState) -> str:
    """A question that was not asked has no reply."""
    return "settle" if "silence" in state else "reply"


def after_replying(state: ConverseState) -> str:
    """A reply that did not come ends the dialogue."""
    return "settle" if "silence" in state else "seek"


def after_seeking(state: ConverseState) -> str:
    """On to the next question until all turns are there."""
    if "silence" in state:
        return "settle"
    return "critique" if "way" in state else "ask"


async def _told(state: ConverseState, seat: str, doing: Awaitable[dict[str, object]]) -> dict[str, object]:
    """What changes, with its cost; where a call failed, why the dialogue ends. A hopeless failure ends the run: it is raised."""
    with tally() as usage:
        try:
            changed = await doing
        except ModelError as error:
            if error.kind in HOPELESS:
                raise
            changed = {"silence": (f"{seat}:{error.kind}", str(error))}
    return {**changed, "usage": state.get("usage", Usage()).plus(usage)}
