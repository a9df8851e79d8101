"""The reasoner: works a problem out step by step, then gives the answer alone."""

from pydantic import Field

from bookwright.agents.reading import fenced, visible
from bookwright.agents.reason.items import Attempt, Problem, Reasoned, Worked
from bookwright.agents.reason.program import parted
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen


class Rationale(Frozen):
    """The reply: the steps first, so that the answer follows from them."""

    reasoning: str = Field(min_length=1)
    answer: str = Field(min_length=1)


class Reasoner(PromptRole[Attempt, Rationale, Reasoned]):
    """Attempt to reasoning and answer."""

    returns = Rationale

    def fields(self, item: Attempt) -> dict[str, str]:
        return {"examples": _shown(item.problem.examples), "question": fenced(item.problem.asked)}

    def draw(self, item: Attempt) -> int:
        return item.number

    def parse(self, item: Attempt, answer: Rationale) -> Reasoned:
        return reasoned(item.problem, answer, self.maker)


def reasoned(problem: Problem, answer: Rationale, by: str) -> Reasoned:
    """What a reply stands for. ValueError, as a wish to the model, for one that is blank."""
    steps = visible(answer.reasoning).strip()
    text = parted(visible(answer.answer))[1] if problem.tests else visible(answer.answer).strip()
    if not steps or not text.strip():
        raise ValueError("reasoning and answer: neither may be blank; give the steps, then the answer alone")
    return Reasoned(reasoning=steps, answer=text, by=by)


def _shown(examples: tuple[Worked, ...]) -> str:
    """The worked examples, each in a fence; nothing where there are none."""
    return "".join(f"<worked>\n{_words(example)}\n</worked>\n\n" for example in examples)


def _words(example: Worked) -> str:
    return fenced(f"Question: {example.question}\n\nReasoning: {example.reasoning}\n\nAnswer: {example.answer}")
