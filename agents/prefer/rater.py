"""The rater: one answer scored by four aspects and overall (UltraFeedback: Cui et al. 2024, section 2)."""

from pathlib import Path

from bookwright.agents.judge import RubricJudge
from bookwright.agents.prefer.items import AnsweredPrompt
from bookwright.agents.reading import fenced, numbered_passages

ASPECTS = ("instruction_following", "honesty", "truthfulness", "helpfulness")
OVERALL = "overall"


class Rater(RubricJudge[AnsweredPrompt]):
    """Answer to verdict: a reason and a score from 1 to 5 for each of `ASPECTS`, then for `OVERALL`."""

    default = Path(__file__).with_name("aspects.toml")

    def fields(self, item: AnsweredPrompt) -> dict[str, str]:
        return {
            "passages": numbered_passages(item.brief) if item.brief else "No passages are given.",
            "prompt": fenced(item.prompt),
            "answer": fenced(item.candidate.text),
            "rubric": self.rubric.described,
        }

    def bound_to(self, item: AnsweredPrompt) -> str:
        return item.candidate.sha256
