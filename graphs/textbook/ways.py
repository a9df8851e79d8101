"""The ways of a section and of an exercise through the graph, and what a section comes to in the end."""

from typing import Self

from pydantic import Field

from bookwright.agents.chat import Usage
from bookwright.agents.items import Fault, FaultKind
from bookwright.agents.textbook.check import Verification
from bookwright.agents.textbook.items import Exercise, Mark, SectionDraft, Solved
from bookwright.curation.book.records import ExerciseVersion, SectionVersion
from bookwright.graphs.history import History
from bookwright.knowledge.document import Frozen

PRUNE = "prune"
VERIFY, DISAGREES = "verify:", "solver:disagrees"
WORK_OUT = "work it out anew, so that question, steps, answer and check agree"
ASK = "ask so that one answer is right and the passages carry it, or put the solution right"
OF_TEACHING = frozenset(
    {
        *(FaultKind.OBJECTIVE_MISSED, FaultKind.UNEXPLAINED, FaultKind.REPETITION, FaultKind.DISORDER, FaultKind.OFF_LEVEL),
        *(FaultKind.TRIVIAL, FaultKind.UNCLEAR, FaultKind.LENGTH),
    }
)
"""Faults of a section that a judge can weigh."""


class SectionWay(History[SectionDraft]):
    """Every version of a section, and what the checks of its worked examples came to, by the hash of the version."""

    versions: tuple[SectionVersion, ...]
    verified: dict[str, tuple[Verification, ...]] = Field(default_factory=dict)

    @property
    def blocking(self) -> tuple[Fault, ...]:
        """What makes a section say more than its sources, or other things: that must go. How well it teaches, the judges decide."""
        return tuple(fault for fault in self.faults if fault.kind not in OF_TEACHING)

    @property
    def prunings(self) -> int:
        """How often sentences were taken out of it."""
        return sum(version.operator == PRUNE for version in self.versions)

    def unless_worse(self) -> Self:
        """As for every text, but a version that critics have read is held only against one that they have read."""
        parent = self.versions[self.current].parent
        comparable = parent is None or not self.criticised or self.was_read(self.versions[parent].draft)
        return super().unless_worse() if comparable else self

    @property
    def verifications(self) -> tuple[Verification, ...]:
        """Those of the version that goes on, in the order of its worked examples."""
        return self.verified[self.draft.sha256]


class ExerciseWay(History[Exercise]):
    """An exercise, what its solver came to, and how its solution was made sure of."""

    versions: tuple[ExerciseVersion, ...]
    solved: Solved | None = None
    mark: Mark | None = None
    verification: Verification | None = None

    def unless_worse(self) -> Self:
        """As it is: the version that it mends was rejected."""
        return self

    @property
    def objections(self) -> tuple[Fault, ...]:
        """What it was rejected for, as far as it can be mended: faults of gates and critics, a check that fails, a solver who comes to
        something else. None where a call has failed, a judge has decided, or another exercise asks the same."""
        if self.reason.startswith(VERIFY):
            return (Fault(kind=FaultKind.CHECK_FAILED, quote=self.draft.answer, reason=self.detail, remedy=WORK_OUT),)
        if self.reason == DISAGREES:
            reason = f"somebody who did not see the solution came to something else: {self.detail}"
            return (Fault(kind=FaultKind.UNCLEAR, quote=self.draft.question, reason=reason, remedy=ASK),)
        return self.faults if self.reason else ()

    def reopened(self) -> Self:
        """Under way again, as if nobody had solved it."""
        return self.model_copy(update={"reason": "", "detail": "", "solved": None, "mark": None, "verification": None})


class Silence(Frozen):
    """Why something was not written at all, and what finding out cost."""

    reason: str
    detail: str
    usage: Usage = Field(default_factory=Usage)


class Outcome(Frozen):
    """What became of a section and its exercises. Without a `way` it was not written; `unasked` is why it has no exercises."""

    way: SectionWay | None = None
    silence: Silence | None = None
    exercises: tuple[ExerciseWay, ...] = ()
    unasked: Silence | None = None

    @property
    def draft(self) -> SectionDraft | None:
        """The section, if it was accepted."""
        return self.way.draft if self.way and self.way.accepted else None
