"""The grounded responder: does what an instruction asks from passages alone, sentence by sentence with the words that carry it."""

from pydantic import Field

from bookwright.agents.asking import Asking, Response
from bookwright.agents.instruction import shown_task
from bookwright.agents.reading import numbered_passages
from bookwright.agents.role import PromptRole
from bookwright.agents.written import Locating, Sentence
from bookwright.knowledge.document import Frozen


class GroundedReply(Frozen):
    """The reply: what of the passages will be used, then the response sentence by sentence."""

    approach: str
    answer: list[Sentence] = Field(min_length=1)


class GroundedResponder(PromptRole[Asking, GroundedReply, Response]):
    """An instruction with passages to a response whose every quote is located in them."""

    returns = GroundedReply

    def fields(self, item: Asking) -> dict[str, str]:
        assert item.brief  # who has no passages asks a responder
        return {"passages": numbered_passages(item.brief), "task": shown_task(item.task), "language": item.language}

    def parse(self, item: Asking, answer: GroundedReply) -> Response:
        assert item.brief
        locating = Locating(item.brief.passages, item.brief.language)
        claims = locating.claims(answer.answer)
        return Response(
            text=" ".join(claim.text for claim in claims),
            claims=claims,
            evidence=tuple(locating.evidence),
            unlocated=tuple(locating.unlocated),
        )
