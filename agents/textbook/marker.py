"""The marker: whether a solver's answer comes to the same as the exercise's own."""

from typing import Literal

from bookwright.agents.reading import fenced
from bookwright.agents.role import PromptRole
from bookwright.agents.textbook.check import CodeCheck
from bookwright.agents.textbook.items import Mark, Marking
from bookwright.agents.textbook.shown import check_in_words
from bookwright.knowledge.document import Frozen


class Marked(Frozen):
    """The marker's reply: the reason, then whether the two come to the same."""

    reason: str
    same: Literal["yes", "no"]


class Marker(PromptRole[Marking, Marked, Mark]):
    """Two answers to a mark."""

    returns = Marked

    def fields(self, item: Marking) -> dict[str, str]:
        solution, check = " ".join(claim.text for claim in item.exercise.solution), item.exercise.check
        program = f"\n{check_in_words(check)}" if isinstance(check, CodeCheck) else ""
        return {
            "question": fenced(item.exercise.question),
            "reference": fenced(f"{item.exercise.answer}\nWorked out: {solution}{program}"),
            "answer": fenced(f"{item.solved.answer}\nWorked out: {item.solved.reasoning}"),
        }

    def parse(self, _: Marking, answer: Marked) -> Mark:
        return Mark(same=answer.same == "yes", reason=answer.reason)
