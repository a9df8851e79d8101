"""How hard an evolution turned out to be, by what solvers and raters did and not by what its operator promised."""

from collections.abc import Sequence
from enum import StrEnum

from bookwright.agents.inquiry import Match
from bookwright.agents.pair import Preference
from bookwright.knowledge.document import Frozen

AGREEMENT = {Match.SAME: 1.0, Match.PARTIAL: 0.5, Match.DIFFERENT: 0.0, Match.CONTRADICTS: 0.0}


class Judged(StrEnum):
    """How the child stands to its parent where both orders agree; the same where they do not."""

    HARDER = "harder"
    EASIER = "easier"
    SAME = "same"


class Difficulty(Frozen):
    """What was measured of a child beside its parent: how far `answers` answers of a solver to each agree among themselves, from 0 to 1,
    and what a rater says who saw both instructions in both orders."""

    parent: float
    child: float
    answers: int
    judged: Judged
    solved_by: str
    judged_by: str

    @property
    def less_agreement(self) -> bool:
        """Whether the solver agrees with itself less than on the parent."""
        return self.child < self.parent

    @property
    def harder(self) -> bool:
        """Measured harder: judged so, and solved with no more agreement than the parent."""
        return self.judged is Judged.HARDER and self.child <= self.parent


def agreement(matches: Sequence[Match]) -> float:
    """How far answers agree: the mean over those that were held against the first one, a half for one that agrees in part."""
    return sum(AGREEMENT[match] for match in matches) / len(matches)


def judged(preference: Preference) -> Judged:
    """What a rater's preference, both orders taken together, says of a pair of parent and child in this order."""
    return {Preference.FIRST: Judged.EASIER, Preference.SECOND: Judged.HARDER, Preference.TIE: Judged.SAME}[preference]


def shares_of(measured: Sequence[Difficulty]) -> dict[str, float | int]:
    """How many were measured, and the shares of them that were judged harder, judged easier, solved with less agreement, and measured
    harder."""
    count = len(measured)
    if not count:
        return {"measured": 0}
    return {
        "measured": count,
        "judged_harder": sum(one.judged is Judged.HARDER for one in measured) / count,
        "judged_easier": sum(one.judged is Judged.EASIER for one in measured) / count,
        "less_agreement": sum(one.less_agreement for one in measured) / count,
        "harder": sum(one.harder for one in measured) / count,
    }
