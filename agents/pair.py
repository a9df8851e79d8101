"""Two answers to one task, in one order, and which of them is preferred."""

from enum import StrEnum

from bookwright.agents.items import Brief
from bookwright.knowledge.document import Frozen


class Preference(StrEnum):
    """Which of two answers is the better; the places are those in which they stand."""

    FIRST = "first"
    SECOND = "second"
    TIE = "tie"

    @property
    def turned(self) -> "Preference":
        """The same preference once the answers have changed places."""
        return {Preference.FIRST: Preference.SECOND, Preference.SECOND: Preference.FIRST, Preference.TIE: Preference.TIE}[self]


class Pair(Frozen):
    """Two answers to a task, in the order in which a judge reads them; `brief` holds the passages that they should rest on, if any."""

    task: str
    first: str
    second: str
    brief: Brief | None = None

    @property
    def exchanged(self) -> "Pair":
        """The same pair in the other order."""
        return self.model_copy(update={"first": self.second, "second": self.first})


class Comparison(Frozen):
    """What a judge says of a pair in the order in which it was shown."""

    preference: Preference
    reason: str
    by: str
