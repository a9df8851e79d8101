"""The judge of revised responses."""

from pathlib import Path

from bookwright.agents.judge import RubricJudge
from bookwright.agents.principles.items import PrincipledText
from bookwright.agents.principles.shown import shown_response


class PrincipledJudge(RubricJudge[PrincipledText]):
    """Text to verdict. `rubric` is a file that a user may replace."""

    default = Path(__file__).with_name("rubric.toml")

    def fields(self, item: PrincipledText) -> dict[str, str]:
        return {"rubric": self.rubric.described, **shown_response(item)}

    def bound_to(self, item: PrincipledText) -> str:
        return item.sha256
