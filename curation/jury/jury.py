"""The jury: the votes of judges shown to be better than chance, weighed, and none where they are not sure enough."""

from collections.abc import Collection, Mapping
from math import exp, fsum

from pydantic import Field

from bookwright.curation.jury.calibration import Calibration
from bookwright.curation.jury.share import Share
from bookwright.curation.jury.vote import Vote
from bookwright.knowledge.document import Frozen


class Finding(Frozen):
    """What a jury says of one item: a vote, NONE where it abstains, and how likely the end that its members lean to is right."""

    vote: Vote
    probability: float


class Jury(Frozen):
    """How votes are weighed, and the items that showed it.

    `weights` are log odds by member: the judges shown to be better than chance. `doubts` are those of judges shown to be worse: they have
    no vote, but members that are of one mind with them are less sure, since all may have been misled by the same thing. Other judges are
    not heard. `led_by` is the member that the others together cannot overrule, or None where they were shown to be right to. The jury
    decides from `least` log odds on, and never if that is None. `decided` and `accuracy` say how often and how well it does so on the
    calibration's items, each judged by members, weights and doubts that were learnt without it.
    """

    weights: dict[str, float] = Field(default_factory=dict)
    doubts: dict[str, float] = Field(default_factory=dict)
    led_by: str | None = None
    least: float | None = Field(default=None, gt=0)
    target: float
    decided: Share
    accuracy: Share
    calibrations: tuple[Calibration, ...]

    def find(self, votes: Mapping[str, Vote]) -> Finding:
        """The jury's word on the votes of one item, by judge. Judges that it does not know are not heard."""
        lean, sureness = leaning(self.weights, self.doubts, votes)
        decides = self.least is not None and sureness >= self.least
        return Finding(vote=lean if decides else Vote.NONE, probability=1 / (1 + exp(-sureness)))

    @property
    def heard(self) -> tuple[str, ...]:
        """The judges whose votes change anything: the members, then those whose agreement is a reason for doubt."""
        return tuple(judge for judge, weight in (self.weights | self.doubts).items() if weight)

    def can_decide(self, judges: Collection[str]) -> bool:
        """Whether there are votes of these judges on which it does not abstain: all for one end, and all the doubted against it."""
        most = fsum(weight for judge, weight in (self.weights | self.doubts).items() if judge in judges)
        return self.least is not None and most >= self.least and any(self.weights.get(judge) for judge in judges)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The judges without a vote: those that were not shown to be better than chance, considering how many were tried."""
        return tuple(calibration.judge for calibration in self.calibrations if calibration.judge not in self.weights)


def leaning(weights: Mapping[str, float], doubts: Mapping[str, float], votes: Mapping[str, Vote]) -> tuple[Vote, float]:
    """The end that the members lean to, and the log odds that it is right; NONE and 0 where they are even.

    The log odds are the weighed sum of votes (Nitzan and Paroush 1982, theorem 1), less what agreement with the doubted takes away.
    """
    odds = _sum(weights, votes)
    lean = Vote((odds > 0) - (odds < 0))
    return lean, lean * (odds - _sum(doubts, votes))


def _sum(weights: Mapping[str, float], votes: Mapping[str, Vote]) -> float:
    return fsum(weight * votes.get(judge, Vote.NONE) for judge, weight in weights.items())
