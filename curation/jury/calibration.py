"""What one judge is worth, as far as items with gold show it."""

from collections.abc import Mapping

from bookwright.agents.items import Decision
from bookwright.agents.pair import Preference
from bookwright.curation.jury.ballot import Ballot
from bookwright.curation.jury.majority import longer_wins
from bookwright.curation.jury.share import Share, least_sum, quantile
from bookwright.curation.jury.vote import Vote
from bookwright.knowledge.document import Frozen

Lengths = Mapping[str, tuple[int, int]]


class Calibration(Frozen):
    """A judge's outcomes against gold.

    `decided` are the items that it did not leave open, of all; `accuracy` is over those. Pairs: `first_place` and `second_place` are the
    items in which that place won in both orders; `longer` the decided ones in which it preferred the longer answer, of those of unequal
    length. Absolute verdicts: `accepted_rightly` is over the decided items that gold accepts, `rejected_rightly` over those it rejects.
    """

    judge: str
    decided: Share
    accuracy: Share
    first_place: Share | None = None
    second_place: Share | None = None
    longer: Share | None = None
    accepted_rightly: Share | None = None
    rejected_rightly: Share | None = None

    @property
    def above_chance(self) -> bool:
        """Whether the items show the judge, taken by itself, to be better than chance at 95 %.

        Of many judges that toss coins, some are above chance by luck: see `is_above_chance`.
        """
        return self.is_above_chance(among=1)

    def is_above_chance(self, among: int) -> bool:
        """Whether the items show the judge to be better than chance, at 95 % for as many judges together (Bonferroni).

        For pairs chance is an accuracy of one half. A judge that accepts everything is right as often as gold accepts, so for absolute
        verdicts it is the two rates of right decisions that must sum to more than 1 (Youden 1950).
        """
        z = quantile(among)
        if self.accepted_rightly and self.rejected_rightly:
            return least_sum(self.accepted_rightly, self.rejected_rightly, z) > 1
        return self.accuracy.interval_at(z)[0] > 0.5

    def is_below_chance(self, among: int) -> bool:
        """Whether the items show the judge to be worse than chance, by the same measure."""
        z = quantile(among)
        if self.accepted_rightly and self.rejected_rightly:
            return least_sum(self.accepted_rightly.missed, self.rejected_rightly.missed, z) > 1
        return self.accuracy.interval_at(z)[1] < 0.5

    @property
    def credit(self) -> float:
        """The share of right items, one left open counting one half: what ranks judges that decide differently often."""
        return (self.accuracy.hits + (self.decided.of - self.decided.hits) / 2) / self.decided.of if self.decided.of else 0.5


def calibrate_pairs(
    judge: str, ballots: Mapping[str, Ballot], gold: Mapping[str, Preference], lengths: Lengths | None = None
) -> Calibration:
    """The judge on the items, by id, that gold decides; one without a ballot is left open. `lengths` are those of the two answers."""
    items = [item for item, preference in gold.items() if preference is not Preference.TIE]
    given = [ballots[item] for item in items if item in ballots]
    votes = {item: ballot.vote for item, ballot in ballots.items()}
    return Calibration(
        judge=judge,
        decided=_decided(votes, items),
        accuracy=_right(votes, {item: Vote.for_preference(gold[item]) for item in items}),
        first_place=Share(hits=sum(ballot.first_place_won for ballot in given), of=len(given)),
        second_place=Share(hits=sum(ballot.second_place_won for ballot in given), of=len(given)),
        longer=_longer(votes, items, lengths) if lengths is not None else None,
    )


def calibrate_votes(judge: str, votes: Mapping[str, Vote], wanted: Mapping[str, Vote]) -> Calibration:
    """How often the votes decide and are then right, on the items of `wanted`, by id: what shows whether a judge of pairs beats chance."""
    return Calibration(judge=judge, decided=_decided(votes, wanted), accuracy=_right(votes, wanted))


def calibrate_decisions(judge: str, decisions: Mapping[str, Decision], gold: Mapping[str, Decision]) -> Calibration:
    """The judge's absolute verdicts on the items, by id, that a person or a gold file decided; one without a verdict is left open."""
    votes = {item: Vote.for_decision(decision) for item, decision in decisions.items()}
    wanted = {item: Vote.for_decision(decision) for item, decision in gold.items()}
    return Calibration(
        judge=judge,
        decided=_decided(votes, wanted),
        accuracy=_right(votes, wanted),
        accepted_rightly=_right(votes, {item: vote for item, vote in wanted.items() if vote is Vote.YES}),
        rejected_rightly=_right(votes, {item: vote for item, vote in wanted.items() if vote is Vote.NO}),
    )


def _decided(votes: Mapping[str, Vote], items: "Mapping[str, Vote] | list[str]") -> Share:
    return Share(hits=sum(votes.get(item, Vote.NONE) is not Vote.NONE for item in items), of=len(items))


def _right(votes: Mapping[str, Vote], wanted: Mapping[str, Vote]) -> Share:
    decided = [(votes[item], vote) for item, vote in wanted.items() if votes.get(item, Vote.NONE) is not Vote.NONE]
    return Share(hits=sum(said is vote for said, vote in decided), of=len(decided))


def _longer(votes: Mapping[str, Vote], items: list[str], lengths: Lengths) -> Share:
    longer = {item: Vote.for_preference(longer_wins(*lengths[item])) for item in items if item in lengths}
    return _right(votes, {item: vote for item, vote in longer.items() if vote is not Vote.NONE})
