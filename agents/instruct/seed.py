"""The seeds: tasks that people wrote, read from rows of data."""

from pydantic import JsonValue

from bookwright.agents.instruct.items import Demonstration
from bookwright.errors import InputError
from bookwright.knowledge.dataset import Example
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence

YES, NO = {"true", "yes", "1"}, {"false", "no", "0"}


class Seed(Frozen):
    """A task as a person wrote it, and the row that it stands in."""

    task: Demonstration
    shown: Evidence


def seed_of(example: Example, language: str) -> Seed:
    """The seed in a row of seed_tasks.jsonl (instruction, instances of input and output, is_classification), of which the first instance is
    shown, of instruction, input and output, or of question and answer. It is in the language that it names, else in that of its data.
    InputError, with the row and the field, for one that is none of these."""
    instruction = example.text("instruction", "prompt", "question").strip()
    if not instruction:
        raise InputError(f"{example.id}: has no instruction; give each row a field named instruction")
    given, answer = _instance(example)
    task = Demonstration(
        id=example.id,
        instruction=instruction,
        input=given,
        output=answer,
        classification=_classification(example),
        language=example.language_or(language),
        generation=example.generation,
    )
    return Seed(task=task, shown=example.shown)


def _instance(example: Example) -> tuple[str, str]:
    """The first input with its output; empty where the row has none."""
    instances = example.fields.get("instances")
    if instances is None:
        return example.text("input"), example.text("output", "response", "completion", "answer")
    if not isinstance(instances, list) or not all(isinstance(one, dict) for one in instances):
        raise InputError(f'{example.id}: instances: are no list of objects; write it like [{{"input": "…", "output": "…"}}]')
    first = instances[0] if instances else {}
    assert isinstance(first, dict)
    return _text(first.get("input")), _text(first.get("output"))


def _text(value: JsonValue) -> str:
    return "" if value is None else str(value)


def _classification(example: Example) -> bool | None:
    """Whether the row says that its task is a classification; None where it does not tell."""
    value = str(example.fields.get("is_classification", example.fields.get("classification", ""))).casefold()
    return True if value in YES else False if value in NO else None
