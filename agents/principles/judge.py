"""The judge of revised responses."""

from pathlib import Path

from bookwright.agents.instruction import shown_task
from bookwright.agents.judge import RubricJudge
from bookwright.agents.principles.items import PrincipledText
from bookwright.agents.reading import fenced


class PrincipledJudge(RubricJudge[PrincipledText]):
    """Text to verdict. `rubric` is a file that a user may replace."""

    default = Path(__file__).with_name("rubric.toml")

    def fields(self, item: PrincipledText) -> dict[str, str]:
        return {
            "rubric": self.rubric.described,
            "task": shown_task(item.task),
            "response": f"<answer>\n{fenced(item.output)}\n</answer>",
        }

    def bound_to(self, item: PrincipledText) -> str:
        return item.sha256
