"""How answers are ranked: by what judges say of each two of them in both orders, and by the scores of each."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from statistics import fmean

from bookwright.agents.items import Verdict
from bookwright.agents.pair import Preference
from bookwright.agents.prefer.rater import ASPECTS, OVERALL
from bookwright.curation.jury.ballot import Ballot
from bookwright.curation.jury.jury import Jury
from bookwright.curation.jury.vote import Vote
from bookwright.knowledge.document import Frozen

POINTS = {Preference.FIRST: 1.0, Preference.TIE: 0.5, Preference.SECOND: 0.0}
LOWEST, HIGHEST = 1, 5


class Measure(StrEnum):
    """What answers are ranked by. The first that is there decides; the others may contradict."""

    PAIRWISE = "pairwise"
    ASPECTS = "aspects"
    OVERALL = "overall"


Scores = Mapping[Measure, float]
"""What an answer comes to, each from 0 to 1."""


class Outcome(Frozen):
    """Which of two answers is the better, and how far what was said is for the first: from 0 to 1."""

    preference: Preference
    share: float


class Contest(Frozen):
    """Two answers by their places among all, and the ballots on them, of which the first place is the first answer's."""

    first: int
    second: int
    ballots: tuple[Ballot, ...]

    def seen_from(self, place: int) -> tuple[Ballot, ...]:
        """The ballots with the answer in that place as the first."""
        return self.ballots if place == self.first else tuple(ballot.exchanged for ballot in self.ballots)


def settled(ballots: Sequence[Ballot], jury: Jury | None = None) -> Outcome:
    """What the ballots on a pair come to. Each judge's two orders must name the same answer, else its vote is a tie.

    A jury weighs the votes, and a pair that it abstains from is a tie; its share is the probability that it gives. Without one all votes
    must name the same answer; the share is the mean over judges and orders (RLAIF: Lee et al. 2024, "Addressing Position Bias").
    """
    if jury:
        finding = jury.find({ballot.judge: ballot.vote for ballot in ballots})
        likely = {Vote.YES: finding.probability, Vote.NO: 1 - finding.probability, Vote.NONE: 0.5}
        return Outcome(preference=finding.vote.preference, share=likely[finding.vote])
    named = {ballot.preference for ballot in ballots}
    share = fmean(POINTS[said] for ballot in ballots for said in (ballot.straight, ballot.swapped.turned))
    return Outcome(preference=named.pop() if len(named) == 1 else Preference.TIE, share=share)


def pairs_of(answers: int) -> Iterator[tuple[int, int]]:
    """Every two of so many places, each once."""
    return combinations(range(answers), 2)


def wins(contests: Sequence[Contest], answers: int, jury: Jury | None = None) -> list[float]:
    """For each answer the share of the others that it beats, a tie counting one half."""
    points = [0.0] * answers
    for contest in contests:
        won = POINTS[settled(contest.ballots, jury).preference]
        points[contest.first] += won
        points[contest.second] += 1 - won
    return [point / max(1, answers - 1) for point in points]


def aspects_of(verdicts: Sequence[Verdict]) -> float:
    """The mean of the four aspects over all raters, from 0 to 1."""
    return _scaled([verdict.scores[aspect] for verdict in verdicts for aspect in ASPECTS])


def overall_of(verdicts: Sequence[Verdict]) -> float:
    """The mean overall score of all raters, from 0 to 1."""
    return _scaled([verdict.scores[OVERALL] for verdict in verdicts])


def favour(chosen: Sequence[Verdict], rejected: Sequence[Verdict]) -> float:
    """The share of raters' aspects that are scored higher for the chosen answer, one scored alike counting one half."""
    ours, theirs = ([verdict.scores[aspect] for verdict in side for aspect in ASPECTS] for side in (chosen, rejected))
    return fmean((one > other) + (one == other) / 2 for one, other in zip(ours, theirs, strict=True))


def _scaled(scores: Sequence[int]) -> float:
    return (fmean(scores) - LOWEST) / (HIGHEST - LOWEST)
