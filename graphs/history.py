"""A text's way through a graph: its versions, what was said of them, and how it ends."""

from typing import Generic, Self, TypeVar

from pydantic import Field

from bookwright.agents.chat import Usage
from bookwright.agents.items import Critique, Fault, Hashed, Verdict
from bookwright.curation.record import VersionOf
from bookwright.knowledge.document import Frozen

GATES = "gates"
WRITE, REVISE, FAILED = "write", "revise", "failed"


Text = TypeVar("Text", bound=Hashed)


class History(Frozen, Generic[Text]):
    """Every version of one text. `current` is the version that goes on; `reason` ("stage:cause") is set when it is rejected."""

    versions: tuple[VersionOf[Text], ...]
    current: int = 0
    critiques: tuple[Critique, ...] = ()
    rounds: int = 0
    verdict: Verdict | None = None
    reason: str = ""
    detail: str = ""
    usage: Usage = Field(default_factory=Usage)

    @property
    def draft(self) -> Text:
        """The version that goes on."""
        return self.versions[self.current].draft

    @property
    def by(self) -> str:
        """Who made the version that goes on."""
        return self.versions[self.current].by

    @property
    def under_way(self) -> bool:
        """Neither rejected nor judged."""
        return not self.reason and self.verdict is None

    @property
    def accepted(self) -> bool:
        """Judged, and not rejected."""
        return self.verdict is not None and not self.reason

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What gates and critics found in the current version."""
        return self.faults_of(self.draft)

    @property
    def criticised(self) -> bool:
        """Whether a critic has read the current version."""
        return self.was_read(self.draft)

    @property
    def blocking(self) -> tuple[Fault, ...]:
        """The faults with which the current version cannot go to the judges: all of them."""
        return self.faults

    def was_read(self, draft: Text) -> bool:
        """Whether a critic has read a version."""
        return any(critique.draft_sha256 == draft.sha256 and critique.by != GATES for critique in self.critiques)

    def faults_of(self, draft: Text) -> tuple[Fault, ...]:
        """What gates and critics found in a version."""
        return tuple(fault for critique in self.critiques if critique.draft_sha256 == draft.sha256 for fault in critique.faults)

    def followed_by(self, version: VersionOf[Text], critique: Critique) -> Self:
        """With one version more, and what the gates said of it. It goes on if it is kept and no worse than the one that it mends."""
        after = self.model_copy(
            update={
                "versions": (*self.versions, version),
                "current": len(self.versions) if version.kept else self.current,
                "critiques": (*self.critiques, critique),
            }
        )
        return after.unless_worse() if version.kept else after

    def heard(self, critiques: tuple[Critique, ...]) -> Self:
        """With what the critics say of the current version."""
        return self.model_copy(update={"critiques": (*self.critiques, *critiques)}).unless_worse()

    def unless_worse(self) -> Self:
        """Back to the version that the current one was to mend, if it has more faults than that one had."""
        parent = self.versions[self.current].parent
        if parent is None or not self.versions[parent].kept:
            return self
        before, now = self.faults_of(self.versions[parent].draft), self.faults
        return self.given_up(f"{len(now)} faults where there were {len(before)}") if before and len(now) > len(before) else self

    def given_up(self, why: str) -> Self:
        """With the current version set aside and the one that it came from going on again."""
        return self.back_to(self.versions[self.current].parent or 0, why)

    @property
    def tried(self) -> tuple[Fault, ...]:
        """What was wrong with the revisions of the current version that were set aside, so that the same is not tried again."""
        aside = [v.draft for v in self.versions if v.parent == self.current and v.operator == REVISE and not v.kept]
        return tuple(
            fault.model_copy(update={"reason": f"in a revision that was tried and set aside: {fault.reason}"})
            for draft in aside
            for fault in self.faults_of(draft)
        )

    def back_to(self, place: int, why: str) -> Self:
        """With the current version and those between set aside, the one at that place going on again."""
        versions = list(self.versions)
        aside: int | None = self.current
        while aside is not None and aside != place:
            versions[aside] = versions[aside].model_copy(update={"kept": False, "why": why})
            aside = versions[aside].parent
        return self.model_copy(update={"versions": tuple(versions), "current": place})

    def noted(self, operator: str, by: str, why: str) -> Self:
        """With an attempt on the current version that gave no draft because the call failed."""
        version = type(self.versions[0])(draft=self.draft, operator=operator, by=by, parent=self.current, kept=False, why=why)
        return self.model_copy(update={"versions": (*self.versions, version)})

    def rejected(self, reason: str, detail: str = "") -> Self:
        """Ended without a record."""
        return self.model_copy(update={"reason": reason, "detail": detail})

    def spent(self, usage: Usage) -> Self:
        """With the cost of one more step."""
        return self.model_copy(update={"usage": self.usage.plus(usage)})

    @property
    def stage(self) -> str:
        """ "gates:kind" or "critic:kind", by who found the first fault that keeps the current version from the judges."""
        first = self.blocking[0]
        critique = next(c for c in self.critiques if c.draft_sha256 == self.draft.sha256 and first in c.faults)
        return f"{GATES if critique.by == GATES else 'critic'}:{first.kind}"


def in_words(faults: tuple[Fault, ...]) -> str:
    """The faults on one line."""
    return "; ".join(f"{fault.kind}: {fault.reason}" for fault in faults)
