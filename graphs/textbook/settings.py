"""How the textbook graph works."""

from pydantic import Field

from bookwright.agents.textbook.specification import Specification
from bookwright.knowledge.document import Frozen


class TextbookSettings(Frozen):
    """`specification` says for whom and how; `title` and `chapters`, else the planner finds its own; `about`, the subject in a line;
    `exercises`, how many are wanted to a section; at most `rounds` of revision; with `review_plan` the graph stops after the plan
    (LangGraph's `interrupt`) and goes on with the plan that it is resumed with; at most `at_once` sections are under way."""

    specification: Specification = Field(default_factory=Specification)
    title: str = ""
    chapters: int | None = Field(default=None, ge=1, le=100)
    about: str = ""
    exercises: int = Field(default=4, ge=0, le=20)
    rounds: int = Field(default=3, ge=0, le=10)
    review_plan: bool = False
    at_once: int = Field(default=32, ge=1, le=1000)
