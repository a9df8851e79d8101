"""The answers to a prompt with what judges and raters say of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bookwright.agents.items import Decision, Verdict
from bookwright.agents.prefer.items import Candidate
from bookwright.curation.jury.ballot import Ballot
from bookwright.curation.jury.jury import Jury
from bookwright.curation.prefer.lengths import Duel
from bookwright.curation.prefer.pairing import Places, gap, sign
from bookwright.curation.prefer.ranking import (
    Contest,
    Measure,
    Outcome,
    Scores,
    aspects_of,
    favour,
    overall_of,
    pairs_of,
    settled,
    wins,
)
from bookwright.curation.prefer.records import PreferencePair


@dataclass(frozen=True)
class Ranked:
    """`contests` are of every two answers, `ratings` the verdicts on each one; either may be empty, not both. A `jury` weighs the ballots,
    else all of them must say the same."""

    prompt: str
    answers: Sequence[Candidate]
    contests: Sequence[Contest]
    ratings: Sequence[tuple[Verdict, ...]]
    jury: Jury | None = None

    @cached_property
    def scores(self) -> list[Scores]:
        """What each answer comes to."""
        won = wins(self.contests, len(self.answers), self.jury)
        return [self._scores(place, won[place]) for place in range(len(self.answers))]

    def _scores(self, place: int, won: float) -> Scores:
        compared = {Measure.PAIRWISE: won} if self.contests else {}
        if not self.ratings:
            return compared
        return compared | {Measure.ASPECTS: aspects_of(self.ratings[place]), Measure.OVERALL: overall_of(self.ratings[place])}

    def ballots(self, one: int, other: int) -> tuple[Ballot, ...]:
        """The ballots on two answers, the first that is named as the first of the pair."""
        contests = (contest for contest in self.contests if {contest.first, contest.second} == {one, other})
        return next((contest.seen_from(one) for contest in contests), ())

    def rated(self, place: int) -> tuple[Verdict, ...]:
        """The verdicts on an answer."""
        return self.ratings[place] if self.ratings else ()

    def outcome(self, one: int, other: int) -> Outcome:
        """Which of two answers is the better when nothing but the two is looked at."""
        if ballots := self.ballots(one, other):
            return settled(ballots, self.jury)
        return Outcome(preference=sign(gap(self.scores[one], self.scores[other])), share=favour(self.ratings[one], self.ratings[other]))

    def duels(self) -> Iterator[Duel]:
        """Every two answers as they were ranked."""
        for one, other in pairs_of(len(self.answers)):
            first, second = self.answers[one], self.answers[other]
            yield Duel(
                makers=(first.by, second.by),
                principles=(first.principle, second.principle),
                lengths=(len(first.text), len(second.text)),
                better=self.outcome(one, other).preference,
            )

    def pair(self, places: Places) -> PreferencePair:
        """The two answers as a pair."""
        return PreferencePair(prompt=self.prompt, chosen=self.answers[places.chosen].text, rejected=self.answers[places.rejected].text)

    def verdict(self, places: Places) -> Verdict:
        """That the pair ships, with the reasons of all who were asked about the chosen answer."""
        ballots, ratings = self.ballots(*places), self.rated(places.chosen)
        judges = ", ".join(dict.fromkeys([*(ballot.judge for ballot in ballots), *(rating.by for rating in ratings)]))
        return Verdict(
            decision=Decision.ACCEPT,
            reasons=(
                *(f"{ballot.judge}: {reason}" for ballot in ballots for reason in ballot.reasons),
                *(f"{rating.by}: {reason}" for rating in ratings for reason in rating.reasons),
            ),
            by=f"jury of {judges}" if self.jury else judges,
            text_sha256=self.pair(places).sha256,
        )
