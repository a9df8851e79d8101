"""The judge of rephrased passages: faithful, complete, in the style, readable."""

from pathlib import Path

from bookwright.agents.judge import RubricJudge
from bookwright.agents.reading import numbered_passages
from bookwright.agents.rephrase.items import RephraseSubmission
from bookwright.agents.rephrase.shown import told_rephrase


class RephraseJudge(RubricJudge[RephraseSubmission]):
    """Submission to verdict."""

    default = Path(__file__).with_name("rephrase_rubric.toml")

    def fields(self, item: RephraseSubmission) -> dict[str, str]:
        return {
            "rubric": self.rubric.described,
            "style": item.item.guide.asks,
            "passage": numbered_passages(item.item.brief),
            "draft": told_rephrase(item.text),
        }

    def bound_to(self, item: RephraseSubmission) -> str:
        return item.text.sha256
