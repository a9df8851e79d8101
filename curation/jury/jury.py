"""The jury: judges that were shown to be better than chance, weighed, and silent where they are not sure enough."""

from collections.abc import Mapping
from math import exp, fsum

from bookwright.curation.jury.calibration import Calibration
from bookwright.curation.jury.share import Share
from bookwright.curation.jury.vote import Vote
from bookwright.knowledge.document import Frozen


class Finding(Frozen):
    """What a jury says of one item: a vote, NONE where it abstains, and how likely the end that it leans to is right."""

    vote: Vote
    probability: float


class Jury(Frozen):
    """How votes are weighed, and the items that showed it.

    `weights` are log odds by judge; a judge without one is left out. `led_by` is the member that the others together cannot overrule, or
    None where they were shown to be right to. It decides from `least` log odds on, and never if that is None. `decided` and `accuracy` say
    how often and how well it does so on the calibration's items, each told by weights learnt without it.
    """

    weights: dict[str, float]
    led_by: str | None
    least: float | None
    target: float
    decided: Share
    accuracy: Share
    calibrations: tuple[Calibration, ...]

    def find(self, votes: Mapping[str, Vote]) -> Finding:
        """The jury's word on the votes of one item, by judge. Judges that it does not know are not heard."""
        odds = log_odds(self.weights, votes)
        sure = self.least is not None and abs(odds) >= self.least
        return Finding(vote=_side(odds) if sure else Vote.NONE, probability=1 / (1 + exp(-abs(odds))))

    @property
    def left_out(self) -> tuple[str, ...]:
        """The judges that were not shown to be better than chance."""
        return tuple(calibration.judge for calibration in self.calibrations if not calibration.above_chance)


def log_odds(weights: Mapping[str, float], votes: Mapping[str, Vote]) -> float:
    """The weighed sum of the votes (Nitzan and Paroush 1982, theorem 1): the log odds of YES."""
    return fsum(weight * votes.get(judge, Vote.NONE) for judge, weight in weights.items())


def _side(odds: float) -> Vote:
    return Vote((odds > 0) - (odds < 0))
