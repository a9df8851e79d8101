"""The honest seats of Evol-Instruct: every operator adds words of its own; words in the task make a seat do what is eliminated."""

import re
from typing import Any

from tests.endpoint.honest import listed, sentences, topics
from tests.endpoint.plan import Plan
from tests.endpoint.reading import Asked

TASK = re.compile(r"<task[^>]*>\n(.*?)(?:\n<material>\n(.*?)\n</material>)?\n</task>", re.DOTALL)
WAY = re.compile(r"How to rewrite it: (\w+)")
ADDED = {
    "Add": "Do so in at most {n} sentences that a child of ten would follow.",
    "Ask": "Also explain the mechanism behind it and name {n} consequences that follow from it.",
    "Put": "Take as your case a small harbour in the far north with {n} boats.",
    "Change": "Work it out step by step, in {n} steps, and state what each rests on.",
    "Make": "Do it for each of the {n} entries of the material that stands below here.",
}
TRIED = "A rewrite was tried"


def _evolved(asked: Asked, plan: Plan) -> dict[str, Any]:
    found, way = TASK.search(asked.page), WAY.search(asked.page)
    assert found
    assert way
    task, material = found[1], found[2] or ""
    if asked.passages:
        return {"plan": "a further statement", "instruction": _further(asked, task), "input": ""}
    if way[1] == "Write":
        return {"plan": "another subject", "instruction": f"Say what is rare about the {topics(task)[-1]} of old.", "input": ""}
    added = ADDED[way[1]].format(n=len(task.split()))
    if "endless" in task or ("verbose" in task and TRIED not in asked.page):
        added += " And so on and on" * 5
    leak = " as the rewritten prompt wants" if "leaky" in task else ""
    return {"plan": "one thing more", "instruction": f"{task} {added}{leak}", "input": "a | b\n1 | 2" if way[1] == "Make" else material}


def _further(asked: Asked, task: str) -> str:
    """A question that also asks for a sentence of the passages that the task does not speak of."""
    new = next(said for said in sentences(asked.passages[0]) if not set(topics(said)) & set(task.rstrip("?").split()))
    return f"{task.rstrip('?')}, and what else is stated on {listed(topics(new))} for whoever has to work with them?"


def _checked(asked: Asked, plan: Plan) -> dict[str, Any]:
    return {"reason": "as it seems", "gain": "equal" if "gainless" in asked.page else "gained"}


def _responded(asked: Asked, plan: Plan) -> dict[str, Any]:
    found = TASK.search(asked.page)
    assert found
    said = "I am sorry, I cannot do this." if "regret" in found[1] else "..." if "silence" in found[1] else f"In short, this: {found[1]}"
    return {"approach": "at once", "response": said}


def _grounded(asked: Asked, plan: Plan) -> dict[str, Any]:
    """The sentences of the passages that the task speaks of, word by word."""
    found = TASK.search(asked.page)
    assert found
    spoken = set(re.findall(r"\w+", found[1]))
    said = [(passage.number, one) for passage in asked.passages for one in sentences(passage) if set(topics(one)) <= spoken]
    quoted = [{"text": one, "quotes": [{"passage": number, "words": one}], "connective": False} for number, one in said]
    return {"approach": "from the passages", "answer": quoted or [{"text": "Nothing is said.", "quotes": [], "connective": False}]}


def _harder(asked: Asked, plan: Plan) -> dict[str, Any]:
    first, second = (len(found[1].split()) for found in TASK.finditer(asked.page))
    return {"reason": "more is asked", "harder": "first" if first > second else "second" if second > first else "tie"}


SEATS = {
    "EvolvedInstruction": _evolved,
    "CheckedGain": _checked,
    "Responded": _responded,
    "GroundedReply": _grounded,
    "RatedHarder": _harder,
}
