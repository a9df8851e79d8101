"""The gain checker: whether an evolved instruction asks anything that its parent does not (Xu et al. 2023, section 3.3 and appendix G)."""

from bookwright.agents.evolve.items import Gain, GainCheck, Succession
from bookwright.agents.instruction import shown_task
from bookwright.agents.reading import in_one_line, visible
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen


class CheckedGain(Frozen):
    """The checker's reply: the reason, then its word."""

    reason: str
    gain: Gain


class GainChecker(PromptRole[Succession, CheckedGain, GainCheck]):
    """Two instructions to whether the second gains anything over the first."""

    returns = CheckedGain

    def fields(self, item: Succession) -> dict[str, str]:
        return {"first": shown_task(item.parent, "first"), "second": shown_task(item.child, "second")}

    def parse(self, _: Succession, answer: CheckedGain) -> GainCheck:
        return GainCheck(gain=answer.gain, reason=in_one_line(visible(answer.reason)), by=self.maker)
