"""The honest seats of making instructions: tasks of words drawn by the page, a few of which break a rule or repeat what is shown."""

import re
from hashlib import sha256
from typing import Any

from tests.endpoint.honest import sentences
from tests.endpoint.plan import Plan
from tests.endpoint.reading import Asked

SHOWN = re.compile(r'<task number="\d+">\s*(?:Instruction: )?(.*?)(?:</task>|\n)')
WANTED_TASKS = re.compile(r"Write (?:up to )?(\d+) new")
TASK = re.compile(r"<task>(.*?)</task>", re.DOTALL)
VERBS = "Explain Rewrite Translate Shorten Compare Classify Summarise Extract Order Complete".split()
NOUNS = "letter recipe contract poem invoice diary speech riddle timetable proverb lecture review".split()
OTHERS = "baker river winter orchestra lighthouse garden tailor comet market violin harbour desert chess island".split()


def words(key: str) -> str:
    """An instruction that follows from the key."""
    draws = [int(digit, 16) for digit in sha256(key.encode()).hexdigest()]
    numbers = [16 * high + low for high, low in zip(draws[::2], draws[1::2], strict=True)]
    first, second, third = (OTHERS[number % len(OTHERS)] for number in numbers[2:5])
    verb, noun = VERBS[numbers[0] % len(VERBS)], NOUNS[numbers[1] % len(NOUNS)]
    return f"{verb} a {noun} about the {first}, {second} number {numbers[5]} or its {third} {key[:6]}"


def proposed(asked: Asked) -> list[str]:
    """As many instructions as are wanted: the first repeats one shown, the second breaks a rule."""
    wanted = WANTED_TASKS.search(asked.page)
    shown = SHOWN.findall(asked.page)
    assert wanted
    assert shown
    drawn = [words(sha256(f"{number}:{asked.page}".encode()).hexdigest()) for number in range(int(wanted[1]))]
    return [shown[0], "Draw a picture of a very old house", *drawn][: int(wanted[1])]


def _task(asked: Asked) -> str:
    found = TASK.findall(asked.page)
    assert found
    return str(found[-1])


def _generated(asked: Asked, plan: Plan) -> dict[str, Any]:
    if not asked.passages:
        return {"instructions": proposed(asked)}
    said = sentences(asked.passages[0])
    return {"instructions": [f"Explain in one sentence: {' '.join(sentence.split()[:6])}" for sentence in said]}


def _identified(asked: Asked, plan: Plan) -> dict[str, Any]:
    return {"reason": "by its verb", "classification": "Classify" in _task(asked)}


def _instances(asked: Asked, plan: Plan) -> dict[str, Any]:
    task = _task(asked)
    written = [{"input": f"{task} ({place})", "output": f"Done, {place} of {task}."} for place in ("first", "second")]
    return {"instances": [*written, {"input": "nothing", "output": ""}]}


def _labelled(asked: Asked, plan: Plan) -> dict[str, Any]:
    labels = ["yes", "no"]
    return {"labels": labels, "instances": [{"label": label, "input": f"{_task(asked)}: {label}?"} for label in labels]}


def _sentence(sentence: str) -> dict[str, Any]:
    return {"text": " ".join(sentence.split()), "quotes": [{"passage": 1, "words": sentence}], "connective": False}


def _cited(asked: Asked, plan: Plan) -> dict[str, Any]:
    beginning = _task(asked).partition(": ")[2]
    said = [s for s in sentences(asked.passages[0]) if " ".join(s.split()).startswith(beginning)]
    return {"instances": [{"input": "", "output": [_sentence(said[0])]}] if said else []}


def _whole(asked: Asked, plan: Plan) -> dict[str, Any]:
    return {"tasks": [{"instruction": task, "input": "<noinput>", "output": f"Done: {task}."} for task in proposed(asked)]}


def _whole_cited(asked: Asked, plan: Plan) -> dict[str, Any]:
    said = sentences(asked.passages[0])
    opened = [f"Explain in one sentence: {' '.join(sentence.split()[:6])}" for sentence in said]
    return {"tasks": [{"instruction": task, "input": "", "output": [_sentence(s)]} for task, s in zip(opened, said, strict=True)]}


SEATS = {
    "Instructions": _generated,
    "Identified": _identified,
    "Instances": _instances,
    "LabelledInputs": _labelled,
    "CitedInstances": _cited,
    "WholeTasks": _whole,
    "CitedTasks": _whole_cited,
}
