"""The solver: answers an exercise from the passages, without having seen its solution."""

from typing import Literal

from bookwright.agents.items import Brief
from bookwright.agents.reading import fenced, in_one_line, numbered_passages, visible
from bookwright.agents.role import PromptRole
from bookwright.agents.textbook.items import Problem, Solved
from bookwright.knowledge.document import Frozen


class Solution(Frozen):
    """The solver's reply: the way to the answer, then whether there is one, then the answer."""

    reasoning: str
    answerable: Literal["yes", "no"]
    answer: str


class Solver(PromptRole[Problem, Solution, Solved]):
    """Problem to what the solver comes to."""

    returns = Solution

    def fields(self, item: Problem) -> dict[str, str]:
        brief = Brief(passages=item.passages, titles=item.titles, language=item.language)
        return {"passages": numbered_passages(brief), "question": fenced(item.question), "language": item.language}

    def parse(self, _: Problem, answer: Solution) -> Solved:
        text = in_one_line(visible(answer.answer))
        if answer.answerable == "yes" and not text:
            raise ValueError('answer: is empty; give the answer, or "no" as answerable')
        return Solved(answer=text, reasoning=in_one_line(visible(answer.reasoning)), answerable=answer.answerable == "yes")
