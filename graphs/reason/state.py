"""A problem's way through the graph."""

from typing import NotRequired

from typing_extensions import TypedDict

from bookwright.agents.chat import Usage
from bookwright.agents.items import Verdict
from bookwright.agents.reason.items import Problem, Trace
from bookwright.agents.textbook.check import Proof, Verification
from bookwright.curation.reason.records import ReasonYield
from bookwright.curation.record import Source
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence


class Tried(Frozen):
    """One attempt: the trace that came of it, and how its answer was held against the right one; or `reason` ("stage:cause") why not.

    `shown` is where a recorded trace stands in the data.
    """

    id: str
    by: str
    rationalised: bool = False
    trace: Trace | None = None
    shown: tuple[Evidence, ...] = ()
    verification: Verification | None = None
    reason: str = ""
    detail: str = ""
    verdicts: tuple[Verdict, ...] = ()
    usage: Usage

    @property
    def is_open(self) -> bool:
        """Whether its answer is still to be looked at."""
        return not self.reason and self.verification is None

    @property
    def is_right(self) -> bool:
        """Whether its answer is the right one; it may yet be without a judge's score, which is then the reason."""
        return self.verification is not None and self.verification.proof is Proof.HOLDS


class ReasonInput(TypedDict):
    """A problem, and where it stands."""

    item: Problem
    source: Source


class ReasonState(ReasonInput):
    """What was tried; then what it came to."""

    tried: NotRequired[tuple[Tried, ...]]
    made: NotRequired[ReasonYield]


class ReasonOutput(TypedDict):
    """What it came to."""

    made: ReasonYield
