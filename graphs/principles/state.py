"""What travels through the graph of one row."""

from typing import NotRequired

from typing_extensions import TypedDict

from bookwright.agents.instruction import Instruction
from bookwright.agents.items import Verdict
from bookwright.agents.principles.items import Objection
from bookwright.curation.principles.records import PrincipledBallot, PrincipledVersion, PrinciplesYield
from bookwright.curation.record import Source
from bookwright.graphs.recipe.paid import Paid
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence


class Row(Frozen):
    """A row of the data: what it asks, the response that it has or none, where it stands, and how many times models have written it."""

    id: str
    task: Instruction
    response: str
    row: Evidence
    source: Source
    language: str
    generation: int = 0


class PrinciplesInput(TypedDict):
    """A row to work on."""

    row: Row


class PrinciplesState(PrinciplesInput, Paid):
    """The chain so far, after how many steps; `objection` is what the critic last found. Then how it was judged and compared."""

    chain: NotRequired[tuple[PrincipledVersion, ...]]
    current: NotRequired[int]
    step: NotRequired[int]
    objection: NotRequired[Objection]
    verdict: NotRequired[Verdict]
    comparisons: NotRequired[tuple[PrincipledBallot, ...]]
    made: NotRequired[PrinciplesYield]


class PrinciplesOutput(TypedDict):
    """What it came to, one record or one reject."""

    made: PrinciplesYield
