"""The judge of traces whose answer is right: whether the steps earn it, by a rubric of its own."""

from pathlib import Path

from bookwright.agents.judge import RubricJudge
from bookwright.agents.reading import fenced
from bookwright.agents.reason.items import Trace


class TraceJudge(RubricJudge[Trace]):
    """Trace to verdict; its scores are a reward."""

    default = Path(__file__).with_name("trace_rubric.toml")

    def fields(self, item: Trace) -> dict[str, str]:
        trace = f"{item.reasoning}\n\nAnswer: {item.answer}"
        return {"rubric": self.rubric.described, "question": fenced(item.question), "answer": fenced(trace)}

    def bound_to(self, item: Trace) -> str:
        return item.sha256
