"""The judge of instances: instruction, input and output by a rubric, without any source."""

from pathlib import Path

from bookwright.agents.instruct.items import Judged
from bookwright.agents.instruct.shown import shown_text
from bookwright.agents.judge import RubricJudge


class InstructJudge(RubricJudge[Judged]):
    """Instance to verdict. `rubric` is a file that a user may replace."""

    default = Path(__file__).with_name("rubric.toml")

    def fields(self, item: Judged) -> dict[str, str]:
        return {"rubric": self.rubric.described, "task": shown_text(item.text)}

    def bound_to(self, item: Judged) -> str:
        return item.text.sha256
