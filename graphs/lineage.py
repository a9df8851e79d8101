"""A draft's way through the graph: its versions, what was said of them, and how it ends."""

from pydantic import Field

from bookwright.agents.chat import Usage
from bookwright.agents.items import Critique, Draft, Fault, Verdict
from bookwright.curation.record import Version
from bookwright.knowledge.document import Frozen

GATES = "gates"


class Lineage(Frozen):
    """Every version of one draft. `current` is the version that goes on; `reason` ("stage:cause") is set when it is rejected."""

    versions: tuple[Version, ...]
    current: int = 0
    critiques: tuple[Critique, ...] = ()
    rounds: int = 0
    verdict: Verdict | None = None
    reason: str = ""
    detail: str = ""
    usage: Usage = Field(default_factory=Usage)

    @property
    def draft(self) -> Draft:
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
    def faults(self) -> tuple[Fault, ...]:
        """What gates and critics found in the current version."""
        return self.faults_of(self.draft)

    @property
    def criticised(self) -> bool:
        """Whether a critic has read the current version."""
        return any(critique.draft_sha256 == self.draft.sha256 and critique.by != GATES for critique in self.critiques)

    def faults_of(self, draft: Draft) -> tuple[Fault, ...]:
        """What gates and critics found in a version."""
        return tuple(fault for critique in self.critiques if critique.draft_sha256 == draft.sha256 for fault in critique.faults)

    def followed_by(self, version: Version, critique: Critique) -> "Lineage":
        """With one version more, and what the gates said of it; it goes on if it is kept."""
        return self.model_copy(
            update={
                "versions": (*self.versions, version),
                "current": len(self.versions) if version.kept else self.current,
                "critiques": (*self.critiques, critique),
            }
        )

    def heard(self, critiques: tuple[Critique, ...]) -> "Lineage":
        """With what the critics say of the current version. A version with more faults than the one it came from gives way to it again."""
        after = self.model_copy(update={"critiques": (*self.critiques, *critiques)})
        parent = self.versions[self.current].parent
        if parent is None or not after.versions[parent].kept:
            return after
        before, now = after.faults_of(after.versions[parent].draft), after.faults
        if not before or len(now) <= len(before):
            return after
        return after.given_up(f"{len(now)} faults where there were {len(before)}")

    def given_up(self, why: str) -> "Lineage":
        """With the current version set aside and the one that it came from going on again."""
        version = self.versions[self.current]
        aside = version.model_copy(update={"kept": False, "why": why})
        versions = (*self.versions[: self.current], aside, *self.versions[self.current + 1 :])
        return self.model_copy(update={"versions": versions, "current": version.parent or 0})

    def rejected(self, reason: str, detail: str = "") -> "Lineage":
        """Ended without a record."""
        return self.model_copy(update={"reason": reason, "detail": detail})

    def spent(self, usage: Usage) -> "Lineage":
        """With the cost of one more step."""
        return self.model_copy(update={"usage": self.usage.plus(usage)})
