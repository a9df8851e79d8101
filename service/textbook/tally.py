"""What a book has come to so far, counted as its sections are done."""

from collections import Counter

from bookwright.agents.chat import Usage
from bookwright.graphs.textbook.ways import ExerciseWay, Outcome, SectionWay, Silence


class Tally:
    """Counts of sections and exercises, and why those were lost that are."""

    def __init__(self) -> None:
        self.planned, self.done, self.sections, self.exercises = 0, 0, 0, 0
        self.reasons: Counter[str] = Counter()
        self.usage = Usage()

    def take(self, outcome: Outcome) -> None:
        """Adds a section with its exercises."""
        self.done += 1
        self.sections += outcome.draft is not None
        self.exercises += sum(way.accepted for way in outcome.exercises)
        ended = (outcome.way, outcome.silence, outcome.unasked, *outcome.exercises)
        ways: list[SectionWay | ExerciseWay | Silence] = [one for one in ended if one]
        self.reasons.update(way.reason for way in ways if way.reason)
        for way in ways:
            self.usage = self.usage.plus(way.usage)

    def in_words(self) -> str:
        """The counts, the commonest reasons of rejection first."""
        reasons = ", ".join(f"{reason} {count}" for reason, count in self.reasons.most_common(3))
        return f"{self.sections} sections, {self.exercises} exercises accepted" + (f"; rejected: {reasons}" if reasons else "")
