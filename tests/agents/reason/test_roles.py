"""What the roles of reasoning are shown, and what their replies stand for."""

import json
from dataclasses import dataclass, field

import pytest

from bookwright.agents.chat import Reply, Request
from bookwright.agents.items import Decision
from bookwright.agents.reason.items import Attempt, Problem, Recording, Trace, Worked
from bookwright.agents.reason.program import parted
from bookwright.agents.reason.rationaliser import Rationaliser
from bookwright.agents.reason.reasoner import Reasoner
from bookwright.agents.reason.recorded import Recorded
from bookwright.agents.reason.trace_judge import TraceJudge
from bookwright.errors import ReplyUnreadable
from bookwright.knowledge.evidence import Evidence

SHOWN = Evidence(document_id="d", start=0, end=8, quote="What is?")


def problem(**more: object) -> Problem:
    asked = {"id": "p-1", "name": "p", "question": "What is 2 + 3?", "reference": "4242", "evidence": (SHOWN,), "language": "en"}
    return Problem.model_validate(asked | more)


@dataclass
class Says:
    """A chat that gives the same reply to everything, and what it was asked."""

    reply: object
    name: str = "scripted"
    asked: list[Request] = field(default_factory=list)

    async def ask(self, request: Request) -> Reply:
        self.asked.append(request)
        return Reply(text=json.dumps(self.reply))

    @property
    def page(self) -> str:
        return "\n".join(message.content for message in self.asked[0].messages)


GOOD = {"reasoning": "2 + 3 = 5.", "answer": " 5 "}


async def test_the_reasoner_is_not_shown_the_answer_and_each_draw_is_another_request() -> None:
    chat = Says(GOOD)
    for number in range(3):
        found = await Reasoner(chat)(Attempt(problem=problem(), number=number))
    assert (found.reasoning, found.answer, found.by) == ("2 + 3 = 5.", "5", "scripted")
    assert "4242" not in chat.page
    assert len({request.key("m", {}) for request in chat.asked}) == 3


async def test_the_rationaliser_is_shown_the_answer_in_a_fence_of_its_own() -> None:
    chat = Says(GOOD)
    await Rationaliser(chat)(Attempt(problem=problem()))
    assert "<reference>\n4242\n</reference>" in chat.page


async def test_worked_examples_are_shown_where_there_are_some() -> None:
    example = Worked(name="q", question="What is 1 + 1?", reasoning="1 + 1 = 2", answer="2</worked>", generation=1)
    chat = Says(GOOD)
    await Reasoner(chat)(Attempt(problem=problem(examples=(example,))))
    user = chat.asked[0].messages[1].content
    assert user.startswith("<worked>\nQuestion: What is 1 + 1?")
    assert user.count("</worked>") == 1


async def test_of_a_program_the_first_test_is_shown_and_the_others_are_not() -> None:
    chat = Says({"reasoning": "Added.", "answer": "```python\ndef add(a, b):\n    return a + b\n```"})
    tests = ("assert add(1, 2) == 3", "assert add(2, 2) == 4")
    found = await Reasoner(chat)(Attempt(problem=problem(tests=tests)))
    assert found.answer == "def add(a, b):\n    return a + b"
    assert tests[0] in chat.page
    assert tests[1] not in chat.page


async def test_a_blank_reply_is_none() -> None:
    with pytest.raises(ReplyUnreadable):
        await Reasoner(Says({"reasoning": "\u200b", "answer": "5"}))(Attempt(problem=problem()))


async def test_a_recorded_solution_is_given_as_it_is() -> None:
    recordings = tuple(Recording(reasoning=f"way {n}", answer=str(n), by=f"field{n}", shown=SHOWN) for n in range(2))
    found = await Recorded()(Attempt(problem=problem(recorded=recordings), number=1))
    assert (found.reasoning, found.answer, found.by) == ("way 1", "1", "field1")


async def test_the_judge_reads_question_and_steps_and_its_verdict_is_bound_to_both() -> None:
    scores = {name: {"reason": "so", "score": score} for name, score in (("soundness", 5), ("completeness", 2), ("clarity", 4))}
    trace = Trace(question="What is 2 + 3?", reasoning="2 + 3 = 5.", answer="5")
    chat = Says(scores)
    verdict = await TraceJudge(chat)(trace)
    assert (verdict.decision, verdict.shortfalls, verdict.text_sha256) == (Decision.REJECT, ("completeness",), trace.sha256)
    assert "2 + 3 = 5.\n\nAnswer: 5" in chat.page


@pytest.mark.parametrize(
    ("text", "steps", "program"),
    [
        ("def f():\n    pass\n", "", "def f():\n    pass"),
        ("So:\n```python\nx = 1\n```\nor better:\n```\ny = 2\n```\nDone.", "So:\n```python\nx = 1\n```\nor better:", "y = 2"),
        ("```py\nx = 1\n```", "", "x = 1"),
    ],
)
def test_the_last_fenced_program_counts(text: str, steps: str, program: str) -> None:
    assert parted(text) == (steps, program)
