"""The judge of instances that rest on a passage."""

from pathlib import Path

from bookwright.agents.instruct.items import Judged
from bookwright.agents.instruct.shown import passages_of, shown_text
from bookwright.agents.judge import RubricJudge


class GroundedInstructJudge(RubricJudge[Judged]):
    """Instance with its passage to verdict. `rubric` is a file that a user may replace."""

    default = Path(__file__).with_name("grounded_rubric.toml")

    def fields(self, item: Judged) -> dict[str, str]:
        return {"rubric": self.rubric.described, "passages": passages_of(item.brief), "task": shown_text(item.text)}

    def bound_to(self, item: Judged) -> str:
        return item.text.sha256
