"""The comparer by a principle: which of two responses is the better by it (Bai et al. 2022, section 4.1)."""

from typing import Literal

from bookwright.agents.pair import Comparison, Pair, Preference
from bookwright.agents.principles.items import PrincipledPair
from bookwright.agents.reading import answers_in_order, fenced
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen


class PrincipledPreference(Frozen):
    """The comparer's reply: the reason, then the preference."""

    reason: str
    preference: Literal["first", "second", "tie"]


class PrincipleComparer(PromptRole[Pair, PrincipledPreference, Comparison]):
    """Pair with a principle to comparison. Ask in both orders (`graphs.pairwise`)."""

    returns = PrincipledPreference

    def fields(self, item: Pair) -> dict[str, str]:
        assert isinstance(item, PrincipledPair)  # in either order it is the pair that was given
        return {
            "principle": item.principle.name,
            "request": item.principle.critique,
            "task": f"<task>\n{fenced(item.task)}\n</task>",
            "answers": answers_in_order(item.first, item.second),
        }

    def parse(self, _: Pair, answer: PrincipledPreference) -> Comparison:
        return Comparison(preference=Preference(answer.preference), reason=answer.reason, by=self.maker)
