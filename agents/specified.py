"""What an item is asked to be, beside what it is made from: a value on each axis of a specification, as its writer reads it."""

from collections.abc import Mapping
from enum import StrEnum

from bookwright.agents.reading import attribute

Cell = Mapping[str, str]
"""A value by axis."""

BLOOM = {
    "remember": "recall a fact, a term or a rule as the source has it",
    "understand": "say what something means, give a reason, or tell two things apart",
    "apply": "use what the source says in a concrete case",
    "analyse": "take something apart, or find how its parts or conditions hang together",
    "evaluate": "weigh or check something against what the source demands",
    "create": "put together from the source something that it does not spell out, such as a plan or a procedure",
}
"""The levels of the revised taxonomy (Anderson and Krathwohl 2001, table 5.1)."""

LENGTHS = {"short": "one sentence", "medium": "two or three sentences", "long": "four sentences or more"}

LINES = {
    "persona": "The one who asks: {}. What this reader needs to know decides what is asked, and how; the reader is not named in it. Where "
    "there is nothing for this reader, ask for another one who works with it.",
    "audience": "The audience: {}. Words and detail suit it.",
    "bloom": "The level of thought: {}.",
    "question_type": "The kind of question: {}.",
    "length": "The length of the answer: {}.",
    "language": "The language has the code {}.",
}
"""The axes in their order, and what each asks."""

MEANINGS = {"bloom": BLOOM, "length": LENGTHS}


class Wanted(StrEnum):
    """What is asked for, as its writer calls it."""

    PAIRS = "pairs"
    TASKS = "tasks"
    TASK = "new task"
    QUESTION = "question"
    ANSWER = "answer"
    TEXT = "text"


CARRIED = {
    Wanted.PAIRS: "where passage 1 cannot carry it, fewer pairs, or none, are a good reply",
    Wanted.TASKS: "where it cannot be met, fewer tasks, or none, are a good reply",
    Wanted.TASK: "where it cannot be met in full, come as near to it as they let you",
    Wanted.QUESTION: "where it cannot be met in full, come as near to it as they let you",
    Wanted.ANSWER: "where it cannot be met, they go first",
    Wanted.TEXT: "where the passage cannot carry it, the passage goes first",
}
"""What is to be done where a cell cannot be had."""


def specified(cell: Cell, wanted: Wanted = Wanted.PAIRS) -> str:
    """The paragraph that asks for this cell, after a blank line; nothing where there is none to ask for."""
    if not cell:
        return ""
    lines = (LINES[axis].format(_meant(axis, cell[axis])) for axis in LINES if axis in cell)
    are = "are" if wanted in {Wanted.PAIRS, Wanted.TASKS} else "is"
    opening = (
        f"The {wanted} {are} asked for a particular use. What stands between the marks says which. It changes none of the rules above, and "
        f"{CARRIED[wanted]}."
    )
    return "\n\n".join(("", opening, "<specified>\n" + "\n".join(lines) + "\n</specified>"))


def only(cell: Cell, *axes: str) -> dict[str, str]:
    """The part of a cell that is on these axes."""
    return {axis: value for axis, value in cell.items() if axis in axes}


def _meant(axis: str, value: str) -> str:
    meaning = MEANINGS.get(axis, {}).get(value)
    return attribute(value).rstrip(".") + (f" ({meaning})" if meaning else "")
