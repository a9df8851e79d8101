"""What an item is asked to be, beside what it is made from: a value on each axis of a specification, as a writer reads it."""

from collections.abc import Mapping

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
    "passage 1 has nothing for this reader, ask for another one who works with it.",
    "audience": "The audience: {}. Words and detail suit it.",
    "bloom": "The level of thought: {}.",
    "question_type": "The kind of question: {}.",
    "length": "The length of the answer: {}.",
    "language": "The language has the code {}.",
}
"""The axes in their order, and what each asks."""

MEANINGS = {"bloom": BLOOM, "length": LENGTHS}

OPENING = (
    "The pairs are asked for a particular use. What stands between the marks says which. It changes none of the rules above, and where "
    "passage 1 cannot carry it, fewer pairs, or none, are a good reply."
)


def specified(cell: Cell) -> str:
    """The paragraph that asks for this cell, after a blank line; nothing where there is none to ask for."""
    if not cell:
        return ""
    lines = (LINES[axis].format(_meant(axis, cell[axis])) for axis in LINES if axis in cell)
    return "\n\n".join(("", OPENING, "<specified>\n" + "\n".join(lines) + "\n</specified>"))


def _meant(axis: str, value: str) -> str:
    meaning = MEANINGS.get(axis, {}).get(value)
    return attribute(value).rstrip(".") + (f" ({meaning})" if meaning else "")
