"""What reasoning ships."""

from bookwright.agents.chat import Message
from bookwright.agents.reason.items import Trace
from bookwright.agents.textbook.check import Verification
from bookwright.curation.recipe import RecipeRecord, RecipeReject, Yield


class ReasonRecord(RecipeRecord[Trace]):
    """A problem worked out, with the right answer. `verification` says how the answer was held against the right one.

    `reward` (0 to 1) reached `threshold` in `round`. `rationalised` traces were written with the answer as a hint that stands nowhere here.
    `difficulty` is the share of the problem's unhinted traces in this round that were not right. `messages` are for a chat trainer.
    """

    kind: str = "reason"
    question: str
    reasoning: str
    answer: str
    messages: tuple[Message, ...]
    verification: Verification
    reward: float
    threshold: float
    rationalised: bool = False
    difficulty: float
    round: int = 1


class ReasonReject(RecipeReject[Trace]):
    """A trace that is not right, not kept, or shows its hint (then without its words); or a problem without any."""

    kind: str = "reason"
    verification: Verification | None = None
    reward: float = 0.0
    threshold: float = 0.0
    rationalised: bool = False
    difficulty: float | None = None
    round: int = 1


ReasonYield = Yield[ReasonRecord, ReasonReject]


def messages_of(trace: Trace, *, program: bool) -> tuple[Message, ...]:
    """The trace as a turn of a user and one of an assistant."""
    answer = f"```python\n{trace.answer}\n```" if program else f"Answer: {trace.answer}"
    told = f"{trace.reasoning}\n\n{answer}" if trace.reasoning else answer
    return Message(role="user", content=trace.question), Message(role="assistant", content=told)
