"""The brief of a section on two passages, one of them with a table and a listing."""

from typing import Any

import pytest

from bookwright.agents.textbook.items import SectionBrief
from bookwright.agents.textbook.plan import Bloom, Objective, PlannedSection
from bookwright.agents.textbook.specification import Specification
from bookwright.knowledge.passage import Passage

PROSE = (
    "A ledger keeps every paid answer in one file beside the records. "
    "Commits are grouped, so that 200 answers share one write to disk. "
    "The engine does not ask a model before it has read the ledger."
)
TABLE = "plan | price | seats\nsmall | 12 | 3\nlarge | 30 | 9"
CODE = "def total(prices):\n    return sum(prices)\n\n\nprint(total([12, 30]))"
SHOWN = f"The plans are these:\n\n{TABLE}\n\nA program adds them:\n\n{CODE}"


def passage(number: int, text: str, start: int) -> Passage:
    return Passage(id=f"p{number}", document_id="d", start=start, end=start + len(text), text=text)


@pytest.fixture
def brief() -> SectionBrief:
    plan = PlannedSection(
        id="1.1",
        title="What a ledger saves",
        objectives=(Objective(id="1.1-a", bloom=Bloom.UNDERSTAND, text="explain why nothing is paid twice"),),
        passages=("p1", "p2"),
        words=200,
    )
    return SectionBrief(
        plan=plan,
        specification=Specification(),
        passages=(passage(1, PROSE, 100), passage(2, SHOWN, 1000)),
        titles={"d": "The Engine"},
        path=("The thrifty engine", "Paying", plan.title),
        others=("Pace",),
    )


def said(text: str, *quotes: str, passage: int = 1, connective: bool = False) -> dict[str, Any]:
    """A sentence as a model replies."""
    return {"text": text, "quotes": [{"passage": passage, "words": words} for words in quotes], "connective": connective}


def part(kind: str, *sentences: dict[str, Any], title: str = "", **more: Any) -> dict[str, Any]:
    """A part as a model replies."""
    return {"kind": kind, "title": title, "sentences": list(sentences), "exhibit": None, "worked": None} | more


HOOK = part("hook", said("What would you pay for an answer that you have bought already?", connective=True))
CONCEPT = part(
    "concept",
    said("A ledger keeps every paid answer in one file.", "A ledger keeps every paid answer in one file"),
    said("No model is asked before the ledger has been read.", "The engine does not ask a model before it has read the ledger."),
    title="The file of answers",
)
WORKED = part(
    "worked_example",
    title="Two plans",
    worked={
        "problem": "You take both plans. What do you pay?",
        "steps": [said("Together they come to 42.", connective=True)],
        "answer": "42",
        "check": {"kind": "math", "expression": "12+30", "equals": "42", "rounding": None},
    },
)
TERM = {"name": "ledger", "definition": said("A ledger is the file of all paid answers.", "A ledger keeps every paid answer in one file")}


def section(*parts: dict[str, Any], terms: Any = (TERM,)) -> dict[str, Any]:
    """A section as a model replies."""
    return {"parts": list(parts or (HOOK, CONCEPT)), "terms": list(terms)}
