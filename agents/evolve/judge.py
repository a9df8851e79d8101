"""The judge of evolved instructions: by one rubric where a response stands by itself, by another where it rests on passages."""

from pathlib import Path

from bookwright.agents.evolve.items import EvolvedSubmission
from bookwright.agents.instruction import shown_task
from bookwright.agents.judge import RubricJudge
from bookwright.agents.reading import fenced, numbered_passages, sourced

GROUNDED_RUBRIC = Path(__file__).with_name("grounded_rubric.toml")


class EvolvedJudge(RubricJudge[EvolvedSubmission]):
    """Submission to verdict. `rubric` is a file that a user may replace."""

    default = Path(__file__).with_name("rubric.toml")

    def fields(self, item: EvolvedSubmission) -> dict[str, str]:
        text = item.text
        sentences = "\n".join(sourced(dict(enumerate(text.claims, 1)), text.evidence)) if text.claims else text.output
        return {
            "rubric": self.rubric.described,
            "passages": numbered_passages(item.brief) if item.brief else "No passages are given.",
            "task": shown_task(text.task),
            "response": f"<answer>\n{fenced(sentences)}\n</answer>",
        }

    def bound_to(self, item: EvolvedSubmission) -> str:
        return item.text.sha256
