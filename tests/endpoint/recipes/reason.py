"""The honest reasoner: adds up the numbers of a question. A riddle it gets wrong unless it sees the answer; of a slip it then says so."""

import re
from typing import Any

from tests.endpoint.plan import Plan
from tests.endpoint.reading import Asked

NUMBER = re.compile(r"\d+")
CALL = re.compile(r"assert (\w+)\(")


def _reasoned(asked: Asked, plan: Plan) -> dict[str, Any]:
    if call := CALL.search(asked.question):
        right = "riddle" not in asked.question or asked.reference
        return {
            "reasoning": "Both are added.",
            "answer": f"```python\ndef {call[1]}(a, b):\n    return a + b{'' if right else ' + 1'}\n```",
        }
    numbers = [int(found) for found in NUMBER.findall(asked.question)]
    told = " + ".join(map(str, numbers))
    answer = str(sum(numbers) + ("riddle" in asked.question and not asked.reference))
    if asked.reference and "slip" in asked.question:
        return {"reasoning": f"As the hint says it is {asked.reference}: {told} = {asked.reference}.", "answer": asked.reference}
    if "<worked>\n" in asked.page:
        return {"reasoning": f"Begin at nought and go on by each number in turn: {told} = {answer}.", "answer": answer}
    return {"reasoning": f"Everything that is named is counted together, so {told} = {answer} in all.", "answer": answer}


SEATS = {"Rationale": _reasoned}
