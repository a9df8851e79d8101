"""The rationaliser: works a problem out knowing its answer, as if it did not.

Zelikman et al. 2022, "STaR: Bootstrapping Reasoning With Reasoning", section 3.2.
"""

from bookwright.agents.reading import fenced
from bookwright.agents.reason.items import Attempt, Reasoned
from bookwright.agents.reason.reasoner import Rationale, reasoned
from bookwright.agents.role import PromptRole


class Rationaliser(PromptRole[Attempt, Rationale, Reasoned]):
    """Attempt to reasoning and answer. The reference goes into the prompt and nowhere else."""

    returns = Rationale

    def fields(self, item: Attempt) -> dict[str, str]:
        return {"question": fenced(item.problem.asked), "reference": fenced(item.problem.reference)}

    def draw(self, item: Attempt) -> int:
        return item.number

    def parse(self, item: Attempt, answer: Rationale) -> Reasoned:
        return reasoned(item.problem, answer, self.maker)
