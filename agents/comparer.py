"""The comparer: which of two answers is the better, in the order in which they are shown."""

from typing import Literal

from bookwright.agents.pair import Comparison, Pair, Preference
from bookwright.agents.reading import answers_in_order, fenced, numbered_passages
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen


class Preferred(Frozen):
    """The comparer's reply: the reason, then the preference."""

    reason: str
    preference: Literal["first", "second", "tie"]


class Comparer(PromptRole[Pair, Preferred, Comparison]):
    """Pair to comparison. One order alone shows where the better answer stood as much as which it is: ask in both (`graphs.pairwise`)."""

    returns = Preferred

    def fields(self, item: Pair) -> dict[str, str]:
        return {
            "passages": numbered_passages(item.brief) if item.brief else "No passages are given.",
            "task": f"<task>\n{fenced(item.task)}\n</task>",
            "answers": answers_in_order(item.first, item.second),
        }

    def parse(self, item: Pair, answer: Preferred) -> Comparison:  # noqa: ARG002 - the reply says it all
        return Comparison(preference=Preference(answer.preference), reason=answer.reason, by=self.maker)
