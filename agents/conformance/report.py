"""What the suite found, in words."""

from enum import StrEnum

from bookwright.knowledge.document import Frozen


class State(StrEnum):
    """How a check ended."""

    KEPT = "ok"
    BROKEN = "FAILED"
    LEFT_OUT = "left out"


class Finding(Frozen):
    """One check: how it ended, what was seen and, where it failed, what to do."""

    check: str
    state: State
    seen: str
    remedy: str = ""


class Broken(Exception):
    """A check failed: what was seen, and what to do."""

    def __init__(self, seen: str, remedy: str) -> None:
        super().__init__(seen)
        self.seen, self.remedy = seen, remedy


class Defect(Broken):
    """The role cannot be made, or raised what no role may: the checks after it would say the same."""


class LeftOut(Exception):
    """A check does not apply, and why."""


class Report(Frozen):
    """All checks of one role."""

    role: str
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether no check failed and the role was called at all."""
        states = {finding.state for finding in self.findings}
        return State.BROKEN not in states and State.KEPT in states

    def in_words(self) -> str:
        """A line for each check and, under one that failed, what to do."""
        lines = []
        for finding in self.findings:
            lines.append(f"{finding.state:>8}  {finding.check}: {finding.seen}")
            lines += [f"          do: {finding.remedy}"] if finding.remedy else []
        broken = sum(finding.state is State.BROKEN for finding in self.findings)
        return "\n".join([*lines, f"{self.role}: {f'{broken} of {len(self.findings)} checks failed' if broken else 'passed'}"])
