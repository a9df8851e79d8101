"""Whether what a trace comes to is right: a value by calculation, a program by running the tests."""

from bookwright.agents.reason.items import Problem
from bookwright.agents.textbook.check import CodeCheck, Verification
from bookwright.curation.verification.answer import verify_answer
from bookwright.curation.verification.code import verify_code


async def verified(problem: Problem, answer: str) -> Verification:
    """Holds, fails, or unchecked with the reason. A program runs in the sandbox, its tests after it."""
    if problem.tests:
        source = "\n".join(part.replace("\r\n", "\n") for part in (problem.setup, answer, *problem.tests))
        return await verify_code(CodeCheck(source=source))
    return await verify_answer(answer, problem.reference)
