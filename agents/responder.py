"""The responder: does what an instruction asks, from what it knows or from passages; several times, where several answers are wanted."""

from pydantic import Field

from bookwright.agents.asking import Asking, Response
from bookwright.agents.instruction import shown_task
from bookwright.agents.reading import numbered_passages, visible
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen


class Responded(Frozen):
    """The responder's reply: how it goes about it, then the response itself."""

    approach: str
    response: str = Field(min_length=1)


class Responder(PromptRole[Asking, Responded, Response]):
    """An instruction to a response in free text."""

    returns = Responded

    def fields(self, item: Asking) -> dict[str, str]:
        return {
            "passages": numbered_passages(item.brief) if item.brief else "No passages are given: respond from what you know.",
            "task": shown_task(item.task),
            "language": item.language,
        }

    def parse(self, _: Asking, answer: Responded) -> Response:
        return Response(text=visible(answer.response).strip())

    def draw(self, item: Asking) -> int:
        return item.attempt
