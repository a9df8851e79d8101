"""The difficulty rater: which of two tasks is the harder, in the order in which they are shown."""

from typing import Literal

from bookwright.agents.pair import Comparison, Pair, Preference
from bookwright.agents.reading import fenced
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen


class RatedHarder(Frozen):
    """The rater's reply: the reason, then which is harder."""

    reason: str
    harder: Literal["first", "second", "tie"]


class DifficultyRater(PromptRole[Pair, RatedHarder, Comparison]):
    """Pair of tasks to comparison, the harder being preferred. Ask in both orders (`graphs.pairwise`)."""

    returns = RatedHarder

    def fields(self, item: Pair) -> dict[str, str]:
        places = (("first", item.first), ("second", item.second))
        return {"tasks": "\n\n".join(f'<task place="{place}">\n{fenced(text)}\n</task>' for place, text in places)}

    def parse(self, _: Pair, answer: RatedHarder) -> Comparison:
        return Comparison(preference=Preference(answer.harder), reason=answer.reason, by=self.maker)
